"""A small picture of any game: its board a few moves on, or what lies on its table at the start."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

import attrs
import pygame

from game.drawing.geometry import shapes
from game.drawing.palettes import dressed, worn, worn_by
from game.drawing.styles import Styles
from game.engine import CHANCE, HIDDEN, OVER, Board, Game, SeenValue, View
from game.rules import Rules
from game.rules.look import BoardLook, Colour, Look
from game.story.zones import shown_places
from game.table.on_board import OnBoard
from game.ui import paint
from game.ui.boards.ground import Ground
from game.ui.boards.pictures import Pictures
from game.ui.boards.projection import fit
from game.ui.boards.stacks import Stacks
from game.ui.theme import ACCENT, GOOD, INK, LINE, LINK, MUTED, TEXT, mix

#: Seats' colours where the look has none, in their order.
SEATS: Final[tuple[Colour, ...]] = (ACCENT, LINK, GOOD, (222, 112, 92))
_PAPER: Final[Colour] = (236, 230, 214)
_BACK: Final[Colour] = (44, 84, 130)
#: So many moves are made before a board is drawn; so many things lie in a row of a table, and so
#: many rows on it.
_MOVES, _MOST, _ROWS = 9, 4, 4
_SEED = 4
#: A table is drawn so many times too large, and made smaller smoothly.
_OVER = 3


@attrs.frozen
class Laid:
    """One thing on a table: a card, a die, a heap or a mark on a track, and what it shows."""

    kind: str
    words: str = ""
    count: int = 0
    most: int = 1
    seat: int = 0


class Picture:
    """What the picture of a game is made of: the first seat's view of a position."""

    def __init__(self, rules: Rules) -> None:
        """Play the first scenario as far as the picture needs it.

        Args:
            rules: the rules of the game.
        """
        self.game = Game(rules, rules.scenarios[0].id, evaluator="interpreted")
        self.board: Board | None = next(iter(self.game.boards), None)
        self.view = self._played(_MOVES if self.board is not None else 0)

    def _played(self, moves: int) -> View:
        """The first seat's view after so many moves by lot, and all chance before the next."""
        game, lot = self.game, random.Random(_SEED)
        state, last = game.new_game(), None
        line = game.line(state)
        while True:
            actor = game.actor(state)
            if actor == OVER:
                state = last or state
                break
            if actor != CHANCE:
                last = bytearray(state)
                if moves == 0:
                    break
                moves -= 1
            game.apply(state, lot.choice(game.legal(state)))
            line.arrive(state)
        return game.observe(state, game.seats[0])

    def links(self) -> list[tuple[str, str]]:
        """The pairs of neighbours of a graph."""
        game, board = self.game, self.board
        if board is None or board.kind != "graph" or "near" not in game.sets[board.set].fields:
            return []
        ids = [place.id for place in board.places]
        return [(p, q) for p in ids for q in game.field(board.set, p, "near") or ()]

    def asked(self, name: str, member: str) -> SeenValue:
        """What the first seat sees of a value of a member; None for what is no register."""
        return self.view.get(name, member) if name in self.game.registers else None

    # Tables

    def rows(self) -> list[list[Laid]]:
        """What lies on the table, a row for each register that can be shown so."""
        registers = [name for name, spec in self.game.registers.items() if not spec.zone]
        found = [*self._zones(), *(list(self._row(name)) for name in registers)]
        rows = [[thing] for row in found for thing in row if thing.kind == "heap"]
        rows += [row[:_MOST] for row in found if row and row[0].kind != "heap"]
        return rows[:_ROWS]

    def _zones(self) -> Iterator[list[Laid]]:
        """What lies in places of zones, a row each: of a pile the top, of a stock one back."""
        for place in shown_places(self.game, self.view):
            lying, spec = place.lying, self.game.places[place.cell.register]
            seen = lying.members[-1:] if spec.ordered and lying.whole else lying.members
            backs = lying.size - len(lying.members)
            if not spec.index:
                backs = min(backs, 1)
            faces = [Laid("card", self.game.short(spec.members, m)) for m in seen]
            yield [*faces, *(Laid("back") for _ in range(backs))]

    def _row(self, name: str) -> Iterator[Laid]:
        spec, game = self.game.registers[name], self.game
        if len(spec.index) > 2 or spec.of == "seat":
            return
        for cell in product(*(game.members(of) for of in spec.index)):
            value = self.view.get(name, *cell)
            seat = game.seats.index(cell[0]) if cell and spec.index[0] == "seat" else 0
            thing = self._thing(name, cell, value, seat)
            if thing is not None:
                yield thing

    def _thing(self, name: str, cell: tuple[str, ...], value: SeenValue, seat: int) -> Laid | None:
        spec, game = self.game.registers[name], self.game
        if spec.kind == "member":
            if value is HIDDEN:
                return Laid("back")
            return Laid("card", game.short(spec.of, str(value))) if value is not None else None
        if spec.kind == "bool":
            if len(cell) == 2 and value is True:
                return Laid("card", game.short(spec.index[1], cell[1]))
            return Laid("back") if len(cell) == 2 and value is HIDDEN else None
        if not spec.public:
            pips = spec.low == 1 and spec.high == 6
            words = "?" if value is HIDDEN else str(value)
            count = int(value) if isinstance(value, int) and pips else 0
            return Laid("die" if pips else "card", words, count)
        if not spec.index or not isinstance(value, int):
            return None
        kind = "track" if spec.index == ("seat",) else "heap"
        return Laid(kind, "", value - spec.low, spec.high - spec.low, seat)


@lru_cache(maxsize=64)
def picture_of(rules: Rules) -> Picture:
    """The picture of a game, made once."""
    return Picture(rules)


def thumbnail(rules: Rules, size: tuple[int, int]) -> pygame.Surface:
    """A picture of a game without any names of places.

    Args:
        rules: the rules of the game.
        size: in pixels.
    """
    return _thumbnail(rules, size, worn_by())


@lru_cache(maxsize=128)
def _thumbnail(rules: Rules, size: tuple[int, int], palette: str) -> pygame.Surface:
    """A picture in the palette that is worn, which is told since what is kept is another by it."""
    picture = picture_of(rules)
    if picture.board is not None:
        return _board(picture, picture.board, dressed(rules.look), size)
    made = pygame.Surface((size[0] * _OVER, size[1] * _OVER), pygame.SRCALPHA)
    _draw_table(made, picture.rows())
    return pygame.transform.smoothscale(made, size)


def _board(picture: Picture, board: Board, look: Look, size: tuple[int, int]) -> pygame.Surface:
    """A board with what stands on it, as the table draws it, as large as it goes into a size."""
    told = attrs.evolve(look.boards.get(board.set, BoardLook()), coordinates=False)
    styles = Styles(picture.game, board, attrs.evolve(look, boards={board.set: told}))
    places = shapes(board, picture.links(), told.areas == "voronoi")
    view = fit(places.bounds, size, (2, 2, 2, 2), 1e9)
    made = Ground(places, styles, dict(board.lines)).draw(view, size, 0.0)
    stacks = Stacks(places, bool(styles.terrain))
    stood = OnBoard(picture.game, board.set, look.pieces).read(picture.view)
    for place, drawn in Pictures(picture.game, styles, picture.asked).read(stood).items():
        stacks.draw(made, places.cells[place], view, drawn)
    corners = view.to_screen(places.bounds[:2]), view.to_screen(places.bounds[2:])
    (left, top), (right, bottom) = corners
    box = pygame.Rect(round(left) - 1, round(top) - 1, 0, 0)
    box.size = round(right - left) + 2, round(bottom - top) + 2
    return made.subsurface(box.clip(made.get_rect()))


def _draw_table(made: pygame.Surface, rows: list[list[Laid]]) -> None:
    """Draw rows of things, one below another."""
    wide, high = made.get_size()
    each = high / max(1, len(rows))
    for n, row in enumerate(rows):
        step = min(wide / len(row), each * 1.1)
        side = min(step, each) * 0.86
        if row[0].kind == "heap":
            step = wide
        x = (wide - step * len(row)) / 2
        for thing in row:
            heap = thing.kind == "heap"
            box = pygame.Rect(0, 0, round(wide * 0.7 if heap else side), round(side))
            box.center = (round(x + step / 2), round(each * (n + 0.5)))
            _DRAWN[thing.kind](made, box, thing)
            x += step


def _words(made: pygame.Surface, box: pygame.Rect, words: str, tint: Colour) -> None:
    px = round(box.height * 0.5)
    while px > 8 and paint.width(words, "title", px) > box.width * 0.9:
        px -= 2
    drawn = paint.text(words, "title", px, tint)
    made.blit(drawn, drawn.get_rect(center=box.center))


def _card(made: pygame.Surface, box: pygame.Rect, thing: Laid) -> None:
    face = box.inflate(-round(box.width * 0.28), 0)
    pygame.draw.rect(made, _PAPER, face, border_radius=face.width // 8)
    words = thing.words if len(thing.words) <= 3 else thing.words[:1]
    _words(made, face, words, INK)


def _back(made: pygame.Surface, box: pygame.Rect, thing: Laid) -> None:
    face = box.inflate(-round(box.width * 0.28), 0)
    edge = max(2, face.width // 16)
    pygame.draw.rect(made, _BACK, face, border_radius=face.width // 8)
    pygame.draw.rect(made, LINK, face.inflate(-4 * edge, -4 * edge), edge)


def _die(made: pygame.Surface, box: pygame.Rect, thing: Laid) -> None:
    face = box.inflate(-round(box.width * 0.2), -round(box.width * 0.2))
    fill = _PAPER if thing.count else mix(LINE, INK, 0.3)
    pygame.draw.rect(made, fill, face, border_radius=face.width // 6)
    if not thing.count:
        _words(made, face, thing.words, TEXT)
        return
    for column, row in PIPS[thing.count]:
        spot = face.centerx + column * face.width * 0.27, face.centery + row * face.height * 0.27
        pygame.draw.circle(made, INK, spot, face.width * 0.09)


#: Where the pips of a die are, from its middle.
PIPS: Final[dict[int, tuple[tuple[int, int], ...]]] = {
    1: ((0, 0),),
    2: ((-1, -1), (1, 1)),
    3: ((-1, -1), (0, 0), (1, 1)),
    4: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)),
    6: ((-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)),
}


def _heap(made: pygame.Surface, box: pygame.Rect, thing: Laid) -> None:
    """Sticks side by side, those that are gone as gaps."""
    step = box.width / max(1, thing.most)
    for n in range(thing.most):
        stick = pygame.Rect(0, 0, max(3, round(step * 0.4)), round(box.height * 0.72))
        stick.center = (round(box.x + step * (n + 0.5)), box.centery)
        if n < thing.count:
            pygame.draw.rect(made, (214, 176, 120), stick, border_radius=stick.width // 2)
            pygame.draw.circle(made, (196, 74, 56), stick.midtop, stick.width)
        else:
            pygame.draw.rect(made, LINE, stick, max(2, stick.width // 5), stick.width // 2)


def _track(made: pygame.Surface, box: pygame.Rect, thing: Laid) -> None:
    """A dial from the least to the most, as far as it has come."""
    radius, tint = box.width * 0.42, worn(SEATS[thing.seat % len(SEATS)])
    edge = max(2, round(radius / 5))
    pygame.draw.circle(made, mix(LINE, INK, 0.3), box.center, radius, edge)
    share = min(1.0, thing.count / max(1, thing.most))
    arc = pygame.Rect(0, 0, round(2 * radius), round(2 * radius))
    arc.center = box.center
    if share:
        start = math.pi / 2 - 2 * math.pi * share
        pygame.draw.arc(made, tint, arc, start, math.pi / 2, edge)
    pygame.draw.circle(made, tint if share else MUTED, box.center, radius * 0.35)


_DRAWN: Final = {"card": _card, "back": _back, "die": _die, "heap": _heap, "track": _track}
