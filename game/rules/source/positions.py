"""Finds the line and column of a TOML value, by tree-sitter; used only when reporting."""

from __future__ import annotations

import re
from typing import Any

from game.rules.diagnostics import TomlPath


def place_of(error: BaseException, text: str) -> tuple[int, int]:
    """Return (line, column) that tomllib names in its message, else the end of the text."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found:
        return int(found[1]), int(found[2])
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1


class Positions:
    """Places of keys and values in one TOML text."""

    def __init__(self, text: str) -> None:
        import tree_sitter_toml
        from tree_sitter import Language, Parser

        self._lines = text.split("\n")
        self._bytes = text.encode()
        self._places: dict[TomlPath, tuple[Any, Any]] = {}
        root = Parser(Language(tree_sitter_toml.language())).parse(self._bytes).root_node
        arrays: dict[TomlPath, int] = {}
        for node in root.children:
            if node.type == "pair":
                self._pair(node, ())
            elif node.type in ("table", "table_array_element"):
                key = next(c for c in node.children if c.type.endswith("key"))
                path = self._resolve(self._keys(key), arrays, node.type != "table")
                for i in range(1, len(path) + 1):
                    self._places.setdefault(path[:i], (key, node))
                for child in node.children:
                    if child.type == "pair":
                        self._pair(child, path)

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
        return [self._text(node).strip("\"'")]

    def _pair(self, node: Any, path: TomlPath) -> None:
        key, value = node.children[0], node.children[-1]
        path = (*path, *self._keys(key))
        self._places[path] = (key, value)
        self._value(value, path)

    def _value(self, value: Any, path: TomlPath) -> None:
        if value.type == "inline_table":
            for child in value.children:
                if child.type == "pair":
                    self._pair(child, path)
        elif value.type == "array":
            items = [c for c in value.children if c.is_named and c.type != "comment"]
            for i, item in enumerate(items):
                self._places[(*path, i)] = (item, item)
                self._value(item, (*path, i))

    def find(self, path: TomlPath, offset: int = 0, at_key: bool = False) -> tuple[int, int]:
        """Return (line, column), from 1, of `offset` characters into the value at `path`."""
        while path and path not in self._places:
            path, offset = path[:-1], 0
        if not path:
            return 1, 1
        key, value = self._places[path]
        if at_key or value.type in ("table", "table_array_element"):
            return key.start_point[0] + 1, key.start_point[1] + 1
        row, column = value.start_point[0], value.start_point[1]
        if value.type != "string":
            return row + 1, column + 1
        raw = self._text(value)
        quotes = 3 if raw[:3] in ('"""', "'''") else 1
        body = raw[quotes:]
        lead = quotes
        if quotes == 3 and body.startswith("\n"):
            body, lead = body[1:], 0
            row += 1
            column = 0
        before = body[:offset]
        rows = before.count("\n")
        if rows:
            return row + rows + 1, len(before) - before.rfind("\n")
        return row + 1, column + lead + len(before) + 1
