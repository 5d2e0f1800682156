"""Types sets that are `of` another: some of its members, listed or by a condition."""

from __future__ import annotations

from game.rules import ir
from game.rules.context import CompileContext
from game.rules.declare.records import SetDecl
from game.rules.diagnostics import abort, did_you_mean
from game.rules.ir import BOOL, Const
from game.rules.limits import MAX_SIFTED
from game.rules.resolve.symbols import SetInfo
from game.rules.typecheck.expressions import typer_of


def type_subset(ctx: CompileContext, name: str) -> None:
    """Enter a subset among the symbols.

    Raises:
        Abort: with the finding.
    """
    decl = ctx.decls.sets[name]
    base = ctx.symbols.set_of(str(decl.of), (*decl.path, "of"))
    if base.name != base.base or decl.of == name:
        said = "a subset is `of` a set that is no subset itself."
        raise abort("wrong-shape", (*decl.path, "of"), said, str(decl.of))
    order = _listed(ctx, decl, base) if decl.where is None else _where(ctx, decl, decl.where, base)
    ctx.symbols.add_subset(name, order)


def _where(ctx: CompileContext, decl: SetDecl, where: str, base: SetInfo) -> tuple[int, ...]:
    """The members of which a condition over constants holds."""
    slot, path = ctx.scopes.new_slot(), (*decl.path, "where")
    ctx.sifted += len(base.order)
    if ctx.sifted > MAX_SIFTED:
        said = f"more than {MAX_SIFTED} members are asked whether they are in a subset."
        raise abort("too-many", path, said, decl.name, "list the members, or have fewer subsets.")
    test = typer_of(ctx.scopes, path, where, {base.name: (slot, base.type)}).whole(BOOL)
    kept = []
    for m in base.order:
        value = ir.substitute(test, {slot: m})
        if not isinstance(value, Const) or value.type.kind != "bool":
            said = "`where` reads constants only, and is true or false."
            raise abort("not-constant", path, said, where)
        if value.value:
            kept.append(m)
    return tuple(kept)


def _listed(ctx: CompileContext, decl: SetDecl, base: SetInfo) -> tuple[int, ...]:
    """The members that are listed, and in play."""
    known, places = set(ctx.symbols.declared_members(base.name)), ctx.symbols.places(base.name)
    kept = []
    for ident, _, path in decl.members:
        if ident not in known:
            hint = did_you_mean(ident, base.ids)
            raise abort("unknown-name", path, f"`{ident}` is no {base.name}.", ident, hint)
        if ident in places:
            kept.append(places[ident])
    return tuple(sorted(kept))
