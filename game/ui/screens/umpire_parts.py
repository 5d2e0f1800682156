"""Parts of the umpire's console: a headed box, effects before and after, a line of the story."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

import pygame

from game.catalogue import phrase
from game.ui import paint
from game.ui.screens.signs import Sign
from game.ui.theme import ACCENT, BAD, CARD, GOOD, LINE, MUTED, PANEL, TEXT, mix
from game.ui.widgets import Box, Span, Text, Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.rules.look import Colour
    from game.ui.umpire_client import UmpireClient
    from game.umpire import EffectRow, Effects, StoryRow, UmpireAct

#: What is hidden from some seat stands on this, and is told in that.
VEILED: Colour = (58, 42, 84)
VEIL: Colour = (200, 170, 246)
#: So many effects are told one by one.
_MOST: Final = 7
#: The place of the time before a line, in units of eight pixels.
_TIME: Final = 5.5


class ConsoleHost(Protocol):
    """What the columns of the console ask of it."""

    umpire: UmpireClient

    def file(self, act: UmpireAct) -> bool:
        """File an act and show what came of it; whether it was done."""
        ...

    def say(self, title: str, words: str, then: Callable[[], None] | None = None) -> None:
        """Show a card with a message."""
        ...

    def look_as(self, shows: str) -> None:
        """Take other eyes for the board."""
        ...

    def next_eyes(self) -> None:
        """Take the next eyes: the truth, what is claimed, then each seat's."""
        ...

    def more_time(self) -> None:
        """Give who is asked a minute more."""
        ...

    def hold_clock(self) -> None:
        """Hold the clocks, or let them run."""
        ...

    def bell(self) -> None:
        """Let the bell be heard."""
        ...

    def usual(self) -> None:
        """Let the usual be done for the person to move."""
        ...

    def swap(self, seat: str) -> None:
        """Give a seat to a bot, or back to people."""
        ...

    def bot_name(self, occupant: str) -> str:
        """What people call a bot."""
        ...


def headed(title: str, *parts: Widget, note: str = "", name: str = "") -> Box:
    """A box with a head, and at its right a few words."""
    head = Box(
        Text(title, role="bold", grow=1, bare=True),
        Text(note, size="small", tint=MUTED, bare=True),
        across=True,
        centre=True,
    )
    return Box(head, *parts, gap=1, pad=1.5, fill=PANEL, edge=LINE, radius=10, name=name)


def effect_rows(effects: Effects | None, wrong: str = "") -> list[Widget]:
    """What an act would come to: before and after, warnings, and who would be told what.

    Args:
        effects: the same as figures; None where there is no act yet.
        wrong: why there is none, in a sentence.
    """
    if effects is None:
        return [Text(wrong, size="small", tint=BAD)] if wrong else []
    found: list[Widget] = [Text(words, size="small", tint=BAD) for words in effects.warnings]
    rows = [*effects.changes, *effects.derived]
    if not rows:
        found.append(Text(phrase("umpire.same_board"), size="small", tint=MUTED))
    found += [_effect(row) for row in rows[:_MOST]]
    if len(rows) > _MOST:
        more = phrase("umpire.more_effects", count=len(rows) - _MOST)
        found.append(Text(more, size="small", tint=MUTED))
    told = effects.told
    for words, names in told.items():
        who = phrase("umpire.all_read") if len(told) == 1 else ", ".join(names)
        what = words or phrase("umpire.nothing_read")
        parts = [Span(f"{who}: ", TEXT, "bold"), Span(what, MUTED)]
        found.append(Text(parts, size="small", lines=0, bare=True))
    return found


def _effect(row: EffectRow) -> Widget:
    bad = row.rises is not None and row.rises == row.worse
    tint = TEXT if row.rises is None else BAD if bad else GOOD
    arrow = " \N{RIGHTWARDS ARROW} "
    change = [Span(row.before, MUTED), Span(arrow, MUTED), Span(row.after, tint, "bold")]
    return Box(
        Text(row.title, size="small", grow=1, bare=True),
        Text(change, size="small", bare=True),
        across=True,
        name=f"effect:{row.cell}",
    )


class StoryLine(Box):
    """One line of the story; on what is hidden from some seat lies a veil."""

    def __init__(self, client: UmpireClient, row: StoryRow) -> None:
        """Show a line.

        Args:
            client: whose names and signs are used.
            row: the line.
        """
        self.row = row
        words: list[Widget] = [Text(row.text, size="small", bare=True, tint=_tint(row))]
        if row.hidden:
            out = Text(row.out, size="tiny", tint=VEIL, bare=True, grow=1)
            words.append(Box(Sign("eye-off", VEIL, 14), out, across=True, gap=0.75, centre=True))
        if row.reason or row.tags:
            words.append(_reason(row))
        signs = client.look.seats.get(row.actor)
        icon = signs.icon if signs else _SIGNS.get(row.kind, "circle-dot")
        tint = client.tint(row.actor) if row.actor in client.game.seats else ACCENT
        super().__init__(
            Box(Text(_clock(row.at), size="tiny", tint=MUTED, bare=True), pad=0.25),
            Sign(icon, tint, 18),
            Box(*words, gap=0.5, grow=1),
            across=True,
            gap=1,
            pad=1,
            name=f"line:{row.n}",
        )

    def draw(self, surface: pygame.Surface) -> None:
        if self.row.hidden:
            paint.box(surface, self.rect, mix(PANEL, VEILED, 0.55), None, 8)
            strip = pygame.Rect(self.rect.x + 2, self.rect.y + 4, 6, self.rect.height - 8)
            paint.hatched(surface, strip, VEIL, "rising")
        elif self.row.kind in ("note", "bookmark"):
            paint.box(surface, self.rect, mix(PANEL, ACCENT, 0.18), None, 8)


_SIGNS: Final = {
    "note": "scroll-text", "bookmark": "flag", "inject": "radio", "override": "gavel",
    "ruling": "scale", "order": "gavel", "pause": "pause", "branch": "undo-2", "seat": "users",
    "move": "dice-5",
}  # fmt: skip


def _tint(row: StoryRow) -> Colour:
    return MUTED if row.given_up is not None else TEXT


def _reason(row: StoryRow) -> Widget:
    """Why it was done, and the words that it is sorted by."""
    parts = [Span(f"\N{LEFT DOUBLE QUOTATION MARK}{row.reason}\N{RIGHT DOUBLE QUOTATION MARK}")]
    parts = parts if row.reason else []
    if row.tags:
        parts.append(Span(" ".join(("", *row.tags)), ACCENT))
    if row.confidence is not None:
        parts.append(Span(f"  {phrase('umpire.sure', count=row.confidence)}", MUTED))
    return Box(Text(parts, size="tiny", bare=True), pad=0.75, fill=CARD, radius=6)


def _clock(at: str | None) -> str:
    """The time of day at this place."""
    if at is None:
        return ""
    return f"{datetime.fromisoformat(at).astimezone():%H:%M}"
