"""Batches: each game in one is the game that is played by itself, move by move."""

from __future__ import annotations

import numpy as np
import pytest

from game.bridge.batch import Batch
from game.engine import CHANCE, OVER, Game, IllegalMove, NoLegalMove, ScriptError, State
from game.engine.generator import Generator
from game.rules import parse_rules
from game.rules.reference.idioms import CIRCLES
from tests.loaded import compiled, declared

GAMES = [
    "tic-tac-toe", "kuhn", "leduc", "liars-dice", "goofspiel", "eights", "salt-roads", "low_tide",
    "draughts", "rules",
]  # fmt: skip
N = 5


def scenario_of(name: str) -> Game:
    """The first scenario of a rule set."""
    return compiled(name, next(iter(declared(name).get("scenario", {"standard": {}}))))


class Alone:
    """One game, played by itself."""

    def __init__(self, game: Game, seed: int) -> None:
        self.game, self.dice = game, Generator(seed)
        self.rewards: list[int] = []
        self.ended: str | None = None
        self.begin()

    def begin(self) -> None:
        self.state = self.game.new_game()
        self.line = self.game.line(self.state)
        self.fall()

    def fall(self) -> None:
        while self.game.actor(self.state) is CHANCE:
            self.game.apply(self.state, self.dice.weighted(self.game.chance(self.state)))
            self.line.arrive(self.state)

    def step(self, move: int) -> bool:
        self.game.apply(self.state, move)
        self.line.arrive(self.state)
        self.fall()
        over = self.game.actor(self.state) is OVER
        self.rewards = list(self.game.returns(self.state).values())
        self.ended = self.game.ending(self.state)
        if over:
            self.begin()
        return over


def told(batch: Batch, place: int) -> tuple[State, str, list[int]]:
    """What a batch tells of one of its games."""
    legal = np.flatnonzero(batch.legal[place]).tolist()
    return bytearray(batch.states[place]), batch.game.seats[batch.actors[place]], legal


@pytest.mark.parametrize("name", GAMES)
def test_each_game_is_the_one_that_is_played_by_itself(name: str) -> None:
    game = scenario_of(name)
    batch, alone = Batch(game, N, seed=3), [Alone(game, 3 + i) for i in range(N)]
    dice, ended = Generator(1), 0
    for _ in range(120 if name != "rules" else 60):
        moves = []
        for place, one in enumerate(alone):
            state, seat, legal = told(batch, place)
            assert state == one.state
            assert seat == game.actor(one.state)
            assert legal == game.legal(one.state)
            seen = game.observe(one.state, seat)
            assert bytearray(batch.observations[place]) == seen.masked
            moves.append(legal[dice.below(len(legal))])
        batch.step(moves)
        over = [one.step(move) for one, move in zip(alone, moves, strict=True)]
        assert batch.over.tolist() == over
        assert batch.rewards.tolist() == [one.rewards for one in alone]
        ended += sum(over)
    assert ended


def test_a_cap_and_a_repetition_end_a_game() -> None:
    game = Game(parse_rules(CIRCLES))
    batch, alone = Batch(game, 3, seed=5), [Alone(game, 5 + i) for i in range(3)]
    dice = Generator(2)
    endings: set[str | None] = set()
    for _ in range(300):
        moves = []
        for place, one in enumerate(alone):
            state, _, legal = told(batch, place)
            assert (state, legal) == (one.state, game.legal(one.state))
            moves.append(legal[dice.below(len(legal))])
        batch.step(moves)
        over = [one.step(move) for one, move in zip(alone, moves, strict=True)]
        endings.update(one.ended for one in alone)
        assert batch.over.tolist() == over
        assert batch.rewards.tolist() == [one.rewards for one in alone]
    assert "circles" in endings


def test_a_move_that_is_not_legal_moves_nobody() -> None:
    batch = Batch(scenario_of("tic-tac-toe"), 3)
    batch.step([0, 1, 2])
    before = batch.states.copy()
    for moves in ([1, 1, 3], [1, 2, -1], [1, 2, 9]):
        with pytest.raises(IllegalMove, match=r"in game [12] of the batch"):
            batch.step(moves)
        assert (batch.states == before).all()
    batch.step([1, 2, 3])


def test_games_begin_anew_with_the_seeds_that_they_are_given() -> None:
    batch = Batch(scenario_of("kuhn"), 4, seed=8)
    first = batch.states.copy()
    batch.step([int(np.flatnonzero(row)[0]) for row in batch.legal])
    batch.reset(range(8, 12))
    assert (batch.states == first).all()
    batch.reset([9, 9, 9, 9])
    assert (batch.states == first[1]).all()


BROKEN = """
[game]
name = "Broken"
language = 2
seats = ["red", "blue"]
[register.gold]
range = [0, 1]
[procedure.play]
do = \"\"\"
for i in range(4):
    n = choose(red, range(0, 2))
    gold += n
m = choose(red, (k for k in range(0, 2) if k > gold))
end()
\"\"\"
"""


def test_what_breaks_a_promise_is_told() -> None:
    game = Game(parse_rules(BROKEN))
    batch = Batch(game, 2)
    zero, one = np.flatnonzero(batch.legal[0]).tolist()
    batch.step([one, zero])
    with pytest.raises(ScriptError):
        batch.step([one, zero])
    batch.reset([0, 1])
    batch.step([one, zero])
    for _ in range(2):
        batch.step([zero, zero])
    with pytest.raises(NoLegalMove):
        batch.step([zero, zero])
