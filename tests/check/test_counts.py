"""Published counts of known games: that ours are the same, and that a false one is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.check.checker import check
from game.check.counts import Tree, counted
from game.engine import Game
from game.rules import Counts, parse_rules
from tests.loaded import SHELF, path_of, rules_of

#: What the gate counts of each game; the long run counts all.
GATE = Counts((1_500,), 6_000, 300_000, 1_000)


@pytest.mark.parametrize("name", SHELF)
def test_the_games_on_the_shelf_have_their_published_counts(name: str, long_run: bool) -> None:
    rules = rules_of(name)
    game = Game(rules, rules.scenarios[0].id)
    found = list(counted(game, None, None) if long_run else counted(game, GATE))
    assert [(c.what, c.ours) for c in found] == [(c.what, c.published) for c in found]
    assert found or not long_run or rules.people.counts == Counts()


@pytest.mark.parametrize(
    ("name", "true", "false", "said"),
    [
        ("tic-tac-toe", "turns = [9, 72,", "turns = [9, 73,", "72 here, and [game] declares 73"),
        ("nim", "positions = 232", "positions = 231", "232 here, and [game] declares 231"),
        ("nim", "positions = 232", "games = 9", "here, and [game] declares 9"),
        ("kuhn", "information_sets = 12", "information_sets = 13", "declares 13"),
    ],
)
def test_a_false_count_is_a_finding(
    tmp_path: Path, name: str, true: str, false: str, said: str
) -> None:
    text, path = path_of(name).read_text(encoding="utf-8"), tmp_path / "rules.toml"
    # Its look, if it has one, lies beside the game and not here.
    text = "".join(line for line in text.splitlines(True) if not line.startswith("look = "))
    assert true in text
    path.write_text(text.replace(true, false), encoding="utf-8")
    told = [f for f in check(path, 1).findings if f.code == "broken-count"]
    assert len(told) == 1
    assert said in told[0].message
    assert told[0].line == text[: text.index("counts =")].count("\n") + 1


def test_no_count_takes_longer_than_one_waits() -> None:
    rules = rules_of("nim")
    (found,) = counted(Game(rules, rules.scenarios[0].id), most=50)
    assert found.ours is None


def test_what_is_told_of_each_game_on_the_shelf() -> None:
    for name in SHELF:
        rules = rules_of(name)
        people = rules.people
        assert people.how, name
        assert people.minutes, name
        assert len(people.how.split()) < 200
        assert rules.text.endswith("."), name
        assert len(rules.text) < 120, name
        game = Game(rules, rules.scenarios[0].id)
        assert [action.id for action in game.actions if not action.text] == [], name


#: Two answers to each question, for ever: a game is as many answers as its end by itself lets be.
ENDLESS = """
[game]
name = "Endless"
language = 2
seats = ["red", "blue"]
cap = { moves = 5 }

[register.at]
range = "bool"

[procedure.play]
do = '''
while true:
    for s in seat:
        x = choose(s, [over, back])
        at = x == over
'''
"""


def test_the_games_of_one_without_a_bound_are_counted_to_its_end() -> None:
    game = Game(parse_rules(ENDLESS))
    assert Tree(game).games() == 2**5
    assert Tree(game).information_sets() == 1 + 2 + 4 + 8 + 16
    # A position is a truth value and whose turn it is; the end is one of two more.
    assert Tree(game).positions() == 4
    assert Tree(game).ways(3) == 2**3
    again = Game(parse_rules(ENDLESS.replace("cap = { moves = 5 }", "repetition = { times = 2 }")))
    # By hand: each line goes on until a position of four comes back.
    assert Tree(again).games() == hand_count()


def hand_count() -> int:
    """How many lines there are of turns and truth values that end where one comes back."""

    def lines(turn: int, value: bool, known: frozenset[tuple[int, bool]]) -> int:
        here = (turn, value)
        if here in known:
            return 1
        return sum(lines(1 - turn, v, known | {here}) for v in (True, False))

    return lines(0, False, frozenset())
