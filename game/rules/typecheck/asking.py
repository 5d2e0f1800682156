"""Types what is told of a question: its text with values in it, its subject, reasons."""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.diagnostics import Rejected
from game.rules.ir import Domain, Expr, QuestionWords, Reason, Sentence, SentencePart
from game.rules.parse.scan import offset_of
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.script import Script
from game.rules.typecheck.wordings import PLACE, told_part

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
    """Why a member that is not offered is not: one sentence, or pairs of what fails and a sentence.

    Args:
        script: the script that asks.
        node: the sentence, or the list of pairs.
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
            return (Reason(None, sentence(script, node, "say", hidden=True)),)
        found = []
        for pair in node.elts:
            if not isinstance(pair, ast.Tuple) or len(pair.elts) != 2:
                said = 'write say="..." or say=[(condition, "..."), ...].'
                raise script.error(pair, "wrong-call", said)
            test = script.boolean(pair.elts[0])
            _reveals_nothing(script, pair.elts[0], test)
            found.append(Reason(test, sentence(script, pair.elts[1], "say", hidden=True)))
            # A later condition is asked only where this one holds.
            script.typer.learn(test, True)
        return tuple(found)
    finally:
        script.scope, script.typer.facts = outer, facts


def sentence(script: Script, node: ast.expr, key: str, hidden: bool = False) -> Sentence:
    """Words for people, with values in braces.

    Args:
        script: the script in which they stand.
        node: the text.
        key: what it is given as.
        hidden: whether only who is asked reads it.
    """
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        write = 'tell("...")' if key == "tell" else f'{key}="..."'
        raise script.error(node, "wrong-type", f"`{key}` is a string: {write}.")
    text, start = node.value, offset_of(script.text, node) + 1
    blanked = PLACE.sub(lambda found: " " * len(found[0]), text)
    if "{" in blanked or "}" in blanked:
        said = "a bracket without its other half; write {expression}."
        raise script.error(node, "syntax", said)
    parts: list[SentencePart] = []
    at = 0
    for found in PLACE.finditer(text):
        parts += [text[at : found.start()]] * (found.start() > at)
        typer = typer_of(script.scopes, script.path, found[1], script.scope)
        typer.facts, typer.scratch = dict(script.typer.facts), script.typer.scratch
        try:
            part = told_part(typer)
        except Rejected as error:
            here = error.diagnostic
            moved = attrs.evolve(here, offset=here.offset + start + found.start() + 1)
            raise Rejected(moved) from error
        for e in ir.values_in((part,)):
            _reveals_nothing(script, node, e)
        parts.append(part)
        at = found.end()
    parts += [text[at:]] * (at < len(text))
    return tuple(parts)


def _reveals_nothing(script: Script, node: ast.expr, e: Expr) -> None:
    """What is told changes nothing, so that it cannot reveal either."""
    if any(isinstance(x, ir.Reveal) for x in ir.walk(e)):
        said = "a sentence reveals nothing; keep it before: `x = reveal(...)`."
        raise script.error(node, "not-in-language", said)
