"""Types registers: their cells, what they start at, and who sees them."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

from game.rules import ir
from game.rules.context import CompileContext
from game.rules.declare.records import IndexSets
from game.rules.diagnostics import TomlPath, abort, did_you_mean
from game.rules.information.visibility import hidden_reads, sight_of
from game.rules.ir import Const, Expr, Local, Type
from game.rules.limits import MAX_CELLS, MAX_STATE
from game.rules.resolve.cells import cell_of
from game.rules.resolve.scopes import Scope
from game.rules.resolve.symbols import RegisterInfo
from game.rules.typecheck.expressions import typer_of


def index_scope(
    ctx: CompileContext, index: IndexSets, slots: tuple[int, ...], path: TomlPath
) -> Scope:
    """The variables of an index, each with its slot and the type of its set."""
    scope: Scope = {}
    for (variable, set_name), slot in zip(index, slots, strict=True):
        scope[variable] = (slot, ctx.symbols.set_of(set_name, (*path, "of")).type)
    return scope


def check_cells(ctx: CompileContext, name: str, path: TomlPath, index: IndexSets) -> None:
    """Stop at a register or derived value of too many cells, before there is one of them."""
    cells = prod(len(ctx.symbols.set_of(s, (*path, "of")).order) for _, s in index)
    if cells > MAX_CELLS:
        said = f"`{name}` would have {cells} cells; {MAX_CELLS} at most."
        raise abort("too-many", (*path, "of"), said, name)


def type_register(ctx: CompileContext, name: str) -> None:
    """Enter a register among the symbols, with what each cell starts at in this scenario.

    Raises:
        Abort: with the finding.
    """
    decl, symbols = ctx.decls.registers[name], ctx.symbols
    type_ = symbols.register_type(decl)
    places, sizes = symbols.index_info(decl.path, decl.of)
    check_cells(ctx, name, decl.path, decl.of)
    ctx.bytes += prod(sizes) * type_.cell_bytes
    if ctx.bytes > MAX_STATE:
        ctx.bytes -= prod(sizes) * type_.cell_bytes
        said = f"with `{name}` a position has more than {MAX_STATE} bytes."
        raise abort("too-many", (*decl.path, "of"), said, name)
    slots = tuple(ctx.scopes.new_slot() for _ in range(len(decl.of) + 1))
    info = RegisterInfo(name, decl.of, type_, decl.edge, places, sizes, slots)
    symbols.registers[name] = info
    usual = _usual_start(type_)
    found = len(ctx.diagnostics)
    start = ctx.attempt(_starts, ctx, info, decl.start, (*decl.path, "start"), usual)
    info.start = tuple(start or [usual] * info.size)
    ctx.attempt(_scenario_start, ctx, info)
    if info.frozen and len(ctx.diagnostics) > found:
        symbols.broken.add(f"register.{name}")


def _usual_start(t: Type) -> int:
    """What a cell starts at where nothing is said: none, else nought, else the lowest value."""
    if t.none:
        return -1
    return 0 if t.kind != "member" and t.lo <= 0 <= t.hi else t.lo


def _starts(
    ctx: CompileContext, info: RegisterInfo, start: Any, path: TomlPath, usual: int
) -> list[int]:
    """What each cell starts at, in the order of the state."""
    if start is None:
        return [usual] * info.size
    if not isinstance(start, str):
        return [_start_value(ctx, info, start, path)] * info.size
    scope = index_scope(ctx, info.index, info.slots[1:], path[:-1])
    e = typer_of(ctx.scopes, path, start, scope).whole(info.type)
    out = []
    for combo in product(*(ctx.symbols.sets[s].order for _, s in info.index)):
        values: dict[int, int | bool | Expr] = dict(zip(info.slots[1:], combo, strict=True))
        value = ir.substitute(e, values)
        if not isinstance(value, Const):
            raise abort("not-constant", path, "a start reads constants only.", start)
        blamed = _field_of(ctx, info, start, combo) or path
        out.append(_start_value(ctx, info, value.value, blamed, value.type))
    return out


def _field_of(
    ctx: CompileContext, info: RegisterInfo, start: str, combo: tuple[int, ...]
) -> TomlPath | None:
    """Where the field stands of which a start is made, ``place.worth``; None for other starts."""
    variable, dot, field = start.strip().partition(".")
    index = [name for name, _ in info.index]
    if not dot or variable not in index:
        return None
    number = index.index(variable)
    base = ctx.symbols.set_of(info.index[number][1], ())
    ident = base.ids[combo[number]]
    if f"{ident}.{field}" in ctx.scenario.fields:
        return (*ctx.scenario.path, "fields", f"{ident}.{field}")
    rows = ctx.decls.sets[base.base].members
    return next(((*p, field) for m, fields, p in rows if m == ident and field in fields), None)


def _start_value(
    ctx: CompileContext, info: RegisterInfo, value: Any, path: TomlPath, type_: Type | None = None
) -> int:
    t = info.type
    kind = type_.kind if type_ else "bool" if isinstance(value, bool) else "int"
    okay = kind == t.kind and t.lo <= int(value) <= t.hi
    if type_ is not None and t.kind == "member":
        okay = okay and type_.base in ("", t.base) and (int(value) >= 0 or t.none)
    if not okay:
        word = _word_of(ctx, value, type_)
        hint = None
        if word == "none" and t.kind == "member":
            hint = f'if it may be none, write `range = "{t.base} or none"`.'
        said = f"`{info.name}` holds {t}; {word} does not fit."
        raise abort("bad-start", path, said, word, hint)
    return int(value)


def _word_of(ctx: CompileContext, value: Any, type_: Type | None) -> str:
    """A value as an author writes it; `type_` is that of one worked out."""
    if type_ is not None and type_.kind == "member":
        if value < 0 or not type_.base:
            return "none"
        return str(ctx.symbols.sets[type_.base].ids[value])
    truth = isinstance(value, bool) or (type_ is not None and type_.kind == "bool")
    return str(bool(value)).lower() if truth else str(value)


def _scenario_start(ctx: CompileContext, info: RegisterInfo) -> None:
    """Put in what the scenario says of cells, and whether it freezes them."""
    sc = ctx.scenario
    frozen = sc.frozen if isinstance(sc.frozen, dict) else dict.fromkeys(sc.frozen)
    info.frozen = any(cell_of(k).register == info.name for k in frozen)
    starts = list(info.start)
    for source, where in ((sc.start, "start"), (frozen, "frozen")):
        for key, value in source.items():
            cell = cell_of(key)
            if cell.register != info.name or value is None:
                continue
            path: TomlPath = (*sc.path, where, key)
            if not cell.index:
                starts = _starts(ctx, info, value, path, 0)
                continue
            ids = [ctx.symbols.sets[s].ids for _, s in info.index]
            try:
                combo = tuple(i.index(c) for i, c in zip(ids, cell.index, strict=True))
                place = info.cell(combo)
            except (ValueError, IndexError) as error:
                said = f"`{info.name}` has no cell `{key}`."
                raise abort("unknown-name", path, said, key, _near(ids, cell.index)) from error
            starts[place] = _starts(ctx, info, value, path, 0)[0]
    info.start = tuple(starts)


def _near(ids: list[tuple[str, ...]], index: tuple[str, ...]) -> str | None:
    """The hint for a cell that is not there: for its first member that is none."""
    strange = ((word, known) for word, known in zip(index, ids, strict=False) if word not in known)
    return next((did_you_mean(word, known) for word, known in strange), None)


def type_sight(ctx: CompileContext, name: str) -> None:
    """Type who sees a register's cells.

    Raises:
        Abort: with the finding.
    """
    decl, info = ctx.decls.registers[name], ctx.symbols.registers[name]
    if decl.see == "all":
        return
    if decl.see == "none":
        info.see = ir.FALSE
        return
    path: TomlPath = (*decl.path, "see")
    scope = index_scope(ctx, decl.of, info.slots[1:], decl.path)
    scope["viewer"] = (info.slots[0], ctx.symbols.seats.type)
    e = typer_of(ctx.scopes, path, decl.see, scope).whole(ir.BOOL)
    if e.type.kind != "bool":
        said = "`see` is true or false, all or none."
        raise abort("wrong-type", path, said, decl.see)
    info.see = None if e == ir.TRUE else e


def sight_is_seen(ctx: CompileContext, name: str) -> None:
    """A `see` condition may read only what that viewer sees."""
    info = ctx.symbols.registers[name]
    if info.see is None:
        return
    viewer = Local(ctx.symbols.seats.type, info.slots[0])
    for read in hidden_reads(ctx.scopes, info.see):
        if sight_of(ctx.symbols, read, viewer) != ir.TRUE:
            path = (*ctx.decls.registers[name].path, "see")
            said = f"who sees `{name}` must not depend on `{read.name}`, which is hidden itself."
            ctx.report("hidden-read", path, said, read.name)
