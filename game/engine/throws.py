"""The throw that decides: its outcomes, and the line of a table in which each is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from game.engine.core import Core
from game.engine.errors import IllegalMove, ScriptError
from game.engine.evaluator import Reference
from game.engine.interpret import State, Value
from game.engine.texts import Texts
from game.engine.tracing import TracingInterpreter
from game.engine.view import CellValue, View, decode
from game.engine.workings import Working, Workings
from game.rules import ir
from game.rules.program import Program

#: A throw of more outcomes is not worked out.
_MOST = 36


@attrs.frozen
class Lookup:
    """What a throw is looked up in.

    Attributes:
        table: the name of the table.
        line: the place of each key's head, None of the key that the throw decides.
        heads: for each outcome the place of that key's head.
        cells: for each outcome what stands there.
    """

    table: str
    line: tuple[int | None, ...]
    heads: tuple[int, ...]
    cells: tuple[CellValue, ...]


@attrs.frozen
class Throw:
    """A throw that is due, or that a move leads to.

    Attributes:
        move: the move that makes it, or None where it is due.
        text: what is thrown, in the words of the rules.
        outcomes: what may fall, with its weight.
        lookup: the table that tells what comes of it.
        workings: how the values come about that the rules show when it is made, as far as they
            are made of nothing else than what the throw depends on.
    """

    move: int | None
    text: str
    outcomes: tuple[tuple[str, int], ...]
    lookup: Lookup
    workings: tuple[Working, ...]

    @property
    def whole(self) -> int:
        """The weight of all outcomes together."""
        return sum(weight for _, weight in self.outcomes)

    @property
    def shares(self) -> tuple[tuple[CellValue, int], ...]:
        """What may stand in the table where it is looked up, by weight, the likeliest first."""
        found: dict[CellValue, int] = {}
        for cell, (_, weight) in zip(self.lookup.cells, self.outcomes, strict=True):
            found[cell] = found.get(cell, 0) + weight
        return tuple(sorted(found.items(), key=lambda share: -share[1]))


class _Found(Exception):
    """The table is found in which an outcome is looked up otherwise than another one."""


class _Reader(TracingInterpreter):
    """Notes which cells of tables are read, and whether anything was that the viewer cannot see."""

    def __init__(self, program: Program, tables: dict[int, Any], mask: bytes) -> None:
        super().__init__(program)
        self._tables, self._mask = tables, mask
        #: The number of the cell that was read first of each table.
        self.tables_read: dict[str, int] = {}
        #: The cells that another outcome read; it stops at the first that differs.
        self.other: dict[str, int] = {}
        self.found = ""
        self.blind = False

    def value(self, e: ir.Expr, s: State, env: dict[int, Value]) -> Any:
        """Note what an expression reads."""
        match e:
            case ir.FieldRef(_, table, arg) if (info := self._tables.get(id(table))) is not None:
                at = int(super().value(arg, s, env))
                self._note(info.name, at)
                found = info.cells[at]
                return bool(found) if e.type.kind == "bool" else found
            case ir.Local(_, slot) | ir.ScratchRef(_, slot) if slot not in env:
                self.blind |= not self._mask[self.offsets[slot].at]
        return super().value(e, s, env)

    def _note(self, table: str, at: int) -> None:
        # What follows from what is not seen is not told.
        if self.blind or table in self.tables_read:
            return
        self.tables_read[table] = at
        if self.other.get(table, at) != at:
            self.found = table
            raise _Found

    def cell(self, s: State, name: str, args: tuple[int, ...]) -> Value:
        """Note whether a cell is seen."""
        info = self.registers[name]
        self.blind |= not info.frozen and not self._mask[info.at(args)]
        return super().cell(s, name, args)


class Throws:
    """Tells what the throws of one game decide, on what a seat sees."""

    def __init__(self, core: Core, texts: Texts, workings: Workings) -> None:
        self._core, self._texts, self._workings = core, texts, workings
        self._program = core.program
        #: By the script that throws, the shown values that it depends on.
        self._known: dict[str, tuple[str, ...]] = {}

    def ahead(self, view: View, move: int | None) -> Throw | None:
        """The throw that is due, or that a move leads to; None where a table decides nothing of it.

        A move that leads to a question of its seat counts with the first answer without targets
        that leads on to a throw: "throw the die", where others may be left out before.

        Args:
            view: what the seat sees.
            move: the move; None for what is asked now.
        """
        if not self._workings.tables or view.masked[2]:
            return None
        state, made = bytearray(view.masked), [] if move is None else [move]
        # Found out fast before it is read closely: most moves lead to no throw.
        if move is not None and not self._leads(view, state, move):
            return None
        if self._kind(state) == "act" and self._core.seats[self._core.seat(state)] == view.seat:
            move = self._throwing(view, state)
            made += [] if move is None else [move]
        if not made and self._kind(state) != "chance":
            return None
        return self._closely(view, made)

    def _throwing(self, view: View, state: State) -> int | None:
        """The first action without targets that leads to a throw."""
        for move in self._core.point(state).ids:
            work = bytearray(state)
            alone = not self._program.moves[move].combo
            if alone and self._leads(view, work, move) and self._kind(work) == "chance":
                return move
        return None

    def _closely(self, view: View, made: list[int]) -> Throw | None:
        """The throw that moves lead to one after another; None where they rest on the unseen."""
        state = bytearray(view.masked)
        for move in made:
            if all(view.mask):
                self._core.evaluator.apply(state, move)
                continue
            reader = self._read(view, state, move, {})
            if reader is None or reader.blind:
                return None
        if self._kind(state) != "chance":
            return None
        return self._thrown(view, state, made[-1] if made else None)

    def _kind(self, state: State) -> str:
        return "over" if state[2] else str(self._core.point(state).kind)

    def _leads(self, view: View, state: State, move: int) -> bool:
        """Make a move in place; False where it cannot be made on what the view shows."""
        try:
            self._core.evaluator.apply(state, move)
        except (IllegalMove, ScriptError):
            return False
        except (IndexError, ValueError):
            if all(view.mask):
                raise
            return False
        return True

    def _read(self, view: View, state: State, move: int, other: dict[str, int]) -> _Reader | None:
        """Make a move in place and note what it reads; None where it cannot be made.

        Args:
            view: what the seat sees.
            state: where it is made; it stays as it was where it is read no further.
            move: the move.
            other: the cells that another outcome read: once one differs, it is read no further.
        """
        reader = _Reader(self._program, self._workings.tables, view.mask)
        reader.other = other
        try:
            Reference(self._program, reader).apply(state, move)
        except _Found:
            return reader
        except (IllegalMove, ScriptError):
            return None
        except (IndexError, ValueError):
            if all(view.mask):
                raise
            return None
        return reader

    def _thrown(self, view: View, state: State, move: int | None) -> Throw | None:
        point = self._core.point(state)
        outcomes = self._core.evaluator.options(point.index, state)
        if not 1 < len(outcomes) <= _MOST:
            return None
        first = self._read(view, bytearray(state), outcomes[0][0], {})
        if first is None:
            return None
        readers = [self._read(view, bytearray(state), i, first.tables_read) for i, _ in outcomes]
        tables = {reader.found for reader in readers if reader is not None and reader.found}
        if None in readers or len(tables) != 1:
            return None
        table = tables.pop()
        cells = [r.tables_read.get(table) for r in readers if r is not None]
        lookup = self._lookup(table, [at for at in cells if at is not None])
        if lookup is None or len(lookup.cells) != len(outcomes):
            return None
        ask = self._core.ask(point).words
        text = self._texts.sentence(ask.says, state, {}) if ask.says else point.text
        told = tuple((self._texts.move(i).title, w) for i, w in outcomes)
        return Throw(move, text, told, lookup, self._told(view, state))

    def _told(self, view: View, state: State) -> tuple[Working, ...]:
        """How the values that are shown come about, of what the script reads alone that throws."""
        seen = attrs.evolve(view, masked=state)
        script = self._core.ask(self._core.point(state)).rule
        if script not in self._known:
            reads = set().union(
                *map(self._registers, _expressions(self._program.functions[script].body))
            )
            shown = [(n, self._program.scopes.derived[n][1]) for n in self._workings.shown]
            self._known[script] = tuple(n for n, body in shown if self._registers(body) <= reads)
        found = [self._workings.of(seen, name) for name in self._known[script]]
        return tuple(working for working in found if working is not None)

    def _registers(self, e: ir.Expr) -> set[str]:
        """The registers that an expression may read."""
        parts = self._program.scopes.parts(e)
        return {x.name for x in parts if isinstance(x, ir.RegisterRef)}

    def _lookup(self, name: str, cells: list[int]) -> Lookup | None:
        """The line in which outcomes are looked up; None where more than one key moves."""
        info = self._program.symbols.tables[name]
        spots = []
        for at in cells:
            spot: list[int] = []
            for key in reversed(info.keys):
                at, place = divmod(at, key.size)
                spot.insert(0, place)
            spots.append(spot)
        moving = [n for n in range(len(info.keys)) if len({spot[n] for spot in spots}) > 1]
        if len(moving) != 1:
            return None
        by = moving[0]
        line = tuple(None if n == by else place for n, place in enumerate(spots[0]))
        found = tuple(decode(self._program, info.type, info.cells[at]) for at in cells)
        return Lookup(name, line, tuple(spot[by] for spot in spots), found)


def _expressions(part: object) -> Iterator[ir.Expr]:
    """The expressions of a statement, or of some."""
    if isinstance(part, ir.Expr):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _expressions(each)
    elif isinstance(part, ir.Stmt | ir.Domain):
        for field in attrs.fields(type(part)):
            yield from _expressions(getattr(part, field.name))
