"""The cells of a state by name: what they hold, how they differ, and setting them by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import product

import attrs

from game.engine.core import Core
from game.engine.errors import OverrideError
from game.engine.interpret import State, put_in
from game.engine.model import Difference
from game.engine.reads import KeptBits, bits_of, bytes_read, runs
from game.engine.view import (
    HIDDEN,
    CellValue,
    NamedCell,
    SeenValue,
    View,
    cells_by_name,
    decode,
    named_cell,
    named_cells,
    read,
)
from game.engine.zones import Zones
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.diagnostics import did_you_mean


@attrs.frozen
class DerivedCell:
    """A cell of a derived value: its index in places and in ids, what it is called, its type."""

    name: str
    places: tuple[int, ...]
    index: tuple[str, ...]
    title: str
    type: ir.Type


class Cells:
    """The cells of one game that can change, and its derived values and numbers."""

    def __init__(self, core: Core, zones: Zones) -> None:
        self._core, self._program, self._zones = core, core.program, zones
        self._needs: dict[tuple[str, tuple[int, ...]], tuple[tuple[int, int], ...]] = {}
        self._listed: dict[str, tuple[DerivedCell, ...]] = {}
        self._indexes: dict[str, dict[tuple[str, ...], tuple[int, ...]]] = {}
        self._at = cells_by_name(core.program)
        self._reads = KeptBits()

    @cached_property
    def _cells(self) -> dict[CellId, NamedCell]:
        return {cell.id: cell for cell in named_cells(self._program) if cell.at >= 0}

    @cached_property
    def _of_byte(self) -> list[NamedCell | None]:
        """Of each byte of a state the cell that it is of, if any."""
        of: list[NamedCell | None] = [None] * self._program.size
        for cell in self._cells.values():
            size = cell.type.cell_bytes
            of[cell.at : cell.at + size] = [cell] * size
        return of

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all register cells of a state, in declared order."""
        return tuple(cell.name for cell in self._cells.values())

    # Reading -----------------------------------------------------------------------------

    def items(self, state: State) -> Iterator[tuple[str, CellValue]]:
        """(name, value) of every cell of a state."""
        for cell in self._cells.values():
            yield cell.name, read(self._program, cell, state)

    def differences(self, before: State | View, after: State | View) -> Iterator[Difference]:
        """The cells that the later one shows and the earlier one does not show so."""
        (old, knew), (new, knows) = _shown(before), _shown(after)
        # Few cells differ: the bytes tell which, at less cost than going through the cells.
        bytes_ = enumerate(zip(old, new, knew, knows, strict=True))
        told = None
        for at in [at for at, (a, b, was, now) in bytes_ if now and not (was and a == b)]:
            cell = self._of_byte[at]
            if cell is None or cell is told:
                continue
            told = cell
            was = read(self._program, cell, old) if knew[at] else HIDDEN
            yield Difference(cell.name, was, read(self._program, cell, new))

    def value(self, source: View | State, name: str, index: tuple[str, ...]) -> SeenValue:
        """A register, derived value or number; `HIDDEN` where a view shows too little to tell."""
        symbols = self._program.symbols
        if (cell := self._at.get((name, index))) or name in symbols.registers:
            cell = cell or named_cell(self._program, name, index)
            if cell.at < 0:
                return cell.constant
            if not isinstance(source, View):
                return read(self._program, cell, source)
            return read(self._program, cell, source.masked) if source.mask[cell.at] else HIDDEN
        if name in symbols.numbers:
            return symbols.numbers[name]
        _, body = self._program.scopes.derived[name]
        if body.type.kind == "places":
            raise ValueError(f"`{name}` is a set of places; `Game.reach` tells of it.")
        places = self._derived_at(name).get(index)
        if places is None:
            raise ValueError(f"`{CellId(name, index)}` is no cell of `{name}`.")
        state = source
        if isinstance(source, View):
            state = source.masked
            if not self.shows(source, name, places):
                return HIDDEN
        assert not isinstance(state, View)
        return decode(self._program, body.type, self._core.evaluator.derived(name, places, state))

    def _derived_at(self, name: str) -> dict[tuple[str, ...], tuple[int, ...]]:
        """The places that index the cells of a derived value, by the ids of the members."""
        if name not in self._indexes:
            cells = self.derived_cells(name)
            self._indexes[name] = {cell.index: cell.places for cell in cells}
        return self._indexes[name]

    def shows(self, view: View, name: str, places: tuple[int, ...]) -> bool:
        """Does a view show all that a derived cell may read, what is revealed in it too?"""
        key = (name, places)
        if key not in self._needs:
            self._needs[key] = tuple(runs(self._hidden & self.reads(name, places)))
        return all(view.mask.find(0, first, past) < 0 for first, past in self._needs[key])

    @cached_property
    def _hidden(self) -> int:
        """The bits of the bytes of a state that some seat may not see."""
        out = 0
        for info in self._program.symbols.registers.values():
            if info.see is not None and not info.frozen:
                out |= bits_of(info.offset, info.offset + info.bytes)
        return out

    def derived(self, only: Collection[str] | None = None) -> list[str]:
        """The derived values in declared order, or those of them that are wanted."""
        return [name for name in self._program.decls.derived if only is None or name in only]

    def derived_cells(self, name: str) -> tuple[DerivedCell, ...]:
        """The cells of a derived value, in order; none of one that is a set of places."""
        if name not in self._listed:
            found = []
            symbols, of = self._program.symbols, self._program.decls.derived[name].of
            _, body = self._program.scopes.derived[name]
            if body.type.kind != "places":
                for places in product(*(symbols.sets[s].order for _, s in of)):
                    ids = tuple(
                        symbols.sets[s].ids[p] for (_, s), p in zip(of, places, strict=True)
                    )
                    title = str(CellId(name, ids))
                    found.append(DerivedCell(name, places, ids, title, body.type))
            self._listed[name] = tuple(found)
        return self._listed[name]

    def reads(self, name: str, places: tuple[int, ...] | None = None) -> int:
        """The bits of the bytes on which a derived value may depend, in one cell or in any."""
        key = (name, places)
        found = self._reads.get(key)
        if found is None:
            slots, body = self._program.scopes.derived[name]
            index = () if places is None else places
            e = ir.substitute(body, dict(zip(slots, index, strict=False)))
            found = self._reads.keep(key, bytes_read(self._program, e))
        return found

    # Setting -----------------------------------------------------------------------------

    def override(self, state: State, cell: str, value: CellValue) -> tuple[CellValue, CellValue]:
        """Set a cell by its name; returns the value before and after; raises OverrideError."""
        place = self._settable(cell)
        if isinstance(place, CellId):
            return self._zones.override(state, place, value)
        kind, at = place.type, place.at
        number = self._encoded(kind, value)
        if number is None:
            raise OverrideError(f"`{cell}` holds {kind}; {value!r} does not fit.")
        before = read(self._program, place, state)
        put_in(state, at, kind.cell_bytes, number - kind.lo)
        return before, decode(self._program, kind, number)

    def values(self, cell: str) -> Sequence[CellValue]:
        """The values that `override` takes for a cell, in order; raises OverrideError for none."""
        place = self._settable(cell)
        if isinstance(place, CellId):
            return self._zones.values(place)
        held = self._held(place.type)
        if place.type.kind == "int" and isinstance(held, range):
            return held
        return tuple(decode(self._program, place.type, number) for number in held)

    def _settable(self, cell: str) -> NamedCell | CellId:
        """The cell of that name, or the member of a zone; raises OverrideError for all else."""
        try:
            named = CellId.parse(cell)
            if named.register in self._program.decls.zones:
                return named
            place = self._cells[named]
        except (ValueError, KeyError):
            hint = did_you_mean(cell, self.names)
            raise OverrideError(
                f"No cell is called `{cell}`{'; ' + hint if hint else '.'}"
            ) from None
        if zone := self._program.decls.registers[named.register].zone:
            said = f"`{cell}` follows from where the members of `{zone}` lie"
            raise OverrideError(f"{said}; set `{zone}[MEMBER]` to a place.")
        return place

    def _held(self, t: ir.Type) -> Sequence[int]:
        """The numbers that a cell of a type may hold, in order; -1 stands for no member."""
        if t.kind != "member":
            return range(t.lo, t.hi + 1)
        count = len(self._program.symbols.sets[t.base].ids)
        return [n for n in range(-1, count) if (t.none if n < 0 else t.mask >> n & 1)]

    def _encoded(self, t: ir.Type, value: CellValue) -> int | None:
        if t.kind == "member":
            ids = self._program.symbols.sets[t.base].ids
            if value in (None, "none"):
                number = -1
            elif isinstance(value, str) and value in ids:
                number = ids.index(value)
            else:
                return None
        elif type(value) is not (bool if t.kind == "bool" else int):
            return None
        else:
            number = int(value)
        return number if number in self._held(t) else None


def _shown(source: State | View) -> tuple[State, bytes]:
    """The bytes that may be read, and one byte each that says whether it may."""
    if isinstance(source, View):
        return source.masked, source.mask
    return source, b"\1" * len(source)
