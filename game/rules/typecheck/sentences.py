"""Types the sentences of rules, which have values in braces: `{owner[place]} holds it.`"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from game.rules import ir
from game.rules.diagnostics import Rejected, TomlPath, abort
from game.rules.information.disclosure import Acting, must_be_seen
from game.rules.ir import Chosen, Expr, Formed, Sentence, SentencePart
from game.rules.limits import MAX_BRACES
from game.rules.program import Say
from game.rules.resolve.scopes import Scopes
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.typer import Typer
from game.rules.typecheck.wordings import PLACE, formed, told_part

REVEALS = "a sentence reveals nothing; keep it before: `x = reveal(...)`."


def sentence(scopes: Scopes, text: str, path: TomlPath, acting: Acting) -> Say:
    """A sentence that an acting seat may read.

    Args:
        scopes: what names mean.
        text: the author's words.
        path: where they stand.
        acting: who acts, what its scope is, and what is known so far.

    Raises:
        Abort: with the finding, at its place in the sentence.
    """

    def typer(braced: str) -> Typer:
        made = typer_of(scopes, path, braced, acting.scope)
        made.facts = dict(acting.facts)
        return made

    return Say(parts_of(text, typer, path, lambda part: _must_be_seen(scopes, part, acting, path)))


def parts_of(
    text: str,
    typer: Callable[[str], Typer],
    path: TomlPath,
    judge: Callable[[SentencePart], None],
) -> Sentence:
    """The words of a sentence, and the values between them.

    Args:
        text: the author's words.
        typer: makes what types the text in some braces.
        path: where the words stand.
        judge: raises Rejected for a part that may not be told.

    Raises:
        Abort: with the finding, at its place in the sentence.
    """
    blanked = PLACE.sub(lambda m: " " * len(m[0]), text)
    stray = next((i for i, c in enumerate(blanked) if c in "{}"), None)
    if stray is not None:
        said = "a bracket without its other half; write {expression}."
        raise abort("syntax", path, said, text[stray : stray + 20], offset=stray)
    if text.count("{") > MAX_BRACES:
        said = f"{text.count('{')} places in braces; {MAX_BRACES} at most."
        raise abort("too-many", path, said)
    parts: list[SentencePart] = []
    at = 0
    for found in PLACE.finditer(text):
        parts += [text[at : found.start()]] * (found.start() > at)
        expression, form = formed(found[1])
        try:
            part = told_part(typer(expression), form)
            judge(part)
        except Rejected as error:
            told = error.diagnostic
            offset = told.offset + found.start() + 1
            raise Rejected(attrs.evolve(told, offset=offset)) from error
        parts.append(part)
        at = found.end()
    parts += [text[at:]] * (at < len(text))
    return tuple(parts)


def reveals(e: Expr) -> bool:
    """Whether an expression reveals anything; nothing that is only told may."""
    return any(isinstance(x, ir.Reveal) for x in ir.walk(e))


def reveals_nothing(path: TomlPath) -> Callable[[SentencePart], None]:
    """What raises a finding, at `path`, for a part of a sentence that reveals."""

    def judge(part: SentencePart) -> None:
        if any(map(reveals, ir.values_in((part,)))):
            raise abort("not-in-language", path, REVEALS)

    return judge


def _must_be_seen(scopes: Scopes, part: SentencePart, acting: Acting, path: TomlPath) -> None:
    """A finding unless who acts sees what a part reads, its condition too."""
    if isinstance(part, Chosen):
        seen = must_be_seen(scopes, part.test, acting, path)
        _must_be_seen(scopes, part.held, attrs.evolve(acting, seen=seen), path)
        _must_be_seen(scopes, part.other, acting, path)
    elif isinstance(part, Formed):
        must_be_seen(scopes, part.value, acting, path)
    elif isinstance(part, Expr):
        must_be_seen(scopes, part, acting, path)
