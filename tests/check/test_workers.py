"""Workers that die: while they start, while they play, again and again, or with their parent."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import attrs
import pytest

from game.check.kept_games import KeptGames, OtherGames
from game.check.simulate import asked, simulate
from game.check.simulated_game import SimulatedGame
from game.check.workers import Workers, WorkersDied
from game.processes import DEATHS
from game.table import GameSetup
from game.table.snapshot import Disk
from tests.check.test_simulate import setup_of
from tests.check.working import (
    LONG,
    add,
    adds_slowly,
    always_dies,
    dies_playing,
    dies_starting,
    fails,
    ready,
)
from tests.loaded import path_of, rules_of

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
    with pytest.raises(WorkersDied):
        next(results)
    assert DEATHS >= 2


def test_a_failure_in_a_worker_is_raised_here_with_its_place() -> None:
    results = Workers(2, ready, fails, LONG).results(BATCHES)
    assert [next(results), next(results)] == WANTED[:2]
    with pytest.raises(ZeroDivisionError) as caught:
        next(results)
    assert "working.py" in str(caught.value.__cause__)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills workers")
@pytest.mark.parametrize("seed", range(3))
def test_workers_killed_at_random_moments_cost_nothing_but_time(seed: int) -> None:
    """Also while they start: each loss is told, and the results are those without any."""
    dice, told = random.Random(seed), list[str]()
    batches = [range(n, n + 2) for n in range(0, 400, 2)]
    stop, killed = threading.Event(), set[int | None]()

    def kill() -> None:
        # Fewer in a row than are taken for a fault of the machine, and none twice at one batch.
        while len(killed) < DEATHS - 1 and not stop.wait(dice.uniform(0.02, 0.2)):
            if workers := [w for w in multiprocessing.active_children() if w.pid not in killed]:
                worker = dice.choice(workers)
                worker.kill()
                killed.add(worker.pid)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        results = list(Workers(2, ready, adds_slowly, LONG, told.append).results(batches))
    finally:
        stop.set()
        killer.join()
    assert results == [sum(batch) for batch in batches]
    assert len(told) == len(killed) == DEATHS - 1
    assert all("A worker process" in words for words in told)


def test_finished_games_are_kept_and_gone_on_with(tmp_path: Path) -> None:
    """Whatever ends a simulation, what was played of it is in its file, and is not played again."""
    setup, path = setup_of("tic-tac-toe", 3), tmp_path / "games.json"

    def stop(done: int, total: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(setup, 20, tell=stop, kept=KeptGames(path, asked(setup), 20))
    assert json.loads(path.read_text(encoding="utf-8")) == simulate(setup, 7)
    kept = KeptGames(path, asked(setup), 20)
    assert len(kept.found) == 7
    told: list[int] = []
    whole = simulate(setup, 20, tell=lambda done, _: told.append(done), kept=kept)
    kept.finish({key: whole[key] for key in ("games", "summary")})
    assert told == list(range(8, 21))
    assert whole == simulate(setup, 20) == json.loads(path.read_text(encoding="utf-8"))


def test_a_file_cut_anywhere_is_gone_on_with(tmp_path: Path) -> None:
    setup, path = setup_of("dice-race", 5), tmp_path / "games.json"
    kept = KeptGames(path, asked(setup), 4)
    whole = simulate(setup, 4, kept=kept)
    kept.finish({key: whole[key] for key in ("games", "summary")})
    data = path.read_bytes()
    counts = set()
    for cut in range(0, len(data), 13):
        path.write_bytes(data[:cut])
        kept = KeptGames(path, asked(setup), 4)
        counts.add(len(kept.found))
        assert [attrs.asdict(game) for game in kept.found] == whole["results"][: len(kept.found)]
        for row in whole["results"][len(kept.found) :]:
            kept.add(SimulatedGame(**row))
        kept.finish({key: whole[key] for key in ("games", "summary")})
        assert path.read_bytes() == data
    assert counts == set(range(5))


def test_a_file_of_another_command_is_refused(tmp_path: Path) -> None:
    setup, path = setup_of("dice-race", 5), tmp_path / "games.json"
    simulate(setup, 4, kept=(kept := KeptGames(path, asked(setup), 4)))
    kept.flush()
    for other, words in (
        (setup, "more than the 3"),
        (setup_of("dice-race", 6), "its seed is 5, here 6"),
        (setup_of("kuhn", 5), "its rules_sha256 is"),
    ):
        with pytest.raises(OtherGames, match=words):
            KeptGames(path, asked(other), 3)
    for text in ("{}", "[]\n", '{"results": []}\n', "words", "\0\n", "[" * 100_000 + "\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(OtherGames, match="holds"):
            KeptGames(path, asked(setup), 3)
        assert path.read_text(encoding="utf-8") == text


def test_a_disk_that_refuses_for_a_while_loses_no_game(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.check.kept_games.PATIENCE", 0.0)
    setup, path = setup_of("tic-tac-toe", 3), tmp_path / "games.json"
    kept = KeptGames(path, asked(setup), 9)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "append", refuse)
        patch.setattr(Disk, "write", refuse)
        document = simulate(setup, 6, kept=kept)
    failed = kept.failure
    assert failed is not None
    for row in simulate(setup, 9)["results"][6:]:
        kept.add(SimulatedGame(**row))
    assert kept.failure is None
    again = KeptGames(path, asked(setup), 9).found
    assert [attrs.asdict(game) for game in again][:6] == document["results"]
    assert len(again) == 9


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
    rules = path_of("nim")
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
    assert err.count("A worker process") == 1
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
            while not kept.exists() and time.monotonic() < end:
                time.sleep(0.05)
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
        games = json.loads(kept.read_text(encoding="utf-8"))["games"]
        assert f"The {games} games that were finished are in {kept}; the same" in err or not games
    else:
        rules = rules_of("nim")
        setup = GameSetup(rules, "three-four-five", dict.fromkeys(rules.seats, "bot:random"), 1)
        assert KeptGames(kept, asked(setup), 1_000_000).path == kept, "it can be gone on with"
