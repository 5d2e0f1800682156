"""No move runs for ever: loops and calls multiplied are bounded when rules are read."""

from __future__ import annotations

import itertools

import pytest

from game.engine import Game
from game.engine.evaluator import Reference
from game.engine.interpret import Interpreter
from game.rules import RulesError, parse_rules
from game.rules.cfg.steps import StepCounter, Steps
from game.rules.program import Program
from tests.loaded import RULESETS, WALKED

HEAD = """
[game]
name = "X"
seats = ["red", "blue"]
[register.a]
range = [0, 3]
[action.go]
seats = "all"
do = "pass"
"""


def play(script: str, more: str = "") -> str:
    """Rules whose game is one script."""
    return f"{HEAD}{more}[procedure.play]\ndo = '''\n{script}'''\n"


def nested(loops: int, over: str, inmost: str = "a = 1") -> str:
    """So many loops in each other, and the end of the game."""
    rows = [f"{'    ' * n}for v{n} in {over}:" for n in range(loops)]
    return "\n".join([*rows, f"{'    ' * loops}{inmost}", "end()\n"])


def chain(length: int, calls: int) -> str:
    """Procedures that each call the next some times."""
    body = ["p{}()"] * calls
    rows = [
        f"[procedure.p{n}]\ndo = '''\n" + "\n".join(body).format(*[n + 1] * calls) + "\n'''\n"
        for n in range(length)
    ]
    return "".join(rows) + f"[procedure.p{length}]\ndo = 'a = 1'\n"


def told(text: str) -> list[tuple[str, int, str]]:
    """The findings of some rules: code, line, what stands there."""
    try:
        parse_rules(text)
    except RulesError as error:
        lines = text.splitlines()
        return [(f.code, f.line, lines[f.line - 1].strip()) for f in error.findings]
    return []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (play(nested(3, "range(1000)")), "for v1 in range(1000):"),
        (play(nested(6, "range(100)")), "for v3 in range(100):"),
        (play(nested(24, "seat")), "for v5 in seat:"),
        (play("p0()\nend()\n", chain(40, 2)), "p21()"),
        (play("p0()\nend()\n", chain(20, 5)), "p12()"),
        (play(nested(2, "range(300)", "p0()"), chain(3, 3)), "for v0 in range(300):"),
        (play(nested(3, "range(1000)", "if a == 3:\n                act(red)")), "for v1"),
        (
            play("a = 1 if any(any(any(a == k for k in range(1000)) for j in range(1000)) "
                 "for i in range(1000)) else 0\nend()\n"),
            "a = 1 if any(",
        ),
    ],
    ids=["loops", "many-loops", "seats", "calls", "many-calls", "both", "asks-rarely", "sum"],
)  # fmt: skip
def test_too_many_steps_are_told_at_the_innermost_statement(text: str, line: str) -> None:
    ((code, _, stands),) = told(text)
    assert code == "too-many-steps"
    assert stands.startswith(line)


#: Twenty places, a value that goes over them twice, and an action with two of them for its targets.
PLACES = """
[set.place]
members = [PLACES]
[derived.crowd]
value = "count(p for p in place if any(p != q and a > 0 for q in place))"
[action.swap]
menu = "swaps"
choose = { x = "place", y = "place" }
needs = [{ id = "n", when = "x != y and crowd > 2 and crowd < 9", say = "No." }]
[procedure.dear]
do = '''
for p in place:
    for q in place:
        a = min(3, crowd)
'''
""".replace("PLACES", ", ".join(f'"p{n}"' for n in range(20)))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (nested(3, "range(1000)"), "`for v1 in range(1000):` takes all of them."),
        (
            "for n in range(9):\n    a = 1\n    dear()\n    dear()\nend()\n",
            "`dear()` takes 1,138,042 of them; each reading of `crowd` takes 2,841.",
        ),
        (
            "a = 0\nact(red, menu=swaps)\nend()\n",
            "`act(red, menu=swaps)` takes 2,162,581 of them, mostly to find the legal moves of "
            "`swap`: 380 of 5,691 each; each reading of `crowd` takes 2,841.",
        ),
    ],
    ids=["a-loop", "a-call", "a-menu"],
)
def test_what_takes_most_of_the_steps_is_named(script: str, said: str) -> None:
    with pytest.raises(RulesError) as caught:
        parse_rules(play(script, PLACES))
    finding = caught.value.findings[0]
    assert finding.code == "too-many-steps"
    assert finding.message.endswith(f"2,000,000 at most. {said}"), finding.message


@pytest.mark.parametrize(
    "text",
    [
        play(nested(2, "range(500)")),
        # Whoever asks in every round is answered in every round.
        play(nested(4, "range(100)", "act(red)")),
        play(nested(3, "range(100)", "for s in seat:\n                act(s)")),
        play("p0()\nend()\n", chain(15, 2)),
    ],
    ids=["loops", "asks", "asks-all", "calls"],
)
def test_what_is_short_between_questions_is_accepted(text: str) -> None:
    assert told(text) == []


def test_an_expression_that_takes_too_long_is_told_where_it_stands() -> None:
    sums = "sum(sum(sum(a for i in range(999)) for j in range(999)) for k in range(99)) <= a"
    text = play("end()\n", f'[[invariant]]\nid = "i"\nalways = "{sums}"\ntext = "T."\n')
    assert [code for code, _, _ in told(text)] == ["too-many-steps"]


def test_derived_values_that_read_each_other_twice_are_counted() -> None:
    rows = ['[derived.d0]\nvalue = "a"\n'] + [
        f'[derived.d{n}]\nvalue = "max(d{n - 1}, d{n - 1} - 1)"\n' for n in range(1, 25)
    ]
    found = told(play("a = min(3, max(0, d24))\nend()\n", "".join(rows)))
    assert {code for code, _, _ in found} == {"too-many-steps"}


def test_a_long_chain_of_calls_is_a_finding() -> None:
    assert told(play("p0()\nend()\n", chain(90, 1))) == []
    found = told(play("p0()\nend()\n", chain(1500, 1)))
    assert {code for code, _, _ in found} == {"too-deep"}


def test_the_bound_holds_of_what_runs() -> None:
    """A move runs no more statements than was said, and for each at most one of the graph's own."""
    for path in sorted([*RULESETS.glob("*.toml"), *WALKED.values()]):
        rules = parse_rules(path.read_text(encoding="utf-8"))
        for info in rules.scenarios:
            game = Game(rules, info.id)
            program = rules.program(info.id)
            bound = most(program)
            for seed in range(4):
                assert longest_move(game, program, seed) <= 2 * bound


def most(program: Program) -> int:
    """The bound of the whole game's script, guards left out."""
    menus = {code.function: code.menu for code in program.actions.values()}
    told: list[int] = []
    counter = StepCounter(
        program.functions, program.scopes.expression_steps, {}, menus, 10**9,
        lambda s, steps, dearest, dear: told.append(steps),
    )  # fmt: skip
    steps = counter.script(f"procedure.{program.decls.play}")
    assert not told
    return steps.most


class _Counting(Interpreter):
    """Counts the statements that run."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.count = 0

    def running(self, rule: str) -> None:
        self.count += 1


def longest_move(game: Game, program: Program, seed: int) -> int:
    """The most statements that one move of a game ran, the first moves or the last being chosen."""
    counting = _Counting(program)
    reference = Reference(program, counting)
    state, longest = game.new_game(), 0
    for turn in itertools.count(seed):
        legal = game.legal(state)
        if not legal or turn > seed + 200:
            return longest
        counting.count = 0
        reference.apply(state, legal[turn * (seed + 1) % len(legal)])
        longest = max(longest, counting.count)
    raise AssertionError


def test_loops_repeat_what_they_hold() -> None:
    plain = Steps(3)
    assert plain.repeated(5, False).through == 15
    asking = Steps(None, first=2, last=4)
    assert asking.repeated(5, False) == Steps(None, first=2, last=4, inside=6)
    rarely = plain.beside(asking).repeated(5, False)
    assert (rarely.through, rarely.first, rarely.last) == (15, 14, 16)
    assert rarely.inside == 4 + 3 * 3 + 2
    assert plain.repeated(0, True) == Steps()
