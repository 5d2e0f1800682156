"""Several tables of one scenario beside each other: what each chose, and what came of it.

Every figure is that of the table's own report; nothing is worked out anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from game.catalogue import phrase
from game.report.after_action import AfterAction, SeatResult
from game.report.document import csv_text
from game.report.talk_records import PlayedDecision, SurveyRow
from game.report.tracks import TrackCurve
from game.table import TableError
from game.table.outcome import headline
from game.table.seating import played

if TYPE_CHECKING:
    from game.table import Sitting

#: The version of the document of a comparison.
COMPARISON: Final = 1
#: So many tables are told apart by colour and line.
MOST_TABLES: Final = 12


class CannotCompare(TableError):
    """The tables did not play one scenario of one game; `str()` says which is another."""


@attrs.frozen
class ComparedTable:
    """One of the tables.

    Attributes:
        number: from 1 on, in the order in which they were given.
        name: what it is called: its own name, or its number.
        headline: who won, in a sentence.
        seed: what chance drew from; None for the report of a seat, who could work it out.
        rules: the hash of the rules, cut short.
        report: the table's own report.
        decided: what each seat chose in each round, by round and seat.
        ends: the last step of each round, by round.
    """

    number: int
    name: str
    headline: str
    seed: int | None
    rules: str
    report: AfterAction
    decided: Mapping[tuple[int | None, str], tuple[PlayedDecision, ...]]
    ends: Mapping[int, int]

    def seat(self, seat: str) -> SeatResult | None:
        """How a seat came out; None where nobody played it."""
        return next((each for each in self.report.seats if each.seat == seat), None)

    def track(self, name: str) -> TrackCurve | None:
        """How a track went; None where it is not told."""
        return next((each for each in self.report.tracks if each.name == name), None)


@attrs.frozen
class Comparison:
    """Several tables of one scenario.

    Attributes:
        game: the name of the game.
        scenario: that of the scenario.
        reader: the seat whose reports they are; None knows everything.
        tables: the tables.
        seats: id and name of every seat that somebody played at one of them.
        rounds: the rounds in which somebody chose, in order; None where none are counted.
        tracks: the names of the tracks that every table tells.
        notes: what is to be known of the comparison: other rules, other seeds.
    """

    game: str
    scenario: str
    reader: str | None
    tables: tuple[ComparedTable, ...]
    seats: tuple[tuple[str, str], ...]
    rounds: tuple[int | None, ...]
    tracks: tuple[str, ...]
    notes: tuple[str, ...]

    def by_round(self, track: str, table: ComparedTable) -> list[int]:
        """The value of a track at the start and at the end of each round, as far as it was played.

        Args:
            track: its name.
            table: at which table.
        """
        curve = table.track(track)
        if curve is None:
            return []
        counted = [r for r in self.rounds if r is not None]
        if not counted:
            return list(curve.values)
        ends = [table.ends[r] for r in counted if r in table.ends]
        return [curve.values[0], *(curve.values[step] for step in ends)]

    @property
    def tags(self) -> dict[str, list[int]]:
        """How often each tag was given, table by table; the most frequent first."""
        names = dict.fromkeys(tag for table in self.tables for tag in table.report.talk.tags)
        found = {tag: [t.report.talk.tags.get(tag, 0) for t in self.tables] for tag in names}
        return dict(sorted(found.items(), key=lambda pair: (-sum(pair[1]), pair[0])))

    @property
    def survey(self) -> tuple[tuple[SurveyRow, list[SurveyRow | None]], ...]:
        """The questions that somebody answered, each with its row at each table."""
        asked: dict[str, SurveyRow] = {}
        for table in self.tables:
            for row in table.report.talk.survey:
                asked.setdefault(row.id, row)
        return tuple(
            (row, [_row(table.report.talk.survey, row.id) for table in self.tables])
            for row in asked.values()
        )


def _row(rows: Iterable[SurveyRow], question: str) -> SurveyRow | None:
    return next((row for row in rows if row.id == question), None)


def compared(
    sittings: Sequence[Sitting], reports: Sequence[AfterAction], seat: str | None = None
) -> Comparison:
    """Lay the reports of several tables beside each other.

    Args:
        sittings: the games.
        reports: the report of each, in the same order.
        seat: whose reports they are; None knows everything.

    Raises:
        CannotCompare: one is of another game or scenario than the first, or they are too many.
    """
    first = sittings[0]
    if len(sittings) > MOST_TABLES:
        raise CannotCompare(phrase("compare.many", count=len(sittings), most=MOST_TABLES))
    for n, sitting in enumerate(sittings, 1):
        mine = (sitting.header.rules_name, sitting.header.scenario)
        if mine != (first.header.rules_name, first.header.scenario):
            raise CannotCompare(
                phrase(
                    "compare.other",
                    n=n,
                    path=sitting.path or n,
                    game=mine[0],
                    scenario=mine[1],
                    first=first.header.scenario,
                )
            )
    tables = tuple(_tables(sittings, reports, seat))
    sat = {s.seat for table in tables for s in table.report.seats}
    short = first.game.short
    rounds = {r for table in tables for r, _ in table.decided}
    told = [[track.name for track in table.report.tracks] for table in tables]
    return Comparison(
        game=first.header.rules_name,
        scenario=first.game.scenario.name,
        reader=seat,
        tables=tables,
        seats=tuple((s, short("seat", s)) for s in first.game.seats if s in sat),
        rounds=tuple(sorted(rounds, key=lambda r: -1 if r is None else r)),
        tracks=tuple(name for name in told[0] if all(name in each for each in told)),
        notes=tuple(_notes(tables)),
    )


def _tables(
    sittings: Sequence[Sitting], reports: Sequence[AfterAction], seat: str | None
) -> Iterator[ComparedTable]:
    taken: set[str] = set()
    for n, (sitting, report) in enumerate(zip(sittings, reports, strict=True), 1):
        name = report.table or phrase("compare.table", n=n)
        name = phrase("compare.again", name=name, n=n) if name in taken else name
        taken.add(name)
        decided: dict[tuple[int | None, str], list[PlayedDecision]] = {}
        for each in report.talk.decisions:
            if not each.given_up:
                decided.setdefault((each.round, each.seat), []).append(each)
        ends: dict[int, int] = {}
        for round_ in report.rounds:
            for entry in round_.entries:
                if round_.round is not None:
                    ends[round_.round] = max(entry.step, ends.get(round_.round, 0))
        result = sitting.result
        head = phrase("report.going_on")
        if result is not None:
            head = headline(sitting.game, result, played(sitting.seats))
        yield ComparedTable(
            number=n,
            name=name,
            headline=head,
            seed=sitting.header.seed if seat is None else None,
            rules=sitting.header.rules_sha256[:12],
            report=report,
            decided={key: tuple(found) for key, found in decided.items()},
            ends=ends,
        )


def _notes(tables: Sequence[ComparedTable]) -> Iterator[str]:
    if len({table.rules for table in tables}) > 1:
        yield phrase("compare.rules")
    seeds = {table.seed for table in tables}
    if None not in seeds:
        yield phrase("compare.one_seed" if len(seeds) == 1 else "compare.seeds")


#: The columns of the table of a comparison.
COLUMNS: Final = ("table", "what", "round", "seat", "item", "value")


def comparison_table(told: Comparison) -> str:
    """A comparison as CSV: a row for each figure of each table, under a row of `COLUMNS`."""
    rows: list[list[Any]] = []
    for table in told.tables:
        report, name = table.report, table.name
        rows.append([name, "ending", None, None, report.verdict or None, table.headline])
        for seat in report.seats:
            if seat.outcome is not None:
                rows.append([name, "score", None, seat.seat, None, seat.outcome.score])
                rows.append([name, "target", None, seat.seat, None, seat.outcome.target])
        for track in told.tracks:
            rows += [
                [name, "track", n, None, track, value]
                for n, value in enumerate(told.by_round(track, table))
            ]
        for (round_, _), found in table.decided.items():
            for each in found:
                rows.append([name, "decision", round_, each.seat, each.why or None, each.what])
        rows += [[name, "tag", None, None, tag, n] for tag, n in report.talk.tags.items()]
        for row in report.talk.survey:
            rows += [
                [name, "answer", None, seat, row.text, given] for seat, _, given in row.answers
            ]
    return csv_text(COLUMNS, rows)


def comparison_document(told: Comparison) -> dict[str, Any]:
    """A comparison for JSON; docs/api.md says what is in it."""
    return {
        "format": "panj-comparison",
        "version": COMPARISON,
        "reader": told.reader,
        "game": told.game,
        "scenario": told.scenario,
        "notes": list(told.notes),
        "tables": [_document(told, table) for table in told.tables],
    }


def _document(told: Comparison, table: ComparedTable) -> dict[str, Any]:
    report = table.report
    return {
        "table": table.name,
        "date": report.date or None,
        "seed": table.seed,
        "rules": table.rules,
        "over": report.over,
        "headline": table.headline,
        "ending": report.ending or None,
        "verdict": report.verdict or None,
        "minutes": report.talk.minutes,
        "scores": {s.seat: s.outcome.score for s in report.seats if s.outcome is not None},
        "targets": {s.seat: s.outcome.target for s in report.seats if s.outcome is not None},
        "winners": [s.seat for s in report.seats if s.won],
        "tracks": {track: told.by_round(track, table) for track in told.tracks},
        "decisions": [attrs.asdict(each) for each in report.talk.decisions if not each.given_up],
        "tags": dict(report.talk.tags),
        "survey": [attrs.asdict(row) for row in report.talk.survey],
    }
