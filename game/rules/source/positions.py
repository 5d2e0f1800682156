"""Finds the line and column of a TOML value, by tree-sitter; used only when reporting.

Lines and columns count from 1, and columns count characters, not bytes.
"""

from __future__ import annotations

import re
from typing import Any

from game.rules.diagnostics import MadeMember, TomlPath

# One character of a string's value as it is written. In strings with escapes a backslash at a
# line's end drops all white space up to the next word.
_ESCAPED = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\[ \t]*\n[ \t\n]*|\\.|.", re.DOTALL)
_SHORT = {
    "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\",
}  # fmt: skip


def place_of(error: BaseException, text: str) -> tuple[int, int]:
    """Return (line, column) at which the TOML parser stopped, else the end of the text."""
    lines = text.split("\n")
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    # Before Python 3.14 the place stands in the message alone.
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found and not (isinstance(line, int) and isinstance(column, int)):
        line, column = int(found[1]), int(found[2])
    if not (isinstance(line, int) and isinstance(column, int) and 1 <= line <= len(lines)):
        return len(lines), len(lines[-1]) + 1
    # A backslash that ends a text is told to stand behind that end.
    return line, min(column, len(lines[line - 1]) + 1)


def written_offset(raw: str, offset: int) -> int:
    """Where a character of a string stands in the string as it is written.

    Args:
        raw: the string with its quotes, of any of TOML's four kinds.
        offset: a character of its value; its length for the end.

    Returns:
        The offset into `raw`. What a backslash drops belongs to the character after it.
    """
    quotes = 3 if raw[:3] in ('"""', "'''") else 1
    at = quotes
    if quotes == 3 and raw[at : at + 1] == "\n":
        at += 1
    end = len(raw) - quotes
    if raw[0] == "'":
        return min(at + offset, end)
    while at < end and (found := _ESCAPED.match(raw, at, end)):
        if found[0][0] == "\\" and found[0].endswith(("\n", "\t", " ")):
            # A line that goes on in the next has no character of its own.
            at = found.end()
            continue
        if offset <= 0:
            return at
        at, offset = found.end(), offset - 1
    return at


def key_of(raw: str) -> str:
    """What a key means, from the way it is written."""
    if raw[:1] == "'":
        return raw[1:-1]
    if raw[:1] != '"':
        return raw

    def meant(found: re.Match[str]) -> str:
        text = found[0]
        if text[0] != "\\":
            return text
        return chr(int(text[2:], 16)) if text[1] in "uU" else _SHORT.get(text[1], text)

    return _ESCAPED.sub(meant, raw[1:-1])


class Positions:
    """Places of keys and values in one TOML text.

    Of what stands in a table or a list, only what is asked for is gone through.
    """

    def __init__(self, text: str) -> None:
        import tree_sitter_toml
        from tree_sitter import Language, Parser

        self._bytes = text.encode()
        self._lines = self._bytes.split(b"\n")
        self._places: dict[TomlPath, tuple[Any, Any]] = {}
        #: Tables and lists that were not gone through.
        self._shut: dict[TomlPath, Any] = {}
        arrays: dict[TomlPath, int] = {}
        root = Parser(Language(tree_sitter_toml.language())).parse(self._bytes).root_node
        for node in root.children:
            if node.type == "pair":
                self._pair(node, ())
            elif node.type in ("table", "table_array_element"):
                key = next(c for c in node.children if c.type.endswith("key"))
                path = self._resolve(self._keys(key), arrays, node.type != "table")
                for i in range(1, len(path) + 1):
                    self._places.setdefault(path[:i], (key, node))
                self._shut[path] = node

    def _resolve(self, keys: list[str], arrays: dict[TomlPath, int], element: bool) -> TomlPath:
        path: TomlPath = ()
        for i, key in enumerate(keys):
            path = (*path, key)
            if element and i == len(keys) - 1:
                arrays[path] = arrays.get(path, -1) + 1
            if path in arrays:
                path = (*path, arrays[path])
        return path

    def _text(self, node: Any) -> str:
        return self._bytes[node.start_byte : node.end_byte].decode()

    def _keys(self, node: Any) -> list[str]:
        if node.type == "dotted_key":
            return [k for c in node.children if c.type.endswith("key") for k in self._keys(c)]
        return [key_of(self._text(node))]

    def _pair(self, node: Any, path: TomlPath) -> None:
        key, value = node.children[0], node.children[-1]
        keys = self._keys(key)
        for i in range(1, len(keys)):
            self._places.setdefault((*path, *keys[:i]), (key, key))
        self._put((*path, *keys), key, value)

    def _put(self, path: TomlPath, key: Any, value: Any) -> None:
        self._places[path] = (key, value)
        if value.type in ("inline_table", "array"):
            self._shut[path] = value

    def _open(self, path: TomlPath) -> None:
        """Go through all tables and lists on the way to a path."""
        for i in range(1, len(path) + 1):
            node = self._shut.pop(path[:i], None)
            if node is None:
                continue
            if node.type == "array":
                items = [c for c in node.children if c.is_named and c.type != "comment"]
                for number, item in enumerate(items):
                    self._put((*path[:i], number), item, item)
            else:
                for child in node.children:
                    if child.type == "pair":
                        self._pair(child, path[:i])

    def _place(self, node: Any) -> tuple[int, int]:
        """The line and column at which a node starts."""
        row, column = node.start_point
        return row + 1, len(self._lines[row][:column].decode()) + 1

    def find(self, path: TomlPath, offset: int = 0, at_key: bool = False) -> tuple[int, int]:
        """Return (line, column), from 1, of `offset` characters into the value at `path`."""
        path = tuple(step for step in path if not isinstance(step, MadeMember))
        self._open(path)
        while path and path not in self._places:
            path, offset = path[:-1], 0
        if not path:
            return 1, 1
        key, value = self._places[path]
        if at_key or value.type in ("table", "table_array_element"):
            return self._place(key)
        line, column = self._place(value)
        if value.type != "string":
            return line, column
        raw = self._text(value)
        before = raw[: written_offset(raw, offset)]
        rows = before.count("\n")
        if rows:
            return line + rows, len(before) - before.rfind("\n")
        return line, column + len(before)
