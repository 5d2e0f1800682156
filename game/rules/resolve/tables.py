"""Resolves tables: what each head stands for, and one value for each cell, none left out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product
from math import prod

import attrs

from game.rules.declare.records import TableDecl, TableWord
from game.rules.declare.tables import SPAN, head_hint, number_of, stretch_of
from game.rules.diagnostics import AlreadyTold, Diagnostic, Rejected, TomlPath, abort, did_you_mean
from game.rules.ir import BOOL, Type, integer, member
from game.rules.limits import MAX_CELLS, MAX_TABLE_CELLS
from game.rules.resolve.sets import MAX_FIELD
from game.rules.resolve.symbols import SymbolTable, TableInfo, TableKey

#: What the cells of a table are: a word's value, and the type of some values.
ReadCell = Callable[[TableWord], int | Diagnostic]
TypeOf = Callable[[list[int]], Type]
#: Findings of heads or cells that are told at once.
_FEW = 8


def resolve_table(
    symbols: SymbolTable, decl: TableDecl, diagnostics: list[Diagnostic]
) -> TableInfo:
    """A table of a scenario: members that it leaves out have no cells, and in cells are none.

    Args:
        symbols: the sets and subsets.
        decl: what the file says.
        diagnostics: findings are added here; with any of this table it cannot be read.

    Raises:
        Abort: with a finding, or because all is told already.
    """
    before = len(diagnostics)
    keys = [
        _key(symbols, decl, i, [line.heads[i] for line in decl.lines])
        if i < len(decl.by) - 1
        else _key(symbols, decl, i, list(decl.columns))
        for i in range(len(decl.by))
    ]
    size = prod(key.size for key in keys)
    if size > MAX_CELLS:
        said = f"`{decl.name}` would have {size} cells; {MAX_CELLS} at most."
        raise abort("too-many", (*decl.path, "by"), said, decl.name)
    symbols.table_cells += size
    if symbols.table_cells > MAX_TABLE_CELLS:
        said = f"with `{decl.name}` the tables have more than {MAX_TABLE_CELLS} cells."
        raise abort("too-many", (*decl.path, "by"), said, decl.name)
    read, type_of = _cells_of(symbols, decl)
    cells: list[int | None] = [None] * size
    told: set[int] = set()
    heads = _Heads(symbols, keys, diagnostics)
    for line in decl.lines:
        rows = [heads.places(key, word) for key, word in zip(keys, line.heads, strict=False)]
        here: set[int] = set()
        for column, cell in zip(decl.columns, line.cells, strict=True):
            value = read(cell)
            if isinstance(value, Diagnostic):
                diagnostics.append(value)
                value = 0
            for combo in product(*rows, heads.places(keys[-1], column)):
                at = _place(keys, combo)
                if at in told:
                    again = column if at in here else line.heads[-1]
                    diagnostics.append(_twice(decl, symbols, keys, combo, again))
                    raise AlreadyTold
                told.add(at)
                here.add(at)
                cells[at] = value
        if len(diagnostics) - before >= _FEW:
            raise AlreadyTold
    if len(diagnostics) > before:
        raise AlreadyTold
    values = []
    places = [0]
    for key in keys:
        places = [at * key.size + v - key.lo for at in places for v in _in_play(key)]
    for n, at in enumerate(places):
        if (found := cells[at]) is None:
            combo = next(islice(product(*map(_in_play, keys)), n, None))
            raise Rejected(_gap(decl, symbols, keys, combo, told))
        values.append(found)
    # Nobody asks for what lies outside of a subset: it is as the first cell, and no strange value.
    spare = values[0] if values else 0
    row = tuple(spare if v is None else v for v in cells)
    return TableInfo(decl.name, tuple(keys), type_of(values), row)


def _key(symbols: SymbolTable, decl: TableDecl, number: int, heads: list[TableWord]) -> TableKey:
    """A key of a table, open-ended if some head is."""
    name, of = decl.by[number]
    path: TomlPath = (*decl.path, "by")
    if not (found := SPAN.match(of)):
        if of[:1].isdigit() or of[:1] == "-":
            hint = "a key is a set, or a span of numbers: `1..6`."
            raise abort("wrong-shape", path, f"`{of}` is no span.", of, hint)
        info = symbols.set_of(of, path)
        return TableKey(name, of, 0, len(info.ids), info.base, info.mask)
    lo, hi = int(found[1]), int(found[2])
    if lo > hi or hi - lo >= MAX_CELLS:
        raise abort("bad-range", path, f"`{of}` has no numbers, or too many.", of)
    stretches = [s for w in heads if (s := stretch_of(w.text, lo, hi)) is not None]
    below, above = any(s.below for s in stretches), any(s.above for s in stretches)
    return TableKey(name, of, lo, hi - lo + 1, open_below=below, open_above=above)


class _Heads:
    """What the heads of one table stand for; each is looked up, and told wrong, once."""

    def __init__(
        self, symbols: SymbolTable, keys: list[TableKey], diagnostics: list[Diagnostic]
    ) -> None:
        self._symbols, self._diagnostics = symbols, diagnostics
        self._known = [symbols.declared_members(k.base) if k.base else [] for k in keys]
        self._keys = keys
        self._found: dict[tuple[str, TableWord], tuple[int, ...]] = {}

    def places(self, key: TableKey, word: TableWord) -> tuple[int, ...]:
        """The values of a key that a head stands for; none for a member that is not in play."""
        if (key.name, word) not in self._found:
            self._found[key.name, word] = self._read(key, word)
        return self._found[key.name, word]

    def _read(self, key: TableKey, word: TableWord) -> tuple[int, ...]:
        known = self._known[self._keys.index(key)]
        if key.base:
            place = self._symbols.places(key.base).get(word.text)
            if word.text not in known or (place is not None and not key.mask >> place & 1):
                return self._wrong(word, f"`{word.text}` is no {key.of}.", known)
            return () if place is None else (place,)
        found = stretch_of(word.text, key.lo, key.hi)
        if found is None:
            return self._wrong(word, f"`{word.text}` is no head of `{key.name}`.", [])
        if found.lo > found.hi or found.lo < key.lo or found.hi > key.hi:
            said = f"`{word.text}` lies outside of {key.of}, or is no range."
            self._diagnostics.append(word.says("bad-range", said))
            return ()
        return tuple(range(found.lo, found.hi + 1))

    def _wrong(self, word: TableWord, said: str, known: list[str]) -> tuple[int, ...]:
        self._diagnostics.append(word.says("unknown-name", said, head_hint(word.text, known)))
        return ()


def _place(keys: list[TableKey], combo: tuple[int, ...]) -> int:
    at = 0
    for key, value in zip(keys, combo, strict=True):
        at = at * key.size + value - key.lo
    return at


def _in_play(key: TableKey) -> range | list[int]:
    if key.base:
        return [i for i in range(key.size) if key.mask >> i & 1]
    return range(key.lo, key.hi + 1)


def _word(symbols: SymbolTable, key: TableKey, value: int) -> str:
    """A value of a key as its author writes it."""
    return symbols.sets[key.base].ids[value] if key.base else str(value)


def _twice(
    decl: TableDecl,
    symbols: SymbolTable,
    keys: list[TableKey],
    combo: tuple[int, ...],
    at: TableWord,
) -> Diagnostic:
    cell = ", ".join(_word(symbols, k, v) for k, v in zip(keys, combo, strict=True))
    return at.says("duplicate", f"`{decl.name}[{cell}]` is told twice.", "leave one of them out.")


def _gap(
    decl: TableDecl,
    symbols: SymbolTable,
    keys: list[TableKey],
    combo: tuple[int, ...],
    told: set[int],
) -> Diagnostic:
    """The finding of a cell that is not told: of a whole line or column where all of it lacks."""
    words = [_word(symbols, k, v) for k, v in zip(keys, combo, strict=True)]
    said = f"no cell for `{decl.name}[{', '.join(words)}]`."
    hint = "every cell is told, and none is `.`."
    at = TableWord(decl.name, (*decl.path, "cells"))
    for number, key in enumerate(keys):
        others = [[combo[i]] if i == number else _in_play(k) for i, k in enumerate(keys)]
        if not any(_place(keys, c) in told for c in product(*others)):
            said = f"nothing is told for `{words[number]}` of `{key.name}`."
            if len(keys) > 1:
                at = decl.columns[0] if key is keys[-1] else decl.lines[-1].heads[-1]
            break
    return attrs.evolve(at, text=words[-1]).says("hole", said, hint)


def _cells_of(symbols: SymbolTable, decl: TableDecl) -> tuple[ReadCell, TypeOf]:
    """How the cells of a table are read, and the type of some of them."""
    path: TomlPath = (*decl.path, "value")
    if not decl.value:
        return _number, lambda values: integer(min(values, default=0), max(values, default=0))
    if decl.value == "bool":
        return _truth, lambda _: BOOL
    name, _, rest = decl.value.partition(" or ")
    info = symbols.set_of(name.strip(), path)
    if rest.strip() not in ("", "none"):
        said = '`value` is "SET", "SET or none" or "bool", or left out for numbers.'
        raise abort("wrong-shape", path, said, decl.value)
    known, places = symbols.declared_members(info.base), symbols.places(info.base)

    def read(word: TableWord) -> int | Diagnostic:
        if word.text == ".":
            if rest:
                return -1
            hint = f'if it may be none, write `value = "{info.name} or none"`.'
            return word.says("hole", "`.` is none, and no cell of this table may be.", hint)
        place = places.get(word.text)
        if word.text not in known or (place is not None and not info.mask >> place & 1):
            near = did_you_mean(word.text, known)
            return word.says("unknown-name", f"`{word.text}` is no {info.name}.", near)
        return -1 if place is None else place

    def type_of(values: list[int]) -> Type:
        mask = 0
        for value in values:
            mask |= 1 << value if value >= 0 else 0
        return member(info.base, mask, -1 in values)

    return read, type_of


def _number(word: TableWord) -> int | Diagnostic:
    found = number_of(word.text)
    if found is None:
        hint = 'for members write `value = "SET"`.' if word.text.isidentifier() else None
        return word.says("wrong-type", f"`{word.text}` is no whole number.", hint)
    if abs(found) > MAX_FIELD:
        return word.says("too-large", "a cell must stay within a million.")
    return found


def _truth(word: TableWord) -> int | Diagnostic:
    if word.text not in ("true", "false"):
        return word.says("wrong-type", f"`{word.text}` is neither true nor false.")
    return int(word.text == "true")
