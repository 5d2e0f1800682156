"""What each seat has so far, over the board, while a rule counts place by place."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.catalogue import phrase
from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, CARD, INK, LINE, MUTED, TEXT, icon
from game.ui.widgets import Widget
from game.ui.widgets.tween import STILL, Tween


@attrs.frozen
class SeatTotal:
    """What a seat has.

    Attributes:
        seat: its id.
        name: what people call it.
        icon: its sign.
        tint: its colour.
        value: what it has now.
        gained: what it gained at the place that is counted.
        what: what people call that which is counted.
    """

    seat: str
    name: str
    icon: str
    tint: Colour
    value: int
    gained: int
    what: str = ""


class Totals(Widget):
    """A plate for each seat; one that gains is set off, and what it gains flies to it."""

    def __init__(self) -> None:
        super().__init__(name="totals")
        self.visible = False
        self.seats: tuple[SeatTotal, ...] = ()
        #: Whether there is room for large figures.
        self.large = False
        self._tween, self._elapsed = STILL, 0.0
        self._from: tuple[int, int] | None = None

    def show(self, seats: Sequence[SeatTotal], start: tuple[int, int] | None, tween: Tween) -> None:
        """Show what each seat has.

        Args:
            seats: the seats in order; none takes them off.
            start: the pixel of the window from which what is gained comes; None for nowhere.
            tween: how it flies.
        """
        self.seats, self.visible = tuple(seats), bool(seats)
        self._from, self._tween, self._elapsed = start, tween, 0.0

    @property
    def moving(self) -> bool:
        """Whether something flies."""
        gains = any(seat.gained for seat in self.seats)
        return gains and self._from is not None and not self._tween.over(self._elapsed)

    def tick(self, seconds: float) -> list[pygame.Rect]:
        """Let time pass; the parts of the window in which something flew."""
        before = self._flown()
        if before:
            self._elapsed += seconds
        # When it has come, the number that it adds to changes.
        return [*before, *(self._flown() or [self.rect])] if before else []

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(56 if self.large else 30) + self.theme.gap(2))

    def _plates(self) -> list[pygame.Rect]:
        gap, pad = self.theme.gap(1.25), self.theme.gap(1)
        each = self.theme.px(230 if self.large else 180)
        count = max(1, len(self.seats))
        each = min(each, (self.rect.width - 2 * pad - gap * (count - 1)) // count)
        wide = each * count + gap * (count - 1)
        x = self.rect.centerx - wide // 2
        high = self.rect.height - pad
        return [
            pygame.Rect(x + n * (each + gap), self.rect.y + pad // 2, each, high)
            for n in range(len(self.seats))
        ]

    def draw(self, surface: pygame.Surface) -> None:
        arrived = not self.moving
        for seat, plate in zip(self.seats, self._plates(), strict=True):
            gains = seat.gained > 0
            edge = seat.tint if gains else LINE
            paint.box(surface, plate, (*(CARD if gains else INK), 235), edge, 10)
            self._plate(surface, seat, plate, arrived)

    def _plate(
        self, surface: pygame.Surface, seat: SeatTotal, plate: pygame.Rect, arrived: bool
    ) -> None:
        """What one seat has; what flies counts once it has come."""
        gap, large = self.theme.gap(1), self.large
        x = plate.x + gap
        sign = icon(seat.icon, self.theme.px(34 if large else 24), seat.tint)
        if sign is not None:
            surface.blit(sign, sign.get_rect(midleft=(x, plate.centery)))
            x += sign.get_width() + gap
        value = seat.value if arrived else seat.value - seat.gained
        number = paint.text(str(value), "bold", self.theme.px(52 if large else 28), TEXT)
        surface.blit(number, number.get_rect(midleft=(x, plate.centery)))
        x += number.get_width() + gap
        small, tint = self.theme.px("small"), seat.tint if seat.gained > 0 else MUTED
        lines = [(seat.name, "body" if large else "small", TEXT if large else tint)]
        if large and seat.what:
            was = phrase("stage.was", what=seat.what, before=seat.value - seat.gained)
            lines.append((was if seat.gained else seat.what, "small", MUTED))
        y = plate.centery - (len(lines) - 1) * round(small * 0.7)
        for words, size, colour in lines:
            px, role = self.theme.px(size), "bold" if size == "body" else "text"
            fitted = paint.fit(words, role, px, plate.right - self.theme.gap(0.75) - x)
            drawn = paint.text(fitted, role, px, colour)
            surface.blit(drawn, drawn.get_rect(midleft=(x, y)))
            y += round(small * 1.4)

    def _flown(self) -> list[pygame.Rect]:
        """Where that which flies is now."""
        return [rect.inflate(6, 6) for _, rect in self._flights()]

    def _flights(self) -> list[tuple[SeatTotal, pygame.Rect]]:
        if self._from is None or not self.moving:
            return []
        share, side = self._tween.share(self._elapsed), self.theme.px(34)
        found = []
        for seat, plate in zip(self.seats, self._plates(), strict=True):
            if seat.gained:
                x = self._from[0] + (plate.centerx - self._from[0]) * share
                y = self._from[1] + (plate.centery - self._from[1]) * share
                rect = pygame.Rect(0, 0, side, side)
                rect.center = round(x), round(y)
                found.append((seat, rect))
        return found

    def fly(self, surface: pygame.Surface) -> None:
        """Draw what flies, over the board."""
        for seat, rect in self._flights():
            paint.box(surface, rect, INK, ACCENT, rect.height // 2)
            words = paint.text(f"+{seat.gained}", "bold", self.theme.px("lead"), ACCENT)
            surface.blit(words, words.get_rect(center=rect.center))
