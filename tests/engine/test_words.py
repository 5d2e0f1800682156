"""What is done to whole states by words: every byte is copied, compared and hashed."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import pytest

from game.engine.wasm.binary import ModuleWriter
from game.engine.wasm.machine import CompiledModule, Machine
from game.engine.wasm.modules import WasmModule
from game.engine.wasm.words import RUN, WORD, WordWriter

#: Few words, and such as are gone through in runs, with some over and with none.
SIZES = [1, 2, 17, RUN, RUN + 1, 2 * RUN, 2 * RUN + 3]
STATE, HASH = 8, 8192
OTHER = 2 * HASH


@lru_cache
def machine_of(words: int) -> Machine:
    """`load`, `store` and `hash`, and `same`, for a state beside another of so many words."""
    module = ModuleWriter()
    for name in ("load", "store", "same", "hash"):
        code = module.function(0, export=name)
        writer, other = WordWriter(code, STATE, words), code.local()
        code.const(OTHER)
        code.set(other)
        if name == "same":
            differs = code.block()
            writer.unless_same(other, differs)
            code.const(1)
            code.op("return")
            code.end()
        elif name == "hash":
            hash_ = writer.hash()
            code.const(HASH)
            code.get(hash_)
            code.memory("i64.store", 0)
        else:
            (writer.load if name == "load" else writer.store)(other)
        code.const(0)
    size = words * WORD
    # A word more on both sides, which nothing may touch.
    rooms = {
        "state": (STATE, size),
        "hash": (HASH, WORD),
        "other": (OTHER, size),
        "around state": (STATE - WORD, size + 2 * WORD),
        "around other": (OTHER - WORD, size + 2 * WORD),
    }
    return Machine(CompiledModule(WasmModule(module.encoded(), rooms)))


def hash_of(machine: Machine, state: bytes | bytearray) -> int:
    machine.state[:] = state
    machine.call["hash"]()
    return machine.room("hash", "Q")[0]


@pytest.mark.parametrize("words", SIZES)
def test_a_state_is_copied_and_nothing_else(words: int) -> None:
    machine, dice = machine_of(words), Random(words)
    for name, to, from_ in (("load", "state", "other"), ("store", "other", "state")):
        before = {at: dice.randbytes(words * WORD + 2 * WORD) for at in (to, from_)}
        for at, held in before.items():
            machine.room(f"around {at}")[:] = held
        machine.call[name]()
        kept = before[to]
        assert bytes(machine.room(f"around {from_}")) == before[from_]
        assert bytes(machine.room(f"around {to}")) == (
            kept[:WORD] + before[from_][WORD:-WORD] + kept[-WORD:]
        )


@pytest.mark.parametrize("words", SIZES)
def test_every_byte_counts(words: int) -> None:
    machine = machine_of(words)
    state = Random(words).randbytes(words * WORD)
    machine.room("other")[:] = state
    hashes = {hash_of(machine, state)}
    assert machine.call["same"]()
    for at in range(words * WORD):
        changed = bytearray(state)
        changed[at] ^= 1 << at % 8
        hashes.add(hash_of(machine, changed))
        assert not machine.call["same"]()
    assert len(hashes) == words * WORD + 1


@pytest.mark.parametrize("words", SIZES)
def test_hashes_are_spread_whichever_bytes_differ(words: int) -> None:
    """A table takes the low bits first and the high ones then; cells are bytes of few values."""
    machine, dice = machine_of(words), Random(words)
    pairs = [(7, 3), (7, 6), (0, 1), (8 * words - 1, dice.randrange(8 * words - 1))]
    for one, other in pairs:
        state = bytearray(words * WORD)
        hashes = []
        for state[one] in range(64):
            for state[other] in range(64):
                hashes.append(hash_of(machine, state))
        # Of 4,096 at random among 2^20, about eight pairs meet.
        assert len({h & 0xFFFFF for h in hashes}) > 4060
        assert len({h >> 32 for h in hashes}) > 4090
