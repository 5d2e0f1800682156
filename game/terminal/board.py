"""The position as one seat sees it, laid out for a terminal; what says nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from game.catalogue import number_text, phrase
from game.engine import HIDDEN, CellId, CellValue, Game, SeenValue, View, short_name
from game.rules.cell_id import CellIndex
from game.story.zones import shown_places
from game.table.on_board import OnBoard
from game.terminal.text_board import TextBoard

FEW = 6
"""So many members not seen are named one by one."""


def value_text(value: SeenValue) -> str:
    """Return a register's value in a word."""
    if value is HIDDEN:
        return "?"
    if value is None:
        return "-"
    if isinstance(value, bool):
        return phrase("value.yes") if value else phrase("value.no")
    return number_text(value) if isinstance(value, int) else str(value)


@attrs.frozen
class Column:
    """A register, or a derived value that has a name for people: what the seat sees of it."""

    name: str
    title: str
    short: str
    sets: tuple[str, ...]
    kind: str
    of: str
    cells: dict[CellIndex, CellValue]
    """The cells that the seat sees."""
    whole: bool
    """Whether it sees them all."""


def position(game: Game, view: View) -> RenderableType:
    """Return what the seat sees: single values, a table a set, and what only some members have."""
    columns, boards = _columns(game, view), game.boards
    shown = {n for b in boards for n in OnBoard(game, b.set, game.rules.look.pieces).registers}
    columns = [c for c in columns if c.name not in shown or not c.whole]
    parts: list[RenderableType] = [TextBoard(game, board, view) for board in boards]
    parts += list(_single(game, [c for c in columns if not c.sets]))
    for name in dict.fromkeys(_base(game, c.sets[0]) for c in columns if len(c.sets) == 1):
        some = [c for c in columns if len(c.sets) == 1 and _base(game, c.sets[0]) == name]
        parts += _of_set(game, name, some)
    for column in columns:
        if len(column.sets) > 1:
            parts += _pairs(game, column)
    parts += _zones(game, view)
    return Group(*parts)


def _zones(game: Game, view: View) -> Iterator[RenderableType]:
    """What lies in each place of a zone, a line each."""
    for place in shown_places(game, view):
        style = "" if place.lying.members else "dim"
        yield Text.assemble((f"{place.title}: ", ""), (place.words, style))


def _base(game: Game, name: str) -> str:
    return game.sets[name].base


def _columns(game: Game, view: View) -> list[Column]:
    seen: dict[str, dict[CellIndex, CellValue]] = {}
    total: dict[str, int] = {}
    visible = dict(view.items())
    for cell in game.cells:
        named = CellId.parse(cell)
        total[named.register] = total.get(named.register, 0) + 1
        seen.setdefault(named.register, {})
        if cell in visible:
            seen[named.register][named.index] = visible[cell]
    out = []
    for name, cells in seen.items():
        if game.registers[name].zone:
            continue
        spec, whole = game.registers[name], len(cells) == total[name]
        out.append(_column(game, "register", name, spec.index, spec.kind, spec.of, cells, whole))
    for name, derived in game.derived_values.items():
        # What a scenario makes a constant says nothing about the position.
        told = derived.title and derived.kind != "places" and not derived.constant
        if told and len(derived.index) < 2:
            members = game.members(derived.index[0]) if derived.index else ()
            indexes: list[CellIndex] = [(member,) for member in members] or [()]
            found = {index: game.value(view, name, *index) for index in indexes}
            cells = {index: value for index, value in found.items() if value is not HIDDEN}
            kind = "bool" if any(isinstance(v, bool) for v in cells.values()) else "int"
            if any(isinstance(v, str) for v in cells.values()):
                kind = "member"
            whole = len(cells) == len(found)
            out.append(_column(game, "derived", name, derived.index, kind, "", cells, whole))
    return out


def _column(
    game: Game, what: str, name: str, sets: tuple[str, ...], kind: str, of: str,
    cells: dict[CellIndex, CellValue], whole: bool,
) -> Column:  # fmt: skip
    texts = game.describe(what, name)
    title = str(texts.get("name") or name)
    return Column(name, title, short_name(texts, name), sets, kind, of, cells, whole)


def _says(value: CellValue) -> bool:
    return value is not None and value is not False and value != 0


def _word(game: Game, column: Column, value: CellValue) -> str:
    return _member(game, column.of, value) if isinstance(value, str) else value_text(value)


def _member(game: Game, set_name: str, ident: str) -> str:
    """A member by the name that people read; its id where it has none."""
    if set_name not in game.sets:
        return ident
    return game.short(_base(game, set_name), ident)


def _single(game: Game, columns: Sequence[Column]) -> Iterator[RenderableType]:
    """Single values: those that say something, then the names of those at nought or not seen."""
    said = [c for c in columns if c.cells and _says(c.cells[()])]
    facts = [f"{c.title} {_word(game, c, c.cells[()])}" for c in said if c.kind != "bool"]
    facts += [c.title for c in said if c.kind == "bool"]
    nought = [c.title for c in columns if c.cells and c.kind == "int" and not _says(c.cells[()])]
    hidden = [c.title for c in columns if not c.cells]
    if facts:
        yield Text("   ".join(facts))
    if nought:
        yield Text(phrase("shown.at_nought", names=", ".join(nought)), style="dim")
    if hidden:
        yield Text(phrase("shown.hidden", names=", ".join(hidden)), style="dim")


def _of_set(game: Game, name: str, columns: Sequence[Column]) -> Iterator[RenderableType]:
    """A table of a set: numbers in columns, what else holds in words; one line if it is little."""
    numbers = [c for c in columns if c.kind == "int" and any(_says(v) for v in c.cells.values())]
    words: dict[str, list[str]] = {member: [] for member in game.members(name)}
    for column in columns:
        if column.kind == "int":
            continue
        for (member,), value in column.cells.items():
            if _says(value):
                told = "" if value is True else f": {_word(game, column, value)}"
                words[member].append(column.title + told)
    if not numbers:
        yield from _marks(game, name, words)
        yield from _unseen(game, columns)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("")
    table.add_column(Text(str(game.describe("set", name).get("name") or name)))
    for column in numbers:
        table.add_column(Text(column.short), justify="right")
    table.add_column("")
    for member in game.members(name):
        cells = [_number(column, member) for column in numbers]
        table.add_row(
            Text(member, style="dim"), Text(_member(game, name, member)), *cells,
            Text(", ".join(words[member])),
        )  # fmt: skip
    yield Text()
    yield table
    legend = [f"{c.short} {c.title}" for c in numbers if c.short != c.title]
    if legend:
        yield Text("   ".join(legend), style="dim")
    yield from _unseen(game, columns)


def _number(column: Column, member: str) -> Text:
    """A number; nothing where the member has none, a question mark where it is not seen."""
    value = column.cells.get((member,))
    if value is None:
        return Text("" if column.whole else "?", style="dim")
    return Text(value_text(value), style="" if _says(value) else "dim")


def _unseen(game: Game, columns: Sequence[Column]) -> Iterator[RenderableType]:
    """What the seat knows to be there and does not see."""
    hidden = []
    for column in columns:
        missing = [m for m in game.members(column.sets[0]) if (m,) not in column.cells]
        if not column.cells:
            hidden.append(column.title)
        elif not column.whole and column.kind != "int" and len(missing) <= FEW:
            names = ", ".join(_member(game, column.sets[0], m) for m in missing)
            hidden.append(f"{column.title} ({names})")
    if hidden:
        yield Text(phrase("shown.hidden", names=", ".join(hidden)), style="dim")


def _marks(game: Game, name: str, words: dict[str, list[str]]) -> Iterator[RenderableType]:
    """A set of which little holds: a line a mark, with the members that have it."""
    having: dict[str, list[str]] = {}
    for member, marks in words.items():
        for mark in marks:
            having.setdefault(mark, []).append(_member(game, name, member))
    for mark, members in having.items():
        yield Text(f"{mark}: {', '.join(members)}")


def _pairs(game: Game, column: Column) -> Iterator[RenderableType]:
    """A register of two sets: a line for each first member that has something."""
    rows: dict[str, list[str]] = {}
    for (first, *rest), value in column.cells.items():
        if _says(value):
            members = zip(column.sets[1:], rest, strict=True)
            told = " / ".join(_member(game, s, m) for s, m in members)
            rows.setdefault(first, []).append(
                told if value is True else f"{told} {_word(game, column, value)}"
            )
    for first, told_of in rows.items():
        head = f"{column.title} ({_member(game, column.sets[0], first)})"
        yield Text(f"{head}: {', '.join(told_of)}")
