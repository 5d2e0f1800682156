"""The measures as a page that needs nothing beside it, as tables, and as a document."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Final

import attrs

from game.balance.estimates import Estimate
from game.balance.measure import Measured
from game.balance.pages import FigureCell, FigureTable
from game.balance.summary import cell_text
from game.report.templating import filled

PAGE: Final = "balance.html"
DOCUMENT: Final = "balance.json"
FIGURES: Final = "figures.csv"
#: How wide the picture of a figure is.
_WIDTH = 90


@attrs.frozen
class DrawnCell:
    """A cell of a table on the page.

    Attributes:
        text: what is written.
        number: whether it is a figure.
        at, low, high: where the figure and the ends of its interval are drawn, or None.
        zero: where nought is drawn, or None.
    """

    text: str
    number: bool = False
    at: float | None = None
    low: float | None = None
    high: float | None = None
    zero: float | None = None


@attrs.frozen
class DrawnTrack:
    """The curve of a track.

    Attributes:
        name: of the track.
        low, high: its ends.
        points: where its means lie, round by round, in the units of the picture.
        stops: of each round the shares of games at the lower and the upper end.
    """

    name: str
    low: int
    high: int
    points: str
    stops: tuple[tuple[float, float, float], ...]


def _drawn(table: FigureTable) -> list[list[DrawnCell]]:
    """The rows of a table, each column of figures with a scale of its own."""
    scales = [_scale([row[n] for row in table.rows]) for n in range(len(table.columns))]
    return [
        [_cell(cell, scale) for cell, scale in zip(row, scales, strict=True)] for row in table.rows
    ]


def _scale(column: Sequence[FigureCell]) -> tuple[float, float] | None:
    """From where to where the numbers of a column go; None where they are not drawn."""
    figures = [c for c in column if isinstance(c, Estimate) and c.low is not None]
    if not figures or any(figure.share for figure in figures):
        return None
    ends = [end for f in figures for end in (f.low, f.high, f.value) if end is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    return (low, high) if high > low else None


def _cell(cell: FigureCell, scale: tuple[float, float] | None) -> DrawnCell:
    if not isinstance(cell, Estimate):
        return DrawnCell(cell_text(cell), isinstance(cell, int))
    text = cell_text(cell)
    if cell.share:
        scale = 0.0, 1.0
    if scale is None or cell.low is None or cell.high is None or cell.value is None:
        return DrawnCell(text, number=True)
    low, high = scale

    def place(value: float) -> float:
        return round(_WIDTH * min(1.0, max(0.0, (value - low) / (high - low))), 1)

    zero = place(0.0) if low < 0 else None
    return DrawnCell(text, True, place(cell.value), place(cell.low), place(cell.high), zero)


def _tracks(measured: Measured) -> list[DrawnTrack]:
    """The curves of all tracks that ever move."""
    table = next((t for t in measured.findings.tables if t.id == "tracks"), None)
    found: list[DrawnTrack] = []
    figures = measured.findings.figures
    for row in table.rows if table is not None else ():
        name, ends = str(row[0]), str(row[1]).split(" to ")
        low, high = int(ends[0]), int(ends[1])
        means: list[float] = []
        while (figure := figures.get(f"track.{name}.{len(means) + 1}")) is not None:
            means.append(figure.value or 0.0)
        if len(means) < 2:
            continue
        across = 220 / (len(means) - 1)
        points = " ".join(
            f"{across * n:.1f},{70 * (high - mean) / (high - low):.1f}"
            for n, mean in enumerate(means)
        )
        stops = tuple(
            (
                round(across * n, 1),
                figures[f"track_low.{name}.{n + 1}"].value or 0.0,
                figures[f"track_high.{name}.{n + 1}"].value or 0.0,
            )
            for n in range(len(means))
        )
        found.append(DrawnTrack(name, low, high, points, stops))
    return found


def balance_page(measured: Measured) -> str:
    """The measures as HTML."""
    asked = measured.asked
    seats = ", ".join(f"{seat}: {bot}" for seat, bot in asked["seats"].items())
    options = ", ".join(f"{name}={value}" for name, value in asked["options"].items())
    facts = [
        f"{measured.games} games from seed {asked['seed']}",
        seats,
        *([options] if options else []),
        f"rules {asked['rules_sha256'][:12]}",
    ]
    tables = [(table, _drawn(table)) for table in measured.findings.tables]
    return filled(
        "balance.html.j2",
        name=measured.name,
        title=measured.title,
        facts=facts,
        tables=tables,
        tracks=_tracks(measured),
        width=_WIDTH,
    )


def figures_table(measured: Measured) -> str:
    """All figures as CSV."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("figure", "value", "low", "high", "of"))
    for name, figure in measured.findings.figures.items():
        row = figure.as_json()
        writer.writerow((name, *("" if v is None else v for v in row.values())))
    return out.getvalue()


def write_balance(measured: Measured, folder: Path) -> list[Path]:
    """Write the measures: a page, a document, and a table of all figures.

    Args:
        measured: what was measured.
        folder: where; it is made where it is missing, and files of these names go.

    Returns:
        The files, the page first.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    texts = {
        PAGE: balance_page(measured),
        DOCUMENT: json.dumps(measured.as_json(), ensure_ascii=False, indent=2) + "\n",
        FIGURES: figures_table(measured),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in texts]
