"""Types what is measured while a game is played, and puts it at the beginning of its script."""

from __future__ import annotations

import attrs

from game.rules import ir
from game.rules.context import CompileContext
from game.rules.declare.records import MeasureDecl
from game.rules.diagnostics import TomlPath, abort, did_you_mean
from game.rules.ir import Expr
from game.rules.typecheck.expressions import typer_of

#: What a measure is counted up in; it stays at its ends.
LOWEST, HIGHEST = -(2**15), 2**15 - 1


def type_measure(ctx: CompileContext, decl: MeasureDecl) -> None:
    """Type a measure, and let its script count it; raises Abort with the finding.

    Where its script never runs in this scenario, or it names what the scenario leaves out, there is
    nothing to count.
    """
    known = _scripts(ctx)
    if decl.at not in known:
        hint = did_you_mean(decl.at, known)
        raise abort("unknown-name", (*decl.path, "at"), f"no script `{decl.at}`.", decl.at, hint)
    found: list[Expr] = []
    texts = (("value", decl.value), ("out_of", decl.out_of or "1"))

    def read() -> None:
        found.extend(_number(ctx, (*decl.path, key), text) for key, text in texts)

    if not ctx.pardoning_absent(read) or len(found) < len(texts):
        return
    key = next((k for k in ctx.functions if k.partition(".")[2] == decl.at), None)
    if key is None:
        return
    whole = ir.integer(LOWEST, HIGHEST)
    counted = tuple(
        ir.StoreRegister(
            key, name, (),
            ir.Arithmetic(
                ir.integer(whole.lo + e.type.lo, whole.hi + e.type.hi), "+",
                ir.RegisterRef(whole, name, ()), e,
            ),
            "clamp", whole.lo, whole.hi,
        )
        for name, e in zip(decl.registers, found, strict=True)
    )  # fmt: skip
    function = ctx.functions[key]
    ctx.functions[key] = attrs.evolve(function, body=(*counted, *function.body))


def _scripts(ctx: CompileContext) -> list[str]:
    decls = ctx.decls
    cards = (name for deck in decls.decks.values() for name in deck)
    return [*decls.procedures, *decls.actions, *cards]


def _number(ctx: CompileContext, path: TomlPath, text: str) -> Expr:
    """A number; what is true or false counts as 1 or 0."""
    e = typer_of(ctx.scopes, path, text, {}).whole()
    if e.type.kind == "bool":
        return ir.Conditional(ir.integer(0, 1), e, ir.const(1), ir.const(0))
    if e.type.kind != "int":
        raise abort("wrong-type", path, f"what is measured cannot be {e.type}.", text)
    return e
