"""Runs a written module by wasmtime: its calls, and the bytes of its memory.

Wasmtime's ordinary calls look every argument's type up anew and cost tens of microseconds; those
made here are its unchecked ones, of numbers of 32 bits alone.
"""

from __future__ import annotations

import atexit
import ctypes
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Literal
from weakref import WeakSet

from wasmtime import Config, Engine, Func, FuncType, Instance, Memory, Module, Store, WasmtimeError
from wasmtime import _ffi as ffi

from game.engine.errors import ModuleTooLarge
from game.engine.wasm.modules import WasmModule
from game.engine.wasm.player import TOLD

#: What wasmtime made for us and has not let go.
_HELD: WeakSet[Engine | Module | Store] = WeakSet()


@atexit.register
def _let_go() -> None:
    """Let go of all that wasmtime made while its functions are still there to do so."""
    for held in list(_HELD):
        held.close()


class Trapped(Exception):
    """A call ended by a trap."""


def _stopped(env: int, caller: int, values: int, size: int) -> int:
    """What a module calls to end the call: it leaves a trap, to be raised by wasmtime.

    An instruction that traps would do so by a signal of the processor. Rules break promises every
    day, and signals are for a process to handle, which may be somebody else's.
    """
    trap = ffi.wasmtime_trap_new(ctypes.create_string_buffer(b"stop"), 4)
    return ctypes.cast(trap, ctypes.c_void_p).value or 0


#: That function as wasmtime calls it; there is nothing to let go of with it.
_STOPPED = ffi.wasmtime_func_unchecked_callback_t(_stopped)
_NOTHING = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(0)


#: One thread makes the engine: a module and what runs it must be of the same, and games compile
#: beside each other.
_MAKING = Lock()


def _engine() -> Engine:
    with _MAKING:
        return _made_engine()


@lru_cache(maxsize=1)
def _made_engine() -> Engine:
    config = Config()
    # A module is small: to hand its parts to threads takes longer than to compile them.
    config.parallel_compilation = False
    engine = Engine(config)
    _HELD.add(engine)
    return engine


class CompiledModule:
    """The machine code of a module; machines share it."""

    def __init__(self, written: WasmModule) -> None:
        """Make it.

        Args:
            written: the module.

        Raises:
            ModuleTooLarge: it is more than wasmtime allows.
        """
        self.written = written
        try:
            self.module = Module(_engine(), written.binary)
        except WasmtimeError as error:
            raise ModuleTooLarge(f"These rules make no module: {error}") from None
        _HELD.add(self.module)


class Machine:
    """An instance of a module with a memory of its own; not for two threads at once.

    Attributes:
        faults: what may end a call, by number from 1.
        state: the bytes of the state that is worked on.
        call: the functions of the module, given and leaving numbers of 32 bits.
    """

    def __init__(self, compiled: CompiledModule) -> None:
        written = compiled.written
        self.faults, self._rooms = written.faults, written.rooms
        self._store = Store(_engine())
        _HELD.add(self._store)
        exports = Instance(self._store, compiled.module, [self._stop()]).exports(self._store)
        memory = exports["memory"]
        assert isinstance(memory, Memory)
        self._base = ctypes.addressof(memory.data_ptr(self._store).contents)
        self._end = memory.data_len(self._store)
        self.state = self.room("state")
        self.call: dict[str, Callable[..., int]] = {}
        for name in exports:
            export = exports[name]
            if isinstance(export, Func):
                params = len(export.type(self._store).params)
                self.call[name] = self._unchecked(export, params)

    def room(self, name: str, kind: Literal["B", "i", "Q"] = "B") -> memoryview:
        """What the module reads or tells there; `kind` is that of its items, as in `struct`."""
        at, size = self._rooms[name]
        assert at + size <= self._end
        found = (ctypes.c_ubyte * size).from_address(self._base + at)
        return memoryview(found).cast("B").cast(kind)

    def read(self, at: int, count: int) -> list[int]:
        """So many numbers of 32 bits at an address that a call left."""
        assert 0 <= at <= self._end - 4 * count
        return list((ctypes.c_int32 * count).from_address(self._base + at))

    def _stop(self) -> Func:
        """The function by which the module ends a call."""
        kind, made = FuncType([], []), ffi.wasmtime_func_t()
        ffi.wasmtime_func_new_unchecked(
            self._store._context(), kind.ptr(), _STOPPED, None, _NOTHING, ctypes.byref(made)
        )
        return Func._from_raw(made)

    def _unchecked(self, function: Func, params: int) -> Callable[..., int]:
        call = ffi.wasmtime_func_call_unchecked
        context, address = self._store._context(), ctypes.byref(function._func)
        size = max(params, 1)
        values = (ffi.wasmtime_val_raw_t * size)()
        raw = (ctypes.c_int32 * (4 * size)).from_buffer(values)
        numbers = memoryview(raw).cast("B").cast("i")
        trap = ctypes.POINTER(ffi.wasm_trap_t)()
        trapped = ctypes.byref(trap)

        def made(*args: int) -> int:
            for i, arg in enumerate(args):
                numbers[4 * i] = arg
            error = call(context, address, values, size, trapped)
            if error or trap:
                if error:
                    ffi.wasmtime_error_delete(error)
                if trap:
                    ffi.wasm_trap_delete(trap)
                    ctypes.memset(trapped, 0, ctypes.sizeof(trap))
                raise Trapped
            return numbers[0]

        return made


class Player(Machine):
    """The machine of a module that plays move by move.

    Attributes:
        told: who is to move, how many moves are legal, and what failed; see `wasm.player`.
        moves, weights: the legal moves, and for chance their weights.
    """

    def __init__(self, compiled: CompiledModule) -> None:
        super().__init__(compiled)
        self.told, self.moves = self.room("told", "i"), self.room("moves", "i")
        self.weights = self.room("weights", "i")
        assert len(self.told) == TOLD
