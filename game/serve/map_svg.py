"""The ground of a map as a drawing for pages: land, relief, water; nothing of a position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from game.rules.look.geography import map_picture, map_table

if TYPE_CHECKING:
    from game.engine import Game
    from game.rules.look import Colour, Look

#: Where the picture of the relief is.
RELIEF: Final = "/map/relief.jpg"
#: Units of the drawing in a kilometre.
_SCALE: Final = 2.0
#: So much of the land around those in play is shown, in kilometres.
_MARGIN: Final = 14.0
#: How far a space out of play keeps its own colour.
_MUTED: Final = 0.3


def map_svg(game: Game) -> str:
    """Draw the ground of a game's map; empty where it has no map that can be read.

    Each place in play is a path with `data-place`, its id, and the point where its badge stands,
    `data-x` and `data-y`.

    Args:
        game: the scenario that is played.
    """
    look = game.rules.look
    if look.folder is None or not look.roles.places:
        return ""
    try:
        return _Drawing(look, game.members(look.roles.places)).svg()
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return ""


def map_relief(game: Game) -> bytes:
    """The picture of the relief that the drawing names; empty where there is none to be read.

    Args:
        game: the scenario that is played.
    """
    folder = game.rules.look.folder
    if folder is None:
        return b""
    try:
        return map_picture(folder / str(map_table(folder, "hillshade")["file"]))
    except (OSError, ValueError, KeyError, TypeError):
        return b""


class _Drawing:
    """Draws one map."""

    def __init__(self, look: Look, places: Sequence[str]) -> None:
        assert look.folder is not None, "a look without a map draws none"
        self._look, self._places = look, frozenset(places)
        self._spaces: list[dict[str, Any]] = map_table(look.folder, "spaces")["spaces"]
        self._back: dict[str, Any] = map_table(look.folder, "backdrop")
        self._shade: dict[str, Any] = map_table(look.folder, "hillshade")
        boxes = [s["box_with_label"] for s in self._spaces if s["id"] in self._places]
        self._left = min(float(b[0]) for b in boxes) - _MARGIN
        self._top = max(float(b[3]) for b in boxes) + _MARGIN
        self._wide = max(float(b[2]) for b in boxes) + _MARGIN - self._left
        self._high = self._top - min(float(b[1]) for b in boxes) + _MARGIN

    def svg(self) -> str:
        """The whole drawing."""
        colours = self._look.map
        wide, high = self._wide * _SCALE, self._high * _SCALE
        # The ground goes on beyond the drawing: a page may be of another shape.
        ground = (
            f'<rect x="{-wide:.0f}" y="{-high:.0f}" width="{3 * wide:.0f}" '
            f'height="{3 * high:.0f}" fill="{_hex(colours["surroundings"])}"/>'
        )
        box = f'viewBox="0 0 {wide:.0f} {high:.0f}"'
        parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {box}>', ground]
        out = [s for s in self._spaces if s["id"] not in self._places]
        inside = [s for s in self._spaces if s["id"] in self._places]
        parts += [self._land(space, _MUTED) for space in out]
        parts += [self._land(space, 1.0) for space in inside]
        for lake in self._back["lakes"]:
            parts.append(
                f'<path d="{self._ring(lake["polygon"])}" fill="{_hex(colours["water"])}"/>'
            )
        parts.append(self._relief())
        for area in self._back["areas"]:
            d = "".join(self._ring(polygon[0]) for polygon in area["polygons"])
            parts.append(_line(d, colours["border"], 0.8, 0.16))
        frontier = []
        for river in self._back["rivers"]:
            lines = [self._line(line) for line in river["lines"]]
            if river["frontier"]:
                frontier += lines
            else:
                wide_ = 0.8 + 0.4 * river["rank"]
                parts += [_line(d, colours["water"], wide_, 0.55) for d in lines]
        for space in inside:
            d = "".join(self._ring(ring) for ring in space["rings"])
            parts.append(_line(d, colours["halo"], 4.5, 0.3))
            parts.append(_line(d, colours["border"], 1.5, 0.85))
        for border in self._back["borders"]:
            if border["kind"] == "state" and not border["river"]:
                d = self._line(border["line"])
                parts.append(_line(d, colours["state"], 1.8, 0.7, "9 4 2 4"))
        for wide_, share, name in (
            (13, 0.2, "halo"), (15, 0.1, "river"), (9, 0.2, "river"), (4, 1, "river"),
            (1.6, 0.9, "river_core"),
        ):  # fmt: skip
            parts += [_line(d, colours[name], wide_, share) for d in frontier]
        # Last, so that a page may colour it and find it: the places themselves.
        parts += [self._place(space) for space in inside]
        return "".join([*parts, "</svg>"])

    def _at(self, point: Sequence[float]) -> tuple[float, float]:
        x, y = point[0], point[1]
        return (float(x) - self._left) * _SCALE, (self._top - float(y)) * _SCALE

    def _line(self, points: Iterable[Sequence[float]]) -> str:
        """A line as a path; a corner that nobody would see is left out."""
        kept: list[tuple[float, float]] = []
        for x, y in map(self._at, points):
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1.2:
                kept.append((x, y))
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept)

    def _ring(self, points: Iterable[Sequence[float]]) -> str:
        return self._line(points) + "Z"

    def _land(self, space: dict[str, Any], share: float) -> str:
        tint, dark = self._look.tint(space["country"]), self._look.map["surroundings"]
        mixed = tuple(round(a * share + b * (1 - share)) for a, b in zip(tint, dark, strict=True))
        d = "".join(self._ring(ring) for ring in space["rings"])
        return f'<path d="{d}" fill="{_hex(mixed)}"/>'

    def _relief(self) -> str:
        x0, y0, x1, y1 = (float(n) for n in self._shade["extent_km"])
        left, top = self._at((x0, y1))
        return (
            f'<image class="relief" href="{RELIEF}" x="{left:.1f}" y="{top:.1f}" '
            f'width="{(x1 - x0) * _SCALE:.1f}" height="{(y1 - y0) * _SCALE:.1f}" '
            'preserveAspectRatio="none"/>'
        )

    def _place(self, space: dict[str, Any]) -> str:
        x, y = self._at(space["pole"])
        d = "".join(self._ring(ring) for ring in space["rings"])
        return (
            f'<path data-place="{space["id"]}" data-x="{x:.1f}" data-y="{y:.1f}" d="{d}" '
            'fill="none"/>'
        )


def _hex(colour: Colour | tuple[int, ...]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _line(d: str, colour: Colour, wide: float, share: float, dash: str = "") -> str:
    broken = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{d}" fill="none" stroke="{_hex(colour)}" stroke-width="{wide:g}" '
        f'stroke-opacity="{share:g}" stroke-linejoin="round" stroke-linecap="round"{broken}/>'
    )
