"""What a person chose for the window: read when it opens, written when it changes."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from game import catalogue
from game.catalogue import phrase
from game.drawing.palettes import PALETTES, USUAL, wear
from game.files import NotPlain, read_json, read_plain
from game.table.language import LARGEST, usual, wanted
from game.table.snapshot import keep_aside, write_whole
from game.ui.keyset import KeySet
from game.ui.theme import PERCENTS, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


MOST_ASIDE: Final = 1024 * 1024
"""Bytes that are kept of settings that cannot be used."""
#: How loud it is where nobody chose, and at most, in per cent.
LOUD, LOUDEST = 60, 100
#: So many signs of a value that cannot be are told.
_TOLD = 40

#: What a council may have, in minutes; 0 for no limit.
MINUTES: Final = (0, 2, 4, 6, 10)

T = TypeVar("T")


class Settings:
    """The settings of one window.

    Attributes:
        theme: the size of text, the speed, and whether things move.
        full: whether the window shall fill the screen.
        language: the id of the language that is spoken.
        keys: which key each act has.
        palette: the id of the palette that is worn.
        sound: how loud it is, from 0, which is silence, to 100.
        council: so many minutes a council has; 0 for no limit.
        council_ends: whether no offer is made any more once its time is up.
        hints: whether a person who is asked may see what a strong player would try.
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
        self.language = catalogue.choose(wanted() or usual())
        #: What is kept of it: a language of the command line is for this time alone.
        self._kept_language: str | None = None
        self.sound = LOUD
        self.council, self.council_ends = 0, False
        self.hints = True
        self.keys = KeySet()
        self.palette = USUAL
        wear(USUAL)
        self.refused = self.problem = ""
        self._damaged: bytes | None = None
        #: What another version of the program keeps in the same file.
        self._others: dict[str, Any] = {}
        try:
            found = read_json(file, LARGEST)
            if not isinstance(found, dict):
                raise TypeError
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, OverflowError) as error:
            self._set_aside(error)
        else:
            self._take(found)

    def _take(self, found: dict[str, Any]) -> None:
        """Use what was kept, value by value; one that cannot be is told, and is as usual."""
        kept = _Kept(found)
        self.theme = Theme(
            text=kept.take("text", "settings.size", 1.0, _between(1.0, PERCENTS[-1] / 100)),
            motion=kept.take("motion", "settings.motion", True, _is_switch),
            speed=kept.take("speed", "settings.speed", 1.0, _between(0.25, 8.0)),
            projector=kept.take("projector", "settings.projector", False, _is_switch),
        )
        self.full = kept.take("full", "settings.full", False, _is_switch)
        self.sound = kept.take("sound", "settings.sound", LOUD, _is_loudness)
        self.council = kept.take("council", "settings.council", 0, _is_minutes)
        self.council_ends = kept.take("council_ends", "settings.council_ends", False, _is_switch)
        self.hints = kept.take("hints", "settings.hints", True, _is_switch)
        languages = _one_of(catalogue.languages())
        chosen = kept.take("language", "settings.language", usual(), languages)
        self._kept_language = chosen if "language" in found else None
        self.language = catalogue.choose(wanted() or chosen)
        self.wear(kept.take("palette", "settings.palette", USUAL, _one_of(PALETTES)))
        odd = self.keys.take(kept.take("keys", "settings.keys", {}, _is_table))
        kept.odd += odd
        self._others = kept.rest
        if kept.odd:
            self.problem = phrase("settings.odd", path=self._file, what=" ".join(kept.odd))
            self._keep_damaged()

    def _set_aside(self, error: Exception) -> None:
        """Say that the settings cannot be used, and remember what is there as far as it can be."""
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        if isinstance(error, TypeError):
            why = phrase("settings.not_written")
        self.problem = phrase("settings.unusable", path=self._file, why=why)
        self._keep_damaged()

    def _keep_damaged(self) -> None:
        with suppress(OSError, ValueError):
            self._damaged = read_plain(self._file, MOST_ASIDE)
            self.problem += " " + phrase("settings.aside")

    def speak(self, language: str) -> None:
        """Speak a language from now on; English where there is none of that id."""
        self.language = self._kept_language = catalogue.choose(language)

    def wear(self, palette: str) -> None:
        """Wear a palette from now on.

        Args:
            palette: one of `PALETTES`.
        """
        self.palette = palette
        wear(palette)

    def take_problem(self) -> str:
        """Take the sentence about settings that are not used; it is given once."""
        problem, self.problem = self.problem, ""
        return problem

    def save(self) -> None:
        """Keep the settings; a disk that refuses is no reason to stop, and `refused` tells it."""
        kept = {
            **self._others,
            "text": self.theme.text,
            "motion": self.theme.motion,
            "speed": self.theme.speed,
            "projector": self.theme.projector,
            "full": self.full,
            "language": self._kept_language or usual(),
            "sound": self.sound,
            "council": self.council,
            "council_ends": self.council_ends,
            "hints": self.hints,
            "keys": self.keys.chosen,
            "palette": self.palette,
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


class _Kept:
    """What a file of settings holds, taken value by value.

    Attributes:
        rest: what was not taken.
        odd: a sentence for each value that cannot be.
    """

    def __init__(self, found: dict[str, Any]) -> None:
        self.rest = dict(found)
        self.odd: list[str] = []

    def take(self, name: str, title: str, usual: T, fits: Callable[[Any], bool]) -> T:
        """Take a value: what is usual where there is none, or where it cannot be.

        Args:
            name: what the file calls it.
            title: the key of the phrase that people know it by.
            usual: the value where nobody chose one.
            fits: whether a value can be.
        """
        if name not in self.rest:
            return usual
        found = self.rest.pop(name)
        if fits(found):
            return type(usual)(found)  # type: ignore[call-arg]
        told = json.dumps(found, ensure_ascii=False)
        told = told if len(told) <= _TOLD else told[: _TOLD - 1] + "…"
        self.odd.append(phrase("settings.odd_value", what=phrase(title), value=told))
        return usual


def _between(least: float, most: float) -> Callable[[Any], bool]:
    """Whether a value is a number between two ends."""
    return lambda found: _is_number(found) and bool(least <= found <= most)


def _one_of(offered: Iterable[str]) -> Callable[[Any], bool]:
    """Whether a value is one of some words."""
    among = frozenset(offered)
    return lambda found: isinstance(found, str) and found in among


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _is_switch(found: Any) -> bool:
    return isinstance(found, bool)


def _is_table(found: Any) -> bool:
    return isinstance(found, dict)


def _is_loudness(found: Any) -> bool:
    return isinstance(found, int) and _is_number(found) and 0 <= found <= LOUDEST


def _is_minutes(found: Any) -> bool:
    return isinstance(found, int) and _is_number(found) and found in MINUTES
