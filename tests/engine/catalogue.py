"""Every game the property tests run on: the small rule sets, and the repository's own game."""

from __future__ import annotations

from functools import cache, lru_cache
from random import Random

import attrs
import pytest
from _pytest.mark.structures import ParameterSet

from game.engine import CellValue, Game
from game.engine.errors import OverrideError
from tests.loaded import OWN, RULESETS, WALKED, compiled, declared
from tests.randomised import said

SMALL = sorted([*WALKED, *(path.stem for path in RULESETS.glob("*.toml"))])


@attrs.frozen
class Entry:
    """One scenario to test: its rule set, its id, and whether the rule set is a small one."""

    rules: str
    scenario: str
    small: bool

    def game(self, evaluator: str = "compiled") -> Game:
        """Return the compiled scenario (made once)."""
        return compiled(self.rules, self.scenario, evaluator)

    def __str__(self) -> str:
        return f"{self.rules}-{self.scenario}"


def entries() -> list[Entry]:
    """List the scenarios of every rule set; of those like one another, that other alone."""
    names = [*SMALL, *(["rules"] if OWN.exists() else [])]
    return [
        Entry(n, s, n != "rules")
        for n in names
        for s, told in declared(n).get("scenario", {"standard": {}}).items()
        if "like" not in told
    ]


#: Games on the shelf of more decisions than these are for the long run.
_GATE = 40


def is_large(entry: Entry) -> bool:
    """Whether a game takes so long that the gate leaves it to its own tests."""
    longest = declared(entry.rules)["game"].get("longest", {})
    return entry.rules in WALKED and longest.get("decisions", _GATE + 1) > _GATE


def cases() -> list[ParameterSet]:
    """The scenarios as parameters of a test; large games of the shelf are marked as long."""
    return [
        pytest.param(e, id=str(e), marks=[pytest.mark.long] if is_large(e) else [])
        for e in entries()
    ]


@attrs.frozen
class Walk:
    """One random game: the keys before each move, the moves, and the last key."""

    keys: tuple[bytes, ...]
    moves: tuple[int, ...]

    @property
    def end(self) -> bytes:
        """The key of the last position."""
        return self.keys[-1]


def play_random(game: Game, seed: int) -> Walk:
    """Play uniformly chosen legal answers to the end."""
    random = Random(seed)
    state = game.new_game()
    line = game.line(state)
    keys, moves = [bytes(state)], []
    while legal := game.legal(state):
        moves.append(random.choice(legal))
        game.apply(state, moves[-1])
        line.arrive(state)
        keys.append(bytes(state))
    return Walk(tuple(keys), tuple(moves))


_walk = lru_cache(maxsize=256)(play_random)


def random_game(game: Game, seed: int) -> Walk:
    """The random game of a seed, played once for all the tests that follow it."""
    return _walk(game, said(seed, game.scenario.id))


@cache
def fitting(name: str, scenario: str, cell: str) -> tuple[CellValue, ...]:
    """Return values that a cell can take, found by trying what might fit on a fresh game."""
    game = compiled(name, scenario)
    words = {word for n in game.names for word in n.replace(".", ":").split(":")}
    found: list[CellValue] = []
    numbers = [False, True, None, *range(-3, 12)]
    for value in [*numbers, *sorted((words | {*game.seats}) - {"none"})]:
        try:
            game.override(game.new_game(), cell, value)
        except OverrideError:
            continue
        found.append(value)
    return tuple(found)
