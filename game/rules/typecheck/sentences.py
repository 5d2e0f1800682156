"""Types the sentences of rules, which have values in braces: `{owner[place]} holds it.`"""

from __future__ import annotations

import re

import attrs

from game.rules.diagnostics import Rejected, TomlPath, abort
from game.rules.information.disclosure import Acting, must_be_seen
from game.rules.ir import Expr
from game.rules.limits import MAX_BRACES
from game.rules.program import Say
from game.rules.resolve.scopes import Scopes
from game.rules.typecheck.expressions import typer_of

_PLACE = re.compile(r"\{([^{}]*)\}")


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
    blanked = _PLACE.sub(lambda m: " " * len(m[0]), text)
    stray = next((i for i, c in enumerate(blanked) if c in "{}"), None)
    if stray is not None:
        said = "a bracket without its other half; write {expression}."
        raise abort("syntax", path, said, text[stray : stray + 20], offset=stray)
    if text.count("{") > MAX_BRACES:
        said = f"{text.count('{')} places in braces; {MAX_BRACES} at most."
        raise abort("too-many", path, said)
    parts: list[str | Expr] = []
    at = 0
    for found in _PLACE.finditer(text):
        parts += [text[at : found.start()]] * (found.start() > at)
        typer = typer_of(scopes, path, found[1], acting.scope)
        typer.facts = dict(acting.facts)
        try:
            part = typer.whole()
            if part.type.kind == "places":
                said = f"this is {part.type}, which no sentence can tell."
                hint = "tell `{spent(p, ...)}`, or count its places."
                raise abort("wrong-type", path, said, found[1], hint, offset=0)
            must_be_seen(scopes, part, acting, path)
        except Rejected as error:
            told = error.diagnostic
            offset = told.offset + found.start() + 1
            raise Rejected(attrs.evolve(told, offset=offset)) from error
        parts.append(part)
        at = found.end()
    parts += [text[at:]] * (at < len(text))
    return Say(tuple(parts))
