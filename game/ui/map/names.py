"""The names and signs printed on the map at one scale, each where it collides with no other."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pygame

from game.drawing.geography import Geography, Place, Point, along
from game.rules.look import Colour, Look
from game.ui import fonts
from game.ui.map.terrain import mix
from game.ui.map.vector import render_svg

_QUIET: Colour = (138, 147, 158)
_HEIGHT: Colour = (182, 190, 198)
_AREA: Colour = (104, 114, 128)
_ORDER = {"town": 0, "pass": 1, "peak": 2}


class MapNames:
    """What is printed on the map at one scale: ``printed`` holds surfaces and their places.

    Places count in pixels from the left top corner of the whole map, so a name stays where it is
    whatever part of the map is in view.
    """

    def __init__(
        self,
        geography: Geography,
        look: Look,
        in_play: frozenset[str],
        scale: float,
        reserved: Iterable[pygame.Rect],
        text: float,
    ) -> None:
        """Plan for a scale; nothing is placed before ``steps`` has run out.

        Args:
            geography: what there is to name.
            look: in which colours.
            in_play: the spaces whose towns stand out.
            scale: pixels a km.
            reserved: rectangles of the map kept free of names.
            text: size of the names, 1 for normal.
        """
        self.printed: list[tuple[pygame.Surface, pygame.Rect]] = []
        self._standing: list[pygame.Rect] = []
        self._geo, self._look, self._in_play = geography, look, in_play
        self._scale, self._text = scale, text
        self._taken = list(reserved)

    def steps(self) -> Iterator[None]:
        """Place name after name, yielding after each."""
        self._passages()
        yield
        for share, name in self._geo.frontier_names:
            self._frontier(share, name)
            yield
        for area in self._geo.areas:
            if area.at is not None:
                self._area(area.name, area.at)
                yield
        for place in sorted(self._geo.places, key=lambda p: (_ORDER[p.kind], -p.rank, p.name)):
            self._place(place)
            yield

    def covered(self, reserved: Iterable[pygame.Rect]) -> bool:
        """Whether a name that is printed would lie under one of these rectangles of the map."""
        kept_free = list(reserved)
        return any(rect.collidelist(kept_free) >= 0 for rect in self._standing)

    def _pixel(self, at: Point) -> tuple[int, int]:
        x0, _, _, y1 = self._geo.extent
        return round((at[0] - x0) * self._scale), round((y1 - at[1]) * self._scale)

    def _put(self, text: pygame.Surface, rect: pygame.Rect, margin: int) -> bool:
        """Print a name where it collides with nothing; say whether there was room."""
        needed = rect.inflate(2 * margin, 2 * margin)
        if needed.collidelist(self._taken) >= 0:
            return False
        self.printed.append((text, rect))
        self._taken.append(needed)
        self._standing.append(needed)
        return True

    def _passages(self) -> None:
        size = max(5, round(5.5 * self._text))
        bright, dark = self._look.map["passage"], self._look.map["halo"]
        for passage in self._geo.passages:
            full = passage.a in self._in_play or passage.b in self._in_play
            drawn = sign("passage", size, bright if full else mix(bright, dark, 0.45), dark)
            self.printed.append((drawn, drawn.get_rect(center=self._pixel(passage.at))))
            taken = pygame.Rect(0, 0, 2 * size, 2 * size)
            taken.center = self._pixel(passage.at)
            self._taken.append(taken)

    def _frontier(self, share: float, name: str) -> None:
        at, turn = along(self._geo.frontier[0], share)
        if not -90 <= turn <= 90:
            turn += 180
        colours = self._look.map
        text = fonts.render(
            name, round(13 * self._text), colours["river_core"], "medium", colours["halo"], 2, 2
        )
        turned = pygame.transform.rotozoom(text, turn, 1.0)
        # Beside the line, on its southern side.
        aside = pygame.Vector2(0, 15 * self._text).rotate(-turn)
        x, y = self._pixel(at)
        self._put(turned, turned.get_rect(center=(round(x + aside.x), round(y + aside.y))), 0)

    def _area(self, name: str, at: Point) -> None:
        size, ground = round(12 * self._text), self._look.map["ground"]
        text = fonts.render(name.upper(), size, _AREA, "narrow", ground, 1, 3)
        self._put(text, text.get_rect(center=self._pixel(at)), 2)

    def _place(self, place: Place) -> None:
        """A town, pass or peak with its sign; it is left out where its name has no room."""
        # Small towns wait for a closer look.
        if place.kind == "town" and place.rank <= 1 and self._scale < 1.7:
            return
        k, dark = self._text, self._look.map["halo"]
        kind, face, size, radius, ink = place.kind, "narrow", round(11 * k), round(4 * k), _HEIGHT
        if kind == "town":
            ink = self._look.map["town"] if place.space in self._in_play else _QUIET
            size = round((11 + 1.5 * max(0, place.rank - 1)) * k)
            face = "medium" if place.rank >= 2 else "narrow"
            kind = "city" if place.rank >= 3 else "town"
            radius = round((2 if place.rank < 2 else 3) * k)
        drawn = sign(kind, radius, ink, dark)
        mark = drawn.get_rect(center=self._pixel(place.at))
        if mark.inflate(-2, -2).collidelist(self._taken) >= 0:
            return
        text = fonts.render(place.name, size, ink, face, dark, 2)
        near = mark.inflate(2, -2)
        for rect in (
            text.get_rect(midleft=near.midright),
            text.get_rect(midright=near.midleft),
            text.get_rect(midbottom=near.midtop),
            text.get_rect(midtop=near.midbottom),
            text.get_rect(bottomleft=near.midtop),
            text.get_rect(topleft=near.midbottom),
            text.get_rect(bottomright=near.midtop),
            text.get_rect(topright=near.midbottom),
        ):
            if self._put(text, rect, -2):
                self.printed.append((drawn, mark))
                self._taken.append(mark)
                self._standing.append(mark.inflate(-2, -2))
                return


@lru_cache(maxsize=64)
def sign(kind: str, radius: int, ink: Colour, dark: Colour) -> pygame.Surface:
    """The sign of a kind of place, with a dark rim; it is shared: do not draw on it."""
    half, r = radius + 3, radius
    pen, rim = ("#{:02x}{:02x}{:02x}".format(*c) for c in (ink, dark))
    body = {
        "passage": f'<path d="M0 {-r}L{r} 0L0 {r}L{-r} 0Z"',
        "city": f'<rect x="{-r}" y="{-r}" width="{2 * r}" height="{2 * r}"',
        "town": f'<circle r="{r}"',
        "peak": f'<path d="M0 {-r}L{r} {r * 0.75:g}L{-r} {r * 0.75:g}Z"',
        "pass": f'<path d="M{-r} {-r}Q0 0 {-r} {r}L{r} {r}Q0 0 {r} {-r}Z"',
    }[kind]
    # The rim lies below the fill, so that a small sign keeps its size.
    rimmed = f'{body} fill="{rim}" stroke="{rim}" stroke-width="3"/>{body} fill="{pen}"/>'
    return render_svg(f'<g transform="translate({half} {half})">{rimmed}</g>', (2 * half, 2 * half))
