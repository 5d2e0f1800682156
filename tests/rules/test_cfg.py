"""The control-flow graph: equal positions are equal states, and every jump leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine import Game, LoopNotFalling
from game.rules import Rules, cfg, ir, load_rules, parse_rules
from game.rules.cfg import Branch, Decision, Goto, Over, Switch
from game.rules.cfg.graph import successors
from game.rules.cfg.variables import ask_reads
from game.rules.program import Program
from tests.loaded import RULESETS, WALKED

HEAD = '''
[game]
name = "Positions"
seats = ["red", "blue"]
decks = ["deck"]
[deck.asks]
do = """
k = choose(red, place)
act(red)
pile[k] = 2
"""
[deck.does]
do = "n += 1"
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
[action.move]
menu = "moves"
seats = "all"
choose = { p = "place" }
do = """
q = choose(actor, place)
act_again()
pile[p] = 0
pile[q] = 1
"""
[procedure.act_again]
do = """
k = choose(red, [yes, no])
if k == yes:
    n = 1
"""
'''


def rules_of(play: str, more: str = "") -> Rules:
    """Rules that run a script."""
    return parse_rules(f"{HEAD}{more}\n[procedure.play]\ndo = '''\n{play}\n'''\n")


def game_of(play: str, more: str = "", evaluator: str = "compiled") -> Game:
    """A game that runs a script."""
    return Game(rules_of(play, more), evaluator=evaluator)


def positions(game: Game) -> int:
    """How many states can be reached."""
    return len(reached(game))


def reached(game: Game) -> set[bytes]:
    """All states that can be reached."""
    seen, todo = set[bytes](), [bytes(game.new_game())]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            for move in game.legal(bytearray(key)):
                state = bytearray(key)
                game.apply(state, move)
                todo.append(bytes(state))
    return seen


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

RISES = (
    "    x = choose(red, place)\n    n += 1 if x == a else 2\n    act(blue)\n"
    "    if n >= 4:\n        end()\n"
)

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
    "falling as another register rises": (f"while falling(5 - n):\n{RISES}end()", "", 11),
    "falling of a derived value": (
        f"while falling(left):\n{RISES}end()",
        '[derived.left]\nvalue = "5 - used[a]"\n'
        '[derived.used]\nof = "place"\nvalue = "n if place != b else 0"\n',
        11,
    ),
    "falling by a factor": (f"while falling(n * -1 + 5):\n{RISES}end()", "", 11),
    "falling of a sum of differences": (
        "while falling(beads - (n * -1 + 3) * 2 + 9):\n    x = choose(red, place)\n"
        "    if x == a:\n        beads -= 1\n    else:\n        beads -= 2\n"
        "    act(blue)\n    if beads <= 1:\n        end()\nend()",
        "",
        11,
    ),
    "left before it fell": (
        "while falling(beads):\n    x = choose(red, [go, stay])\n    if x == stay:\n"
        "        break\n    beads -= 1\nbeads = 0\nact(blue)\nend()",
        "",
        7,
    ),
    "returned before it fell": (
        "rounds()\nbeads = 0\nact(blue)\nend()",
        "[procedure.rounds]\ndo = '''\nwhile falling(beads):\n    for i in range(1):\n"
        "        x = choose(red, [go, stay])\n        if x == stay:\n            return\n"
        "    beads -= 1\n'''",
        7,
    ),
    # Of two cards only one asks.
    "a card that asks or not": (
        "d = chance(deck)\nplay(d)\nact(red)\nend()",
        "",
        13,
    ),
    # The picks of the last loop are forgotten before the next one.
    "the lowest twice": (
        "for i in range(2):\n    for p in highest(1, (q for q in place), by=pile[q]):\n"
        "        x = choose(red, place)\n        pile[p] = 0\n"
        "    pile[a] = 0\n    pile[b] = 0\n    pile[c] = 0\n    x = choose(red, place)\n"
        "    pile[x] = 1\n    act(blue)\nend()",
        "",
        15,
    ),
    # After a break the past of the number is forgotten.
    "a falling loop left early": (
        "while falling(beads):\n    act(red, menu=beads)\n    act(red)\n    if beads <= 3:\n"
        "        break\nbeads = 1\nact(blue)\nend()",
        "",
        7,
    ),
}


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
@pytest.mark.parametrize("case", COUNTED)
def test_equal_positions_are_equal_states(case: str, evaluator: str) -> None:
    play, more, count = COUNTED[case]
    assert positions(game_of(play, more, evaluator)) == count


#: Scripts that ask within actions and calls while locals wait.
ASKS: dict[str, tuple[str, str]] = {
    "a pausing action": (
        "x = choose(red, place)\npile[x] = 2\ny = choose(blue, place)\nact(red, menu=moves)\n"
        "pile[y] = 2\nact(blue)\nend()",
        "",
    ),
    "a call with arguments": (
        "x = choose(red, place)\ny = choose(red, place)\nask(x, y)\nact(blue)\nask(y, a)\nend()",
        '[procedure.ask]\nparams = { k = "place", m = "place" }\ndo = \'\'\'\n'
        "z = choose(red, place)\npile[k] = 1 if z == k else 0\nact(blue)\npile[m] = 2\n'''",
    ),
    "a loop's variable over a pause": (
        "x = choose(red, place)\npile[x] = 0\nfor p in (q for q in place if pile[q] > 0):\n"
        "    act(red)\n    pile[p] = 0\nact(blue)\nend()",
        "",
    ),
    "what dies as an action is taken": (
        "x = choose(red, place)\nfor p in place:\n    if p == x:\n        act(red, menu=moves)\n"
        "act(blue)\nend()",
        "",
    ),
    "what only a question reads": (
        "x = choose(red, place)\ny = choose(blue, (p for p in place if p != x), decline=none)\n"
        "act(red)\nif y != none:\n    pile[y] = 1\nact(blue)\nend()",
        "",
    ),
    "who only acts once": (
        "x = choose(red, seat)\nact(x)\nact(red)\nx = choose(red, seat)\nact(x, menu=moves)\n"
        "act(blue)\nend()",
        "",
    ),
}

#: Scripts of which some round does not lower the number, and some that lower it in the end.
FALLS = {
    "not always": ("    x = choose(red, [yes, no])\n    if x == yes:\n        beads -= 1\n", False),
    "down and up again": ("    beads -= 1\n    act(red)\n    beads += 1\n", False),
    "up and down again": ("    beads -= 1\n    act(red)\n    beads += 1\n    beads -= 1\n", True),
    "in one of two calls": ("    act(blue)\n    act(red, menu=beads)\n", True),
    "continue": ("    act(blue)\n    if n == 0:\n        continue\n    beads -= 1\n", False),
    "never": ("    act(blue)\n", False),
}


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
@pytest.mark.parametrize("case", FALLS)
def test_each_round_lowers_the_number(case: str, evaluator: str) -> None:
    body, falls = FALLS[case]
    game = game_of(f"while falling(beads):\n{body}end()", evaluator=evaluator)
    if falls:
        assert positions(game) > 5
        return
    with pytest.raises(LoopNotFalling, match="each round must lower it"):
        positions(game)


@pytest.mark.parametrize(
    "path", sorted([*RULESETS.glob("*.toml"), *WALKED.values()]), ids=lambda path: path.stem
)
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


def test_nothing_is_live_before_an_end() -> None:
    end = ir.End("procedure.play", 0, ir.Local(ir.integer(0, 1), 1))
    assert cfg.live_before([end], {2}) == {1}


def live_at(program: Program) -> list[set[int]]:
    """For each question the locals that something may still read, over the whole linked graph."""
    graph = program.graph
    lives: list[set[int]] = [set() for _ in graph.blocks]
    changed = True
    while changed:
        changed = False
        for number, block in enumerate(graph.blocks):
            end = block.end
            after: set[int] = set()
            for to in successors(end):
                after |= lives[to]
            match end:
                case Branch(test):
                    after |= cfg.free(test)
                case Switch(which):
                    after |= cfg.free(which)
                case Over(_, winner):
                    after |= cfg.free(winner)
                case Decision(ask):
                    after |= ask_reads(ask)
                    for to in end.actions.values():
                        after |= lives[to]
            new = cfg.live_before(block.code, after)
            if new != lives[number]:
                lives[number], changed = new, True
    found = {
        block.end.number: live
        for block, live in zip(graph.blocks, lives, strict=True)
        if isinstance(block.end, Decision)
    }
    return [found[number] for number in range(len(found))]


def memory_of(program: Program) -> set[int]:
    """The memory of falling loops, which is told of in counts."""
    bodies = [block.code for block in program.graph.blocks]
    bodies += [list(function.body) for function in program.functions.values()]
    statements = [s for body in bodies for s in cfg.nested(body)]
    return {s.last.slot for s in statements if isinstance(s, ir.NoteFall)}


@pytest.mark.parametrize("case", [*COUNTED, *ASKS])
def test_what_nobody_reads_is_nought(case: str) -> None:
    play, more = ASKS[case] if case in ASKS else COUNTED[case][:2]
    rules = rules_of(play, more)
    game, program = Game(rules), rules.program(rules.scenarios[0].id)
    live, memory = live_at(program), memory_of(program)
    assert reached(game) == reached(Game(rules, evaluator="interpreted"))
    for key in reached(game):
        if game.legal(bytearray(key)):
            question = key[0] | key[1] << 8
            dead = set(program.offsets) - live[question] - memory
            held = {s for s in dead if any(key[at] for at in program.offsets[s].bytes)}
            assert not held, program.questions[question].key
