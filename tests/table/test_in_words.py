"""What a rulebook prints for values that only a position has."""

from __future__ import annotations

import re

import pytest

from game.engine import Game
from game.rules import parse_rules
from game.rules.reference.examples import SCAFFOLD
from game.table import in_words
from game.table.rulebook import rulebook
from game.terminal.rulebook import written
from tests.loaded import SHELF, rules_of

PLAY = """
[number.pay]
value = 2

[action.step]
text = "Take a step."
choose = { goal = "place" }
needs = [{ id = "held", when = "owner[goal] != actor", say = "{owner[goal]} holds {goal}." }]
do = "coins[actor] -= 1"

[action.wait]

[procedure.play]
do = '''
act(red)
end()
'''
"""


@pytest.fixture(scope="module")
def game() -> Game:
    return Game(parse_rules(SCAFFOLD + PLAY))


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("pay", "2"),
        ("3", "3"),
        ("goal", "‹goal›"),
        ("goal.name", "‹goal›"),
        ("goal.worth", "‹worth of goal›"),
        ("owner[goal]", "‹owner of goal›"),
        ("guard[hill]", "‹guard of The hill›"),
        ("guard[goal.rear]", "‹guard of rear of goal›"),
        ("coins[actor]", "‹your coins›"),
        ("strength[goal] - pay", "‹strength of goal − 2›"),
        ("(guard[hill] + 1) * 2", "‹(guard of The hill + 1) × 2›"),
        ("shelter[guard[goal], goal]", "‹shelter of guard of goal and goal›"),
        ("size(heap)", "‹number in heap›"),
        ("max(1, coins[actor])", "‹greatest of 1 and your coins›"),
        ("count(p for p in place if p.wet)", "‹number of p›"),
        ("'Wet' if goal.wet else 'Dry'", "Wet or Dry"),
        ("'s' if pay > 1 else ''", "(s)"),
        ("'free' if owner[goal] == none else owner[goal]", "free or ‹owner of goal›"),
    ],
)
def test_a_value_is_told_in_words(game: Game, expression: str, words: str) -> None:
    assert in_words.value(game, expression) == words


def test_the_marks_are_explained_where_they_are_first_used(game: Game) -> None:
    [deeds] = [chapter for chapter in rulebook(game) if chapter.head == "What one may do"]
    assert deeds.passages[0].lines == (in_words.explained(),)
    assert "- ‹owner of goal› holds ‹goal›." in deeds.passages[1].lines


def test_what_needs_no_marks_does_not_explain_them() -> None:
    text = PLAY.replace("{owner[goal]} holds {goal}.", "It is held, for {pay}.")
    assert in_words.explained() not in written(Game(parse_rules(SCAFFOLD + text)))


def test_the_opening_sentence_stands_once(game: Game) -> None:
    for how in ("", 'how = "Red steps."'):
        text = SCAFFOLD.replace("language = 2", f'language = 2\ntext = "Steps."\n{how}')
        told = written(Game(parse_rules(text + PLAY)))
        assert told.count("Steps.") == 1
        assert ("Red steps." in told) == bool(how)


@pytest.mark.parametrize("name", SHELF)
def test_no_rulebook_prints_code(name: str) -> None:
    """Whatever stands in marks is words: no brackets of the language, no underscores."""
    rules = rules_of(name)
    for scenario in rules.scenarios:
        told = written(Game(rules, scenario.id))
        for said in re.findall(r"‹(.*?)›", told, re.DOTALL):
            assert not re.search(r"[\[\]{}_=]", said), said
        assert "{" not in told
