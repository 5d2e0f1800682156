"""What a script does wrong while it runs: both evaluators tell the statement, and what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.check.checker import check
from game.engine import Game, LoopNotFalling, RangeBreach, ScriptError
from game.rules import parse_rules

HEAD = '''
[game]
name = "Breaches"
seats = ["red", "blue"]
[set.place]
members = ["hill", "ford"]
[register.n]
range = [0, 3]
[register.men]
of = "place"
range = [0, 3]
[action.wait]
seats = "all"
do = "pass"
[action.gain]
seats = "all"
do = """
if n >= 0:
    n += 2
"""
[procedure.play]
do = """
'''

#: A script, and of the error its class, what it is about, and the line that is to blame.
CASES = {
    "a register": ("n += 1\nn += 5", RangeBreach, "n", "n += 5"),
    "a cell": ("for p in place:\n    men[p] += 4", RangeBreach, "men", "    men[p] += 4"),
    "a local": (
        "k: range(0, 3) = 0\nfor i in range(9):\n    k += 1\nn = k",
        RangeBreach,
        "k",
        "    k += 1",
    ),
    "a loop": ("n = 2\nwhile falling(n):\n    men[hill] = 1", LoopNotFalling, "while", "while"),
    "the second loop": (
        "n = 2\nwhile falling(n):\n    n -= 1\nn = 3\nwhile falling(n):\n    act(red)",
        LoopNotFalling,
        "while",
        "while falling(n):\n    act",
    ),
    "a chosen number": (
        "n = 1\nx = choose(red, range(2, 4))\nn += x",
        RangeBreach,
        "n",
        "n += x",
    ),
    "an answer": ("men[hill] = choose(red, range(2, 9))", RangeBreach, "men", "men[hill] = choose"),
}


def rules(script: str) -> str:
    """The rules with this script."""
    return f'{HEAD}{script}\nact(red)\nact(red)\nend()\n"""\n'


def play_until_it_breaks(text: str, evaluator: str) -> ScriptError:
    """Make the last legal move again and again; return the error that it ends in."""
    try:
        game = Game(parse_rules(text), evaluator=evaluator)
        state = game.new_game()
        while legal := game.legal(state):
            before = bytes(state)
            try:
                game.apply(state, legal[-1])
            except ScriptError:
                assert bytes(state) == before
                raise
    except ScriptError as error:
        return error
    raise AssertionError("nothing broke")


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
@pytest.mark.parametrize("case", CASES)
def test_the_statement_is_told(case: str, evaluator: str) -> None:
    script, kind, name, blamed = CASES[case]
    error = play_until_it_breaks(rules(script), evaluator)
    assert type(error) is kind
    assert (error.rule, error.name) == ("procedure.play", name)
    assert error.at == script.index(blamed) + len(blamed) - len(blamed.lstrip())


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_an_action_is_told(evaluator: str) -> None:
    error = play_until_it_breaks(
        rules("act(red)").replace("[action.wait]", "[action.a_wait]"), evaluator
    )
    assert (error.rule, error.name) == ("action.gain", "n")


@pytest.mark.parametrize("case", CASES)
def test_the_checker_places_it(case: str, tmp_path: Path) -> None:
    script, kind, _, blamed = CASES[case]
    path = tmp_path / "rules.toml"
    path.write_text(rules(script), encoding="utf-8")
    report = check(path, 20)
    errors = [f for f in report.findings if f.severity == "error"]
    code = "loop-not-falling" if kind is LoopNotFalling else "out-of-range"
    first = blamed.partition("\n")[0]
    assert (code, "The way there: ") in [
        (f.code, str(f.suggestion)[:15])
        for f in errors
        if path.read_text(encoding="utf-8").splitlines()[f.line - 1].startswith(first)
    ]


def test_nobody_can_answer(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(rules("n = 1\nx = choose(red, range(2, n + 1))\nn = x"), encoding="utf-8")
    (finding,) = (f for f in check(path, 5).findings if f.severity == "error")
    assert finding.code == "empty-choice"
    line = path.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert line.startswith("x = choose(red")
