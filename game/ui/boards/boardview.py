"""A board as a view of the window: events in, what is pointed at out; it draws what is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs
import pygame

from game.drawing.geometry import Shapes
from game.ui.boards import overlay
from game.ui.boards.beside import Beside
from game.ui.boards.ground import Ground
from game.ui.boards.hand import Hand
from game.ui.boards.layers import Layers
from game.ui.boards.overlay import BoardMarks
from game.ui.boards.pencil import Pencil
from game.ui.boards.pictures import PlacePicture, Thing
from game.ui.boards.pin import Pin
from game.ui.boards.projection import BoardProjection, fit
from game.ui.boards.stacks import Stacks
from game.ui.theme import GROUND

#: A place is drawn no wider than so many pixels where all is shown, and where one came near.
_WIDEST, _NEAREST = 220.0, 380.0
#: Milliseconds of rest after which a new scale is drawn sharply.
_SETTLE = 140


class BoardView:
    """Shows a board inside a rectangle of the window.

    Feed it every event with ``handle``; call ``tick`` once a frame, and ``draw`` for the rectangles
    that ``damage`` gives. The ground is drawn once for a scale; at rest nothing is done.
    """

    def __init__(self, shapes: Shapes, ground: Ground, terrain: bool, text: float = 1.0) -> None:
        """A view of a whole board.

        Args:
            shapes: its places.
            ground: draws what lies still.
            terrain: whether its ground is to be seen round the pieces.
            text: the size of what is written, 1 for normal.
        """
        self.rect = pygame.Rect(0, 0, 800, 600)
        self.shapes = shapes
        self.hovered: str | None = None
        self.focused: str | None = None
        #: Says why a place cannot be chosen, or nothing.
        self.refusal: Callable[[str], str] = lambda _: ""
        #: What is written below a stack that is spread out.
        self.titled: Callable[[str], str] = str
        self.fitted = True
        self._ground, self._stacks, self._text = ground, Stacks(shapes, terrain), text
        self._pictures: dict[str, PlacePicture] = {}
        self.marks = BoardMarks()
        self._shown = True
        self._dirty: list[pygame.Rect] = []
        self._now, self._moved_at = 0, -_SETTLE
        self._hand = Hand(self)
        self._layers = Layers(ground)
        self._lit: tuple[object, pygame.Surface | None, pygame.Rect] | None = None
        #: Draws what is pointed at, and knows what belongs to a place.
        self.pencil = Pencil(shapes)
        self.beside = Beside(lambda p: self._rect(p) if p in shapes.cells else None)
        self.projection = self._whole()

    @property
    def bakes(self) -> int:
        """How often the whole ground was drawn."""
        return self._layers.bakes

    # What is shown

    def set_pictures(self, pictures: Mapping[str, PlacePicture]) -> None:
        """Show these; only what changed is drawn anew."""
        before, self._pictures = self._pictures, dict(pictures)
        for place in before.keys() | self._pictures.keys():
            if before.get(place) != self._pictures.get(place):
                self._invalidate(place)
                if self.marks.legal is not None:
                    self._lit = None
        self._spread()

    def set_marks(self, marks: BoardMarks) -> None:
        """Set these places off."""
        if marks != self.marks:
            self.marks, self._lit = marks, None
            self.touch()

    def set_text(self, text: float) -> None:
        """Another size of what is written."""
        if text != self._text:
            self._text, self._lit = text, None
            if self.fitted:
                self.fit()
            self._spread()
            self.touch()

    @property
    def show_pieces(self) -> bool:
        """Whether pieces are shown; the bare board when False."""
        return self._shown

    @show_pieces.setter
    def show_pieces(self, shown: bool) -> None:
        self._shown = shown
        self._spread()
        self.touch()

    def resize(self, rect: pygame.Rect) -> None:
        """Take another place in the window."""
        if rect != self.rect:
            was, self.rect = self.rect, pygame.Rect(rect)
            shift = ((rect.width - was.width) / 2, (rect.height - was.height) / 2)
            self.projection = self.projection.panned(*shift)
            self._spread()
            self.touch()

    def fit(self) -> None:
        """Show the whole board."""
        self._look(self._whole())
        self.fitted = True

    def _whole(self) -> BoardProjection:
        text = self._text
        edge = 26 * text
        side = edge + (20 * text if self._ground.outside else 0)
        # Below a point stands its name.
        low = edge + 18 * text * any(c.point for c in self.shapes.cells.values())
        most = _WIDEST * text / self.shapes.unit
        return fit(self.shapes.bounds, self.rect.size, (side, edge, edge, max(side, low)), most)

    def centre_on(self, place: str) -> None:
        """Bring a place to the middle."""
        x, y = self.projection.to_screen(self.shapes.cells[place].centre)
        self._look(self.projection.panned(self.rect.width / 2 - x, self.rect.height / 2 - y))

    def place_of(self, place: str) -> tuple[int, int]:
        """Where in the window the middle of a place is."""
        x, y = self.projection.to_screen(self.shapes.cells[place].centre)
        return round(x) + self.rect.left, round(y) + self.rect.top

    def board_rect(self) -> pygame.Rect:
        """Where in the window the board is."""
        left, top, right, bottom = self.shapes.bounds
        (x0, y0), (x1, y1) = (self.projection.to_screen(p) for p in ((left, top), (right, bottom)))
        found = pygame.Rect(round(x0), round(y0), round(x1 - x0), round(y1 - y0))
        return found.move(self.rect.topleft)

    def rect_of(self, place: str) -> pygame.Rect:
        """Where in the window a place is."""
        return self._rect(place).move(self.rect.topleft)

    def space_at(self, pixel: tuple[int, int]) -> str | None:
        """The place under a pixel of the window; in the box of a stack, the stack's."""
        if not self.rect.collidepoint(pixel):
            return None
        at = (pixel[0] - self.rect.left, pixel[1] - self.rect.top)
        place = self.beside.at(at)
        return place or self.shapes.at(self.projection.to_board(at))

    def point_at(self, hovered: str | None, focused: str | None) -> None:
        """Outline the place under the pointer, and the one that the keyboard is on."""
        for place in {self.hovered, self.focused} ^ {hovered, focused}:
            if place is not None:
                self._invalidate(place)
        changed, before = hovered != self.hovered, self._planned()
        self.hovered, self.focused = hovered, focused
        if before != self._planned():
            self._dirty += [
                self.pencil.around_all(w, self._pixels()) for w in (before, self._planned()) if w
            ]
        if changed:
            self._spread()

    def _spread(self) -> None:
        """Spread the stack under the pointer out, if there is one."""
        picture = self._pictures.get(self.hovered or "") if self._shown else None
        words = self.titled(picture.id) if picture is not None else ""
        self.beside.fan_out(picture, words, self.rect.size, self._text)

    def pin(self, what: Pin | None) -> None:
        """Say beside a place why it cannot be chosen, until something else is pinned."""
        self.beside.pin(what, self.rect.size, self._text)

    # Events

    def handle(self, event: pygame.event.Event) -> bool:
        """Take one event of the window; True if it moved the view."""
        if event.type == pygame.WINDOWLEAVE:
            self.point_at(None, self.focused)
        return self._hand.handle(event)

    def let_go(self) -> None:
        """Give up a press or a drag that is under way."""
        self._hand.let_go()

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> bool:
        """Zoom about a pixel of the view, its middle by default."""
        least = self._whole().scale
        most = max(least, _NEAREST * self._text / self.shapes.unit)
        scale = max(least, min(most, self.projection.scale * factor))
        if scale != self.projection.scale:
            self._moved_at = self._now
        if scale == least:
            self.fit()
            return True
        middle = (self.rect.width / 2, self.rect.height / 2)
        return self._look(self.projection.zoomed(scale, at or middle))

    def pan(self, dx: float, dy: float) -> bool:
        """Move the board by pixels."""
        return self._look(self.projection.panned(dx, dy))

    def _look(self, projection: BoardProjection) -> bool:
        """Take another view, kept so that the board never leaves it."""
        x0, y0, x1, y1 = (v * projection.scale for v in self.shapes.bounds)
        wide, high = self.rect.size
        keep = 0.35
        x = min(max(projection.x, wide * keep - x1), wide * (1 - keep) - x0)
        y = min(max(projection.y, high * keep - y1), high * (1 - keep) - y0)
        kept = BoardProjection(projection.scale, x, y)
        if kept == self.projection:
            return False
        self.projection, self.fitted = kept, False
        self._spread()
        self.touch()
        return True

    # Drawing

    def damage(self) -> list[pygame.Rect]:
        """The rectangles of the window that changed since this was last asked."""
        dirty, self._dirty = self._dirty + self.beside.dirty, []
        self.beside.dirty = []
        return [rect.move(self.rect.topleft).clip(self.rect) for rect in dirty]

    def touch(self) -> None:
        """Let all of the view be drawn again."""
        self._dirty = [pygame.Rect((0, 0), self.rect.size)]

    def tick(self, now: int) -> bool:
        """Let time pass, to `now` milliseconds. True while there is more to draw."""
        self._now = now
        if self._ready():
            return False
        # While the scale changes, all that is drawn for one scale would be thrown away.
        if now - self._moved_at >= _SETTLE:
            self._step()
            self.touch()
        return not self._ready()

    def _ready(self) -> bool:
        """Whether the ground that is seen is there, sharply."""
        return self._layers.ready(self.projection.scale, self._text, self._area())

    def _step(self) -> None:
        """Draw some of the ground: all of it at once where all is seen."""
        if self.fitted:
            self._layers.whole(self.projection.scale, self._text)
        else:
            self._layers.step(self.projection.scale, self._text, self._area())

    def settle(self) -> None:
        """Draw at once what is due."""
        if not self._layers.bakes:
            self._layers.whole(self._whole().scale, self._text)
        while not self._ready():
            self._step()

    def _shift(self) -> tuple[int, int]:
        return round(self.projection.x), round(self.projection.y)

    def _area(self) -> pygame.Rect:
        """What the view shows, in pixels of the board at this scale."""
        x, y = self._shift()
        return pygame.Rect((-x, -y), self.rect.size)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the view, or what of it lies in the clip of the window's surface."""
        clip = surface.get_clip().clip(self.rect)
        if not clip.width or not clip.height:
            return
        if not self._layers.bakes:
            self.settle()
        frame = surface.subsurface(self.rect.clip(surface.get_rect()))
        frame.set_clip(clip.move(-self.rect.left, -self.rect.top))
        frame.fill(GROUND)
        self._draw_ground(frame)
        if self._shown:
            self._draw_things(frame)
        self._draw_pointer(frame)
        self.beside.draw(frame, self._text)

    def _draw_ground(self, frame: pygame.Surface) -> None:
        self._layers.draw(frame, self.projection, self._text)
        if self._now - self._moved_at < _SETTLE and not self.fitted:
            return  # what is set off would be drawn anew for each scale
        x, y = self._shift()
        lit, area = self._overlay()
        if lit is not None:
            frame.blit(lit, (area.left + x, area.top + y))
        if len(way := self._planned()) > 1:
            frame.blit(*self.pencil.way(way, self._pixels()))

    def _planned(self) -> tuple[str, ...]:
        """The way to the place that was chosen, or to the one under the pointer."""
        ways = self.marks.reached.ways
        return ways.get(self.marks.goal or self.hovered or self.focused or "", ())

    def _overlay(self) -> tuple[pygame.Surface | None, pygame.Rect]:
        """What is set off, drawn for what is seen and some land around it."""
        key, seen = (self.marks, self.projection.scale), self._area()
        seen = seen.clip(self._ground.area(self.projection.scale, self._text))
        if self._lit is None or self._lit[0] != key or not self._lit[2].contains(seen):
            area = seen.inflate(seen.width // 3, seen.height // 3)
            area = area.clip(self._ground.area(self.projection.scale, self._text))
            at = BoardProjection(self.projection.scale, -area.left, -area.top)
            taken = self._pictures.keys()
            drawn = overlay.draw(self.shapes, self.marks, at, area.size, taken)
            self._lit = key, drawn, area
        return self._lit[1], self._lit[2]

    def _draw_things(self, frame: pygame.Surface) -> None:
        clip, view, way = frame.get_clip(), self._pixels(), self._planned()
        for place, picture in self._pictures.items():
            cell = self.shapes.cells.get(place)
            if cell is not None and self._rect(place).colliderect(clip):
                self._stacks.draw(frame, cell, view, picture)
        goal = way[-1] if len(way) > 1 else ""
        if self.marks.ghost is not None and goal in self.shapes.cells:
            ghost = PlacePicture(goal, (Thing(attrs.evolve(self.marks.ghost, faint=True)),))
            self._stacks.draw(frame, self.shapes.cells[goal], view, ghost)
        for place in self.marks.reached.costs:
            cell = self.shapes.cells.get(place)
            if cell is not None and self._rect(place).colliderect(clip):
                full = place in self._pictures or place == goal
                self._stacks.cost(
                    frame, cell, view, self.marks.reached, way, full, self._ground.named(place)
                )

    def _pixels(self) -> BoardProjection:
        """The projection with whole pixels, as the ground was drawn."""
        return BoardProjection(self.projection.scale, *map(float, self._shift()))

    def _draw_pointer(self, frame: pygame.Surface) -> None:
        pinned = "" if self.beside.pinned is None else self.beside.pinned.pin.place
        pointed = ((self.focused, overlay.LEGAL), (pinned, overlay.REFUSED))
        for place, colour in (*pointed, (self.hovered, overlay.HOVER)):
            cell = self.shapes.cells.get(place or "")
            if cell is None:
                continue
            view = self._pixels()
            # What was chosen a step before is no place to warn of.
            refused = place == self.hovered and place not in self.marks.chosen
            if place == pinned or (refused and bool(self.refusal(cell.id))):
                frame.blit(*self.pencil.cross(cell, cell.id in self._pictures, view))
            else:
                frame.blit(*self.pencil.ring(cell, colour, view))

    def _rect(self, place: str) -> pygame.Rect:
        """All that belongs to a place, in pixels of the view."""
        return self.pencil.around(place, self._pixels())

    def _invalidate(self, place: str) -> None:
        if place in self.shapes.cells:
            self._dirty.append(self._rect(place))

    def near(self, places: Iterable[str]) -> list[str]:
        """Those of some places that the board has."""
        return [p for p in places if p in self.shapes.cells]
