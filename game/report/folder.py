"""A report as a folder of files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from game.catalogue import phrase
from game.report.after_action import AfterAction, after_action
from game.report.compare import compared, comparison_document, comparison_table
from game.report.comparison_page import comparison_page
from game.report.document import (
    debrief_document,
    decisions_table,
    document,
    paces_table,
    points_table,
    remarks_table,
    rulings_table,
    sources_table,
    story_table,
    survey_table,
    tracks_table,
)
from game.report.page import page

if TYPE_CHECKING:
    from game.report.pseudonyms import Pseudonyms
    from game.table import Sitting

PAGE: Final = "report.html"
STORY: Final = "story.csv"
TRACKS: Final = "tracks.csv"
SOURCES: Final = "scores.csv"
POINTS: Final = "turning-points.csv"
DECISIONS: Final = "decisions.csv"
REMARKS: Final = "notes.csv"
RULINGS: Final = "rulings.csv"
SURVEY: Final = "answers.csv"
PACES: Final = "timings.csv"
DOCUMENT: Final = "report.json"
COMPARISON: Final = "comparison"
"""What the files of a comparison are called, but for their endings."""


def write_report(
    sitting: Sitting, folder: Path, seat: str | None = None, names: Pseudonyms | None = None
) -> list[Path]:
    """Write the report of a game: a page, some tables and a document; others of the names go.

    Args:
        sitting: the game.
        folder: where; it is made where it is missing.
        seat: whose report it is; None knows everything.
        names: calls people otherwise; None tells their names.

    Returns:
        The files.

    Raises:
        BadSeat: no such seat.
        OSError: the folder or a file cannot be written.
    """
    report = _report(sitting, seat, names)
    return _write(folder, _texts(sitting, report, seat, names))


def write_comparison(
    sittings: Sequence[Sitting],
    folder: Path,
    seat: str | None = None,
    names: Pseudonyms | None = None,
) -> list[Path]:
    """Write the reports of several tables, and all of them beside each other.

    Args:
        sittings: the games, of one scenario.
        folder: where the comparison goes; the reports go into folders in it, `table-1` and on.
        seat: whose reports they are; None knows everything.
        names: calls people otherwise, the same at all tables; None tells their names.

    Returns:
        The files; the page of the comparison is the first.

    Raises:
        CannotCompare: they are not of one scenario.
        BadSeat: no such seat.
        OSError: a folder or a file cannot be written.
    """
    reports = [_report(sitting, seat, names) for sitting in sittings]
    told = compared(sittings, reports, seat)
    hashes = ", ".join(dict.fromkeys(table.rules for table in told.tables))
    disclaimer = sittings[0].game.rules.disclaimer
    foot = [phrase("report.rules", hash=hashes), *([disclaimer] if disclaimer else [])]
    texts = {
        f"{COMPARISON}.html": comparison_page(told, foot),
        f"{COMPARISON}.csv": comparison_table(told),
        f"{COMPARISON}.json": _json(comparison_document(told)),
    }
    files = _write(folder, texts)
    for n, (sitting, report) in enumerate(zip(sittings, reports, strict=True), 1):
        files += _write(folder / f"table-{n}", _texts(sitting, report, seat, names))
    return files


def _report(sitting: Sitting, seat: str | None, names: Pseudonyms | None) -> AfterAction:
    report = after_action(sitting, seat)
    return report if names is None else names.of(report)


def _texts(
    sitting: Sitting, report: AfterAction, seat: str | None, names: Pseudonyms | None
) -> dict[str, str]:
    """The files of a report by their names."""
    texts = {PAGE: page(sitting, report), STORY: story_table(report)}
    if report.tracks:
        texts[TRACKS] = tracks_table(report)
    if report.debrief.sources:
        texts[SOURCES] = sources_table(report)
        texts[POINTS] = points_table(report)
    talk = report.talk
    texts[DECISIONS] = decisions_table(talk)
    if talk.paces:
        texts[PACES] = paces_table(talk)
    if talk.remarks:
        texts[REMARKS] = remarks_table(talk)
    if talk.rulings:
        texts[RULINGS] = rulings_table(talk)
    if talk.survey:
        texts[SURVEY] = survey_table(talk)
    told = document(sitting, seat, None)
    told = told if names is None else names.of(told)
    told |= {"debrief": debrief_document(report), "talk": attrs.asdict(talk)}
    texts[DOCUMENT] = _json(told)
    return texts


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in texts]
