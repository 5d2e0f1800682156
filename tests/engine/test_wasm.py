"""Compiled programs: what is written, what runs it, and that a seed gives one game everywhere."""

from __future__ import annotations

import threading
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wasmtime import Engine, Instance, Module, Store

from game.engine import IllegalMove, NoLegalMove, RangeBreach
from game.engine.draws import Draws
from game.engine.evaluator import Reference
from game.engine.interpret import Interpreter
from game.engine.wasm import Compiled
from game.engine.wasm.binary import ModuleWriter, signed, unsigned
from game.rules import parse_rules
from game.rules.program import Program
from tests.loaded import compiled

HEAD = """
[game]
name = "Test"
language = 2
seats = ["red", "blue"]
longest = { decisions = 9, chance = 9 }
"""


def program_of(text: str) -> Program:
    """The program of a rule set without scenarios."""
    return parse_rules(HEAD + text).program("standard")


# Writing -------------------------------------------------------------------------------------


@given(st.integers(-(2**31), 2**31 - 1))
def test_numbers_are_written_as_wasmtime_reads_them(n: int) -> None:
    module = ModuleWriter()
    code = module.function(0, export="it")
    code.const(n)
    store = Store(Engine())
    instance = Instance(store, Module(store.engine, module.encoded()), [])
    found = instance.exports(store)["it"]
    assert found(store) == n  # type: ignore[operator]


@given(st.integers(0, 2**40))
def test_a_number_in_leb128_reads_back(n: int) -> None:
    """By the decoding of the specification, 5.2.2."""
    read = sum((byte & 0x7F) << 7 * i for i, byte in enumerate(unsigned(n)))
    assert read == n
    for value in (n, -n):
        raw = signed(value)
        read = sum((byte & 0x7F) << 7 * i for i, byte in enumerate(raw))
        assert read - (raw[-1] >> 6 & 1 and 1 << 7 * len(raw)) == value


# Random numbers ------------------------------------------------------------------------------


def test_the_numbers_are_those_of_splitmix64() -> None:
    """Vigna's reference gives these for the seed 1234567."""
    draws = Draws(1234567)
    assert [draws.next() for _ in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@given(st.integers(0, 2**64 - 1), st.integers(1, 2**32 - 1))
def test_a_draw_is_below_its_bound(seed: int, n: int) -> None:
    draws = Draws(seed)
    assert all(0 <= draws.below(n) < n for _ in range(5))


GAMES = ["tic-tac-toe", "kuhn", "leduc", "liars-dice", "goofspiel", "salt-roads", "dice-race"]


@pytest.mark.parametrize("name", GAMES)
def test_a_seed_plays_the_same_game_in_every_evaluator(name: str) -> None:
    game = compiled(name, "standard", "interpreted")
    program, start = game._core.program, game.new_game()
    for seed in range(3):
        mine, theirs = Draws(seed), Draws(seed)
        found = Compiled(program).playouts(start, 4, mine, 10_000)
        run = Reference(program, Interpreter(program))
        counts = [run.playout(bytearray(start), theirs.below) for _ in range(4)]
        assert found == (sum(d for d, _ in counts), sum(c for _, c in counts))
        assert mine == theirs


def test_a_playout_takes_so_many_moves_at_most() -> None:
    game = compiled("salt-roads", "standard", "interpreted")
    run = Compiled(game._core.program)
    assert sum(run.playouts(game.new_game(), 3, Draws(1), 5)) == 15


# What goes wrong -----------------------------------------------------------------------------


def test_a_broken_promise_is_told_and_the_next_call_is_none_the_worse() -> None:
    program = program_of("""
[register.gold]
range = [0, 3]
[procedure.play]
do = \"\"\"
for i in range(3):
    n = choose(red, range(0, 3))
    gold += n
end()
\"\"\"
""")
    run = Compiled(program)
    start = Reference(program, Interpreter(program))
    state = bytearray(program.start)
    start.interpreter.run(program.entry, state)
    two = run.legal(state)[2]
    run.apply(state, two)
    before = bytearray(state)
    for _ in range(2):
        with pytest.raises(RangeBreach, match=r"procedure.play: `gold` would be 4, outside 0\.\.3"):
            run.apply(state, two)
        assert state == before
    with pytest.raises(RangeBreach):
        # Each of many games comes to it.
        run.playouts(before, 1000, Draws(3), 100)
    run.apply(state, run.legal(state)[0])


def test_a_question_without_an_answer_is_told_of_in_playouts() -> None:
    program = program_of("""
[register.gold]
range = [0, 3]
[procedure.play]
do = \"\"\"
n = choose(red, (k for k in range(0, 3) if k > gold))
gold = 3
m = choose(red, (k for k in range(0, 3) if k > gold))
end()
\"\"\"
""")
    state = bytearray(program.start)
    Interpreter(program).run(program.entry, state)
    with pytest.raises(NoLegalMove, match=r"`play\.m` is asked and no answer is open"):
        Compiled(program).playouts(state, 1, Draws(1), 100)


def test_what_is_no_move_is_refused() -> None:
    game = compiled("tic-tac-toe", "standard", "interpreted")
    run, state = Compiled(game._core.program), game.new_game()
    run.apply(state, 0)
    for move in (0, -1, 9, 2**31 - 1, -(2**31)):
        with pytest.raises(IllegalMove):
            run.apply(state, move)


def test_each_thread_has_a_machine_of_its_own() -> None:
    game = compiled("salt-roads", "standard", "interpreted")
    run = Compiled(game._core.program)

    def play(seed: int) -> bytes:
        state, random = game.new_game(), Random(seed)
        for _ in range(60):
            if state[2]:
                break
            run.apply(state, random.choice(run.legal(state)))
        return bytes(state)

    wanted = [play(seed) for seed in range(4)]
    found: dict[int, bytes] = {}
    threads = [
        threading.Thread(target=lambda seed=seed: found.update({seed: play(seed)}))
        for seed in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[seed] for seed in range(4)] == wanted
