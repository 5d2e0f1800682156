"""A curve of a number over the steps of a game, with a cursor."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.catalogue import number_text
from game.rules.look import Colour
from game.story.alarms import bound
from game.ui import mirror, paint
from game.ui.theme import CARD, LINE, MUTED, TEXT
from game.ui.widgets.base import Widget


class Curve(Widget):
    """Small, with its name and its value at the cursor above it.

    Attributes:
        values: the number at each step.
        step: the step of the cursor.
    """

    def __init__(
        self,
        title: str,
        values: Sequence[int],
        low: int,
        high: int,
        tint: Colour,
        *,
        end: int | None = None,
        marks: Sequence[int] = (),
        name: str = "",
    ) -> None:
        """Stand at the last step.

        Args:
            title: the name.
            values: the number at each step; one at least.
            low: the number at the bottom.
            high: the number at the top, above `low`.
            tint: the colour of the curve.
            end: the step at which what it shows ends, which is told; None for none.
            marks: the steps at which something begins, told by thin lines.
            name: what the widget is called.
        """
        super().__init__(name=name)
        self.title, self.values, self.low, self.high = title, values, low, high
        self.tint, self.end, self.marks = tint, end, marks
        self.step = len(values) - 1

    @property
    def words(self) -> str:
        """The number at the cursor, in words."""
        return number_text(self.values[self.step])

    @property
    def bound(self) -> str:
        """What is said of its end beside the number at the cursor; nothing of none."""
        return bound(self.values[self.step], self.end)

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(78))

    def show(self, at: int) -> None:
        """Put the cursor at a step."""
        if at != self.step:
            self.step = at
            self.damage()

    def _x(self, step: int, room: pygame.Rect) -> int:
        return room.x + (room.width - 1) * step // max(1, len(self.values) - 1)

    def _y(self, value: int, room: pygame.Rect) -> int:
        return room.y + (room.height - 1) * (self.high - value) // (self.high - self.low)

    def draw(self, surface: pygame.Surface) -> None:
        px = self.theme.px("small")
        head = paint.line_height("text", px)
        value = paint.text(self.words, "bold", px, TEXT)
        end = paint.text(self.bound, "text", px, MUTED)
        left = self.rect.right - end.get_width() - value.get_width()
        # The number stands before what it is of, also where both are seen in a mirror.
        first, second = (end, value) if mirror.on() else (value, end)
        surface.blit(first, (left, self.rect.y))
        surface.blit(second, (left + first.get_width(), self.rect.y))
        room = left - self.rect.x - 6
        title = paint.fit(self.title, "text", px, room)
        surface.blit(paint.text(title, "text", px, MUTED), self.rect.topleft)
        ground = pygame.Rect(
            self.rect.x, self.rect.y + head + 2, self.rect.width, self.rect.height - head - 2
        )
        paint.box(surface, ground, CARD, LINE, 3)
        self._draw_curve(surface, ground.inflate(-6, -8))

    def _draw_curve(self, surface: pygame.Surface, room: pygame.Rect) -> None:
        for step in self.marks:
            x = self._x(step, room)
            pygame.draw.line(surface, LINE, (x, room.top), (x, room.bottom - 1))
        points = [(room.x, self._y(self.values[0], room))]
        for step, value in enumerate(self.values):
            y = self._y(value, room)
            if y != points[-1][1]:
                x = self._x(step, room)
                points += [(x, points[-1][1]), (x, y)]
        points.append((room.right - 1, points[-1][1]))
        pygame.draw.lines(surface, self.tint, False, points, 2)
        x = self._x(self.step, room)
        pygame.draw.line(surface, TEXT, (x, room.top - 3), (x, room.bottom + 2))
        pygame.draw.circle(surface, TEXT, (x, self._y(self.values[self.step], room)), 4)
