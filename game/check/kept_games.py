"""The file of a simulation: it grows while games are played, and the same command goes on in it.

The file is the document of `panj simulate --json`, laid out so that it can grow: what was asked in
the first line, a line for each game, and at the end what came of them all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from game.check.simulated_game import SimulatedGame, game_of
from game.files import read_plain
from game.table.snapshot import DISK, write_whole

#: Seconds after which games are written, so that a short game does not wait for the disk.
PATIENCE = 1.0
#: Bytes of games that are read back; ten million games have fewer.
MOST_BYTES = 2**33


class OtherGames(ValueError):
    """The file holds something else than the first of the games that are asked for."""


class KeptGames:
    """The games of one simulation in a file.

    Attributes:
        path: the file.
        found: the games that were in it, in order.
        count: how many there are now; those that could not be written are kept in memory.
        failure: why the last attempt to write failed; None while the disk takes everything.
    """

    def __init__(self, path: Path, head: Mapping[str, Any], games: int) -> None:
        """Read what an earlier run of the same command left; nothing is written yet.

        What follows the last whole game, such as half a line, is written over.

        Args:
            path: the file; what is there and no plain file is only written at the end.
            head: what was asked, as JSON has it; the games go by it alone.
            games: how many are asked for.

        Raises:
            OtherGames: the file holds other games, more of them, or none at all.
            OSError: it cannot be read.
        """
        self.path = path
        self.failure: OSError | None = None
        self.found: list[SimulatedGame] = []
        self.count = 0
        self._head = json.dumps(head, ensure_ascii=False)
        self._plain = path.is_file() or not path.exists()
        self._first = f'{self._head[:-1]}, "results": ['.encode()
        self._whole = bytearray(self._first)
        self._good: int | None = None
        self._since = time.monotonic()
        if path.is_file():
            self._read(dict(head), games)

    def _read(self, head: dict[str, Any], games: int) -> None:
        data = read_plain(self.path, MOST_BYTES)
        first, newline, rest = data.partition(b"\n")
        if not newline and self._first.startswith(first):
            return  # Empty, or its first line half written.
        there = _parsed(first + b"]}")
        if not isinstance(there, dict) or there.pop("results", None) != []:
            raise OtherGames(
                f"{self.path} is there and holds no games of a simulation; give --out the name "
                "of another file."
            )
        asked = json.loads(self._head)
        for key in (*asked, *there):
            if there.get(key) != asked.get(key):
                raise OtherGames(
                    f"{self.path} holds games of another command (its {key} is "
                    f"{_short(there.get(key))}, here {_short(asked.get(key))}); give --out the "
                    "name of another file."
                )
        good = len(first)
        for line in rest.split(b"\n"):
            game = game_of(_parsed(line.removeprefix(b",")))
            if game is None or game.seed != asked["seed"] + len(self.found):
                break
            self.found.append(game)
            good += 1 + len(line)
        if len(self.found) > games:
            raise OtherGames(
                f"{self.path} holds {len(self.found)} games already, more than the {games} that "
                "are asked for; ask for more, or give --out the name of another file."
            )
        self._whole, self._good = bytearray(data[:good]), good
        self.count = len(self.found)

    def add(self, game: SimulatedGame) -> None:
        """Take one more game; it is written within a second, or with a later one.

        A disk that refuses is tried again; `failure` says that it did.
        """
        comma = b"," if self.count else b""
        self.count += 1
        self._whole += b"\n" + comma + json.dumps(attrs.asdict(game), ensure_ascii=False).encode()
        if time.monotonic() - self._since >= PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Write what is not in the file yet, if it is one that can grow."""
        self._since = time.monotonic()
        try:
            if self._plain:
                self._write(self._whole)
        except OSError as error:
            self.failure = error

    def leave(self, more: Mapping[str, Any]) -> None:
        """End the document before all games are played; a disk that refuses is in `failure`.

        Args:
            more: what comes after the games.
        """
        try:
            self.finish(more)
        except OSError as error:
            self.failure = error

    def finish(self, more: Mapping[str, Any]) -> None:
        """Write the rest of the games and the end of the document.

        Args:
            more: what comes after the games.

        Raises:
            OSError: the disk refused.
        """
        tail = json.dumps(more, ensure_ascii=False)[1:]
        self._write(self._whole + f"\n], {tail}\n".encode())

    def _write(self, whole: bytearray) -> None:
        """Let the file be these bytes, of which it has the first already, if they are there."""
        good = self._good
        if good is not None and self.path.is_file() and self.path.stat().st_size >= good:
            DISK.append(self.path, good, bytes(whole[good:]))
        else:
            write_whole(self.path, bytes(whole))
        self._good, self.failure = len(self._whole), None


def _parsed(line: bytes) -> Any:
    """The JSON of a line; None for anything else."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _short(value: Any) -> str:
    """A value in few characters, for a sentence."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
