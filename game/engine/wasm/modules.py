"""What a written module is: its bytes, and where it tells what it found."""

from __future__ import annotations

import attrs

from game.engine.wasm.memory import CONSTANTS
from game.engine.wasm.scope import Fault, Shared
from game.rules.ir import Expr


@attrs.frozen
class Judged:
    """An expression that can be asked for by the place of its function.

    Attributes:
        e: the expression.
        slots: the locals that it is given.
    """

    e: Expr
    slots: tuple[int, ...]


@attrs.frozen
class WasmModule:
    """A module as bytes, with what one must know to use it.

    Attributes:
        binary: the module.
        rooms: by name, the address and the bytes of what it reads or tells; `state` is what it
            works on.
        faults: what may end a call, by number from 1.
        judged: the expressions of its functions `judge0`, `judge1`, ...
        arena: where what it finds begins, if it keeps much.
    """

    binary: bytes
    rooms: dict[str, tuple[int, int]]
    faults: tuple[Fault, ...] = ()
    judged: tuple[Judged, ...] = ()
    arena: int = 0


def finished(
    shared: Shared, rooms: dict[str, tuple[int, int]], judged: tuple[Judged, ...] = ()
) -> WasmModule:
    """The module, once all is written."""
    shared.module.data(CONSTANTS, bytes(shared.memory.constants))
    shared.module.pages = shared.memory.pages
    rooms = {"state": (shared.state, shared.program.size), **rooms}
    return WasmModule(shared.module.encoded(), rooms, tuple(shared.faults), judged)
