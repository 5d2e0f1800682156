"""Where a point of a board is on the screen: a scale and a shift."""

from __future__ import annotations

import attrs

from game.drawing.geometry import Bounds, Point


@attrs.frozen
class BoardProjection:
    """Pixels a unit of the board, and where in the view the board's point (0, 0) lies."""

    scale: float
    x: float
    y: float

    def to_screen(self, point: Point) -> Point:
        """A point of the board in pixels of the view."""
        return point[0] * self.scale + self.x, point[1] * self.scale + self.y

    def to_board(self, pixel: Point) -> Point:
        """A pixel of the view as a point of the board."""
        return (pixel[0] - self.x) / self.scale, (pixel[1] - self.y) / self.scale

    def zoomed(self, scale: float, at: Point) -> BoardProjection:
        """At another scale, with what lies under a pixel left there."""
        x, y = self.to_board(at)
        return BoardProjection(scale, at[0] - x * scale, at[1] - y * scale)

    def panned(self, dx: float, dy: float) -> BoardProjection:
        """Moved by pixels."""
        return BoardProjection(self.scale, self.x + dx, self.y + dy)


def fit(bounds: Bounds, size: tuple[int, int], margins: Bounds, most: float) -> BoardProjection:
    """The projection that shows a box in the middle of a view.

    Args:
        bounds: the box, in units of the board.
        size: of the view in pixels.
        margins: pixels left free at the left, top, right and bottom.
        most: the largest scale.
    """
    x0, y0, x1, y1 = bounds
    left, top, right, bottom = margins
    wide, high = max(20.0, size[0] - left - right), max(20.0, size[1] - top - bottom)
    scale = min(most, wide / max(x1 - x0, 1e-9), high / max(y1 - y0, 1e-9))
    x = left + (wide - (x1 - x0) * scale) / 2 - x0 * scale
    y = top + (high - (y1 - y0) * scale) / 2 - y0 * scale
    return BoardProjection(scale, x, y)
