"""The real game at the table: postures stay secret, saves resume, a crash loses nothing."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from game.table import GameSetup, SavedGame, Sitting
from tests.loaded import rules_of
from tests.table.clocks import SetClock

if TYPE_CHECKING:
    from game.rules import Rules

ROOT = Path(__file__).parents[2]
SCENARIO = "first-watch"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of("rules")


def test_a_game_of_bots_resumes_move_by_move(
    rules: Rules, bots: Mapping[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "save.toml"
    seats = dict.fromkeys(rules.scenarios[0].seats, "bot:random")
    whole = Sitting.open(GameSetup(rules, SCENARIO, seats, 21), bots, clock=SetClock())
    while whole.step():
        pass
    assert whole.over
    broken = Sitting.open(GameSetup(rules, SCENARIO, seats, 21, path), bots, clock=SetClock())
    while broken.n < whole.n // 2:
        broken.step()
    broken.close()
    again = Sitting.open(SavedGame(path), bots, clock=SetClock())
    while again.step():
        pass
    assert again.notices == []
    assert again.state == whole.state
    # The same but for what is told of going on, and for the chain, which covers that.
    told = [(e.n, e.actor, e.act, e.at, e.round, e.over) for e in again.entries]
    assert told == [(e.n, e.actor, e.act, e.at, e.round, e.over) for e in whole.entries]
    assert [e.n for e in again.entries if e.resumed] == [broken.n + 1]


def test_secret_choices_are_not_in_another_seats_log(rules: Rules) -> None:
    """Whatever a seat chose in secret first, the others read the same until it shows."""
    probe = Sitting.open(GameSetup(rules, SCENARIO, {}, 3), {})
    while probe.pending.kind == "chance":
        probe.step()
    assert probe.pending.hidden, "the first decision is a secret posture"
    chooser = probe.to_move
    options = [move.name for move in probe.legal()]
    assert len(options) > 1
    read: dict[str, set[str]] = {}
    for option, seat in itertools.product(options, probe.game.seats):
        sitting = Sitting.open(GameSetup(rules, SCENARIO, {}, 3), {})
        while sitting.pending.kind == "chance":
            sitting.step()
        sitting.play(option)
        if seat == chooser:
            assert sitting.log(seat)[-1].move == option
        else:
            assert sitting.log(seat)[-1].move is None
            read.setdefault(seat, set()).add(repr((sitting.log(seat), sitting.since(seat))))
    assert read
    assert all(len(texts) == 1 for texts in read.values())


KILLED = """
import sys
from pathlib import Path
from game.rules import load_rules
from game.table import GameSetup, Sitting
from tests.table.conftest import random_bot
rules = load_rules(Path(sys.argv[1]), "first-watch")
seats = dict.fromkeys(rules.scenarios[0].seats, "bot:random")
setup = GameSetup(rules, "first-watch", seats, 8, Path(sys.argv[2]))
sitting = Sitting.open(setup, {"random": random_bot})
for n in range(9):
    sitting.step()
    print(sitting.n, bytes(sitting.state).hex(), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_program_loses_nothing(
    rules: Rules, bots: Mapping[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "save.toml"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(ROOT / "rules.toml"), str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().split() for _ in range(9)]
        process.send_signal(signal.SIGKILL)
    again = Sitting.open(SavedGame(path), bots)
    assert again.notices == []
    assert [str(again.n), bytes(again.state).hex()] == told[-1]
