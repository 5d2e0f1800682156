"""Types what a script stores: into its locals, and into the cells of registers."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from game.rules import ir
from game.rules.diagnostics import AlreadyTold, Rejected, did_you_mean
from game.rules.ir import Expr, Local, Stmt, Type
from game.rules.typecheck.facts import know
from game.rules.typecheck.iteration import domain_of, range_type
from game.rules.typecheck.names import index_args, no_place
from game.rules.typecheck.script import Script


def register_of(script: Script, target: ast.expr) -> str | None:
    """The register that is set by storing into `target`, or None."""
    word = target.id if isinstance(target, ast.Name) else ""
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        word = target.value.id
    return word if word in script.symbols.decls.registers else None


def store(script: Script, node: ast.AST, target: ast.expr, e: Expr) -> Sequence[ir.Store]:
    """The statements that put a value into a local or a register cell; none for a frozen one."""
    register = register_of(script, target)
    if register is not None:
        return _store_cell(script, node, target, register, e)
    if not isinstance(target, ast.Name):
        word = target.value if isinstance(target, ast.Subscript) else target
        name = ast.unparse(word)
        hint = did_you_mean(name, script.symbols.registers)
        if isinstance(word, ast.Subscript):
            index = ast.unparse(target).removeprefix(name).strip("[]")
            hint = f"write `{name.removesuffix(']')}, {index}]`."
        if name in script.symbols.decls.derived:
            hint = "a derived value is worked out; set what it is made of."
        raise script.error(target, "unknown-name", f"`{name}` is no register.", hint)
    name, symbols = target.id, script.symbols
    declared = (symbols.decls.derived, symbols.numbers, symbols.owners, symbols.sets)
    if any(name in names for names in declared):
        said = f"`{name}` is declared elsewhere and cannot be set."
        raise script.error(target, "wrong-target", said)
    if name in script.typer.scratch:
        said = f"`{name}` is an indexed local."
        raise script.error(target, "wrong-target", said, f"write `{name}[...] = ...`.")
    if name in script.loop_names:
        said = f"`{name}` is a loop's variable and cannot be set."
        raise script.error(target, "wrong-target", said)
    return [_store_local(script, node, name, e)]


def _store_cell(
    script: Script, node: ast.AST, target: ast.expr, register: str, e: Expr
) -> Sequence[ir.Store]:
    no_place(script.typer, target, register)
    info = script.symbols.registers.get(register)
    if info is None:
        raise AlreadyTold
    parts: tuple[ast.expr, ...] = ()
    if isinstance(target, ast.Subscript):
        index = target.slice
        parts = tuple(index.elts) if isinstance(index, ast.Tuple) else (index,)
    script.typer.scope = script.scope
    args = index_args(script.typer, target, register, info.index, parts)
    script.typer.sound("register", register)
    script.forget_registers(register, args)
    t = info.type
    if ir.join(t, e.type) is None:
        raise script.error(node, "wrong-type", f"`{register}` holds {t}, not {e.type}.")
    if t.kind == "member":
        if e.type.none and not t.none:
            said = f"this may be none, and `{register}` is never none."
            raise script.error(node, "maybe-none", said)
        if e.type.mask & ~t.mask:
            said = f"this may be a member that `{register}` cannot hold."
            raise script.error(node, "wrong-type", said, flow_dependent=True)
    if info.frozen:
        return []
    edge = "" if _within(e.type, t) else info.edge
    if t.kind == "member" and e.type != t and not any(map(_varies, args)):
        script.typer.facts = dict(script.typer.facts)
        know(script.typer.facts, ir.RegisterRef(t, register, args), e.type)
    return [ir.StoreRegister(script.rule, register, args, e, edge, t.lo, t.hi)]


def _varies(index: Expr) -> bool:
    """Does an index read what the store itself may change?"""
    return any(isinstance(x, ir.RegisterRef | ir.DerivedRef) for x in ir.walk(index))


def _within(given: Type, wanted: Type) -> bool:
    """Does every number of one type lie in another?"""
    return wanted.kind != "int" or (wanted.lo <= given.lo and given.hi <= wanted.hi)


def _store_local(script: Script, node: ast.AST, name: str, e: Expr) -> ir.StoreLocal:
    if e.type.kind == "places":
        said = "a set of places cannot be kept in a local."
        hint = "give it a name as a derived value, or ask for it where it is needed."
        raise script.error(node, "wrong-type", said, hint)
    old, slot = script.types.get(name), script.slot(name)
    joined = e.type if old is None else ir.join(old, e.type)
    if joined is None:
        assert old is not None
        raise _unlike(script, node, name, old, e.type)
    if name in script.fixed and old is not None:
        if e.type.none and not old.none:
            said = f"this may be none, and `{name}` is never none."
            hint = f"say that it may be: `{name}: {old.base} or none = ...`."
            raise script.error(node, "maybe-none", said, hint)
        if e.type.mask & ~old.mask:
            said = f"this may be a member that `{name}` cannot hold."
            raise script.error(node, "wrong-type", said, flow_dependent=True)
        script.forget_local(slot)
        edge = "" if _within(e.type, old) else "error"
        return ir.StoreLocal(script.rule, slot, e, edge, old.lo, old.hi)
    if joined != old:
        script.grow(node, name, joined)
    script.scope[name] = (slot, ir.UNKNOWN if name in script.broken else joined)
    script.locals[slot] = (name, joined)
    script.forget_local(slot)
    if e.type.kind == "member" and e.type != joined:
        script.typer.facts = dict(script.typer.facts)
        know(script.typer.facts, Local(joined, slot), e.type)
    return ir.StoreLocal(script.rule, slot, e, "", joined.lo, joined.hi)


def _unlike(script: Script, node: ast.AST, name: str, old: Type, new: Type) -> Rejected:
    """The finding of a local that would hold values of two kinds."""
    before, now = (script.symbols.labels.get(t.base) for t in (old, new))
    if before and now:
        lists = f"[{', '.join(before)}] and, here, with [{', '.join(now)}]"
        said = f"`{name}` is asked for with the words {lists}."
        return script.error(node, "wrong-type", said, "give one of them a local of its own.")
    return script.error(node, "wrong-type", f"`{name}` holds {old}, not {new}.")


def declare_local(
    script: Script, node: ast.stmt, name: str, note: ast.expr, value: ast.expr
) -> Stmt:
    """The statement of `name: range = value`; from there on the local has that range."""
    type_ = annotation(script, note)
    if script.types.get(name) != type_:
        script.grow(node, name, type_)
    script.fixed.add(name)
    slot = script.slot(name)
    script.scope[name], script.locals[slot] = (slot, type_), (name, type_)
    return _store_local(script, node, name, script.expr(value))


def annotation(script: Script, note: ast.expr) -> Type:
    """The type that an annotation names: a set, `SET or none`, or range(low, past)."""
    script.typer.scope = script.scope
    if (numbers := range_type(script.typer, note)) is not None:
        return numbers
    found = domain_of(script.typer, note)
    if found.filter is not None:
        said = "a local is of a set, `SET or none`, or range(low, past)."
        raise script.error(note, "not-in-language", said)
    if not found.or_none:
        return found.type
    if found.type.kind != "member":
        raise script.error(note, "wrong-type", "only members can be `or none`.")
    return ir.member(found.type.base, found.type.mask, True)
