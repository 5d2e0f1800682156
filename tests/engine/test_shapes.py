"""Generated code means the same however much of it is written out or shared."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest

from game.engine import Game, ScriptError, expand, generate, regions, write
from game.rules import Rules, load_rules
from tests.engine.catalogue import entries
from tests.loaded import rules_of

CONSTRUCTS = Path(__file__).parent / "constructs.toml"
LIMITS = [
    (expand, "INLINE"),
    (expand, "UNROLL"),
    (write, "_UNROLL"),
    (generate, "_SMALL"),
    (regions, "_SMALL"),
    (regions, "_LONG"),
]
SUBJECTS = [
    pytest.param("constructs", "standard", 80, id="constructs"),
    *(pytest.param(e.rules, e.scenario, 12 if e.small else 1, id=str(e)) for e in entries()),
]


@cache
def constructs() -> Rules:
    """The rule set that has every construct of the language."""
    return load_rules(CONSTRUCTS)


@pytest.fixture(params=[None, 0, 10**6], ids=["usual", "shared", "written-out"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Share as much generated code as can be, or as little."""
    for module, name in LIMITS:
        if request.param is not None:
            monkeypatch.setattr(module, name, request.param)


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize(("name", "scenario", "games"), SUBJECTS)
def test_equal_whatever_the_limits(name: str, scenario: str, games: int) -> None:
    rules = constructs() if name == "constructs" else rules_of(name)
    # Made anew: what is generated is kept with the game.
    fast, plain = Game(rules, scenario), Game(rules, scenario, evaluator="interpreted")
    asked = 0
    for seed in range(games):
        if asked > 1_000:
            break
        random = Random(seed)
        state = fast.new_game()
        while legal := fast.legal(state):
            asked += 1
            assert legal == plain.legal(state)
            assert fast.chance(state) == plain.chance(state)
            assert fast.actor(state) == plain.actor(state)
            move = random.choice(legal)
            other = bytearray(state)
            fast.apply(state, move)
            plain.apply(other, move)
            assert state == other, fast.name(move)
            assert fast.invariants(state) == plain.invariants(state)
        ended = fast.new_game()
        fast.playout(ended, random.randrange)
        assert fast.legal(ended) == []


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("evaluator", ["generated", "interpreted"])
def test_derived_values_are_those_of_the_interpreter(evaluator: str) -> None:
    game = Game(constructs(), None, evaluator)
    plain = Game(constructs(), None, "interpreted")
    places = game.members("place")
    for seed in range(40):
        state = game.new_game()
        random = Random(seed)
        for place in places:
            game.override(state, f"level[{place}]", random.randrange(5))
        heights = {p: game.value(state, "height", p) for p in places}
        assert heights == {p: plain.value(state, "height", p) for p in places}
        for one in places:
            for other in places:
                taller = game.value(state, "taller", one, other)
                assert taller == (heights[one] > heights[other])  # type: ignore[operator]
        top = max(heights.values())  # type: ignore[type-var]
        peak = game.value(state, "peak")
        assert peak is None if len(set(heights.values())) == 1 else heights[str(peak)] == top


def breach(game: Game, state: bytearray, move: int) -> str | None:
    """Make a move; return what the breach says that it makes, if it does."""
    try:
        game.apply(state, move)
    except ScriptError as error:
        return str(error)
    return None


@pytest.mark.parametrize("evaluator", ["generated", "interpreted"])
def test_a_breach_leaves_the_state_as_it_was(evaluator: str) -> None:
    game = Game(constructs(), evaluator=evaluator)
    for seed in range(30):
        random = Random(seed)
        state = game.new_game()
        # The rules add 2 to it at the end of the first round.
        game.override(state, "clock", 2)
        said = None
        while said is None:
            key = bytes(state)
            said = breach(game, state, random.choice(game.legal(state)))
        assert "`clock` would be 4, outside -3..3" in said
        assert state == key
