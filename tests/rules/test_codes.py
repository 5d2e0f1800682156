"""Every code of a finding is listed with its cause, cure and example; and every example is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import game
from game.check.checker import check
from game.check.properties import CODES as PLAYED
from game.rules import RulesError, parse_rules
from game.rules.codes import CODES, EXAMPLE, Code

TOP = Path(game.__file__).parent
FILES = [*(TOP / "rules").rglob("*.py"), *(TOP / "check").glob("*.py")]
#: What makes findings, and the place of the code among its arguments.
MAKERS = {
    "Diagnostic": 0, "Finding": 0, "abort": 0, "report": 0, "Excess": 0, "_rejection": 0,
    "_refuse": 1, "_refuse_at": 1, "error": 1, "refuse": 0, "says": 0,
    "Mistake": 0,
}  # fmt: skip
#: Kinds of broken promises; their codes are those of `promises.CODES`, or begin with "broken-".
BROKEN = "BrokenProperty"
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*\Z")


def used() -> Iterator[tuple[str, str]]:
    """Every code in the program's text, and where it stands."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = f"{path.relative_to(TOP)}:{node.lineno}"
            if name == BROKEN and isinstance(node.args[0], ast.Constant):
                kind = str(node.args[0].value)
                yield PLAYED.get(kind, f"broken-{kind}"), place
            elif name in MAKERS and len(node.args) > MAKERS[name]:
                given = node.args[MAKERS[name]]
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value, place


def test_every_code_is_listed_and_every_listed_one_is_used() -> None:
    found: dict[str, str] = {}
    for code, place in used():
        found.setdefault(code, place)
    assert len(found) > 45
    assert {c: p for c, p in found.items() if c not in CODES} == {}
    assert set(CODES) - set(found) - set(PLAYED.values()) == set()


def test_every_code_says_its_cause_and_cure() -> None:
    for name, code in CODES.items():
        assert name == code.name
        assert CODE.match(name)
        assert code.means.endswith(".")
        assert code.cure.endswith(".")


def with_example(code: Code) -> str:
    """The rules of an example: its tables stand in the place of those of one name."""
    if code.whole:
        return code.example
    tables = re.split(r"(?m)^(?=\[)", EXAMPLE)
    for table in re.split(r"(?m)^(?=\[)", code.example + "\n"):
        header = table.split("\n", 1)[0]
        at = next((i for i, old in enumerate(tables) if header and old.startswith(header)), None)
        if at is None:
            tables.append(table)
        else:
            tables[at] = table
    return "".join(tables)


def test_the_rules_of_the_examples_are_sound() -> None:
    assert [f.code for f in parse_rules(EXAMPLE).warnings if f.severity == "error"] == []


@pytest.mark.parametrize("name", [n for n, c in CODES.items() if c.example])
def test_the_example_gives_its_finding(name: str, tmp_path: Path) -> None:
    code = CODES[name]
    text = with_example(code)
    if code.played:
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        findings = check(path, games=4).findings
    else:
        try:
            findings = parse_rules(text).warnings
        except RulesError as error:
            findings = error.findings
    told = [f for f in findings if f.code == name]
    assert told, "; ".join(map(str, findings))
    assert {f.severity for f in told} == {code.severity}
    # An example shows one thing: nothing else is an error in it.
    assert [str(f) for f in findings if f.severity == "error" and f.code != name] == []
