"""Cards that several screens share: settings, credits, the list of saves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from game.engine import short_name
from game.resources import asset
from game.table import GameSetup, SavedGame, SaveInfo, attempt, label_words
from game.ui.screens.leaving import leave
from game.ui.theme import ACCENT, AT_ONCE, BAD, MUTED, PERCENTS
from game.ui.widgets import Box, Button, Choosable, Flow, Rule, Spacer, Span, Text, Widget
from game.ui.widgets.dialog import dialog

if TYPE_CHECKING:
    from game.rules import Rules
    from game.ui.screens.base import CardHost
    from game.ui.theme import Theme


def seat_name(rules: Rules, seat: str) -> str:
    """A seat's short name before any game has begun."""
    return short_name(rules.members("seat").get(seat, {}), seat)


def fact_words(rules: Rules, fact: dict[str, Any]) -> str:
    """One fact of a scenario, with how far it is known and who told it, in words."""
    label = label_words(rules, fact)
    return f"{fact['text']} {{~[{label}]}}" if label else str(fact["text"])


def foot(left: Widget, right: Widget) -> Box:
    """The foot of a screen: a button, or words, at each end."""
    return Box(left, Spacer(grow=1), right, across=True, gap=2)


SPEEDS = ((0.5, "Slow"), (1.0, "Normal"), (2.0, "Fast"), (AT_ONCE, "At once"))
#: Most saves that are listed.
MOST_SAVES = 40
#: Seconds for which saves are looked at when somebody asks for them.
AT_A_PRESS = 0.25


def show_settings(screen: CardHost) -> None:
    """Show the settings; each change takes effect at once and is kept."""
    window, settings = screen.window, screen.window.settings
    theme = settings.theme

    def text(percent: int) -> None:
        theme.text = percent / 100
        again()

    def speed(value: float) -> None:
        theme.speed = value
        again()

    def motion() -> None:
        theme.motion = not theme.motion
        again()

    def full() -> None:
        window.fill_screen(not settings.full)
        again()

    def again() -> None:
        settings.save()
        screen.close_dialog()
        window.relayout()
        show_settings(screen)

    sizes = [
        Button(f"{n} %", partial(text, n), chosen=theme.text == n / 100, name=f"text:{n}", grow=1)
        for n in PERCENTS
    ]
    speeds = [
        Button(n, partial(speed, v), chosen=theme.speed == v, name=f"speed:{v}", grow=1)
        for v, n in SPEEDS
    ]
    body = [
        Text("Size of text", role="bold"),
        Flow(*sizes, least=10, gap=1),
        *_bounded(theme),
        Text("Speed of dice and bots", role="bold"),
        Flow(*speeds, least=12, gap=1),
        Text("At once leaves a card that is turned up small.", size="small", tint=MUTED),
        _switch("Motion", "The map glides and dice roll.", theme.motion, motion, "motion"),
        _switch("Full screen", "Also by the key F11.", settings.full, full, "full"),
    ]
    if settings.refused:
        body.append(Text(settings.refused, size="small", tint=BAD, name="refused"))
    done = Button("Done", screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog("Settings", body, [done], most=76, name="settings"))


def _bounded(theme: Theme) -> list[Widget]:
    """That the window has no room for the text that was chosen, where it has none."""
    if theme.scale >= theme.usual * theme.text:
        return []
    words = (
        f"Shown at {theme.percent} %: this window has no room for more. "
        f"In a larger one it is {round(100 * theme.text)} %."
    )
    return [Text(words, size="small", tint=ACCENT, name="bounded")]


def _switch(title: str, words: str, on: bool, act: Callable[[], None], name: str) -> Widget:
    """A setting that is on or off."""
    return Box(
        Text(title, role="bold"),
        Text(words, tint=MUTED, grow=1),
        Button("On" if on else "Off", act, chosen=on, name=name),
        across=True,
        gap=1.5,
        centre=True,
    )


def about(screen: CardHost) -> None:
    """Show the disclaimer, and whose work is in the window."""
    rules = screen.window.rules
    try:
        credits_ = marked_down(asset("CREDITS.md").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        credits_ = [Text("The credits file is missing.")]
    body = [Text(rules.name, role="bold", size="lead"), Text(rules.disclaimer or ""), Rule()]
    done = Button("Done", screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(
        dialog("Credits and disclaimer", [*body, *credits_], [done], most=112, name="credits")
    )


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
        screen.ask("This game is being played", answer.words, "Open a copy", copy)
    elif answer.words:
        screen.say(refused, answer.words)


def load(screen: CardHost) -> None:
    """Show the saves; a choice goes on with that game, or says why it cannot."""

    def open_save(info: SaveInfo) -> None:
        screen.close_dialog()
        leave(screen, partial(begin, screen, SavedGame(info.path), "This save cannot be loaded"))

    listed = attempt(partial(screen.window.games.listed, AT_A_PRESS))
    if listed.words:
        screen.say("The saves cannot be listed", listed.words)
        return
    found = listed.value or []
    body: list[Widget] = [
        Choosable(
            *_save_lines(screen, info),
            act=partial(open_save, info),
            name=f"save:{info.path.stem}",
            pad=1.25,
        )
        for info in found[:MOST_SAVES]
    ]
    if not body:
        body.append(Text("There are no saves yet. Every game is kept by itself as it is played."))
    elif len(found) > MOST_SAVES:
        words = f"{len(found) - MOST_SAVES} older ones are in {screen.window.games.saves}"
        body.append(Text(words, size="small", tint=MUTED))
    if left := screen.window.games.shelf.left:
        words = f"{left} more were not looked at yet: go back, and open this list again."
        body.append(Text(words, size="small", tint=MUTED))
    done = Button("Back", screen.close_dialog, key="Esc", grow=1)
    screen.open(dialog("Load a game", body, [done], most=92, name="load"))


def where(screen: CardHost, info: SaveInfo) -> str:
    """Which game a save is, how far it has come and whose turn it is, and when it was played."""
    return f"{_name(screen, info)}  ·  {', '.join(_stand(screen, info))}  ·  {_date(info)}"


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
    far = [f"round {info.round}"] if info.round else []
    far.append("over" if info.finished else f"{info.n} steps" if info.n else "just begun")
    if info.turn and not info.finished:
        far.append(f"{seat_name(screen.window.rules, info.turn)} to move")
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
            far.append("autosave")
        seats = [f"{seat_name(rules, s)} ({_occupant(o)})" for s, o in info.seats.items()]
        told = ", ".join(far)
        words = f"{told[:1].upper()}{told[1:]}  ·  {', '.join(seats)}"
        if info.options:
            words += f"  ·  {', '.join(f'{o}: {v}' for o, v in info.options.items())}"
        lines.append(Text(words, size="small", tint=MUTED))
    if info.problem:
        lines.append(Text(info.problem, size="small", tint=BAD, name=f"problem:{info.path.stem}"))
    return lines


def _occupant(occupant: str) -> str:
    """Who holds a seat, in a word or two."""
    return "a person" if occupant == "human" else f"bot {occupant.removeprefix('bot:')}"
