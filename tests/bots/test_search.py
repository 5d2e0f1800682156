"""The search plays known games without a mistake and knows no more than its seat was told."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from game.bots.belief import Belief
from game.bots.search import TreeSearch
from game.engine import CHANCE, OVER, Game, History, State
from game.engine.generator import Generator
from tests.bots.histories import asked
from tests.loaded import compiled, rules_of


def game_of(name: str) -> Game:
    return compiled(name, rules_of(name).scenarios[0].id)


def thought(history: History, seat: str, trials: int, seed: int = 1) -> TreeSearch:
    """A search that has tried so often for the seat to move."""
    game, rng = history.game, Generator(seed)
    belief = Belief(game, seat, rng, most=64)
    told = history.remembered(seat)
    next(told)
    belief.tell(told)
    bots = dict.fromkeys(game.seats, "doctrine" if game.rules.doctrines else "random")
    search = TreeSearch(game, belief, rng, bots)
    search.run(trials)
    return search


def worth(game: Game) -> Callable[[State], dict[str, int]]:
    """What perfect play of all comes to from a position, by going through all that follow."""
    known: dict[bytes, dict[str, int]] = {}

    def of(state: State) -> dict[str, int]:
        key = bytes(state)
        if key not in known:
            actor = game.actor(state)
            if actor == OVER:
                known[key] = game.returns(state)
            else:
                after = [bytearray(state) for _ in game.legal(state)]
                for there, move in zip(after, game.legal(state), strict=True):
                    game.apply(there, move)
                known[key] = max(map(of, after), key=lambda found: found[str(actor)])
        return known[key]

    return of


@pytest.mark.parametrize("name", ["nim"])
def test_it_gives_nothing_away_where_perfect_play_is_known(name: str, long_run: bool) -> None:
    game = game_of(name)
    of, dice = worth(game), Random(5)
    for seed in range(60 if long_run else 4):
        history = History(game)
        for _ in range(dice.randrange(4)):
            history.push(dice.choice(game.legal(history.state)))
        seat = str(game.actor(history.state))
        best = thought(history, seat, 2_000, seed).weighed()[0]
        after = bytearray(history.state)
        game.apply(after, best.move)
        assert of(after)[seat] == of(history.state)[seat]


def test_a_seed_gives_the_same_trials_and_all_are_counted() -> None:
    history = History(game_of("kuhn"))
    dice = Random(2)
    while history.game.actor(history.state) == CHANCE:
        history.push(dice.choice(history.game.chance(history.state))[0])
    seat = str(history.game.actor(history.state))
    first = thought(history, seat, 300)
    assert first.weighed() == thought(history, seat, 300).weighed()
    assert sum(each.trials for each in first.weighed()) == first.trials == 300
    assert {each.move for each in first.weighed()} <= {*history.game.legal(history.state)}


@pytest.mark.parametrize("name", ["kuhn", "leduc", "liars-dice"])
def test_it_weighs_alike_what_a_seat_cannot_tell_apart(name: str) -> None:
    game, dice = game_of(name), Random(3)
    seen: dict[object, object] = {}
    for _ in range(60):
        history = asked(game, dice, 0)
        seat = str(game.actor(history.state))
        key = tuple((move, view.key) for move, view in history.remembered(seat))
        weighed = thought(history, seat, 40).weighed()
        assert seen.setdefault(key, weighed) == weighed
    assert len(seen) < 60
