"""The published grammar is the one that the parser has: each takes what the other makes."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.rules.diagnostics import Rejected
from game.rules.parse.scan import parse_expression, parse_script
from game.rules.reference.reference import grammar, language_reference
from tests.rules.ebnf import Writer, derives, read_grammar, tokens_of

ROOT = Path(__file__).parents[2]
GRAMMAR = read_grammar(grammar())
FILES = [ROOT / "rules.toml", *sorted((ROOT / "tests").glob("*/*.toml"))]
EXPRESSIONS = ("when", "value", "always", "where", "winner", "score", "returns", "verdict", "best")


def texts(data: Any, key: str = "") -> list[tuple[str, str]]:
    """(key, text) of all that rules say in the language."""
    if isinstance(data, dict):
        return [x for k, v in data.items() for x in texts(v, k)]
    if isinstance(data, list):
        return [x for v in data for x in texts(v, key)]
    said = isinstance(data, str) and (key == "do" or key in EXPRESSIONS)
    return [(key, data)] if said else []


def refusal(parse: Callable[[str, tuple[str, ...]], object], text: str) -> str:
    """The code with which a parser refuses a text, or nothing."""
    try:
        parse(text, ())
    except Rejected as error:
        return error.diagnostic.code
    return ""


@pytest.mark.parametrize("seed", range(20))
def test_the_parser_takes_what_the_grammar_makes(seed: int) -> None:
    writer = Writer(GRAMMAR, random.Random(seed))
    for n in range(40):
        text = writer.text("expression", 4 + n % 9)
        assert refusal(parse_expression, text) in ("", "too-long", "too-deep"), text
        script = writer.text("script", 4 + n % 10)
        assert refusal(parse_script, script) in ("", "too-long", "too-deep"), script


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_the_grammar_makes_what_rules_say(file: Path) -> None:
    said = dict.fromkeys(texts(tomllib.loads(file.read_text(encoding="utf-8"))))
    for key, text in said:
        rule = "script" if key == "do" else "expression"
        line = text if key == "do" else f"({text.strip()})"
        if rule == "script" and not line.endswith("\n"):
            line += "\n"
        tokens = tokens_of(line)
        if rule == "expression":
            tokens = tokens[1:-1] if tokens[-1][0] != "NEWLINE" else tokens[1:-2]
        assert derives(GRAMMAR, rule, tokens), f"{file.name}, {key}: {text}"


@pytest.mark.parametrize(
    "text",
    [
        "a if b", "x +", "sum(a)", "lowest_one(p)", "a = b", "min(1)", "f(x)", "a[1:2]", "not",
        "count()", "a.b.", "known(a)", "range(1)",
    ],
)  # fmt: skip
def test_the_grammar_makes_nothing_else(text: str) -> None:
    assert not derives(GRAMMAR, "expression", [t for t in tokens_of(text) if t[0] != "NEWLINE"])


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("guard[p]", True), ("'Ford' if wet else 'Plain'", True), ("'a' if x else b.c", True),
        ("a if x else 'b' if not y else 'c'", True), ("'Ford'", False), ("'a' == 'b'", False),
        ("1 + ('a' if x else 2)", False),
    ],
)  # fmt: skip
def test_words_stand_in_braces_as_sides_of_a_condition(text: str, is_told: bool) -> None:
    tokens = [t for t in tokens_of(text) if t[0] != "NEWLINE"]
    assert derives(GRAMMAR, "told", tokens) == is_told


def test_every_rule_is_reached_and_the_reference_shows_it() -> None:
    reached, todo = set(), ["expression", "script", "told"]
    while todo:
        name = todo.pop()
        if name in GRAMMAR and name not in reached:
            reached.add(name)
            todo += [s for row in GRAMMAR[name] for s in row]
    assert set(GRAMMAR) == reached
    assert grammar().strip() in language_reference()
