"""Types the statements of a script: from Python's syntax tree to the program's, or findings."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import attrs

from game.rules import cfg, ir
from game.rules.diagnostics import Abort, Diagnostic, note
from game.rules.ir import Const, Stmt, integer
from game.rules.limits import MAX_RANGE
from game.rules.parse.scan import offset_of, parse_script
from game.rules.resolve.scopes import Scope
from game.rules.typecheck import facts
from game.rules.typecheck.assignments import declare_local, register_of, store
from game.rules.typecheck.calls import call
from game.rules.typecheck.loops import hold_place, span_of
from game.rules.typecheck.picking import written_out
from game.rules.typecheck.questions import ask
from game.rules.typecheck.rounds import outlasting
from game.rules.typecheck.scratch import declare_scratch, store_scratch
from game.rules.typecheck.script import Script

MAX_PASSES = 12
#: A falling loop's number is remembered in two bytes, one above it at its start.
MAX_FALLING = MAX_RANGE - 2

Found = list[Diagnostic]


def type_script(script: Script, known: facts.Facts | None = None) -> tuple[Stmt, ...]:
    """Type a whole script; what is wrong goes to its `diagnostics` and leaves a gap.

    A statement at fault is left out; of what it would have set nothing is known from there on, and
    once a condition is at fault what it would have taught is not missed.

    Args:
        script: its context; `locals` then has the type and name of every slot.
        known: what is known where the script starts.
    """
    try:
        parsed = parse_script(script.text, script.path)
    except Abort as error:
        note(script.diagnostics, error)
        return ()
    tree = parsed.tree
    script.scopes.used |= parsed.words
    for _ in range(MAX_PASSES):
        script.begin_pass()
        script.typer.facts = dict(known or {})
        found: Found = []
        out = _block(script, tree, found)
        if script.changed is None:
            script.diagnostics.extend(found)
            return out
    assert script.changed is not None
    node, name = script.changed
    hint = f"say its range: `{name}: range(0, 10) = 0`."
    said = f"`{name}` grows in a loop, and nothing bounds it."
    note(script.diagnostics, script.error(node, "unbounded", said, hint))
    return ()


def _block(script: Script, body: Iterable[ast.stmt], found: Found) -> tuple[Stmt, ...]:
    out: list[Stmt] = []
    for node in body:
        before = dict(script.typer.facts)
        try:
            for s in _statement(script, node, found):
                out.append(s if s.at >= 0 else attrs.evolve(s, at=offset_of(script.text, node)))
        except Abort as error:
            script.typer.facts = before
            note(found, error, script.flow_lost)
            _gap(script, node)
        if out and isinstance(out[-1], (ir.Jump, ir.End)):
            break
    return tuple(out)


def _gap(script: Script, node: ast.stmt) -> None:
    """Nothing is known any more of the local that a statement at fault would have set."""
    match node:
        case (
            ast.Assign([ast.Name(name)])
            | ast.AnnAssign(ast.Name(name))
            | ast.AugAssign(ast.Name(name))
        ) if name not in script.fixed and name not in script.symbols.decls.registers:
            script.broken.add(name)
            script.scope[name] = (script.slot(name), ir.UNKNOWN)


def _statement(script: Script, node: ast.stmt, found: Found) -> list[Stmt]:
    match node:
        case ast.Pass():
            return []
        case ast.Break() | ast.Continue():
            if not script.loop_names:
                raise script.error(node, "not-in-language", "this stands in no loop.")
            return [ir.Jump(script.rule, type(node).__name__.lower())]
        case ast.Return(value):
            if value is not None:
                raise script.error(node, "not-in-language", "procedures give no result.")
            return [ir.Jump(script.rule, "return")]
        case ast.Assign([target], ast.Call(ast.Name("choose_some" | "choose_way")) as steps):
            return [*_block(script, written_out(script, target, steps), found)]
        case ast.Assign([target], value):
            return _assign(script, node, target, value)
        case ast.AnnAssign(ast.Name(name), ast.Call(ast.Name("each")) as each, value):
            return [declare_scratch(script, node, name, each, value)]
        case ast.AnnAssign(ast.Name(name), range_, value) if value is not None:
            return [declare_local(script, node, name, range_, value)]
        case ast.AugAssign(target, op, value):
            if not isinstance(op, (ast.Add, ast.Sub)):
                raise script.error(node, "not-in-language", "only += and -= change in place.")
            return _assign(script, node, target, _read_and(target, op, value, node))
        case ast.If(test, then, other):
            return _branch(script, test, then, other, found)
        case ast.For(ast.Name(name)):
            return [_loop(script, node, name, found)]
        case ast.For(target):
            raise script.error(target, "not-in-language", "a loop has one variable.")
        case ast.While(test, then):
            return _while(script, node, test, then, found)
        case ast.Expr(ast.Call() as called):
            return call(script, called)
    raise script.error(node, "not-in-language", *_no_statement(script, node))


def _no_statement(script: Script, node: ast.stmt) -> tuple[str, str | None]:
    """Say that something is no statement, and what may have been meant."""
    match node:
        case ast.Expr(ast.Compare(left, [ast.Eq()], _)):
            said = "`==` compares, and nothing is done with the answer."
            return said, f"write `{ast.unparse(left)} = ...` to set it."
        case ast.Expr(ast.Name(name)) if name in script.symbols.decls.procedures:
            return f"`{name}` is a procedure.", f"write `{name}(...)` to run it."
    return "this statement is not part of the rules language.", None


def _read_and(target: ast.expr, op: ast.operator, value: ast.expr, node: ast.stmt) -> ast.expr:
    """`target + value`, all of it standing where the target stands."""
    load = ast.parse(ast.unparse(target), mode="eval").body
    for child in ast.walk(load):
        ast.copy_location(child, target)
    return ast.copy_location(ast.BinOp(load, op, value), node)


def _assign(script: Script, node: ast.stmt, target: ast.expr, value: ast.expr) -> list[Stmt]:
    match value:
        case ast.Call(ast.Name("choose" | "chance")):
            return ask(script, node, target, value)
    word = target.value if isinstance(target, ast.Subscript) else None
    if isinstance(word, ast.Name) and word.id in script.typer.scratch:
        return [store_scratch(script, node, target, word.id, value)]
    info = script.symbols.registers.get(register_of(script, target) or "")
    return [*store(script, node, target, script.expr(value, info.type if info else None))]


def _branch(
    script: Script, test_node: ast.expr, then: list[ast.stmt], other: list[ast.stmt], found: Found
) -> list[Stmt]:
    try:
        test = script.boolean(test_node)
    except Abort as error:
        return [_untested(script, error, [then, other], found)]
    if isinstance(test, Const):
        return list(_block(script, then if test.value else other, found))
    before = dict(script.typer.facts)
    script.typer.learn(test, True)
    a = _block(script, then, found)
    after_a = script.typer.facts
    script.typer.facts = before
    script.typer.learn(test, False)
    b = _block(script, other, found)
    if _ends(b) and not _ends(a):
        script.typer.facts = after_a
    elif not _ends(a):
        script.typer.facts = facts.in_both(after_a, script.typer.facts)
    return [ir.If(script.rule, test, a, b)]


def _ends(body: tuple[Stmt, ...]) -> bool:
    """Does nothing run after these statements, in their block?"""
    return bool(body) and isinstance(body[-1], (ir.Jump, ir.End))


def _untested(script: Script, error: Abort, bodies: list[list[ast.stmt]], found: Found) -> Stmt:
    """Go on reading what stands under a condition or domain that is at fault."""
    note(found, error, script.flow_lost)
    script.flow_lost, script.typer.facts = True, {}
    then, *other = [_block(script, body, found) for body in bodies]
    return ir.If(script.rule, ir.TRUE, then, *other or ((),))


def _loop(script: Script, node: ast.For, variable: str, found: Found) -> Stmt:
    if variable in script.types or variable in script.typer.scratch:
        said = f"`{variable}` is a local already; name the loop's variable otherwise."
        raise script.error(node.target, "wrong-target", said)
    outer, names = dict(script.scope), script.loop_names
    script.loop_names = names | {variable}
    try:
        span = span_of(script, node)
    except Abort as error:
        script.scope[variable] = (script.slot((id(node), "broken")), ir.UNKNOWN)
        body = _untested(script, error, [node.body], found)
        _leave(script, variable, outer, names)
        return body
    d = span.domain
    # The variable holds what the filter drops too, until it is tested.
    script.locals[d.slot] = (variable, ir.unfiltered(d))
    index, held, bound = hold_place(script, node, span)
    script.scope[variable] = (d.slot, d.type)
    before = script.typer.facts
    if d.filter is not None and span.picks:
        # The members are taken once: what they were tested for may not last from round to round.
        script.typer.facts = dict(before)
        script.typer.learn(d.filter, True)
    script.typer.facts = outlasting(script, node.body)
    if d.filter is not None and not span.picks:
        try:
            _test_each_round(script, node, d)
        except Abort as error:
            note(found, error, script.flow_lost)
        script.typer.learn(d.filter, True)
    inner = _block(script, node.body, found)
    script.typer.facts = facts.without_what_changes(before, inner)
    _leave(script, variable, outer, names)
    return ir.For(script.rule, d, inner, index, held, bound, span.picks, span.keys, span.sign)


def _test_each_round(script: Script, node: ast.For, d: ir.Domain) -> None:
    """Raise a finding where a filter rests on what a round before may have changed."""
    match node.iter:
        case ast.GeneratorExp(generators=[ast.comprehension(ast.Name(variable), ifs=tests)]):
            known, scope = dict(script.typer.facts), script.scope
            script.scope = {**scope, variable: (d.slot, ir.unfiltered(d))}
            try:
                for test in tests:
                    script.typer.learn(script.boolean(test), True)
            finally:
                script.typer.facts, script.scope = known, scope


def _leave(script: Script, variable: str, outer: Scope, names: frozenset[str]) -> None:
    """Give a loop's variable back its meaning before the loop."""
    kept = {n: v for n, v in script.scope.items() if n in outer or n != variable}
    if variable in outer:
        kept[variable] = outer[variable]
    script.scope, script.loop_names = kept, names


def _while(
    script: Script, node: ast.While, test: ast.expr, then: list[ast.stmt], found: Found
) -> list[Stmt]:
    match test:
        case ast.Call(ast.Name("falling"), [number], []):
            return [_falling(script, node, test, number, then, found)]
    names, script.loop_names = script.loop_names, script.loop_names | {"while"}
    # A round may begin after any other.
    before = script.typer.facts
    script.typer.facts = known = outlasting(script, then)
    try:
        holds = script.boolean(test)
    except Abort as error:
        body: list[Stmt] = [_untested(script, error, [then], found)]
    else:
        if holds == ir.FALSE:
            script.loop_names, script.typer.facts = names, before
            return []
        script.typer.facts = dict(known)
        script.typer.learn(holds, True)
        body = [ir.OpenLoop(script.rule, holds, _block(script, then, found))]
    script.typer.facts, script.loop_names = dict(known), names
    match body:
        case [ir.OpenLoop(_, holds, inner)] if not cfg.breaks(inner):
            script.typer.learn(holds, False)
    return body


def _falling(
    script: Script,
    node: ast.While,
    test: ast.expr,
    number: ast.expr,
    then: list[ast.stmt],
    found: Found,
) -> Stmt:
    script.typer.scope = script.scope
    names, script.loop_names = script.loop_names, script.loop_names | {"while"}
    script.typer.facts = known = outlasting(script, then)
    try:
        measure = script.typer.number(number)
    except Abort as error:
        inner = _untested(script, error, [then], found)
        script.loop_names = names
        return inner
    if measure.type.hi > MAX_FALLING:
        script.loop_names = names
        said = f"a falling number may start at {MAX_FALLING} at most."
        raise script.error(test, "too-large", said)
    last = script.slot((id(node), "last"))
    script.locals[last] = ("", integer(0, max(0, measure.type.hi) + 1))
    script.typer.facts = dict(known)
    body = _block(script, then, found)
    script.typer.facts, script.loop_names = known, names
    return ir.While(script.rule, measure, last, body)
