"""Types expressions: from Python's syntax tree to the program's typed expressions."""

from __future__ import annotations

import ast

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
    match node:
        case ast.Constant():
            return names.constant(typer, node)
        case ast.Name():
            return names.name(typer, node, expect)
        case ast.Attribute():
            return names.attribute(typer, node)
        case ast.Subscript():
            return names.subscript(typer, node)
        case ast.UnaryOp():
            return operators.unary(typer, node)
        case ast.BinOp():
            return operators.binary(typer, node)
        case ast.BoolOp():
            return operators.logical(typer, node)
        case ast.Compare():
            return operators.comparison(typer, node)
        case ast.IfExp():
            return operators.conditional(typer, node, expect)
        case ast.Call():
            return functions.call(typer, node)
    return None
