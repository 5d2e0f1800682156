"""What a person chose for the window: read when it opens, written when it changes."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from game import catalogue
from game.catalogue import phrase
from game.rules.source.files import NotPlain, read_json, read_plain
from game.table.language import LARGEST
from game.table.snapshot import keep_aside, write_whole
from game.ui.theme import PERCENTS, Theme

if TYPE_CHECKING:
    from pathlib import Path


MOST_ASIDE: Final = 1024 * 1024
"""Bytes that are kept of settings that cannot be used."""


class Settings:
    """The settings of one window.

    Attributes:
        theme: the size of text, the speed, and whether things move.
        full: whether the window shall fill the screen.
        language: the id of the language that is spoken.
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
        self.language = catalogue.USUAL
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
            self.speak(str(found.get("language", catalogue.USUAL)))
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, AttributeError, OverflowError) as error:
            self._set_aside(error)

    def _set_aside(self, error: Exception) -> None:
        """Say that the settings cannot be used, and remember what is there as far as it can be."""
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        if isinstance(error, TypeError | AttributeError):
            why = phrase("settings.not_written")
        self.problem = phrase("settings.unusable", path=self._file, why=why)
        with suppress(OSError, ValueError):
            self._damaged = read_plain(self._file, MOST_ASIDE)
            self.problem += " " + phrase("settings.aside")

    def speak(self, language: str) -> None:
        """Speak a language from now on; English where there is none of that id."""
        self.language = catalogue.choose(language)

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
            "language": self.language,
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
            why = error.strerror or error
            self.refused = phrase("settings.unkept", path=self._file, why=why)


def _within(found: dict[str, Any], name: str, least: float, most: float) -> float:
    """A number between two ends; 1 where it is not told."""
    return min(most, max(least, float(found.get(name, 1.0))))
