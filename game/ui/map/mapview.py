"""The map as a widget: events in, intents out; a picture that is one blit while nothing moves."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import hypot

import attrs
import pygame

from game.ui.map import counters, vector
from game.ui.map.counters import Cluster, CrossingPicture, SpacePicture
from game.ui.map.geography import Geography, Point, Projection, Space, fit, load_geography
from game.ui.map.layers import BaseLayer, Terrain
from game.ui.map.look import Colour, Look, load_look
from game.ui.map.vector import Shape, Stroke

_MOST_SCALE = 9.0
#: Milliseconds of rest after which a new zoom level is baked.
_SETTLE = 140
_DRAG = 5
_STEP = 90


@attrs.frozen
class Hover:
    """The pointer came over another space, or over none."""

    space: str | None


@attrs.frozen
class Click:
    """A space was clicked (button 1 or 3) or chosen by Return; None for open land."""

    space: str | None
    button: int = 1


@attrs.frozen
class Moved:
    """The view was panned or zoomed."""


Intent = Hover | Click | Moved


class MapView:
    """Shows pictures of spaces on the map inside a rectangle of the window.

    Feed it every event with ``handle``; call ``tick`` once a frame with the time and ``draw`` when
    ``dirty`` is true. Its state comes from events alone.
    """

    def __init__(
        self,
        rect: pygame.Rect,
        geography: Geography | None = None,
        look: Look | None = None,
        text: float = 1.0,
    ) -> None:
        """A view over the whole map; ``MapDataError`` or ``LookError`` when its data are unusable.

        Args:
            rect: where in the window.
            geography: the map's data; None for those of the game.
            look: the look of the pieces; None for that of the game.
            text: size of names and counters, 1 for normal.
        """
        self.rect = pygame.Rect(rect)
        self.geography = geography or load_geography()
        self.look = look or load_look()
        self.text = text
        self.dirty = True
        self.bakes = 0
        self.show_pieces = True
        self.hovered: str | None = None
        self.focused: str | None = None
        self._pictures: dict[str, SpacePicture] = {}
        self._signs: dict[str, CrossingPicture] = {}
        self._in_play: frozenset[str] = frozenset(self.geography.spaces)
        self._terrain: Terrain | None = None
        self._overview: BaseLayer | None = None
        self._base: BaseLayer | None = None
        self._baking: tuple[BaseLayer, Iterator[None]] | None = None
        self._frame: pygame.Surface | None = None
        self._clusters: dict[str, Cluster] = {}
        self._pushed: tuple[float, dict[str, tuple[int, int]]] | None = None
        self._outlines: dict[tuple[str, str, float], tuple[pygame.Surface, Point]] = {}
        self._piece_size = 24
        self._patience = 0
        self._now = 0
        self._moved_at = -_SETTLE
        self._press: tuple[int, int] | None = None
        self._dragging = False
        self._pointer: tuple[int, int] | None = None
        self.projection = self._kept(fit(self.geography.window, self.rect.size))

    # ---- what is shown -------------------------------------------------------------------------

    def set_in_play(self, spaces: Iterable[str]) -> None:
        """Colour these spaces and mute the rest; costs a new relief when the set changes."""
        chosen = frozenset(spaces) & frozenset(self.geography.spaces)
        if chosen != self._in_play:
            self._in_play = chosen
            self._terrain = self._overview = self._base = self._baking = None
            self._clusters.clear()
            self._touch()

    def set_pictures(
        self, pictures: Iterable[SpacePicture], crossings: Iterable[CrossingPicture] = ()
    ) -> None:
        """Show these pictures; only the spaces whose picture changed are drawn anew."""
        fresh = {p.id: p for p in pictures if p.id in self.geography.spaces}
        signs = {c.id: c for c in crossings}
        if fresh == self._pictures and signs == self._signs:
            return
        for i in set(fresh) | set(self._pictures):
            before, after = self._pictures.get(i), fresh.get(i)
            if before is None or after is None or _pieces(before) != _pieces(after):
                self._clusters.pop(i, None)
        self._pictures, self._signs = fresh, signs
        self._touch()

    def resize(self, rect: pygame.Rect) -> None:
        """Take another place in the window, keeping the middle of the view."""
        if rect == self.rect:
            return
        self.rect = pygame.Rect(rect)
        self._frame = None
        self._view(attrs.evolve(self.projection, size=self.rect.size))

    def set_text(self, text: float) -> None:
        """Another size of names and counters."""
        if text != self.text:
            self.text = text
            self._clusters.clear()
            self._base = self._baking = None
            self._touch()

    def fit(self, spaces: Iterable[str] = (), margin: int = 28) -> None:
        """Show all of these spaces, or all that are in play."""
        box = self.geography.bounds(frozenset(spaces) or self._in_play)
        # Without a margin of land round them the outermost names would leave the view.
        self._view(fit(box, self.rect.size, margin))

    def centre_on(self, space: str) -> None:
        """Bring a space to the middle at the present scale, as for a link in the log."""
        x0, y0, x1, y1 = self.geography.spaces[space].room
        self._view(attrs.evolve(self.projection, centre=((x0 + x1) / 2, (y0 + y1) / 2)))

    def place_of(self, space: str) -> tuple[int, int]:
        """Where in the window the middle of a space's pieces is: for tooltips and tests."""
        x, y = self.projection.to_screen(self._middle(self.geography.spaces[space]))
        return round(x) + self.rect.left, round(y) + self.rect.top

    def space_at(self, pixel: tuple[int, int]) -> str | None:
        """The space in play under a pixel of the window."""
        if not self.rect.collidepoint(pixel):
            return None
        at = (pixel[0] - self.rect.left, pixel[1] - self.rect.top)
        # The plate of a small space reaches over its border: what one sees is what one clicks.
        if self.show_pieces:
            for i, rect in self.plates().items():
                if self._pictures.get(i) and rect.collidepoint(at):
                    return i
        found = self.geography.space_at(*self.projection.to_plane(at))
        return found if found in self._in_play else None

    # ---- events --------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> list[Intent]:
        """Take one event of the window and say what the player means by it."""
        kind = event.type
        if kind == pygame.MOUSEMOTION:
            return self._motion(event)
        if kind == pygame.MOUSEBUTTONDOWN and event.button in (1, 2, 3):
            self._pointer = event.pos
            if self.rect.collidepoint(event.pos):
                self._press, self._dragging = event.pos, False
            return []
        if kind == pygame.MOUSEBUTTONUP and event.button in (1, 2, 3):
            pressed, dragged = self._press, self._dragging
            self._press, self._dragging = None, False
            if pressed is None or dragged or event.button == 2:
                return []
            space = self.space_at(event.pos)
            self.focused = space or self.focused
            return [Click(space, event.button)]
        if kind == pygame.MOUSEWHEEL and self._pointer and self.rect.collidepoint(self._pointer):
            turns = getattr(event, "precise_y", 0.0) or event.y
            at = (self._pointer[0] - self.rect.left, self._pointer[1] - self.rect.top)
            return self.zoom(1.18**turns, at)
        if kind == pygame.KEYDOWN:
            return self._key(event)
        if kind == pygame.WINDOWLEAVE:
            self._pointer = None
            return self._hover(None)
        return []

    def zoom(self, factor: float, at: Point | None = None) -> list[Intent]:
        """Zoom about a pixel of the view, its middle by default."""
        scale = max(self._least(), min(_MOST_SCALE, self.projection.scale * factor))
        where = at or (self.rect.width / 2, self.rect.height / 2)
        return [Moved()] if self._view(self.projection.zoomed(scale, where)) else []

    def pan(self, dx: float, dy: float) -> list[Intent]:
        """Move the map by pixels."""
        return [Moved()] if self._view(self.projection.panned(dx, dy)) else []

    def cycle(self, step: int = 1) -> str | None:
        """Put the keyboard's focus on the next space: the legal ones if any are marked."""
        legal = [i for i, p in self._pictures.items() if p.highlight in ("legal", "selected")]
        ring = [i for i in self.geography.spaces if i in (legal or self._in_play)]
        if not ring:
            return None
        if self.focused in ring:
            self.focused = ring[(ring.index(self.focused) + step) % len(ring)]
        else:
            self.focused = ring[0 if step > 0 else -1]
        self._show(self.focused)
        self._touch()
        return self.focused

    def _show(self, space: str) -> None:
        x, y = self.place_of(space)
        if not self.rect.inflate(-160, -120).collidepoint(x, y):
            self.centre_on(space)

    def _motion(self, event: pygame.event.Event) -> list[Intent]:
        before, self._pointer = self._pointer, event.pos
        if self._press is not None:
            if not self._dragging:
                moved = hypot(event.pos[0] - self._press[0], event.pos[1] - self._press[1])
                if moved < _DRAG:
                    return []
                self._dragging, before = True, self._press
            start = before or self._press
            return self.pan(event.pos[0] - start[0], event.pos[1] - start[1])
        return self._hover(self.space_at(event.pos))

    def _hover(self, space: str | None) -> list[Intent]:
        if space == self.hovered:
            return []
        self.hovered = space
        self._touch()
        return [Hover(space)]

    def _key(self, event: pygame.event.Event) -> list[Intent]:
        key = event.key
        moves = {
            pygame.K_LEFT: (_STEP, 0),
            pygame.K_RIGHT: (-_STEP, 0),
            pygame.K_UP: (0, _STEP),
            pygame.K_DOWN: (0, -_STEP),
        }
        if key in moves:
            return self.pan(*moves[key])
        if key in (pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS):
            return self.zoom(1.25)
        if key in (pygame.K_MINUS, pygame.K_KP_MINUS):
            return self.zoom(0.8)
        if key in (pygame.K_HOME, pygame.K_KP0):
            self.fit()
            return [Moved()]
        if key == pygame.K_TAB:
            back = bool(getattr(event, "mod", 0) & pygame.KMOD_SHIFT)
            return [Hover(self.cycle(-1 if back else 1))]
        if key in (pygame.K_RETURN, pygame.K_KP_ENTER) and self.focused:
            return [Click(self.focused)]
        return []

    # ---- drawing -------------------------------------------------------------------------------

    def tick(self, now: int) -> bool:
        """Let time pass (milliseconds); bake one step if one is due. True while there is more."""
        self._now = now
        if self._baking is None and self._needs_base() and now - self._moved_at >= _SETTLE:
            self._start()
        if self._baking is not None:
            layer, steps = self._baking
            next(steps, None)
            if layer.done:
                self._base, self._baking = layer, None
                self._touch()
        return self.dirty or self._baking is not None or self._needs_base()

    def settle(self) -> None:
        """Bake at once whatever is due: for pictures, tests and the first frame."""
        if self._needs_base():
            if self._baking is None:
                self._start()
            if self._baking is not None:
                layer, steps = self._baking
                for _ in steps:
                    pass
                self._base, self._baking = layer, None
            self._patience = 99
            self._touch()

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the view into its rectangle of the window; nothing but a blit when it is clean."""
        if self._frame is None or self._frame.get_size() != self.rect.size:
            self._frame = pygame.Surface(self.rect.size, 0, 32)
            self.dirty = True
        if self._base is None:
            self.settle()
        if self.dirty:
            # Outlines are costly: a moving window makes one a frame and draws the rest thinly.
            self._patience = max(1, self._patience)
            self.dirty = False
            self._compose(self._frame)
            self._patience = 0
        surface.blit(self._frame, self.rect)

    def plates(self) -> dict[str, pygame.Rect]:
        """The rectangle of each space's name and pieces, in pixels of the view."""
        found = {}
        shifts = self._shifts()
        for i, space in self.geography.spaces.items():
            cluster = self._cluster(space)
            x, y = self.projection.to_screen(self._middle(space))
            dx, dy = shifts[i]
            found[i] = cluster.surface.get_rect(
                topleft=(round(x) - cluster.anchor[0] + dx, round(y) - cluster.anchor[1] + dy)
            ).inflate(-10, -10)
        return found

    def _shifts(self) -> dict[str, tuple[int, int]]:
        """How far each space's pieces are pushed aside so that no two spaces' pieces overlap.

        It depends on the scale and the pieces, not on where the view is, so it is kept for panning.
        """
        for space in self.geography.spaces.values():
            self._cluster(space)
        if self._pushed is not None and self._pushed[0] == self.projection.scale:
            return self._pushed[1]
        origin = attrs.evolve(self.projection, centre=(0.0, 0.0))
        rects, home = {}, {}
        for i, space in self.geography.spaces.items():
            cluster = self._cluster(space)
            x, y = origin.to_screen(self._middle(space))
            rect = cluster.surface.get_rect(
                topleft=(round(x) - cluster.anchor[0], round(y) - cluster.anchor[1])
            ).inflate(-10, -10)
            rects[i], home[i] = rect, rect.topleft
        # Names out of play give way: they are left out where a plate is.
        pairs = list(combinations([r for i, r in rects.items() if i in self._in_play], 2))
        # A crossing keeps its place free whether it has a sign or not, or plates would jump.
        signs = []
        for crossing in self.geography.crossings:
            x, y = origin.to_screen(crossing.at)
            sign = pygame.Rect(0, 0, round(24 * self.text), round(24 * self.text))
            sign.center = (round(x), round(y))
            signs.append(sign)
        for _ in range(80):
            meeting = [(a, b) for a, b in pairs if a.colliderect(b)]
            blocked = [
                (rect, signs[hit])
                for i, rect in rects.items()
                if i in self._in_play
                for hit in rect.collidelistall(signs)
            ]
            for rect, sign in blocked:
                _push(rect, sign.copy())
            if not meeting and not blocked:
                break
            for a, b in meeting:
                _push(a, b)
        shifts = {i: (r.left - home[i][0], r.top - home[i][1]) for i, r in rects.items()}
        self._pushed = (self.projection.scale, shifts)
        return shifts

    @property
    def counter_size(self) -> int:
        """The side of a counter in pixels; it changes when a zoom has come to rest."""
        return self._piece_size

    def _fresh_size(self) -> None:
        size = round(max(20.0, min(38.0, 10.0 + 9.0 * self.projection.scale)) * self.text)
        if size != self._piece_size:
            self._piece_size = size
            self._clusters.clear()

    def _touch(self) -> None:
        self.dirty = True

    def _least(self) -> float:
        x0, y0, x1, y1 = self.geography.extent
        return max(self.rect.width / (x1 - x0), self.rect.height / (y1 - y0))

    def _kept(self, projection: Projection) -> Projection:
        scale = max(self._least(), min(_MOST_SCALE, projection.scale))
        return attrs.evolve(projection, scale=scale).kept_in(self.geography.extent)

    def _view(self, projection: Projection) -> bool:
        kept = self._kept(projection)
        if kept == self.projection:
            return False
        if kept.scale != self.projection.scale:
            self._baking = None
        self.projection = kept
        self._moved_at = self._now
        self._touch()
        return True

    def _needs_base(self) -> bool:
        if self._base is None or self._base.scale != self.projection.scale:
            return True
        return not self._covers(self._base)

    def _covers(self, layer: BaseLayer) -> bool:
        x0, y0, x1, y1 = layer.bounds
        low = self.projection.to_plane((0, self.rect.height))
        high = self.projection.to_plane((self.rect.width, 0))
        slack = 1.5 / self.projection.scale
        return (
            x0 <= low[0] + slack
            and y0 <= low[1] + slack
            and x1 >= high[0] - slack
            and y1 >= high[1] - slack
        )

    def _start(self) -> None:
        if self._terrain is None:
            self._terrain = Terrain(self.geography, self.look, self._in_play)
        if self._overview is None:
            whole = self._kept(fit(self.geography.extent, self.rect.size))
            self._overview = BaseLayer(
                self.geography, self.look, self._terrain, whole, self._in_play, names=False
            ).bake()
        self._fresh_size()
        reserved = self.plates()
        layer = BaseLayer(
            self.geography,
            self.look,
            self._terrain,
            self.projection,
            self._in_play,
            reserved,
            self.text,
        )
        self.bakes += 1
        self._baking = (layer, layer.steps())

    def _middle(self, space: Space) -> Point:
        x0, y0, x1, y1 = space.room
        return (x0 + x1) / 2, (y0 + y1) / 2

    def _cluster(self, space: Space) -> Cluster:
        found = self._clusters.get(space.id)
        if found is None:
            full = space.id in self._in_play
            picture = self._pictures.get(space.id) or SpacePicture(space.id)
            if not full or not self.show_pieces:
                picture = SpacePicture(space.id)
            found = counters.cluster(
                self.look, picture, space.short, self.counter_size, self.text, full
            )
            self._clusters[space.id] = found
            self._pushed = None
        return found

    def hide_pieces(self, hidden: bool) -> None:
        """Show the bare map, or the pieces again."""
        if self.show_pieces == hidden:
            self.show_pieces = not hidden
            self._clusters.clear()
            self._touch()

    def _compose(self, frame: pygame.Surface) -> None:
        self._ground(frame)
        view = frame.get_rect()
        settled = self._base is not None and self._base.scale == self.projection.scale
        self._highlights(frame, view, settled)
        self._crossings(frame, view)
        plates = self.plates()
        played = [rect for i, rect in plates.items() if i in self._in_play]
        for i, rect in sorted(plates.items(), key=lambda item: item[1].bottom):
            if not rect.colliderect(view):
                continue
            if i not in self._in_play and rect.collidelist(played) >= 0:
                continue
            cluster = self._clusters[i]
            surface = cluster.surface
            picture = self._pictures.get(i)
            if picture is not None and picture.highlight == "dimmed":
                surface.set_alpha(150)
            else:
                surface.set_alpha(255)
            frame.blit(surface, rect.inflate(10, 10))

    def _ground(self, frame: pygame.Surface) -> None:
        base = self._base
        if base is not None and base.scale == self.projection.scale and self._covers(base):
            x, y = self.projection.to_screen(base.origin)
            left = max(frame.get_width() - base.size[0], min(0, round(x)))
            top = max(frame.get_height() - base.size[1], min(0, round(y)))
            frame.blit(base.surface, (left, top))
            return
        layer = base if base is not None and self._covers(base) else self._overview
        if layer is None:
            frame.fill(self.look.map["ground"])
            return
        k = layer.scale / self.projection.scale
        low = self.projection.to_plane((0, 0))
        piece = pygame.Rect(
            round((low[0] - layer.origin[0]) * layer.scale),
            round((layer.origin[1] - low[1]) * layer.scale),
            round(frame.get_width() * k),
            round(frame.get_height() * k),
        ).clip(layer.surface.get_rect())
        if piece.width and piece.height:
            pygame.transform.scale(layer.surface.subsurface(piece), frame.get_size(), frame)

    def _crossings(self, frame: pygame.Surface, view: pygame.Rect) -> None:
        for crossing in self.geography.crossings:
            sign = self._signs.get(crossing.a)
            if sign is None or not sign.marks or not self.show_pieces:
                continue
            x, y = self.projection.to_screen(crossing.at)
            drawn = counters.crossing_sign(self.look, sign.marks, round(22 * self.text))
            rect = drawn.get_rect(center=(round(x), round(y)))
            if rect.colliderect(view):
                frame.blit(drawn, rect)

    def _highlights(self, frame: pygame.Surface, view: pygame.Rect, settled: bool) -> None:
        for i, picture in self._pictures.items():
            if picture.highlight == "dimmed":
                self._outline(frame, view, i, "dimmed", settled)
        for i, picture in self._pictures.items():
            if picture.flash > 0:
                self._outline(frame, view, i, "flash", settled, picture.flash)
            if picture.highlight == "legal":
                self._outline(frame, view, i, "legal", settled)
        for near in (self.focused, self.hovered):
            if near is not None:
                self._outline(frame, view, near, "hover", settled)
        for i, picture in self._pictures.items():
            if picture.highlight == "selected":
                self._outline(frame, view, i, "selected", settled)

    def _outline(
        self,
        frame: pygame.Surface,
        view: pygame.Rect,
        space: str,
        kind: str,
        settled: bool,
        strength: float = 1.0,
    ) -> None:
        bounds = self.geography.spaces[space].bounds
        corner = self.projection.to_screen((bounds[0], bounds[3]))
        opposite = self.projection.to_screen((bounds[2], bounds[1]))
        rect = pygame.Rect(
            round(corner[0]), round(corner[1]),
            round(opposite[0] - corner[0]) + 1, round(opposite[1] - corner[1]) + 1,
        )  # fmt: skip
        if not rect.inflate(20, 20).colliderect(view):
            return
        key = (space, kind, self.projection.scale)
        found = self._outlines.get(key)
        waits = found is None and self._patience <= 0
        if waits and settled:
            self._touch()
        if waits or not settled:
            if kind != "dimmed":
                for ring in self.geography.spaces[space].rings:
                    line = [self.projection.to_screen(p) for p in ring]
                    pygame.draw.aalines(frame, self.look.map.get(kind, (255, 255, 255)), True, line)
            return
        if found is None:
            self._patience -= 1
            if len(self._outlines) > 60:
                self._outlines.clear()
            found = self._outlines[key] = self._drawn(space, kind)
        surface, origin = found
        surface.set_alpha(round(255 * min(1.0, strength)))
        x, y = self.projection.to_screen(origin)
        frame.blit(surface, (round(x), round(y)))

    def _drawn(self, space: str, kind: str) -> tuple[pygame.Surface, Point]:
        """A space's outline in one kind of emphasis, and the place of its left top corner."""
        shape = self.geography.spaces[space]
        scale = self.projection.scale
        margin = 12 / scale
        origin = (shape.bounds[0] - margin, shape.bounds[3] + margin)
        size = (
            round((shape.bounds[2] - shape.bounds[0] + 2 * margin) * scale),
            round((shape.bounds[3] - shape.bounds[1] + 2 * margin) * scale),
        )
        surface = pygame.Surface(size, pygame.SRCALPHA)
        colour = self.look.map.get(kind, (255, 255, 255))
        fills = {"dimmed": (8, 11, 16, 128), "hover": (255, 255, 255, 22), "legal": (*colour, 20),
                 "selected": (*colour, 26), "flash": (*colour, 54)}  # fmt: skip
        for ring in shape.rings:
            points = [((x - origin[0]) * scale, (origin[1] - y) * scale) for x, y in ring]
            pygame.draw.polygon(surface, fills[kind], points)
        strokes = _strokes(kind, colour, self.look.map["halo"])
        if strokes:
            lines = vector.draw(
                [Shape.of(shape.rings, strokes, closed=True)], origin[0], origin[1], scale, size
            )
            surface.blit(lines, (0, 0))
        return surface, origin


def _push(a: pygame.Rect, b: pygame.Rect) -> None:
    """Move two overlapping rectangles apart, each half the way, where the way is shortest."""
    both = a.clip(b)
    if both.width < both.height:
        step = (both.width + 1) // 2 * (1 if a.centerx < b.centerx else -1)
        a.move_ip(-step, 0)
        b.move_ip(step, 0)
    else:
        step = (both.height + 1) // 2 * (1 if a.centery < b.centery else -1)
        a.move_ip(0, -step)
        b.move_ip(0, step)


def _strokes(kind: str, colour: Colour, dark: Colour) -> list[Stroke]:
    if kind == "legal":
        return [Stroke(dark, 4.5, 0.45), Stroke(colour, 2.2, 0.95, (9, 4))]
    if kind == "selected":
        return [
            Stroke(colour, 13, 0.12),
            Stroke(colour, 8, 0.22),
            Stroke(dark, 5.2, 0.6),
            Stroke(colour, 3.2, 1.0),
        ]
    if kind == "hover":
        return [Stroke(dark, 4, 0.5), Stroke(colour, 2.0, 0.95)]
    if kind == "flash":
        return [Stroke(colour, 9, 0.3), Stroke(colour, 3.4, 1.0)]
    return []


def _pieces(picture: SpacePicture) -> Mapping[str, object]:
    """What of a picture is drawn in its cluster: all but highlight and flash."""
    return {"c": picture.counters, "b": picture.balance, "m": picture.marks}
