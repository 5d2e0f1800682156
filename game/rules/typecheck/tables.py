"""Types tables: enters them among the symbols, and types the reading of a cell.

A table is one row of constants, in the order of its keys, and reading it is reading a constant of
a number worked out from the index: no evaluator needs to know of tables.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from itertools import product
from math import prod

from game.rules import ir
from game.rules.context import CompileContext
from game.rules.diagnostics import AlreadyTold
from game.rules.ir import Const, Expr, Type, const, fold, integer, member
from game.rules.resolve.symbols import TableInfo, TableKey
from game.rules.resolve.tables import resolve_table
from game.rules.typecheck.typer import Typer

#: Up to so many cells a read is typed by those alone that it may read.
_NARROWLY = 512


def type_tables(ctx: CompileContext, subsets: bool) -> None:
    """Enter tables among the symbols.

    Args:
        ctx: the scenario.
        subsets: whether those that name subsets, once these are known, or those that do not.
    """
    sets = ctx.decls.sets
    for name, decl in ctx.decls.tables.items():
        words = [of for _, of in decl.by] + [decl.value.partition(" ")[0]]
        leans = any(sets[w].of is not None for w in words if w in sets)
        if leans == subsets and f"table.{name}" not in ctx.decls.broken:
            ctx.attempt_name(f"table.{name}", _enter, ctx, name)


def _enter(ctx: CompileContext, name: str) -> None:
    decl = ctx.decls.tables[name]
    ctx.symbols.tables[name] = resolve_table(ctx.symbols, decl, ctx.diagnostics)


def table_cell(typer: Typer, node: ast.AST, word: str, parts: tuple[ast.expr, ...]) -> Expr:
    """Type the reading of a table's cell.

    Raises:
        Abort: the index may be none, or lie beyond the table.
    """
    typer.sound("table", word)
    info = typer.symbols.tables.get(word)
    if info is None:
        raise AlreadyTold
    if len(parts) != len(info.keys):
        wants = ", ".join(key.name for key in info.keys)
        raise typer.error(node, "wrong-index", f"`{word}` takes the index: {wants}.")
    args = [_index(typer, part, word, key) for part, key in zip(parts, info.keys, strict=True)]
    at: Expr = const(0)
    for part_of, arg in zip(info.keys, args, strict=True):
        at = _plus(_times(at, part_of.size), _less(arg, part_of.lo))
    known = typer.symbols.table_types
    key = (word, *(arg.type for arg in args))
    if key not in known:
        known[key] = _type(info, args)
    return fold(ir.FieldRef(known[key], info.cells, at))


def _index(typer: Typer, part: ast.expr, word: str, key: TableKey) -> Expr:
    """Type one part of an index; what lies beyond an open end counts as that end."""
    if not key.base:
        e = typer.number(part)
        outside = (e.type.lo < key.lo and not key.open_below) or (
            e.type.hi > key.hi and not key.open_above
        )
        if outside:
            said = f"this is {e.type}, and `{key.name}` of `{word}` is {key.of}."
            hint = f"bound it by `min` and `max`, or end the heads `{key.hi}+` or `..{key.lo}`."
            raise typer.error(
                part, "wrong-index", said, hint, flow_dependent=not isinstance(e, Const)
            )
        if e.type.hi > key.hi:
            e = _bounded("min", e, key.hi)
        return _bounded("max", e, key.lo) if e.type.lo < key.lo else e
    info = typer.symbols.sets[key.of]
    e = typer.expr(part, info.type)
    if e.type.kind != "member" or e.type.base not in ("", key.base):
        said = f"this is {e.type}; `{word}` takes a {key.of} here."
        raise typer.error(part, "wrong-type", said)
    typer.not_none(part, e)
    if e.type.mask & ~key.mask:
        said = f"this may lie outside `{key.of}`, and `{word}` is of `{key.of}`."
        raise typer.error(part, "wrong-index", said, flow_dependent=not isinstance(e, Const))
    return e


def _bounded(op: str, e: Expr, end: int) -> Expr:
    pick = min if op == "min" else max
    type_ = integer(pick(e.type.lo, end), pick(e.type.hi, end))
    return fold(ir.Arithmetic(type_, op, e, const(end)))


def _times(e: Expr, size: int) -> Expr:
    if isinstance(e, Const):
        return const(int(e.value) * size)
    return ir.Arithmetic(integer(e.type.lo * size, e.type.hi * size), "*", e, const(size))


def _less(e: Expr, lo: int) -> Expr:
    if isinstance(e, Const):
        return const(int(e.value) - lo)
    if not lo:
        return e
    return ir.Arithmetic(integer(e.type.lo - lo, e.type.hi - lo), "-", e, const(lo))


def _plus(a: Expr, b: Expr) -> Expr:
    if isinstance(a, Const) and not a.value:
        return b
    if isinstance(a, Const) and isinstance(b, Const):
        return const(int(a.value) + int(b.value))
    lo, hi = (max(0, a.type.lo) + max(0, b.type.lo)), a.type.hi + b.type.hi
    return ir.Arithmetic(integer(lo, hi), "+", a, b)


def _values(e: Expr, key: TableKey) -> Iterable[int]:
    """The values that an index may have, counted from the first of its key."""
    if key.base:
        return [i for i in range(key.size) if e.type.mask >> i & 1]
    return range(e.type.lo - key.lo, e.type.hi - key.lo + 1)


def _type(info: TableInfo, args: list[Expr]) -> Type:
    """The type of the cells that an index may reach."""
    if info.type.kind == "bool":
        return info.type
    reach = [list(_values(e, key)) for e, key in zip(args, info.keys, strict=True)]
    if not 0 < prod(map(len, reach)) <= _NARROWLY:
        return info.type
    found = set()
    for combo in product(*reach):
        at = 0
        for key, value in zip(info.keys, combo, strict=True):
            at = at * key.size + value
        found.add(info.cells[at])
    if info.type.kind == "int":
        return integer(min(found), max(found))
    return member(info.type.base, sum(1 << v for v in found if v >= 0), -1 in found)
