"""Types what stands in the braces of a sentence: a value, or words that a condition chooses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from game.catalogue import FORMS_APART
from game.rules import ir
from game.rules.ir import Expr, SentencePart
from game.rules.parse.scan import parse_expression
from game.rules.typecheck.typer import Typer

#: A place in braces.
PLACE = re.compile(r"\{([^{}]*)\}")
#: The form at the end of one: `place:gen`, `n:unit|units`; no words in quotes are in it.
_FORM = re.compile(r"""(?P<value>.*[^\s:]):(?P<form>[^"':\[\]]+)""", re.DOTALL)


def formed(text: str) -> tuple[str, str]:
    """What stands in a place in braces, and the form in which its words are told; "" for none.

    Args:
        text: what stands between the braces.
    """
    found = _FORM.fullmatch(text)
    return (found["value"], found["form"].strip()) if found else (text, "")


def told_part(typer: Typer, form: str = "") -> SentencePart:
    """What a place in braces tells.

    `{guard[p]}` tells a value. Words stand in a place only as sides of a condition,
    `{"Ford" if wet else "Plain"}`, whose other side may be a value.

    Args:
        typer: what types the text in the braces.
        form: the form in which its words are told: the name of one that the words of the game
            have, or the words that go with a number, parted by `|`.

    Raises:
        Abort: with the finding, at its place in the text.
    """
    parsed = parse_expression(typer.text, typer.path)
    tree = parsed.tree
    if not isinstance(tree, ast.IfExp) or not any(map(_is_words, _sides(tree))):
        return _tellable(typer, tree, typer.whole(), form)
    typer.scopes.used |= parsed.words
    return _side(typer, tree, form)


def _sides(node: ast.expr) -> Iterator[ast.expr]:
    """What a condition chooses between, whatever condition chooses there in turn."""
    if isinstance(node, ast.IfExp):
        yield from _sides(node.body)
        yield from _sides(node.orelse)
    else:
        yield node


def _is_words(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _side(typer: Typer, node: ast.expr, form: str) -> SentencePart:
    if _is_words(node):
        words = str(node.value)
        if not words.isprintable():
            raise typer.error(node, "wrong-type", "words in braces stand on one line.")
        return words
    if not isinstance(node, ast.IfExp) or not any(map(_is_words, _sides(node))):
        return _tellable(typer, node, typer.bounded(node, typer.expr(node)), form)
    test = typer.bounded(node.test, typer.boolean(node.test))
    if isinstance(test, ir.Const):
        return _side(typer, node.body if test.value else node.orelse, form)
    before = dict(typer.facts)
    typer.learn(test, True)
    held = _side(typer, node.body, form)
    typer.facts = dict(before)
    typer.learn(test, False)
    other = _side(typer, node.orelse, form)
    typer.facts = before
    if held == other:
        said = "both sides tell the same; write it without the condition."
        raise typer.error(node, "wrong-type", said)
    return ir.Chosen(test, held, other)


def _in_form(typer: Typer, node: ast.expr, e: Expr, form: str) -> SentencePart:
    """A value in a form of its words: forms parted by `|` go with numbers, others with names."""
    counts = FORMS_APART in form
    if e.type.kind != ("int" if counts else "member"):
        kind = "goes with a number" if counts else "is a form of a name"
        said = f"`{form}` {kind}, and this is {e.type}."
        raise typer.error(node, "wrong-type", said)
    return ir.Formed(e, form)


def _tellable(typer: Typer, node: ast.expr, e: Expr, form: str) -> SentencePart:
    if e.type.kind == "places":
        said = f"this is {e.type}, which no sentence can tell."
        raise typer.error(node, "wrong-type", said, "tell `{spent(p, ...)}`, or count its places.")
    return _in_form(typer, node, e, form) if form else e
