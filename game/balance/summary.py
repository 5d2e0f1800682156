"""What was measured, in lines of text for people."""

from __future__ import annotations

from game.balance.estimates import Estimate
from game.balance.measure import Measured
from game.balance.pages import FigureCell, FigureTable


def share_text(figure: Estimate) -> str:
    """A share as people read it, with its interval."""
    if figure.value is None:
        return "-"
    low, high = figure.low, figure.high
    between = f" [{100 * low:.0f}-{100 * high:.0f}]" if low is not None and high is not None else ""
    return f"{100 * figure.value:.1f} %{between}"


def mean_text(figure: Estimate, plus: bool = False) -> str:
    """A mean as people read it, with its interval."""
    if figure.value is None:
        return "-"
    sign = "+" if plus else ""
    low, high = figure.low, figure.high
    between = (
        f" [{low:{sign}.2f} to {high:{sign}.2f}]" if low is not None and high is not None else ""
    )
    return f"{figure.value:{sign}.2f}{between}"


def cell_text(cell: FigureCell) -> str:
    """What stands in a cell, as people read it."""
    if isinstance(cell, Estimate):
        return share_text(cell) if cell.share else mean_text(cell)
    return "" if cell is None else str(cell)


def table_lines(table: FigureTable) -> list[str]:
    """A table in columns."""
    rows = [table.columns, *(tuple(map(cell_text, row)) for row in table.rows)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.columns))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [table.title, *(f"  {line}" for line in lines), ""]


#: Tables that fill screens, and are read in the files.
LONG = ("stops", "card_option", "answer", "council", "cards", "rows", "asked")


def measured_lines(measured: Measured, whole: bool) -> list[str]:
    """What was measured, for a terminal.

    Args:
        measured: what was measured.
        whole: whether the long tables are printed as well.
    """
    asked = measured.asked
    seats = ", ".join(f"{seat} {bot}" for seat, bot in asked["seats"].items())
    lines = [f"{asked['scenario']}: {measured.games} games from seed {asked['seed']}; {seats}", ""]
    left = []
    for table in measured.findings.tables:
        if whole or table.id not in LONG:
            lines += table_lines(table)
        else:
            left.append(table.title)
    if left:
        lines.append(f"Not printed (--out FOLDER writes all): {', '.join(left)}.")
    return lines
