"""The pieces of a game to cut out: what stands on boards, stones, and chips with numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from game.catalogue import number_text, phrase
from game.drawing import palette
from game.drawing.seats import SeatStyle, seat_styles
from game.drawing.styles import Styles
from game.engine import Board, Game, State
from game.paper.chips import PieceFace, counter, piece, stone
from game.paper.kit import SEAT, base, place_sets, place_values
from game.rules.look import Colour, CounterLook, Look
from game.table.on_board import OnBoard

#: How wide pieces and chips are, in millimetres.
PIECE: Final = 16.0
CHIP: Final = 12.0
#: The most stones of a seat, and the fewest and most chips of a kind.
_STONES: Final = 64
_FEWEST: Final = 3
_KINDS: Final = 12
#: What is written on chips with numbers: others are put together of these.
_NUMBERS: Final = (1, 2)


@attrs.frozen
class PaperPiece:
    """Something to cut out.

    Attributes:
        id: what it is, as SET.MEMBER for a single piece.
        svg: its face, in a square of 100.
        count: how many are printed.
        note: where it begins, or what it is.
    """

    id: str
    svg: str
    count: int = 1
    note: str = ""


@attrs.frozen
class PieceGroup:
    """Pieces of one kind and size.

    Attributes:
        name: what they are.
        size: the side of each in millimetres.
        pieces: what is printed.
    """

    name: str
    size: float
    pieces: tuple[PaperPiece, ...]


def piece_groups(game: Game, start: State) -> tuple[PieceGroup, ...]:
    """All that is cut out of a scenario, group by group.

    Args:
        game: the scenario.
        start: its start, from which numbers and places on pieces are read.
    """
    look, styles = game.rules.look, seat_styles(game, game.rules.look)
    found: list[PieceGroup] = []
    for board in game.boards:
        found += _board(game, board, look, start, styles)
    found += _counters(game, look)
    return tuple(group for group in found if group.pieces)


# Boards ------------------------------------------------------------------------------------


def _board(
    game: Game, board: Board, look: Look, start: State, seats: dict[str, SeatStyle]
) -> Iterator[PieceGroup]:
    on, styles = OnBoard(game, board.set, look.pieces), Styles(game, board, look)
    at = dict(on.placing)
    for zone in on.zones:
        at.setdefault(base(game, game.places[zone].members), "")
    for kind, register in at.items():
        pieces = tuple(_members(game, kind, register, on, styles, start, seats))
        name = str(game.describe("set", kind)["name"]) if kind in game.declared("set") else kind
        yield PieceGroup(name, PIECE, pieces)
    for register in on.registers:
        spec = game.registers[register]
        if register in at.values() or spec.constant or register in look.roles.quiet:
            continue
        title = str(game.describe("register", register)["name"])
        if spec.kind == "member" and base(game, spec.of) == SEAT and len(spec.index) == 1:
            count = min(len(game.members(spec.index[0])), _STONES)
            stones = tuple(
                PaperPiece(f"seat.{s}", stone(seats[s], 100, _shape(look, seats[s])), count)
                for s in game.seats
            )
            yield PieceGroup(title, CHIP, stones)
        elif spec.kind == "member" and len(spec.index) == 1:
            yield PieceGroup(title, CHIP, tuple(_kinds(game, spec.of, len(board.places))))
        elif spec.kind == "int":
            count = len(game.members(spec.index[0])) if len(spec.index) == 1 else len(board.places)
            chips = tuple(_figures(register, (206, 200, 184), min(count, _STONES)))
            yield PieceGroup(title, CHIP, chips)


def _shape(look: Look, style: SeatStyle) -> str:
    told = look.pieces.get(SEAT)
    return style.shape or (told.shape if told is not None else "")


def _members(
    game: Game, kind: str, register: str, on: OnBoard, styles: Styles, start: State,
    seats: dict[str, SeatStyle],
) -> Iterator[PaperPiece]:  # fmt: skip
    view = game.observe_all(start)
    look = styles.piece(kind)
    fields = game.sets[kind].fields
    numbers = look.numbers or [f for f, s in fields.items() if s.kind == "int" and not s.many][:2]
    for n, member in enumerate(game.members(kind)):
        owner = on.owner(view, kind, member)
        told = look.colours.get(member) or palette.seat_colour(palette.words_of(member))
        colour: Colour = told or (206, 200, 184 - n % 3 * 20)
        figures = []
        for name in numbers:
            value = game.field(kind, member, name) if name in fields else None
            if value is None and (name in game.registers or name in game.derived_values):
                value = game.value(start, name, member)
            if isinstance(value, int):
                figures.append(number_text(value))
        face = PieceFace(
            styles.name(kind, member), seats.get(owner), colour, styles.symbol(kind, member),
            tuple(figures),
        )  # fmt: skip
        begins = game.value(start, register, member) if register else None
        note = phrase("paper.begins", where=begins) if isinstance(begins, str) else ""
        yield PaperPiece(f"{kind}.{member}", piece(face, 100), 1, note)


def _kinds(game: Game, kind: str, places: int) -> Iterator[PaperPiece]:
    """Chips with a name, for what may stand on a place and is of no seat."""
    of = base(game, kind)
    members = game.members(of)
    count = max(_FEWEST, min(_KINDS, places // max(1, len(members)) + 1))
    for n, member in enumerate(members):
        face = PieceFace(game.short(of, member), None, palette.in_turn(n), "", ())
        yield PaperPiece(f"{of}.{member}", piece(face, 100), count)


def _figures(register: str, colour: Colour, places: int) -> Iterator[PaperPiece]:
    """Discs with numbers."""
    drawn = CounterLook(
        id="", value=register, name="", letter="", colour=colour, ink=(0, 0, 0),
        silhouette="disc", hatch="none",
    )  # fmt: skip
    for number in _NUMBERS:
        svg = counter(drawn, str(number), 50, 50, 100)
        yield PaperPiece(f"{register}.{number}", svg, places)


# Counters of the map -----------------------------------------------------------------------


def _counters(game: Game, look: Look) -> Iterator[PieceGroup]:
    """Chips for the counters of the map, and for what stirs on its places."""
    for mark in look.counters.values():
        if mark.shadow:
            continue
        spec = game.registers.get(mark.value)
        derived = game.derived_values.get(mark.value)
        index = spec.index if spec is not None else derived.index if derived is not None else ()
        if len(index) != 1 or (spec is not None and spec.constant):
            continue
        places = len(game.members(index[0]))
        chips = tuple(
            PaperPiece(f"{mark.id}.{number}", counter(mark, str(number), 50, 50, 100), places)
            for number in _NUMBERS
        )
        yield PieceGroup(f"{mark.letter}  {mark.name}", CHIP, chips)
    boards = {board.set for board in game.boards}
    for places_of in place_sets(game):
        if places_of in boards:
            continue
        hidden = [
            s
            for s in game.registers.values()
            if len(s.index) == 1 and base(game, s.index[0]) == places_of
            and s.kind == "member" and not s.constant and not s.public
        ]  # fmt: skip
        for spec in (*hidden, *(s for s in place_values(game, places_of) if s.kind == "member")):
            if base(game, spec.of) not in (SEAT, places_of):
                title = str(game.describe("register", spec.name)["name"])
                chips = tuple(_kinds(game, spec.of, len(game.members(spec.index[0]))))
                yield PieceGroup(title, CHIP, chips)
