"""The same games by our engine and by others that are installed, measured in one run."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from statistics import median
from time import process_time
from typing import Any

import attrs

from game.check.bench import Workload, full_lists, whole_games
from game.check.peers import openspiel_game
from game.engine import Game
from game.resources import known_games
from game.rules import load_rules

#: Our games, and what OpenSpiel calls each.
OPENSPIEL = {
    "tic-tac-toe": "tic_tac_toe",
    "connect-four": "connect_four",
    "breakthrough": "breakthrough(rows=6,columns=6)",
    "kuhn": "kuhn_poker",
    "leduc": "leduc_poker",
}
#: The same for PettingZoo, whose games are modules.
PETTINGZOO = {
    "tic-tac-toe": "pettingzoo.classic.tictactoe_v3",
    "connect-four": "pettingzoo.classic.connect_four_v3",
}
ROUNDS = 5


@attrs.frozen
class Rate:
    """How fast somebody plays a game, in decisions a second of processor time.

    Attributes:
        game: the game.
        who: who plays it.
        low, middle, high: the least, the median and the most of some rounds.
    """

    game: str
    who: str
    low: float
    middle: float
    high: float


def _native(pyspiel: Any, name: str, at_once: int = 100) -> Workload:
    """Games of OpenSpiel's own random bots, in its native code."""
    game = pyspiel.load_game(name)
    play = openspiel_game(pyspiel, name)
    random = Random(1)
    # The bots do not say how many decisions they made: so many a game has.
    length = sum(play(random) for _ in range(1000)) / 1000
    bots = [pyspiel.make_uniform_random_bot(seat, seat) for seat in range(game.num_players())]

    def roll() -> int:
        for _ in range(at_once):
            pyspiel.evaluate_bots(game.new_initial_state(), bots, random.randrange(1 << 30))
        return round(at_once * length)

    return roll


def _pettingzoo(module: Any) -> Workload:
    environment, random = module.raw_env(), Random(1)

    def play() -> int:
        environment.reset(seed=1)
        decisions = 0
        for agent in environment.agent_iter():
            observation, _, over, cut, _ = environment.last()
            if over or cut:
                environment.step(None)
                continue
            legal = observation["action_mask"].nonzero()[0]
            environment.step(legal[int(random.random() * len(legal))])
            decisions += bool(agent)
        return decisions

    return play


def _installed(name: str) -> Any:
    """A module, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def works(name: str) -> dict[str, Workload]:
    """Who plays one of our games, and a piece of the work of each."""
    random = Random(1)
    game = Game(load_rules(known_games()[name]), None, "compiled")
    found = {
        "panj, whole games": whole_games(game, random),
        "panj, move by move": full_lists(game, random),
    }
    if (pyspiel := _installed("pyspiel")) is not None:
        play = openspiel_game(pyspiel, OPENSPIEL[name])
        found["OpenSpiel, its Python loop"] = partial(play, random)
        found["OpenSpiel, its native random bots"] = _native(pyspiel, OPENSPIEL[name])
    if name in PETTINGZOO and (module := _installed(PETTINGZOO[name])) is not None:
        found["PettingZoo"] = _pettingzoo(module)
    return found


def measured(seconds: float, tell: Callable[[str], None] = lambda _: None) -> Iterator[Rate]:
    """Measure each game by all that play it; they take turns, in some rounds.

    Args:
        seconds: processor time of each, for all rounds together.
        tell: told of each game before it is measured.
    """
    for name in OPENSPIEL:
        tell(name)
        found = works(name)
        rounds: dict[str, list[float]] = {who: [] for who in found}
        for work in found.values():
            work()
        for _ in range(ROUNDS):
            for who, work in found.items():
                done, start = 0, process_time()
                while (spent := process_time() - start) < seconds / ROUNDS:
                    done += work()
                rounds[who].append(done / spent)
        for who, rates in rounds.items():
            yield Rate(name, who, min(rates), median(rates), max(rates))


def table(rates: list[Rate]) -> str:
    """Rates as a table in Markdown, each beside the fastest way of ours."""
    ours = {r.game: r.middle for r in rates if r.who == "panj, whole games"}
    lines = [
        "| game | who plays | decisions a second (least to most) | panj, whole games, beside it |",
        "|---|---|---:|---:|",
    ]
    for r in rates:
        figures = f"{r.middle:,.0f} ({r.low:,.0f} to {r.high:,.0f})"
        lines.append(f"| {r.game} | {r.who} | {figures} | {ours[r.game] / r.middle:,.1f} |")
    return "\n".join(lines)
