"""How a game comes to its end: a game with endings names the one it comes to."""

import pytest

from game.check.random_games import play_random
from game.engine import Game
from game.rules import RulesError, parse_rules

RULES = """
[game]
name = "Ends"
seats = ["red", "blue"]

[register.calm]
range = "bool"

[register.coins]
of = "seat"
range = [0, 2]
start = 2
edge = "clamp"

[action.pay]
seats = "all"
cost = { coins = 1 }
do = "calm = not calm"

[ending.peace]
winner = "red"

[ending.war]
winner = "blue"

[procedure.finish]
do = "end(peace)"

[procedure.settle]
do = '''
if calm:
    return
end(war)
'''

[procedure.play]
do = '''
act(red)
SCRIPT
'''
"""
ENDED = [
    "end(peace)",
    "finish()",
    "if calm:\n    end(peace)\nelse:\n    end(war)",
    "if calm:\n    finish()\nend(war)",
    "settle()\nend(peace)",
]
OPEN = {
    "calm = true": "calm = true",
    "if calm:\n    end(peace)": "if calm:",
    "if calm:\n    return\nend(peace)": "end(peace)",
    "for s in seat:\n    end(peace)": "for s in seat:",
    "while falling(coins[red]):\n    finish()": "while falling(coins[red]):",
    "settle()": "settle()",
}


@pytest.mark.parametrize("script", ENDED)
def test_a_script_that_always_ends(script: str) -> None:
    assert parse_rules(RULES.replace("SCRIPT", script)).seats == ("red", "blue")


@pytest.mark.parametrize("script", OPEN)
def test_a_script_that_may_run_out(script: str) -> None:
    text = RULES.replace("SCRIPT", script)
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    (finding,) = caught.value.findings
    assert finding.code == "no-end"
    assert text.split("\n")[finding.line - 1] == OPEN[script]
    assert "`play`" in finding.message
    assert "`end(peace)`" in finding.message


def test_a_game_without_endings_may_run_out() -> None:
    text = RULES.replace("SCRIPT", "calm = true")
    lines = text[: text.index("[ending.peace]")] + text[text.index("[procedure.play]") :]
    game = Game(parse_rules(lines))
    state = game.new_game()
    game.apply(state, game.id("pay"))
    assert game.ending(state) is not None
    assert game.winner(state) is None


def test_who_must_act_and_cannot_is_told_with_the_place() -> None:
    game = Game(parse_rules(RULES.replace("SCRIPT", "for i in range(3):\n    act(blue)\nend(war)")))
    (failure,) = play_random(game, 3).failures
    assert failure.kind == "stuck"
    assert failure.moves == ("pay", "pay", "pay")
    assert "blue must act in `play`" in failure.message
