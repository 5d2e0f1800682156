"""Cards that several screens share: settings, credits, the list of saves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from game.catalogue import phrase
from game.engine import short_name
from game.resources import asset
from game.table import GameSetup, SavedGame, SaveInfo, attempt, label_words
from game.table.lesson import lesson_setup, spoken_guides
from game.table.occupants import bot_name
from game.table.seating import AUTO
from game.ui.screens.leaving import leave
from game.ui.theme import ACCENT, BAD, MUTED
from game.ui.widgets import Box, Button, Choosable, Rule, Spacer, Span, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.widgets.wrap import Spread

if TYPE_CHECKING:
    from game.rules import GuideDecl, Rules
    from game.rules.look import Look
    from game.ui.screens.base import CardHost


def seat_name(rules: Rules, seat: str) -> str:
    """A seat's short name before any game has begun."""
    return short_name(rules.members("seat").get(seat, {}), seat)


def fact_words(rules: Rules, fact: dict[str, Any]) -> str:
    """One fact of a scenario, with how far it is known and who told it, in words."""
    label = label_words(rules, fact)
    return f"{fact['text']} {{~[{label}]}}" if label else str(fact["text"])


def foot(left: Widget, right: Widget, *between: Widget) -> Box:
    """The foot of a screen: a button, or words, at each end, and what stands between them."""
    return Spread(left, *between, Spacer(grow=1), right, gap=2, centre=True)


#: Most saves that are listed.
MOST_SAVES = 40
#: Seconds for which saves are looked at when somebody asks for them.
AT_A_PRESS = 0.25


def about(screen: CardHost) -> None:
    """Show the disclaimer, and whose work is in the window."""
    rules = screen.window.rules
    try:
        credits_ = marked_down(asset("CREDITS.md").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        credits_ = [Text(phrase("settings.credits_missing"))]
    body = [Text(rules.name, role="bold", size="lead"), Text(rules.disclaimer or ""), Rule()]
    done = Button(phrase("button.done"), screen.close_dialog, key="Esc", primary=True, grow=1)
    title = phrase("settings.credits")
    screen.open(dialog(title, [*body, *credits_], [done], most=112, name="credits"))


def marked_down(text: str) -> list[Widget]:
    """Paragraphs, headings and tables of a Markdown text as widgets; a table's row is a line."""
    parts: list[Widget] = []
    for block in text.replace("`", "").replace("**", "").split("\n\n"):
        plain: list[str] = []
        lines = block.strip().splitlines()
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            if line.startswith("#"):
                size = "head" if line.startswith("# ") else "body"
                words = line.lstrip("# ")
                parts.append(Text(words, size=size, role="bold", tint=ACCENT))
            elif line.startswith("|"):
                if "|---" in (line[:4], after[:4]):
                    continue  # the head of a table and the line below it
                first, *rest = (c.strip() for c in line.strip("| ").split("|"))
                if rest:
                    row = [Span(f"{first}: "), Span(". ".join(rest), MUTED)]
                    parts.append(Text(row, size="small"))
            else:
                plain.append(line)
        if plain:
            parts.append(Text(" ".join(plain), size="small"))
    return parts


def begin(screen: CardHost, start: GameSetup | SavedGame, refused: str) -> None:
    """Sit down to a game, or say under a title why that cannot be."""
    answer = attempt(partial(screen.window.play, start))
    if answer.in_use and isinstance(start, SavedGame):
        copy = partial(begin, screen, attrs.evolve(start, copy=True), refused)
        screen.ask(phrase("saves.in_use"), answer.words, phrase("saves.open_copy"), copy)
    elif answer.words:
        screen.say(refused, answer.words)


def learn(screen: CardHost, rules: Rules) -> None:
    """Begin the lesson of some rules; of several it is asked which."""
    guides = spoken_guides(rules.guides)

    def start(guide: GuideDecl) -> None:
        screen.window.adopt(rules)
        begin(screen, lesson_setup(rules, guide), phrase("lesson.cannot"))

    def take(guide: GuideDecl) -> None:
        screen.close_dialog()
        start(guide)

    if len(guides) == 1:
        start(guides[0])
        return
    body = [
        Choosable(
            Text(guide.title, role="bold"),
            Text(str(guide.texts["text"]), size="small", tint=MUTED),
            act=partial(take, guide),
            name=f"guide:{guide.name}",
            pad=1.25,
        )
        for guide in guides
    ]
    done = Button(phrase("button.back"), screen.close_dialog, key="Esc", grow=1)
    screen.open(dialog(phrase("lesson.choose"), body, [done], most=72, name="learn"))


def learn_button(
    screen: CardHost, rules: Rules, size: str = "body", first: bool = False
) -> list[Widget]:
    """The way into the lesson of some rules; nothing where they have none.

    Args:
        screen: where it stands.
        rules: the rules.
        size: of its words.
        first: whether it is what one should do first.
    """
    guides = spoken_guides(rules.guides)
    if not guides:
        return []
    one = guides[0] if len(guides) == 1 else None
    words = phrase("lesson.learn_named", name=one.title) if one else phrase("lesson.learn")
    button = Button(
        words,
        partial(learn, screen, rules),
        key="G",
        icon_name="book-open",
        size=size,
        primary=first,
        name="learn",
        tip=str(one.texts["text"]) if one else "",
    )
    return [button]


def load(screen: CardHost) -> None:
    """Show the saves; a choice goes on with that game, or says why it cannot."""

    def open_save(info: SaveInfo) -> None:
        leave(screen, partial(begin, screen, SavedGame(info.path), phrase("saves.cannot_load")))

    _show_saves(screen, phrase("saves.title"), open_save)


def replay(screen: CardHost) -> None:
    """Show the saves; a choice shows that game step by step, or says why it cannot."""

    def look_back_at(info: SaveInfo) -> None:
        answer = attempt(partial(screen.window.games.look_back_at, info.path, "title"))
        if answer.words:
            screen.say(phrase("replay.no_replay"), answer.words)
        else:
            screen.window.go("replay")

    _show_saves(screen, phrase("replay.title"), look_back_at)


def _show_saves(screen: CardHost, title: str, act: Callable[[SaveInfo], None]) -> None:
    """Show the saves on a card, which goes when one is chosen.

    Args:
        screen: where.
        title: what the card is called.
        act: what becomes of the one that is chosen.
    """

    def chosen(info: SaveInfo) -> None:
        screen.close_dialog()
        act(info)

    listed = attempt(partial(screen.window.games.listed, AT_A_PRESS))
    if listed.words:
        screen.say(phrase("saves.cannot_list"), listed.words)
        return
    found = listed.value or []
    body: list[Widget] = [
        Choosable(
            *_save_lines(screen, info),
            act=partial(chosen, info),
            name=f"save:{info.path.stem}",
            pad=1.25,
        )
        for info in found[:MOST_SAVES]
    ]
    if not body:
        body.append(Text(phrase("saves.none")))
    elif len(found) > MOST_SAVES:
        folder = screen.window.games.saves
        words = phrase("saves.older", count=len(found) - MOST_SAVES, folder=folder)
        body.append(Text(words, size="small", tint=MUTED))
    if left := screen.window.games.shelf.left:
        words = phrase("saves.not_looked_at", count=left)
        body.append(Text(words, size="small", tint=MUTED))
    done = Button(phrase("button.back"), screen.close_dialog, key="Esc", grow=1)
    screen.open(dialog(title, body, [done], most=92, name="load"))


def where(screen: CardHost, info: SaveInfo) -> str:
    """Which game a save is, how far it has come and whose turn it is, and when; a line each."""
    far = ", ".join(_stand(screen, info))
    return f"{_name(screen, info)}\n{far[:1].upper()}{far[1:]}\n{_date(info)}"


def _name(screen: CardHost, info: SaveInfo) -> str:
    """What people call the game of a save."""
    rules = screen.window.rules
    scenario = next((s for s in rules.scenarios if s.id == info.scenario), None)
    own = info.rules_name == rules.name
    name = scenario.name if own and scenario is not None else info.scenario or info.path.name
    return f"{info.rules_name}: {name}" if not own and info.rules_name else name


def _date(info: SaveInfo) -> str:
    return f"{info.date.day} {info.date:%B %Y, %H:%M}"


def _stand(screen: CardHost, info: SaveInfo) -> list[str]:
    """How far a game has come, and whose turn it is, in a few words each."""
    far = [phrase("saves.round", round=info.round)] if info.round else []
    if info.finished:
        far.append(phrase("saves.over"))
    else:
        far.append(phrase("saves.steps", count=info.n) if info.n else phrase("saves.just_begun"))
    if info.turn and not info.finished:
        far.append(phrase("saves.to_move", seat=seat_name(screen.window.rules, info.turn)))
    return far


def _save_lines(screen: CardHost, info: SaveInfo) -> list[Widget]:
    """What a save is: scenario and date, how far and who, what is wrong with it."""
    rules = screen.window.rules
    head = Box(
        Text(_name(screen, info), role="bold", grow=1),
        Text(_date(info), size="small", tint=MUTED),
        across=True,
        gap=1,
        centre=True,
    )
    lines: list[Widget] = [head]
    if info.loads:
        far = _stand(screen, info)
        if info.autosave:
            far.append(phrase("saves.autosave"))
        seats = [
            f"{seat_name(rules, s)} ({_occupant(o, rules.look)})" for s, o in info.seats.items()
        ]
        told = ", ".join(far)
        words = f"{told[:1].upper()}{told[1:]}  ·  {', '.join(seats)}"
        if info.options:
            words += f"  ·  {', '.join(f'{o}: {v}' for o, v in info.options.items())}"
        lines.append(Text(words, size="small", tint=MUTED))
    if info.origin:
        lines.append(Text(info.origin, size="small", tint=ACCENT, name=f"origin:{info.path.stem}"))
    if info.problem:
        lines.append(Text(info.problem, size="small", tint=BAD, name=f"problem:{info.path.stem}"))
    return lines


def _occupant(occupant: str, look: Look) -> str:
    """Who holds a seat, in a word or two."""
    if occupant == "human":
        return phrase("saves.person")
    if occupant == AUTO:
        return phrase("saves.auto")
    return phrase("saves.bot", name=bot_name(occupant, look).lower())
