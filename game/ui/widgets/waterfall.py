"""A score as a waterfall: a row for each part, its bar where the one above ended, and the sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pygame

from game.catalogue import number_text, phrase
from game.report.waterfall import Waterfall, WaterfallBar
from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, BAD, FAINT, LINE, MUTED, TEXT, mix
from game.ui.widgets.base import Widget
from game.ui.widgets.layout import Box
from game.ui.widgets.words import Span, Text

#: The width of the names before the bars, in pixels at a text size of 1.
_NAMES: Final = 168


class WaterfallChart(Box):
    """Bars in a column, all of one scale; the target is a line through them."""

    def __init__(
        self,
        drawn: Waterfall,
        tint: Colour,
        show: Callable[[int], None],
        *,
        span: tuple[int, int],
        name: str,
    ) -> None:
        """Draw a waterfall.

        Args:
            drawn: what is drawn.
            tint: the colour of the bars.
            show: leads to the step that shows a bar.
            span: the numbers at the left and the right edge.
            name: what the widget is called.
        """
        scale = _Scale(*span, drawn.target)
        rows: list[Widget] = [
            _row(bar.name, bar.number, TEXT, _Bar(scale, bar, tint, show, f"{name}:{n}"))
            for n, bar in enumerate(drawn.bars)
        ]
        rows.append(
            _row(
                phrase("debrief.score"),
                number_text(drawn.total),
                tint,
                _Bar(scale, WaterfallBar("", drawn.total, 0), tint, None, f"{name}:sum"),
            )
        )
        super().__init__(*rows, gap=0, name=name)


class _Scale:
    """Where a number lies between two edges, and where the target does."""

    def __init__(self, low: int, high: int, target: int | None) -> None:
        self.low, self.high, self.target = low, high, target

    def x(self, value: int, room: pygame.Rect) -> int:
        return room.x + round(room.width * (value - self.low) / (self.high - self.low))


def _row(name: str, number: str, tint: Colour, bar: _Bar) -> Box:
    last = bar.act is None
    words = Text([Span(number, tint if last else MUTED, "bold" if last else "text")], size="small")
    words.stiff = True
    return Box(
        NameCell([Span(name, TEXT if last else MUTED, "bold" if last else "text")]),
        bar,
        _Number(words),
        across=True,
        gap=1,
        centre=True,
    )


class NameCell(Text):
    """A name of a width of its own, so that what stands after it begins in one line."""

    def __init__(self, words: Sequence[Span]) -> None:
        """Say the name."""
        super().__init__(list(words), size="small")
        self.stiff = True

    def measure(self, width: int) -> tuple[int, int]:
        wide = min(width, self.theme.px(_NAMES))
        return (wide, super().measure(wide)[1])


class _Number(Box):
    """A number of a width of its own, at the right."""

    def __init__(self, words: Text) -> None:
        super().__init__(words)
        self.stiff = True

    def measure(self, width: int) -> tuple[int, int]:
        return (self.theme.px(30), super().measure(width)[1])


class _Bar(Widget):
    """One bar; it leads to the step that shows it."""

    def __init__(
        self,
        scale: _Scale,
        bar: WaterfallBar,
        tint: Colour,
        show: Callable[[int], None] | None,
        name: str,
    ) -> None:
        words = f"{{*{bar.name} {bar.number}}}\n{bar.words}" if bar.words else ""
        super().__init__(name=name, grow=1, tip=words)
        self.act, self._scale, self._bar, self._tint = show, scale, bar, tint
        self.focusable = show is not None and bar.step is not None

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(22))

    def activate(self) -> None:
        if self.act is not None and self._bar.step is not None:
            self.act(self._bar.step)

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self.focusable
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.focusable:
            if self.rect.collidepoint(event.pos):
                self.activate()
            return True
        return False

    def draw(self, surface: pygame.Surface) -> None:
        scale, bar, dot = self._scale, self._bar, self.theme.dot
        nought = scale.x(0, self.rect)
        surface.fill(LINE, (nought, self.rect.y, 1, self.rect.height))
        left, right = sorted((scale.x(bar.start, self.rect), scale.x(bar.end, self.rect)))
        room = pygame.Rect(left, self.rect.y, max(dot(3), right - left), self.rect.height)
        room.inflate_ip(0, -dot(7))
        if self.act is None:
            paint.box(surface, room, mix(self._tint, LINE, 0.72), self._tint, 3)
        elif bar.change < 0:
            # What is taken off is told by its pattern too.
            paint.hatched(surface, room, BAD, "rising")
        else:
            paint.box(surface, room, self._tint, TEXT if self.hovered else None, 3)
        if self.act is not None:
            # A thin line leads to where the next bar begins.
            surface.fill(FAINT, (scale.x(bar.end, self.rect), room.bottom, 1, dot(7)))
        if scale.target is not None:
            x = scale.x(scale.target, self.rect)
            step = dot(3)
            for y in range(self.rect.y, self.rect.bottom, 2 * step):
                surface.fill(ACCENT, (x, y, max(1, dot(1)), step))
