"""A cluster on this machine whose workers and drivers are killed: `python -m tests.bridge.cluster`.

A scheduler and two workers are processes on 127.0.0.1, started by the documented commands. However
often one is killed, the games are those of a run in one process, to the byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import attrs

from game.check.simulate import play_many
from game.check.simulated_game import SimulatedGame
from game.rules import load_rules
from game.table import GameSetup
from tests.check.test_workers import alive, children
from tests.faults.judge import Wrong

ROOT = Path(__file__).resolve().parents[2]
#: Seconds in which whatever is waited for has come about.
PATIENCE = 240
#: What the long runs play.
GAMES = ("--games", "60000", "--seed", "5", "--seats", "all=bot:doctrine")


def waited(for_what: Callable[[], bool], what: str) -> None:
    """Wait until something holds.

    Raises:
        Wrong: it never does.
    """
    end = time.monotonic() + PATIENCE
    while not for_what():
        if time.monotonic() > end:
            raise Wrong(f"{what} never comes about")
        time.sleep(0.02)


def simulation(*args: str) -> subprocess.Popen[bytes]:
    """Start `panj simulate`."""
    return subprocess.Popen(
        [sys.executable, "-m", "game", "simulate", *args],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def finished(command: subprocess.Popen[bytes]) -> tuple[int, bytes, str]:
    """Wait for a command; gives its status, what it printed and what it said.

    Raises:
        Wrong: it hangs, or says something that is no sentence.
    """
    try:
        out, err = command.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise Wrong("the command hangs") from error
    finally:
        command.kill()
    said = err.decode()
    if "Traceback" in said or "foresaw" in said or "distributed." in said:
        raise Wrong(f"it says {said[-400:]!r}")
    return command.returncode, out, said


@attrs.define
class Cluster:
    """A scheduler and its workers, by the commands that are documented.

    Attributes:
        folder: where they keep what they need.
        address: of the scheduler.
        scheduler: its process.
        workers: the processes of `dask worker`; each starts one that plays, and another when that
            one dies.
    """

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = attrs.field(factory=list)

    def hire(self, *more: str) -> subprocess.Popen[bytes]:
        """Start a worker.

        Args:
            more: options of `dask worker`.
        """
        worker = _dask(
            self.folder, "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1",
            "--local-directory", str(self.folder), "--no-dashboard", *more,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def players(self) -> list[int]:
        """The processes that play."""
        return sorted(pid for worker in self.workers for pid in children(worker.pid))

    def dismiss(self) -> None:
        """End all workers."""
        players = self.players()
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.workers.clear()
        for pid in players:
            kill(pid)

    def end(self) -> None:
        """End all."""
        self.dismiss()
        self.scheduler.kill()
        self.scheduler.wait()


def _dask(folder: Path, command: str, *args: str) -> subprocess.Popen[bytes]:
    with (folder / f"{command}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{command}", *args],
            cwd=folder, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip


def kill(pid: int) -> bool:
    """Kill a process; False if it is gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def cluster(workers: int) -> Iterator[Cluster]:
    """A scheduler with workers, while somebody uses it."""
    with tempfile.TemporaryDirectory(prefix="panj-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        told = folder / "scheduler.json"
        scheduler = _dask(
            folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(told),
        )  # fmt: skip
        try:
            waited(lambda: told.exists() and told.read_text().endswith("}"), "a scheduler")
        except BaseException:
            scheduler.kill()
            raise
        there = Cluster(folder, json.loads(told.read_text())["address"], scheduler)
        try:
            for _ in range(workers):
                there.hire()
            waited(lambda: len(there.players()) == workers, "workers")
            yield there
        finally:
            there.end()


@attrs.define
class Deaths:
    """What came of the long runs.

    Attributes:
        runs: simulations that were played to their end.
        players: processes killed that play.
        workers: whole workers killed, with the process that would start another; one more began.
        drivers: commands killed, and gone on with.
        failures: a line for each run that went wrong.
    """

    runs: int = 0
    players: int = 0
    workers: int = 0
    drivers: int = 0
    failures: list[str] = attrs.field(factory=list)


def _kill_workers(
    there: Cluster, command: subprocess.Popen[bytes], dice: random.Random, deaths: Deaths
) -> None:
    for _ in range(dice.randint(1, 3)):
        time.sleep(dice.choice((0.0, dice.uniform(0, 1), dice.uniform(0, 8))))
        if command.poll() is not None:
            return
        if dice.random() < 0.3:
            worker = there.workers.pop(dice.randrange(len(there.workers)))
            players = children(worker.pid)
            worker.kill()
            worker.wait()
            deaths.workers += 1
            for pid in players:
                kill(pid)
            there.hire()
        elif players_now := there.players():
            deaths.players += kill(dice.choice(players_now))


def killed_workers(
    there: Cluster, wanted: bytes, dice: random.Random, out: Path, deaths: Deaths
) -> None:
    """Play while workers are killed; the document and the file are those of one process."""
    command = simulation(*GAMES, "--json", "--cluster", there.address, "--out", str(out))
    try:
        _kill_workers(there, command, dice, deaths)
        status, printed, said = finished(command)
    finally:
        command.kill()
    if status:
        raise Wrong(f"it ends with {status}: {said[-300:]!r}")
    if printed != wanted:
        raise Wrong("the document is another than that of one process")


def killed_drivers(there: Cluster, dice: random.Random, out: Path, deaths: Deaths) -> None:
    """Kill the command, once or more, and give it again."""
    for again in range(9):
        command = simulation(*GAMES, "--cluster", there.address, "--out", str(out))
        try:
            if again < dice.randint(1, 3):
                # Once it has kept something, or whenever it may be.
                some = dice.random() < 0.7
                before = out.stat().st_size if out.exists() else 0
                waited(
                    lambda some=some, before=before, command=command: (  # type: ignore[misc]
                        not some
                        or command.poll() is not None
                        or (out.exists() and out.stat().st_size > before + 1000)
                    ),
                    "a game",
                )
                time.sleep(dice.uniform(0, 0.8))
                deaths.drivers += command.poll() is None
                command.kill()
            status, _, said = finished(command)
        finally:
            command.kill()
        if status == 0:
            return
        if status != -signal.SIGKILL:
            raise Wrong(f"it ends with {status}: {said[-300:]!r}")
    raise Wrong("it never ends")


def disturb(kills: int, drivers: int, seed: int) -> Deaths:
    """Play the same games again and again, while workers or the command are killed.

    Args:
        kills: runs in which workers are killed.
        drivers: runs in which the command is killed and given again.
        seed: of the moments.
    """
    deaths, dice = Deaths(), random.Random(seed)
    with cluster(2) as there:
        serial = there.folder / "serial.json"
        status, wanted, said = finished(simulation(*GAMES, "--json", "--out", str(serial)))
        assert status == 0, said
        for number in range(kills + drivers):
            out = there.folder / f"{number}.json"
            try:
                if number < kills:
                    killed_workers(there, wanted, dice, out, deaths)
                else:
                    killed_drivers(there, dice, out, deaths)
                if out.read_bytes() != serial.read_bytes():
                    raise Wrong("the file is another than that of one process")
                deaths.runs += 1
            except Exception as error:
                deaths.failures.append(f"run {number}: {type(error).__name__}: {error}")
            out.unlink(missing_ok=True)
            print(deaths, flush=True)
    if any(map(alive, there.players())):
        deaths.failures.append("a worker outlives its cluster")
    return deaths


def _spent(pid: int) -> float:
    """The seconds of the processor that a process has had."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def _timed(games: Iterator[SimulatedGame]) -> float:
    """Games a second, from the first to the last."""
    next(games)
    begun, count = time.perf_counter(), sum(1 for _ in games)
    return count / (time.perf_counter() - begun)


def _own() -> float:
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime


def overhead(scenario: str, games: int, rounds: int) -> None:
    """Measure games a second and processor time a game: one process, `--jobs 2`, two workers.

    Args:
        scenario: of our own rules.
        games: how many, each time.
        rounds: how often.
    """
    from game.bridge import cluster as door

    rules = load_rules(ROOT / "rules.toml", scenario)
    seats = dict.fromkeys(
        next(s.seats for s in rules.scenarios if s.id == scenario), "bot:doctrine"
    )
    setup = GameSetup(rules, scenario, seats, 1)
    rates: dict[str, list[float]] = {}
    costs: dict[str, list[float]] = {}

    def one(name: str, play: Iterator[SimulatedGame], pids: list[int]) -> None:
        before = _own() + sum(map(_spent, pids))
        rates.setdefault(name, []).append(_timed(play))
        spent = _own() + sum(map(_spent, pids)) - before
        costs.setdefault(name, []).append(spent / games * 1e3)

    with cluster(2) as there:
        pids = [there.scheduler.pid, *(worker.pid for worker in there.workers), *there.players()]
        list(door.play_on_cluster(setup, 8000, there.address))
        for number in range(rounds):
            now = attrs.evolve(setup, seed=10_000 + number * games)
            one("one process", play_many(now, games), [])
            one("--jobs 2", play_many(now, games, 2), [])
            sizes: dict[str, dict[str, Any]] = {
                "chunks of 250": {"FIRST": 250, "MOST": 250, "CHUNK_SECONDS": 1e9},
                "chunks as they are chosen": {},
            }
            for name, values in sizes.items():
                kept = {key: getattr(door, key) for key in values}
                vars(door).update(values)
                again = attrs.evolve(now, seed=now.seed + 10_000_000 * len(values))
                one(name, door.play_on_cluster(again, games, there.address), pids)
                vars(door).update(kept)
    for name, found in rates.items():
        cpu = costs[name]
        print(
            f"{scenario}, {name}: {median(found):.0f} games a second ({min(found):.0f} to "
            f"{max(found):.0f}); {median(cpu):.3f} ms of the processor a game ({min(cpu):.3f} to "
            f"{max(cpu):.3f})" + (", without the workers'" if name == "--jobs 2" else "")
        )


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="runs with workers killed")
    parser.add_argument("--drivers", type=int, default=10, help="runs with the command killed")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--overhead", metavar="SCENARIO", help="measure that instead")
    parser.add_argument("--games", type=int, default=4000, help="games to measure with")
    parser.add_argument("--rounds", type=int, default=5, help="how often it is measured")
    told = parser.parse_args()
    if told.overhead:
        overhead(told.overhead, told.games, told.rounds)
        return 0
    begun = time.monotonic()
    deaths = disturb(told.kills, told.drivers, told.seed)
    print(
        f"--seed {told.seed}: {deaths.runs} simulations; killed: {deaths.players} processes that "
        f"played, {deaths.workers} whole workers, {deaths.drivers} commands; "
        f"{len(deaths.failures)} failed; {time.monotonic() - begun:.0f} s"
    )
    print(*deaths.failures, sep="\n")
    return bool(deaths.failures)


if __name__ == "__main__":
    sys.exit(main())
