"""What can go wrong at a table; every message is one sentence made for the person who reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.table.lock import Holder
    from game.table.records import Step


class TableError(Exception):
    """Something that cannot be done at this table now; `str()` is a sentence saying why."""


class BadSeat(TableError):
    """No such seat, or no such way to fill it."""


class NotYourMove(TableError):
    """Somebody else, or nobody, is to move; or the game is paused or over."""


class UndoRefused(TableError):
    """The last move cannot be taken back; the sentence says what was revealed or who acted."""


class SaveFailed(TableError):
    """The disk refused an entry.

    The game in memory has gone on, and the entry is written with the next one.

    Attributes:
        step: the step that was made in memory but not yet saved, where there was one.
    """

    step: Step | None = None


class SaveError(TableError):
    """A file that cannot be loaded as a save."""


class SaveUnreadable(SaveError):
    """The file is missing, is a folder, or may not be read."""


class TooLarge(SaveError):
    """The file is larger than any save may be; it was not read."""


class NotToml(SaveError):
    """The head of the file is not TOML."""


class NotASave(SaveError):
    """The file is TOML but not a save of this program."""


class OtherVersion(SaveError):
    """The save was written in a format, or with a generator, that this program does not know."""


class HeaderDamaged(SaveError):
    """The head of the save is incomplete or was changed after it was written."""


class WrongRules(SaveError):
    """The rules inside the save are not those it was played with, or can no longer be read."""


class SaveExists(SaveError):
    """A new file would take the place of one that is there."""


class SaveInUse(SaveError):
    """Another program plays the game in the save.

    Attributes:
        path: the save.
        holder: who plays it, as far as is known.
    """

    def __init__(self, words: str, path: Path, holder: Holder) -> None:
        """Say it.

        Args:
            words: the sentence.
            path: the save.
            holder: who plays it.
        """
        super().__init__(words)
        self.path = path
        self.holder = holder
