"""What a value of a place may come to by what falls is told by how likely it is."""

from __future__ import annotations

from game.engine import Game
from game.rules import parse_rules
from game.story.previews import ghosts, odds_of
from game.ui import board
from tests.engine.test_previews import HEAD

RULES = f"""{HEAD}
[action.throw]
choose = {{ p = "place" }}
do = '''
guard[p] += 1
die = chance(range(1, 7), text="The die")
if die >= 5:
    guard[p] += 2
elif die >= 2:
    coins = 0
'''

[procedure.play]
do = '''
act(blue)
end(done)
'''
"""


def test_odds_are_told_of_what_hangs_on_the_die_and_of_nothing_else() -> None:
    game = Game(parse_rules(RULES, "throw.toml"))
    view = game.observe(game.new_game(), "blue")
    preview = game.preview(view, game.id("throw:hill"))
    assert ghosts(preview) == {("guard", "hill"): 2}
    (key, listed), *rest = odds_of(preview).items()
    assert not rest, "coins are of no place"
    assert key == ("guard", "hill")
    assert [(each.share, each.after) for each in listed] == [("2 in 3", 2), ("1 in 3", 4)]
    assert board.chances(game.rules.look, odds_of(preview)) == {}, "no counter shows it"
