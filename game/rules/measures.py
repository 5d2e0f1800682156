"""Measures and bars of a game, in a file beside its rules: what its designer wants to know of it.

A measure is an expression that is read at the beginning of a script, or at the end, in every game
that is measured. It is counted in registers that nobody sees and nothing reads, so that games go
as they would without it. A bar says between which ends a figure should lie, and why.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import attrs

from game.rules.declare.records import Declarations, DerivedDecl, MeasureDecl, RegisterDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import (
    Diagnostic,
    Finding,
    RulesError,
    did_you_mean,
    nearest,
)
from game.rules.limits import MAX_ROWS
from game.rules.source.locate import locate
from game.rules.source.reader import FileKind, Source, parse_source, read_source
from game.rules.typecheck.measures import HIGHEST, LOWEST

#: Where paths of findings in such a file begin: no section of rules is called so.
_CRITERIA = "criteria"
#: The first word of the figure that a measure makes.
MEASURE = "measure"
#: The first words of all figures that there are.
FIGURES = (
    "accepted", "all", "alone", "asked", "chances", "close", "correlation", "decisions",
    "decisions_share", "drawn", "ending", "ever_leads", "hand_overs", "kingmaking", "ladder",
    "ladder_held", "leader_wins", "lost_to_all", "luck", "margin", "margin_sd", MEASURE, "minutes",
    "never_used", "nobody", "nobody_held", "offers", "opener_wins", "pairs_that_meet", "plan",
    "rounds", "silent_rows", "success", "term_share", "track", "track_early_stop", "track_end",
    "track_high", "track_low", "track_sd", "use", "verdict", "wins", "wins_held", "worth",
)  # fmt: skip
_KIND = FileKind("file of measures and bars", "[measure.NAME] or [[bar]]")


@attrs.frozen
class Bar:
    """What a figure should be.

    Attributes:
        measures: the names of figures; a star stands for any word of one.
        low, high: the ends, or None where there is none.
        why: why it should be so, in a sentence.
        scenarios: those that it is about; all, if there are none.
        any_of: whether one figure of those that the stars stand for is enough.
    """

    measures: tuple[str, ...]
    low: float | None
    high: float | None
    why: str
    scenarios: tuple[str, ...]
    any_of: bool


@attrs.frozen
class Criteria:
    """The measures and bars of a game.

    Attributes:
        measures: what is counted.
        bars: what figures should be.
        file: what the file is called in findings.
        text: the text of the file.
    """

    measures: tuple[MeasureDecl, ...] = ()
    bars: tuple[Bar, ...] = ()
    file: str = ""
    text: str = ""

    def findings(self, diagnostics: Sequence[Diagnostic]) -> list[Finding]:
        """Those of some diagnostics that are about the measures, in their file."""
        own = [attrs.evolve(d, path=d.path[1:]) for d in diagnostics if is_of_criteria(d)]
        return locate(self.file, self.text, own)


def load_criteria(path: Path) -> Criteria:
    """Read measures and bars.

    Raises:
        RulesError: they cannot be used; with all findings.
    """
    return _criteria(read_source(path, _KIND))


def parse_criteria(text: str, name: str = "criteria.toml") -> Criteria:
    """Read measures and bars that are given as text; see `load_criteria`."""
    return _criteria(parse_source(text, name, _KIND))


def _criteria(source: Source) -> Criteria:
    diagnostics: list[Diagnostic] = []
    top = TableReader(source.data, (), diagnostics)
    named = top.get("measure", dict, {})
    given = top.get("bar", list, [])
    top.bounded(len(named), MAX_ROWS, "measures", "measure")
    top.bounded(len(given), MAX_ROWS, "bars", "bar")
    measures = [
        _measure(name, top.below(item, "measure", name))
        for name, item in [*named.items()][:MAX_ROWS]
    ]
    bars = [_bar(top.below(item, "bar", i)) for i, item in enumerate(given[:MAX_ROWS])]
    top.done()
    if not diagnostics:
        diagnostics += _unknown_figures(bars, named)
    if diagnostics:
        raise RulesError(locate(source.name, source.text, diagnostics))
    return Criteria(tuple(measures), tuple(bars), source.name, source.text)


def _measure(name: str, r: TableReader) -> MeasureDecl:
    r.named(name, "measure")
    found = MeasureDecl(
        name, (_CRITERIA, *r.path), {"name": r.get("name", str, "")}, r.get("at", str, ""),
        r.get("value", str, "0", need=True), r.get("out_of", str, ""),
    )  # fmt: skip
    r.done()
    return found


def _bar(r: TableReader) -> Bar:
    low, high = (_end(r, key) for key in ("low", "high"))
    found = Bar(
        r.words("measure"), low, high, r.need_text("why"),
        r.words("scenarios"), r.get("any_of", bool, False),
    )  # fmt: skip
    if r.data.get("measure", []) == []:
        r.missing("measure")
    if not ({"low", "high"} & r.data.keys()):
        r.missing("high")
    if low is not None and high is not None and low > high:
        r.report("wrong-shape", f"`low` is {low:g} and `high` {high:g}; no figure can hold.", "low")
    r.done()
    return found


def _unknown_figures(bars: Sequence[Bar], measures: Collection[str]) -> Iterator[Diagnostic]:
    """Findings for bars about figures that no game has."""
    for i, bar in enumerate(bars):
        for n, figure in enumerate(bar.measures):
            family, _, name = figure.partition(".")
            if not any(fnmatchcase(known, family) for known in FIGURES):
                said = f"no figure is `{figure}`."
                hint = did_you_mean(family, FIGURES) or "`--json` names the figures of a run."
            elif family == MEASURE and not any(fnmatchcase(known, name) for known in measures):
                said, near = f"this file has no measure `{name}`.", nearest(name, measures)
                hint = f"did you mean `{MEASURE}.{near}`?" if near else f"write [{MEASURE}.{name}]."
            else:
                continue
            yield Diagnostic("unknown-name", ("bar", i, "measure", n), 0, figure, said, hint)


def _end(r: TableReader, key: str) -> float | None:
    """An end of a bar, or None where there is none."""
    value: float | None = r.get(key, (int, float))
    if value is None or math.isfinite(value):
        return value
    r.report("wrong-shape", f"`{key}` is no number to compare with: {value}.", key)
    return None


def gauged(decls: Declarations, criteria: Criteria) -> Declarations:
    """The declarations with what is measured.

    Raises:
        RulesError: a bar names a scenario that is none.
    """
    found: list[Diagnostic] = []
    for i, bar in enumerate(criteria.bars):
        for name in bar.scenarios:
            if name not in decls.scenarios:
                hint = did_you_mean(name, decls.scenarios)
                path = (_CRITERIA, "bar", i, "scenarios")
                said = f"there is no scenario `{name}`."
                found.append(Diagnostic("unknown-name", path, 0, name, said, hint))
    if found:
        raise RulesError(criteria.findings(found))
    counted = [measure for measure in criteria.measures if measure.at]
    registers = {
        name: RegisterDecl(
            name, measure.path, {**measure.texts, "name": name}, (), [LOWEST, HIGHEST], 0,
            "clamp", "none",
        )
        for measure in counted
        for name in measure.registers
    }  # fmt: skip
    at_end = {
        name: DerivedDecl(name, (*measure.path, key), {**measure.texts, "name": name}, (), text)
        for measure in criteria.measures
        if not measure.at
        for name, key, text in (
            (measure.registers[0], "value", measure.value),
            (measure.registers[1], "out_of", measure.out_of or "1"),
        )
    }
    return attrs.evolve(
        decls,
        registers={**decls.registers, **registers},
        derived={**decls.derived, **at_end},
        measures=tuple(counted),
    )


def is_of_criteria(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic is about a measure or a bar, not the rules."""
    return diagnostic.path[:1] == (_CRITERIA,)
