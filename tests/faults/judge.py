"""What must hold whatever failed: nothing acknowledged is lost, and whoever plays is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest

from game.bots import bots_of
from game.table import SavedGame, SaveError, Sitting, list_saves
from game.table.errors import TableError
from game.table.header import VERSION
from game.table.save_reader import read
from tests.faults.calls import Faults

#: Words of which some are in every sentence about what is not on the disk.
TOLD = re.compile(
    r"could not be (saved|written|begun)|in memory|cannot be (written|read|saved|listed|locked)"
    r"|refuse|not (all )?(is )?saved|is lost|no autosave could|only as far as could be"
)


class Wrong(AssertionError):
    """Something that must hold does not."""


def entries_in(path: Path) -> list[str] | None:
    """The chains of the entries that a file holds; None where it cannot be loaded at all."""
    try:
        reading = read(path)
    except SaveError:
        return None
    return [entry.chain for entry in reading.entries]


@attrs.define
class Witness:
    """Sees a session: what is said, which sittings there are, what of them is on the disk.

    Attributes:
        faults: what fails, and what is not counted.
        home: the folder of settings and saves.
        said: every sentence that was shown, in order.
        sittings: the games that were opened, the newest last.
        acts: how many things people did that were taken.
    """

    faults: Faults
    home: Path
    said: list[str] = attrs.field(factory=list)
    sittings: list[Sitting] = attrs.field(factory=list)
    acts: int = 0
    _quiet: int = 0
    _shown: list[str] = attrs.field(factory=list)

    def shows(self, words: list[str]) -> None:
        """A window shows these words now; those that it did not show before are said."""
        self.said += [text for text in words if text not in self._shown]
        self._shown = words

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notice every sitting that is opened while this lasts."""
        before = Sitting.__init__

        def made(sitting: Sitting, *args: Any, **more: Any) -> None:
            before(sitting, *args, **more)
            self.sittings.append(sitting)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Sitting, "__init__", made)
            yield

    def behind(self) -> int:
        """How many entries of the newest sitting are in no file that can be loaded."""
        if not self.sittings:
            return 0
        sitting = self.sittings[-1]
        there = [entry.chain for entry in sitting.entries]
        if sitting.path is None:
            return max(1, len(there))
        with self.faults.resting():
            try:
                reading = read(sitting.path)
            except SaveError:
                return max(1, len(there))
        found = [entry.chain for entry in reading.entries]
        if reading.header.version != VERSION:
            # The same entries are sealed otherwise in an older format.
            return max(0, len(there) - len(found))
        same = 0
        while same < min(len(there), len(found)) and there[same] == found[same]:
            same += 1
        return len(there) - same

    def look(self) -> None:
        """The program waits for a person: whatever is not on the disk has been said by now.

        Raises:
            Wrong: it was not.
        """
        late = self.behind()
        if not late:
            self._quiet = len(self.said)
        elif not any(TOLD.search(words) for words in (*self.said[self._quiet :], *self._shown)):
            raise Wrong(f"{late} entries are in no file, and nobody was told")

    def settled(self) -> None:
        """The fault is over and something was done since: all must be in the file.

        Raises:
            Wrong: it is not.
        """
        if late := self.behind():
            raise Wrong(f"{late} entries are in no file though the disk takes everything again")


def judge_files(witness: Witness) -> int:
    """Load every file of a home, as the next start would.

    Returns:
        How many were loaded.

    Raises:
        Wrong: one is neither a prefix of what was played nor refused in one sentence.
    """
    home = witness.home
    known = [[entry.chain for entry in sitting.entries] for sitting in witness.sittings]
    loaded = 0
    with witness.faults.resting():
        list_saves(home / "saves", home / "autosaves")
        for path in sorted(p for p in home.rglob("*") if p.is_file()):
            if path.suffix != ".toml" and ".damaged" not in path.name:
                continue
            try:
                sitting = Sitting.open(SavedGame(path), bots_of)
            except TableError as error:
                if "\n" in str(error) or not str(error):
                    raise Wrong(f"{path.name} is refused in these words: {error!r}") from error
                continue
            found = [entry.chain for entry in sitting.entries]
            loaded += 1
            if known and not any(chains[: len(found)] == found for chains in known):
                raise Wrong(f"{path.name} loads as something that nobody played")
            close = getattr(sitting, "close", None)
            if close is not None:
                close()
    return loaded
