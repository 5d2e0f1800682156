"""Measure `History.push` beside `Game.apply`: `python -m tests.bench.history [SCENARIO ...]`.

No test: pytest does not collect it. The same games by either, in one run; the ratio is what
counts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from game.engine import Game, History
from game.rules import load_rules

ROOT = Path(__file__).resolve().parents[2]
GAMES, ROUNDS = 5, 6


def games(game: Game) -> list[list[int]]:
    """The moves of some random games."""
    found = []
    for seed in range(GAMES):
        random, state, moves = Random(seed), game.new_game(), list[int]()
        while legal := game.legal(state):
            moves.append(random.choice(legal))
            game.apply(state, moves[-1])
        found.append(moves)
    return found


def by_apply(game: Game, moves: list[int]) -> None:
    """Play a game on a state."""
    state = game.new_game()
    for move in moves:
        game.apply(state, move)


def timed(work: object, game: Game, played: list[list[int]]) -> float:
    """The processor time of some games."""
    start = process_time()
    for moves in played:
        by_apply(game, moves) if work is by_apply else History(game, moves)
    return process_time() - start


def main() -> None:
    """Measure each scenario named, or two of ours."""
    for scenario in sys.argv[1:] or ("first-watch", "full-equation"):
        game = Game(load_rules(ROOT / "rules.toml", scenario), scenario)
        played = games(game)
        pairs = [
            (timed(by_apply, game, played), timed(History, game, played)) for _ in range(ROUNDS)
        ]
        apply, history = (median(times) for times in zip(*pairs[1:], strict=True))
        count = sum(map(len, played))
        print(
            f"{scenario:16} {count:6} moves   apply {apply / count * 1e6:7.1f} µs   "
            f"push {history / count * 1e6:7.1f} µs   ratio {history / apply:6.1f}"
        )


if __name__ == "__main__":
    main()
