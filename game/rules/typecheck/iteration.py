"""Types what loops, choices and counts run over: sets, lists, ranges, dice, generators."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

import attrs

from game.rules import ir
from game.rules.diagnostics import did_you_mean
from game.rules.ir import BOOL, Const, Domain, Expr, Type, const, fold, integer
from game.rules.limits import MAX_RANGE, MAX_TURNS
from game.rules.reserved_words import COIN, DICE
from game.rules.typecheck.boards import ray_of
from game.rules.typecheck.names import field_of
from game.rules.typecheck.places import is_places
from game.rules.typecheck.typer import Typer, marked
from game.rules.typecheck.zones import names_place, place_domain, variable_of

#: Tells the domain of a list of words that a question makes up; None for any other list.
NewWords = Callable[[ast.expr], Domain | None]


def no_words(_: ast.expr) -> Domain | None:
    """Where nothing is asked, no list makes up words."""
    return None


def generator(
    typer: Typer,
    node: ast.GeneratorExp,
    body: bool,
    boolean: bool = False,
    dice: bool = False,
    new_words: NewWords = no_words,
) -> tuple[Domain, Expr]:
    """Type `(body for v in D if c)`; without `body` the element must be the variable itself."""
    if len(node.generators) != 1:
        raise typer.error(node, "not-in-language", "one `for` a generator; nest calls instead.")
    part = node.generators[0]
    assert isinstance(part.target, ast.Name)
    outer, facts = typer.scope, dict(typer.facts)
    domain = domain_of(typer, part.iter, dice, new_words)
    sifted = marked(typer, part.iter) or names_place(typer, part.iter)
    picked_already = domain.filter if sifted else None
    if domain.or_none or domain.filter is not picked_already:
        raise typer.error(part.iter, "not-in-language", "put the filter after `if` here.")
    typer.scope = {**outer, part.target.id: (domain.slot, domain.type)}
    if part.ifs:
        tests = tuple(typer.boolean(i) for i in part.ifs)
        if picked_already is not None:
            tests = (picked_already, *tests)
        test = fold(ir.Connective(BOOL, "and", tests))
        domain = attrs.evolve(domain, filter=None if test == ir.TRUE else test)
        typer.learn(test, True)
    if body:
        e = typer.boolean(node.elt) if boolean else typer.number(node.elt)
    else:
        if not (isinstance(node.elt, ast.Name) and node.elt.id == part.target.id):
            raise typer.error(
                node.elt,
                "not-in-language",
                f"write `({part.target.id} for {part.target.id} in ...)`.",
            )
        e = typer.expr(node.elt)
        if e.type.kind == "member":
            domain = attrs.evolve(domain, type=e.type)
    typer.scope, typer.facts = outer, facts
    return domain, e


def size_of(d: Domain) -> int:
    """How many members a domain has at most."""
    if d.table:
        return max((len(row) for row in d.table), default=0)
    if d.lo is not None and d.hi is not None:
        return max(0, d.hi.type.hi - d.lo.type.lo)
    if d.places is not None:
        return d.places.type.mask.bit_count()
    return len(d.values)


def range_type(typer: Typer, node: ast.expr) -> Type | None:
    """The type of a number of which `range(low, past)` tells the bounds; None for other nodes."""
    found = _bounds(typer, node, MAX_RANGE, "values")
    return None if found is None else found[0]


def _bounds(typer: Typer, node: ast.expr, most: int, what: str) -> tuple[Type, Expr, Expr] | None:
    """The type and the ends of a range, of so many at most; None where a node is none."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    if node.func.id != "range":
        return None
    if not 1 <= len(node.args) <= 2 or node.keywords:
        raise typer.error(node, "wrong-call", "write range(n) or range(low, past).")
    ends = [typer.number(a) for a in node.args]
    lo, hi = ends if len(ends) == 2 else (const(0), ends[0])
    if hi.type.hi - lo.type.lo > most:
        raise typer.error(node, "too-large", f"a range of more than {most} {what}.")
    return integer(lo.type.lo, max(lo.type.lo, hi.type.hi - 1)), lo, hi


def domain_of(
    typer: Typer, node: ast.expr, dice: bool = False, new_words: NewWords = no_words
) -> Domain:
    """Type what stands after `in` or as a choice.

    Args:
        node: the set, list, generator or range.
        dice: whether this is drawn by chance: only there `d6` and `coin` are dice, so that
            they are ordinary names everywhere else.
        new_words: tells which lists are words that a question makes up.
    """
    words = new_words(node)
    if words is not None:
        return words
    slot = typer.scopes.new_slot()
    symbols = typer.symbols
    if isinstance(node, ast.Name):
        typer.sound("set", node.id)
    if isinstance(node, ast.GeneratorExp):
        return generator(typer, node, body=False, dice=dice, new_words=new_words)[0]
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and len(node.values) == 2:
        last = node.values[1]
        if isinstance(last, ast.Name) and last.id == "none":
            return attrs.evolve(domain_of(typer, node.values[0], dice, new_words), or_none=True)
    if dice and isinstance(node, ast.Name) and node.id in DICE:
        return Domain(integer(1, DICE[node.id]), slot, tuple(range(1, DICE[node.id] + 1)))
    if dice and isinstance(node, ast.Name) and node.id == COIN:
        return Domain(BOOL, slot, (0, 1))
    if isinstance(node, ast.Name) and node.id in symbols.sets:
        info = symbols.sets[node.id]
        return Domain(info.type, slot, info.order)
    if isinstance(node, ast.Name) and marked(typer, node):
        mark = typer.scratch[node.id]
        info = symbols.sets[mark.index[0][1]]
        here = ir.Local(info.type, slot)
        test = ir.ScratchRef(BOOL, mark.slot, (here,), mark.shape)
        return Domain(info.type, slot, info.order, filter=test)
    if (lying := place_domain(typer, node, slot)) is not None:
        return lying
    if isinstance(node, ast.Attribute):
        subject, field = field_of(typer, node)
        if not field.is_list:
            raise typer.error(node, "wrong-type", f"`{node.attr}` is not a list.")
        return ir.settle(Domain(field.type, slot, (), field.lists, subject))
    if (ray := ray_of(typer, node)) is not None:
        return ir.settle(Domain(ray.type, slot, (), ray.lists, ray.subject))
    if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
        items = [typer.expr(x) for x in node.elts]
        type_ = items[0].type
        for x, item in zip(node.elts, items, strict=True):
            joined = ir.join(type_, item.type)
            if not isinstance(item, Const) or joined is None or item.type.none:
                raise typer.error(x, "wrong-type", "a list holds members of one set.")
            type_ = joined
        return Domain(type_, slot, tuple(int(i.value) for i in items if isinstance(i, Const)))
    if (bounds := _bounds(typer, node, MAX_TURNS, "steps")) is not None:
        type_, lo, hi = bounds
        return ir.settle(Domain(type_, slot, lo=lo, hi=hi))
    if is_places(typer, node):
        e = typer.expr(node)
        if e.type.kind == "places":
            return Domain(ir.member(e.type.base, e.type.mask), slot, places=e)
    if isinstance(node, ast.Name):
        hint = did_you_mean(node.id, symbols.sets)
        if node.id in DICE:
            hint = f"dice are rolled by `chance({node.id})`; count with `range(...)`."
        elif dice and re.fullmatch(r"d\d+", node.id):
            hint = f"the dice are {', '.join(DICE)}; for others draw from `range(1, ...)`."
        raise typer.error(node, "unknown-name", f"`{node.id}` is no set.", hint)
    said, hint = "a set, a list field, a generator, a range or dice is needed here.", None
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        hint = f"write {node.value} without quotes."
    raise typer.error(node, "wrong-type", said, hint)


def _keys(typer: Typer, node: ast.Call, domain: Domain, variable: str) -> tuple[Expr, ...]:
    """Type `by=`, with the loop variable bound."""
    by = next((k.value for k in node.keywords if k.arg == "by"), None)
    if by is None:
        raise typer.error(node, "wrong-call", "say what it goes by: `by=...`.")
    outer, facts = typer.scope, dict(typer.facts)
    if variable:
        typer.scope = {**outer, variable: (domain.slot, domain.type)}
    if domain.filter is not None:
        typer.learn(domain.filter, True)
    parts = by.elts if isinstance(by, ast.Tuple) else [by]
    out = []
    for part in parts:
        e = typer.expr(part)
        if e.type.kind not in ("int", "bool"):
            raise typer.error(
                part, "wrong-type", f"this is {e.type}; order by numbers or conditions."
            )
        out.append(e)
    typer.scope, typer.facts = outer, facts
    return tuple(out)


def picked(typer: Typer, node: ast.Call, inner: ast.expr) -> tuple[Domain, tuple[Expr, ...]]:
    """The domain and keys of lowest, highest, lowest_one or highest_one."""
    domain = domain_of(typer, inner)
    if domain.type.kind != "member":
        raise typer.error(inner, "wrong-type", "only members can be picked.")
    return domain, _keys(typer, node, domain, variable_of(typer, inner))
