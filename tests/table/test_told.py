"""What a table does to whom: who may take back, who is told a reason, whose seat may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.rules import Rules, parse_rules
from game.table import BadSeat, GameSetup, SavedGame, Sitting, UndoRefused

SECRETS = '''
[game]
name = "Secrets"
seats = ["red", "blue"]
seated = "sits"

[register.sits]
of = "seat"
range = "bool"
text = "Who is played."

[register.plan]
range = [0, 3]
start = 2
see = "viewer == red"
text = "What red plans."

[register.depth]
range = [0, 3]
start = 1
see = "none"
text = "How deep it is."

[register.sounded]
range = [0, 3]
text = "How deep it is known to be."

[action.wait]
seats = "all"
do = "pass"

[action.sound]
seats = "all"
do = "sounded = reveal(depth)"

[procedure.play]
text = "Six turns."
do = """
if sits[blue]:
    sounded = 0
for turn in range(3):
    act(red)
    act(blue)
end(winner=red if reveal(plan > 1) else blue)
"""

[scenario.pair]
text = "Both."

[scenario.solo]
optional = ["blue"]
text = "Blue may be left to the rules."
'''


@pytest.fixture(scope="module")
def secrets() -> Rules:
    return parse_rules(SECRETS, "secrets.toml")


def sit(rules: Rules, scenario: str = "pair", path: Path | None = None, **seats: str) -> Sitting:
    return Sitting.open(GameSetup(rules, scenario, seats, 1, path), {})


def test_what_was_revealed_is_not_taken_back(secrets: Rules) -> None:
    """Even where nothing new is seen on the board: the value itself was opened."""
    sitting = sit(secrets)
    sitting.play("wait")
    assert sitting.undo_reason("red") is None
    sitting.undo()
    sitting.play("sound")
    assert sitting.undo_reason("red") == "Your own move revealed something hidden (Sound)."
    with pytest.raises(UndoRefused, match="revealed something hidden"):
        sitting.undo()


def test_the_reason_of_an_override_is_told_to_those_who_see_the_cell(secrets: Rules) -> None:
    sitting = sit(secrets)
    sitting.facilitator.override("plan", 3, "red goes deep", "Anna")
    assert sitting.log("red")[-1].text.startswith("Anna: changed the board: red goes deep")
    assert sitting.log("blue")[-1].text == "Anna: changed what is not shown."
    assert sitting.log("blue")[-1].cells == ()
    assert "red goes deep" in sitting.log(None)[-1].text


def test_whether_the_rules_act_for_a_seat_is_settled_at_the_start(secrets: Rules) -> None:
    for begun, asked in (("auto", "human"), ("human", "auto")):
        sitting = sit(secrets, "solo", red="human", blue=begun)
        with pytest.raises(BadSeat, match="settled when the game starts"):
            sitting.facilitator.set_seat("blue", asked)
        assert sitting.seats["blue"] == begun
        sitting.facilitator.set_seat("blue", begun)


def test_what_somebody_else_wrote_to_a_save_stays_there(secrets: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    sitting = sit(secrets, path=path)
    sitting.play("wait")
    theirs = path.read_bytes() + b"# a line of somebody else's\n"
    path.write_bytes(theirs)
    sitting.play("wait")
    assert path.read_bytes() == theirs
    assert sitting.path == tmp_path / "save-copy-1.toml"
    assert Sitting.open(SavedGame(sitting.path), {}).state == sitting.state
