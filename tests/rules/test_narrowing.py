"""What a test of a value teaches, and how long that is known."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import Game
from game.rules import RulesError, cfg, ir, parse_rules

RULES = '''
[game]
name = "Narrowing"
language = 2
seats = ["red", "blue"]
cap = { moves = 9 }

[set.place]
members = [{ id = "hill", near = ["ford"], worth = 2, rear = "ford" }, { id = "ford", worth = 1 }]

[register.a]
range = [0, 9]

[register.calm]
range = "bool"

[register.at]
range = "place or none"

[register.post]
of = "seat"
range = "place or none"

[action.pass]

[procedure.leave]
do = "at = none"

[procedure.play]
do = """
SCRIPT
"""
'''
#: A local that may be none, tested, and what follows under the test.
TESTED = "x = choose(red, place, decline=none)\nif x != none:\n"
#: The same of a register.
STANDS = "if at != none:\n"

KEPT = {
    "past chance": TESTED + "    d = chance(d6)\n    a = x.worth",
    "past a move": TESTED + "    act(red)\n    a = x.worth",
    "past a call": TESTED + "    leave()\n    a = x.worth",
    "in a loop": TESTED + "    for i in range(2):\n        a = x.worth",
    "in a loop that asks": TESTED + "    for s in seat:\n        act(s)\n        a = x.worth",
    "in a falling loop": TESTED + "    n: range(0, 3) = 2\n    while falling(n):\n        n -= 1\n"
    "        a = x.worth",
    "in an open loop": TESTED + "    while a < 3:\n        act(red)\n        a += x.worth",
    "after an open loop": TESTED
    + "    while a < 3:\n        act(red)\n        a += 1\n    a = x.worth",
    "in the test of a loop": TESTED + "    while x.worth > a:\n        act(red)\n        a += 1",
    "in a filter": TESTED + "    for p in (p for p in place if p.worth < x.worth):\n        a = 1",
    "of a register, in a loop": STANDS + "    for p in at.near:\n        a = at.worth",
    "of a register, where another is set": STANDS + "    calm = true\n    a = at.worth",
    "of one cell, where another is set": "if post[red] != none:\n    post[blue] = none\n"
    "    a = post[red].worth",
    "where it was set": "at = hill\na = at.worth",
    "where it was set if it was none": "if at == none:\n    at = hill\na = at.worth",
    "of a local, set if it was none": TESTED + "    a = 1\nelse:\n    x = ford\na = x.worth",
    "of one of several conditions": TESTED.replace("x != none", "calm and (x == hill or x == ford)")
    + "    d = chance(d6)\n    a = x.worth",
}
LOST = {
    "a register past chance": STANDS + "    d = chance(d6)\n    a = at.worth",
    "a register past a call": STANDS + "    leave()\n    a = at.worth",
    "a register past a move": STANDS + "    act(red)\n    a = at.worth",
    "a register that a round sets": STANDS + "    for p in place:\n        a = at.worth\n"
    "        at = none",
    "a register in a filter, which a round sets": STANDS
    + "    for p in (p for p in place if p.worth <= at.worth):\n        at = none",
    "a local that a round sets": TESTED + "    for s in seat:\n        a = x.worth\n"
    "        x = choose(s, place, decline=none)",
    "a register in a falling number": STANDS + "    while falling(at.worth - a):\n        a += 1\n"
    "        act(red)",
    "a cell that may be the one that is set": "s = choose(red, seat)\nif post[red] != none:\n"
    "    post[s] = none\n    a = post[red].worth",
    "what one way alone sets": "if calm:\n    at = hill\na = at.worth",
    "after a loop that may be left": TESTED.replace("if x", "while x").replace("!=", "==")
    + "    if calm:\n        break\n    x = choose(red, place, decline=none)\na = x.worth",
}


def text_of(script: str) -> str:
    return RULES.replace("SCRIPT", script)


@pytest.mark.parametrize("script", KEPT.values(), ids=list(KEPT))
def test_what_was_tested_is_known_while_nothing_can_change_it(script: str) -> None:
    game = Game(parse_rules(text_of(script)), evaluator="interpreted")
    for seed in range(6):
        state = game.new_game()
        game.playout(state, Random(seed).randrange)
        assert game.ending(state) == "over"


@pytest.mark.parametrize("script", LOST.values(), ids=list(LOST))
def test_what_may_have_changed_must_be_tested_again(script: str) -> None:
    with pytest.raises(RulesError) as caught:
        parse_rules(text_of(script))
    assert {finding.code for finding in caught.value.findings} == {"maybe-none"}


def test_what_was_lost_while_somebody_was_asked_is_said() -> None:
    with pytest.raises(RulesError) as caught:
        parse_rules(text_of(LOST["a register past chance"]), "rules.toml")
    assert str(caught.value).endswith(
        ": error: maybe-none: this may be none; test `!= none` first. It was tested, and may have "
        "changed since, while somebody was asked or a script ran: keep it in a local before that, "
        "`x = at`."
    )
    with pytest.raises(RulesError) as plain:
        parse_rules(text_of("a = at.worth"))
    assert "keep it in a local" not in str(plain.value)


#: What is taken since a condition bounds a number; without the condition each is a finding.
BOUNDED = {
    "a number below": ("if n < 4:\n    m = n", "m = n"),
    "a number at most": ("if n <= 3:\n    m = n", "m = n"),
    "not above": ("if not n > 3:\n    m = n", "m = n"),
    "turned round": ("if 3 >= n:\n    m = n", "m = n"),
    "between": ("if 1 <= n <= 3:\n    m = n", "m = n"),
    "one of two": ("if n == 1 or n == 3:\n    m = n", "m = n"),
    "both ways": ("if n > 3:\n    m = 1\nelse:\n    m = n", "m = n"),
    "leaving first": ("if n > 3:\n    return\nm = n", "m = n"),
    "below another number": ("if n < m:\n    m = n + 1", "m = n + 1"),
    "divided by what is not nought": ("if n != 0:\n    m = min(3, 6 // n)", "m = min(3, 6 // n)"),
    "divided in the same condition": (
        "if n > 0 and 6 // n < 3:\n    m = 1",
        "if 6 // n < 3:\n    m = 1",
    ),
    "a choice of values": ("m = n if n < 3 else 0", "m = n"),
    "of a register": ("if big <= 3:\n    m = big", "m = big"),
    "past chance": ("if n < 4:\n    d = chance(d6)\n    m = n", "d = chance(d6)\nm = n"),
    "in a loop": ("if n < 4:\n    for p in place:\n        m = n", "for p in place:\n    m = n"),
    "in a table": ("if n < 2:\n    m = few[n]", "m = few[n]"),
    "of a loop's variable": (
        "for i in (i for i in range(9) if i < 4):\n    m = i",
        "for i in range(9):\n    m = i",
    ),
}
NUMBERS = '\n[register.big]\nrange = [0, 9]\n\n[table.few]\nby = "0..1"\ncells = { 0 = 1, 1 = 2 }\n'


def numbers_of(script: str) -> str:
    """Rules with a local of 0 to 9, and one of 0 to 3 that nothing above may be put into."""
    begin = "n = choose(red, range(10))\nm: range(0, 4) = 0\n"
    return text_of(f"{begin}{script}\na = m") + NUMBERS


def proved(script: str) -> bool:
    """Is it known when rules are read that nothing leaves its range, and no index its table?"""
    try:
        rules = parse_rules(numbers_of(script))
    except RulesError as error:
        if not {f.code for f in error.findings} <= {"bad-division", "wrong-index"}:
            raise
        return False
    whole = rules.program("standard").functions["procedure.play"].body
    return not any(isinstance(s, ir.StoreLocal) and s.edge for s in cfg.nested(whole))


@pytest.mark.parametrize(("script", "bare"), BOUNDED.values(), ids=list(BOUNDED))
def test_a_condition_bounds_a_number(script: str, bare: str) -> None:
    assert proved(script)
    assert not proved(bare)
    game = Game(parse_rules(numbers_of(script)), evaluator="interpreted")
    for seed in range(12):
        state = game.new_game()
        game.playout(state, Random(seed).randrange)
        assert game.ending(state) == "over"


@pytest.mark.parametrize(
    "script",
    [
        "if n < 4:\n    n = choose(red, range(10))\n    m = n",
        "if big < 4:\n    d = chance(d6)\n    m = big",
        "if n < 4 or calm:\n    m = n",
        "if n != 5:\n    m = n",
        "if n < 4:\n    for p in place:\n        m = n\n        n = choose(red, range(10))",
    ],
    ids=["set-since", "a-register-past-chance", "one-way-alone", "a-hole", "set-in-a-round"],
)
def test_what_bounds_no_more_is_not_believed(script: str) -> None:
    assert not proved(script)


@pytest.mark.parametrize("first", ["o.level >= 1", "o.wet", "o.back == pond", "o.shore == east"])
@pytest.mark.parametrize("then", ["o.level >= 1", "o.wet", "o.back == pond", "o.shore == east"])
@pytest.mark.parametrize("joined", ["and", "or"])
def test_what_a_field_teaches_is_of_no_field_with_the_same_numbers(
    first: str, then: str, joined: str
) -> None:
    fields = """
[set.shore]
members = ["west", "east"]

[set.spot]
members = [
  { id = "bank", level = 0, back = "bank", shore = "west" },
  { id = "pond", level = 1, wet = true, back = "pond", shore = "east" },
]
"""
    counted = f"a = count(o for o in spot if {first} {joined} {then})\nact(red)"
    text = RULES.replace("SCRIPT", counted).replace("[set.place]", fields + "\n[set.place]")
    game = Game(parse_rules(text), "standard")
    assert game.value(game.new_game(), "a") == 1
