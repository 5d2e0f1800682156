"""The sizes and forms that pieces may take at a scale, their land, and where all of them stand."""

import attrs
import pygame

from game.drawing.geography import Geography, Point
from game.ui.map.counters import Form
from game.ui.map.placing import Stood

#: Shares of the size of text at which pieces are drawn where there is no room for more.
_SHARES = (1.0, 0.85, 0.72, 0.6, 0.5, 0.42, 0.36)
#: No name is drawn smaller than this, 1 for normal.
_LEAST = 0.8
#: Land is tried for room at so many places across.
_ACROSS = 14


@attrs.define
class Arrangement:
    """Where all of them stand at one scale, and in which form; how large the signs are."""

    scale: float
    base: float
    fullest: int
    text: float
    placed: dict[str, tuple[Form, Stood]]
    left_out: dict[str, pygame.Rect] = attrs.Factory(dict)

    def parts(self) -> list[tuple[str, Form]]:
        """What is to be drawn."""
        return [(i, form) for i, (form, _) in self.placed.items()]

    @property
    def rects(self) -> dict[str, pygame.Rect]:
        """The place of each."""
        return {i: stood.rect for i, (_, stood) in self.placed.items()} | self.left_out


def fitting(scale: float) -> float:
    """The side of a counter at a text size of 1 that suits a scale."""
    return max(20.0, min(38.0, 10.0 + 9.0 * scale))


def sizes_of(text: float) -> list[float]:
    """The sizes at which names and counters are tried, the largest first."""
    tried = [text * share for share in _SHARES]
    return [size for size in tried if size >= _LEAST] or [text]


def forms_of(text: float, base: float) -> list[Form]:
    """How the pieces of a space in play may be drawn, the fullest first.

    Args:
        text: size of the names, 1 for normal.
        base: the side of a counter at a text size of 1.
    """
    full = [Form(round(base * size), size) for size in sizes_of(text)]
    lean = [full[len(full) // 2], full[-1]]
    collapsed = [Form(f.size, f.text, counters=False) for f in dict.fromkeys(lean)]
    return [*full, *collapsed, Form(full[-1].size, full[-1].text, counters=False, named=False)]


def inland(geography: Geography, space: str) -> tuple[Point, ...]:
    """Points of a space where its pieces may stand: its middle, and others by nearness."""
    land = geography.spaces[space]
    (mx, my), (x0, y0, x1, y1) = land.middle, land.bounds
    step = max(x1 - x0, y1 - y0) / _ACROSS
    grid = [
        (x0 + step * (column + 0.5), y0 + step * (row + 0.5))
        for column in range(int((x1 - x0) / step) + 1)
        for row in range(int((y1 - y0) / step) + 1)
    ]
    inside = [at for at in grid if geography.space_at(*at) == space]
    # Plates are broad: down counts for more.
    inside.sort(key=lambda at: (at[0] - mx) ** 2 + 1.6 * (at[1] - my) ** 2)
    return ((mx, my), *inside)
