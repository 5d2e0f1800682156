"""A module comes back before long and goes on; what is too large for one is interpreted."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest

from game.check.simulate import play_games, play_one
from game.engine import OVER, Game, ScriptError, tiered
from game.engine.core import core_of
from game.engine.errors import ModuleTooLarge
from game.engine.evaluator import Exploration
from game.engine.reads import KeptBits, bits_at, bits_of, runs
from game.engine.wasm import binary, evaluator, memory, patience
from game.engine.wasm.modules import WasmModule
from game.engine.wasm.patience import moves_of
from game.engine.wasm.player import write_player
from game.rules import parse_rules
from game.rules.program import Program
from tests.engine.catalogue import Entry, entries, is_large
from tests.loaded import rules_of
from tests.randomised import said

FEW = [e for e in entries() if e.small and not is_large(e)]
SOME = FEW[::5]
ENDLESS = """
[game]
name = "X"
seats = ["red", "blue"]
[register.r]
range = [0, 6]
[procedure.play]
do = '''
for a in range(1000):
    for b in range(1000):
        for c in range(1000):
            r = {asked}
end()
'''
"""


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """What was compiled otherwise is not kept."""
    core_of.cache_clear()
    yield
    core_of.cache_clear()


def fresh(entry: Entry, evaluator: str = "compiled") -> Game:
    return Game(rules_of(entry.rules), entry.scenario, evaluator)


def bots(game: Game) -> dict[str, str]:
    return dict.fromkeys(game.seats, "random")


def told(found: Exploration) -> tuple[object, ...]:
    """All that an exploration found, in words and a hash."""
    digest = hashlib.sha256()
    for place in range(found.states):
        digest.update(bytes(found.state(place)) + repr(found.to(place)).encode())
    known = (found.tested, found.states, found.final, found.depth, found.complete)
    return (*known, digest.hexdigest())


def explored(game: Game, most: int) -> tuple[object, ...]:
    found = game.exploration(most)
    assert found is not None
    found.enter(game.new_game())
    doubts = [doubt for doubt in found.explore() if doubt is not None]
    return (doubts, *told(found))


def stepped(game: Game, games: int = 5, steps: int = 12) -> list[bytes]:
    """What a batch tells after each step."""
    many, out = game.stepper(games), []
    many.reset(game.new_game(), range(games))
    random, moves = Random(said(1)), len(game.names)
    for _ in range(steps):
        for place in range(games):
            row = many.legal[place * moves : (place + 1) * moves]
            many.chosen[place] = random.choice([i for i, open_ in enumerate(row) if open_])
        many.step()
        out.append(bytes(many.states) + bytes(many.legal) + bytes(many.rewards) + bytes(many.over))
    return out


@pytest.mark.parametrize("moves", [1, 20])
@pytest.mark.parametrize("entry", SOME, ids=str)
def test_all_comes_out_the_same_however_often_a_module_comes_back(
    entry: Entry, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = fresh(entry)
    seeds = range(1, 71)
    usual = [*game.simulate(seeds, bots(game))], explored(game, 300), stepped(game)
    core_of.cache_clear()
    monkeypatch.setattr(patience, "MOST_MOVES", moves)
    other = fresh(entry)
    assert moves_of(rules_of(entry.rules).program(entry.scenario, game.options)) <= moves
    assert [*other.simulate(seeds, bots(other))] == usual[0]
    assert explored(other, 300) == usual[1]
    assert stepped(other) == usual[2]


def test_the_longer_a_move_may_take_the_fewer_are_made_in_a_call() -> None:
    text = ENDLESS.format(asked="chance(d6)")
    loops = "for d in range(1000):\n    for e in range(300):\n        r = 1\n"
    long = text.replace("end()", f"{loops}end()")
    short, other = (parse_rules(t).program("standard", {}) for t in (text, long))
    assert short.steps < 100 < 600_000 < other.steps < 2_000_000
    assert moves_of(short) == patience.MOST_MOVES
    assert 1 <= moves_of(other) <= patience.MOST_STEPS // other.steps


def test_games_that_are_asked_for_in_turns_do_not_disturb_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "MOST_MOVES", 7)
    game = fresh(next(e for e in FEW if e.rules == "tic-tac-toe"))
    alone = [[*game.simulate(range(a, a + 100), bots(game))] for a in (1, 500)]
    mixed = zip(*(game.simulate(range(a, a + 100), bots(game)) for a in (1, 500)), strict=True)
    assert [[*games] for games in zip(*mixed, strict=True)] == alone


@pytest.mark.parametrize("asked", ["chance(d6)", "choose(red, [1, 2])"])
def test_a_game_without_an_end_is_given_up_in_words(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.check.simulate.AT_MOST", 5_000)
    asked = asked.replace("[1, 2]", "range(1, 3)")
    game = Game(parse_rules(ENDLESS.format(asked=asked)), None, "compiled")
    with pytest.raises(ScriptError, match=r"procedure.play: .* seed 4 .* not ended after 5000"):
        list(play_games(game, bots(game), range(4, 6)))
    with pytest.raises(ScriptError, match=r"procedure.play: .* seed 9 .* not ended after 5000"):
        play_one(game, bots(game), 9)


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(binary, "MOST_FUNCTIONS", 3), (binary, "MOST_CODE", 100), (memory, "CONSTANTS", 64)],
    ids=["functions", "code", "memory"],
)
@pytest.mark.parametrize("evaluator", ["compiled", "tiered"])
@pytest.mark.parametrize("entry", FEW[::12], ids=str)
def test_what_is_too_large_is_interpreted(
    entry: Entry,
    evaluator: str,
    module: object,
    name: str,
    value: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = fresh(entry)
    seeds = range(1, 4)
    games = [*play_games(usual, bots(usual), seeds)]
    core_of.cache_clear()
    monkeypatch.setattr(module, name, value)
    game = fresh(entry, evaluator)
    assert [*game.simulate(seeds, bots(game))] == []
    assert [*play_games(game, bots(game), seeds)] == games
    assert game.exploration(100) is None
    with pytest.raises(ModuleTooLarge):
        game.stepper(2)


@pytest.mark.parametrize("seed", range(40))
def test_bits_are_those_of_the_bytes(seed: int) -> None:
    random = Random(said(seed))
    places = {random.randrange(90) for _ in range(random.randrange(60))}
    bits = bits_at(random.sample(sorted(places), len(places)))
    assert {at for at in range(100) if bits >> at & 1} == places
    found = [*runs(bits)]
    assert {at for first, past in found for at in range(first, past)} == places
    assert all(one[1] < other[0] for one, other in pairwise(found))
    joined = 0
    for first, past in found:
        joined |= bits_of(first, past)
    assert joined == bits


def test_no_more_bits_are_kept_than_find_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.engine.reads.MOST_BYTES", 3_000)
    kept = KeptBits()
    for key in range(100):
        assert kept.keep(key, 1 << 8 * key) == 1 << 8 * key
        assert kept.get(key) == 1 << 8 * key
    assert sum(kept.get(key) is not None for key in range(100)) < 30


def test_who_plays_does_not_wait_for_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    entry, rng = FEW[0], Random(1)
    held, begun = threading.Event(), threading.Event()
    made = write_player

    def slow(program: Program) -> WasmModule:
        begun.set()
        assert held.wait(60)
        return made(program)

    monkeypatch.setattr(evaluator, "write_player", slow)
    monkeypatch.setattr(tiered, "PATIENCE", 0)
    core_of.cache_clear()
    game = fresh(entry, "tiered")
    state, moves = game.new_game(), list[int]()
    while game.actor(state) != OVER and len(moves) < 40:
        moves.append(rng.choice(game.legal(state)))
        game.apply(state, moves[-1])
    assert begun.wait(60)
    assert not held.is_set(), "all this was played while the compiler stood still"
    held.set()
    for thread in threading.enumerate():
        if thread.name == "compile rules":
            thread.join(60)
    again = game.new_game()
    for move in moves:
        game.apply(again, move)
    assert again == state
