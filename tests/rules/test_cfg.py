"""The control-flow graph: equal positions are equal states, and every jump leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine import Game, LoopNotFalling
from game.rules import ir, load_rules, parse_rules
from game.rules.cfg import Branch, Decision, Goto, Over, Switch
from game.rules.cfg.graph import successors

RULESETS = Path(__file__).parents[1] / "rulesets"

HEAD = """
[game]
name = "Positions"
seats = ["red", "blue"]
[set.place]
members = ["a", "b", "c"]
[register.n]
range = [0, 9]
[register.beads]
range = [0, 5]
start = 5
[register.pile]
of = "place"
range = [0, 2]
start = 1
[action.wait]
seats = "all"
do = "pass"
[action.one]
menu = "beads"
seats = "all"
needs = [{ id = "some", when = "beads >= 1", say = "None." }]
do = "beads -= 1"
[action.two]
menu = "beads"
seats = "all"
needs = [{ id = "some", when = "beads >= 2", say = "Too few." }]
do = "beads -= 2"
"""


def game_of(play: str, more: str = "", evaluator: str = "generated") -> Game:
    """A game that runs a script."""
    return Game(
        parse_rules(f"{HEAD}{more}\n[procedure.play]\ndo = '''\n{play}\n'''\n"),
        evaluator=evaluator,
    )


def positions(game: Game) -> int:
    """How many states can be reached."""
    seen, todo = set[bytes](), [bytes(game.new_game())]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            for move in game.legal(bytearray(key)):
                state = bytearray(key)
                game.apply(state, move)
                todo.append(bytes(state))
    return len(seen)


LOSES = "    if beads == 0:\n        end(winner={0})\n"
TURN = """
[procedure.turn]
params = { mover = "seat" }
do = '''
act(mover, menu=beads)
if beads == 0:
    end(winner=mover)
'''
"""
ACTS = "    act(red, menu=beads)\n" + LOSES.format("red")
ACTS += "    act(blue, menu=beads)\n" + LOSES.format("blue")

#: Scripts, what else they need, and how many positions their games have, whatever is compiled how.
COUNTED = {
    # An answer that nothing reads any more is dead on arrival.
    "a dead answer": (
        "x = choose(red, place)\nact(blue)\nn = 1 if x == a else 0\n"
        "x = chance(place)\nact(red)\nend()",
        "",
        10,
    ),
    "an answer never read": ("x = choose(red, place)\nact(blue)\nend()", "", 3),
    "a loop's variable": ("for p in place:\n    n = 1\nact(red)\nact(blue)\nend()", "", 3),
    "a loop left early": (
        "for p in place:\n    x = choose(red, [go, stay])\n"
        "    if x == stay:\n        break\nact(red)\nend()",
        "",
        5,
    ),
    "the lowest": (
        "for p in lowest(2, (q for q in place), by=pile[q]):\n    act(red)\nact(blue)\nend()",
        "",
        4,
    ),
    "two callers": (
        "ask()\nn = 1\nask()\nend()",
        "[procedure.ask]\ndo = '''\nx = choose(red, place)\nact(blue)\n'''",
        5,
    ),
    "a falling loop": (f"while falling(beads):\n{ACTS}end(winner=red)", "", 10),
    "a falling loop of calls": (
        "while falling(beads):\n    turn(red)\n    turn(blue)\nend(winner=red)",
        TURN,
        10,
    ),
    "a falling loop in a call": (
        "rounds()\nend(winner=red)",
        f"[procedure.rounds]\ndo = '''\nwhile falling(beads):\n{ACTS}'''",
        10,
    ),
    "falling of a sum": (
        "while falling(beads * 2 + sum(pile[p] for p in place) - n):\n"
        "    for p in place:\n        pile[p] -= pile[p]\n    n = n\n" + ACTS + "end(winner=red)",
        "",
        10,
    ),
    # After a break the past of the number is forgotten.
    "a falling loop left early": (
        "while falling(beads):\n    act(red, menu=beads)\n    act(red)\n    if beads <= 3:\n"
        "        break\nbeads = 1\nact(blue)\nend()",
        "",
        7,
    ),
}


@pytest.mark.parametrize("evaluator", ["generated", "interpreted"])
@pytest.mark.parametrize("case", COUNTED)
def test_equal_positions_are_equal_states(case: str, evaluator: str) -> None:
    play, more, count = COUNTED[case]
    assert positions(game_of(play, more, evaluator)) == count


#: Scripts of which some round does not lower the number, and some that lower it in the end.
FALLS = {
    "not always": ("    x = choose(red, [yes, no])\n    if x == yes:\n        beads -= 1\n", False),
    "down and up again": ("    beads -= 1\n    act(red)\n    beads += 1\n", False),
    "up and down again": ("    beads -= 1\n    act(red)\n    beads += 1\n    beads -= 1\n", True),
    "in one of two calls": ("    act(blue)\n    act(red, menu=beads)\n", True),
    "continue": ("    act(blue)\n    if n == 0:\n        continue\n    beads -= 1\n", False),
    "never": ("    act(blue)\n", False),
}


@pytest.mark.parametrize("evaluator", ["generated", "interpreted"])
@pytest.mark.parametrize("case", FALLS)
def test_each_round_lowers_the_number(case: str, evaluator: str) -> None:
    body, falls = FALLS[case]
    game = game_of(f"while falling(beads):\n{body}end()", evaluator=evaluator)
    if falls:
        assert positions(game) > 5
        return
    with pytest.raises(LoopNotFalling, match="each round must lower it"):
        positions(game)


@pytest.mark.parametrize("path", sorted(RULESETS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_jump_leads_to_a_block(path: Path) -> None:
    rules = load_rules(path)
    for info in rules.scenarios:
        program = rules.program(info.id)
        graph = program.graph
        for block in graph.blocks:
            assert isinstance(block.end, Goto | Branch | Switch | Decision | Over)
            assert all(0 <= to < len(graph.blocks) for to in successors(block.end))
            assert not any(isinstance(s, ir.Ask | ir.Act | ir.End) for s in block.code)
        assert [d.number for d in graph.decisions] == list(range(len(graph.decisions)))
        assert set(program.offsets) == graph.kept
        # A question is known by its script with the kind, its local and its number there.
        assert len({point.key for point in program.questions}) == len(program.questions)
