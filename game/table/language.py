"""The language that is spoken: of the command line, of PANJ_LANG, of the settings, of the system.

The first of these that says one which there is counts. What was chosen in the window is in the
settings, and is spoken at the terminal as well.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from game.catalogue import USUAL, choose, known_as, languages
from game.files import read_json
from game.table.places import saves_folder

#: The variable of the system that says the language; `--lang` sets it for the parts of the program.
VARIABLE: Final = "PANJ_LANG"
#: Those by which the system says its own, as POSIX has them: the first that is set counts.
_SYSTEM: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
#: Bytes of settings: larger ones are not read.
LARGEST: Final = 64 * 1024


def settings_file(folder: Path | None = None) -> Path:
    """Where settings are kept.

    Args:
        folder: the folder that holds them; None for the person's own.
    """
    return (folder or saves_folder().parent) / "settings.json"


def wanted() -> str | None:
    """The language that the command line or PANJ_LANG says, if there is such a language."""
    return known_as(os.environ.get(VARIABLE, ""))


def usual() -> str:
    """The language where none was chosen: that of the system, if there is such; else English."""
    named = next(filter(None, map(os.environ.get, _SYSTEM)), "")
    short = named.partition(".")[0].partition("_")[0]
    return short if short in languages() else USUAL


def speak_as_chosen() -> None:
    """Speak the language of the command line, the settings or the system."""
    language = wanted()
    if language is None:
        language = usual()
        with suppress(OSError, ValueError, TypeError, AttributeError):
            language = str(read_json(settings_file(), LARGEST).get("language", language))
    choose(language)
