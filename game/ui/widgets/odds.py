"""What a throw is looked up in: the scale of the odds, and lines of a table under the faces."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.paint import fit
from game.ui.theme import ACCENT, CARD, FAINT, INK, LINE, LINK, MUTED, TEXT, mix
from game.ui.widgets.base import Widget

_IVORY: Colour = (238, 232, 216)
#: Where the pips of a face lie: left, middle or right; above, in the middle or below.
_PIPS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 0),),
    2: ((-1, -1), (1, 1)),
    3: ((-1, -1), (0, 0), (1, 1)),
    4: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)),
    6: ((-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)),
}


def shade_of(place: int, count: int) -> Colour:
    """The colour of what may come of a throw, by its place among all: from cool to warm."""
    return mix(LINK, ACCENT, place / max(1, count - 1))


class OddsScale(Widget):
    """All odds in a row: those that count lit, and those before the shifts in outline."""

    def __init__(self, words: Sequence[str], now: str, first: str, *, name: str) -> None:
        super().__init__(name=name)
        self.words, self.now, self.first = tuple(words), now, first

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(28))

    def draw(self, surface: pygame.Surface) -> None:
        gap, px = self.theme.dot(3), self.theme.px("small")
        step = (self.rect.width + gap) / max(1, len(self.words))
        spots = []
        for n, words in enumerate(self.words):
            left, right = round(n * step), round((n + 1) * step) - gap
            spot = pygame.Rect(self.rect.x + left, self.rect.y, right - left, self.rect.height)
            spots.append(spot)
            lit = words == self.now
            edge = TEXT if words == self.first and not lit else None
            paint.box(surface, spot, ACCENT if lit else CARD, edge, self.theme.dot(5))
            tint = INK if lit else TEXT if edge else FAINT
            said = paint.text(fit(words, "bold", px, spot.width - 4), "bold", px, tint)
            surface.blit(said, said.get_rect(center=spot.center))
        if self.first != self.now and {self.first, self.now} <= set(self.words):
            self._shift(surface, spots)

    def _shift(self, surface: pygame.Surface, spots: list[pygame.Rect]) -> None:
        """A wedge from the odds before the shifts towards those that count."""
        here, there = spots[self.words.index(self.first)], spots[self.words.index(self.now)]
        way = 1 if there.x > here.x else -1
        tip = there.left - 1 if way > 0 else there.right + 1
        wide, y = self.theme.dot(6), there.centery
        points = [(tip, y), (tip - way * wide, y - wide), (tip - way * wide, y + wide)]
        pygame.draw.polygon(surface, TEXT, points)


@attrs.frozen
class OddsCell:
    """What stands under a face: in few letters, and its place among all that may come of it."""

    words: str
    shade: Colour


class OddsLines(Widget):
    """Lines of a table under the faces of a throw; the one that counts is lit."""

    def __init__(
        self,
        faces: Sequence[str],
        lines: Sequence[tuple[str, Sequence[OddsCell]]],
        now: int,
        *,
        name: str,
        fell: int | None = None,
    ) -> None:
        """Draw lines.

        Args:
            faces: what may fall.
            lines: the head of each line, and what stands under each face.
            now: which line counts.
            name: by which it is found.
            fell: which face fell; None where none has fallen yet.
        """
        super().__init__(name=name)
        self.faces, self.lines, self.now = tuple(faces), tuple(lines), now
        self.fell = fell

    def _heads(self) -> int:
        """The width of the heads of the lines."""
        px = self.theme.px("small")
        wide = max((paint.width(head, "bold", px) for head, _ in self.lines), default=0)
        return min(wide + self.theme.gap(1), self.rect.width // 3) if wide else 0

    def _row(self) -> int:
        return self.theme.px(28)

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self._row() * (1 + len(self.lines)))

    def draw(self, surface: pygame.Surface) -> None:
        first, row, gap = self._heads(), self._row(), self.theme.dot(4)
        step = (self.rect.width - first + gap) / len(self.faces)
        px = self.theme.px("small")
        for i, face in enumerate(self.faces):
            spot = self._spot(i, 0, first, step, gap)
            self._face(surface, face, spot)
            if self.fell is not None and i != self.fell:
                surface.blit(paint.shade(spot.size, 170), spot)
        for j, (head, cells) in enumerate(self.lines):
            lit = j == self.now
            y = self.rect.y + (j + 1) * row + row // 2
            tint = TEXT if lit else FAINT
            said = paint.text(fit(head, "bold", px, first), "bold", px, tint)
            surface.blit(said, said.get_rect(midleft=(self.rect.x, y)))
            for i, cell in enumerate(cells):
                spot = self._spot(i, j + 1, first, step, gap)
                back = mix(CARD, cell.shade, 0.34) if lit else mix(CARD, INK, 0.3)
                paint.box(surface, spot, back, None, self.theme.dot(4))
                ink = TEXT if lit else MUTED
                words = paint.text(fit(cell.words, "bold", px, spot.width - 2), "bold", px, ink)
                surface.blit(words, words.get_rect(center=spot.center))
                if lit and i == self.fell:
                    pygame.draw.rect(surface, ACCENT, spot.inflate(2, 2), 2, border_radius=4)

    def _spot(self, i: int, j: int, first: int, step: float, gap: int) -> pygame.Rect:
        left = self.rect.x + first + round(i * step)
        right = self.rect.x + first + round((i + 1) * step) - gap
        row = self._row()
        return pygame.Rect(left, self.rect.y + j * row + 2, right - left, row - 4)

    def _face(self, surface: pygame.Surface, face: str, spot: pygame.Rect) -> None:
        """A die with its pips, or what fell in words."""
        number = int(face) if face.isdigit() else 0
        px = self.theme.px("small")
        if number not in _PIPS:
            said = paint.text(fit(face, "bold", px, spot.width), "bold", px, MUTED)
            surface.blit(said, said.get_rect(center=spot.center))
            return
        side = min(spot.width, spot.height)
        die = pygame.Rect(0, 0, side, side)
        die.center = spot.center
        paint.box(surface, die, _IVORY, None, max(2, side // 6))
        r = max(1, side // 11)
        for x, y in _PIPS[number]:
            at = (die.centerx + round(x * side * 0.26), die.centery + round(y * side * 0.26))
            pygame.draw.circle(surface, INK, at, r)


class OddsShare(Widget):
    """So many of all the faces, as a bar."""

    def __init__(self, part: int, whole: int, tint: Colour) -> None:
        super().__init__()
        self.part, self.whole, self.tint = part, whole, tint

    def measure(self, width: int) -> tuple[int, int]:
        return (self.theme.px(64), self.theme.px(10))

    def draw(self, surface: pygame.Surface) -> None:
        paint.box(surface, self.rect, INK, LINE, 2)
        wide = round((self.rect.width - 2) * self.part / max(1, self.whole))
        surface.fill(self.tint, (self.rect.x + 1, self.rect.y + 1, wide, self.rect.height - 2))


class OddsBadge(Widget):
    """Something in few letters, on a colour."""

    def __init__(self, words: str, tint: Colour) -> None:
        super().__init__()
        self.words, self.tint = words, tint
        self.stiff = True

    def measure(self, width: int) -> tuple[int, int]:
        return (self.theme.px(40), self.theme.px(24))

    def draw(self, surface: pygame.Surface) -> None:
        px = self.theme.px("small")
        paint.box(surface, self.rect, mix(CARD, self.tint, 0.34), None, self.theme.dot(4))
        words = fit(self.words, "bold", px, self.rect.width - 2)
        said = paint.text(words, "bold", px, TEXT)
        surface.blit(said, said.get_rect(center=self.rect.center))


class Likeness(Widget):
    """A thing as it lies on the board, beside its name; nothing where it lies on none."""

    def __init__(self, draw: Callable[[int], pygame.Surface] | None) -> None:
        """Draw by `draw`, which is given a side in pixels."""
        super().__init__()
        self._draw, self.stiff = draw, True

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(30) if self._draw is not None else 0
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        if self._draw is not None and self.rect.height:
            drawn = self._draw(min(self.rect.size))
            surface.blit(drawn, drawn.get_rect(center=self.rect.center))
