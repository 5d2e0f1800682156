"""Programs that play one save, by turns and at once, and what an outsider does to it meanwhile.

Nothing that was acknowledged may be in no file that loads, and no program may go on elsewhere
without a word. By hand, for as long as one likes, with processes that are killed:

    python -m tests.table.two_programs --count 500
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import attrs
import pytest

from game.table import GameSetup, SavedGame, SaveError, SaveInUse, Sitting
from game.table.entry import Entry
from tests.loaded import rules_of
from tests.making_once import making_once

GAME = "tic-tac-toe"
HARMLESS = ("touch", "same")
OUTSIDE = (*HARMLESS, "older", "cut", "garbage", "empty", "gone", "other")
"""What a synchronised folder, a backup or a careless hand may do to a save in play."""


@attrs.define(eq=False)
class Program:
    """A program that has opened the save.

    Attributes:
        sitting: its game.
        told: what it has told its people.
        kept: the entries that it acknowledged to be kept; empty for one that only looks.
        shaken: whether an outsider took its file in hand since it last wrote.
    """

    sitting: Sitting
    told: list[str] = attrs.field(factory=list)
    kept: tuple[Entry, ...] = ()
    shaken: bool = False


@lru_cache(maxsize=64)
def held(path: Path, data: bytes) -> tuple[Entry, ...] | None:
    """What a file holds; None where it does not load.

    Args:
        path: the file.
        data: what is in it; a file that nobody touched is loaded once.
    """
    try:
        return Sitting.open(SavedGame(path), {}).entries
    except SaveError:
        return None


class World:
    """A folder with one save, and the programs that have it."""

    def __init__(self, folder: Path) -> None:
        """Begin the game, and leave it.

        Args:
            folder: an empty one.
        """
        self.folder = folder
        self.save = folder / "game.toml"
        self.programs: list[Program] = []
        self.left: list[tuple[Entry, ...]] = []
        self.refused = 0
        self.moved = 0
        self.acknowledged = 0
        self._count = 0
        sitting = Sitting.open(GameSetup(rules_of(GAME), "standard", path=self.save), {})
        self.start = self.save.read_bytes()
        sitting.close()

    def open(self, hold: bool) -> None:
        """Let one more program open the save."""
        try:
            self.programs.append(Program(Sitting.open(SavedGame(self.save, hold=hold), {})))
        except SaveInUse:
            self.refused += 1
        except SaveError:
            assert not self.save.exists() or self._unreadable()

    def _unreadable(self) -> bool:
        return self.save not in self.loadable()

    def write(self, which: int, move: bool = False) -> None:
        """Let a program do something that it acknowledges."""
        program = self.programs[which % len(self.programs)]
        sitting, before = program.sitting, program.sitting.path
        self._count += 1
        if move and sitting.legal():
            legal = sitting.legal()
            sitting.play(legal[self._count % len(legal)].id)
        else:
            sitting.facilitator.note(f"word {self._count}")
        self.acknowledged += 1
        program.kept, program.shaken = sitting.entries, False
        self._hear(program, before)

    def _hear(self, program: Program, before: Path | None) -> None:
        news = list(program.sitting.notices)
        program.sitting.notices.clear()
        program.told += news
        if program.sitting.path != before:
            self.moved += 1
            assert any(str(program.sitting.path) in words for words in news), "it moved in silence"

    def close(self, which: int) -> None:
        """Let a program be closed as people close it."""
        program = self.programs.pop(which % len(self.programs))
        before = program.sitting.path
        program.sitting.close()
        self._hear(program, before)
        if program.kept:
            self.left.append(program.kept)

    def crash(self, which: int) -> None:
        """Let a program end in the middle; the system gives its lock up."""
        program = self.programs.pop(which % len(self.programs))
        if program.sitting._recorder.journal.file is not None:
            program.sitting._recorder.journal.file.release()
        if program.kept and not program.shaken:
            self.left.append(program.kept)

    def outside(self, what: str, at: int) -> None:
        """Let somebody else change the save."""
        data = self.save.read_bytes() if self.save.is_file() else self.start
        if what not in HARMLESS:
            # What was in this file alone is theirs to answer for, unless its program still lives.
            self.left = [kept for kept in self.left if self._elsewhere(kept)]
            for program in self.programs:
                program.shaken |= program.sitting.path == self.save
        if what == "touch":
            if self.save.exists():
                os.utime(self.save, (at, at))
            return
        lines = data.split(b"\n[[entry]]\n")
        new = {
            "same": data,
            "older": b"\n[[entry]]\n".join(lines[: 1 + at % len(lines)]),
            "cut": data[: len(data) - at % 50],
            "garbage": data + b"garbage\n",
            "empty": b"",
            "gone": None,
            "other": self.start.replace(b"seed = 0", b"seed = 1"),
        }[what]
        if self.save.exists() or what == "same":
            self.save.unlink(missing_ok=True)
        if new is not None:
            self.save.write_bytes(new)

    def _elsewhere(self, kept: tuple[Entry, ...]) -> bool:
        others = self.loadable()
        others.pop(self.save, None)
        return any(entries[: len(kept)] == kept for entries in others.values())

    def loadable(self) -> dict[Path, tuple[Entry, ...]]:
        """The files of the folder that load, each with what it holds."""
        found = {}
        for path in sorted(self.folder.iterdir()):
            if path.suffix not in (".lock", ".tmp"):
                entries = held(path, path.read_bytes())
                if entries is not None:
                    found[path] = entries
        return found

    def check(self) -> None:
        """See that nothing is lost, and that no litter piles up."""
        found = self.loadable()
        claims = list(self.left)
        for program in self.programs:
            if program.kept and not program.shaken:
                claims.append(program.kept)
                assert program.sitting.path is not None
                here = found[program.sitting.path]
                assert here[: len(program.kept)] == program.kept, "another file than it says"
        for kept in claims:
            assert any(entries[: len(kept)] == kept for entries in found.values()), "lost"
        locks = list(self.folder.glob(".*.lock"))
        assert len(locks) <= len(self.programs)
        assert not list(self.folder.glob("*.tmp"))

    def end(self) -> None:
        """Close every program, and look once more."""
        while self.programs:
            self.close(0)
        self.check()
        assert not list(self.folder.glob(".*.lock"))


@contextmanager
def no_locks() -> Iterator[None]:
    """A file system that has no locks."""

    def none(*_: object, **__: object) -> bool:
        raise OSError(38, "Function not implemented")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("game.table.lock.lock_descriptor", none)
        yield


def by_turns(seed: int, steps: int, folder: Path) -> World:
    """Let programs play one save by turns, at random; raises if something is lost."""
    rng = random.Random(seed)
    world = World(folder)
    for _ in range(steps):
        what = rng.random()
        if what < 0.2 and len(world.programs) < 4:
            world.open(hold=rng.random() < 0.5)
        elif not world.programs:
            continue
        elif what < 0.75:
            world.write(rng.randrange(4), move=rng.random() < 0.3)
        elif what < 0.83:
            world.close(rng.randrange(4))
        elif what < 0.88:
            world.crash(rng.randrange(4))
        else:
            world.outside(rng.choice(OUTSIDE), rng.randrange(1, 10**9))
        if rng.random() < 0.2:
            world.check()
    world.end()
    return world


def play(save: Path, words: int, name: str, locks: bool) -> None:
    """Be one program: write words as fast as possible, and say each that is acknowledged."""
    with making_once():
        sitting = Sitting.open(SavedGame(save), {})
        print("ready", flush=True)
        sys.stdin.readline()
        for k in range(words):
            sitting.facilitator.note(f"{name} {k}")
            print(f"kept {name} {k}", flush=True)
        if not locks:
            # A file without locks may be written over in the blink between a look and a write: who
            # lives sees that on leaving, at the latest.
            time.sleep(0.2)
        sitting.close()
        for notice in sitting.notices:
            print(f"told {notice}", flush=True)
        print(f"path {sitting.path}", flush=True)


def at_once(seed: int, folder: Path, *, programs: int, words: int, locks: bool) -> int:
    """Let processes write to one save at once, one of them killed; raises if something is lost.

    Returns:
        How many words were acknowledged.
    """
    rng = random.Random(seed)
    save = folder / "game.toml"
    Sitting.open(GameSetup(rules_of(GAME), "standard", path=save), {}).close()
    command = [sys.executable, "-m", "tests.table.two_programs", "--save", str(save)]
    command += ["--words", str(words)] + ([] if locks else ["--no-locks"])
    running = [
        subprocess.Popen(
            [*command, "--name", f"p{k}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for k in range(programs)
    ]
    try:
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in running:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        if locks:
            time.sleep(rng.random() * 0.02 * words)
            running[0].kill()
        lines = [process.communicate(timeout=120)[0].splitlines() for process in running]
    finally:
        for process in running:
            process.kill()
    kept: set[str] = set()
    for path in sorted(folder.glob("game*.toml")):
        kept |= {str(getattr(e.act, "text", "")) for e in Sitting.open(SavedGame(path), {}).entries}
    acknowledged = [
        row.removeprefix("kept ") for told in lines for row in told if row[:5] == "kept "
    ]
    lost = [word for word in acknowledged if word not in kept]
    assert not lost, f"seed {seed}: lost {lost}"
    for told in lines[1:]:
        own = next(row for row in told if row.startswith("path "))
        if own != f"path {save}":
            assert any(row.startswith("told ") and "goes on in" in row for row in told), told
    return len(acknowledged)


def main() -> None:
    """Run for as long as was asked, and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="games by turns")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, help="be one of the programs")
    parser.add_argument("--words", type=int, default=20)
    parser.add_argument("--name", default="p")
    parser.add_argument("--no-locks", action="store_true")
    args = parser.parse_args()
    if args.save is not None:
        if args.no_locks:
            with no_locks():
                play(args.save, args.words, args.name, locks=False)
        else:
            play(args.save, args.words, args.name, locks=True)
        return
    acknowledged = refused = moved = words = 0
    with making_once():
        for k in range(args.count):
            for locks in (True, False):
                folder = Path(tempfile.mkdtemp())
                if locks:
                    world = by_turns(args.seed + k, 40, folder)
                else:
                    with no_locks():
                        world = by_turns(args.seed + k, 40, folder)
                acknowledged += world.acknowledged
                refused += world.refused
                moved += world.moved
                shutil.rmtree(folder)
        rounds = max(1, args.count // 20)
        for k in range(rounds):
            for locks in (True, False):
                folder = Path(tempfile.mkdtemp())
                words += at_once(args.seed + k, folder, programs=3, words=args.words, locks=locks)
                shutil.rmtree(folder)
    print(
        f"{2 * args.count} games by turns: {acknowledged} acts acknowledged, {refused} openings "
        f"refused, {moved} times went on beside; {2 * rounds} rounds of 3 processes at once: "
        f"{words} acts acknowledged; 0 lost, 0 silent"
    )


if __name__ == "__main__":
    main()
