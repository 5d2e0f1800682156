"""What a seat may see, laid out for a terminal. Everything here reads views, never states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from game.engine import Game, Move, Preview, Verdict, View
from game.table import LogLine

Cells = Mapping[str, str]

HIDDEN = "?"


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


def _shaped(game: Game) -> dict[tuple[tuple[str, ...], ...], list[str]]:
    """Registers by the indexes they have: those of one set share a table."""
    indexes: dict[str, list[tuple[str, ...]]] = {}
    for cell in game.cells:
        register, index = split_cell(cell)
        indexes.setdefault(register, []).append(index)
    shapes: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for register, rows in indexes.items():
        shapes.setdefault(tuple(rows), []).append(register)
    return shapes


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, column in enumerate(columns):
        table.add_column(Text(column), justify="left" if number == 0 else "right")
    return table


def position(game: Game, view: View) -> RenderableType:
    """Return all registers the seat sees: single ones in a line, the others in a table a set."""
    visible = {cell: value_text(value) for cell, value in view.items()}
    parts: list[RenderableType] = []
    for rows, registers in _shaped(game).items():
        if rows == ((),):
            words = (f"{name} {visible.get(name, HIDDEN)}" for name in registers)
            parts.append(Text("   ".join(words)))
            continue
        parts.append(Text())
        parts.append(_crossed(rows, registers, visible))
    return Group(*parts)


def _crossed(
    rows: Sequence[tuple[str, ...]], registers: Sequence[str], visible: Cells
) -> RenderableType:
    if len(rows[0]) == 2 and len(registers) == 1:
        return _grid(rows, registers[0], visible)
    table = _table("", *registers)
    for index in rows:
        name = ",".join(index)
        cells = (_at(visible, register, index) for register in registers)
        table.add_row(Text(name), *map(_quiet, cells))
    return table


def _grid(rows: Sequence[tuple[str, ...]], register: str, visible: Cells) -> RenderableType:
    across = list(dict.fromkeys(second for _, second in rows))
    down = list(dict.fromkeys(first for first, _ in rows))
    table = _table(register, *across)
    for first in down:
        cells = (_at(visible, register, (first, second)) for second in across)
        table.add_row(Text(first), *map(_quiet, cells))
    return table


def _at(visible: Cells, register: str, index: tuple[str, ...]) -> str:
    for comma in (",", ", "):
        name = f"{register}[{comma.join(index)}]"
        if name in visible:
            return visible[name]
    return HIDDEN


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
        odds = ", ".join(f"{name} {weight}/{total}" for name, weight in seen.odds)
        lines.append(Text(f"  then chance: {odds}", style="dim"))
    return Group(*lines)


def log(lines: Iterable[LogLine]) -> RenderableType:
    """Return lines of the log, one a line."""
    return Group(*(Text(f"{line.n:>3}  {line.text}", overflow="fold") for line in lines))


def scores(rows: Iterable[tuple[str, int | None]]) -> RenderableType:
    """Return the final scores, a seat a line; nothing if the rules keep none."""
    table = _table("seat", "score")
    some = False
    for seat, score in rows:
        if score is not None:
            some = True
            table.add_row(Text(seat), str(score))
    return table if some else Group()
