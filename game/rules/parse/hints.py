"""What an author may write out of habit, what it is called, and what is written here instead."""

from __future__ import annotations

import ast

_COUNT = "write `count(x for x in ...)`, `sum(...)`, `any(...)` or `all(...)`"
_LIST = "a list is written `(a, b)`, after `in` or in a choice"
_CALL = "write a [procedure.NAME] and call it by its name"
_STEP = "write `if`, `for`, `while falling(number)`, a call, or `x = ...`"
_LOGIC = "write `and`, `or`, `not`"

#: Of each kind of node that is refused: what the author wrote, and what to write.
_HABITS: dict[str, tuple[str, str]] = {
    "Div": ("`/`", "write `//`, which rounds down"),
    "Pow": ("`**`", "write the product out with `*`"),
    "MatMult": ("`@`", "write `*`"),
    "LShift": ("`<<`", "multiply with `*`"),
    "RShift": ("`>>`", "divide with `//`"),
    "BitAnd": ("`&`", _LOGIC),
    "BitOr": ("`|`", _LOGIC),
    "BitXor": ("`^`", "for two conditions write `a != b`"),
    "Invert": ("`~`", _LOGIC),
    "UAdd": ("a `+` before a value", "leave it out"),
    "Is": ("`is`", "write `==`"),
    "IsNot": ("`is not`", "write `!=`"),
    "ListComp": ("`[... for ...]`", _COUNT),
    "SetComp": ("`{... for ...}`", _COUNT),
    "DictComp": ("`{... for ...}`", "declare a [register.NAME] or a field of the set's members"),
    "Dict": ("`{...: ...}`", "declare a [register.NAME] or a field of the set's members"),
    "Set": ("`{...}`", _LIST),
    "NamedExpr": ("`:=`", "set a local in a line before: `x = ...`"),
    "JoinedStr": ("a string with places", "only the `say` of needs and bans has `{places}`"),
    "Starred": ("`*`", "name the values one by one"),
    "Slice": ("`a:b`", "loop over `range(a, b)`"),
    "Lambda": ("`lambda`", "declare a [derived.NAME]"),
    "FunctionDef": ("`def`", _CALL),
    "ClassDef": ("`class`", "declare a [set.NAME]"),
    "Import": ("`import`", "all rules stand in one file"),
    "ImportFrom": ("`import`", "all rules stand in one file"),
    "Delete": ("`del`", "registers stay; set `none` or 0"),
    "Assert": ("`assert`", "declare an [[invariant]]"),
    "Raise": ("`raise`", "end the game with `end(...)`"),
    "Try": ("`try`", "test with `if` before"),
    "With": ("`with`", _STEP),
    "Match": ("`match`", "write `if`, `elif`, `else`"),
    "Tuple": ("a list", _LIST),
    "List": ("a list", _LIST),
    "GeneratorExp": ("`... for ... in ...`", _COUNT),
    "float": ("a number with a point", "only whole numbers are used: count in tenths or cents"),
    "else": ("the `else` of a loop", "test with `if` after the loop"),
    "target": ("a `for` with several variables", "nest one `for` in another"),
}


def unlike_here(
    kind: str, word: str, wrong: str = "is not part of the rules language"
) -> tuple[str, str | None]:
    """Say that something cannot be written so.

    Args:
        kind: the name of the node's class, or one of "float", "else" and "target".
        word: the author's text, for what has no row of its own.
        wrong: what is wrong with it.

    Returns:
        The sentence, and what to write instead if that is known.
    """
    name, instead = _HABITS.get(kind, (f"`{word}`", ""))
    hint = f"{instead}." if instead else None
    return f"{name} {wrong}.", hint


def kind_of(node: ast.AST) -> str:
    """What a refused node counts as."""
    match node:
        case ast.Constant(value=float() | complex()):
            return "float"
        case ast.For() | ast.While():
            return "else"
        case ast.comprehension():
            return "target"
    return type(node).__name__
