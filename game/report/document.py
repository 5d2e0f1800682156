"""What happened in a game as one document, and as tables, for other programs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

import attrs

from game.engine import HIDDEN
from game.report.after_action import AfterAction
from game.report.talk_records import TableTalk
from game.rules.source.characters import without_controls
from game.story.changes import Change
from game.table import ChronicleEntry, Sitting

DOCUMENT: Final = 1
"""The version of the document; a field more does not change it, one less does."""


def document(sitting: Sitting, seat: str | None, to: int | None) -> dict[str, Any]:
    """Return what happened as one document for JSON; docs/api.md says what is in it.

    Args:
        sitting: the game.
        seat: the reader; None knows everything.
        to: the number of the last entry that is told; None for all.

    Raises:
        BadSeat: no such seat.
    """
    header, result = sitting.header, sitting.result
    begun = sitting.beginning(seat)
    over = result is not None and (to is None or to >= sitting.n)
    return {
        "format": "panj-replay",
        "version": DOCUMENT,
        "reader": seat,
        "game": header.rules_name,
        "rules_sha256": header.rules_sha256,
        "scenario": header.scenario,
        "options": dict(sitting.game.options),
        "written_by": header.written_by,
        "language": header.language,
        "table": sitting.table or None,
        "origin": _plain(header.origin) or None,
        "started": header.started,
        # Who knows the seed can work out what is hidden.
        "seed": header.seed if seat is None else None,
        "seats": dict(header.seats),
        "people": dict(header.people),
        "findings": [*sitting.findings()],
        "beginning": "" if begun is None else begun.text,
        "entries": [_row(told) for told in sitting.chronicle(seat, to)],
        "result": attrs.asdict(result) if over and result is not None else None,
    }


def _row(told: ChronicleEntry) -> dict[str, Any]:
    """One entry; what is absent is left out."""
    row: dict[str, Any] = {
        "n": told.n,
        "kind": told.kind,
        "actor": told.actor,
        "at": told.at,
        "round": told.round,
        "text": told.text,
        "move": told.move,
        "changes": [_change(change) for change in told.changes],
        "given_up_by": told.given_up,
        "resumed": told.resumed,
        "about": told.about,
        "author": told.author,
        "bot": told.bot,
        "why": told.why,
        "rationale": told.rationale,
        "tags": list(told.tags),
        "confidence": told.confidence,
        "took": told.took,
        "looked": None if told.looked is None else attrs.asdict(told.looked),
        "question": told.question,
        "scale": told.scale,
        "given": told.given,
        "title": told.title,
        "reason": told.reason,
        "extra": _plain(told.extra),
    }
    always = ("n", "kind", "actor", "at", "text")
    return {k: v for k, v in row.items() if k in always or v not in (None, [], {})}


def _change(change: Change) -> dict[str, Any]:
    row: dict[str, Any] = {"cell": change.cell, "title": change.title}
    # A cell that was not seen before has no value then; a value of none is null.
    if change.before is not HIDDEN:
        row["before"] = change.before
    return {**row, "after": change.after}


def _plain(value: Any) -> Any:
    """A value out of a save as JSON has it."""
    if isinstance(value, Mapping):
        return {without_controls(str(name)): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (bool, int, float)):
        return value
    return without_controls(str(value))


#: The columns of the table of what happened.
COLUMNS: Final = (
    "n", "step", "round", "kind", "actor", "at", "text", "move", "given_up_by", "bot", "why",
    "rationale", "tags", "confidence", "took_ms",
)  # fmt: skip


def story_table(report: AfterAction) -> str:
    """What happened as CSV, a row for each entry under a row of `COLUMNS`."""
    rows = []
    for round_ in report.rounds:
        for each in round_.entries:
            told = each.told
            rows.append([
                told.n, each.step, round_.round, told.kind, told.actor, told.at, told.text,
                told.move, told.given_up, told.bot, told.why, told.rationale,
                " ".join(told.tags), told.confidence, told.took,
            ])  # fmt: skip
    return csv_text(COLUMNS, rows)


def tracks_table(report: AfterAction) -> str:
    """How the tracks went as CSV: a row for each step, a column for each track."""
    values = zip(*(track.values for track in report.tracks), strict=True)
    rows = [[step, *row] for step, row in enumerate(values)]
    return csv_text(("step", *(track.name for track in report.tracks)), rows)


#: The columns of the table of what moved the scores.
SOURCES: Final = ("seat", "term", "change", "step", "round", "cause", "text")
#: The columns of the table of turning points.
POINTS: Final = ("n", "step", "round", "seat", "before", "after", "leader", "text")


def sources_table(report: AfterAction) -> str:
    """What moved the scores as CSV: what they were at the start with step 0, then each change."""
    told = report.debrief
    rows: list[list[Any]] = [
        [seat, term, value, 0, None, None, None] for seat, term, value in told.starts
    ]
    rows += [
        [each.seat, each.term, each.change, each.step, each.round, each.cause, each.text]
        for each in told.sources
    ]
    return csv_text(SOURCES, rows)


def points_table(report: AfterAction) -> str:
    """The turning points as CSV: a row for each seat whose score one moved."""
    rows = [
        [point.n, point.step, point.round, seat, before, after, point.leader, point.text]
        for point in report.debrief.points
        for seat, before, after in point.moved
    ]
    return csv_text(POINTS, rows)


def debrief_document(report: AfterAction) -> dict[str, Any]:
    """The debrief for JSON; docs/api.md says what is in it."""
    told = report.debrief
    rows: dict[str, Any] = {
        name: [attrs.asdict(each) for each in getattr(told, name)] for name in _PARTS
    }
    for point in rows["points"]:
        point["moved"] = [
            {"seat": seat, "before": before, "after": after}
            for seat, before, after in point["moved"]
        ]
    starts = [{"seat": seat, "term": term, "value": value} for seat, term, value in told.starts]
    return {**rows, "starts": starts}


#: What a debrief has, but for what the scores were at the start.
_PARTS: Final = ("points", "sources", "claims", "without", "promises", "answers")


def csv_text(columns: tuple[str, ...], rows: list[list[Any]]) -> str:
    """A table as CSV; what is absent is empty, and no cell is a formula.

    Args:
        columns: what stands over it.
        rows: below that.
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if cell is None else _cell(cell) for cell in row])
    return out.getvalue()


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


#: The columns of the tables of what people said and did beside the game.
DECISIONS: Final = (
    "n", "step", "round", "seat", "choice", "person", "why", "tags", "sure", "took_ms", "given_up",
    "score_since",
)  # fmt: skip
REMARKS: Final = ("n", "about", "round", "author", "codes", "text", "moment")
RULINGS: Final = ("n", "round", "kind", "author", "title", "reason", "changes", "given_up", "text")
SURVEY: Final = ("question", "text", "seat", "scale", "words")
PACES: Final = ("seat", "decisions", "total_ms", "median_ms", "longest_ms", "longest")


def decisions_table(talk: TableTalk) -> str:
    """All decisions as CSV, with why, how sure, how long, and what the score did since."""
    rows: list[list[Any]] = [
        [
            each.n, each.step, each.round, each.seat, each.what, each.person, each.why,
            ", ".join(each.tags), each.sure, each.took, each.given_up, each.came,
        ]
        for each in talk.decisions
    ]  # fmt: skip
    return csv_text(DECISIONS, rows)


def remarks_table(talk: TableTalk) -> str:
    """Notes, bookmarks and codes as CSV."""
    rows: list[list[Any]] = [
        [r.n, r.about, r.round, r.author, ", ".join(r.codes), r.text, r.moment]
        for r in talk.remarks
    ]
    return csv_text(REMARKS, rows)


def rulings_table(talk: TableTalk) -> str:
    """What the facilitator did as CSV."""
    rows: list[list[Any]] = [
        [
            r.n,
            r.round,
            r.kind,
            r.author,
            r.title,
            r.reason,
            "; ".join(r.changes),
            r.given_up,
            r.text,
        ]
        for r in talk.rulings
    ]
    return csv_text(RULINGS, rows)


def survey_table(talk: TableTalk) -> str:
    """The answers after the game as CSV."""
    rows: list[list[Any]] = [
        [row.id, row.text, seat, given if row.scale else None, None if row.scale else given]
        for row in talk.survey
        for seat, _, given in row.answers
    ]
    return csv_text(SURVEY, rows)


def paces_table(talk: TableTalk) -> str:
    """How long people took as CSV; the row without a seat is of all together."""
    rows: list[list[Any]] = [
        [p.seat, p.count, p.total, p.median, p.longest, p.what] for p in talk.paces
    ]
    return csv_text(PACES, rows)
