"""What an author may write out of habit, what it is called, and what is written here instead."""

from __future__ import annotations

import ast
import re

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
    "Import": ("`import`", "name the file in `include` of [game]"),
    "ImportFrom": ("`import`", "name the file in `include` of [game]"),
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


#: What other languages write, and what is written here instead: in no line of rules can it stand.
_SLIPS = (
    (re.compile(r"&&|\bAND\b"), "write `and`."),
    (re.compile(r"\|\||\bOR\b"), "write `or`."),
    (re.compile(r"!(?!=)|\bNOT\b"), "write `not`."),
    (re.compile(r"<>"), "write `!=`."),
    (re.compile(r"\belse\s+if\b"), "write `elif`."),
)
#: Steps by one, at the end of a line: elsewhere two signs may be two signs.
_STEPS = (
    (re.compile(r"\+\+\s*\Z"), "write `+= 1`."),
    (re.compile(r"--\s*\Z"), "write `-= 1`."),
)
_STRING = re.compile(r""""[^"]*"|'[^']*'""")
#: Lines that Python counts from the start of a text, and the file from its own.
_LINES = re.compile(r" on line \d+| \(detected at line \d+\)")
_EQUALS = re.compile(r"(?<![=!<>+-])=(?!=)")
_TESTED = re.compile(r"\s*(?:if|elif|while)\b")
_PIECE = re.compile(r"\w+|\S")


def slip_of(message: str, row: str, column: int, script: bool) -> tuple[int, str, str | None]:
    """Say why a line cannot be read.

    Args:
        message: what Python's parser says of it.
        row: the line.
        column: where in it the parser stopped, from 0; it may be too far left.
        script: whether it is a line of a script.

    Returns:
        Where it is wrong, the sentence, and what to write instead if that is known.
    """
    plain = _STRING.sub(lambda found: "." * len(found[0]), row)
    for habit, instead in (*_SLIPS, *_STEPS):
        if found := habit.search(plain):
            return found.start(), f"`{found[0].strip()}` cannot stand here.", instead
    if (at := _equals(plain, script)) is not None:
        return at, "`=` sets a value and cannot stand here.", "compare with `==`."
    if message != "invalid syntax":
        return column, f"{_LINES.sub('', message).rstrip('.?')}.", None
    piece = _PIECE.match(row, column)
    if piece is None:
        return column, "the line breaks off; something is missing at its end.", None
    return column, f"`{piece[0]}` cannot stand here.", None


def _equals(row: str, script: bool) -> int | None:
    """Where a `=` stands that should be a `==`: in no call, and not the one that sets."""
    setting = script and not _TESTED.match(row)
    for found in _EQUALS.finditer(row):
        before = row[: found.start()]
        if sum(map(before.count, "([{")) > sum(map(before.count, ")]}")):
            continue
        if not setting:
            return found.start()
        setting = False
    return None
