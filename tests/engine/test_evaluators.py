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


#: The evaluators that must tell what the interpreter does.
FAST = ("tiered", "compiled")


@ALL
def test_equal_along_random_games(entry: Entry, long_run: bool) -> None:
    plain = entry.game("interpreted")
    games = {name: entry.game(name) for name in FAST}
    for fast in games.values():
        assert fast.names == plain.names
        assert fast.new_game() == plain.new_game()
        assert fast.longest == plain.longest
    known: set[bytes] = set()
    # Whole games, until there were so many questions: fewer where a state is larger.
    most = 3_000_000 if long_run else 75_000 if entry.small else 30_000
    enough = most // len(plain.new_game())
    asked = 0
    for seed in range(500):
        if asked > enough:
            break
        random = Random(said(seed, entry))
        state = plain.new_game()
        lines = {name: fast.line(state) for name, fast in games.items()}
        while True:
            key = bytes(state)
            if key not in known:
                known.add(key)
                listed = len(known) % 25 == 1 or plain.actor(state) == OVER
                expected = told(plain, bytearray(key), listed)
                for name, fast in games.items():
                    assert told(fast, bytearray(key), listed) == expected, name
            legals = {name: fast.legal(state) for name, fast in games.items()}
            legal = legals[FAST[0]]
            assert all(found == legal for found in legals.values())
            if not legal:
                break
            asked += 1
            # The one taken, and one more: in many games of a small rule set, every successor.
            taken = random.choice(legal)
            after: dict[int, bytearray] = {}
            for move in {taken, random.choice(legal)}:
                wanted = after[move] = bytearray(key)
                plain.apply(wanted, move)
                for name, fast in games.items():
                    made = bytearray(key)
                    fast.apply(made, move)
                    assert made == wanted, f"{name}: {plain.name(move)} from {key.hex()}"
            # A line of play may end the game.
            arrived = {name: bytearray(after[taken]) for name in lines}
            for name, line in lines.items():
                line.arrive(arrived[name])
            state = arrived[FAST[0]]
            assert all(there == state for there in arrived.values())
