"""Types what asks about grids: `step` and `distance`, and `ray` where a list may stand.

All three are tables of the scenario, read at a place that two members make: place * directions +
direction. So no evaluator knows of boards.
"""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.boards.geometry import GRAPH
from game.rules.boards.tables import GridTables
from game.rules.diagnostics import did_you_mean
from game.rules.ir import Const, Expr, Type, fold, integer, member
from game.rules.limits import MAX_LINKED
from game.rules.typecheck.typer import Typer

#: What asks about grids, by its name.
FUNCTIONS = ("step", "ray", "distance")


@attrs.frozen
class Ray:
    """The places from one on in a direction: for each place and direction, and which of them."""

    type: Type
    lists: tuple[tuple[int, ...], ...]
    masks: tuple[int, ...]
    subject: Expr


def step(typer: Typer, node: ast.Call, word: str) -> Expr:
    """Type `step(p, d)`: the next place in a direction, or none."""
    tables, place, way = _onward(typer, node, word)
    found = {
        tables.steps[p * tables.ways + d]
        for p in _places(place.type.mask)
        for d in _places(way.type.mask)
    }
    mask = sum(1 << q for q in found if q >= 0)
    # Of a board of one place too: a place there is none of, and not the bare word.
    type_ = member(place.type.base, mask, -1 in found or not mask)
    return fold(ir.FieldRef(type_, tables.steps, _at(tables, place, way)))


def ray_of(typer: Typer, node: ast.expr) -> Ray | None:
    """What `ray(p, d)` stands for after `in`, or as a domain; None where a node is another."""
    if not is_call(typer, node, "ray"):
        return None
    assert isinstance(node, ast.Call)
    tables, place, way = _onward(typer, node, "ray")
    mask = 0
    for p in _places(place.type.mask):
        for d in _places(way.type.mask):
            mask |= tables.ray_masks[p * tables.ways + d]
    type_ = member(place.type.base, mask)
    return Ray(type_, tables.rays, tables.ray_masks, _at(tables, place, way))


def distance(typer: Typer, node: ast.Call, word: str) -> Expr:
    """Type `distance(p, q)`: the fewest steps over edges, or links of a graph."""
    if len(node.args) != 2:
        raise typer.error(node, "wrong-call", "`distance` takes two places: distance(p, q).")
    tables, p = _place(typer, node.args[0], word)
    q = typer.expr(node.args[1], p.type)
    if q.type.kind != "member" or q.type.base != p.type.base:
        said = f"this is {q.type}; `distance` takes two places of one grid."
        raise typer.error(node.args[1], "wrong-type", said)
    typer.not_none(node.args[1], q)
    if tables.too_many:
        said = f"a graph of {len(tables.ids)} places; `distance` reads {MAX_LINKED} at most."
        raise typer.error(node, "too-many", said)
    far, first, second = tables.distances
    a = fold(ir.FieldRef(integer(min(first), max(first)), first, p))
    b = fold(ir.FieldRef(integer(min(second), max(second)), second, q))
    at = fold(ir.Arithmetic(integer(0, len(far) - 1), "+", a, b))
    return fold(ir.FieldRef(integer(0, max(far)), far, at))


def is_call(typer: Typer, node: ast.expr, word: str) -> bool:
    """Whether a node calls a function of grids, and there is a grid to ask about."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == word
        and bool(typer.symbols.grids)
    )


def no_value(typer: Typer, node: ast.Call, word: str) -> Expr:
    """Tell that `ray` is a list, where a value is needed; raises Abort."""
    raise typer.error(node, "wrong-type", f"`{word}(...)` is a list; use it after `in`.")


def _onward(typer: Typer, node: ast.Call, word: str) -> tuple[GridTables, Expr, Expr]:
    """The grid, the place and the direction of `step` or `ray`."""
    if len(node.args) != 2 or node.keywords:
        said = f"`{word}` takes a place and a direction: {word}(p, d)."
        raise typer.error(node, "wrong-call", said)
    tables, place = _place(typer, node.args[0], word)
    if tables.decl.kind == GRAPH:
        said = f"`{place.type.base}` is a graph and has no directions."
        raise typer.error(node, "wrong-call", said, "use `near`, or `distance`.")
    ways = typer.symbols.sets[tables.decl.directions]
    way = typer.expr(node.args[1], ways.type)
    if way.type.kind != "member" or way.type.base != ways.base:
        said = f"this is {way.type}; `{word}` takes a {ways.name} here."
        hint = did_you_mean(ast.unparse(node.args[1]), ways.ids)
        raise typer.error(node.args[1], "wrong-type", said, hint)
    typer.not_none(node.args[1], way)
    return tables, place, way


def _place(typer: Typer, node: ast.expr, word: str) -> tuple[GridTables, Expr]:
    """The grid that a member is of, and the member."""
    place = typer.expr(node)
    tables = typer.symbols.grids.get(place.type.base)
    if tables is None:
        grids = " or ".join(f"`{name}`" for name in typer.symbols.grids)
        said = f"this is {place.type}; `{word}` takes a place of {grids}."
        raise typer.error(node, "wrong-type", said)
    typer.not_none(node, place)
    return tables, place


def _at(tables: GridTables, place: Expr, way: Expr) -> Expr:
    """Where the tables of a grid are read for a place and a direction."""
    many = len(tables.ids) * tables.ways
    row = fold(ir.Arithmetic(integer(0, many - tables.ways), "*", place, ir.const(tables.ways)))
    if isinstance(way, Const) and way.value == 0:
        return row
    return fold(ir.Arithmetic(integer(0, many - 1), "+", row, way))


def _places(mask: int) -> list[int]:
    """The numbers of the bits of a mask."""
    return [i for i in range(mask.bit_length()) if mask >> i & 1]
