"""Types questions: `choose` asks a seat, `chance` draws; the answer goes into a local or a cell."""

from __future__ import annotations

import ast

from game.rules import ir
from game.rules.diagnostics import did_you_mean
from game.rules.ir import Domain, Expr, Local, Stmt, member
from game.rules.typecheck.assignments import register_of, store
from game.rules.typecheck.calls import hold_seat, prompt, seat
from game.rules.typecheck.iteration import domain_of
from game.rules.typecheck.script import Script


def ask(script: Script, node: ast.stmt, target: ast.expr, call: ast.Call) -> list[Stmt]:
    """The statements of `target = choose(seat, options)` or `target = chance(options)`."""
    kind = call.func.id if isinstance(call.func, ast.Name) else ""
    chosen = kind == "choose"
    if len(call.args) != (2 if chosen else 1):
        said = "write choose(seat, options) or chance(options)."
        raise script.error(call, "wrong-call", said)
    extra = {k.arg: k.value for k in call.keywords}
    allowed = {"text", "see"} | (set() if chosen else {"weight"})
    for key in extra:
        if key not in allowed:
            hint = did_you_mean(str(key), allowed)
            raise script.error(call, "wrong-call", f"`{kind}` knows no `{key}=`.", hint)
    local = target.id if isinstance(target, ast.Name) else (register_of(script, target) or "")
    if not local:
        said = "an answer goes into a local or a register."
        raise script.error(target, "wrong-target", said)
    text = prompt(script, extra["text"]) if "text" in extra else ""
    # Who is asked is read before the answer is stored, perhaps into the same local.
    who = seat(script, call.args[0]) if chosen else None
    options, variable = _options(script, call.args[-1], f"{script.rule}.{local}", not chosen)
    if options.filter is not None and not options.or_none:
        said = "a filtered list may be empty; end it with `or none`."
        raise script.error(call.args[-1], "maybe-empty", said)
    weight = _weight(script, extra["weight"], options, variable) if "weight" in extra else None
    see, told = _see(script, extra.get("see")), "see" in extra
    type_ = options.type
    if options.or_none:
        if type_.kind != "member":
            raise script.error(call.args[-1], "wrong-type", "only members can be `or none`.")
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
        return ir.Ask(script.rule, who, answer, options, weight, into, local, text, see, told)

    return [question(None)] if who is None else hold_seat(script, node, who, question)


def _options(script: Script, node: ast.expr, question: str, dice: bool) -> tuple[Domain, str]:
    """What may be answered, and the name of its variable, or an empty one.

    Args:
        script: the script that asks.
        node: the options.
        question: the script with its kind, and what the answer goes into.
        dice: whether chance draws.
    """
    inner = node
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        inner = node.values[0]
    script.typer.scope = script.scope
    if isinstance(inner, (ast.List, ast.Tuple)) and inner.elts:
        words = [x.id for x in inner.elts if isinstance(x, ast.Name)]
        known = any(w in script.symbols.owners or w in script.scope for w in words)
        if len(words) == len(inner.elts) and not known:
            if len(set(words)) < len(words):
                raise script.error(inner, "duplicate", "an option is named twice.")
            return script.symbols.label_domain(question, words, script.scopes.new_slot()), ""
    found = domain_of(script.typer, node, dice)
    sure = bool(found.values) or found.lo is not None
    if not found.or_none and not sure and not (found.table and all(found.table)):
        said = "this list may be empty; end it with `or none`."
        raise script.error(node, "maybe-empty", said)
    variable = ""
    if isinstance(inner, ast.GeneratorExp) and isinstance(inner.generators[0].target, ast.Name):
        variable = inner.generators[0].target.id
    elif isinstance(inner, ast.Name):
        variable = inner.id
    return found, variable


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


def _see(script: Script, node: ast.expr | None) -> Expr | None:
    """The visibility of an answer: None for all."""
    if node is None or (isinstance(node, ast.Name) and node.id == "all"):
        return None
    if isinstance(node, ast.Name) and node.id == "none":
        return ir.FALSE
    outer = script.scope
    script.scope = {**outer, "viewer": (ir.VIEWER, script.symbols.seats.type)}
    try:
        e = script.boolean(node)
    finally:
        script.scope = outer
    return None if e == ir.TRUE else e
