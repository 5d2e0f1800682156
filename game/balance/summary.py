"""What was measured, in lines of text for people."""

from __future__ import annotations

from collections.abc import Sequence

from game.balance.against import PlanResult
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


def measured_lines(measured: Measured) -> list[str]:
    """All that was measured."""
    asked = measured.asked
    seats = ", ".join(f"{seat} {bot}" for seat, bot in asked["seats"].items())
    head = f"{asked['scenario']}: {measured.games} games from seed {asked['seed']}; {seats}"
    tables = (table_lines(table) for table in measured.findings.tables)
    return [head, "", *(line for lines in tables for line in lines)][:-1]


def plan_lines(results: Sequence[PlanResult]) -> list[str]:
    """What plans gain, the strongest first."""
    lines = []
    for result in sorted(results, key=lambda r: -(r.advantage.value or 0)):
        plan = result.plan
        lines += [
            f"{plan.name} ({plan.seat}): {mean_text(result.advantage, plus=True)} of margin",
            f"  margin {mean_text(result.margin, plus=True)}, without it "
            f"{mean_text(result.usual, plus=True)}",
            f"  wins {share_text(result.wins)}, without it {share_text(result.usual_wins)}; "
            f"of those not lost to all {share_text(result.held_wins)}",
            f"  lost to all {share_text(result.lost)}, without it {share_text(result.usual_lost)}",
        ]
    return lines
