"""A program that plays is killed at random moments: what it had acknowledged is in its save."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import attrs

from game.bots import bots_of
from game.table import SavedGame, Sitting, list_saves
from game.table.acts import Moved
from tests.faults import sessions
from tests.faults.at_terminal import command
from tests.faults.calls import Faults
from tests.faults.judge import Witness, Wrong, judge_files

ROOT = Path(__file__).resolve().parents[2]


@attrs.define
class Kills:
    """What came of a run of kills.

    Attributes:
        killed: processes that were killed while they ran.
        ended: those that were done before.
        acknowledged: entries (of a child process: moves) acknowledged by then, in all.
        litter: files left behind that are neither saves nor locks.
        failures: a line for each loss.
    """

    killed: int = 0
    ended: int = 0
    acknowledged: int = 0
    litter: int = 0
    failures: list[str] = attrs.field(factory=list)

    def told(self) -> str:
        """A line of figures."""
        return (
            f"{self.killed} processes killed ({self.ended} were done before), "
            f"{self.acknowledged} entries acknowledged, {self.litter} temporary files left; "
            f"{len(self.failures)} failed"
        )


class _Told(Witness):
    """Tells another process what has been acknowledged: at every prompt, how many entries."""

    pipe = -1

    def look(self) -> None:
        super().look()
        if self.sittings:
            os.write(self.pipe, b"%d\n" % self.sittings[-1].n)


class _Slow(Faults):
    """Takes its time before every call, so that a kill may fall between any two."""

    def call(self, kind: str) -> None:
        time.sleep(0.0005)
        super().call(kind)


def forked(base: Path, dice: random.Random, result: Kills) -> None:
    """Kill a forked child that plays `panj play --text`, at a random moment.

    Args:
        base: the folder of its home, which it goes on in.
        dice: for the moment.
        result: counts what came of it.

    Raises:
        Wrong: something acknowledged is lost, or the next start fails.
    """
    home = base / "panj"
    before = set((home / "saves").glob("*.toml"))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            witness = _Told(_Slow(str(home)), home)
            witness.pipe = writing
            args = ["play", "--rules", str(base / "race.toml"), "--text"]
            args += ["--seats", f"{sessions.BOT}=bot:random", "--seed", "5"]
            lines = ["1", "1", "undo", "1", f"save {base / 'copy.toml'}", *["1"] * 4, "quit"]
            status = command(witness, args, lines)[0]
        finally:
            os._exit(status)
    os.close(writing)
    # After so many prompts, however fast the machine is, and somewhere on the way to the next.
    with os.fdopen(reading, "rb") as told:
        heard = [told.readline() for _ in range(dice.randrange(11))]
        time.sleep(dice.uniform(0, 0.08))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        heard += told.readlines()
    acknowledged = max((int(line) for line in heard if line.endswith(b"\n")), default=0)
    if os.WIFSIGNALED(status):
        result.killed += 1
    else:
        result.ended += 1
        if os.WEXITSTATUS(status):
            raise Wrong(f"the child ended by itself with status {os.WEXITSTATUS(status)}")
    result.acknowledged += acknowledged
    new = sorted(set((home / "saves").glob("*.toml")) - before)
    _next_start(home, new, acknowledged, result)


def _next_start(home: Path, new: list[Path], acknowledged: int, result: Kills) -> None:
    """Everything acknowledged is there, the lock is free, and play goes on."""
    if acknowledged and len(new) != 1:
        raise Wrong(f"{acknowledged} entries were acknowledged, and there are {len(new)} saves")
    for path in new:
        sitting = Sitting.open(SavedGame(path, hold=True), bots_of, autosave=home / "autosaves")
        if sitting.n < acknowledged:
            raise Wrong(f"{sitting.n} of {acknowledged} acknowledged entries are in the save")
        while sitting.step() is not None:
            pass
        sitting.play(sitting.legal()[0].id)
        sitting.close()
    judge_files(Witness(Faults(str(home)), home))
    list_saves(home / "saves", home / "autosaves")
    result.litter = sum(path.suffix == ".tmp" for path in home.rglob("*"))


def spawned(base: Path, dice: random.Random, result: Kills) -> None:
    """Kill a child process of `panj play --text`; its moves are seen in what it prints.

    Args:
        base, dice, result: as for `forked`.

    Raises:
        Wrong: something acknowledged is lost, or the next start fails.
    """
    home = base / "panj"
    before = set((home / "saves").glob("*.toml"))
    child = subprocess.Popen(
        [sys.executable, "-m", "game", "play", "--rules", str(base / "race.toml"), "--text",
         "--seats", f"{sessions.BOT}=bot:random", "--seed", "5"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(base), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    prompts, wanted = 0, dice.randrange(1, 7)
    try:
        while prompts < wanted:
            # One byte at a time: a prompt does not end in a new line.
            tail = b""
            while not tail.endswith(b"\n> ") and (byte := child.stdout.read(1)):
                tail = (tail + byte)[-3:]
            if tail != b"\n> ":
                break
            prompts += 1
            child.stdin.write(b"1\n")
            child.stdin.flush()
        time.sleep(dice.uniform(0, 0.03))
        child.kill()
        child.wait(60)
    finally:
        child.kill()
        child.communicate()
    result.killed += 1
    moves = max(0, prompts - 1)
    new = sorted(set((home / "saves").glob("*.toml")) - before)
    if moves and len(new) != 1:
        raise Wrong(f"{moves} moves were acknowledged, and there are {len(new)} saves")
    result.acknowledged += moves
    for path in new:
        entries = Sitting.open(SavedGame(path), bots_of).entries
        there = sum(isinstance(e.act, Moved) and e.actor == sessions.PERSON for e in entries)
        if there < moves:
            raise Wrong(f"{there} of {moves} acknowledged moves are in the save")
    _next_start(home, new, 0, result)


def run(count: int, children: int, seed: int, base: Path) -> Kills:
    """Kill processes.

    Args:
        count: how many forked children.
        children: how many child processes of their own, which take a second each.
        seed: of the moments.
        base: an existing folder.
    """
    result, dice = Kills(), random.Random(seed)
    sessions.rules_file(base)
    sessions.a_save()
    for number in range(count + children):
        kill = forked if number < count else spawned
        home = base / f"home-{number // 6}"
        home.mkdir(exist_ok=True)
        sessions.rules_file(home)
        try:
            kill(home, dice, result)
        except Exception as error:
            result.failures.append(
                f"python -m tests.faults kills --count {count} --children {children} --seed "
                f"{seed}   # number {number}: {type(error).__name__}: "
                f"{' '.join(str(error).split())[:300]}"
            )
    return result
