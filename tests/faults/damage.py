"""Saves that were damaged in every way: cut, bits turned, entries deleted, doubled and swapped."""

from __future__ import annotations

import random
import tomllib
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from game.bots import bots_of
from game.table import SavedGame, SaveError, Sitting
from game.table.entry import OPENING, Entry
from game.table.header import MARKER
from game.table.saves import save_info
from tests.faults.judge import Wrong
from tests.faults.sessions import a_save

#: The same game as earlier formats wrote it.
OLDER = sorted((Path(__file__).parent / "saves").glob("*.toml"))
#: What stands for the table itself in a head: with another of these it is another game.
HEAD = ("scenario", "seed", "seats", "options", "rules", "rules_name", "rules_sha256")

#: The first format whose files have an end that tells when entries were removed.
ENDING = 3


def bases() -> dict[str, bytes]:
    """Sound saves, by name: of the present format and of each before."""
    return {"present": a_save()} | {path.stem: path.read_bytes() for path in OLDER}


@attrs.define
class Tally:
    """What came of the damaged files.

    Attributes:
        tried: how many files.
        whole: of them, those that load whole: the damage was where nothing stands.
        partly: those that load as a shorter game, and say so.
        refused: those that are refused in a sentence.
        failures: a line for each that did otherwise, with what meets it again.
    """

    tried: int = 0
    whole: int = 0
    partly: int = 0
    refused: int = 0
    failures: list[str] = attrs.field(factory=list)

    def told(self) -> str:
        """A line of figures."""
        return (
            f"{self.tried} damaged saves: {self.whole} load whole, {self.partly} in part and say "
            f"so, {self.refused} are refused in a sentence; {len(self.failures)} failed"
        )


class Trial:
    """One sound save, and the judgement of damaged copies of it."""

    def __init__(self, name: str, data: bytes, folder: Path) -> None:
        """Load it once as it is.

        Args:
            name: for the lines about failures.
            data: the save.
            folder: an existing one, for the copies.
        """
        self.name, self.data = name, data
        self.path = folder / f"{name}.toml"
        self.path.write_bytes(data)
        sitting = Sitting.open(SavedGame(self.path), bots_of)
        self.usual = set(sitting.notices)
        self.entries: tuple[Entry, ...] = sitting.entries
        self.header = sitting.header
        version = tomllib.loads(data.decode())["version"]
        #: Whether its format ends after any entry, so that a cut there cannot be seen.
        self._open_ended = version < ENDING
        #: The position after each entry, and before the first.
        self.states: dict[int, bytes] = {sitting.n: bytes(sitting.state)}

    def positions(self) -> None:
        """Learn the position after each entry, from copies cut between two entries."""
        for _, stop in self.spans():
            self.path.write_bytes(self.data[:stop])
            sitting = Sitting.open(SavedGame(self.path), bots_of)
            if sitting.entries != self.entries[: sitting.n]:
                raise Wrong(f"{self.name}: cut at {stop} it holds other entries")
            self.states[sitting.n] = bytes(sitting.state)

    def spans(self) -> list[tuple[int, int]]:
        """Where each entry begins and ends, the head before them counted as one."""
        starts, at = [0], self.data.index(MARKER.encode())
        while (at := self.data.find(b"\n" + OPENING.encode(), at)) >= 0:
            at += 1
            starts.append(at)
        return list(zip(starts, [*starts[1:], len(self.data)], strict=True))

    def _ends_soundly(self, data: bytes) -> bool:
        """Whether nothing could tell of the loss: a save of before ends after any whole entry."""
        return self._open_ended and self.data.startswith(data.rstrip())

    def judge(self, data: bytes) -> str:
        """Load a damaged copy.

        Returns:
            "whole", "partly" or "refused".

        Raises:
            Wrong: it is not what was played, or a loss is not said.
        """
        self.path.write_bytes(data)
        info = save_info(self.path)
        try:
            sitting = Sitting.open(SavedGame(self.path), bots_of)
        except SaveError as error:
            if not str(error) or "\n" in str(error):
                raise Wrong(f"it is refused in these words: {str(error)!r}") from error
            return "refused"
        if info is None or not info.loads:
            raise Wrong("it loads, and the list of saves says that it does not")
        n = sitting.n
        for part in HEAD:
            if getattr(sitting.header, part) != getattr(self.header, part):
                raise Wrong(f"it loads with another {part}")
        if sitting.entries != self.entries[:n]:
            raise Wrong(f"it loads {n} entries that are not those that were played")
        if bytes(sitting.state) != self.states[n]:
            raise Wrong(f"it loads {n} entries and another position")
        said = set(sitting.notices) - self.usual
        if n < len(self.entries) and not said and not self._ends_soundly(data):
            raise Wrong(f"{len(self.entries) - n} entries are lost, and nothing is said")
        if any("\n" in words for words in said):
            raise Wrong(f"it is said in these words: {said}")
        return "partly" if n < len(self.entries) else "whole"


def cuts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file cut at every byte."""
    for at in range(len(data)):
        yield f"--cut {at}", data[:at]


def flips(data: bytes, count: int, dice: random.Random) -> Iterator[tuple[str, bytes]]:
    """So many bits turned, each in a copy of its own."""
    for _ in range(count):
        yield flip(data, dice.randrange(len(data) * 8))


def flip(data: bytes, bit: int) -> tuple[str, bytes]:
    """One bit turned."""
    copy = bytearray(data)
    copy[bit // 8] ^= 1 << bit % 8
    return f"--bit {bit}", bytes(copy)


def shuffles(data: bytes, spans: list[tuple[int, int]]) -> Iterator[tuple[str, bytes]]:
    """Each entry deleted, doubled, moved to the end, and swapped with each other one."""
    head, *parts = [data[start:stop] for start, stop in spans]
    for i in range(len(parts)):
        yield f"--delete {i}", b"".join([head, *parts[:i], *parts[i + 1 :]])
        yield f"--double {i}", b"".join([head, *parts[: i + 1], *parts[i:]])
        for j in range(i + 1, len(parts)):
            mixed = list(parts)
            mixed[i], mixed[j] = mixed[j], mixed[i]
            yield f"--swap {i} {j}", b"".join([head, *mixed])


def try_all(trial: Trial, damaged: Iterable[tuple[str, bytes]], tally: Tally) -> None:
    """Judge damaged copies of a save."""
    for how, data in damaged:
        if data == trial.data:
            continue
        tally.tried += 1
        try:
            came = trial.judge(data)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            tally.failures.append(
                f"python -m tests.faults damage --save {trial.name} {how}   # "
                f"{type(error).__name__}: {' '.join(str(error).split())[:200]} "
                f"({Path(frame.filename).name}:{frame.lineno})"
            )
        else:
            setattr(tally, came, getattr(tally, came) + 1)
