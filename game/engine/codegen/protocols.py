"""What the writers of source ask of the module and of one another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from game.engine.codegen.expand import Expander
from game.engine.codegen.source import FunctionSource
from game.rules import ir
from game.rules.ir import Expr
from game.rules.program import Program


class ModuleNames(Protocol):
    """The module under construction: what a piece of source may refer to."""

    program: Program
    expander: Expander

    def constant(self, value: tuple[Any, ...]) -> str:
        """The name of a constant table."""

    def cell(self, name: str, places: tuple[int | bool, ...]) -> str:
        """The name of the function of one derived cell."""

    def shared(self, name: str) -> str:
        """The name of the function of all cells of a derived value, by its index."""

    def table(self, name: str) -> str:
        """The name of the functions of a derived value, nested by its index."""

    def script(self, key: str) -> str:
        """The name of the function of a script that never pauses."""

    def picker(self, pick: ir.Pick) -> str:
        """A call of a function that picks."""

    def compute(self, e: Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression that reads these locals, and no state."""

    def is_heavy(self, name: str) -> bool:
        """Does it take long to work out a cell of a derived value?"""

    def remembered(self, name: str) -> str:
        """The name of a function that gives what is known of a derived value in a state."""

    def reacher(self, reach: ir.Reach) -> str:
        """A call of a function that tells the places which are reached."""

    def is_inlined(self, key: str) -> bool:
        """Is this script written where it is called?"""


class Expressions(Protocol):
    """Writes expressions of one function; see `ExprWriter`."""

    module: ModuleNames
    out: FunctionSource
    values: dict[int, Any]
    known: list[tuple[Expr, str]]
    remember: Callable[[str, tuple[Expr, ...]], str] | None

    def settle(self, e: Expr) -> Expr:
        """The expression written out, with what is known put in."""

    def expr(self, e: Expr) -> str:
        """Source of a settled expression."""

    def span(self, d: ir.Domain) -> str:
        """Source of a domain's values before its filter."""
