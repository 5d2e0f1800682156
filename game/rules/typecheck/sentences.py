"""Types the sentences of rules, which have values in braces: `{owner[place]} holds it.`"""

from __future__ import annotations

import attrs

from game.rules.diagnostics import Rejected, TomlPath, abort
from game.rules.information.disclosure import Acting, must_be_seen
from game.rules.ir import Chosen, Expr, SentencePart
from game.rules.limits import MAX_BRACES
from game.rules.program import Say
from game.rules.resolve.scopes import Scopes
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.wordings import PLACE, told_part


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
        typer = typer_of(scopes, path, found[1], acting.scope)
        typer.facts = dict(acting.facts)
        try:
            part = told_part(typer)
            _must_be_seen(scopes, part, acting, path)
        except Rejected as error:
            told = error.diagnostic
            offset = told.offset + found.start() + 1
            raise Rejected(attrs.evolve(told, offset=offset)) from error
        parts.append(part)
        at = found.end()
    parts += [text[at:]] * (at < len(text))
    return Say(tuple(parts))


def _must_be_seen(scopes: Scopes, part: SentencePart, acting: Acting, path: TomlPath) -> None:
    """A finding unless who acts sees what a part reads, its condition too."""
    if isinstance(part, Chosen):
        seen = must_be_seen(scopes, part.test, acting, path)
        _must_be_seen(scopes, part.held, attrs.evolve(acting, seen=seen), path)
        _must_be_seen(scopes, part.other, acting, path)
    elif isinstance(part, Expr):
        must_be_seen(scopes, part, acting, path)
