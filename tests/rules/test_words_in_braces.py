"""Words that a condition chooses in the braces of a sentence."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import RulesError, parse_rules
from game.table.rulebook import rulebook

RULES = """
[game]
name = "Claims"
language = 2
seats = ["red", "blue"]
longest = { decisions = 4, chance = 0 }

[set.place]
members = [{ id = "hill", name = "Hill" }, { id = "ford", name = "Ford" }]

[register.owner]
of = "place"
range = "seat or none"

[register.rain]
range = [0, 3]

[register.purse]
of = "seat"
range = [0, 9]
start = 1
see = "viewer == seat"

[action.take]
seats = "all"
choose = { place = "place" }
needs = [{ id = "free", when = "owner[place] == none", say = "SAY" }]
do = "owner[place] = actor"

[procedure.play]
do = '''
for turn in range(2):
    for s in seat:
        act(s, text="TEXT")
        rain = 1 - rain
end()
'''
"""
SAY = (
    "It is {'yours' if owner[place] == actor else owner[place] if owner[place] != none else 'free'}"
    "; you have {purse[actor]} coin{'s' if purse[actor] != 1 else ''}."
)
TEXT = "{'Rain' if rain > 0 else 'Sun'} over {owner[hill] if owner[hill] != none else 'no one'}"


def rules(say: str = SAY, text: str = TEXT) -> str:
    """The rules with these sentences in them."""
    return RULES.replace("SAY", say).replace("TEXT", text)


def findings(text: str) -> list[str]:
    """The codes of what is wrong in rules."""
    try:
        parse_rules(text)
    except RulesError as error:
        return [finding.code for finding in error.findings]
    return []


def test_a_sentence_tells_the_words_of_the_side_that_holds() -> None:
    game = Game(parse_rules(rules()), "standard")
    state = game.new_game()
    said = []
    for place in ("hill", "ford"):
        refusals = [game.explain(state, m).clauses[0].say for m in game.candidates(state)]
        said.append((game.pending(state).text, refusals))
        game.apply(state, game.id(f"take:{place}"))
    refusals = [game.explain(state, m).clauses[0].say for m in game.candidates(state)]
    said.append((game.pending(state).text, refusals))
    free = "It is free; you have 1 coin."
    assert said == [
        ("Sun over no one", [free, free]),
        ("Rain over Red", [free, "It is Red; you have 1 coin."]),
        ("Sun over Red", ["It is Blue; you have 1 coin.", "It is yours; you have 1 coin."]),
    ]


@pytest.mark.parametrize(
    "secret",
    [
        "{'rich' if purse[red] > 2 else 'poor'}",
        "{'wet' if rain > 0 else purse[red]}",
        "{purse[red] if rain > 0 else 'dry'}",
        "{'wet' if rain > 0 else 'rich' if purse[red] > 2 else 'poor'}",
    ],
)
def test_neither_condition_nor_side_tells_a_secret(secret: str) -> None:
    assert findings(rules(text=secret)) == ["leak"]
    assert findings(rules(say=secret)) == ["hidden-read"]


def test_what_the_condition_asks_to_be_seen_may_be_read_on_its_side_alone() -> None:
    seen = "{'rich' if seen(purse[red]) and purse[red] > 2 else 'unknown'}"
    assert findings(rules(say=seen)) == []
    side = "{purse[red] if seen(purse[red]) else 'unknown'}"
    assert findings(rules(say=side)) == []
    other = "{'unknown' if seen(purse[red]) else purse[red]}"
    assert findings(rules(say=other)) == ["hidden-read"]


def test_words_are_read_by_conditions_of_sentences_alone() -> None:
    always = '[[invariant]]\nid = "x"\nalways = "(1 if rain > 0 else \'no\') == 1"\n'
    assert findings(rules() + always) == ["wrong-type"]
    assert findings(rules().replace("rain = 1 - rain", "x = 'a' if rain > 0 else 'b'")) == [
        "wrong-type"
    ]


@pytest.mark.parametrize("told", ["{way}", "{way if rain > 0 else 'none'}"])
def test_no_sentence_tells_a_set_of_places(told: str) -> None:
    value = "reach(hill, (q for p in place for q in place if p != q))"
    way = f'[derived.way]\nvalue = "{value}"\n'
    assert findings(rules() + way) == []
    assert findings(rules(say=told) + way) == ["wrong-type"]
    assert findings(rules(text=told) + way) == ["wrong-type"]


def test_a_name_that_only_a_condition_reads_is_used() -> None:
    number = "[number.wet]\nvalue = 2\n"
    parsed = parse_rules(rules(say="{'wet' if rain >= wet else 'dry'} {purse[actor]}") + number)
    assert [w.code for w in parsed.warnings] == []


def test_a_preview_does_not_choose_by_what_its_seat_does_not_see() -> None:
    text = (
        rules()
        .replace("rain = 1 - rain", "pass")
        .replace("owner[place] = actor", "rain = 1 if reveal(purse[blue] > 3) else 0")
    )
    game = Game(parse_rules(text), "standard")
    state = game.new_game()
    move = game.id("take:hill")
    then = game.preview(game.observe(state, "red"), move).then
    assert then is not None
    assert then.text == "? over no one"
    game.apply(state, move)
    assert game.pending(state).text == "Sun over no one"


def test_the_rulebook_tells_both_sides() -> None:
    game = Game(parse_rules(rules()), "standard")
    lines = [line for chapter in rulebook(game) for p in chapter.passages for line in p.lines]
    said = "It is yours or ‹owner of place› or free; you have ‹your purse› coin(s)."
    assert any(said in line for line in lines), lines
