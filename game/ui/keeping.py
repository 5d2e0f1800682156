"""Where a game is kept: written, written elsewhere, and what its people must know of that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.table.crash import kept_elsewhere

if TYPE_CHECKING:
    from pathlib import Path

    from game.bots.door import Door
    from game.table import Attempt, Sitting


class Keeping:
    """The file of one game."""

    def __init__(self, sitting: Sitting, door: Door) -> None:
        """Keep a game.

        Args:
            sitting: the game.
            door: by what all that is done at its table goes.
        """
        self._sitting, self._door = sitting, door

    def keep(self) -> Attempt[None]:
        """Write what is in memory only."""
        return self._door.do(self._sitting.flush)

    def keep_in(self, folder: Path) -> Attempt[Path]:
        """Write the game to a new file in a folder, and go on there if its own file refuses."""
        return self._door.do(partial(self._sitting.save_in, folder, self._sitting.game.scenario.id))

    def take_notices(self) -> list[str]:
        """Take the sentences for the people at the table; each is given once."""
        return self._door.take_notices()

    def notify(self, words: str) -> None:
        """Add a sentence for the people at the table."""
        self._sitting.notices.append(words)

    def last_words(self) -> str:
        """Write what can still be written, and say in a sentence where the game is kept."""
        return self._sitting.last_words()

    def copy_to(self, path: Path) -> None:
        """Write the whole game to another file; raises SaveFailed where the disk refuses."""
        self._sitting.copy_to(path)

    def save_in(self, folder: Path, stem: str) -> Path:
        """Write the whole game to a new file; raises SaveFailed where the disk refuses."""
        return self._sitting.save_in(folder, stem)

    def close(self, folder: Path | None) -> str:
        """Write what is not on the disk yet, elsewhere if need be.

        Args:
            folder: where a game goes that its own file refuses.

        Returns:
            What the people must know of it; nothing where the game is in its own file.
        """
        refused = self._door.do(self._sitting.close).words
        if not refused and not self._sitting.unsaved:
            return ""
        return f"{refused} {kept_elsewhere(self._sitting, folder)}".strip()
