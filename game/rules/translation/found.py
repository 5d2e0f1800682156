"""Goes through rules and looks, and says anew each text in them that is for people.

What is for people is known by its key, as the language has it (`name`, `text`, `say`, ...), by
where it stands (labels, briefs, questions of a scenario), and in scripts by its quotes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, Final

from game.rules.declare.toml_reader import DISPLAY
from game.rules.parse.scan import strings_in

#: Tells a text anew: where it stands, as `action.march.name`, and what it is.
TellAnew = Callable[[str, str], str]

#: Keys that are texts in every declaration.
_TEXTS: Final = frozenset(DISPLAY) - {"models", "label"}
#: Keys that are texts where no constants of members stand beside them.
_MORE: Final = frozenset(("say", "how", "disclaimer", "task"))
#: Sections whose rows have constants of any name.
_ROWS: Final = frozenset(("set", "table"))
#: Scripts.
_SCRIPT: Final = "do"
#: Keys of a look that are texts.
_LOOKED: Final = frozenset((
    "name", "text", "say", "chip", "gained", "lost", "holds", "nowhere", "letter", "counted",
    "winner", "until", "least", "question", "note",
))  # fmt: skip
#: Tables of a look all of whose values are texts.
_TOLD: Final = frozenset(("wins", "notes"))
#: Sections of a look without any.
_DRAWN: Final = frozenset(("map", "log", "before", "seats", "game"))


def retold(tree: Mapping[str, Any], say: TellAnew) -> dict[str, Any]:
    """Rules with each text told anew.

    Args:
        tree: the tables of a rules file; it stays as it is.
        say: tells a text anew.
    """
    return {
        section: _table(value, (section,), say, _rules) if isinstance(value, dict | list) else value
        for section, value in tree.items()
    }


def retold_look(tree: Mapping[str, Any], say: TellAnew) -> dict[str, Any]:
    """A look with each text told anew.

    Args:
        tree: the tables of a look file; it stays as it is.
        say: tells a text anew.
    """
    return {
        section: _table(value, ("look", section), say, _look)
        if section not in _DRAWN and isinstance(value, dict | list)
        else value
        for section, value in tree.items()
    }


#: Whether what stands at a path is a text: None for what is none, else how its words are found.
_Kind = Callable[[tuple[str, ...]], str | None]


def _table(value: Any, path: tuple[str, ...], say: TellAnew, kind: _Kind) -> Any:
    """A value and all that is in it, told anew."""
    if isinstance(value, dict):
        return {
            _key(key, path, say): _table(inner, (*path, key), say, kind)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [
            _table(inner, (*path, _named(n, inner)), say, kind) for n, inner in enumerate(value)
        ]
    if not isinstance(value, str) or not value:
        return value
    match kind(path):
        case "text":
            return say(".".join(path), value)
        case "script":
            return _script(value, ".".join(path), say)
    return value


def _named(n: int, value: Any) -> str:
    """What a row of a list is called in a path: its id where it has one."""
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) and found else str(n)


def _key(key: str, path: tuple[str, ...], say: TellAnew) -> str:
    """A key: words that a guide explains, and the headings of a brief, are texts too."""
    match path:
        case ("guide", _, "words"):
            return say(".".join(path), key)
        case ("scenario", _, "brief", _):
            words = key.replace("_", " ")
            told = say(".".join(path), words[:1].upper() + words[1:])
            return key if told == words[:1].upper() + words[1:] else told
    return key


def _rules(path: tuple[str, ...]) -> str | None:
    """What a text of rules is."""
    key, section = path[-1], path[0]
    match path:
        case ("game", "labels", _) | ("scenario", _, "brief", _, _) | ("guide", _, "words", _):
            return "text"
        case ("scenario", _, "questions", _) | ("survey", _, "scale", _):
            return "text"
    if key in _TEXTS or (key in _MORE and section not in _ROWS):
        return "text"
    return "script" if key == _SCRIPT and section not in _ROWS else None


def _look(path: tuple[str, ...]) -> str | None:
    """What a text of a look is."""
    return "text" if path[-1] in _LOOKED or path[-2] in _TOLD else None


def _script(script: str, at: str, say: TellAnew) -> str:
    """A script with what it says told anew; what cannot be read stays as it is."""
    out, end = [], 0
    for start, stop in strings_in(script):
        try:
            words = ast.literal_eval(script[start:stop])
        except (ValueError, SyntaxError):
            continue
        if not isinstance(words, str) or not words:
            continue
        told = say(at, words)
        if told != words:
            out += [script[end:start], _quoted(told)]
            end = stop
    return "".join([*out, script[end:]])


def _quoted(words: str) -> str:
    """A text as a script has it, on one line."""
    plain = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'
