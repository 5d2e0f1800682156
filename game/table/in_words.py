"""Sentences of rules for a reader who has no position before them: their values in words, ‹so›."""

from __future__ import annotations

import ast
import re
from functools import reduce

from game.catalogue import mentioned, phrase
from game.engine import Game
from game.rules.typecheck.wordings import formed

#: What encloses the words for a value that only a position has.
OPEN, CLOSE = "‹", "›"

_BRACES = re.compile(r"\{([^{}]*)\}")
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.FloorDiv: "÷",
    ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥",
}  # fmt: skip
#: Operators that are words.
_SAID: dict[type[ast.AST], str] = {
    ast.Mod: "values.modulo", ast.Eq: "values.is", ast.NotEq: "values.is_not",
    ast.In: "values.in", ast.NotIn: "values.not_in", ast.And: "values.both", ast.Or: "values.or",
}  # fmt: skip
#: What functions of the language are called, where their own names do not say it.
_CALLED = {
    "size": "values.size", "count": "values.count", "min": "values.least",
    "max": "values.greatest", "abs": "values.amount", "spent": "values.cost",
    "step": "values.next_to", "lowest_one": "values.lowest", "highest_one": "values.highest",
}  # fmt: skip
#: Fields of every member that call it by its name.
_NAMES = ("name", "short")


def explained() -> str:
    """What the marks around a value mean."""
    return phrase("values.explained", open=OPEN, close=CLOSE)


def sentence(game: Game, text: str) -> str:
    """A sentence of the rules with words where it reads values.

    Args:
        game: the scenario whose names are used.
        text: the sentence as the rules have it, its expressions in braces.
    """
    said = _BRACES.sub(lambda found: value(game, formed(found[1])[0]), text)
    return said[:1].upper() + said[1:]


def value(game: Game, expression: str) -> str:
    """What an expression reads, in words: ‹owner of place›; a constant as it is.

    Of a choice both sides are told, `Ford or Plain`; beside nothing one stands in brackets, `(s)`.
    """
    tree = ast.parse(expression.strip(), mode="eval").body
    if isinstance(tree, ast.IfExp):
        sides = [value(game, ast.unparse(side)) for side in (tree.body, tree.orelse)]
        return _joined(ast.Or(), *sides) if all(sides) else f"({''.join(sides)})"
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
            return phrase("value.yes" if truth else "value.no")
        case ast.Constant(value=found):
            return phrase("value.none") if found is None else str(found)
        case ast.Name(id=name):
            return _number(game, tree) or _title(game, name)
        case ast.Attribute(value=ast.Name() as of, attr=field) if field in _NAMES:
            return _words(game, of)
        case ast.Attribute(value=of, attr=field):
            return _of(mentioned(field), _words(game, of))
        case ast.Subscript(value=of, slice=ast.Tuple(elts=parts)):
            return _of(_words(game, of), *(_words(game, part) for part in parts))
        case ast.Subscript(value=of, slice=part):
            return _of(_words(game, of), _words(game, part))
        case ast.BinOp(left=left, op=sign, right=right):
            return _joined(sign, _operand(game, left, sign), _operand(game, right, sign))
        case ast.Compare(left=left, ops=signs, comparators=others):
            words = _words(game, left)
            for test, other in zip(signs, others, strict=True):
                words = _joined(test, words, _words(game, other))
            return words
        case ast.BoolOp(op=sign, values=parts):
            return _joined(sign, *(_words(game, part) for part in parts))
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return phrase("values.not", what=_words(game, part))
        case ast.UnaryOp(operand=part):
            return f"−{_words(game, part)}"
        case ast.IfExp(body=body, orelse=other):
            return _joined(ast.Or(), _words(game, body), _words(game, other))
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return ", ".join(_words(game, part) for part in parts)
        case ast.GeneratorExp(elt=told):
            return _words(game, told)
        case ast.Call(func=ast.Name(id=name), args=given):
            what = _joined(ast.And(), *(_words(game, part) for part in given))
            if name in _CALLED:
                return phrase(_CALLED[name], what=what)
            return phrase("values.of", what=mentioned(name), whose=what)
    return ast.unparse(tree)


def _joined(sign: ast.AST, *sides: str) -> str:
    """Words with an operator between them, each after the last."""

    def both(left: str, right: str) -> str:
        if type(sign) in _SAID:
            return phrase(_SAID[type(sign)], left=left, right=right)
        return f"{left} {_SIGNS[type(sign)]} {right}"

    return reduce(both, sides)


def _operand(game: Game, tree: ast.expr, sign: ast.operator) -> str:
    """One side of a sum or a product; in brackets where one could read it otherwise."""
    words = _words(game, tree)
    plain = isinstance(sign, ast.Add) and isinstance(getattr(tree, "op", None), ast.Add)
    return f"({words})" if isinstance(tree, ast.BinOp | ast.IfExp) and not plain else words


def _of(what: str, *whose: str) -> str:
    """Something of others; of whoever acts it is theirs who read it."""
    you = phrase("values.you")
    others = [other for other in whose if other != you]
    yours = phrase("values.yours", what=what) if len(others) < len(whose) else what
    if not others:
        return yours
    return phrase("values.of", what=yours, whose=_joined(ast.And(), *others))


def _title(game: Game, name: str) -> str:
    """What a name of the rules is called: of a register, a place, a member; else its own words."""
    if name == "actor":
        return phrase("values.you")
    for kind in ("derived", "register", "zone", "table"):
        if name in game.declared(kind):
            title = str(game.describe(kind, name)["name"])
            return title[:1].lower() + title[1:]
    for of, spec in game.sets.items():
        if name in spec.members and name not in game.sets:
            return game.short(of, name)
    return mentioned(name)


def asked(game: Game, name: str) -> str:
    """What an action asks for, in words that stand within a sentence.

    Args:
        game: a scenario of the rules.
        name: what the rules call it; of the name of a set it is what that is called.
    """
    if name not in game.sets:
        return mentioned(name)
    title = str(game.describe("set", name)["name"])
    return title[:1].lower() + title[1:]
