"""Compiled programs: what is written, what runs it, and that a seed gives one game everywhere."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import lru_cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wasmtime import Engine, Func, FuncType, Instance, Module, Store

from game.check.simulate import play_games, play_one
from game.engine import Game, IllegalMove, RangeBreach
from game.engine.evaluator import Reference
from game.engine.interpret import Interpreter
from game.engine.wasm import Compiled, machine
from game.engine.wasm.binary import ModuleWriter, signed, unsigned
from game.rules import parse_rules
from game.rules.program import Program
from tests.loaded import compiled, declared

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


def scenario_of(name: str) -> Game:
    """The first scenario of a game of the shelf."""
    return compiled(name, next(iter(declared(name).get("scenario", {"standard": {}}))))


# Writing -------------------------------------------------------------------------------------


@given(st.integers(-(2**31), 2**31 - 1))
def test_numbers_are_written_as_wasmtime_reads_them(n: int) -> None:
    module = ModuleWriter()
    code = module.function(0, export="it")
    code.const(n)
    store = Store(Engine())
    nothing = Func(store, FuncType([], []), lambda: None)
    instance = Instance(store, Module(store.engine, module.encoded()), [nothing])
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


# Ending ------------------------------------------------------------------------------------------

BREAKS = (
    HEAD
    + """
[register.r]
range = [0, 1]
[procedure.play]
do = '''
act(red)
r += 1
act(red)
end()
'''
[action.a]
seats = ["red"]
do = "r = 1"
text = "It rises."
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_broken_promise_is_told_without_a_signal() -> None:
    """Whoever runs the process may do with signals of the processor what they like."""
    child = (
        "import ctypes, signal\n"
        "from game.engine import Game, RangeBreach\n"
        "from game.rules import parse_rules\n"
        f"game = Game(parse_rules({BREAKS!r}), evaluator='compiled')\n"
        "state = game.new_game()\n"
        "game.legal(state)\n"  # By now all who take signals have put their handlers there.
        "ctypes.CDLL(None).signal.argtypes = [ctypes.c_int, ctypes.c_void_p]\n"
        "for number in (signal.SIGILL, signal.SIGTRAP, signal.SIGSEGV, signal.SIGFPE):\n"
        "    ctypes.CDLL(None).signal(number, None)\n"
        "try:\n"
        "    game.apply(state, game.legal(state)[0])\n"
        "except RangeBreach:\n"
        "    print('told')\n"
    )
    done = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "told\n"), done.stderr


# Whole games -------------------------------------------------------------------------------------

GAMES = ["tic-tac-toe", "kuhn", "leduc", "liars-dice", "goofspiel", "salt-roads", "dice-race"]


@pytest.mark.parametrize("name", [*GAMES, "nim", "pass-the-hand", "breakthrough"])
def test_whole_games_are_those_that_sittings_play(name: str) -> None:
    game = scenario_of(name)
    for bot in ("random", *game.rules.doctrines):
        bots = {seat: bot for seat in game.seats if seat not in game.optional}
        seeds = range(7, 10)
        found = list(play_games(game, bots, seeds))
        assert len(list(game.simulate(seeds, bots))) == 3
        assert found == [play_one(game, bots, seed) for seed in seeds]


@pytest.mark.parametrize("scenario", ["first-watch", "full-equation"])
def test_whole_games_of_our_own_are_those_that_sittings_play(scenario: str) -> None:
    game = compiled("rules", scenario)
    seats = [seat for seat in game.seats if seat not in game.optional]
    for bots in (
        dict(zip(seats, ("random", "doctrine", "chase_credit", "build_depth"), strict=False)),
        dict.fromkeys(game.seats, "doctrine"),
    ):
        assert list(play_games(game, bots, range(2))) == [
            play_one(game, bots, seed) for seed in range(2)
        ]


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
    # Whole games stop before the first in which it happens, whichever that is.
    assert len(list(run.games(((before, n) for n in range(100)), {"red": "random"}))) < 100
    run.apply(state, run.legal(state)[0])


def test_whole_games_end_before_a_question_without_an_answer() -> None:
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
    assert not list(Compiled(program).games(((state, n) for n in range(3)), {"red": "random"}))


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


def test_threads_that_compile_at_once_share_one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Engine] = []
    ready = threading.Barrier(4)

    def make() -> None:
        ready.wait()
        made.append(machine._engine())

    monkeypatch.setattr(machine, "_made_engine", lru_cache(machine._made_engine.__wrapped__))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=make) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert len(made) == 4
    assert len(set(map(id, made))) == 1
