"""What a person chose for the window: read when it opens, written when it changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from game.rules.source.files import read_json
from game.table.snapshot import write_whole
from game.ui.theme import PERCENTS, Theme

if TYPE_CHECKING:
    from pathlib import Path


LARGEST: Final = 64 * 1024
"""Bytes of settings: larger ones are not read."""


class Settings:
    """The settings of one window.

    Attributes:
        theme: the size of text, the speed, and whether things move.
        full: whether the window shall fill the screen.
        refused: why what was chosen last could not be kept; empty where it was.
    """

    def __init__(self, file: Path) -> None:
        """Read the settings.

        Args:
            file: where they are kept; what it does not say, or says wrongly, is as usual.
        """
        self._file = file
        self.theme = Theme()
        self.full = False
        self.refused = ""
        try:
            found = read_json(file, LARGEST)
            self.theme = Theme(
                text=_within(found, "text", 1.0, PERCENTS[-1] / 100),
                motion=bool(found.get("motion", True)),
                speed=_within(found, "speed", 0.25, 8.0),
            )
            self.full = bool(found.get("full", False))
        except (OSError, ValueError, TypeError, AttributeError, OverflowError):
            return

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
            write_whole(self._file, json.dumps(kept).encode())
        except OSError as error:
            self.refused = (
                f"{self._file}: the settings hold until the window closes, for they cannot be "
                f"kept ({error.strerror or error})."
            )


def _within(found: dict[str, Any], name: str, least: float, most: float) -> float:
    """A number between two ends; 1 where it is not told."""
    return min(most, max(least, float(found.get(name, 1.0))))
