"""What was weighed for a decision: each move with its bar, its average and its trials."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.bots.words import WeighedRow, Weighing
from game.catalogue import phrase
from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, CARD, FAINT, LINE, LINK, MUTED, TEXT, mix
from game.ui.widgets.base import Widget
from game.ui.widgets.layout import Box
from game.ui.widgets.words import Span, Text

#: How names and bars share the room, and the width of a number in pixels at a text size of 1.
_NAME, _BAR, _NUMBER = 1.0, 1.6, 54


class WeighingTable(Box):
    """The moves that were tried, the one to take first, all bars of one scale."""

    def __init__(self, told: Weighing, chosen: int | None = None) -> None:
        """Draw what was weighed.

        Args:
            told: what was weighed; moves were tried.
            chosen: the move that was made, to be told apart; None for the first.
        """
        rows = told.shown(chosen)
        scale = _Scale(rows)
        lines: list[Widget] = [_heads()]
        marked = rows[0].move if chosen is None else chosen
        for row in rows:
            made = row.move == marked
            lines.append(_row(row, scale, ACCENT if made else TEXT, f"weighed:{row.move}"))
            if row.say:
                lines.append(Text(row.say, size="tiny", tint=MUTED, name=f"say:{row.move}"))
        if count := len(told.rows) - len(rows):
            words = phrase("weighing.more", count=count)
            lines.append(Text(words, size="tiny", tint=MUTED, name="weighed.more"))
        super().__init__(*lines, gap=0.25, name="weighing")


class _Scale:
    """Where a number lies between the least and the most that any move came to."""

    def __init__(self, rows: Sequence[WeighedRow]) -> None:
        self.low = min(row.told.low for row in rows)
        self.high = max(row.told.high for row in rows)
        self.first = rows[0].told.worth
        if self.high - self.low < 1:
            # What always comes to the same lies in the middle.
            self.low, self.high = self.low - 0.5, self.high + 0.5

    def x(self, value: float, room: pygame.Rect) -> int:
        return room.x + round((room.width - 1) * (value - self.low) / (self.high - self.low))


def _heads() -> Box:
    bar = phrase("weighing.bar")
    return _line(
        _name(phrase("weighing.move"), FAINT, "tiny"),
        Text(bar, size="tiny", tint=FAINT, grow=_BAR),
        _Number(phrase("weighing.worth"), FAINT, "tiny"),
        _Number(phrase("weighing.trials"), FAINT, "tiny"),
    )


def _row(row: WeighedRow, scale: _Scale, tint: Colour, name: str) -> Box:
    worth, low, high, trials = row.figures
    tip = phrase(
        "weighing.tip", move=row.title, worth=worth, low=low, high=high, count=row.told.trials
    )
    return _line(
        _name(row.title, tint, "small"),
        _Bar(row, scale, tint, tip, name),
        _Number(worth, tint, "small"),
        _Number(trials, MUTED, "small"),
    )


def _line(*cells: Widget) -> Box:
    return Box(*cells, across=True, gap=1, centre=True)


def _name(words: str, tint: Colour, size: str) -> Text:
    role = "text" if tint == FAINT else "bold"
    return Text([Span(words, tint, role)], size=size, grow=_NAME)


class _Number(Text):
    """A number of a width of its own, so that it stands below the one before."""

    def __init__(self, words: str, tint: Colour, size: str) -> None:
        role = "text" if tint in (FAINT, MUTED) else "bold"
        super().__init__([Span(words, tint, role)], size=size, align="right", bare=True)
        self.stiff = True

    def measure(self, width: int) -> tuple[int, int]:
        wide = min(width, self.theme.px(_NUMBER))
        return (wide, super().measure(wide)[1])


class _Bar(Widget):
    """From the average of the worst third to that of the best, with a mark at that of all."""

    focusable = True

    def __init__(self, row: WeighedRow, scale: _Scale, tint: Colour, tip: str, name: str) -> None:
        super().__init__(name=name, grow=_BAR, tip=tip)
        self._row, self._scale, self._tint = row, scale, tint

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(20))

    def draw(self, surface: pygame.Surface) -> None:
        scale, told, dot = self._scale, self._row.told, self.theme.dot
        rect, thin = self.rect, max(1, dot(1))
        surface.fill(LINE, (rect.x, rect.centery, rect.width, 1))
        if scale.low <= 0 <= scale.high:
            surface.fill(FAINT, (scale.x(0, rect), rect.y, 1, rect.height))
        left, right = scale.x(told.low, rect), scale.x(told.high, rect)
        room = pygame.Rect(left, rect.y, max(dot(3), right - left), rect.height)
        room.inflate_ip(0, -dot(9))
        edge = TEXT if self.hovered else mix(LINK, CARD, 0.3)
        paint.box(surface, room, mix(LINK, CARD, 0.65), edge, 3)
        # The first move's average runs through all rows, so that the eye sees by how much.
        x, step = scale.x(scale.first, rect), dot(3)
        for y in range(rect.y, rect.bottom, 2 * step):
            surface.fill(ACCENT, (x, y, thin, step))
        mark = pygame.Rect(0, 0, dot(5), rect.height - dot(4))
        mark.center = (scale.x(told.worth, rect), rect.centery)
        paint.box(surface, mark, self._tint, None, 2)
