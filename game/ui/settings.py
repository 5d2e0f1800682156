"""What a person chose for the window: read when it opens, written when it changes."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from game.rules.source.files import NotPlain, read_json, read_plain
from game.table.snapshot import keep_aside, write_whole
from game.ui.theme import PERCENTS, Theme

if TYPE_CHECKING:
    from pathlib import Path


LARGEST: Final = 64 * 1024
"""Bytes of settings: larger ones are not read."""
MOST_ASIDE: Final = 1024 * 1024
"""Bytes that are kept of settings that cannot be used."""


class Settings:
    """The settings of one window.

    Attributes:
        theme: the size of text, the speed, and whether things move.
        full: whether the window shall fill the screen.
        refused: why what was chosen last could not be kept; empty where it was.
        problem: why what was kept is not used; empty where it is, or nothing was kept.
    """

    def __init__(self, file: Path) -> None:
        """Read the settings.

        Args:
            file: where they are kept; what it does not say, or says wrongly, is as usual.
        """
        self._file = file
        self.theme = Theme()
        self.full = False
        self.refused = self.problem = ""
        self._damaged: bytes | None = None
        try:
            found = read_json(file, LARGEST)
            self.theme = Theme(
                text=_within(found, "text", 1.0, PERCENTS[-1] / 100),
                motion=bool(found.get("motion", True)),
                speed=_within(found, "speed", 0.25, 8.0),
            )
            self.full = bool(found.get("full", False))
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, AttributeError, OverflowError) as error:
            self._set_aside(error)

    def _set_aside(self, error: Exception) -> None:
        """Say that the settings cannot be used, and remember what is there as far as it can be."""
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        if isinstance(error, TypeError | AttributeError):
            why = "they are not written as settings are"
        self.problem = (
            f"{self._file}: the settings cannot be used ({why}), so all is as at the first time."
        )
        with suppress(OSError, ValueError):
            self._damaged = read_plain(self._file, MOST_ASIDE)
            self.problem += " When you change one, the file is kept as it is beside the new one."

    def take_problem(self) -> str:
        """Take the sentence about settings that are not used; it is given once."""
        problem, self.problem = self.problem, ""
        return problem

    def save(self) -> None:
        """Keep the settings; a disk that refuses is no reason to stop, and `refused` tells it."""
        kept = {
            "text": self.theme.text,
            "motion": self.theme.motion,
            "speed": self.theme.speed,
            "full": self.full,
        }
        self.refused = ""
        try:
            if self._damaged is not None:
                keep_aside(self._file, self._damaged)
                self._damaged = None
            elif self._file.exists() and not self._file.is_file():
                # To write to a pipe would wait for whoever reads it.
                raise NotPlain()
            write_whole(self._file, json.dumps(kept).encode())
        except OSError as error:
            self.refused = (
                f"{self._file}: the settings hold until the window closes, for they cannot be "
                f"kept ({error.strerror or error})."
            )


def _within(found: dict[str, Any], name: str, least: float, most: float) -> float:
    """A number between two ends; 1 where it is not told."""
    return min(most, max(least, float(found.get(name, 1.0))))
