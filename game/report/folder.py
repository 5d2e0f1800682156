"""A report as a folder of files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from game.report.after_action import after_action
from game.report.document import (
    debrief_document,
    document,
    points_table,
    sources_table,
    story_table,
    tracks_table,
)
from game.report.page import page
from game.table import Sitting

PAGE: Final = "report.html"
STORY: Final = "story.csv"
TRACKS: Final = "tracks.csv"
SOURCES: Final = "scores.csv"
POINTS: Final = "turning-points.csv"
DOCUMENT: Final = "report.json"


def write_report(sitting: Sitting, folder: Path, seat: str | None = None) -> list[Path]:
    """Write the report of a game: a page, some tables and a document; others of the names go.

    Args:
        sitting: the game.
        folder: where; it is made where it is missing.
        seat: whose report it is; None knows everything.

    Returns:
        The files.

    Raises:
        BadSeat: no such seat.
        OSError: the folder or a file cannot be written.
    """
    report = after_action(sitting, seat)
    texts = {PAGE: page(sitting, report), STORY: story_table(report)}
    if report.tracks:
        texts[TRACKS] = tracks_table(report)
    if report.debrief.sources:
        texts[SOURCES] = sources_table(report)
        texts[POINTS] = points_table(report)
    told = {**document(sitting, seat, None), "debrief": debrief_document(report)}
    texts[DOCUMENT] = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in texts]
