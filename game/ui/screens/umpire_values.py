"""Forms of the umpire's console for what is so: a value set by hand, what chance comes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.catalogue import phrase
from game.ui.screens.umpire_page import FormPage
from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Flow, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown
from game.ui.widgets.field import Field
from game.umpire import OutcomeAct, OverrideAct

if TYPE_CHECKING:
    from game.engine import CellValue
    from game.umpire import UmpireAct

#: So many cells are listed of those that were looked for.
_CELLS: Final = 24


class OverrideForm:
    """A value set by hand."""

    missing = ""

    def __init__(self, page: FormPage) -> None:
        """Fill nothing in yet.

        Args:
            page: the page that it is on.
        """
        self._page = page
        self.cell, self.pick, self.value, self.sought = "", "", 0, ""
        self._values: list[CellValue] = []
        self._search = Field(phrase("umpire.find_value"), self._find, name="override.find")

    def _find(self, words: str) -> None:
        self.sought = words.strip().casefold()
        self.cell = ""
        self._page.show()

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        words = self.sought.split()
        rows = [
            row for row in self._page.desk.cells
            if all(word in f"{row.title} {row.cell}".casefold() for word in words)
        ]  # fmt: skip
        found: list[Widget] = [self._search]
        rows = rows[:_CELLS]
        if not rows:
            return [*found, Text(phrase("umpire.no_value"), size="small", tint=MUTED)]
        row = next((r for r in rows if r.cell == self.pick), rows[0])
        choices = [Choice(r.cell, r.title, r.words) for r in rows]
        found.append(Dropdown(choices, row.cell, self._take, name="override.cell"))
        values = list(row.choices)
        if row.low is not None and row.high is not None:
            low, high = max(row.low, -500), min(row.high, row.low + 500)
            values = [(n, str(n)) for n in range(low, high + 1)]
        if self.cell != row.cell:
            self.cell = row.cell
            self.value = next((n for n, (v, _) in enumerate(values) if v == row.value), 0)
        self._values = [value for value, _ in values]
        now = Text(phrase("umpire.now", value=row.words), size="small", tint=MUTED, bare=True)
        numbers = [Choice(str(n), words) for n, (_, words) in enumerate(values)]
        to = Dropdown(numbers, str(self.value), self.choose, name="override.value", grow=1)
        found.append(Box(now, to, across=True, gap=1, centre=True))
        return found

    def _take(self, cell: str) -> None:
        self.cell, self.pick = "", cell
        self._page.show()

    def choose(self, at: str) -> None:
        """Choose a value by its place among those that the cell may have."""
        self.value, self.pick = int(at), self.cell
        self._page.show()

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        now = {row.cell: row.value for row in self._page.desk.cells}
        value = self._values[self.value] if self.cell in now else None
        if self.cell not in now or value == now[self.cell]:
            return None
        return OverrideAct(self.cell, value, self._page.why)

    def done(self) -> None:
        """It was set; the same value is shown as it is now."""
        self.cell = ""


class OutcomeForm:
    """What chance comes to: a die of the table, or what the umpire sets."""

    missing = ""

    def __init__(self, page: FormPage) -> None:
        """Fill nothing in yet.

        Args:
            page: the page that it is on.
        """
        self._page = page
        self.chosen, self.rolled = "", True

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        outcomes = self._page.desk.outcomes
        if not outcomes:
            self.chosen = ""
            return [Text(phrase("umpire.no_die"), size="small", tint=MUTED)]
        names = [move.name for move, _ in outcomes]
        if self.chosen not in names:
            self.chosen = names[0]
        buttons = [
            Button(
                move.title or move.name, partial(self._take, move.name),
                chosen=move.name == self.chosen, size="small", name=f"outcome:{move.name}",
            )
            for move, _ in outcomes
        ]  # fmt: skip
        asked = self._page.host.umpire.question
        by = [
            Button(
                phrase(key), partial(self._by, rolled), chosen=rolled == self.rolled,
                size="small", name=key,
            )
            for key, rolled in (("umpire.rolled", True), ("umpire.decided", False))
        ]  # fmt: skip
        return [Text(asked, size="small"), Flow(*buttons, least=8, gap=0.5), Flow(*by, least=16)]

    def _take(self, name: str) -> None:
        self.chosen = name
        self._page.show()

    def _by(self, rolled: bool) -> None:
        self.rolled = rolled
        self._page.show()

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        if not self.chosen:
            return None
        return OutcomeAct(self.chosen, self.rolled, self._page.why)

    def done(self) -> None:
        """It has come to that; another may be chosen next."""
        self.chosen = ""
