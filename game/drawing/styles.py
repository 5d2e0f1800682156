"""How one game's boards look: what its look says, and what is chosen where it says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from game.catalogue import called
from game.drawing import palette
from game.drawing.costs import GroundCosts
from game.drawing.palettes import worn
from game.drawing.seats import SeatStyle, seat_styles
from game.rules.look import BoardLook, Colour, Look, PieceLook
from game.table.ground import ground_field, ground_of

if TYPE_CHECKING:
    from game.engine import Board, Game

SEAT = "seat"


@attrs.frozen
class GroundStyle:
    """A kind of ground: its colour and pattern, and how the legend tells of it."""

    id: str
    colour: Colour
    pattern: str
    name: str
    note: str = ""


@attrs.frozen
class LineStyle:
    """The lines of one name."""

    id: str
    pattern: str
    colour: Colour
    name: str
    note: str = ""


class Styles:
    """The looks of one board of a game."""

    def __init__(self, game: Game, board: Board, look: Look) -> None:
        """Read nothing yet.

        Args:
            game: the scenario that is played.
            board: one of its boards.
            look: what the rules say of looks.
        """
        self._game, self._board, self._look = game, board, look
        self.board = look.boards.get(board.set, BoardLook())

    def _text(self, kind: str, member: str, short: bool = False) -> str:
        try:
            return self._game.short(kind, member) if short else self._game.title(kind, member)
        except (ValueError, LookupError):
            return called(member)

    # Seats

    @cached_property
    def seats(self) -> dict[str, SeatStyle]:
        """By id."""
        return seat_styles(self._game, self._look)

    # Ground

    @cached_property
    def terrain(self) -> str:
        """The field whose members are kinds of ground; nothing where places have none."""
        return ground_field(self._game, self._board, self._look)

    @cached_property
    def _kinds(self) -> str:
        spec = self._game.sets[self._board.set].fields.get(self.terrain)
        return spec.of if spec is not None else ""

    @cached_property
    def ground(self) -> dict[str, GroundStyle]:
        """The kinds of ground that some place has, by id."""
        if not self.terrain:
            return {}
        here = {self.ground_of(p.id) for p in self._board.places}
        members = [m for m in self._game.members(self._kinds) if m in here] if self._kinds else []
        members += sorted(here - {*members, ""})
        names = {m: self._text(self._kinds, m) if self._kinds else m for m in members}
        chosen = self._chosen(names)
        return {m: self._ground(m, name, *chosen[m]) for m, name in names.items()}

    def _chosen(self, names: Mapping[str, str]) -> dict[str, tuple[Colour, str]]:
        """A colour and a pattern for each kind of ground, by its words or by turn; no two alike."""
        out: dict[str, tuple[Colour, str]] = {}
        chosen: Counter[tuple[Colour, str]] = Counter()
        known = {m: palette.ground(palette.words_of(m, name)) for m, name in names.items()}
        common = Counter(self.ground_of(p.id) for p in self._board.places).most_common(1)[0][0]
        unknown = [m for m, found in known.items() if found is None and m != common]
        for member, found in known.items():
            if found is None and member == common:
                found = worn(palette.COMMON[0]), palette.COMMON[1]
            style = found or palette.other_ground(unknown.index(member))
            out[member] = palette.apart(style[0], chosen[style]), style[1]
            chosen[style] += 1
        return out

    def _ground(self, member: str, name: str, colour: Colour, pattern: str) -> GroundStyle:
        told = self.board.ground.get(member)
        note = told.note if told is not None else ""
        if self.board.cost and not note:
            note = str(self._field(self._kinds, member, self.board.cost))
            note = note or self.costs.note(member)
        if told is not None:
            colour, pattern = told.colour or colour, told.pattern or pattern
        return GroundStyle(member, colour, pattern, name, note)

    @cached_property
    def costs(self) -> GroundCosts:
        """What the ground costs by kinds of pieces, where the look names a table."""
        return GroundCosts(self._game, self.board.cost, self._kinds)

    def note(self, ground: GroundStyle, kind: str) -> str:
        """What the legend says of a kind of ground, for one kind of pieces or for all."""
        told = self.board.ground.get(ground.id)
        own = told.note if told is not None else ""
        return own or (self.costs.note(ground.id, kind) if kind else "") or ground.note

    def _field(self, kind: str, member: str, name: str) -> object:
        try:
            found: object = self._game.field(kind, member, name)
        except (ValueError, LookupError):
            return ""
        return "" if found is None else found

    def ground_of(self, place: str) -> str:
        """The kind of ground of a place, or nothing."""
        return ground_of(self._game, self._board, self.terrain, place)

    @cached_property
    def lines(self) -> tuple[LineStyle, ...]:
        """The lines of the board."""
        patterns = self._patterns()
        drawn: Counter[str] = Counter()
        found = []
        for name, pattern in patterns.items():
            told = self.board.lines.get(name)
            colours = tuple(map(worn, palette.LINE_COLOURS[pattern]))
            colour = (told.colour if told else None) or colours[drawn[pattern] % len(colours)]
            drawn[pattern] += 1
            title = (told.name if told else "") or called(name)
            found.append(LineStyle(name, pattern, colour, title, told.note if told else ""))
        return tuple(found)

    def _patterns(self) -> dict[str, str]:
        """The pattern of each line: as the look says, by its words, else one that few have."""
        out = {}
        for name in self._board.lines:
            told = self.board.lines.get(name)
            out[name] = (told.pattern if told else "") or palette.line(palette.words_of(name))
        for name, pattern in out.items():
            if not pattern:
                drawn = Counter(out.values())
                out[name] = min(palette.OTHER_LINES, key=lambda p: drawn[p])
        return out

    @property
    def grid(self) -> str:
        """How squares without terrain are told apart."""
        return self.board.grid or "checkered"

    @property
    def tones(self) -> tuple[Colour, Colour]:
        """The light and the dark tone of places without terrain."""
        told = self.board.colours
        if not told:
            return worn(palette.TONES[0]), worn(palette.TONES[1])
        return told[0], told[-1]

    def title(self, place: str) -> str:
        """The name of a place where it has one beside its id; else nothing."""
        name = self._text(self._board.set, place, short=True)
        plain = (place, place.upper(), place.capitalize(), place.replace("_", " ").capitalize())
        return "" if name in plain and self._board.kind != "graph" else name

    # Pieces

    def piece(self, kind: str) -> PieceLook:
        """What the look says of a set of pieces."""
        return self._look.pieces.get(kind, PieceLook())

    def name(self, kind: str, member: str) -> str:
        """The short name of a piece."""
        return self._text(kind, member, short=True)

    def symbol(self, kind: str, member: str) -> str:
        """The sign of a piece's arm, or nothing."""
        look = self.piece(kind)
        if look.symbol:
            value = str(self._field(kind, member, look.symbol))
            return look.symbols.get(value) or palette.symbol(palette.words_of(value))
        if member in look.symbols:
            return look.symbols[member]
        if not look.numbers:
            return ""
        fields = self._game.sets[kind].fields if kind in self._game.sets else {}
        values = [str(self._field(kind, member, f)) for f, s in fields.items() if not s.many]
        return palette.symbol(palette.words_of(member, self._text(kind, member), *values))
