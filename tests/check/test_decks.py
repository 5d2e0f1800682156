"""The checker tells of a deck's cards by the deck's own name, whatever it is called."""

from __future__ import annotations

import pytest

from game.check.coverage import Coverage
from game.engine import Game
from game.rules import parse_rules

RULES = """
[game]
name = "Weather"
seats = ["red", "blue"]
decks = ["DECK"]
[register.wet]
range = [0, 2]
edge = "clamp"
[register.held]
range = "DECK or none"
[DECK.rain]
do = "wet += 1"
[DECK.sun]
do = "wet = 0"
[DECK.fog]
do = "wet = 1"
[action.go]
seats = "all"
do = "pass"
[procedure.play]
do = '''
held = sun
for i in range(8):
    w = chance((c for c in DECK if c == rain) or none, text="The weather")
    if w != none:
        play(w)
    act(red)
end()
'''
"""


@pytest.mark.parametrize("deck", ["weather", "event", "news"])
def test_cards_of_a_deck_of_any_name(deck: str) -> None:
    game = Game(parse_rules(RULES.replace("DECK", deck)))
    cover = Coverage(game)
    cover.begin()
    state = game.new_game()
    while legal := game.legal(state):
        cover.apply(state, legal[0])
    # What is held counts, too, and the card that never came is told once, under its deck.
    assert set(cover.counts()[deck]) == {"rain", "sun", "fog"}
    assert cover.never()[deck] == ["fog"]
