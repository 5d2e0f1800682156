"""Reads the files that rules include: plain files beside them or below, within the bounds of one.

An included file has whole sections, and no [game] of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from game.rules.diagnostics import Diagnostic, Finding, RulesError
from game.rules.limits import MAX_BYTES, MAX_INCLUDES
from game.rules.look.beside import is_beside
from game.rules.source.locate import locate
from game.rules.source.parts import MARK, IncludedFile, at_home, parts_in, put_together
from game.rules.source.reader import Source, parse_source, read_source

#: The first line of a text that is neither blank nor a comment.
_FIRST = re.compile(r"^[ \t]*([^\s#].*)$", re.MULTILINE)


def included(data: dict[str, Any]) -> tuple[str, ...]:
    """The files that rules include, as far as they are named properly; the rest is told elsewhere.

    Args:
        data: the tables of the rules.
    """
    game = data.get("game")
    listed = game.get("include", ()) if isinstance(game, dict) else ()
    listed = [listed] if isinstance(listed, str) else listed
    if not isinstance(listed, list) or len(listed) > MAX_INCLUDES:
        return ()
    fit = (p for p in dict.fromkeys(map(str, listed)) if is_beside(p) and p.isprintable())
    return tuple(path for path in fit if '"' not in path)


def missing_parts(source: Source) -> list[Diagnostic]:
    """The finding of rules that include what their text does not hold."""
    if included(source.data) == parts_in(source.text):
        return []
    said = "the included files are not here; only a rules file in a folder has files beside it."
    return [Diagnostic("no-include", ("game", "include"), 0, "", said)]


def read_rules(path: Path) -> Source:
    """Read a rules file with the files that it includes, as one text.

    Args:
        path: the rules file.

    Raises:
        RulesError: one of them cannot be read; with the finding, in its own file.
    """
    main = read_source(path)
    if MARK.search(main.text):
        raise _marked(main)
    paths = included(main.data)
    if not paths:
        return main
    parts: list[IncludedFile] = []
    size = len(main.text)
    for named in paths:
        part = _part(main, path.parent, named)
        parts.append(part)
        size += len(part.text)
        if size > MAX_BYTES:
            said = f"with `{named}` the rules are longer than {MAX_BYTES} bytes."
            raise _refused(main, "too-large", named, said)
    text = put_together(main.text, parts)
    try:
        return parse_source(text, main.name)
    except RulesError as error:
        raise RulesError(at_home(main.name, text, error.findings)) from error


def _part(main: Source, folder: Path, named: str) -> IncludedFile:
    """Read one included file."""
    try:
        source = read_source(folder / named)
    except RulesError as error:
        found = error.findings[0]
        if found.code == "empty":
            return IncludedFile(named, "")
        if found.code == "unreadable":
            why = found.message.partition(";")[0]
            said = f"`{named}`: {why}; name a file beside the rules."
            raise _refused(main, "no-include", named, said) from error
        raise
    if MARK.search(source.text):
        raise _marked(source)
    first = _FIRST.search(source.text)
    if first is not None and not first[1].startswith("["):
        before = source.text[: first.start(1)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        said = "an included file has whole sections, `[set.NAME]`; this stands in none."
        raise _at(source, "wrong-shape", said, line, column)
    if "game" in source.data:
        said = "an included file has no [game]; the rules that include it have one."
        told = Diagnostic("wrong-shape", ("game",), 0, "", said)
        raise RulesError(locate(source.name, source.text, [told]))
    return IncludedFile(named, source.text)


def _refused(main: Source, code: str, named: str, said: str) -> RulesError:
    listed = main.data["game"]["include"]
    place = (listed.index(named),) if isinstance(listed, list) else ()
    path = ("game", "include", *place)
    return RulesError(locate(main.name, main.text, [Diagnostic(code, path, 0, named, said)]))


def _marked(source: Source) -> RulesError:
    found = MARK.search(source.text)
    assert found is not None
    said = "a line that the program writes between files; leave it out."
    return _at(source, "not-toml", said, source.text.count("\n", 0, found.start()) + 1, 1)


def _at(source: Source, code: str, said: str, line: int, column: int) -> RulesError:
    return RulesError([Finding(code, "error", source.name, line, column, "", said)])
