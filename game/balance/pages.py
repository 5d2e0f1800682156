"""What was measured, as figures by name and as tables: reports show these and nothing else."""

from __future__ import annotations

from typing import Any

import attrs

from game.balance.estimates import Estimate

#: What stands in a table.
FigureCell = str | int | Estimate | None


@attrs.frozen
class FigureTable:
    """A table of figures.

    Attributes:
        id: a word for files and links.
        title: what it is called.
        text: what its figures are, in a sentence or two.
        columns: the heads of its columns; the first names the rows.
        rows: its rows.
    """

    id: str
    title: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[FigureCell, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """The table as documents have it."""
        rows = [
            [cell.as_json() if isinstance(cell, Estimate) else cell for cell in row]
            for row in self.rows
        ]
        return {"title": self.title, "text": self.text, "columns": list(self.columns), "rows": rows}


@attrs.define
class Findings:
    """What a part of the measures found.

    Attributes:
        figures: by name; a name is words with dots between, the widest first.
        tables: in the order in which they are read.
    """

    figures: dict[str, Estimate] = attrs.Factory(dict)
    tables: list[FigureTable] = attrs.Factory(list)

    def add(self, other: Findings) -> None:
        """Take over what another part found."""
        self.figures |= other.figures
        self.tables += other.tables
