"""Makes a rules file that fails as small as it gets while it still fails."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Document = dict[str, Any]


def _width(line: str) -> int:
    return len(line) - len(line.lstrip())


def _scripts(script: str) -> Iterator[str]:
    """The script without one statement and what stands in it; or with what stands in it alone."""
    lines = script.rstrip("\n").split("\n")
    for at, line in enumerate(lines):
        past = at + 1
        while past < len(lines) and _width(lines[past]) > _width(line):
            past += 1
        rest = [*lines[:at], *lines[past:]]
        if any(rest):
            yield "\n".join(rest) + "\n"
        if past > at + 1:
            body = [inner[4:] for inner in lines[at + 1 : past]]
            yield "\n".join([*lines[:at], *body, *lines[past:]]) + "\n"
    for at, line in enumerate(lines):
        if line.strip() not in ("pass", ""):
            yield "\n".join([*lines[:at], " " * _width(line) + "pass", *lines[at + 1 :]]) + "\n"


def smaller(data: Document) -> Iterator[Document]:
    """Documents with something left out, the largest pieces first."""
    for section in list(data):
        if section not in ("game", "procedure", "set"):
            yield {k: v for k, v in data.items() if k != section}
    for section, entries in data.items():
        if isinstance(entries, dict):
            for name in entries:
                if (section, name) not in (("procedure", "play"), ("game", "name")):
                    yield {**data, section: {k: v for k, v in entries.items() if k != name}}
    for section, entries in data.items():
        for name, told in entries.items() if isinstance(entries, dict) else ():
            if not isinstance(told, dict):
                continue
            for key, value in told.items():
                here = copy.deepcopy(data)
                if key == "do":
                    for script in _scripts(value):
                        yield {**data, section: {**entries, name: {**told, "do": script}}}
                elif key == "members":
                    for at, member in enumerate(value):
                        kept = [*value[:at], *value[at + 1 :]]
                        yield {**data, section: {**entries, name: {**told, key: kept}}}
                        if isinstance(member, dict) and len(member) > 1:
                            bare = [*value[:at], {"id": member["id"]}, *value[at + 1 :]]
                            yield {**data, section: {**entries, name: {**told, key: bare}}}
                elif key not in ("range", "value"):
                    del here[section][name][key]
                    yield here


def shrink(data: Document, fails: Callable[[Document], bool], most: int = 3000) -> Document:
    """The smallest document found that fails in the same way; at most so many are tried."""
    tried = 0
    found = True
    while found:
        found = False
        for candidate in smaller(data):
            tried += 1
            if tried > most:
                return data
            if fails(candidate):
                data, found = candidate, True
                break
    return data
