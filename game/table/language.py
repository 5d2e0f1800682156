"""The language that a person chose in the window; it is spoken at the terminal as well."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from game.catalogue import USUAL, choose
from game.rules.source.files import read_json
from game.table.places import saves_folder

#: Bytes of settings: larger ones are not read.
LARGEST: Final = 64 * 1024


def settings_file(folder: Path | None = None) -> Path:
    """Where settings are kept.

    Args:
        folder: the folder that holds them; None for the person's own.
    """
    return (folder or saves_folder().parent) / "settings.json"


def speak_as_chosen() -> None:
    """Speak the language of the settings; English where none was chosen, or none can be read."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        choose(str(read_json(settings_file(), LARGEST).get("language", USUAL)))
