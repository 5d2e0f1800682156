"""No Python file of the game knows a name of the rules that are played with it.

The names are collected from `rules.toml`. An identifier, or a text of one word, is one of them only
where it is plain English or a term of the program's own trade; those that only this game can mean
are in no comment either.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

from game.resources import asset
from tests.loaded import declared, rules_of
from tests.sources import GAME, trees

#: Words that mean something of their own wherever software or English is written, and why.
PLAIN = {
    "plain English of sentences and comments": """
        ahead answer balance brief down drawn entry goal guarded high knows lead leak lift line
        means most near need north once one open pressed rear reply short south stand succeeded
        success term threat up warn what worth write
    """,
    "what the language of rules itself is about": """
        card event kind label member models name pass place play round rounds score seat seated
        standing text turn verdict
    """,
    "what is drawn, and how": """
        counter depth ground link links margin mark marked plan quiet relief river share shield
        size slot space stack standard
    """,
    "offers that people make one another": """
        accept council draft partner
    """,
    "computers that talk to each other": """
        access network post
    """,
    "data structures, coding and control": """
        assess build confidence core heads information pay payment price private promise push seal
        tails word
    """,
}

#: The reference of the language has a game of its own, made up of such words.
OTHER_GAME = "rules/reference/"


@cache
def named() -> dict[str, str]:
    """Every name that the rules declare, with what it is the name of."""
    data: dict[str, Any] = declared("rules")
    found: dict[str, str] = {}
    for kind in (
        "register",
        "derived",
        "set",
        "number",
        "option",
        "action",
        "procedure",
        "ban",
        "ending",
    ):
        found.update((name, kind) for name in data[kind])
    for deck in data["game"]["decks"]:
        found[deck] = "deck"
        found.update((name, deck) for name in data[deck])
    for name, told in data["set"].items():
        rows = [
            {"id": ident, **fields} for ident, fields in rules_of("rules").members(name).items()
        ]
        for member in rows if "each" in told else told.get("members", ()):
            fields = member if isinstance(member, dict) else {"id": member}
            found[str(fields["id"])] = f"member of {name}"
            found.update((field, f"field of {name}") for field in fields if field != "id")
    return found


@cache
def people() -> set[str]:
    """What people call the places and seats: names that no sentence of ours may have either."""
    data: dict[str, Any] = declared("rules")
    told = [m for kind in ("space", "seat") for m in data["set"][kind]["members"]]
    parts = {w for m in told for w in re.findall(r"[^\W\d_]{4,}", f"{m['name']} {m['id']}")}
    return {part.lower() for part in parts} - {"group", "lower", "ground", "contact", "road"}


@cache
def words(path: Path) -> frozenset[str]:
    """Every word of a file, be it code, text or comment."""
    return frozenset(re.findall(r"[a-z][a-z0-9_]*", path.read_text(encoding="utf-8").lower()))


@cache
def code(path: Path) -> frozenset[str]:
    """Every identifier of a file, and every text in it that is one word."""
    found = set[str]()
    for node in ast.walk(trees()[path]):
        for field in ("id", "attr", "arg", "name", "asname"):
            if isinstance(told := getattr(node, field, None), str):
                found.add(told)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return frozenset(found)


@cache
def telling() -> set[str]:
    """The names that no comment may have either: what a game is about, and words made for it."""
    about = ("register", "derived", "action", "field", "member of space", "member of seat")
    return {name for name, kind in named().items() if kind.startswith(about) or "_" in name}


FILES = sorted(GAME.rglob("*.py"))


def test_no_python_file_knows_a_name_of_the_rules() -> None:
    plain = {word for listed in PLAIN.values() for word in listed.split()}
    known: dict[str, dict[str, object]] = {}
    for path in FILES:
        name = path.relative_to(GAME).as_posix()
        found: set[str] = set()
        if not name.startswith(OTHER_GAME):
            found |= (code(path) & named().keys()) | (words(path) & telling())
        # The program is called after the river.
        found |= words(path) & people() - {"panj"}
        if found - plain:
            known[name] = {word: named().get(word) for word in sorted(found - plain)}
    assert len(FILES) > 300
    assert not known


def test_no_text_of_the_program_knows_a_name_of_the_rules() -> None:
    assert not words(asset("text", "en.toml")) & people() - {"panj"}


def test_every_plain_word_is_a_name_of_the_rules_and_is_used() -> None:
    """The list stays as short as it can be."""
    used = frozenset().union(*map(code, FILES))
    written = frozenset().union(*map(words, FILES))
    for why, listed in PLAIN.items():
        for word in listed.split():
            assert word in named(), (why, word)
            assert word in used or (word in written and word in telling()), (why, word)
