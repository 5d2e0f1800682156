"""Types scratch: locals with an index, a value for each member of some sets."""

from __future__ import annotations

import ast
from math import prod

from game.rules import ir
from game.rules.diagnostics import did_you_mean
from game.rules.ir import BOOL, Const, Expr, Stmt, Type
from game.rules.limits import MAX_CELLS, MAX_INDEX
from game.rules.typecheck.assignments import annotation
from game.rules.typecheck.names import index_args
from game.rules.typecheck.script import Script
from game.rules.typecheck.typer import Scratch

_SHAPE = "write `x: each(SET, range(0, 10)) = 0`; of several sets, name them before the values."


def declare_scratch(
    script: Script, node: ast.stmt, name: str, each: ast.Call, value: ast.expr | None
) -> Stmt:
    """The statement of `name: each(SET, kind) = value`, which sets every cell.

    Raises:
        Abort: with the finding.
    """
    symbols = script.symbols
    if len(each.args) < 2 or each.keywords:
        raise script.error(each, "wrong-call", "`each` takes a set and what each may be.", _SHAPE)
    *sets, kind = each.args
    if len(sets) > MAX_INDEX:
        said = f"an indexed local is of {MAX_INDEX} sets at most."
        raise script.error(each, "too-many", said)
    declared = (symbols.decls.registers, symbols.decls.derived, symbols.numbers, symbols.owners)
    if any(name in names for names in (*declared, symbols.sets)):
        said = f"`{name}` is declared elsewhere; call the local otherwise."
        raise script.error(node, "wrong-target", said)
    if name in script.types or name in script.loop_names:
        said = f"`{name}` is a local already; call this one otherwise."
        raise script.error(node, "wrong-target", said)
    index = tuple(_set(script, x) for x in sets)
    places, sizes = symbols.index_info(script.path, tuple((x, x) for x in index))
    if prod(sizes) > MAX_CELLS:
        said = f"`{name}` would have {prod(sizes)} cells; {MAX_CELLS} at most."
        raise script.error(each, "too-many", said)
    type_ = _kind(script, kind)
    first = _usual(type_) if value is None else script.expr(value, type_)
    script.fits(value or node, first.type, type_)
    slot = script.slot(name)
    made = Scratch(slot, tuple((x, x) for x in index), type_, ir.CellShape(places, sizes))
    known = script.typer.scratch.setdefault(name, made)
    if (known.shape, known.type) != (made.shape, made.type):
        said = f"`{name}` is an indexed local of another kind already; call this one otherwise."
        raise script.error(node, "wrong-target", said)
    script.locals[slot], script.shapes[slot] = (name, type_), made.shape
    script.forget_local(slot)
    return ir.FillScratch(script.rule, slot, first, made.shape)


def _set(script: Script, node: ast.expr) -> str:
    """The name of a set of the index."""
    name = node.id if isinstance(node, ast.Name) else ""
    if name not in script.symbols.sets:
        script.typer.sound("set", name)
        hint = did_you_mean(name, script.symbols.sets) or _SHAPE
        raise script.error(node, "unknown-name", f"`{ast.unparse(node)}` is no set.", hint)
    return name


def _kind(script: Script, node: ast.expr) -> Type:
    """What each cell may be."""
    if isinstance(node, ast.Name) and node.id == "bool":
        return BOOL
    return annotation(script, node)


def _usual(type_: Type) -> Const:
    """What a cell starts at where nothing is said: none, else nought, else the lowest value."""
    if type_.none:
        return ir.exact(type_, -1)
    return ir.exact(type_, 0 if type_.kind != "member" and type_.lo <= 0 <= type_.hi else type_.lo)


def store_scratch(
    script: Script, node: ast.stmt, target: ast.expr, name: str, value: ast.expr
) -> Stmt:
    """The statement of `name[x] = value`.

    Raises:
        Abort: with the finding.
    """
    found = script.typer.scratch[name]
    e: Expr = script.expr(value, found.type)
    assert isinstance(target, ast.Subscript)
    index = target.slice
    parts = tuple(index.elts) if isinstance(index, ast.Tuple) else (index,)
    args = index_args(script.typer, target, name, found.index, parts)
    wanted, outside = found.type, False
    if wanted.kind == "int" and e.type.kind == "int":
        outside = e.type.lo < wanted.lo or wanted.hi < e.type.hi
    else:
        script.fits(node, e.type, wanted)
    script.forget_local(found.slot)
    edge = "error" if outside else ""
    return ir.StoreScratch(
        script.rule, found.slot, args, e, found.shape, edge, wanted.lo, wanted.hi
    )
