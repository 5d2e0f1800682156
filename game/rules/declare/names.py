"""What things are called before people: no name blank, too long, or that of another of its kind.

Two names are the same where nobody could tell them apart on a screen: characters that are not seen,
and more or less space between words, make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from game.rules.declare.records import Member
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.limits import MAX_TITLE

#: Characters that are not seen and that Unicode does not count among the formats and spaces.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)

#: What people are shown by name, a section each; decks are added to them.
_SHOWN = (
    "set",
    "number",
    "option",
    "table",
    "register",
    "derived",
    "action",
    "ending",
    "scenario",
    "inject",
)
#: What is named too, and never stands in one list with others of its kind.
_NAMED = ("procedure", "ban", "zone")
_KEYS = {"name": "name", "short": "short name"}


@attrs.frozen
class _Named:
    """Something named: its id, its table as it stands in the file, and where."""

    id: str
    table: dict[str, Any]
    path: TomlPath

    def is_copy(self, other: _Named) -> bool:
        """Whether two say the same in all but their ids, and more than a name, as copies of a card.

        It makes no difference to people which of them is meant, and they may be called alike.
        """
        own, its = ({k: v for k, v in t.items() if k != "id"} for t in (self.table, other.table))
        return own == its and bool(own.keys() - _KEYS)


def seen(name: str) -> str:
    """What is seen of a name: without invisible characters, with single spaces between words."""
    if name.isascii():
        return " ".join(name.split())
    kept = _UNSEEN.sub("", unicodedata.normalize("NFC", name))
    return " ".join("".join(c for c in kept if unicodedata.category(c) != "Cf").split())


def check_names(tree: dict[str, Any], decks: Iterable[str], diagnostics: list[Diagnostic]) -> None:
    """Tell of names that are blank, too long, or those of others of their kind.

    Args:
        tree: the parsed TOML; what is misshapen in it is told elsewhere, and passed over.
        decks: the sections of cards.
        diagnostics: findings are added here.
    """
    game = _table(tree.get("game"))
    if isinstance(game.get("name"), str):
        _fits(game["name"], ("game", "name"), diagnostics)
    for word, told in _table(game.get("labels")).items():
        if isinstance(told, str):
            _fits(told, ("game", "labels", word), diagnostics)
    for section in _SHOWN:
        _told_apart(section, _tables(tree, section), diagnostics)
    for deck in decks:
        _told_apart(deck, _tables(tree, deck), diagnostics, copies=True)
    for section in _NAMED:
        for _, table, path in _each(tree, section):
            if isinstance(table.get("name"), str):
                _fits(table["name"], (*path, "name"), diagnostics)
    for name, table, path in _each(tree, "set"):
        if "each" not in table:
            rows = _rows(table, "members", path)
            _told_apart(f"member of {name}", rows, diagnostics, copies=True)
        _told_apart(f"place of {name}", _rows(table, "places", path), diagnostics, copies=True)
    lying = [
        _Named(name, _table(place), (*path, "places", name))
        for _, table, path in _each(tree, "zone")
        for name, place in _table(table.get("places")).items()
    ]
    _told_apart("place", lying, diagnostics)
    for name, table, path in _each(tree, "option"):
        _told_apart(f"value of {name}", _rows(table, "values", path), diagnostics)


def check_members(name: str, members: Iterable[Member], diagnostics: list[Diagnostic]) -> None:
    """Tell of names of members that are blank, too long, or those of others of their set.

    Args:
        name: the set, of which some members are made.
        members: all of them.
        diagnostics: findings are added here.
    """
    rows = (_Named(ident, fields, path) for ident, fields, path in members)
    _told_apart(f"member of {name}", rows, diagnostics, copies=True)


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _each(tree: dict[str, Any], section: str) -> Iterator[tuple[str, dict[str, Any], TomlPath]]:
    for name, table in _table(tree.get(section)).items():
        yield name, _table(table), (section, name)


def _tables(tree: dict[str, Any], section: str) -> Iterator[_Named]:
    for name, table, path in _each(tree, section):
        yield _Named(name, table, path)


def _rows(table: dict[str, Any], key: str, path: TomlPath) -> Iterator[_Named]:
    rows = table.get(key)
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        ident = _table(row).get("id", row)
        if isinstance(ident, str):
            yield _Named(ident, _table(row), (*path, key, i))


def _fits(name: str, path: TomlPath, diagnostics: list[Diagnostic]) -> bool:
    """Whether a name is seen, and short enough; a finding otherwise."""
    if not seen(name):
        said, hint = "a name of which nothing is seen.", "write one, or leave it out."
        diagnostics.append(Diagnostic("blank-name", path, 0, name, said, hint))
        return False
    if len(name) > MAX_TITLE:
        said = f"a name of {len(name)} characters; {MAX_TITLE} at most, so that it can be shown."
        diagnostics.append(Diagnostic("too-long", path, 0, name, said))
        return False
    return True


def _told_apart(
    kind: str, things: Iterable[_Named], diagnostics: list[Diagnostic], copies: bool = False
) -> None:
    """Tell of names of one kind that will not do, or that are those of others of it."""
    known: dict[tuple[str, str], _Named] = {}
    for thing in things:
        for key, word in _KEYS.items():
            given = thing.table.get(key)
            path = (*thing.path, key)
            if given is None and key == "name":
                # What has no name is shown by its id.
                given, path = thing.id.replace("_", " ").capitalize(), thing.path
            elif not isinstance(given, str) or not _fits(given, path, diagnostics):
                continue
            shown = seen(given)
            other = known.setdefault((key, shown), thing)
            named = key in thing.table or key in other.table
            if other.id != thing.id and named and not (copies and thing.is_copy(other)):
                said = f"the {kind} `{other.id}` has the {word} `{shown}` already."
                hint = "people could not tell them apart; call one of them otherwise."
                diagnostics.append(Diagnostic("same-name", path, 0, shown, said, hint))
