"""What the writers of parts need of the one that writes expressions."""

from __future__ import annotations

from typing import Protocol

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.scope import Shared
from game.rules.ir import Expr


class ValueWriter(Protocol):
    """Writes expressions into one function."""

    shared: Shared
    code: FunctionWriter
    locals: dict[int, int]

    def __init__(self, shared: Shared, code: FunctionWriter, locals_: dict[int, int]) -> None: ...

    def push(self, e: Expr) -> None:
        """Leave the value of an expression on the stack."""

    def kept(self, e: Expr) -> int:
        """Work out an expression into a new local."""

    def test(self, e: Expr, label: int) -> None:
        """Jump to a label unless a condition holds."""
