"""What the rules tell people, laid out for a terminal: briefs, facts, and what a word means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from game.catalogue import called, phrase
from game.engine import Game, View
from game.rules.look import Roles
from game.table import face_up, label_words


def brief(game: Game, told_to: Mapping[str, str]) -> RenderableType:
    """Return what a scenario tells a seat: its story, the seat's brief, the facts with labels.

    Args:
        game: the game.
        told_to: the seat's brief, by heading.
    """
    told = game.scenario
    parts: list[RenderableType] = [Text(told.text)] if told.text else []
    for heading, words in told_to.items():
        head = called(heading)
        parts.append(Text.assemble((f"{head}. ", "bold"), words))
    if told.facts:
        parts.append(Text(phrase("shown.known"), style="bold"))
    for fact in told.facts:
        parts.append(Text.assemble(f"  {fact['text']} ", (_label(game, fact), "dim")))
    if not parts:
        parts.append(Text(phrase("shown.no_brief")))
    if game.rules.disclaimer:
        parts.append(Text(game.rules.disclaimer, style="dim"))
    return Group(*parts)


def options(game: Game) -> Iterator[str]:
    """Every option in force with its value and what that means, a line each."""
    for option, value in game.scenario.values(game.options):
        key = "shown.option" if option.id in game.chosen else "shown.option_usual"
        yield "  " + phrase(key, name=option.name, value=value.name, text=value.text)


def unusual(game: Game) -> str:
    """The options whose value in force is not the default, in a line; nothing if there are none."""
    pairs = game.scenario.values(game.chosen)
    return "; ".join(f"{option.name}: {value.name}" for option, value in pairs)


def _label(game: Game, fact: dict[str, Any]) -> str:
    words = label_words(game.rules, fact)
    return f"[{words}]" if words else ""


def card(game: Game, view: View, roles: Roles) -> RenderableType | None:
    """Return the card that lies face up, and whose turn comes when; None where there is none."""
    role = roles.card
    found = face_up(game, view, role.register, role.played, role.order)
    parts: list[Text] = []
    if found is not None:
        parts.append(Text.assemble((f"{found.kind}: ", "dim"), (found.name, "bold")))
        parts.append(Text(f"  {found.text}"))
        if found.order:
            order = ", ".join(_seat(game, s) for s in found.order)
            parts.append(Text("  " + phrase("shown.order", seats=order)))
        parts += [Text(f"  [{found.label}]", style="dim")] if found.label else []
    left = Counter(game.turns(view, roles.wait))
    if left:
        each = ", ".join(f"{_seat(game, s)} {n}" for s, n in left.items())
        parts.append(Text(phrase("shown.left", seats=each)))
    return Group(*parts) if parts else None


def _seat(game: Game, seat: str) -> str:
    return game.short("seat", seat)
