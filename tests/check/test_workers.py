"""Workers that die: while they start, while they play, again and again, or with their parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from game.check.simulate import simulate
from game.check.workers import DEATHS, Workers
from tests.check.test_simulate import setup_of
from tests.check.working import LONG, add, always_dies, dies_playing, dies_starting, ready

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for children")

BATCHES = [range(n, n + 2) for n in range(0, 12, 2)]
WANTED = [sum(batch) for batch in BATCHES]


def test_results_come_in_order_whatever_the_text_is_long() -> None:
    assert list(Workers(2, ready, add, LONG).results(BATCHES)) == WANTED


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills itself")
def test_a_worker_that_dies_is_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    start = partial(dies_starting, str(tmp_path))
    play = partial(dies_playing, str(tmp_path))
    assert list(Workers(2, start, play, LONG).results(BATCHES)) == WANTED
    assert {path.name for path in tmp_path.iterdir()} == {"start", "play"}


def test_workers_that_die_again_and_again_are_told() -> None:
    results = Workers(2, ready, always_dies, LONG).results(BATCHES)
    assert [next(results), next(results)] == WANTED[:2]
    with pytest.raises(BrokenProcessPool):
        next(results)
    assert DEATHS >= 2


def test_finished_games_are_rescued(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends a simulation, what was played of it is given to who can keep it."""
    setup = setup_of("tictactoe", 3)
    kept: list[dict[str, Any]] = []

    def stop(done: int, total: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(setup, 20, tell=stop, rescue=kept.append)
    whole = simulate(setup, 7)
    assert kept == [whole]


def children(pid: int) -> set[int]:
    """The processes that a process started, but for the one that tracks resources."""
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            line = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat[1]) == pid and stat[0] != "Z" and b"spawn_main" in line:
            found.add(int(entry.name))
    return found


def alive(pid: int) -> bool:
    """Does a process still run?"""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def simulating(games: int, *more: str, folder: Path) -> subprocess.Popen[str]:
    """Start a simulation by two workers, and wait until one is there."""
    rules = Path(__file__).parents[1] / "rulesets" / "nim.toml"
    command = subprocess.Popen(
        [sys.executable, "-m", "game", "simulate", "--rules", str(rules), "--games", str(games),
         "--jobs", "2", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(folder)},
    )  # fmt: skip
    end = time.monotonic() + 120
    while not children(command.pid) and command.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    return command


@linux
def test_a_worker_killed_while_it_starts_costs_no_game(tmp_path: Path) -> None:
    command = simulating(40, "--json", folder=tmp_path)
    try:
        os.kill(min(children(command.pid)), signal.SIGKILL)
        out, err = command.communicate(timeout=240)
    finally:
        command.kill()
    assert command.returncode == 0, err
    assert len(json.loads(out)["results"]) == 40


@linux
@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT], ids=["killed", "stopped"])
def test_no_worker_outlives_its_parent(tmp_path: Path, kind: signal.Signals) -> None:
    kept = tmp_path / "out.json"
    folder = tmp_path / "temporary"
    folder.mkdir()
    command = simulating(1_000_000, "--out", str(kept), folder=folder)
    try:
        end = time.monotonic() + 120
        while len(workers := children(command.pid)) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        if kind == signal.SIGINT:
            time.sleep(4)
        command.send_signal(kind)
        out, err = command.communicate(timeout=120)
        end = time.monotonic() + 60
        while any(map(alive, workers)) and time.monotonic() < end:
            time.sleep(0.05)
        assert len(workers) == 2
        assert not any(map(alive, workers))
        assert not list(folder.glob("panj-*"))
    finally:
        command.kill()
    if kind == signal.SIGINT:
        assert command.returncode == 130
        assert out == ""
        assert "Traceback" not in err
        if kept.exists():
            games = json.loads(kept.read_text(encoding="utf-8"))["games"]
            assert f"The {games} games that were finished are in {kept}." in err
