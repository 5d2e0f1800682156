"""Tells where a set of places with costs may stand: a `reach`, or a derived value of one."""

from __future__ import annotations

import ast

from game.rules.typecheck.typer import Typer


def is_places(typer: Typer, node: ast.expr) -> bool:
    """May this be a set of places with costs, to be typed as an expression?"""
    match node:
        case ast.Call(ast.Name("reach")):
            return True
        case ast.Name(word) | ast.Subscript(ast.Name(word)):
            return word not in typer.scope and word in typer.symbols.decls.derived
        case ast.IfExp(_, a, b):
            return is_places(typer, a) or is_places(typer, b)
    return False
