"""What a seat may see, laid out for a terminal. Everything here reads views, never states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from game.engine import Game, Move, Preview, Verdict, View
from game.table import LogLine

HIDDEN = "?"
WIDTH = 78
GAP = 2


def value_text(value: int | bool | str | None) -> str:
    """Return a register's value in a word."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def split_cell(cell: str) -> tuple[str, tuple[str, ...]]:
    """Return the register and the indexes of a cell's name, ``pressure[drv]``."""
    register, bracket, inside = cell.partition("[")
    return register, tuple(
        part.strip() for part in inside.rstrip("]").split(",")
    ) if bracket else ()


Index = tuple[str, ...]
Column = dict[Index, str]


def _columns(game: Game, view: View) -> dict[str, Column]:
    """What the seat sees of each register, and of each derived value that has a name for people."""
    visible = {cell: value_text(value) for cell, value in view.items()}
    columns: dict[str, Column] = {}
    for cell in game.cells:
        register, index = split_cell(cell)
        columns.setdefault(register, {})[index] = visible.get(cell, HIDDEN)
    for name, declared in game.program.decls.derived.items():
        if declared.texts.get("name") and len(declared.of) < 2:
            members = game.members(declared.of[0][1]) if declared.of else ()
            indexes: list[Index] = [(member,) for member in members]
            for index in indexes or [()]:
                value = game.value(view, name, *index)
                columns.setdefault(name, {})[index] = HIDDEN if value is None else value_text(value)
    return columns


def _tables(columns: dict[str, Column]) -> list[tuple[list[Index], list[str]]]:
    """Group columns into tables: those of a subset of the rows join the table of the whole set."""
    tables: list[tuple[list[Index], list[str]]] = []
    for name in sorted(columns, key=lambda name: -len(columns[name])):
        rows = list(columns[name])
        home = next((t for t in tables if set(rows) <= set(t[0])), None)
        if home is None or len(rows[0]) != 1:
            tables.append((rows, [name]))
        else:
            home[1].append(name)
    order = list(columns)
    for _, names in tables:
        names.sort(key=order.index)
    return sorted(tables, key=lambda table: order.index(table[1][0]))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, column in enumerate(columns):
        # Long names take several short lines, so that a table fits a narrow terminal.
        head = Text(column.replace("_", "\n"), overflow="fold")
        table.add_column(head, justify="left" if number == 0 else "right", overflow="fold")
    return table


def position(game: Game, view: View) -> RenderableType:
    """Return all that the seat sees: single values in a line, the others in a table a set."""
    columns = _columns(game, view)
    single = {name: column.pop(()) for name, column in columns.items() if () in column}
    parts: list[RenderableType] = []
    if single:
        parts += map(Text, _lines([f"{name} {word}" for name, word in single.items()]))
    for rows, names in _tables({name: column for name, column in columns.items() if column}):
        for some in _fitting(rows, names, columns):
            parts += [Text(), _crossed(rows, some, columns)]
    return Group(*parts)


def _lines(words: Iterable[str]) -> list[str]:
    """Set pieces side by side, as many as fit a line; none is broken."""
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 3 + len(word) > WIDTH:
            lines.append("")
        lines[-1] += f"   {word}" if lines[-1] else word
    return lines


def _fitting(
    rows: Sequence[Index], names: Sequence[str], columns: dict[str, Column]
) -> list[list[str]]:
    """Cut a table's columns into parts that fit a terminal's line."""
    start = max(len(",".join(index)) for index in rows)
    parts: list[list[str]] = [[]]
    room = WIDTH - start
    for name in names:
        words = [*name.split("_"), *columns[name].values()]
        wide = GAP + max(map(len, words))
        if wide > room and parts[-1]:
            parts.append([])
            room = WIDTH - start
        parts[-1].append(name)
        room -= wide
    return parts


def _crossed(
    rows: Sequence[Index], names: Sequence[str], columns: dict[str, Column]
) -> RenderableType:
    if len(rows[0]) == 2 and len(names) == 1:
        return _grid(rows, names[0], columns[names[0]])
    table = _table("", *names)
    for index in rows:
        # A register that this member does not have leaves its place empty.
        cells = (columns[name].get(index, "") for name in names)
        table.add_row(Text(",".join(index)), *map(_quiet, cells))
    return table


def _grid(rows: Sequence[Index], name: str, column: Column) -> RenderableType:
    table = _table(name, *dict.fromkeys(second for _, second in rows))
    for first in dict.fromkeys(first for first, _ in rows):
        cells = (word for index, word in column.items() if index[0] == first)
        table.add_row(Text(first), *map(_quiet, cells))
    return table


def _quiet(word: str) -> Text:
    """Values that say little are dim, so that the others stand out."""
    return Text(word, style="dim" if word in ("0", "no", "-") else "")


def choices(moves: Sequence[Move]) -> RenderableType:
    """Return the legal moves, numbered from 1."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_column(style="dim")
    for number, move in enumerate(moves, 1):
        table.add_row(str(number), Text(move.title or move.name), Text(move.name))
    return table


def refused(verdicts: Iterable[Verdict]) -> RenderableType:
    """Return moves that are not legal now, each with the first reason."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim")
    table.add_column()
    for verdict in verdicts:
        reason = next((clause.say for clause in verdict.clauses if not clause.held), "")
        table.add_row(Text(verdict.move.name), Text(reason or ""))
    return table


def verdict(found: Verdict) -> RenderableType:
    """Return why a move is legal or not: its clauses with the values seen."""
    name = found.move.name
    lines = [Text(f"{name}: {'allowed' if found.legal else 'not allowed now'}", style="bold")]
    for clause in found.clauses:
        mark, style = ("yes", "green") if clause.held else ("no ", "red")
        line = Text.assemble((f"  {mark} ", style), f"{clause.id}: {clause.when}")
        seen = ", ".join(f"{name} = {value_text(value)}" for name, value in clause.values)
        if seen:
            line.append(f"   ({seen})", style="dim")
        if not clause.held and clause.say:
            line.append(f"\n      {clause.say}")
        lines.append(line)
    if not found.clauses:
        lines.append(Text("  no condition is attached to it"))
    return Group(*lines)


def preview(move: Move, seen: Preview) -> RenderableType:
    """Return what a move would change, as far as the seat can know."""
    lines = [Text(f"{move.title or move.name} would change", style="bold")]
    for event in seen.changes:
        if event.cell is not None:
            change = f"  {event.cell}: {value_text(event.before)} to {value_text(event.after)}"
            lines.append(Text(change))
    for name, before, after in seen.derived:
        lines.append(Text(f"  {name}: {value_text(before)} to {value_text(after)}"))
    if len(lines) == 1:
        lines.append(Text("  nothing that you can see"))
    if seen.odds:
        total = sum(weight for _, weight in seen.odds)
        odds = ", ".join(f"{name} ({weight}/{total})" for name, weight in seen.odds)
        lines.append(Text(f"  then chance: {odds}", style="dim"))
    return Group(*lines)


def log(lines: Iterable[LogLine]) -> RenderableType:
    """Return lines of the log; a long one goes on under its own words."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(f"{line.n:>3}", Text(line.text))
    return table


def scores(rows: Iterable[tuple[str, int | None]]) -> RenderableType:
    """Return the final scores, a seat a line; nothing if the rules keep none."""
    table = _table("seat", "score")
    some = False
    for seat, score in rows:
        if score is not None:
            some = True
            table.add_row(Text(seat), str(score))
    return table if some else Group()
