"""A map's places on paper: land in pale tints, rivers, names, and a box for each counter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from game.drawing.colours import paler
from game.drawing.geography import Bounds, Geography, Point, Ring, load_geography
from game.drawing.patterns import hexed
from game.engine import Game, State
from game.paper.chips import counter, text
from game.paper.kit import base
from game.rules.look import CounterLook, Look

#: The size of the drawing: what a sheet of either paper has room for, in millimetres.
WIDE: Final = 264.0
HIGH: Final = 182.0
#: The side of a box for a counter, and of a place's name.
BOX: Final = 6.6
NAME: Final = 3.3
#: Places out of play are shown as far round those in play, as a share of the whole.
_ROUND: Final = 0.025
#: Corners nearer than this to the one before are left out, in millimetres.
_LEAST: Final = 0.25


@attrs.define
class _Plate:
    """A place's name and boxes: where they would stand, and where they do."""

    id: str
    home: Point
    wide: float
    high: float
    x: float
    y: float


class MapSheet:
    """Draws the map of a game's look."""

    def __init__(self, game: Game, start: State) -> None:
        """Read the map.

        Raises:
            MapDataError: its files cannot be read.
        """
        folder = game.rules.look.folder
        assert folder is not None, "a look without a map has no sheet of it"
        self._game, self._start, self._look = game, start, game.rules.look
        self._set = game.rules.look.roles.places
        self._places = [*game.members(self._set)]
        self._geo = load_geography(folder)
        x0, y0, x1, y1 = self._geo.bounds(tuple(self._places))
        edge = _ROUND * max(x1 - x0, y1 - y0)
        x0, y0, x1, y1 = x0 - edge, y0 - edge, x1 + edge, y1 + edge
        self._scale = min(WIDE / (x1 - x0), HIGH / (y1 - y0))
        self._left = (x0 + x1) / 2 - WIDE / 2 / self._scale
        self._top = (y0 + y1) / 2 + HIGH / 2 / self._scale

    def _at(self, point: Point) -> Point:
        return (point[0] - self._left) * self._scale, (self._top - point[1]) * self._scale

    def _path(self, ring: Ring, close: bool = True) -> str:
        kept: list[Point] = []
        for x, y in map(self._at, ring):
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _LEAST:
                kept.append((x, y))
        if len(kept) < 2:
            return ""
        return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in kept) + ("Z" if close else "")

    def drawn(self) -> str:
        """The inside of an SVG of `WIDE` by `HIGH`."""
        return "".join(self._body())

    def _body(self) -> Iterator[str]:
        geo, here = self._geo, set(self._places)
        yield f'<rect width="{WIDE}" height="{HIGH}" fill="#f3f1ea"/>'
        for ident, space in geo.spaces.items():
            tint = self._look.tint(space.family)
            fill = hexed(paler(tint, 0.30)) if ident in here else "#e9e7df"
            d = "".join(self._path(ring) for ring in space.rings)
            told = f' data-place="{ident}"' if ident in here else ""
            pen = ("#3b434c", 0.45) if ident in here else ("#b9b7ae", 0.25)
            yield f'<path{told} d="{d}" fill="{fill}" stroke="{pen[0]}" stroke-width="{pen[1]}"/>'
        yield self._lines(geo)
        yield self._small_names()
        yield from self._plates()

    def _lines(self, geo: Geography) -> str:
        def stroke(d: str, colour: str, wide: float, dash: str = "") -> str:
            dashed = f' stroke-dasharray="{dash}"' if dash else ""
            return (
                f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{wide}" '
                f'stroke-linejoin="round" stroke-linecap="round"{dashed}/>'
            )

        lakes = "".join(self._path(ring) for _, ring in geo.lakes)
        rivers = "".join(self._path(line.points, close=False) for line in geo.rivers)
        states = [line for line in geo.borders if line.kind == "state"]
        frontier = "".join(self._path(line, close=False) for line in geo.frontier)
        roads = "".join(self._path(line.points, close=False) for line in geo.roads)
        return (
            stroke(rivers, "#7fb4cf", 0.25)
            + f'<path d="{lakes}" fill="#b9d9e8" stroke="#5f9dbd" stroke-width="0.2"/>'
            + stroke(roads, "#8a7440", 0.3, "0.9,0.9")
            + stroke("".join(self._path(b.points, close=False) for b in states), "#555", 0.5, "2,1")
            + stroke(frontier, "#ffffff", 2.2)
            + stroke(frontier, "#1f6f9c", 1.3)
        )

    def _small_names(self) -> str:
        out = []
        for passage in self._geo.passages:
            if {passage.a, passage.b} & set(self._places):
                x, y = self._at(passage.at)
                out.append(
                    f'<path d="M{x:.2f} {y - 1.5:.2f}l1.5 1.5l-1.5 1.5l-1.5 -1.5Z" fill="#fff" '
                    'stroke="#14181c" stroke-width="0.35"/>'
                )
        for place in self._geo.places:
            x, y = self._at(place.at)
            if place.kind == "town" and place.rank >= 2 and 2 < x < WIDE - 22 and 2 < y < HIGH - 2:
                out.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="0.7" fill="#555"/>')
                out.append(text(place.name, x + 1.2, y + 0.8, 2.1, "#555", 400, "start"))
        return "".join(out)

    # Names and boxes ---------------------------------------------------------------------

    def _counters(self, place: str) -> list[CounterLook]:
        """The counters that may stand on a place, shadows from elsewhere left out."""
        return [c for c in self._look.counters.values() if not c.shadow and self._stands(c, place)]

    def _stands(self, look: CounterLook, place: str) -> bool:
        game = self._game
        spec = game.registers.get(look.value)
        if spec is not None:
            index = spec.index
            if spec.constant and not game.value(self._start, look.value, place):
                return False
        else:
            derived = game.derived_values.get(look.value)
            if derived is None:
                return False
            index = derived.index
        return len(index) == 1 and place in game.members(index[0])

    def _plates(self) -> Iterator[str]:
        plates = []
        for place in self._places:
            x0, y0, x1, y1 = self._geo.spaces[place].room
            home = self._at(((x0 + x1) / 2, (y0 + y1) / 2))
            name = self._game.title(self._set, place)
            boxes = len(self._counters(place))
            wide = max(boxes * BOX, len(name) * NAME * 0.56) + 2
            high = NAME + (BOX + 1.4 if boxes else 1) + 1.4
            plates.append(_Plate(place, home, wide, high, *home))
        apart(plates, (0.0, 0.0, WIDE, HIGH))
        for plate in plates:
            yield self._plate(plate)

    def _plate(self, plate: _Plate) -> str:
        name = self._game.title(self._set, plate.id)
        left, top = plate.x - plate.wide / 2, plate.y - plate.high / 2
        out = []
        x, y = plate.home
        if abs(plate.x - x) > plate.wide / 2 or abs(plate.y - y) > plate.high / 2:
            out.append(
                f'<path d="M{x:.2f} {y:.2f}L{plate.x:.2f} {plate.y:.2f}" stroke="#14181c" '
                f'stroke-width="0.3"/><circle cx="{x:.2f}" cy="{y:.2f}" r="0.8"/>'
            )
        out.append(
            f'<rect x="{left:.2f}" y="{top:.2f}" width="{plate.wide:.2f}" '
            f'height="{plate.high:.2f}" rx="1.2" fill="#fff" fill-opacity="0.86" '
            'stroke="#14181c" stroke-width="0.2"/>'
        )
        out.append(text(name, plate.x, top + NAME + 0.5, NAME, "#14181c", 700))
        counters = self._counters(plate.id)
        x = plate.x - (len(counters) - 1) * BOX / 2
        for look in counters:
            value = self._game.value(self._start, look.value, plate.id)
            said = str(int(value)) if isinstance(value, int) else "?"
            out.append(counter(look, said, x, top + NAME + 1.4 + BOX / 2, BOX * 0.94))
            x += BOX
        return f'<g data-plate="{plate.id}">{"".join(out)}</g>'


def apart(plates: list[_Plate], bounds: Bounds) -> None:
    """Move plates off each other, as little as it takes, and into a box."""
    for _ in range(200):
        moved = False
        for n, one in enumerate(plates):
            for other in plates[n + 1 :]:
                dx, dy = other.x - one.x, other.y - one.y
                over_x = (one.wide + other.wide) / 2 + 0.8 - abs(dx)
                over_y = (one.high + other.high) / 2 + 0.8 - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                if over_x < over_y:
                    step = over_x / 2 * (1 if dx >= 0 else -1)
                    one.x, other.x = one.x - step, other.x + step
                else:
                    step = over_y / 2 * (1 if dy >= 0 else -1)
                    one.y, other.y = one.y - step, other.y + step
        for plate in plates:
            plate.x = min(max(plate.x, bounds[0] + plate.wide / 2), bounds[2] - plate.wide / 2)
            plate.y = min(max(plate.y, bounds[1] + plate.high / 2), bounds[3] - plate.high / 2)
        if not moved:
            return


def has_map(look: Look, game: Game) -> bool:
    """Whether a look has a map on which the places of a game lie."""
    return look.folder is not None and base(game, look.roles.places) in game.sets
