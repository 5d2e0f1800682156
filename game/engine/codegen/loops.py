"""Writes the list of an action's legal moves as loops over its targets, where these are many.

A line for each move is faster where there are few moves; the source of thousands takes seconds to
make.
"""

from __future__ import annotations

from typing import Any

from game.engine.codegen.stmt import StmtWriter
from game.rules import cfg, ir
from game.rules.ir import Const, Expr, Local

#: Of so many moves, an action is listed by loops.
MANY = 400


def list_by_loops(
    w: StmtWriter,
    params: tuple[int, ...],
    conditions: list[Expr],
    moves: dict[tuple[int, ...], int],
    constant: Any,
) -> None:
    """Write lines that add the moves of an action whose conditions hold, in the order of targets.

    Args:
        w: the function; its writer knows who acts.
        params: the slots of the targets.
        conditions: what must hold, in the order in which they may be asked.
        moves: the number of the move for each combination of targets.
        constant: gives the name of a constant table.
    """
    levels: list[list[Expr]] = [[] for _ in range(len(params) + 1)]
    level = 0
    for condition in conditions:
        test = w.expr.settle(condition)
        read = cfg.free(test)
        # One may lean on what those before it have told: none comes before them.
        level = max([level, *(k + 1 for k, slot in enumerate(params) if slot in read)])
        if test != ir.TRUE:
            levels[level].append(test)
    columns = [sorted({combo[k] for combo in moves}) for k in range(len(params))]
    sizes = [max(column) + 1 for column in columns]
    total = 1
    for size in sizes:
        total *= size
    table = [-1] * total
    for combo, move in moves.items():
        table[_place(combo, sizes)] = move
    deep, kept = w.out.depth, len(w.expr.known)
    if levels[0]:
        w.out.line(f"if {w.expr.all(levels[0])}:")
        w.out.depth += 1
    for k, slot in enumerate(params):
        tests, span = levels[k + 1], constant(tuple(columns[k]))
        reached = next((test for test in tests if _is_of(test, slot)), None)
        if isinstance(reached, ir.InReach):
            # Only what is reached is looked at.
            tests = [test for test in tests if test is not reached]
            span = f"{w.expr.expr(reached.places)}.members()"
        for test in tests:
            for places in _read_before(test, params[:k]):
                if places not in [known for known, _ in w.expr.known]:
                    w.expr.known.append((places, w.out.temp(w.expr.expr(places))))
        w.out.line(f"for v{slot} in {span}:")
        w.out.depth += 1
        if isinstance(reached, ir.InReach) and sizes[k] <= max(_members(reached)):
            w.out.line(f"if v{slot} >= {sizes[k]}: break")
        for test in tests:
            w.out.line(f"if not {w.expr.expr(test)}: continue")
    place = ""
    for slot, size in zip(params, sizes, strict=True):
        place = f"({place}) * {size} + v{slot}" if place else f"v{slot}"
    w.out.line(f"move = {constant(tuple(table))}[{place or 0}]")
    w.out.line("if move >= 0: add(move)")
    w.out.depth = deep
    del w.expr.known[kept:]


def _place(combo: tuple[int, ...], sizes: list[int]) -> int:
    place = 0
    for value, size in zip(combo, sizes, strict=True):
        place = place * size + value
    return place


def _read_before(test: Expr, given: tuple[int, ...]) -> list[Expr]:
    """The derived sets of places in a condition that are the same while these targets are.

    Their index is made of targets and their fields alone, which mean something in every state.
    """
    return [
        x
        for x in ir.walk(test)
        if isinstance(x, ir.DerivedRef)
        and x.type.kind == "places"
        and cfg.free(x) <= set(given)
        and all(_is_constant_of_targets(arg) for arg in x.args)
    ]


def _is_constant_of_targets(e: Expr) -> bool:
    parts = ir.walk(e)
    return all(isinstance(x, Const | Local | ir.FieldRef) and not x.type.none for x in parts)


def _members(e: ir.InReach) -> list[int]:
    mask = e.places.type.mask
    return [place for place in range(mask.bit_length()) if mask >> place & 1] or [-1]


def _is_of(test: Expr, slot: int) -> bool:
    """Does a condition ask whether a target is in a derived set of places, whatever it is?"""
    return (
        isinstance(test, ir.InReach)
        and isinstance(test.item, Local)
        and test.item.slot == slot
        and isinstance(test.places, ir.DerivedRef)
        and all(isinstance(arg, Const | Local) for arg in test.places.args)
        and slot not in cfg.free(test.places)
    )
