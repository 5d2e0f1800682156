"""Benchmarks: our engine beside its peers, in decisions per second of processor time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import attrs

from game.check.peers import drawn, peers
from game.engine import CHANCE, Game
from game.rules import NOTHING, load_rules

Workload = Callable[[], int]

_COLD = """
import sys, time
start = time.process_time()
from pathlib import Path
from game.engine import Game
from game.rules import load_rules
options = dict(word.split("=", 1) for word in sys.argv[3:])
game = Game(load_rules(Path(sys.argv[1]), sys.argv[2], options), sys.argv[2], options=options)
state = game.new_game()
game.apply(state, game.legal(state)[0])
print(time.process_time() - start)
"""


@attrs.frozen
class Measure:
    """One figure, with the same figure of the peers and the ratios ours / theirs."""

    name: str
    value: float
    unit: str
    beside: dict[str, float] = attrs.field(factory=dict)

    @property
    def ratio(self) -> dict[str, float]:
        """How many times the peer's figure ours is."""
        return {peer: round(self.value / value, 2) for peer, value in self.beside.items() if value}

    def as_json(self) -> dict[str, Any]:
        """Return the measure as the document of `panj bench --json` has it."""
        beside = {peer: round(value) for peer, value in self.beside.items()}
        value = round(self.value, {"s": 3, "ms": 2}.get(self.unit, 0))
        return {
            "name": self.name,
            "value": value,
            "unit": self.unit,
            "beside": beside,
            "ratio": self.ratio,
        }


def rates(works: Mapping[str, Workload], seconds: float, rounds: int = 5) -> dict[str, float]:
    """Return how much each work does a second of processor time: the median of some rounds.

    The works take turns, so that a machine that is busy for a while is so for all of them.

    Args:
        works: by name, what does a piece of work and returns how much it was.
        seconds: processor time a work, for all rounds together.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            done, start = 0, process_time()
            while (spent := process_time() - start) < seconds / rounds:
                done += work()
            found[name].append(done / spent)
    return {name: median(values) for name, values in found.items()}


def full_lists(game: Game, random: Random) -> Workload:
    """Random games with the full legal list before each move; counts the seats' decisions."""

    def play() -> int:
        draw = random.random
        actor, legal, apply, chance = game.actor, game.legal, game.apply, game.chance
        state, decisions = game.new_game(), 0
        arrive = game.line(state).arrive
        while True:
            moves = legal(state)
            if not moves:
                return decisions
            if actor(state) is CHANCE:
                apply(state, drawn(chance(state), draw()))
            else:
                apply(state, moves[int(draw() * len(moves))])
                decisions += 1
            arrive(state)

    return play


def whole_games(game: Game, random: Random, at_once: int = 256) -> Workload:
    """Random games played inside the engine, some at once; counts the seats' decisions."""
    bots = {seat: "random" for seat in game.seats if seat not in game.optional}

    def play() -> int:
        first = random.randrange(1 << 40)
        played = game.simulate(range(first, first + at_once), bots)
        return sum(found.decisions for found in played)

    return play


def exploration(game: Game, limit: int) -> Workload:
    """Breadth-first search; counts the positions reached, at most `limit`."""

    def explore() -> int:
        found = game.exploration(limit)
        assert found is not None
        found.enter(game.new_game())
        for _ in found.explore():
            pass
        return found.states

    return explore


def cold_start(
    rules: Path, scenario: str, times: int = 3, options: Mapping[str, str] = NOTHING
) -> float:
    """Return the processor time from a fresh interpreter's first import to the first move made.

    Modules are compiled beforehand, as installing them does: what is timed is reading the rules,
    not Python's own compiler.
    """
    chosen = [f"{option}={value}" for option, value in options.items()]
    command = [sys.executable, "-c", _COLD, str(rules), scenario, *chosen]
    root = str(Path(__file__).resolve().parents[2])
    with TemporaryDirectory() as cache:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        env.pop("PYTHONDONTWRITEBYTECODE", None)

        def once() -> float:
            result = subprocess.run(
                command, capture_output=True, text=True, check=True, cwd=root, env=env
            )
            return float(result.stdout)

        once()
        return median(once() for _ in range(times))


def bench(
    subjects: dict[str, tuple[Path, str]],
    seconds: float = 3.0,
    states: int = 50_000,
    tell: Callable[[str], None] = lambda _: None,
    options: Mapping[str, str] = NOTHING,
) -> list[Measure]:
    """Measure each subject and the peers that are installed.

    Args:
        subjects: for each name, the rules file and the scenario.
        seconds: processor time a figure.
        states: how many positions a breadth-first search visits at most.
        tell: called with a word before each kind of figure.
        options: what was chosen, for all subjects; an option that is left out has its default.

    Returns:
        The figures of each subject.

    Raises:
        RulesError: a rules file cannot be used.
        UnknownScenario: it has no such scenario.
        OptionError: no such option or value, or not in this scenario.
    """
    random = Random(1)
    works: dict[str, Workload] = {name: partial(play, random) for name, play in peers().items()}
    names, searches = list(works), {}
    for name, (path, scenario) in subjects.items():
        game = Game(load_rules(path, scenario, options), scenario, "compiled", options)
        works[f"{name}: full lists"] = full_lists(game, random)
        works[f"{name}: whole games"] = whole_games(game, random)
        searches[f"{name}: exploration"] = exploration(game, states)
    tell("games, beside " + (", ".join(names) or "no other engine"))
    speeds = rates(works, seconds)
    tell("exploration")
    found = rates(searches, seconds, 1)
    beside = {name: speeds.pop(name) for name in names}
    measures = []
    for name, (path, scenario) in subjects.items():
        for what in ("full lists", "whole games"):
            full = f"{name}: {what}"
            measures.append(Measure(full, speeds[full], "decisions/s", beside))
        full = f"{name}: exploration"
        measures.append(Measure(full, found[full], "states/s"))
        tell(f"cold start of {name}")
        cold = cold_start(path, scenario, options=options)
        measures.append(Measure(f"{name}: cold start", cold, "s"))
    return measures
