"""The map as a widget: events in, intents out; it draws what is ready and never waits."""

import time
from collections.abc import Callable, Iterable
from math import hypot

import attrs
import pygame

from game.drawing.geography import Point, Projection, fit
from game.ui.map.basemap import Basemap
from game.ui.map.counters import PassagePicture, SpacePicture
from game.ui.map.outlines import Emphasis, Outlines, tinted
from game.ui.map.pieces import Pieces
from game.ui.map.scene import Scene
from game.ui.map.terrain import Terrain
from game.ui.widgets.tween import Tween

_MOST_SCALE = 9.0
#: Milliseconds of rest after which a new scale is drawn sharply.
_SETTLE = 140
#: Seconds of work in one frame; a step that has begun may go over it by a few milliseconds.
_BUDGET = 0.004
#: Pixels of land round the spaces when all are shown, or the outermost names would leave the view.
_MARGIN = 28
#: And so many at least.
_RIM = 4
_DRAG = 5
_STEP = 90
_GLIDE = Tween(0.38)


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
class ViewMoved:
    """The view was panned or zoomed."""


Intent = Hover | Click | ViewMoved


class MapView:
    """Shows pictures of spaces on the map inside a rectangle of the window.

    Feed it every event with ``handle``; call ``tick`` once a frame with the time, and ``draw`` for
    the rectangles that ``damage`` gives. Its state comes from events alone.
    """

    def __init__(
        self,
        rect: pygame.Rect,
        scene: Scene,
        text: float = 1.0,
        relief: Callable[[], Terrain] | None = None,
    ) -> None:
        """A view over the whole map; ``MapDataError`` when its data are unusable.

        Args:
            rect: where in the window.
            scene: the map, its look, and the names of its spaces.
            text: size of names and counters, 1 for normal.
            relief: gives the relief while all spaces are in play; None makes it here.
        """
        self.rect = pygame.Rect(rect)
        self.geography, self.look = scene.geography, scene.look
        self.hovered: str | None = None
        self.focused: str | None = None
        self._text = text
        self._shown = True
        self._pictures: dict[str, SpacePicture] = {}
        self._signs: dict[str, PassagePicture] = {}
        self._basemap = Basemap(self.geography, self.look, relief)
        self._outlines = Outlines(self.geography, self.look)
        self._pieces = Pieces(self.geography, self.look, scene.names, text)
        self._in_play: frozenset[str] = frozenset()
        self._dirty: list[pygame.Rect] = []
        #: Whether all that is in play is shown, and the view was moved by nobody since.
        self.fitted = True
        self._now = 0
        self._moved_at = -_SETTLE
        self._cleared = -1, 0.0
        #: Whether the names are to be placed as if none had been placed before.
        self._anew = False
        self._press: tuple[int, int] | None = None
        self._dragging = False
        self._pointer: tuple[int, int] | None = None
        #: When the view set out for a space, and from where to where.
        self._glide: tuple[int, Point, Point] | None = None
        self.projection = self._kept(fit(self.geography.window, self.rect.size))
        self.set_in_play(self.geography.spaces)

    # ---- what is shown -------------------------------------------------------------------------

    def set_in_play(self, spaces: Iterable[str]) -> None:
        """Colour these spaces and mute the rest; costs a new relief when the set changes."""
        chosen = frozenset(spaces) & frozenset(self.geography.spaces)
        if chosen != self._in_play:
            self._in_play = chosen
            self._basemap.play(chosen)
            self._pieces.play(chosen)
            self.touch()

    def set_pictures(
        self, pictures: Iterable[SpacePicture], passages: Iterable[PassagePicture] = ()
    ) -> None:
        """Show these pictures; only what changed is drawn anew."""
        before = self._pictures
        self._pictures = {p.id: p for p in pictures if p.id in self.geography.spaces}
        if self._pieces.set(self._pictures, {p.id: p for p in passages}):
            self.touch()
            return
        for i, picture in self._pictures.items():
            if picture != before[i]:
                self._invalidate(self._place(i))

    @property
    def show_pieces(self) -> bool:
        """Whether the pieces are shown; the bare map when False."""
        return self._shown

    @show_pieces.setter
    def show_pieces(self, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self._pieces.show(shown)
            self.touch()

    def resize(self, rect: pygame.Rect) -> None:
        """Take another place in the window, keeping the middle of the view."""
        if rect != self.rect:
            self.rect = pygame.Rect(rect)
            self._view(attrs.evolve(self.projection, size=self.rect.size))
            self.touch()

    def set_text(self, text: float) -> None:
        """Another size of names and counters."""
        if text != self._text:
            self._text = text
            self._pieces.set_text(text)
            self._basemap.forget()
            self.touch()

    def name_anew(self) -> None:
        """Let the names hang on what is shown now alone: somebody else looks.

        A name stays where it was while it has room, and would tell what stood there before.
        """
        self._cleared, self._anew = (-1, 0.0), True

    def fit(self, spaces: Iterable[str] = (), margin: int = _MARGIN) -> None:
        """Show all of these spaces, or all that are in play."""
        box = self.geography.shown(frozenset(spaces) or self._in_play)
        self._view(fit(box, self.rect.size, margin))
        self.fitted = not spaces

    def centre_on(self, space: str) -> None:
        """Bring a space to the middle at the present scale, as for a link in the log."""
        middle = self.geography.spaces[space].middle
        self._view(attrs.evolve(self.projection, centre=middle))

    def glide_to(self, space: str, motion: bool) -> None:
        """Bring a space to the middle; slowly, where things move."""
        end = self.geography.spaces[space].middle
        if motion:
            self._glide = self._now, self.projection.centre, end
        else:
            self.centre_on(space)

    def _glided(self, now: int) -> bool:
        """Move the view on its way to a space; True while it is on the way."""
        if self._glide is None:
            return False
        begun, start, end = self._glide
        share = _GLIDE.share((now - begun) / 1000)
        at = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        self._view(attrs.evolve(self.projection, centre=at))
        if share >= 1:
            self._glide = None
        return self._glide is not None

    def place_of(self, space: str) -> tuple[int, int]:
        """Where in the window the middle of a space's pieces is: for tooltips and tests."""
        x, y = self.plates()[space].center
        return x + self.rect.left, y + self.rect.top

    def plates(self) -> dict[str, pygame.Rect]:
        """The rectangle of each space's name and pieces, in pixels of the view."""
        return self._pieces.plates(self.projection)

    def signs(self) -> list[pygame.Rect]:
        """The signs on passages that have marks, in pixels of the view."""
        return self._pieces.signs(self.projection)

    def led(self) -> frozenset[str]:
        """The spaces whose pieces stand beside them, with a line that leads home."""
        return self._pieces.led(self.projection.scale)

    def arrange(self) -> None:
        """Choose at once how large all pieces are at the present scale."""
        self._pieces.choose(self.projection.scale)

    @property
    def bakes(self) -> int:
        """For how many scales the ground was drawn."""
        return self._basemap.bakes

    def space_at(self, pixel: tuple[int, int]) -> str | None:
        """The space in play under a pixel of the window."""
        if not self.rect.collidepoint(pixel):
            return None
        at = (pixel[0] - self.rect.left, pixel[1] - self.rect.top)
        # The plate of a small space reaches over its border: what one sees is what one clicks.
        found = self._pieces.at(at, self.projection) or self.geography.space_at(
            *self.projection.to_plane(at)
        )
        return found if found in self._in_play else None

    def point_at(self, hovered: str | None, focused: str | None) -> None:
        """Outline the space under the pointer and the one that the keyboard is on."""
        for space in {self.hovered, self.focused} ^ {hovered, focused}:
            if space is not None:
                self._invalidate(self._place(space))
        self.hovered, self.focused = hovered, focused

    # ---- events --------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> list[Intent]:
        """Take one event of the window and say what the player means by it."""
        kind = event.type
        if kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL, pygame.KEYDOWN):
            self._glide = None  # whoever moves the view themselves is not led elsewhere
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
            self.point_at(self.hovered, space or self.focused)
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

    def let_go(self) -> None:
        """Give up a press or a drag that is under way."""
        self._press, self._dragging = None, False

    def zoom(self, factor: float, at: Point | None = None) -> list[Intent]:
        """Zoom about a pixel of the view, its middle by default."""
        scale = max(self._least(), min(_MOST_SCALE, self.projection.scale * factor))
        where = at or (self.rect.width / 2, self.rect.height / 2)
        return [ViewMoved()] if self._view(self.projection.zoomed(scale, where)) else []

    def pan(self, dx: float, dy: float) -> list[Intent]:
        """Move the map by pixels."""
        return [ViewMoved()] if self._view(self.projection.panned(dx, dy)) else []

    def cycle(self, step: int = 1) -> str | None:
        """Put the keyboard's focus on the next space: the legal ones if any are marked."""
        legal = [i for i, p in self._pictures.items() if p.highlight in ("legal", "selected")]
        ring = [i for i in self.geography.spaces if i in (legal or self._in_play)]
        if not ring:
            return None
        if self.focused in ring:
            found = ring[(ring.index(self.focused) + step) % len(ring)]
        else:
            found = ring[0 if step > 0 else -1]
        self._show(found)
        self.point_at(self.hovered, found)
        return found

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
        self.point_at(space, self.focused)
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
        if key == pygame.K_HOME:
            self.fit()
            return [ViewMoved()]
        if key == pygame.K_TAB:
            back = bool(getattr(event, "mod", 0) & pygame.KMOD_SHIFT)
            return [Hover(self.cycle(-1 if back else 1))]
        if key in (pygame.K_RETURN, pygame.K_KP_ENTER) and self.focused:
            return [Click(self.focused)]
        return []

    # ---- drawing -------------------------------------------------------------------------------

    def damage(self) -> list[pygame.Rect]:
        """The rectangles of the window that changed since this was last asked."""
        dirty, self._dirty = self._dirty, []
        return [rect.move(self.rect.topleft) for rect in dirty]

    def touch(self) -> None:
        """Let all of the view be drawn again."""
        self._dirty = [pygame.Rect((0, 0), self.rect.size)]

    def tick(self, now: int) -> bool:
        """Let time pass (milliseconds) and do a little of what is due. True while there is more."""
        self._now = now
        if self._glided(now):
            return True
        # While the scale changes, all that is drawn for one scale would be thrown away.
        moving = now - self._moved_at < _SETTLE
        until = time.perf_counter() + _BUDGET
        while self._work(moving):
            if time.perf_counter() >= until:
                return True
        return moving

    def settle(self) -> None:
        """Draw at once whatever is due in view: for pictures, tests and the first frame."""
        while self._work(False, ahead=False):
            pass

    def _work(self, moving: bool, ahead: bool = True) -> bool:
        """Do one step of what is due, the most wanted first; False when there is none."""
        view, basemap, pieces = self.projection, self._basemap, self._pieces
        turns = self._pieces.turns
        if not moving and self._pieces.step(view.scale):
            if self._pieces.turns != turns:
                self.touch()
            return True
        if not basemap.planned(view.scale):
            if not moving:
                basemap.plan(view.scale, pieces.reserved(view.scale), pieces.text(view.scale))
            return not moving
        if not moving and self._cleared != (pieces.turns, view.scale):
            # What stands on a space may have grown since the names were placed.
            kept_free, text = pieces.reserved(view.scale), pieces.text(view.scale)
            basemap.clear(view.scale, kept_free, text, self._anew)
            self._cleared, self._anew = (pieces.turns, view.scale), False
        changed = basemap.step(view)
        if changed is None:
            changed = self._outlines.step(self._emphases(), view)
        if changed is None and ahead:
            changed = basemap.step(view, ahead=True)
        if changed is not None:
            self._invalidate(changed)
        return changed is not None

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the view, or what of it lies in the clip of the window's surface."""
        if not self._basemap.begun:
            self.settle()
        clip = surface.get_clip().clip(self.rect)
        if not clip.width or not clip.height:
            return
        frame = surface.subsurface(self.rect)
        frame.set_clip(clip.move(-self.rect.left, -self.rect.top))
        self._basemap.draw(frame, self.projection)
        self._outlines.draw(frame, self._emphases(), self.projection)
        self._pieces.draw(frame, self.projection)

    def _emphases(self) -> list[Emphasis]:
        """What is set off, in the order of drawing."""
        shown = self._pictures.values()
        veiled = ("dimmed", "hushed")
        found = [Emphasis(p.id, kind) for p in shown for kind in tinted(p.tints)]
        found += [Emphasis(p.id, p.highlight) for p in shown if p.highlight in veiled]
        found += [Emphasis(p.id, "flash", p.flash) for p in shown if p.flash > 0]
        found += [Emphasis(p.id, "legal") for p in shown if p.highlight == "legal"]
        near = dict.fromkeys((self.focused, self.hovered))
        found += [Emphasis(i, "hover") for i in near if i is not None]
        found += [Emphasis(p.id, "selected") for p in shown if p.highlight == "selected"]
        return found

    def _place(self, space: str) -> pygame.Rect:
        """The part of the view where a space's emphasis shows."""
        plate = self.plates()[space].inflate(12, 12)
        return self._outlines.bounds(space, self.projection).union(plate)

    def _invalidate(self, rect: pygame.Rect) -> None:
        rect = rect.clip(pygame.Rect((0, 0), self.rect.size))
        if rect.width and rect.height:
            self._dirty.append(rect)

    def _least(self) -> float:
        """The scale at which the map fills the view, or a smaller one if spaces would be cut."""
        x0, y0, x1, y1 = self.geography.extent
        filled = max(self.rect.width / (x1 - x0), self.rect.height / (y1 - y0))
        return min(filled, fit(self.geography.shown(self._in_play), self.rect.size, _RIM).scale)

    def _kept(self, projection: Projection) -> Projection:
        scale = max(self._least(), min(_MOST_SCALE, projection.scale))
        return attrs.evolve(projection, scale=scale).kept_in(self.geography.extent)

    def _view(self, projection: Projection) -> bool:
        kept = self._kept(projection)
        if kept == self.projection:
            return False
        if kept.scale != self.projection.scale:
            self._moved_at = self._now
        self.fitted = False
        self.projection = kept
        self.touch()
        return True
