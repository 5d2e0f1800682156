"""How far each lesson came: kept beside the settings, so that one can be taken up again."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from game.files import read_json
from game.table.language import LARGEST
from game.table.lesson import Bookmark
from game.table.snapshot import write_whole

if TYPE_CHECKING:
    from pathlib import Path

#: So many games are remembered, those of the latest lessons.
_MOST: Final = 24


class Lessons:
    """The bookmarks of lessons, by the identity of their games.

    What cannot be read or kept is as if nobody had learned here: a lesson begins anew then.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Read the bookmarks.

        Args:
            file: where they are kept; None keeps them as long as this lives.
        """
        self._file = file
        self._marks: dict[str, Bookmark] = {}
        if file is None:
            return
        with suppress(OSError, ValueError, OverflowError):
            found = read_json(file, LARGEST)
            for game, kept in found.items() if isinstance(found, dict) else ():
                mark = _mark(kept)
                if mark is not None:
                    self._marks[str(game)] = mark

    def get(self, game: str) -> Bookmark | None:
        """How far the lesson at a game came; None where there was none."""
        return self._marks.get(game)

    def keep(self, game: str, mark: Bookmark) -> None:
        """Remember how far the lesson at a game came."""
        if self._marks.get(game) == mark:
            return
        self._marks.pop(game, None)
        self._marks = dict([*self._marks.items(), (game, mark)][-_MOST:])
        if self._file is None:
            return
        kept = {g: [m.guide, m.at, m.acted, m.left] for g, m in self._marks.items()}
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(kept).encode())


def _mark(kept: Any) -> Bookmark | None:
    """A bookmark as it was kept, or None."""
    match kept:
        case [str(guide), int(at), int(acted), bool(left)] if at >= 0 and acted >= 0:
            return Bookmark(guide, at, acted, left)
    return None
