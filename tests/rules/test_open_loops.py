"""Loops that no number bounds: each round asks a seat, and the game has an end of its own."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import RulesError, parse_rules

RULES = """
[game]
name = "Loops"
language = 2
seats = ["red", "blue"]
cap = { moves = 9 }

[set.place]
members = [{ id = "hill", near = ["ford"] }, { id = "ford", near = [] }]

[register.coins]
of = "seat"
range = [0, 3]

[register.calm]
range = "bool"

[action.pass]

[procedure.ask]
do = "act(blue)"

[procedure.may_ask]
do = '''
if calm:
    return
act(blue)
'''

[procedure.play]
do = '''
SCRIPT
'''
"""


def always(*lines: str) -> str:
    """A loop that nothing bounds."""
    return "\n".join(["while true:", *("    " + line for line in lines)])


ASKING = {
    "an act": always("act(red)"),
    "a choice": always("x = choose(red, [go, stay])"),
    "a choice of perhaps nothing": always("x = choose(red, (p for p in place if calm) or none)"),
    "a call that asks": always("ask()"),
    "both ways": always("if calm:", "    act(red)", "else:", "    ask()"),
    "leaving where nothing is asked": always("if calm:", "    break", "act(red)"),
    "returning where nothing is asked": always("if calm:", "    return", "act(red)"),
    "ending where nothing is asked": always("if calm:", "    end()", "act(red)"),
    "a loop over a set": always("for s in seat:", "    act(s)"),
    "a loop over a range": always("for i in range(2):", "    act(red)"),
    "a loop that never ends but by asking": always("while true:", "    act(red)"),
    "going on after a question": always("act(red)", "if calm:", "    continue", "calm = true"),
    "nothing that comes round": always("end()"),
    "leaving at once": "while true:\n    break\nact(red)",
    "a condition": "while coins[red] < 3:\n    act(red)",
}
SILENT = {
    "nothing": "while not calm:\n    calm = true",
    "chance alone": "while not calm:\n    calm = chance(coin)",
    "one way alone": always("if calm:", "    act(red)"),
    "going on before a question": always("if calm:", "    continue", "act(red)"),
    "a call that may not ask": always("may_ask()"),
    "a filtered loop": always("for s in (s for s in seat if calm):", "    act(s)"),
    "a loop over a list that may be empty": always(
        "for p in place:", "    for q in p.near:", "        act(red)", "        calm = true"
    ),
    "a range that may be empty": always("for i in range(coins[red]):", "    act(red)"),
    "a falling loop": always("while falling(coins[red]):", "    act(red)", "    coins[red] -= 1"),
    "an inner loop that may not run": always("while calm:", "    act(red)"),
    "an inner loop that may be left": always(
        "while true:", "    if calm:", "        break", "    act(red)"
    ),
}


def text_of(script: str) -> str:
    return RULES.replace("SCRIPT", script)


@pytest.mark.parametrize("script", ASKING.values(), ids=list(ASKING))
def test_a_loop_that_asks_in_every_round(script: str) -> None:
    game = Game(parse_rules(text_of(script)))
    state = game.new_game()
    assert game.playout(state, lambda below: 0)[0] <= 9
    assert game.ending(state) == "over"


@pytest.mark.parametrize("script", SILENT.values(), ids=list(SILENT))
def test_a_loop_that_may_ask_nobody(script: str) -> None:
    text = text_of(script)
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    first, *_ = caught.value.findings
    assert first.code == "silent-loop"
    assert text.split("\n")[first.line - 1].lstrip().startswith("while")
    assert str(first).endswith(
        "error: silent-loop: a round of this loop may ask no seat, and so go on for ever unseen. "
        "Let every way through it come to an `act` or a `choose`, or leave the loop."
    )


def test_a_game_without_an_end_of_its_own_has_no_such_loops() -> None:
    text = text_of("while true:\n    act(red)").replace("cap = { moves = 9 }\n", "")
    line = 1 + text.split("\n").index("while true:")
    with pytest.raises(RulesError) as caught:
        parse_rules(text, "rules.toml")
    assert str(caught.value) == (
        f"rules.toml:{line}:1: error: unbounded: nothing ends this loop, and so it may go on for "
        "ever. Give [game] an end of its own, `cap = { moves = 300 }` or "
        "`repetition = { times = 3 }`, "
        "or loop with `while falling(number)`."
    )


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ("cap = { moves = 0 }", 6, "wrong-shape: `moves` must be 1 to 1000000."),
        ("cap = { }", 6, "missing-key: [game.cap] needs `moves`."),
        ("cap = 9", 6, "wrong-shape: `cap` must be a table, not 9."),
        ("cap = { moves = 9, ending = 'x' }", 6, "unknown-name: no [ending.x]."),
        ("cap = { moves = 9, end = 'x' }", 6, "unknown-key: [game.cap] knows no key `end`."),
        ("repetition = { times = 1 }", 6, "wrong-shape: `times` must be 2 to 1000000."),
        ("repetition = { times = true }", 6, "wrong-shape: `times` must be an integer, not true."),
    ],
)
def test_ends_that_are_written_wrongly(wrong: str, line: int, said: str) -> None:
    text = text_of("while true:\n    act(red)").replace("cap = { moves = 9 }", wrong)
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    (finding,) = caught.value.findings
    assert finding.line == line
    assert f": error: {said}" in str(finding)


def test_a_game_with_endings_names_the_one_that_it_comes_to() -> None:
    text = text_of("while true:\n    act(red)") + '\n[ending.drawn]\ntext = "Nobody wins."\n'
    with pytest.raises(RulesError) as caught:
        parse_rules(text, "rules.toml")
    assert str(caught.value) == (
        "rules.toml:6:7: error: missing-key: the game has endings; say which one it is. "
        'Write `ending = "drawn"`.'
    )
    rules = parse_rules(text.replace("moves = 9", 'moves = 9, ending = "drawn"'))
    # It is used, though no script names it; and the script need not end.
    assert not [warning for warning in rules.warnings if "ending" in warning.message]


@pytest.mark.parametrize(
    ("register", "script", "what"),
    [
        ('see = "viewer == red"', "while true:\n    act(red)", "`calm` is"),
        ("", "while true:\n    x = choose(red, [go, stay], see=viewer == red)", "some answers are"),
    ],
)
def test_positions_that_few_see_may_not_end_the_game(register: str, script: str, what: str) -> None:
    text = text_of(script).replace("cap = { moves = 9 }", "repetition = { times = 3 }")
    text = text.replace('range = "bool"\n', f'range = "bool"\n{register}\n')
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    (finding,) = [f for f in caught.value.findings if f.line == 6]
    assert finding.code == "leak"
    assert finding.message.startswith(f"{what} seen by few seats")
    assert "`cap`" in str(finding.suggestion)


def test_a_loop_without_a_way_out_needs_no_end_after_it() -> None:
    over = '\n[ending.over]\ntext = "It is over."\n'
    text = text_of("while true:\n    act(red)").replace("moves = 9", 'moves = 9, ending = "over"')
    parse_rules(text + over)
    with pytest.raises(RulesError, match="no-end"):
        parse_rules(text.replace("act(red)", "act(red)\n    if calm:\n        break") + over)
    with pytest.raises(RulesError, match="no-end"):
        parse_rules(text.replace("while true", "while not calm") + over)


def test_what_is_set_before_a_loop_is_left_may_be_read_after_it() -> None:
    script = (
        "while true:\n    n = choose(red, range(3))\n    if n > 0:\n        break\ncoins[red] = n"
    )
    game = Game(parse_rules(text_of(script)))
    state = game.new_game()
    for move in ("play.n:0", "play.n:2"):
        game.apply(state, game.id(move))
    assert game.value(state, "coins", "red") == 2
    with pytest.raises(RulesError, match="unset"):
        parse_rules(text_of(script.replace("while true", "while not calm")))


def test_a_condition_teaches_within_the_loop_and_after_it() -> None:
    script = """\
at = choose(red, place, decline=none)
while at != none:
    coins[red] = count(q for q in at.near)
    at = choose(red, place, decline=none)
to: place or none = none
while to == none:
    to = choose(red, place, decline=none)
coins[red] = count(q for q in to.near)"""
    game = Game(parse_rules(text_of(script)))
    state = game.new_game()
    for move in ("play.at:hill", "play.at:none", "play.to:none", "play.to:ford"):
        game.apply(state, game.id(move))
    assert game.value(state, "coins", "red") == 0
    left = script.replace("while to == none:", "while to == none:\n    if calm:\n        break")
    with pytest.raises(RulesError, match="maybe-none"):
        parse_rules(text_of(left))


def test_a_loop_remembers_nothing() -> None:
    game = Game(parse_rules(text_of("while true:\n    act(red)\n    act(blue)")))
    state = game.new_game()
    start = bytes(state)
    for _ in range(2):
        game.apply(state, game.id("pass"))
    assert state == start
