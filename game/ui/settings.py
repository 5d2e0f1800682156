"""What a person chose for the window: read when it opens, written when it changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from game.ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path


class Settings:
    """The settings of one window.

    Attributes:
        theme: the scale of text, the speed, and whether things move.
        full: whether the window shall fill the screen.
    """

    def __init__(self, file: Path) -> None:
        """Read the settings.

        Args:
            file: where they are kept; what it does not say, or says wrongly, is as usual.
        """
        self._file = file
        self.theme = Theme()
        self.full = False
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            self.theme = Theme(
                scale=_within(found, "scale", 0.8, 1.6),
                motion=bool(found.get("motion", True)),
                speed=_within(found, "speed", 0.25, 8.0),
            )
            self.full = bool(found.get("full", False))
        except (OSError, ValueError, TypeError, AttributeError):
            return

    def save(self) -> None:
        """Keep the settings; a disk that refuses is no reason to stop."""
        kept = {
            "scale": self.theme.scale,
            "motion": self.theme.motion,
            "speed": self.theme.speed,
            "full": self.full,
        }
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(kept), encoding="utf-8")
        except OSError:
            return


def _within(found: dict[str, Any], name: str, least: float, most: float) -> float:
    """A number between two ends; 1 where it is not told."""
    return min(most, max(least, float(found.get(name, 1.0))))
