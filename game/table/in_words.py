"""Sentences of rules for a reader who has no position before them: their values in words, ‹so›."""

from __future__ import annotations

import ast
import re

from game.engine import Game

#: What encloses the words for a value that only a position has.
OPEN, CLOSE = "‹", "›"
EXPLAINED = f"What stands in {OPEN} {CLOSE} is read from the table when it is asked."

_BRACES = re.compile(r"\{([^{}]*)\}")
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.FloorDiv: "÷", ast.Mod: "modulo",
    ast.Eq: "is", ast.NotEq: "is not", ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥",
    ast.In: "in", ast.NotIn: "not in", ast.And: "and", ast.Or: "or",
}  # fmt: skip
#: What functions of the language are called, where their own names do not say it.
_CALLED = {
    "size": "number in", "count": "number of", "min": "least of", "max": "greatest of",
    "abs": "amount of", "spent": "cost to", "step": "next to", "lowest_one": "lowest of",
    "highest_one": "highest of",
}  # fmt: skip
#: Fields of every member that call it by its name.
_NAMES = ("name", "short")


def sentence(game: Game, text: str) -> str:
    """A sentence of the rules with words where it reads values.

    Args:
        game: the scenario whose names are used.
        text: the sentence as the rules have it, its expressions in braces.
    """
    said = _BRACES.sub(lambda found: value(game, found[1]), text)
    return said[:1].upper() + said[1:]


def value(game: Game, expression: str) -> str:
    """What an expression reads, in words: ‹owner of place›; a constant as it is.

    Of a choice both sides are told, `Ford or Plain`; beside nothing one stands in brackets, `(s)`.
    """
    tree = ast.parse(expression.strip(), mode="eval").body
    if isinstance(tree, ast.IfExp):
        sides = [value(game, ast.unparse(side)) for side in (tree.body, tree.orelse)]
        return " or ".join(sides) if all(sides) else f"({''.join(sides)})"
    words = _words(game, tree)
    constant = isinstance(tree, ast.Constant) or _number(game, tree) is not None
    return words if constant else f"{OPEN}{words}{CLOSE}"


def _number(game: Game, tree: ast.expr) -> str | None:
    """A constant that has a name."""
    found = game.numbers.get(tree.id) if isinstance(tree, ast.Name) else None
    return None if found is None else str(found)


def _words(game: Game, tree: ast.AST) -> str:
    """An expression in words."""
    match tree:
        case ast.Constant(value=bool(truth)):
            return "yes" if truth else "no"
        case ast.Constant(value=found):
            return "none" if found is None else str(found)
        case ast.Name(id=name):
            return _number(game, tree) or _title(game, name)
        case ast.Attribute(value=ast.Name() as of, attr=field) if field in _NAMES:
            return _words(game, of)
        case ast.Attribute(value=of, attr=field):
            return _of(field.replace("_", " "), _words(game, of))
        case ast.Subscript(value=of, slice=ast.Tuple(elts=parts)):
            return _of(_words(game, of), *(_words(game, part) for part in parts))
        case ast.Subscript(value=of, slice=part):
            return _of(_words(game, of), _words(game, part))
        case ast.BinOp(left=left, op=sign, right=right):
            sides = (_operand(game, left, sign), _operand(game, right, sign))
            return f" {_SIGNS[type(sign)]} ".join(sides)
        case ast.Compare(left=left, ops=signs, comparators=others):
            rest = zip(signs, others, strict=True)
            told = (f"{_SIGNS[type(sign)]} {_words(game, other)}" for sign, other in rest)
            return " ".join([_words(game, left), *told])
        case ast.BoolOp(op=sign, values=parts):
            return f" {_SIGNS[type(sign)]} ".join(_words(game, part) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return f"not {_words(game, part)}"
        case ast.UnaryOp(operand=part):
            return f"−{_words(game, part)}"
        case ast.IfExp(body=body, orelse=other):
            return f"{_words(game, body)} or {_words(game, other)}"
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return ", ".join(_words(game, part) for part in parts)
        case ast.GeneratorExp(elt=told):
            return _words(game, told)
        case ast.Call(func=ast.Name(id=name), args=given):
            called = _CALLED.get(name, f"{name.replace('_', ' ')} of")
            return f"{called} {' and '.join(_words(game, part) for part in given)}"
    return ast.unparse(tree)


def _operand(game: Game, tree: ast.expr, sign: ast.operator) -> str:
    """One side of a sum or a product; in brackets where one could read it otherwise."""
    words = _words(game, tree)
    plain = isinstance(sign, ast.Add) and isinstance(getattr(tree, "op", None), ast.Add)
    return f"({words})" if isinstance(tree, ast.BinOp | ast.IfExp) and not plain else words


def _of(what: str, *whose: str) -> str:
    """Something of others; of whoever acts it is theirs who read it."""
    others = [other for other in whose if other != "you"]
    yours = f"your {what}" if len(others) < len(whose) else what
    return f"{yours} of {' and '.join(others)}" if others else yours


def _title(game: Game, name: str) -> str:
    """What a name of the rules is called: of a register, a place, a member; else its own words."""
    if name == "actor":
        return "you"
    for kind in ("derived", "register", "zone", "table"):
        if name in game.declared(kind):
            title = str(game.describe(kind, name)["name"])
            return title[:1].lower() + title[1:]
    for of, spec in game.sets.items():
        if name in spec.members and name not in game.sets:
            return game.short(of, name)
    return name.replace("_", " ")


def asked(game: Game, name: str) -> str:
    """What an action asks for, in words that stand within a sentence.

    Args:
        game: a scenario of the rules.
        name: what the rules call it; of the name of a set it is what that is called.
    """
    if name not in game.sets:
        return name.replace("_", " ")
    title = str(game.describe("set", name)["name"])
    return title[:1].lower() + title[1:]
