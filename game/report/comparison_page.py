"""Several tables of one scenario beside each other, as one page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import number_text, phrase
from game.report.templating import filled

if TYPE_CHECKING:
    from game.report.compare import ComparedTable, Comparison
    from game.report.talk_records import PlayedDecision

#: The tables' colours, dark enough for paper, and how their lines are drawn, so that they differ
#: in grey too.
_COLOURS: Final = (
    "#1f5fb4", "#b3392a", "#2f7d4f", "#8a6300", "#6b3fa0", "#0f7c8a",
    "#a03a78", "#4d5a66", "#c2571a", "#33691e", "#283593", "#795548",
)  # fmt: skip
_DASHES: Final = ("", "7 4", "2 3", "9 3 2 3")
_STROKES: Final = ("solid", "dashed", "dotted", "double")
#: The size of a drawing of tracks.
_WIDE, _HIGH = 240, 104
#: Labels at the right of a drawing are at least so far from each other.
_APART: Final = 11.0


@attrs.frozen
class ComparedLine:
    """The line of one table in a drawing of a track.

    Attributes:
        points: its corners, as SVG has them.
        colour, dash: how it is drawn.
        label: what stands at its end.
        y: where that stands.
    """

    points: str
    colour: str
    dash: str
    label: str
    y: float


@attrs.frozen
class TrackDrawing:
    """A track of all tables.

    Attributes:
        name: what it is called.
        rules: level lines, each with its height and value.
        lines: a line for each table.
        said: the values at the end, for who does not see the drawing.
    """

    name: str
    rules: tuple[tuple[float, int], ...]
    lines: tuple[ComparedLine, ...]
    said: str


def comparison_page(told: Comparison, foot: Sequence[str]) -> str:
    """A comparison as HTML.

    Args:
        told: the comparison.
        foot: what stands at its foot.
    """
    outcomes = [s.outcome for t in told.tables for s in t.report.seats if s.outcome is not None]
    most = max([1, *(o.score for o in outcomes), *(o.target or 0 for o in outcomes)])
    scaled = []
    for row, rows in told.survey:
        marks = [mark for each in rows if each is not None for mark in each.marks]
        if marks:
            scaled.append((row, rows, f"{sum(marks) / len(marks):.1f}"))
    spoken = [
        (row, [(t, each) for t, each in zip(told.tables, rows, strict=True) if each is not None])
        for row, rows in told.survey
        if row.scale is None
    ]
    return filled(
        "comparison.html.j2",
        told=told,
        words=_words(),
        head=phrase("compare.head", count=len(told.tables), scenario=told.scenario),
        under=[told.game, told.scenario],
        foot=list(foot),
        colour=lambda table: _COLOURS[(table.number - 1) % len(_COLOURS)],
        stroke=lambda table: _STROKES[(table.number - 1) % len(_STROKES)],
        share=lambda score: round(100 * max(0, score) / most),
        tracks=[_drawing(told, track) for track in told.tracks if _moves(told, track)],
        chose=partial(_chose, told),
        cell=partial(_cell, told),
        scaled=scaled,
        spoken=spoken,
    )


def _words() -> dict[str, str]:
    return {
        "language": phrase("report.language"),
        "title": phrase("compare.title"),
        "ended": phrase("compare.ended"),
        "table": phrase("compare.table_head"),
        "ending": phrase("compare.ending"),
        "verdict": phrase("compare.verdict"),
        "rounds": phrase("compare.rounds"),
        "minutes": phrase("compare.minutes"),
        "reasons": phrase("compare.reasons"),
        "seed": phrase("compare.seed"),
        "scores": phrase("compare.scores"),
        "marks": phrase("compare.marks"),
        "tracks": phrase("report.tracks"),
        "decisions": phrase("compare.decisions"),
        "decisions_note": phrase("compare.decisions_note"),
        "before": phrase("report.before"),
        "round": phrase("report.round"),
        "tags": phrase("talk.tags"),
        "survey": phrase("talk.survey"),
        "all": phrase("compare.all"),
    }


def _moves(told: Comparison, track: str) -> bool:
    """Whether a track changed at any table, or stood otherwise at one than at another."""
    return len({value for table in told.tables for value in told.by_round(track, table)}) > 1


def _chose(told: Comparison, round_: int | None, seat: str) -> bool:
    """Whether a seat chose in a round at any table."""
    return any((round_, seat) in table.decided for table in told.tables)


def _cell(
    told: Comparison, round_: int | None, seat: str, table: ComparedTable
) -> Iterator[tuple[str, int, bool, PlayedDecision]]:
    """What a seat chose at a table: what, how often in a row, and whether no other table did."""
    others = {
        each.what
        for other in told.tables
        if other is not table
        for each in other.decided.get((round_, seat), ())
    }
    own = table.decided.get((round_, seat), ())
    # What somebody said something of stands by itself.
    for (what, _), group in groupby(own, lambda each: (each.what, each.n if each.said else 0)):
        found = list(group)
        yield what, len(found), what not in others, found[0]


def _drawing(told: Comparison, track: str) -> TrackDrawing:
    series = [(table, told.by_round(track, table)) for table in told.tables]
    values = [value for _, found in series for value in found]
    low, high = min(0, *values), max(values)
    high = max(high, low + 1)
    across = _WIDE / max(1, max(len(found) for _, found in series) - 1)

    def down(value: int) -> float:
        return round(_HIGH * (high - value) / (high - low), 1)

    ends = sorted((down(found[-1]), table.number) for table, found in series)
    places: dict[int, float] = {}
    last = -_APART
    for y, number in ends:
        last = places[number] = max(y, last + _APART)
    lines = []
    for table, found in series:
        n = table.number - 1
        points = " ".join(f"{round(across * x, 1):g},{down(v):g}" for x, v in enumerate(found))
        lines.append(
            ComparedLine(
                points=points,
                colour=_COLOURS[n % len(_COLOURS)],
                dash=_DASHES[n % len(_DASHES)],
                label=f"{table.number}: {number_text(found[-1])}",
                y=places[table.number],
            )
        )
    rules = tuple((down(value), value) for value in sorted({low, high}))
    said = ", ".join(f"{table.name} {number_text(found[-1])}" for table, found in series)
    return TrackDrawing(track, rules, tuple(lines), said)
