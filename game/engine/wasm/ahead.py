"""What can be told of an action's targets ahead, whatever the position: they need no test in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from game.engine.interpret import Interpreter
from game.rules import cfg, ir
from game.rules.ir import Expr
from game.rules.program import ActionCode, Program

#: So many targets of all seats are tested ahead at most, since that is done by the reference.
MOST = 20_000
#: What reads nothing but what it is made of.
_FIXED = (
    ir.Const,
    ir.Local,
    ir.FieldRef,
    ir.Contains,
    ir.Arithmetic,
    ir.Compare,
    ir.Connective,
    ir.Not,
    ir.Conditional,
)


@attrs.frozen
class Foretold:
    """The targets that may be legal for each seat, and what only the position tells.

    Attributes:
        places: by seat, the places among all targets of the action of those that may be legal.
        tests: what must hold besides.
    """

    places: tuple[tuple[int, ...], ...]
    tests: tuple[Expr, ...]


def foretell(
    program: Program, action: ActionCode, combos: Sequence[tuple[int, ...]], tests: Sequence[Expr]
) -> Foretold:
    """Test the targets of an action as far as no position is needed.

    Args:
        program: the program.
        action: the action.
        combos: its targets, in order.
        tests: what must hold of the seat and the targets.
    """
    slots, seats = (action.actor, *action.params), len(program.symbols.sets["seat"].ids)
    worth = len(combos) * seats <= MOST
    fixed: list[Expr] = []
    rest: list[Expr] = []
    for test in tests:
        parts = list(conjuncts(test))
        told = [part for part in parts if worth and _is_fixed(part, slots)]
        fixed += told
        # The others stay together, as one may keep the next from being asked what has no answer.
        if left := tuple(part for part in parts if part not in told):
            rest.append(left[0] if len(left) == 1 else ir.Connective(ir.BOOL, "and", left))
    reads = [[i for i, slot in enumerate(slots) if slot in cfg.free(test)] for test in fixed]
    interpreter, nothing = Interpreter(program), bytearray()
    found: list[dict[tuple[int, ...], bool]] = [{} for _ in fixed]

    def holds(values: tuple[int, ...]) -> bool:
        for test, read, known in zip(fixed, reads, found, strict=True):
            key = tuple([values[i] for i in read])
            if key not in known:
                known[key] = bool(
                    interpreter.value(test, nothing, dict(zip(slots, values, strict=True)))
                )
            if not known[key]:
                return False
        return True

    places = tuple(
        tuple(place for place, combo in enumerate(combos) if holds((seat, *combo)))
        if seat in action.seats
        else ()
        for seat in range(seats)
    )
    return Foretold(places, tuple(rest))


def conjuncts(e: Expr) -> Iterator[Expr]:
    """What must hold for a condition to hold, in order."""
    if isinstance(e, ir.Connective) and e.op == "and":
        for item in e.items:
            yield from conjuncts(item)
    else:
        yield e


def _is_fixed(e: Expr, slots: Sequence[int]) -> bool:
    """Does an expression read nothing but some locals, and give a value whatever they are?"""
    return not _may_fail(e) and all(
        isinstance(part, _FIXED) and (not isinstance(part, ir.Local) or part.slot in slots)
        for part in ir.walk(e)
    )


def _may_fail(e: Expr) -> bool:
    """Does an expression divide by what only another condition keeps from being nought?"""
    return any(
        isinstance(part, ir.Arithmetic)
        and part.op in ("//", "%")
        and not isinstance(part.b, ir.Const)
        for part in ir.walk(e)
    )
