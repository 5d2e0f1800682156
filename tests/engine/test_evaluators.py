"""The fast evaluators against the interpreter: equal in all they tell, along random games."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import OVER, Game
from tests.engine.catalogue import Entry, cases
from tests.randomised import said

ALL = pytest.mark.parametrize("entry", cases())


def told(game: Game, state: bytearray, listed: bool) -> list[object]:
    """Return all that an evaluator tells of a position; the views cell by cell if `listed`."""
    views: list[object] = []
    for view in (game.observe(state, seat) for seat in game.seats):
        # A view's key is all that it shows; what it lists is read from that.
        views += [view.key, *(view.items() if listed else ())]
    told: list[object] = [
        game.actor(state),
        game.legal(state),
        game.chance(state),
        game.candidates(state),
        views,
    ]
    told += [game.pending(state)]
    if game.actor(state) == OVER:
        told += [game.returns(state), game.winner(state), game.ending(state), game.verdict(state)]
        told += [game.score(state, seat) for seat in game.seats]
    return told


@ALL
@pytest.mark.parametrize("evaluator", ["tiered", "compiled"])
def test_equal_along_random_games(entry: Entry, evaluator: str, long_run: bool) -> None:
    fast, plain = entry.game(evaluator), entry.game("interpreted")
    assert fast.names == plain.names
    assert fast.new_game() == plain.new_game()
    assert fast.longest == plain.longest
    known: set[bytes] = set()
    # Whole games, until there were so many questions: fewer where a state is larger.
    most = 3_000_000 if long_run else 150_000 if entry.small else 60_000
    enough = most // len(fast.new_game())
    asked = 0
    for seed in range(500):
        if asked > enough:
            break
        random = Random(said(seed, entry))
        state = fast.new_game()
        line = fast.line(state)
        while True:
            key = bytes(state)
            if key not in known:
                known.add(key)
                listed = len(known) % 25 == 1 or fast.actor(state) == OVER
                expected = told(plain, bytearray(key), listed)
                assert told(fast, bytearray(key), listed) == expected
            legal = fast.legal(state)
            if not legal:
                break
            asked += 1
            # The one taken, and one more: in many games of a small rule set, every successor.
            taken = random.choice(legal)
            for move in {taken, random.choice(legal)}:
                one, other = bytearray(key), bytearray(key)
                fast.apply(one, move)
                plain.apply(other, move)
                assert one == other, f"{fast.name(move)} from {key.hex()}"
            fast.apply(state, taken)
            line.arrive(state)
