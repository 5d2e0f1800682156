"""Generated code means the same however much of it is written out or shared."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import Game, expand, generate, regions, write
from tests.engine.catalogue import Entry, compiled, entries, rules_of

LIMITS = [
    (expand, "INLINE"),
    (expand, "UNROLL"),
    (write, "_UNROLL"),
    (generate, "_SMALL"),
    (regions, "_SMALL"),
    (regions, "_LONG"),
]


@pytest.mark.parametrize("limit", [0, 10**6], ids=["shared", "written-out"])
@pytest.mark.parametrize("entry", entries(), ids=str)
def test_equal_whatever_the_limits(
    entry: Entry, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in LIMITS:
        monkeypatch.setattr(module, name, limit)
    # Made anew: what is generated is kept with the game.
    fast = Game(rules_of(entry.rules), entry.scenario)
    plain = compiled(entry.rules, entry.scenario, "interpreted")
    for seed in range(20 if entry.small else 8):
        random = Random(seed)
        state = fast.new_game()
        while legal := fast.legal(state):
            assert legal == plain.legal(state)
            assert fast.chance(state) == plain.chance(state)
            move = random.choice(legal)
            other = bytearray(state)
            fast.apply(state, move)
            plain.apply(other, move)
            assert state == other, fast.name(move)
            assert fast.invariants(state) == plain.invariants(state)
        ended = fast.new_game()
        fast.playout(ended, random.randrange)
        assert fast.legal(ended) == []
