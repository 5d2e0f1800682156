"""What the shelf tells of one game: picture, rules in words, counts, and its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.bots import bots_of
from game.catalogue import phrase
from game.rules import Rules, ShelfGame
from game.table.glossary import Glossary
from game.table.occupants import bot_name
from game.ui.screens.help import Help
from game.ui.screens.shelf_cards import Thumb, Traits, block, facts
from game.ui.theme import ACCENT, GOOD, MUTED
from game.ui.thumbnail import picture_of
from game.ui.widgets import Box, Button, Flow, Rule, Text, Widget
from game.ui.widgets.dialog import dialog

if TYPE_CHECKING:
    from game.ui.screens.base import CardHost


def parts(game: ShelfGame, traits: Traits) -> list[Widget]:
    """What is told of a game before it is played: its picture and its rules in words."""
    rules = game.rules
    against = phrase("shelf.against", bots=_listed(rules))
    shown: list[Widget] = [
        Thumb(rules, 176),
        Text(rules.name, size="head", role="title", tint=ACCENT),
        facts(game, "body"),
        Text(rules.people.how or rules.text),
        Text(
            f"{_known(traits)} {against}",
            size="small",
            tint=MUTED,
        ),
    ]
    return shown


def _listed(rules: Rules) -> str:
    """The bots that can play a game."""
    return ", ".join(bot_name(name, rules.look).lower() for name in bots_of(rules))


def _known(traits: Traits) -> str:
    """What is hidden or left to chance, in a sentence."""
    if traits.secrets:
        return phrase("shelf.hidden_chance" if traits.chance else "shelf.hidden_only")
    return phrase("shelf.open_chance" if traits.chance else "shelf.open_only")


def counted(game: ShelfGame) -> list[Widget]:
    """The published counts that the rules come to."""
    counts = game.rules.people.counts
    single = {
        "shelf.positions": counts.positions,
        "shelf.games": counts.games,
        "shelf.decisions": counts.information_sets,
    }
    lines: list[Widget] = [
        Text(phrase(key, count=count, number=f"{count:,}"), size="small")
        for key, count in single.items()
        if count
    ]
    if counts.turns:
        steps = [
            Box(
                Text(phrase("shelf.turns", count=n), size="tiny", tint=MUTED),
                Text(f"{count:,}", role="bold", size="small"),
                gap=0.25,
            )
            for n, count in enumerate(counts.turns, 1)
        ]
        lines.append(Text(phrase("shelf.ways"), size="small", tint=MUTED))
        lines.append(Flow(*steps, least=9, gap=1))
    if not lines:
        return []
    head = phrase("shelf.checked")
    if counts.by:
        head = phrase("shelf.checked_against", source=counts.by)
    return [block(Text(head, role="bold", tint=GOOD), *lines)]


def rulebook(screen: CardHost, game: ShelfGame) -> None:
    """Show the rules for people."""
    Help(screen.window.root, lambda: Glossary(picture_of(game.rules).game)).open()


def its_file(screen: CardHost, game: ShelfGame) -> None:
    """Show the text of the game's rules, to learn from and to copy."""
    body: list[Widget] = [Text(str(game.path), size="small", tint=MUTED), Rule()]
    body += [Text(line or " ", size="small") for line in game.rules.source.splitlines()]
    back = phrase("button.back")
    done = Button(back, screen.close_dialog, key="Esc", primary=True, grow=1, name="ok")
    title = phrase("shelf.rules_of", game=game.rules.name)
    screen.open(dialog(title, body, [done], most=120, name="source"))
