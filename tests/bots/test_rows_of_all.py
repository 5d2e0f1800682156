"""Rows of doctrine that are every seat's: as if written for each, and read after its own."""

from __future__ import annotations

import re
import tomllib

import pytest

from game.engine import Game
from game.rules import RulesError, parse_rules
from tests.loaded import SHELF

RULES = """
[game]
name = "Purses"
seats = ["ann", "bob", "cas"]
longest = { decisions = 6, chance = 0 }

[register.purse]
of = "seat"
range = [0, 9]
start = 2
see = "viewer == seat"
text = "What a seat has."

[action.save]
seats = "all"
do = "purse[actor] += 1"

[action.spend]
seats = "all"
do = "purse[actor] -= 1"

[procedure.play]
do = '''
for turn in range(2):
    for s in seat:
        act(s, see=viewer == s)
end()
'''
"""
EVERY = """
[[doctrine.all]]
id = "rich"
when = "purse[actor] >= 3"
act = ["spend"]
say = "Enough."

[[doctrine.all]]
id = "poor"
act = ["save"]
say = "Not yet."
"""
OWN = """
[[doctrine.bob]]
id = "spender"
when = "purse[bob] >= 1"
act = ["spend"]
say = "Why wait?"
"""
SEATS = ("ann", "bob", "cas")


def written_out(text: str) -> str:
    """Rules with the rows of all written for each seat instead, at the end of the file."""
    data = tomllib.loads(text)
    ids = data["game"].get("seats") or [s["id"] for s in data["set"]["seat"]["members"]]
    rows = re.findall(r"^\[\[doctrine\.all\]\]\n(?:.+\n)+", text, re.MULTILINE)
    for row in rows:
        text = text.replace(row, "")
    for seat in ids:
        for row in rows:
            own = row.replace("[[doctrine.all]]", f"[[doctrine.{seat}]]")
            text += "\n" + re.sub(r"\bactor\b", seat, own)
    return text


def said(text: str) -> list[tuple[str, str]]:
    """Who moved, and the row that it followed, all along a game by doctrine."""
    game = Game(parse_rules(text), "standard")
    state, rows = game.new_game(), []
    while (seat := game.actor(state)) in SEATS:
        advice = game.doctrine(state, seat)
        assert advice is not None
        rows.append((seat, advice.row))
        game.apply(state, advice.move_id)
    return rows


def test_a_row_of_all_is_every_seats_with_its_own_values() -> None:
    each = [(s, "poor") for s in SEATS] + [(s, "rich") for s in SEATS]
    assert said(RULES + EVERY) == each
    assert said(written_out(RULES + EVERY)) == each


@pytest.mark.parametrize("text", [RULES + OWN + EVERY, RULES + EVERY + OWN])
def test_a_seats_own_rows_come_first_wherever_they_stand(text: str) -> None:
    first = [("ann", "poor"), ("bob", "spender"), ("cas", "poor")]
    assert said(text) == [*first, ("ann", "rich"), ("bob", "spender"), ("cas", "rich")]


def test_what_is_wrong_in_a_row_of_all_is_told_once() -> None:
    with pytest.raises(RulesError) as error:
        parse_rules(RULES + EVERY.replace("purse[actor] >= 3", "purse[actr] >= 3"))
    assert [f.code for f in error.value.findings] == ["unknown-name"]


def test_one_seats_secret_is_no_other_seats_reason() -> None:
    with pytest.raises(RulesError) as error:
        parse_rules(RULES + EVERY.replace("purse[actor] >= 3", "purse[ann] >= 3"))
    assert [f.code for f in error.value.findings] == ["hidden-read"]


@pytest.mark.parametrize("name", ["breakthrough", "connect-four", "leduc", "othello", "salt-roads"])
def test_games_of_the_shelf_play_as_if_their_rows_were_written_for_each_seat(name: str) -> None:
    text = SHELF[name].read_text(encoding="utf-8")
    assert "[[doctrine.all]]" in text
    text = re.sub(r"^look = .*\n", "", text, flags=re.MULTILINE)
    games = []
    for rules in (text, written_out(text)):
        game = Game(parse_rules(rules), "standard")
        bots = dict.fromkeys(game.seats, "doctrine")
        games.append(list(game.simulate(range(20), bots)))
    assert games[0] == games[1]
    assert len(games[0]) == 20
