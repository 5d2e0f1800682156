"""Types what is told of a question: its text with values in it, its subject, reasons."""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.diagnostics import Rejected
from game.rules.ir import Domain, Expr, QuestionWords, Reason, Sentence
from game.rules.parse.scan import offset_of
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.names import why_not
from game.rules.typecheck.script import Script
from game.rules.typecheck.sentences import REVEALS, parts_of, reveals, reveals_nothing
from game.rules.typecheck.typer import Typer

#: Stands for a value in a text that is told without a position.
UNTOLD = "..."


def plain(sentence: Sentence) -> str:
    """A sentence without its values."""
    return "".join(part if isinstance(part, str) else UNTOLD for part in sentence)


def told(script: Script, extra: dict[str | None, ast.expr]) -> tuple[str, QuestionWords]:
    """What `text=` and `about=` say: the text without its values, and both with them."""
    says: Sentence = sentence(script, extra["text"], "text") if "text" in extra else ()
    about = None
    if "about" in extra:
        about = script.expr(extra["about"])
        if about.type.kind != "member" or not about.type.base:
            said = f"this is {about.type}; a question is about a member of a set."
            raise script.error(extra["about"], "wrong-type", said)
        _reveals_nothing(script, extra["about"], about)
    values = () if all(isinstance(part, str) for part in says) else says
    return plain(says), QuestionWords(values, about, (), _shown(script))


def _shown(script: Script) -> tuple[tuple[str, str, Expr], ...]:
    """The locals that the table shows here: those that have a value for certain."""
    found = []
    for name, title in script.shown.items():
        slot, type_ = script.scope.get(name, (-1, ir.UNKNOWN))
        sure = name in script.params or name in script.loop_names or name in script.fixed
        if sure and type_ != ir.UNKNOWN and name not in script.typer.scratch:
            found.append((name, title, ir.Local(type_, slot)))
    return tuple(found)


def reasons(script: Script, node: ast.expr, options: Domain, variable: str) -> tuple[Reason, ...]:
    """Why a member that is not offered is not.

    Args:
        script: the script that asks.
        node: a sentence, or a list of what may fail: pairs of a condition and a sentence, and
            derived values that have `needs`.
        options: what is offered.
        variable: the name of its variable, or empty.
    """
    if options.filter is None:
        said = "without a filter every option is offered; `say` tells why one is not."
        raise script.error(node, "wrong-call", said)
    outer, facts = script.scope, dict(script.typer.facts)
    if variable:
        script.scope = {**outer, variable: (options.slot, ir.unfiltered(options))}
    try:
        if not isinstance(node, (ast.List, ast.Tuple)):
            return (Reason(None, sentence(script, node, "say")),)
        found: list[Reason] = []
        for part in node.elts:
            for reason in _part(script, part):
                found.append(reason)
                # A later condition is asked only where this one holds.
                if reason.test is not None:
                    script.typer.learn(reason.test, True)
        return tuple(found)
    finally:
        script.scope, script.typer.facts = outer, facts


def _part(script: Script, node: ast.expr) -> tuple[Reason, ...]:
    """The reasons that a part of such a list gives."""
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        test = script.boolean(node.elts[0])
        _reveals_nothing(script, node.elts[0], test)
        return (Reason(test, sentence(script, node.elts[1], "say")),)
    script.typer.scope = script.scope
    found = why_not(script.typer, node)
    if found is None:
        said = 'write say="..." or say=[(condition, "..."), ...].'
        hint = "a derived value that stands alone here has `needs`, which say why it fails."
        raise script.error(node, "wrong-call", said, hint)
    for reason in found:
        _reveals_nothing(script, node, reason.test or ir.TRUE)
    return found


def sentence(script: Script, node: ast.expr, key: str) -> Sentence:
    """Words for people, with values in braces.

    Args:
        script: the script in which they stand.
        node: the text.
        key: what it is given as.
    """
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        write = 'tell("...")' if key == "tell" else f'{key}="..."'
        raise script.error(node, "wrong-type", f"`{key}` is a string: {write}.")

    def typer(braced: str) -> Typer:
        made = typer_of(script.scopes, script.path, braced, script.scope)
        made.facts, made.scratch = dict(script.typer.facts), script.typer.scratch
        return made

    try:
        return parts_of(node.value, typer, script.path, reveals_nothing(script.path))
    except Rejected as error:
        here = error.diagnostic
        offset = here.offset + offset_of(script.text, node) + 1
        raise Rejected(attrs.evolve(here, offset=offset)) from error


def _reveals_nothing(script: Script, node: ast.expr, e: Expr) -> None:
    """What is told changes nothing, so that it cannot reveal either."""
    if reveals(e):
        raise script.error(node, "not-in-language", REVEALS)
