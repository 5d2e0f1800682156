"""Types operators: arithmetic with its intervals, logic, comparison, membership.

The interval of a result is the smallest that holds every result of operands within theirs
(Moore, "Interval Analysis", 1966).
"""

from __future__ import annotations

import ast

from game.rules import ir
from game.rules.ir import BOOL, Const, Expr, Type, const, fold, integer, member
from game.rules.typecheck import zones
from game.rules.typecheck.boards import ray_of
from game.rules.typecheck.names import field_of
from game.rules.typecheck.places import is_places
from game.rules.typecheck.typer import Typer, marked

_COMPARISONS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%"}


def unary(typer: Typer, node: ast.UnaryOp) -> Expr:
    """Type `not a` or `-a`."""
    if isinstance(node.op, ast.Not):
        return fold(ir.Not(BOOL, typer.boolean(node.operand)))
    e = typer.number(node.operand)
    return fold(ir.Arithmetic(integer(-e.type.hi, -e.type.lo), "-", const(0), e))


def binary(typer: Typer, node: ast.BinOp) -> Expr:
    """Type arithmetic; raises Abort where a divisor may be less than one."""
    op = _ARITHMETIC[type(node.op)]
    a, b = typer.number(node.left), typer.number(node.right)
    if op in ("//", "%") and b.type.lo < 1:
        said = f"this is {b.type}; `{op}` needs 1 or more on its right."
        if isinstance(b, Const):
            raise typer.error(
                node.right, "bad-division", f"`{op}` by {b.value}; 1 or more is needed."
            )
        hint = f"write `max(1, {ast.unparse(node.right)[:60]})`."
        raise typer.error(node.right, "bad-division", said, hint)
    return fold(ir.Arithmetic(_span(op, a.type, b.type), op, a, b))


def logical(typer: Typer, node: ast.BoolOp) -> Expr:
    """Type `and` or `or`; each item is read with what those before it have told."""
    op = "and" if isinstance(node.op, ast.And) else "or"
    before = dict(typer.facts)
    items: list[Expr] = []
    for value in node.values:
        item = typer.boolean(value)
        items.append(item)
        if isinstance(item, Const) and bool(item.value) == (op == "or"):
            break
        typer.learn(item, op == "and")
    typer.facts = before
    return fold(ir.Connective(BOOL, op, tuple(items)))


def conditional(typer: Typer, node: ast.IfExp, expect: Type | None) -> Expr:
    """Type `a if test else b`: each side is read with what the test tells of it.

    Args:
        expect: the type wanted here, which tells members of one name apart; None if any will do.

    Raises:
        Abort: the sides are of different kinds.
    """
    test = typer.boolean(node.test)
    if isinstance(test, Const):
        return typer.expr(node.body if test.value else node.orelse, expect)
    before = dict(typer.facts)
    typer.learn(test, True)
    a = typer.expr(node.body, expect)
    typer.facts = dict(before)
    typer.learn(test, False)
    b = typer.expr(node.orelse, expect or a.type)
    typer.facts = before
    both = ir.join(a.type, b.type)
    if both is None:
        raise typer.error(node, "wrong-type", f"{a.type} on one side, {b.type} on the other.")
    return fold(ir.Conditional(both, test, a, b))


def comparison(typer: Typer, node: ast.Compare) -> Expr:
    """Type a chain of comparisons, `a < b <= c`, as all of its pairs."""
    out: list[Expr] = []
    left_node: ast.expr = node.left
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        if isinstance(op, (ast.In, ast.NotIn)):
            e = _in(typer, left_node, right_node)
            out.append(fold(ir.Not(BOOL, e)) if isinstance(op, ast.NotIn) else e)
        else:
            out.append(_pair(typer, node, left_node, _COMPARISONS[type(op)], right_node))
        left_node = right_node
    return fold(ir.Connective(BOOL, "and", tuple(out))) if len(out) > 1 else out[0]


def _absent(typer: Typer, node: ast.expr) -> bool:
    """Is this the bare name of a member the scenario leaves out? It equals nothing."""
    if not isinstance(node, ast.Name) or node.id in typer.scope:
        return False
    owners = typer.symbols.owners.get(node.id, [])
    return len(owners) == 1 and node.id not in typer.symbols.sets[owners[0]].ids


def _pair(typer: Typer, node: ast.AST, left: ast.expr, op: str, right: ast.expr) -> Expr:
    if op in ("==", "!=") and (_absent(typer, left) or _absent(typer, right)):
        return const(op == "!=")
    if isinstance(left, ast.Name) and left.id not in typer.scope:
        b = (
            typer.expr(right)
            if not isinstance(right, ast.Name) or right.id in typer.scope
            else None
        )
        a = typer.expr(left, b.type if b else None)
        b = b or typer.expr(right, a.type)
    else:
        a = typer.expr(left)
        b = typer.expr(right, a.type)
    if ir.join(a.type, b.type) is None:
        raise typer.error(node, "wrong-type", f"{a.type} cannot be compared with {b.type}.")
    if a.type.kind == "places":
        said = "sets of places cannot be compared; ask for `p in ...` or `spent(p, ...)`."
        raise typer.error(node, "wrong-type", said)
    if op not in ("==", "!=") and (a.type.kind == "bool" or a.type.none or b.type.none):
        raise typer.error(
            node, "wrong-type", f"`{op}` compares numbers, or members in declared order.",
            flow_dependent=a.type.kind != "bool",
        )  # fmt: skip
    return fold(ir.Compare(BOOL, op, a, b))


def _in(typer: Typer, left: ast.expr, right: ast.expr) -> Expr:
    if isinstance(right, (ast.Tuple, ast.List)):
        item = typer.expr(left)
        kept = [r for r in right.elts if not _absent(typer, r)]
        tests = [fold(ir.Compare(BOOL, "==", item, same_kind(typer, r, item))) for r in kept]
        return fold(ir.Connective(BOOL, "or", tuple(tests)))
    if isinstance(right, ast.Name):
        typer.sound("set", right.id)
    if isinstance(right, ast.Name) and right.id in typer.symbols.sets:
        info = typer.symbols.sets[right.id]
        item = typer.expr(left, info.type)
        _same_base(typer, left, item, info.base)
        if not item.type.none and not item.type.mask & ~info.mask:
            return ir.TRUE
        return fold(ir.Contains(BOOL, (info.mask,), None, item))
    if isinstance(right, ast.Name) and marked(typer, right):
        mark = typer.scratch[right.id]
        info = typer.symbols.sets[mark.index[0][1]]
        item = typer.expr(left, info.type)
        _same_base(typer, left, item, info.base)
        if item.type.none or item.type.mask & ~info.mask:
            said = f"only members of `{info.name}` are marked; test what this is first."
            raise typer.error(left, "maybe-none" if item.type.none else "wrong-type", said)
        return ir.ScratchRef(BOOL, mark.slot, (item,), mark.shape)
    if (lies := zones.is_in(typer, left, right)) is not None:
        return lies
    if isinstance(right, ast.Attribute):
        subject, field = field_of(typer, right)
        if not field.is_list:
            raise typer.error(right, "wrong-type", f"`{right.attr}` is not a list.")
        item = typer.expr(left, field.type)
        _same_base(typer, left, item, field.type.base)
        masks = tuple(sum(1 << x for x in row) for row in field.lists)
        return fold(ir.Contains(BOOL, masks, subject, item))
    if (ray := ray_of(typer, right)) is not None:
        item = typer.expr(left, ray.type)
        _same_base(typer, left, item, ray.type.base)
        return fold(ir.Contains(BOOL, ray.masks, ray.subject, item))
    if is_places(typer, right):
        places = typer.expr(right)
        if places.type.kind == "places":
            item = typer.expr(left, member(places.type.base, places.type.mask))
            _same_base(typer, left, item, places.type.base)
            return ir.InReach(BOOL, item, places)
    raise typer.error(
        right, "wrong-type", "after `in` stands a set, a list field, a place or (a, b)."
    )


def same_kind(typer: Typer, node: ast.expr, item: Expr) -> Expr:
    """Type an expression that is compared with `item`; raises Abort if it is of another kind."""
    e = typer.expr(node, item.type)
    if ir.join(e.type, item.type) is None:
        raise typer.error(node, "wrong-type", f"{item.type} cannot be compared with {e.type}.")
    return e


def _same_base(typer: Typer, node: ast.expr, item: Expr, base: str) -> None:
    if item.type.kind != "member" or item.type.base not in ("", base):
        raise typer.error(node, "wrong-type", f"this is {item.type}; a {base} is needed.")


def _span(op: str, a: Type, b: Type) -> Type:
    if op in ("//", "%"):
        if op == "%":
            return integer(0, min(b.hi - 1, a.hi) if a.lo >= 0 else b.hi - 1)
        ends = [x // y for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
        return integer(min(ends), max(ends))
    corners = [ir.arithmetic(op, x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return integer(min(corners), max(corners))
