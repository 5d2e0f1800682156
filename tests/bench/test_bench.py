"""What the benchmarks report, and what they count. Not how fast anything is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from random import Random

import pytest
from click.testing import CliRunner

from game.check import bench as module
from game.check import same_games
from game.check.bench import Measure, bench, exploration, full_lists, rates, whole_games
from game.check.peers import drawn, peers
from game.cli import panj
from game.engine import CHANCE, Game
from game.ui.bench import frame_times
from tests.loaded import compiled, path_of, rules_of

NIM = path_of("nim")
KEYS = {"name", "value", "unit", "beside", "ratio"}


@pytest.fixture(autouse=True)
def one_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time one cold start and no median of three: what is reported is the same."""
    monkeypatch.setattr(module, "cold_start", partial(module.cold_start, times=1))


def counted(game: Game, seed: int) -> int:
    """Play a random game with full lists and count the seats' decisions."""
    random, state, decisions = Random(seed), game.new_game(), 0
    while legal := game.legal(state):
        decisions += game.actor(state) != CHANCE
        game.apply(state, random.choice(legal))
    return decisions


@pytest.mark.parametrize(("rules", "scenario"), [("tic-tac-toe", "standard"), ("kuhn", "standard")])
def test_a_game_counts_the_decisions_of_seats_alone(rules: str, scenario: str) -> None:
    game = compiled(rules, scenario)
    possible = {counted(game, seed) for seed in range(300)}
    assert len(possible) >= 2
    for play in (full_lists(game, Random(3)), whole_games(game, Random(3), 1)):
        assert {play() for _ in range(300)} == possible


def test_exploration_counts_new_positions_up_to_a_limit() -> None:
    game = compiled("nim", "three-four-five")
    every = exploration(game, 10**6)()
    assert exploration(game, 50)() == 50
    seen, todo = set(), [bytes(game.new_game())]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            for move in game.legal(bytearray(key)):
                after = bytearray(key)
                game.apply(after, move)
                todo.append(bytes(after))
    assert every == len(seen)


def test_rates_tell_of_each_work_by_name() -> None:
    found = rates({"one": lambda: 1, "thousand": lambda: 1000}, 0.03)
    assert list(found) == ["one", "thousand"]
    # Both do nothing: what they say they did is all that is counted.
    assert found["thousand"] > 10 * found["one"] > 0


def test_outcomes_are_drawn_by_weight() -> None:
    odds = [(7, 1.0), (8, 3.0)]
    points = [0.0, 0.24, 0.26, 0.99]
    assert [drawn(odds, point) for point in points] == [7, 7, 8, 8]
    assert drawn(odds, 1.0) == 8


def test_peers_that_are_not_installed_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    assert peers() == {}


def test_the_report_sets_peers_beside_each_speed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "peers", lambda: {"a-peer": lambda random: 5})
    told: list[str] = []
    found = bench({"nim": (NIM, "three-four-five")}, 0.02, 100, told.append)
    assert [m.name for m in found] == [
        f"nim: {what}" for what in ("full lists", "whole games", "exploration", "cold start")
    ]
    assert told
    for measure in found:
        document = measure.as_json()
        assert set(document) == KEYS
        assert document["value"] > 0
        speed = measure.unit == "decisions/s"
        assert set(document["beside"]) == set(document["ratio"]) == ({"a-peer"} if speed else set())
    assert capsys.readouterr().out == ""


def test_figures_are_of_the_game_with_the_chosen_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "peers", dict)
    seen: list[dict[str, str]] = []

    def noted(game: Game, random: Random) -> module.Workload:
        seen.append(dict(game.options))
        return lambda: 1

    monkeypatch.setattr(module, "whole_games", noted)
    steps = path_of("steps")
    bench({"steps": (steps, "whole")}, 0.02, 100, options={"length": "long"})
    bench({"steps": (steps, "whole")}, 0.02, 100)
    assert [options["length"] for options in seen] == ["long", "usual"]


def test_a_ratio_is_ours_by_theirs() -> None:
    measure = Measure("x", 30.0, "decisions/s", {"slow": 10.0, "fast": 60.0, "none": 0.0})
    assert measure.ratio == {"slow": 3.0, "fast": 0.5}


def test_the_window_leaves_standard_output_to_the_figures() -> None:
    bare = {k: v for k, v in os.environ.items() if k != "PYGAME_HIDE_SUPPORT_PROMPT"}
    command = [sys.executable, "-c", "import game.ui.bench"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=bare)
    assert result.stdout == ""


def test_every_kind_of_frame_has_its_figures() -> None:
    names = {str(row["name"]) for row in frame_times(rules_of("rules"), (800, 600), frames=3)}
    for kind in ("idle", "hover", "pan", "zoom", "rest", "stage", "thinking"):
        for figure in ("p50", "p95", "worst"):
            assert {f"ui {kind} {figure}", f"ui {kind} {figure}, processor"} <= names


@pytest.mark.parametrize("window", [False, True])
def test_the_command_prints_one_document(window: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = [{"name": "ui idle p95", "value": 1.234, "unit": "ms"}]
    monkeypatch.setattr("game.ui.bench.frame_times", lambda rules: frames)
    monkeypatch.setattr(module, "peers", dict)
    arguments = ["bench", "--rules", str(NIM), "--seconds", "0.1", "--json"]
    result = CliRunner().invoke(panj, [*arguments, *(["--ui"] if window else [])])
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert all(set(row) == KEYS for row in document)
    if window:
        assert document == [{**frames[0], "value": 1.23, "beside": {}, "ratio": {}}]
    else:
        assert {row["unit"] for row in document} == {"decisions/s", "states/s", "s"}


def test_the_same_games_are_set_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_games, "OPENSPIEL", {"kuhn": "kuhn_poker"})
    monkeypatch.setattr(same_games, "_installed", lambda name: None)
    rates = list(same_games.measured(0.05))
    assert [(r.game, r.who) for r in rates] == [
        ("kuhn", "panj, whole games"), ("kuhn", "panj, move by move")
    ]  # fmt: skip
    assert all(0 < r.low <= r.middle <= r.high for r in rates)
    lines = same_games.table(rates).splitlines()
    assert len(lines) == 4
    assert lines[2].endswith("| 1.0 |")
