"""What names mean beyond the symbol table: derived values, and the slots of locals."""

from __future__ import annotations

import ast
from collections.abc import Callable
from math import prod

import attrs

from game.rules import ir
from game.rules.diagnostics import Abort
from game.rules.expression_steps import ExpressionSteps
from game.rules.ir import Expr, Reason, Type
from game.rules.parse.scan import parse_script
from game.rules.resolve.symbols import SymbolTable

Scope = dict[str, tuple[int, Type]]


@attrs.define
class Scopes:
    """What names mean beyond the symbol table; one for a whole program.

    A slot is the number of a local, of an index or of a bound variable; no two share one.

    Attributes:
        symbols: the sets, constants and registers.
        derived: of each derived value typed so far, the slots of its index, and its value.
        reasons: of each derived value that has `needs`, why it does not hold, by these slots.
        derive: types a derived value when it is first read; expressions and derived values are
            made of each other.
        bodies: derived cells with their index put in, as they were asked for.
        open: of each derived value asked about, whether all seats see all that it reads.
        slots: how many slots were given.
        used: the words that any text reads, those too that the scenario drops.
        numbers: the numbers that something in play reads; what the scenario drops does not count.
        expression_steps: bounds the steps of expressions.
    """

    symbols: SymbolTable
    derived: dict[str, tuple[tuple[int, ...], Expr]] = attrs.Factory(dict)
    reasons: dict[str, tuple[Reason, ...]] = attrs.Factory(dict)
    derive: Callable[[str], tuple[tuple[int, ...], Expr]] | None = None
    bodies: dict[ir.DerivedRef, Expr] = attrs.Factory(dict)
    open: dict[str, bool] = attrs.Factory(dict)
    slots: int = 0
    used: set[str] = attrs.Factory(set)
    numbers: set[str] = attrs.Factory(set)
    expression_steps: ExpressionSteps = attrs.field(init=False)
    _reveals: dict[str, bool] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.expression_steps = ExpressionSteps(self.derived, self._cells_of)

    def _cells_of(self, derived: str) -> int:
        """How many cells a derived value has."""
        index = self.symbols.decls.index_of(derived)
        sets = [self.symbols.sets[name] for _, name in index if name in self.symbols.sets]
        return prod(len(info.order) for info in sets)

    def body(self, derived: ir.DerivedRef) -> Expr:
        """What a derived value stands for, with its index put in."""
        if derived not in self.bodies:
            slots, body = self.derived[derived.name]
            values: dict[int, int | bool | Expr] = dict(zip(slots, derived.args, strict=True))
            self.bodies[derived] = ir.substitute(body, values)
        return self.bodies[derived]

    def reasons_of(self, derived: str, args: tuple[Expr, ...]) -> tuple[Reason, ...]:
        """Why a derived value does not hold, with its index put in; nothing without `needs`."""
        values: dict[int, int | bool | Expr] = dict(
            zip(self.derived[derived][0], args, strict=True)
        )
        return tuple(reason.with_values(values) for reason in self.reasons.get(derived, ()))

    def parts(self, e: Expr) -> list[Expr]:
        """All expressions in one, those of the derived values that it reads among them."""
        out, todo = [], [e]
        opened: set[str] = set()
        while todo:
            here = todo.pop()
            out.append(here)
            todo += ir.children(here)
            if isinstance(here, ir.DerivedRef) and here.name not in opened:
                opened.add(here.name)
                todo.append(self.derived[here.name][1])
        return out

    def reveals(self, derived: str) -> bool:
        """Does a derived value reveal anything, itself or by what it reads?"""
        if derived not in self._reveals:
            parts = self.parts(self.derived[derived][1])
            self._reveals[derived] = any(isinstance(x, ir.Reveal) for x in parts)
        return self._reveals[derived]

    def new_slot(self) -> int:
        """A slot that nothing else has."""
        self.slots += 1
        return self.slots - 1


def questions_of(name: str, text: str) -> set[str]:
    """The questions to seats that a script asks, as ``script.local``; none if it cannot be read."""
    try:
        statements = parse_script(text, ()).tree
    except Abort:
        return set()
    found = set()
    for statement in statements:
        for node in ast.walk(statement):
            match node:
                case ast.Assign(
                    [ast.Name(into) | ast.Subscript(ast.Name(into))],
                    ast.Call(ast.Name("choose" | "choose_some" | "choose_way")),
                ):
                    found.add(f"{name}.{into}")
    return found
