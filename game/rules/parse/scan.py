"""The gate before Python's parser: bounds on the author's text, then `ast.parse` and a whitelist.

The author's text is read with Python's grammar and never run as Python.
"""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache

import attrs

from game.rules.diagnostics import Diagnostic, Rejected, TomlPath, abort
from game.rules.limits import MAX_DEPTH, MAX_EXPRESSION, MAX_NODES, MAX_SCRIPT
from game.rules.parse.hints import kind_of, slip_of, unlike_here
from game.rules.parse.trees import Parsed, children, levels

_FOREIGN = re.compile(r"[^ -~\n]")
#: What words in quotes may have besides: letters and signs of any language, no control.
_LETTERS = re.compile(r"[^\x00-\x9f]")
_BRACKET = re.compile(r"[()\[\]{}]")
_DIGITS = re.compile(r"[0-9_]{7,}")
_RUN = re.compile(r"(?:[-+~]\s*){9,}|(?:not\s+){9,}")
# Strings first, so that what looks like a comment or a number in them is none.
_TOKEN = re.compile(
    r"""(?P<string>'''.*?(?:'''|\Z)|\"\"\".*?(?:\"\"\"|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?)"""
    r"|(?P<comment>#[^\n]*)|(?P<number>\d\w*)|[A-Za-z_]\w*",
    re.DOTALL,
)
#: A text without any of these has no comment, and no number that is not one.
_DOUBTFUL = re.compile(r"#|\d[A-Za-z_]")
_HEXADECIMAL = re.compile(r"0[xXoObB][0-9a-fA-F]+\Z")
_POINTLESS_FLOAT = re.compile(r"\d+(?:[eE]\d*)?[jJ]?\Z")

_EXPRESSIONS: frozenset[type[ast.AST]] = frozenset((
    ast.Expression, ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.keyword,
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.GeneratorExp,
    ast.comprehension, ast.Tuple, ast.List, ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod,
    ast.USub, ast.Not, ast.And, ast.Or, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
    ast.In, ast.NotIn, ast.Load, ast.Store,
))  # fmt: skip
_SCRIPTS: frozenset[type[ast.AST]] = frozenset((
    *_EXPRESSIONS, ast.Module, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.If, ast.For,
    ast.While, ast.Break, ast.Continue, ast.Return, ast.Pass, ast.Expr,
))  # fmt: skip


def _rejection(code: str, path: TomlPath, offset: int, text: str, message: str) -> Rejected:
    return abort(code, path, message, text, offset=offset)


def offset_of(text: str, node: ast.AST) -> int:
    """Return the character offset of an AST node in the text it was parsed from."""
    line = getattr(node, "lineno", 1)
    column = int(getattr(node, "col_offset", 0))
    start = _line_starts(text)[line - 1]
    if not text.isascii():
        # Python counts bytes, and words in quotes may have letters of several.
        row = text[start:].partition("\n")[0]
        column = len(row.encode()[:column].decode(errors="ignore"))
    return start + column


def strings_in(text: str) -> list[tuple[int, int]]:
    """Where each text in quotes of a script begins and ends, its quotes with it."""
    return [found.span() for found in _TOKEN.finditer(text) if found["string"] is not None]


def _unquoted(text: str) -> str:
    """A text with blanks for the foreign letters of what is in quotes, as long as before."""
    out = list(text)
    for start, end in strings_in(text):
        out[start:end] = _LETTERS.sub(" ", text[start:end])
    return "".join(out)


@lru_cache(maxsize=64)
def _line_starts(text: str) -> tuple[int, ...]:
    """Where each line of a script starts; kept, as every statement asks for its place."""
    return (0, *(found.end() for found in re.finditer("\n", text)))


def _words(text: str, path: TomlPath, script: bool) -> None:
    """Refuse what Python reads, and a reader of rules would stumble over.

    A comment ends an expression unseen, so it belongs into the file, above the key; in a script it
    explains a line as it does in Python. `1_000` and `1and` are read by Python alone. What it means
    to write `1 in (1, 2)` or `0 < x < 3` is plain to anybody: both are part of the language, and
    mean what they mean in Python and on paper.
    """
    if not _DOUBTFUL.search(text):
        return
    for found in _TOKEN.finditer(text):
        word, at = found[0], found.start()
        if found["comment"] is not None and not script:
            message = "a comment in an expression; write it on a line of its own, above the key."
            raise _rejection("not-in-language", path, at, word[:20], message)
        if found["number"] is None or _HEXADECIMAL.match(word) or _POINTLESS_FLOAT.match(word):
            continue
        digits = word.replace("_", "")
        if "_" in word and digits.isdigit():
            message = f"a number with `_`; write {digits}."
            raise _rejection("not-in-language", path, at, word, message)
        message = "a number and a word in one; put a blank between them."
        raise _rejection("syntax", path, at, word[:20], message)


def _guard(text: str, path: TomlPath, cap: int, what: str) -> None:
    if len(text) > cap:
        raise _rejection(
            "too-long", path, 0, text[:20], f"{what} of {len(text)} characters; {cap} at most."
        )
    if (foreign := _FOREIGN.search(text)) and (foreign := _FOREIGN.search(_unquoted(text))):
        char = foreign[0]
        said = f"the character {char!a}; use plain ASCII here."
        if char == "\t":
            said = "a tab; indent and part words with blanks."
        raise _rejection("not-ascii", path, foreign.start(), char, said)
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "([{" else -1
        if depth > MAX_DEPTH:
            said = f"brackets nest deeper than {MAX_DEPTH}."
            raise _rejection("too-deep", path, bracket.start(), bracket[0], said)
    for pattern, message in (
        (_DIGITS, "a number of more than 6 digits."),
        (_RUN, "a run of signs."),
    ):
        found = pattern.search(text)
        if found:
            raise _rejection("too-long", path, found.start(), found[0][:20], message)


def _parse(text: str, path: TomlPath, mode: str, lead: int = 0) -> ast.AST:
    try:
        # What Python warns of is either refused below, or no concern of a writer of rules.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode=mode)
    except SyntaxError as error:
        line, lines = error.lineno or 1, text.split("\n")
        row = lines[line - 1] if line <= len(lines) else ""
        # Nought is where an expression breaks off.
        column = len(row.rstrip()) if error.offset == 0 else max(0, (error.offset or 1) - 1)
        where, said, hint = slip_of(error.msg, row, column, mode == "exec")
        offset = sum(len(x) + 1 for x in lines[: line - 1]) + where
        at, word = lead + min(offset, len(text)), row[where:][:20]
        raise abort("syntax", path, said, word, hint, offset=at) from error
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise _rejection("syntax", path, 0, text[:20], "this cannot be read.") from error


def _refused(node: ast.AST) -> bool:
    """Is a node refused whose kind the language has?"""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (float, complex, bytes)) or node.value is Ellipsis
    if isinstance(node, ast.comprehension):
        return bool(node.is_async) or not isinstance(node.target, ast.Name)
    return isinstance(node, (ast.While, ast.For)) and bool(node.orelse)


#: The nodes that are read or written, as their context says.
_IN_CONTEXT = {ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Starred}
#: The nodes that may be refused though the language has their kind.
_CONDITIONAL = {ast.Constant, ast.comprehension, ast.While, ast.For}


@attrs.frozen
class _Shape:
    """How many nodes there are, on how many levels, and the names among them."""

    nodes: int
    levels: int
    words: frozenset[str]


def _allow(tree: ast.AST, text: str, path: TomlPath, allowed: frozenset[type[ast.AST]]) -> _Shape:
    """Refuse what the language has not."""
    count = height = 0
    words: set[str] = set()
    for at_level, level in enumerate(levels(tree), 1):
        # Contexts count, one level down, though nobody asks what they are.
        kinds = [type(node) for node in level]
        contexts = sum(kind in _IN_CONTEXT for kind in kinds)
        count += len(level) + contexts
        height = at_level + (contexts > 0)
        words.update(node.id for node in level if isinstance(node, ast.Name))
        for node, kind in zip(level, kinds, strict=True):
            if kind not in allowed or (kind in _CONDITIONAL and _refused(node)):
                at = node
                if not hasattr(node, "lineno"):
                    # Operators and the parts of a generator have no place but of what has them.
                    at = next(n for n in ast.walk(tree) if node in children(n))
                word = ast.get_source_segment(text, at) if hasattr(at, "lineno") else None
                word = (word or text)[:40]
                said = unlike_here(kind_of(node), word)
                offset = offset_of(text, at)
                raise Rejected(Diagnostic("not-in-language", path, offset, word, *said))
    return _Shape(count, height, frozenset(words))


def _told(path: TomlPath, error: Rejected) -> Rejected:
    """The finding of a text, at the place where the text stands."""
    return Rejected(attrs.evolve(error.diagnostic, path=path))


def parse_expression(text: str, path: TomlPath) -> Parsed[ast.expr]:
    """Return the AST of one expression; raises Rejected with the offset of what is wrong."""
    try:
        return _expression(text)
    except Rejected as error:
        raise _told(path, error) from error


def parse_script(text: str, path: TomlPath) -> Parsed[list[ast.stmt]]:
    """Return the statements of one script; raises Rejected with the offset of what is wrong."""
    try:
        return _script(text)
    except Rejected as error:
        raise _told(path, error) from error


# Each scenario reads the same texts again, and nothing changes a tree.
@lru_cache(maxsize=8192)
def _expression(text: str) -> Parsed[ast.expr]:
    path: TomlPath = ()
    _guard(text, path, MAX_EXPRESSION, "an expression")
    _words(text, path, script=False)
    if not text.strip():
        raise _rejection("syntax", path, 0, "", "an expression is missing.")
    # An author may break lines. On one line every place is the same, and no bracket of ours could
    # close one of the author's.
    flat = text.replace("\n", " ")
    lead = len(flat) - len(flat.lstrip(" "))
    tree = _parse(flat[lead:], path, "eval", lead)
    assert isinstance(tree, ast.Expression)
    if lead:
        for node in ast.walk(tree):
            if isinstance(node, (ast.expr, ast.keyword)):
                node.col_offset += lead
                node.end_col_offset = (node.end_col_offset or 0) + lead
    shape = _allow(tree, flat, path, _EXPRESSIONS)
    if shape.nodes > MAX_NODES * 2 or shape.levels > MAX_DEPTH * 2:
        raise _rejection("too-deep", path, 0, text[:20], "too large; split it into derived values.")
    return Parsed(tree.body, shape.words, shape.levels - 1)


@lru_cache(maxsize=1024)
def _script(text: str) -> Parsed[list[ast.stmt]]:
    path: TomlPath = ()
    _guard(text, path, MAX_SCRIPT, "a script")
    _words(text, path, script=True)
    tree = _parse(text, path, "exec")
    assert isinstance(tree, ast.Module)
    shape = _allow(tree, text, path, _SCRIPTS)
    if shape.levels > MAX_DEPTH * 2:
        raise _rejection(
            "too-deep", path, 0, text[:20], "nested too deep; split it into procedures."
        )
    return Parsed(tree.body, shape.words, shape.levels - 1)
