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

from game.engine import CHANCE, HIDDEN, OVER, Board, Game, SeenValue, View
from game.rules import Rules
from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, GOOD, INK, LINE, LINK, MUTED, TEXT, mix

#: Seats' colours where the look has none, in their order.
SEATS: Final[tuple[Colour, ...]] = (ACCENT, LINK, GOOD, (222, 112, 92))
_SQUARES: Final[tuple[Colour, Colour]] = ((62, 84, 92), (48, 66, 74))
_PAPER: Final[Colour] = (236, 230, 214)
_BACK: Final[Colour] = (44, 84, 130)
#: So many moves are made before a board is drawn; so many things lie in a row of a table, and so
#: many rows on it.
_MOVES, _MOST, _ROWS = 9, 6, 4
_SEED = 4


@attrs.frozen
class Thing:
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
        self._view = self._played(_MOVES if self.board is not None else 0)

    def _played(self, moves: int) -> View:
        """The first seat's view after so many moves by lot, and all chance before the next."""
        game, lot = self.game, random.Random(_SEED)
        state, last = game.new_game(), None
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
        return game.observe(state, game.seats[0])

    # Boards

    def owners(self) -> dict[str, int]:
        """The number of the seat that has something on a place, by place."""
        assert self.board is not None
        game, found = self.game, dict[str, int]()
        for spec in game.registers.values():
            if spec.index == (self.board.set,) and spec.of == "seat":
                for place in game.members(self.board.set):
                    value = self._view.get(spec.name, place)
                    if isinstance(value, str):
                        found[place] = game.seats.index(value)
        return found

    def flagged(self) -> frozenset[str]:
        """The places of which a register says yes."""
        assert self.board is not None
        of_places = [
            s for s in self.game.registers.values()
            if s.index == (self.board.set,) and s.kind == "bool"
        ]  # fmt: skip
        return frozenset(
            place
            for spec in of_places
            for place in self.game.members(self.board.set)
            if self._view.get(spec.name, place) is True
        )

    # Tables

    def rows(self) -> list[list[Thing]]:
        """What lies on the table, a row for each register that can be shown so."""
        found = [list(self._row(name)) for name in self.game.registers]
        rows = [[thing] for row in found for thing in row if thing.kind == "heap"]
        rows += [row[:_MOST] for row in found if row and row[0].kind != "heap"]
        return rows[:_ROWS]

    def _row(self, name: str) -> Iterator[Thing]:
        spec, game = self.game.registers[name], self.game
        if len(spec.index) > 2 or spec.of == "seat":
            return
        for cell in product(*(game.members(of) for of in spec.index)):
            value = self._view.get(name, *cell)
            seat = game.seats.index(cell[0]) if cell and spec.index[0] == "seat" else 0
            thing = self._thing(name, cell, value, seat)
            if thing is not None:
                yield thing

    def _thing(self, name: str, cell: tuple[str, ...], value: SeenValue, seat: int) -> Thing | None:
        spec, game = self.game.registers[name], self.game
        if spec.kind == "member":
            if value is HIDDEN:
                return Thing("back")
            return Thing("card", game.short(spec.of, str(value))) if value is not None else None
        if spec.kind == "bool":
            if len(cell) == 2 and value is True:
                return Thing("card", game.short(spec.index[1], cell[1]))
            return Thing("back") if len(cell) == 2 and value is HIDDEN else None
        if not spec.public:
            pips = spec.low == 1 and spec.high == 6
            words = "?" if value is HIDDEN else str(value)
            count = int(value) if isinstance(value, int) and pips else 0
            return Thing("die" if pips else "card", words, count)
        if not spec.index or not isinstance(value, int):
            return None
        kind = "track" if spec.index == ("seat",) else "heap"
        return Thing(kind, "", value - spec.low, spec.high - spec.low, seat)


@lru_cache(maxsize=64)
def picture_of(rules: Rules) -> Picture:
    """The picture of a game, made once."""
    return Picture(rules)


@lru_cache(maxsize=128)
def thumbnail(rules: Rules, size: tuple[int, int]) -> pygame.Surface:
    """A picture of a game without any names of places.

    Args:
        rules: the rules of the game.
        size: in pixels.
    """
    picture, over = picture_of(rules), 3
    made = pygame.Surface((size[0] * over, size[1] * over), pygame.SRCALPHA)
    if picture.board is not None:
        _draw_board(made, picture, picture.board)
    else:
        _draw_table(made, picture.rows())
    return pygame.transform.smoothscale(made, size)


def _draw_board(made: pygame.Surface, picture: Picture, board: Board) -> None:
    """Draw the places of a board, and a disc for whoever has one."""
    corners = [c for p in board.places for c in (p.outline or ((p.x, p.y),))]
    left, top = (min(c[n] for c in corners) for n in (0, 1))
    wide, high = (max(c[n] for c in corners) - (left, top)[n] or 1 for n in (0, 1))
    scale = 0.96 * min(made.get_width() / wide, made.get_height() / high)
    x0, y0 = ((made.get_size()[n] - (wide, high)[n] * scale) / 2 for n in (0, 1))

    def at(point: tuple[int, int]) -> tuple[float, float]:
        return x0 + (point[0] - left) * scale, y0 + (point[1] - top) * scale

    owners, flagged = picture.owners(), picture.flagged()
    radius = max(3, round(1000 * scale * 0.72))
    for place in board.places:
        tint = _SQUARES[(place.x // 2000 + place.y // 2000) % 2]
        if place.outline:
            ring = [at(corner) for corner in place.outline]
            pygame.draw.polygon(made, tint, ring)
            pygame.draw.polygon(made, mix(tint, INK, 0.4), ring, max(1, round(60 * scale)))
        middle = at((place.x, place.y))
        if place.id in owners:
            seat = owners[place.id]
            pygame.draw.circle(made, mix(SEATS[seat], INK, 0.55), middle, radius)
            pygame.draw.circle(made, SEATS[seat], middle, round(radius * 0.86))
            if seat % 2:
                # Told apart without colour too.
                pygame.draw.circle(made, mix(SEATS[seat], INK, 0.55), middle, round(radius * 0.4))
            if place.id in flagged:
                pygame.draw.circle(made, INK, middle, round(radius * 0.55), max(2, radius // 6))


def _draw_table(made: pygame.Surface, rows: list[list[Thing]]) -> None:
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


def _card(made: pygame.Surface, box: pygame.Rect, thing: Thing) -> None:
    face = box.inflate(-round(box.width * 0.28), 0)
    pygame.draw.rect(made, _PAPER, face, border_radius=face.width // 8)
    words = thing.words if len(thing.words) <= 3 else thing.words[:1]
    _words(made, face, words, INK)


def _back(made: pygame.Surface, box: pygame.Rect, thing: Thing) -> None:
    face = box.inflate(-round(box.width * 0.28), 0)
    edge = max(2, face.width // 16)
    pygame.draw.rect(made, _BACK, face, border_radius=face.width // 8)
    pygame.draw.rect(made, LINK, face.inflate(-4 * edge, -4 * edge), edge)


def _die(made: pygame.Surface, box: pygame.Rect, thing: Thing) -> None:
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


def _heap(made: pygame.Surface, box: pygame.Rect, thing: Thing) -> None:
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


def _track(made: pygame.Surface, box: pygame.Rect, thing: Thing) -> None:
    """A dial from the least to the most, as far as it has come."""
    radius, tint = box.width * 0.42, SEATS[thing.seat % len(SEATS)]
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
