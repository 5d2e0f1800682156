"""Writes decisions of several steps as the questions that they are: some of a list, a way.

Members are picked in declared order, so that each set of them is one line of play.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping

from game.rules.diagnostics import did_you_mean
from game.rules.typecheck.assignments import register_of
from game.rules.typecheck.iteration import domain_of
from game.rules.typecheck.script import Script

#: The words by which steps end, where the rules name no other.
DONE, STAY = "done", "stay"

_SOME = """
BEST: each(SET, bool) = false
LAST: SET or none = none
for TURN in range(LEAST):
    LAST = choose(SEAT, (EACH for EACH in LIST if WHERE and (LAST == none or EACH > LAST)
        and count(NEXT for NEXT in LIST if WHERE_NEXT and NEXT > EACH) >= LEAST - 1 - TURN))
    if LAST != none:
        BEST[LAST] = true
for TURN in range(MOST - LEAST):
    LAST = choose(SEAT, (EACH for EACH in LIST if WHERE and (LAST == none or EACH > LAST)),
        decline=DECLINE)
    if LAST == none:
        break
    BEST[LAST] = true
"""
_WAY = """
BEST: SET = START
for TURN in range(MOST):
    LAST = choose(SEAT, (EACH for EACH in LIST if WHERE), decline=DECLINE)
    if LAST == none:
        break
    BEST = LAST
"""


def written_out(script: Script, target: ast.expr, call: ast.Call) -> list[ast.stmt]:
    """The statements that `x = choose_some(...)` or `x = choose_way(...)` stands for.

    They are the same nodes in each pass over a script.
    """
    key = id(call)
    if key not in script.written_out:
        word = call.func.id if isinstance(call.func, ast.Name) else ""
        write = _some if word == "choose_some" else _way
        script.written_out[key] = write(script, target, call)
    return script.written_out[key]


def _some(script: Script, target: ast.expr, call: ast.Call) -> list[ast.stmt]:
    said = "write choose_some(seat, options, most=n), with `least=n` or without."
    name, extra = _read(script, target, call, 2, {"most", "least", "see"}, said)
    seat, options = call.args
    variable, where = f"{name} each", ast.parse("true", mode="eval").body
    over = options
    if isinstance(options, ast.GeneratorExp):
        part = options.generators[0]
        wrong = len(options.generators) > 1 or not isinstance(part.target, ast.Name)
        if wrong or ast.dump(options.elt) != ast.dump(
            ast.Name(ast.unparse(part.target), ast.Load())
        ):
            raise script.error(options, "wrong-call", said)
        variable, over = ast.unparse(part.target), part.iter
        where = _all(part.ifs)
    set_ = _set_of(script, options)
    other = f"{name} next"
    values = {
        "SEAT": seat, "LIST": over, "WHERE": where, "WHERE_NEXT": _renamed(where, variable, other),
        "LEAST": extra.pop("least", ast.Constant(0)), "MOST": extra.pop("most"),
    }  # fmt: skip
    names = {"EACH": variable, "NEXT": other}
    return _filled(_SOME, script, call, name, set_, DONE, names, values, extra)


def _way(script: Script, target: ast.expr, call: ast.Call) -> list[ast.stmt]:
    said = "write choose_way(seat, start, (q for p in SET for q in p.LIST if ...), most=n)."
    name, extra = _read(script, target, call, 3, {"most"}, said)
    seat, start, steps = call.args
    if not isinstance(steps, ast.GeneratorExp) or len(steps.generators) != 2:
        raise script.error(steps, "wrong-call", said)
    outer, inner = steps.generators
    here, there = ast.unparse(outer.target), ast.unparse(inner.target)
    if ast.unparse(steps.elt) != there or not isinstance(outer.iter, ast.Name) or outer.ifs:
        raise script.error(steps, "wrong-call", said)
    values = {
        "SEAT": seat, "START": start, "MOST": extra.pop("most"),
        "LIST": _renamed(inner.iter, here, name), "WHERE": _renamed(_all(inner.ifs), here, name),
    }  # fmt: skip
    if "say" in extra:
        extra["say"] = _renamed(extra["say"], here, name)
    extra.setdefault("about", ast.Name(name, ast.Load()))
    set_ = _set_of(script, outer.iter)
    return _filled(_WAY, script, call, name, set_, STAY, {"EACH": there}, values, extra)


def _read(
    script: Script, target: ast.expr, call: ast.Call, count: int, own: set[str], said: str
) -> tuple[str, dict[str, ast.expr]]:
    """The local that is set, and what the call says by keywords."""
    if not isinstance(target, ast.Name) or register_of(script, target):
        raise script.error(target, "wrong-target", "these steps go into a local.")
    extra = {str(k.arg): k.value for k in call.keywords}
    allowed = {"text", "about", "say", "decline", *own}
    for key in extra:
        if key not in allowed:
            hint = did_you_mean(key, allowed)
            raise script.error(call, "wrong-call", f"this question knows no `{key}=`.", hint)
    if len(call.args) != count or "most" not in extra:
        raise script.error(call, "wrong-call", said)
    return target.id, extra


def _set_of(script: Script, node: ast.expr) -> str:
    """The set whose members are picked."""
    script.typer.scope = script.scope
    base = domain_of(script.typer, node).type.base
    if base not in script.symbols.sets:
        raise script.error(node, "wrong-type", "only members of a set can be picked so.")
    return base


def _all(tests: list[ast.expr]) -> ast.expr:
    """All of some conditions; `true` where there is none."""
    if not tests:
        return ast.parse("true", mode="eval").body
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)


def _renamed(node: ast.expr, old: str, new: str) -> ast.expr:
    """A copy of an expression in which a name is another."""
    made = copy.deepcopy(node)
    for child in ast.walk(made):
        if isinstance(child, ast.Name) and child.id == old:
            child.id = new
    return made


class _Filler(ast.NodeTransformer):
    """Puts names and expressions into a template, and the template where a call stands."""

    def __init__(
        self, call: ast.Call, names: Mapping[str, str], values: Mapping[str, ast.expr]
    ) -> None:
        self.call, self.names, self.values = call, names, values

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr | ast.stmt | ast.keyword):
            ast.copy_location(node, self.call)
        return super().generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name of the template: a name of the author's or ours, or an expression."""
        if node.id in self.values:
            return copy.deepcopy(self.values[node.id])
        node.id = self.names.get(node.id, node.id)
        return ast.copy_location(node, self.call)


def _filled(
    template: str,
    script: Script,
    call: ast.Call,
    name: str,
    set_: str,
    word: str,
    names: dict[str, str],
    values: dict[str, ast.expr],
    extra: dict[str, ast.expr],
) -> list[ast.stmt]:
    """The statements of a template; names with a blank in them are no author's."""
    known = {"BEST": name, "LAST": f"{name} last", "TURN": f"{name} turn", "SET": set_, **names}
    decline = extra.pop("decline", ast.copy_location(ast.Name(word, ast.Load()), call))
    filler = _Filler(call, known, {**values, "DECLINE": decline})
    made = [filler.visit(statement) for statement in ast.parse(template).body]
    for statement in made:
        for node in ast.walk(statement):
            match node:
                case ast.Constant():
                    ast.copy_location(node, call)
                case ast.Assign(_, ast.Call(ast.Name("choose")) as asked):
                    asked.keywords += [ast.keyword(k, copy.deepcopy(v)) for k, v in extra.items()]
                    script.called[id(asked)] = name
    return made
