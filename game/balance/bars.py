"""Bars that a designer set: which figures they are about, and whether these hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

import attrs

from game.balance.estimates import Estimate
from game.balance.pages import FigureCell, FigureTable
from game.rules import Bar

#: What comes of a bar, as people read it.
HELD, FAILED, UNSURE, UNKNOWN = "held", "not held", "held, not surely", "not measured"


@attrs.frozen
class BarResult:
    """What came of a bar.

    Attributes:
        bar: the bar.
        figures: those that it is about, by name.
    """

    bar: Bar
    figures: dict[str, Estimate]

    def lies(self, value: float | None) -> bool:
        """Whether a value lies between the ends."""
        low, high = self.bar.low, self.bar.high
        return (
            value is not None and (low is None or value >= low) and (high is None or value <= high)
        )

    @property
    def held(self) -> bool | None:
        """Whether it holds, by the figures themselves; None where nothing was measured."""
        known = [figure for figure in self.figures.values() if figure.value is not None]
        if not known:
            return None
        marks = [self.lies(figure.value) for figure in known]
        return any(marks) if self.bar.any_of else all(marks)

    @property
    def sure(self) -> bool:
        """Whether it would hold at either end of the intervals too."""
        marks = [
            all(self.lies(value) for value in (f.low, f.high) if value is not None)
            for f in self.figures.values()
            if f.value is not None
        ]
        return any(marks) if self.bar.any_of else all(marks)

    @property
    def word(self) -> str:
        """What came of it, for people."""
        if self.held is None:
            return UNKNOWN
        return FAILED if not self.held else HELD if self.sure else UNSURE

    @property
    def wanted(self) -> str:
        """Between which ends figures should lie, for people."""
        share = any(figure.share for figure in self.figures.values())
        low, high = (
            None if end is None else f"{100 * end:g} %" if share else f"{end:g}"
            for end in (self.bar.low, self.bar.high)
        )
        if low is None:
            return f"at most {high}"
        return f"at least {low}" if high is None else f"{low} to {high}"

    def as_json(self) -> dict[str, Any]:
        """It as documents have it."""
        bar = self.bar
        return {
            "measure": list(bar.measures),
            "low": bar.low,
            "high": bar.high,
            "why": bar.why,
            "held": self.held,
            "sure": self.sure,
            "figures": {name: figure.as_json() for name, figure in self.figures.items()},
        }


def judged(bars: Sequence[Bar], figures: Mapping[str, Estimate], scenario: str) -> list[BarResult]:
    """What comes of the bars of a scenario."""
    found = []
    for bar in bars:
        if bar.scenarios and scenario not in bar.scenarios:
            continue
        about = {
            name: figure
            for measure in bar.measures
            for name, figure in figures.items()
            if _matches(name, measure.split("."))
        }
        found.append(BarResult(bar, about))
    return found


def _matches(name: str, wanted: Sequence[str]) -> bool:
    words = name.split(".")
    return len(words) == len(wanted) and all(map(fnmatchcase, words, wanted))


def bars_table(results: Sequence[BarResult]) -> FigureTable:
    """The bars as a table: a line for each figure."""
    rows: list[tuple[FigureCell, ...]] = []
    for result in results:
        bar = result.bar
        for n, (name, figure) in enumerate(result.figures.items()):
            single = attrs.evolve(result, figures={name: figure})
            word = result.word if bar.any_of else single.word
            rows.append((name, figure, result.wanted, word, "" if n else bar.why))
    held = sum(result.held is True for result in results)
    known = sum(result.held is not None for result in results)
    text = (
        f"{held} of {known} bars that were measured are held, by the figures themselves; "
        "surely where the whole interval lies within."
    )
    if missing := [", ".join(result.bar.measures) for result in results if not result.figures]:
        text += f" Not measured: {'; '.join(missing)}."
    heads = ("figure", "is", "wanted", "", "why")
    return FigureTable("bars", "Bars", text, heads, tuple(rows))
