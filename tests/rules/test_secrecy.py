"""Secrets stay secret: what the loader refuses leaks, what it accepts does not leak when run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import OVER, Game, History
from game.rules import Finding, RulesError, parse_rules
from game.rules.reference.idioms import ORDERS
from tests.randomised import examples

RULES = """
[game]
name = "Cards"
seats = ["red", "blue", "green"]

[set.word]
members = ["low", "high"]

[register.table]
range = [0, 3]
edge = "clamp"

[register.heap]
of = "seat"
range = [0, 3]
edge = "clamp"

[register.card]
of = "seat"
range = [0, 3]
edge = "clamp"
see = "viewer == seat"

[register.next_card]
of = "seat"
range = [0, 3]
edge = "clamp"
see = "viewer == seat"

[register.pick]
range = "seat or none"
see = "viewer == red"

[register.dark]
range = [0, 3]
edge = "clamp"
see = "none"

[register.shown]
range = "bool"

[register.plan]
of = "seat"
range = "word or none"
see = "viewer == seat or shown"

[register.dealt]
of = "word"
range = "bool"
see = "none"

[derived.lead]
of = "seat"
value = "card[seat] - heap[seat]"

[derived.richest]
value = "highest_one((s for s in seat), by=card[s])"

[procedure.give]
params = { s = "seat", n = "range(0, 4)" }
do = "next_card[s] = n"

[procedure.put]
params = { n = "range(0, 4)" }
do = "table = n"

[action.wait]
seats = "all"
do = "pass"

[event.rain]
do = "table = 0"

[event.sun]
do = "dark = 0"

[procedure.play]
do = '''
act(red)
SCRIPT
end()
'''
"""


def rules_with(script: str) -> str:
    return RULES.replace("SCRIPT", script.strip())


def leaks(script: str) -> list[tuple[str, Finding]]:
    """(line of the file, finding) of every leak in a script; other findings fail the test."""
    text = rules_with(script)
    try:
        parse_rules(text)
        found: tuple[Finding, ...] = ()
    except RulesError as error:
        found = error.findings
    assert {f.code for f in found} <= {"leak"}, str(found)
    return [(text.split("\n")[f.line - 1].strip(), f) for f in found]


# The line at fault stands first; then, after the bar, the whole script if it has more lines.
LEAKS = [
    "table = card[red]",
    "table = dark",
    "table = 1 if card[red] > 2 else 0",
    "table = lead[blue]",
    "table = sum(card[s] for s in seat)",
    "table = card[red] if reveal(card[blue] > 1) else 0",
    "next_card[red] = card[blue]",
    "card[red] = dark",
    "heap[richest] = 1",
    "heap[pick] = 1|if reveal(pick != none):\n    heap[pick] = 1",
    "act(richest)",
    "end(winner=richest)",
    "if card[red] > 2:|if card[red] > 2:\n    table = 1",
    "if card[red] > 2:|if card[red] > 2:\n    table = 1\nelse:\n    table = 2",
    "if card[red] > 2:|if card[red] > 2:\n    act(blue)",
    "if card[red] > 2:|if card[red] > 2:\n    end()",
    "if card[red] > 2:|if card[red] > 2:\n    dark = chance(range(4), see=none)",
    "if card[red] > 2:|if card[red] > 2:\n    put(1)",
    "if card[red] > 2:|if card[red] > 2:\n    return\ntable = 1",
    "if card[red] > 2:|x = 0\nif card[red] > 2:\n    x = 1\ntable = x",
    "if card[s] > 2:|for s in seat:\n    if card[s] > 2:\n        break\n    table += 1",
    "if card[s] > 2:|for s in seat:\n    if card[s] > 2:\n        continue\n    table += 1",
    "for s in (s for s in seat if card[s] > 1):|"
    "for s in (s for s in seat if card[s] > 1):\n    table += 1",
    "for s in lowest(1, (s for s in seat), by=card[s]):|"
    "for s in lowest(1, (s for s in seat), by=card[s]):\n    heap[s] += 1",
    "while falling(dark):|while falling(dark):\n    dark -= 1\n    table += 1",
    "table = x|x = card[red]\ntable = x",
    "table = y|x = card[red]\ny = x + 1\ntable = y",
    "table = n|put(dark)",
    "next_card[s] = n|give(blue, card[red])",
    "next_card[s] = x|x = 0\nfor s in seat:\n    next_card[s] = x\n    x = card[s]",
    "play(e)|e = rain if dark > 1 else sun\nplay(e)",
    "table = x|x = chance(range(4), see=none)\ntable = x",
    "table = chance([1, 2], see=none)",
    "table = x|x = choose(red, range(3), see=viewer == red)\ntable = x",
    "heap[red] = choose(red, range(3), see=viewer == red)",
    "next_card[blue] = choose(red, range(3), see=viewer == red)",
    "x = choose(red, (s for s in seat if card[s] > 1), decline=none)",
    "x = chance((s for s in seat if card[s] > 1) or none)",
    "x = chance(seat, weight=1 + dark)",
    "table = 1 if plan[red] == low else 0",
    # A secret known by a local stays that secret when the local changes.
    "if card[s] > 2:|s = chance(seat)\nif card[s] > 2:\n    s = chance(seat)\n    card[s] = 1",
    "for i in range(card[s]):|"
    "s = chance(seat)\nfor i in range(card[s]):\n    s = blue\n    card[s] = 1",
    "if card[s] > 2:|s = chance(seat)\nif card[s] > 2:\n    s = chance(seat)\n    give(s, 1)",
    "card[s] = 1|s = chance(seat)\ns = red if card[s] > 2 else blue\ncard[s] = 1",
]

SOUND = [
    "dark = card[red]",
    "dark = table + dark",
    "card[red] = table",
    "next_card[red] = card[red]",
    "heap[red] = reveal(card[red])",
    "table = reveal(card[red] + dark)",
    "if reveal(card[red] > 2):\n    table = 1",
    "if card[red] > 2:\n    next_card[red] = 1\ntable = 2",
    "for s in seat:\n    x = card[s]\n    next_card[s] += x",
    "for s in seat:\n    if card[s] > 1:\n        card[s] -= 1",
    "for s in seat:\n    give(s, card[s])",
    "give(red, card[red])",
    "x = card[red]\nif x > 1:\n    give(red, x)",
    "for s in seat:\n    if card[s] > 2:\n        break\n    dark += 1\ntable = 1",
    "for s in seat:\n    plan[s] = choose(s, word, see=viewer == s)",
    "for s in seat:\n    card[s] = choose(s, range(4), see=s == viewer)",
    "plan[red] = choose(red, word, see=viewer == red)\nplan[red] = low if card[red] > 1 else high",
    "for s in seat:\n"
    "    x = choose(s, (w for w in word if card[s] > 1), decline=none)\n    plan[s] = x",
    "x = chance((w for w in word if not dealt[w]) or none, see=viewer == blue)",
    "x = chance((w for w in word if not dealt[w]) or none, see=all)\nplan[red] = x",
    "if card[red] > 2:\n    dark = 1\n    x = 2\nx = 3\ntable = x",
    "if table > 1:\n    act(blue)\n    end(winner=blue)",
    "pick = richest if dark > 9 else none",
    "shown = true\nif reveal(plan[red]) == low:\n    table = 1",
    "dark = choose(red, range(4), see=viewer == red)",
    "dark = chance(range(4), see=none)",
    "plan[blue] = choose(blue, word, see=viewer == blue or shown)",
    "x = choose(red, range(4))\ncard[red] = x",
    "s = red\ncard[s] = choose(red, range(4), see=viewer == s)",
]

# An answer told to more seats than see the register that keeps it.
TOLD = [
    "card[red] = choose(red, range(4))",
    "card[red] = choose(red, range(4), see=all)",
    "card[red] = choose(red, range(4), see=viewer != green)",
    "card[red] = choose(blue, range(4), see=viewer == blue or viewer == green)",
    "card[red] = chance(range(4))",
    "card[s] = choose(s, range(4))|for s in seat:\n    card[s] = choose(s, range(4))",
    "dark = choose(red, range(4))",
    "plan[red] = choose(red, word)",
]


@pytest.mark.parametrize("case", LEAKS)
def test_a_leak_is_found(case: str) -> None:
    line, _, script = case.partition("|")
    found = leaks(script or line)
    assert found
    assert {text for text, _ in found} <= {line, f'do = "{line}"'}, str(found)


@pytest.mark.parametrize("case", LEAKS)
def test_a_leak_says_what_and_what_to_do(case: str) -> None:
    line, _, script = case.partition("|")
    for _, finding in leaks(script or line):
        assert finding.offending in finding.message
        assert finding.suggestion is not None
        assert "reveal(...)" in finding.suggestion


@pytest.mark.parametrize("case", TOLD)
def test_an_answer_told_to_more_than_see_its_register_is_found(case: str) -> None:
    line, _, script = case.partition("|")
    ((text, finding),) = leaks(script or line)
    assert text in {line, f'do = "{line}"'}
    assert f"`{finding.offending}`" in finding.message
    assert finding.offending == line.partition("[")[0].partition(" ")[0]
    assert "see=" in (finding.suggestion or "")


@pytest.mark.parametrize("script", SOUND)
def test_an_honest_script_is_let_through(script: str) -> None:
    assert leaks(script) == []


@st.composite
def values(draw: st.DrawFn) -> str:
    words = [
        "table",
        "heap[red]",
        "heap[s]",
        "card[red]",
        "card[s]",
        "card[t]",
        "card[blue]",
        "dark",
        "x",
        "1",
    ]
    a, b = draw(st.sampled_from(words)), draw(st.sampled_from(words))
    shape = draw(st.sampled_from(["{a}", "min(3, {a} + {b})", "({a} if {b} > 1 else 0)"]))
    return shape.format(a=a, b=b)


TARGETS = [
    "table", "heap[red]", "heap[s]", "card[red]", "card[s]", "card[t]", "next_card[s]",
    "next_card[t]", "dark", "x",
]  # fmt: skip
#: What the local `t`, a seat, is set to.
SEATS = ["red", "blue", "s", "(s if {value} > 1 else t)", "(red if {value} > 1 else blue)"]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> list[str]:
    """Some lines of a script that runs inside `for s in seat`, with locals `x` and `t`."""
    out: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        kinds = ["set", "set", "seat", "jump"] + (["if", "if", "for", "else"] if depth else [])
        kind = draw(st.sampled_from(kinds))
        value = draw(values())
        if kind == "set":
            out.append(f"{draw(st.sampled_from(TARGETS))} = {value}")
        elif kind == "seat":
            out.append(f"t = {draw(st.sampled_from(SEATS)).format(value=value)}")
        elif kind == "jump":
            out.append(draw(st.sampled_from(["break", "continue", "return", "give(s, card[s])"])))
        else:
            head = f"for i in range({value}):" if kind == "for" else f"if {value} > 1:"
            out += [head, *("    " + line for line in draw(blocks(depth=depth - 1)))]
            if kind == "else":
                out += ["else:", *("    " + line for line in draw(blocks(depth=depth - 1)))]
    return out


@examples(150, slow=True)
@given(blocks(), st.data())
def test_what_is_let_through_tells_nobody_a_secret(lines: list[str], data: st.DataObject) -> None:
    """Two states that look alike to a seat look alike to it after any accepted script."""
    body = "\n".join("    " + line for line in lines)
    inner = f"x: range(0, 4) = 0\nt: seat = red\nfor s in seat:\n{body}\n"
    text = RULES.replace("SCRIPT", "work()\nact(red)")
    text += f"\n[procedure.work]\ndo = '''\n{inner}'''\n"
    try:
        game = Game(parse_rules(text))
    except RulesError:
        return
    wait = game.id("wait")
    for seat in game.seats:
        cells = [f"card[{s}]" for s in game.seats if s != seat] + ["dark"]
        after = []
        before = []
        for _ in range(2):
            state = game.new_game()
            for cell in [*cells, f"card[{seat}]"]:
                value = data.draw(st.integers(0, 3)) if cell in cells else 2
                game.override(state, cell, value)
            before.append(game.observe(state, seat).key)
            game.apply(state, wait)
            assert game.actor(state) != OVER
            after.append(game.observe(state, seat).key)
        assert before[0] == before[1]
        assert after[0] == after[1]


ACTION = """
[action.lay]
choose = { s = "seat" }
do = '''
BODY
'''
"""


@pytest.mark.parametrize(
    ("body", "leaky"),
    [
        ("pick = s", True),
        ("card[actor] = 1 if s == red else 2", True),
        ("x = s\npick = x", False),
        ("pick = reveal(s)", False),
        ("card[s] = 1", False),
        ("card[actor] += 1", False),
        ("heap[s] = 1 if s == red else 2", False),
        ("plan[actor] = choose(actor, word, see=viewer == actor)", False),
    ],
)
def test_an_action_keeps_no_secret_that_it_tells_everyone(body: str, leaky: bool) -> None:
    text = rules_with("act(red)") + ACTION.replace("BODY", body)
    try:
        parse_rules(text)
        found: tuple[Finding, ...] = ()
    except RulesError as error:
        found = error.findings
    assert [f.code for f in found] == ["leak"] * leaky
    for finding in found:
        assert text.split("\n")[finding.line - 1] == body
        assert "`lay`" in finding.message


def test_a_register_seen_by_too_many_is_told_once_at_its_see() -> None:
    script = "for s in seat:\n    heap[s] = card[s]\nheap[red] = min(3, card[red] + 1)"
    text = rules_with(script).replace(
        'range = [0, 3]\nedge = "clamp"\n\n[register.card]',
        'range = [0, 3]\nedge = "clamp"\nsee = "all"\n\n[register.card]',
    )
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    (finding,) = caught.value.findings
    line = text.split("\n")[finding.line - 1]
    assert (finding.code, line) == ("leak", 'see = "all"')
    assert "`heap`" in finding.message
    assert "2 places" in finding.message


def test_places_are_blamed_where_a_register_is_written_openly_too() -> None:
    script = "heap[red] = table\nheap[red] = card[red]\nheap[blue] = card[blue]"
    assert [line for line, _ in leaks(script)] == script.split("\n")[1:]


def test_a_derived_value_that_tells_too_much_is_told_once_at_its_value() -> None:
    script = "table = lead[red]\nheap[red] = lead[red]\nheap[blue] = lead[blue]\nact(richest)"
    found = leaks(script)
    assert [line for line, _ in found] == ['value = "card[seat] - heap[seat]"', "act(richest)"]
    assert "3 places" in found[0][1].message


@pytest.mark.parametrize(
    ("act", "body", "leaky"),
    [
        ("act(red, see=viewer == red)", "card[actor] = 1 if s == red else 2", False),
        ("act(red, see=viewer == red)", "card[actor] = 1", False),
        ("act(red, see=none)", "dark = 2", False),
        ("act(red, see=none)", "card[actor] += 1\ndark += 1", False),
        ("for q in seat:\n    act(q, see=viewer == q)", "card[actor] = 2", False),
        ("for q in seat:\n    act(q, see=viewer == q)", "card[actor] = table", False),
        ("for q in seat:\n    act(q, see=viewer == q or shown)", "card[actor] = 2", False),
        # Others see what it does.
        ("act(red, see=viewer == red)", "table = 1", True),
        ("act(red, see=viewer == red)", "card[s] = 1", True),
        ("act(red, see=viewer == red)", "card[blue] = 1", True),
        ("act(red, see=none)", "heap[actor] = 1", True),
        ("for q in seat:\n    act(q, see=viewer == q)", "heap[actor] = 1", True),
        ("for q in seat:\n    act(q, see=viewer == q)", "give(s, 1)", True),
        ("for q in seat:\n    act(q, see=viewer == q)", "end(winner=actor)", True),
        (
            "for q in seat:\n    act(q, see=viewer == q)",
            "card[actor] = choose(actor, range(3), see=viewer == actor)",
            True,
        ),
        # Others are told it, and do not see what keeps it.
        ("act(red, see=viewer != green)", "card[actor] = 1 if s == red else 2", True),
        ("act(blue, see=viewer == red)", "card[actor] = 1 if s == red else 2", True),
        ("act(blue, see=viewer == red)", "card[actor] = 1", False),
    ],
)
def test_what_a_secret_action_does_is_no_more_open_than_it(
    act: str, body: str, leaky: bool
) -> None:
    lay = ACTION.replace("BODY", body).replace("[action.lay]", '[action.lay]\nmenu = "dark"')
    text = rules_with(act.replace(", see", ", menu=dark, see")) + lay
    try:
        parse_rules(text)
        found: tuple[Finding, ...] = ()
    except RulesError as error:
        found = error.findings
    assert {f.code for f in found} == ({"leak"} if leaky else set())
    assert {text.split("\n")[f.line - 1] for f in found} <= {body, 'do = "next_card[s] = n"'}


def test_a_menu_of_secret_actions_that_is_open_once_is_held_to_what_all_are_told() -> None:
    lay = ACTION.replace("BODY", "card[actor] = 1 if s == red else 2")
    lay = lay.replace("[action.lay]", '[action.lay]\nmenu = "dark"')
    secret = "act(red, menu=dark, see=viewer == red)"
    both = f"{secret}\nact(blue, menu=dark)"
    assert parse_rules(rules_with(secret) + lay)
    with pytest.raises(RulesError) as caught:
        parse_rules(rules_with(both) + lay)
    assert [f.code for f in caught.value.findings] == ["leak"]


def test_others_learn_of_a_secret_action_only_that_it_was_taken() -> None:
    """Two worlds that differ in what red ordered are one to blue; the engine's one gate holds."""
    game = Game(parse_rules(ORDERS))
    told = []
    for move in ("send:upper", "send:lower", "rest"):
        history = History(game, [game.id(move)])
        assert game.pending(game.new_game()).hidden
        told.append(history.information("blue"))
        assert move in history.information("red")
        assert game.sees_move(game.new_game(), "red", game.id(move))
        assert not game.sees_move(game.new_game(), "blue", game.id(move))
    assert len(set(told)) == 1
    assert told[0].endswith("| play:?")
    game.apply(history.state, game.id("send:lower"))
    assert game.value(history.state, "held", "lower") == "blue"


@pytest.mark.parametrize(
    ("draw", "closed"),
    [
        ("chance((w for w in word if not dealt[w]) or none, see=all)", True),
        ("chance(word, weight=1 + dark, see=all)", True),
        ("chance((w for w in word if table == 0) or none)", False),
        ("chance(word, see=none)", True),
    ],
)
def test_what_can_fall_is_hidden_where_it_reads_what_few_see(draw: str, closed: bool) -> None:
    """Its odds are shown to nobody then, and no dice on the table are rolled for it."""
    game = Game(parse_rules(rules_with(f"x = {draw}")))
    state = game.new_game()
    while game.pending(state).kind == "act":
        game.apply(state, game.legal(state)[0])
    assert game.pending(state).hidden == closed


ASKING = """
[game]
name = "Ask for a card"
language = 2
seats = ["red", "blue", "green"]

[set.card]
members = ["ace", "king", "queen", "jack"]

[zone.cards]
of = "card"
start = "stock"

[zone.cards.places]
stock = { see = "none" }
hand = { of = "seat", see = "viewer == seat" }

[action.wait]

[action.ask]
choose = { card = "card" }
do = '''
if reveal(card in hand[blue]):
    move(card, hand[blue], hand[red])
'''

[procedure.play]
do = '''
for s in seat:
    dealt = chance(stock, see=viewer == s)
    move(dealt, stock, hand[s])
act(red)
named = choose(red, card)
%s
end()
'''
"""


@pytest.mark.parametrize(
    ("test", "leaky"),
    [
        ("if reveal(named in hand[blue]):", False),
        ("if reveal(named in hand[red] or named in hand[blue]):", False),
        ("if reveal(named in stock):", True),
        ("if size(hand[blue]) > 0:", True),
    ],
)
def test_what_all_hear_of_moves_only_from_where_it_is_revealed_to_lie(
    test: str, leaky: bool
) -> None:
    text = ASKING % f"{test}\n    move(named, hand[blue], hand[red])"
    found: tuple[Finding, ...] = ()
    try:
        parse_rules(text)
    except RulesError as error:
        found = error.findings
    assert [f.code for f in found] == ["leak"] * leaky
