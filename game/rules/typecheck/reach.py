"""Types reach: the places that are reached from some by steps, under conditions and at costs.

A least fixed point: the least set that holds the start and, of each place in it from which one goes
on, the places that a step leads to. It exists since more places never close a way.
"""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.ir import BOOL, Domain, Expr, Type, const, fold
from game.rules.typecheck.iteration import domain_of
from game.rules.typecheck.typer import Typer

_SHAPE = (
    "write reach(START, (q for p in SET for q in p.LIST if ...), cost=..., within=..., stop=...)."
)


@attrs.frozen
class _Steps:
    """Where one goes: from which places, under which condition, and over which of the others."""

    source: int
    places: tuple[int, ...]
    leave: Expr
    steps: Domain


def reach(typer: Typer, node: ast.Call) -> Expr:
    """Type `reach(START, (q for p in SET for q in p.near if c), cost=, within=, stop=)`.

    Raises:
        Abort: with the finding.
    """
    keys = {k.arg: k.value for k in node.keywords}
    for k in node.keywords:
        if k.arg not in ("cost", "within", "stop"):
            raise typer.error(node, "wrong-call", f"`reach` takes no `{k.arg}=`.", _SHAPE)
    if len(node.args) != 2:
        raise typer.error(node, "wrong-call", "`reach` takes a start and steps.", _SHAPE)
    start, way = node.args
    if not isinstance(way, ast.GeneratorExp) or len(way.generators) != 2:
        raise typer.error(way, "wrong-call", "the steps of `reach` have two `for`.", _SHAPE)
    outer, facts = typer.scope, dict(typer.facts)
    first, starts = _start(typer, start)
    within = typer.number(keys["within"]) if "within" in keys else None
    if within is not None and within.type.lo < 0:
        said = f"what may be spent may be below 0 here; this is {within.type}."
        raise typer.error(keys["within"], "bad-cost", said, "write `max(0, ...)`.")
    found = _steps(typer, way)
    cost: Expr = const(1)
    if "cost" in keys:
        cost = typer.number(keys["cost"])
        if cost.type.lo < 0:
            said = f"a step may cost less than nothing here; this is {cost.type}."
            raise typer.error(keys["cost"], "bad-cost", said, "write `max(0, ...)`.")
    stop: Expr = typer.boolean(keys["stop"]) if "stop" in keys else ir.FALSE
    typer.scope, typer.facts = outer, facts
    went = found.steps.type
    begun = first.type if first is not None else starts.type if starts is not None else went
    if begun.base not in ("", went.base):
        said = f"this is {begun}, and the steps lead to a {went.base}."
        raise typer.error(start, "wrong-type", said)
    size = len(typer.symbols.set_of(went.base, typer.path).ids)
    # No way that is the cheapest comes to one place twice.
    far = max(0, size - 1) * cost.type.hi + 1
    most = far if within is None else within.type.hi + 1
    if most > ir.LIMIT:
        raise typer.error(node, "overflow", "a way may cost more than two thousand million.")
    type_ = ir.places(went.base, begun.mask | went.mask, most)
    return ir.Reach(
        type_, first, starts, found.source, found.places, found.leave, found.steps, cost, within,
        stop, size, far,
    )  # fmt: skip


def _start(typer: Typer, node: ast.expr) -> tuple[Expr | None, Domain | None]:
    """From where one goes: a member, or none; or several, as a domain."""
    listed = isinstance(node, (ast.GeneratorExp, ast.List, ast.Tuple))
    named = isinstance(node, ast.Name) and node.id not in typer.scope
    if listed or (named and ast.unparse(node) in typer.symbols.sets) or _is_list(typer, node):
        starts = domain_of(typer, node)
    else:
        e = typer.expr(node)
        if e.type.kind == "member":
            return e, None
        if e.type.kind != "places":
            said = f"this is {e.type}; a member, none or some members are needed."
            raise typer.error(node, "wrong-type", said)
        mask = ir.member(e.type.base, e.type.mask)
        starts = Domain(mask, typer.scopes.new_slot(), places=e)
    if starts.type.kind != "member":
        raise typer.error(node, "wrong-type", f"this is {starts.type}; a member is needed.")
    return None, starts


def _is_list(typer: Typer, node: ast.expr) -> bool:
    """Is this `member.field` of a field that is a list?"""
    if not isinstance(node, ast.Attribute):
        return False
    lists = (info.fields.get(node.attr) for info in typer.symbols.sets.values())
    if not any(field is not None and field.is_list for field in lists):
        return False
    if isinstance(node.value, ast.Name) and node.value.id not in typer.scope:
        return node.value.id not in typer.symbols.sets
    return True


def _steps(typer: Typer, node: ast.GeneratorExp) -> _Steps:
    """Type the generator; from there on both of its variables can be read."""
    away, there = node.generators
    assert isinstance(away.target, ast.Name)
    assert isinstance(there.target, ast.Name)
    sources = domain_of(typer, away.iter)
    if sources.type.kind != "member" or sources.filter is not None or sources.table or (
        sources.lo is not None or sources.places is not None
    ):  # fmt: skip
        said = "the first `for` of `reach` runs over a set; conditions stand after `if`."
        raise typer.error(away.iter, "wrong-type", said)
    typer.scope = {**typer.scope, away.target.id: (sources.slot, sources.type)}
    leave = _all(typer, away.ifs)
    steps = domain_of(typer, there.iter)
    if steps.or_none or steps.filter is not None:
        raise typer.error(there.iter, "not-in-language", "put the filter after `if` here.")
    if steps.type.kind != "member" or steps.type.base != sources.type.base:
        said = f"one goes from a {sources.type.base} to another, and not to {steps.type}."
        raise typer.error(there.iter, "wrong-type", said)
    if there.target.id == away.target.id:
        said = f"`{there.target.id}` is where one comes from already; name the other otherwise."
        raise typer.error(there.target, "wrong-target", said)
    typer.scope = {**typer.scope, there.target.id: (steps.slot, steps.type)}
    test = _all(typer, there.ifs)
    if not (isinstance(node.elt, ast.Name) and node.elt.id == there.target.id):
        said = f"`reach` is of the places where one goes: write `({there.target.id} for ...)`."
        raise typer.error(node.elt, "not-in-language", said)
    type_: Type = typer.expr(node.elt).type
    steps = attrs.evolve(steps, type=type_, filter=None if test == ir.TRUE else test)
    return _Steps(sources.slot, sources.values, leave, steps)


def _all(typer: Typer, nodes: list[ast.expr]) -> Expr:
    """All of some conditions; each is read with what those before it have told."""
    tests = []
    for node in nodes:
        test = typer.boolean(node)
        typer.learn(test, True)
        tests.append(test)
    return fold(ir.Connective(BOOL, "and", tuple(tests))) if tests else ir.TRUE


def spent(typer: Typer, node: ast.Call) -> Expr:
    """Type `spent(place, reach)`: the least cost to reach it, more than any bound if none.

    Raises:
        Abort: with the finding.
    """
    if len(node.args) != 2 or node.keywords:
        said = "`spent` takes a place and what reaches it."
        raise typer.error(node, "wrong-call", said, "write spent(p, march[u]).")
    places = typer.expr(node.args[1])
    if places.type.kind != "places":
        said = f"this is {places.type}; a `reach` is needed, or a derived value of one."
        raise typer.error(node.args[1], "wrong-type", said)
    item = typer.expr(node.args[0], ir.member(places.type.base, places.type.mask))
    if item.type.kind != "member" or item.type.base not in ("", places.type.base):
        said = f"this is {item.type}; a {places.type.base} is needed."
        raise typer.error(node.args[0], "wrong-type", said)
    typer.not_none(node.args[0], item)
    return ir.Spent(ir.integer(0, places.type.hi), item, places)
