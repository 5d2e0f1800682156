"""Walks Python's syntax trees, and keeps what is asked of one again and again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Generic, TypeVar

import attrs

T = TypeVar("T", ast.expr, list[ast.stmt])


@attrs.frozen(eq=False)
class Parsed(Generic[T]):
    """A text that was let through.

    Attributes:
        tree: an expression, or the statements of a script; nothing changes it.
        words: the names that stand in it.
        levels: on how many levels its nodes stand.
    """

    tree: T
    words: frozenset[str]
    levels: int


#: Fields that hold no node, or a context, which tells nothing that the rest does not.
_PLAIN = {"ctx", "id", "attr", "arg", "type_comment", "kind", "is_async", "simple"}
#: Of each kind of node the fields that hold nodes.
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(f for f in kind._fields if f not in _PLAIN and kind is not ast.Constant)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below one, without their contexts."""
    out: list[ast.AST] = []
    for field in _FIELDS[type(node)]:
        value = getattr(node, field, None)
        if isinstance(value, list):
            out += [x for x in value if isinstance(x, ast.AST)]
        elif isinstance(value, ast.AST):
            out.append(value)
    return out


def levels(tree: ast.AST) -> Iterator[list[ast.AST]]:
    """The nodes of a tree, level by level."""
    here = [tree]
    while here:
        yield here
        here = [below for node in here for below in children(node)]
