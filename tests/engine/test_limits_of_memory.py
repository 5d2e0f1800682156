"""Compiled code means the same however much of what it works out it remembers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from game.engine import Game, ScriptError
from game.engine.core import core_of
from game.engine.wasm import ahead, blocks, derived, listing, reach
from game.rules import Rules, load_rules
from tests.engine.catalogue import entries, is_large
from tests.loaded import rules_of
from tests.randomised import said

CONSTRUCTS = Path(__file__).parent / "constructs.toml"
LIMITS: dict[str, list[tuple[ModuleType, str, int]]] = {
    "usual": [],
    "forgetful": [
        (derived, "REMEMBERED", 0),
        (derived, "SMALL", 400),
        (reach, "KEPT", 0),
        (ahead, "MOST", 0),
        (listing, "SHORT", 0),
        (listing, "PLAIN", 0),
    ],
    "mindful": [
        (derived, "DEAR", 0),
        (derived, "SMALL", 0),
        (listing, "SHORT", 60),
        (listing, "LITTLE", 2000),
        (listing, "PLAIN", 100),
        (blocks, "TOGETHER", 1),
    ],
}
SUBJECTS = [
    pytest.param("constructs", "standard", 80, id="constructs"),
    *(
        pytest.param(
            e.rules,
            e.scenario,
            12 if e.small else 1,
            id=str(e),
            marks=[pytest.mark.long] if is_large(e) else [],
        )
        for e in entries()
    ),
]


@cache
def constructs() -> Rules:
    """The rule set that has every construct of the language."""
    return load_rules(CONSTRUCTS)


def rules_named(name: str) -> Rules:
    """A rule set, the one of all constructs among them."""
    return constructs() if name == "constructs" else rules_of(name)


@cache
def plain(name: str, scenario: str) -> Game:
    """The reference, which no limit touches."""
    return Game(rules_named(name), scenario, evaluator="interpreted")


@cache
def interpreted(name: str, scenario: str, key: bytes) -> tuple[object, object, object]:
    """What the reference tells of a position: asked once for all limits, as they meet the same."""
    game, state = plain(name, scenario), bytearray(key)
    return game.legal(state), game.chance(state), game.actor(state)


@cache
def interpreted_move(name: str, scenario: str, key: bytes, move: int) -> tuple[bytes, list[str]]:
    """Where the reference's move leads, and which invariants it finds broken there."""
    game, state = plain(name, scenario), bytearray(key)
    game.apply(state, move)
    return bytes(state), game.invariants(state)


@pytest.fixture(params=LIMITS)
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work out as much beforehand as is usual, nothing, or all; and write out more or nothing."""
    for place, name, limit in LIMITS[request.param]:
        monkeypatch.setattr(place, name, limit)
    # What was compiled is kept for other games of the program.
    core_of.cache_clear()
    yield
    core_of.cache_clear()


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize(("name", "scenario", "games"), SUBJECTS)
def test_equal_whatever_the_limits(name: str, scenario: str, games: int) -> None:
    fast = Game(rules_named(name), scenario, "compiled")
    asked = 0
    for seed in range(games):
        if asked > 1_000:
            break
        random = Random(said(seed))
        state = fast.new_game()
        line = fast.line(state)
        while legal := fast.legal(state):
            asked += 1
            told = (legal, fast.chance(state), fast.actor(state))
            assert told == interpreted(name, scenario, bytes(state))
            move, before = random.choice(legal), bytes(state)
            fast.apply(state, move)
            after, broken = interpreted_move(name, scenario, before, move)
            assert state == after, fast.name(move)
            assert fast.invariants(state) == broken
            line.arrive(state)
        ended = fast.new_game()
        fast.playout(ended, random.randrange)
        assert fast.legal(ended) == []


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_derived_values_are_those_of_the_interpreter(evaluator: str) -> None:
    game = Game(constructs(), None, evaluator)
    reference = plain("constructs", "standard")
    places = game.members("place")
    for seed in range(40):
        state = game.new_game()
        random = Random(said(seed))
        for place in places:
            game.override(state, f"level[{place}]", random.randrange(5))
        heights: dict[str, int] = {}
        for place in places:
            height = game.value(state, "height", place)
            assert height == reference.value(state, "height", place)
            assert isinstance(height, int)
            heights[place] = height
        for one in places:
            for other in places:
                taller = game.value(state, "taller", one, other)
                assert taller == (heights[one] > heights[other])
        top = max(heights.values())
        peak = game.value(state, "peak")
        assert peak is None if len(set(heights.values())) == 1 else heights[str(peak)] == top


def breach(game: Game, state: bytearray, move: int) -> str | None:
    """Make a move; return what the breach says that it makes, if it does."""
    try:
        game.apply(state, move)
    except ScriptError as error:
        return str(error)
    return None


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_a_breach_leaves_the_state_as_it_was(evaluator: str) -> None:
    game = Game(constructs(), evaluator=evaluator)
    for seed in range(30):
        random = Random(said(seed))
        state = game.new_game()
        # The rules add 2 to it at the end of the first round.
        game.override(state, "clock", 2)
        told = None
        while told is None:
            key = bytes(state)
            told = breach(game, state, random.choice(game.legal(state)))
        assert "`clock` would be 4, outside -3..3" in told
        assert state == key
