"""Types expressions: from Python's syntax tree to the program's typed expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from game.rules.diagnostics import TomlPath
from game.rules.ir import Expr, Type
from game.rules.resolve.scopes import Scope, Scopes
from game.rules.typecheck import functions, names, operators
from game.rules.typecheck.typer import Typer


def typer_of(
    scopes: Scopes, path: TomlPath, text: str, scope: Scope, doctrine: bool = False
) -> Typer:
    """What types the expressions of one TOML string.

    Args:
        scopes: what names mean everywhere in the scenario.
        path: where the text stands.
        text: the author's text.
        scope: the locals that it may read.
        doctrine: whether it is part of a row of doctrine.
    """
    return Typer(_typed, scopes, path, text, scope, doctrine)


def _typed(typer: Typer, node: ast.expr, expect: Type | None) -> Expr | None:
    """A node's typed expression, or None for a node that is no value by itself."""
    how = _TYPED.get(type(node))
    return None if how is None else how(typer, node, expect)


#: How each kind of node is typed; a `match` would try one kind after the other, at each node.
_TYPED: dict[type[ast.expr], Callable[[Typer, Any, Type | None], Expr]] = {
    ast.Constant: lambda typer, node, expect: names.constant(typer, node),
    ast.Name: names.name,
    ast.Attribute: lambda typer, node, expect: names.attribute(typer, node),
    ast.Subscript: lambda typer, node, expect: names.subscript(typer, node),
    ast.UnaryOp: lambda typer, node, expect: operators.unary(typer, node),
    ast.BinOp: lambda typer, node, expect: operators.binary(typer, node),
    ast.BoolOp: lambda typer, node, expect: operators.logical(typer, node),
    ast.Compare: lambda typer, node, expect: operators.comparison(typer, node),
    ast.IfExp: operators.conditional,
    ast.Call: lambda typer, node, expect: functions.call(typer, node),
}
