"""Types questions: `choose` asks a seat, `chance` draws; the answer goes into a local or a cell."""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.diagnostics import did_you_mean
from game.rules.ir import Domain, Expr, Local, Stmt, member
from game.rules.reserved_words import unfit
from game.rules.typecheck.asking import reasons, told
from game.rules.typecheck.assignments import register_of, store
from game.rules.typecheck.calls import hold_seat, seat, told_to
from game.rules.typecheck.iteration import domain_of
from game.rules.typecheck.script import Script
from game.rules.typecheck.zones import variable_of


def ask(script: Script, node: ast.stmt, target: ast.expr, call: ast.Call) -> list[Stmt]:
    """The statements of `target = choose(seat, options)` or `target = chance(options)`."""
    kind = call.func.id if isinstance(call.func, ast.Name) else ""
    chosen = kind == "choose"
    if len(call.args) != (2 if chosen else 1):
        said = "write choose(seat, options) or chance(options)."
        raise script.error(call, "wrong-call", said)
    extra = {k.arg: k.value for k in call.keywords}
    allowed = {"text", "see", "about"} | ({"decline", "say"} if chosen else {"weight"})
    for key in extra:
        if key not in allowed:
            hint = did_you_mean(str(key), allowed)
            raise script.error(call, "wrong-call", f"`{kind}` knows no `{key}=`.", hint)
    local = target.id if isinstance(target, ast.Name) else (register_of(script, target) or "")
    if not local:
        said = "an answer goes into a local or a register."
        raise script.error(target, "wrong-target", said)
    local = script.called.get(id(call), local)
    # Who is asked is read before the answer is stored, perhaps into the same local.
    who = seat(script, call.args[0]) if chosen else None
    name, declined = f"{script.rule}.{local}", "decline" in extra
    options, variable = _options(script, call.args[-1], name, not chosen, declined)
    decline = _decline(script, extra["decline"], options) if declined else ""
    if chosen and options.or_none and script.symbols.decls.language == 1:
        # In the first language these words let a seat decline always.
        decline = decline or "none"
        options = attrs.evolve(options, or_none=False)
    if decline and options.or_none:
        said = "who may decline always has an answer; leave `or none` out."
        raise script.error(call.args[-1], "wrong-call", said)
    weight = _weight(script, extra["weight"], options, variable) if "weight" in extra else None
    see, said_who = told_to(script, extra.get("see")), "see" in extra
    text, words = told(script, extra)
    if "say" in extra:
        why = reasons(script, extra["say"], options, variable)
        words = attrs.evolve(words, reasons=why)
    type_ = options.type
    if options.or_none or decline:
        if type_.kind != "member":
            said, hint = "only members can be `or none`.", "ask only where one is left."
            if decline:
                said = f"{type_} cannot be declined; only members and words can."
                hint = "choose from a set that has the number as a field."
            raise script.error(call.args[-1], "wrong-type", said, hint)
        type_ = member(type_.base, type_.mask, True)
    answer = script.slot((id(node), "answer"))
    stored = store(script, node, target, Local(type_, answer))
    if not stored:
        return []
    into = stored[0]
    if isinstance(into, ir.StoreLocal):
        script.sees[into.slot] = see
    script.forget_registers()

    def question(who: Expr | None) -> Stmt:
        return ir.Ask(
            script.rule, who, answer, options, weight, into, local, text, see, said_who, decline,
            words,
        )  # fmt: skip

    return [question(None)] if who is None else hold_seat(script, node, who, question)


def _options(
    script: Script, node: ast.expr, question: str, dice: bool, declined: bool
) -> tuple[Domain, str]:
    """What may be answered, and the name of its variable, or an empty one.

    Args:
        script: the script that asks.
        node: the options.
        question: the script with its kind, and what the answer goes into.
        dice: whether chance draws.
        declined: whether it may be declined.
    """
    inner = node
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        inner = node.values[0]
    script.typer.scope = script.scope

    def new_words(node: ast.expr) -> Domain | None:
        return _new_words(script, node, question)

    found = domain_of(script.typer, node, dice, new_words)
    # What a filter leaves, and how far a range goes, only play can test.
    sure = bool(found.values) or found.lo is not None or found.filter is not None
    if not (found.or_none or declined or sure or (found.table and all(found.table))):
        said, hint = "this list may be empty; end it with `or none`.", None
        if found.type.kind != "member":
            said, hint = "this list is empty.", "let it have something to choose from."
        raise script.error(node, "maybe-empty", said, hint)
    return found, variable_of(script.typer, inner)


def _new_words(script: Script, node: ast.expr, question: str) -> Domain | None:
    """The domain of a list of words that nothing is called by; None for any other list."""
    if not isinstance(node, (ast.List, ast.Tuple)) or not node.elts:
        return None
    words = [x.id for x in node.elts if isinstance(x, ast.Name)]
    known = any(w in script.symbols.owners or w in script.scope for w in words)
    if len(words) < len(node.elts) or known:
        return None
    if len(set(words)) < len(words):
        raise script.error(node, "duplicate", "an option is named twice.")
    return script.symbols.label_domain(question, words, script.scopes.new_slot())


def _decline(script: Script, node: ast.expr, options: Domain) -> str:
    """The word by which a seat declines."""
    if not isinstance(node, ast.Name):
        said = "`decline` is `none`, or a word of your own: `decline=stay`."
        raise script.error(node, "wrong-call", said)
    if node.id != "none" and (why := unfit(node.id, "word")):
        raise script.error(node, "bad-name", why)
    base = options.type.base
    if base and node.id in script.symbols.sets[base].ids:
        said = f"`{node.id}` is an option of its own; call it otherwise to decline."
        raise script.error(node, "duplicate", said)
    return node.id


def _weight(script: Script, node: ast.expr, options: Domain, variable: str) -> Expr:
    """How likely each outcome is, by the variable of the options."""
    outer = script.scope
    if variable:
        script.scope = {**outer, variable: (options.slot, options.type)}
    try:
        weight = script.expr(node)
    finally:
        script.scope = outer
    t = weight.type
    if t.kind != "int" or t.lo < 0 or (t.lo == 0 and not options.or_none):
        raise script.error(node, "bad-weight", f"a weight is a positive number; this is {t}.")
    return weight
