"""A simulation whose processes are killed at random moments: workers, the whole, or by Ctrl-C.

Each round plays the same games into one file. However often it was stopped, the same command goes
on in the file, and the games are those of a run that nobody disturbed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import attrs

from tests.check.test_workers import alive, children
from tests.faults import sessions
from tests.faults.judge import Wrong

ROOT = Path(__file__).resolve().parents[2]
GAMES = 120
#: Seconds in which whatever was stopped has ended.
PATIENCE = 60


@attrs.define
class Stops:
    """What came of a run.

    Attributes:
        rounds: how many simulations were played to their end.
        workers: how many workers were killed.
        wholes: how many times the command was killed.
        stopped: how many times Ctrl-C was pressed.
        failures: a line for each round that went wrong.
    """

    rounds: int = 0
    workers: int = 0
    wholes: int = 0
    stopped: int = 0
    failures: list[str] = attrs.field(factory=list)

    def told(self) -> str:
        """A line of figures."""
        return (
            f"{self.rounds} simulations of {GAMES} games: {self.workers} workers killed, the "
            f"command killed {self.wholes} times and stopped {self.stopped} times; "
            f"{len(self.failures)} failed"
        )


def _start(folder: Path) -> subprocess.Popen[str]:
    rules = folder / "race.toml"
    return subprocess.Popen(
        [sys.executable, "-m", "game", "simulate", "--rules", str(rules), "--games", str(GAMES),
         "--jobs", "3", "--out", str(folder / "games.json")],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        start_new_session=True, env={**os.environ, "TMPDIR": str(folder / "temporary")},
    )  # fmt: skip


def _disturb(command: subprocess.Popen[str], dice: random.Random, result: Stops) -> str:
    """Do something to a simulation at a random moment; gives what."""
    how = dice.choice(("worker", "worker", "whole", "stop"))
    if how == "worker":
        # As soon as one is there, or while it plays.
        end = time.monotonic() + PATIENCE
        while not children(command.pid) and command.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(dice.choice((0, 0.02, dice.uniform(0, 2))))
        for worker in sorted(children(command.pid))[:1]:
            try:
                os.kill(worker, signal.SIGKILL)
            except ProcessLookupError:
                continue
            result.workers += 1
        return how
    time.sleep(dice.uniform(0, 4))
    if command.poll() is None:
        there = children(command.pid)
        if how == "whole":
            command.kill()
            result.wholes += 1
        else:
            os.killpg(command.pid, signal.SIGINT)
            result.stopped += 1
        command.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while any(map(alive, there)) and time.monotonic() < end:
            time.sleep(0.01)
        if any(map(alive, there)):
            raise Wrong("a worker outlives the command")
    return how


def one(folder: Path, dice: random.Random, result: Stops) -> dict[str, Any]:
    """Play a simulation to its end however often it is stopped; gives its document.

    Raises:
        Wrong: a process hangs or outlives its parent, or something is not said in a sentence.
    """
    (folder / "temporary").mkdir()
    (folder / "race.toml").write_text(
        sessions.text().replace("range(14)", "range(250)"), encoding="utf-8"
    )
    for again in range(9):
        command = _start(folder)
        try:
            how = _disturb(command, dice, result) if again < 4 else ""
            _, err = command.communicate(timeout=PATIENCE * 4)
        except subprocess.TimeoutExpired as error:
            raise Wrong("the command hangs") from error
        finally:
            command.kill()
            command.communicate()
        if "Traceback" in err or "foresaw" in err:
            raise Wrong(f"it ends in {err[-300:]!r}")
        if command.returncode == 0:
            break
        if command.returncode not in (130, -signal.SIGINT, -signal.SIGKILL):
            raise Wrong(f"after {how} it ends with {command.returncode}: {err[-300:]!r}")
    if left := list((folder / "temporary").iterdir()):
        raise Wrong(f"it leaves {[path.name for path in left]}")
    document: dict[str, Any] = json.loads((folder / "games.json").read_text(encoding="utf-8"))
    result.rounds += 1
    return document


def run(count: int, seed: int, base: Path) -> Stops:
    """Disturb simulations.

    Args:
        count: how many are played to their end.
        seed: of the moments.
        base: an existing folder.
    """
    result, dice = Stops(), random.Random(seed)
    wanted: dict[str, Any] | None = None
    for number in range(count):
        folder = base / f"round-{number}"
        folder.mkdir()
        try:
            document = one(folder, dice, result)
            wanted = wanted or document
            if document != wanted or document["games"] != GAMES:
                raise Wrong("the games are not those of the round before")
        except Exception as error:
            result.failures.append(
                f"python -m tests.faults workers --count {count} --seed {seed}   # round {number}: "
                f"{type(error).__name__}: {error}"
            )
        shutil.rmtree(folder, ignore_errors=True)
    return result
