"""What a seat remembers: all it was told and its own answers, as the log tells it, and no more."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import CHANCE, Game, History, IllegalMove
from game.rules import parse_rules
from game.story.log import Happened, LogWriter
from tests.engine.catalogue import Entry, cases, random_game

ALL = pytest.mark.parametrize("entry", cases())

#: A seat answers in secret, of itself as well: none but it knows, and it does.
RECALL = '''
[game]
name = "Recall"
seats = ["red", "blue"]

[register.plan]
range = [0, 3]
see = "none"
text = "Nothing in particular."

[action.wait]
do = "pass"

[procedure.play]
text = "Red plans, blue waits, and the plan decides."
do = """
p = choose(red, [hold, march, run], text="Plan", see=none)
act(blue)
if reveal(p == march):
    end(winner=red)
end(winner=blue)
"""
'''


def test_a_seat_knows_its_own_answers() -> None:
    game = Game(parse_rules(RECALL))
    answers = ("play.p:hold", "play.p:march", "play.p:run")
    told = {name: History(game, [game.id(name)]) for name in answers}
    assert {h.information("red").rpartition(" | ")[2] for h in told.values()} == set(answers)
    assert {h.information("blue").rpartition(" | ")[2] for h in told.values()} == {"play.p:?"}


@ALL
def test_log_and_history_agree_on_who_is_told(entry: Entry) -> None:
    """And on a seat's own moves: they are told to it, whatever others may see."""
    game = entry.game()
    writer = LogWriter(game)
    walk = random_game(game, 3)
    places = range(len(walk.moves))
    if not entry.small:
        places = sorted(Random(3).sample(places, min(40, len(places))))  # type: ignore[assignment]
    informed = History(game, walk.moves)
    pieces = {seat: informed.information(seat).split(" | ") for seat in game.seats}
    for place in places:
        before, after = bytearray(walk.keys[place]), bytearray(walk.keys[place + 1])
        move, actor = game.move(walk.moves[place]), game.actor(before)
        who = "chance" if actor is CHANCE else str(actor)
        for seat in game.seats:
            told = game.sees_move(before, seat, move.id)
            assert told or actor != seat
            assert pieces[seat][place + 1].split(" ")[0] == (
                move.name if told else f"{move.script}.{move.local}:?"
            )
            step = Happened(before, after, ())
            line = writer.move(1, who, move, step, seat)
            assert line.move == (move.name if told else None)


@ALL
def test_information_tells_what_views_show(entry: Entry) -> None:
    """Each piece has the cells that the view shows otherwise than the one before it did."""
    game = entry.game()
    walk = random_game(game, 4)
    history = History(game, walk.moves[:60])
    for seat in game.seats:
        known = dict(game.observe(bytearray(walk.keys[0]), seat).items())
        pieces = history.information(seat).split(" | ")
        assert pieces[0] == " ".join(f"{cell}={value}" for cell, value in known.items())
        for key, piece in zip(walk.keys[1:], pieces[1:], strict=False):
            now = dict(game.observe(bytearray(key), seat).items())
            news = [f"{c}={v}" for c, v in now.items() if c not in known or known[c] != v]
            assert piece.split(" ", 1)[1:] == ([" ".join(news)] if news else [])
            known = now


def test_a_refused_move_changes_no_history() -> None:
    game = Game(parse_rules(RECALL))
    history = History(game)
    before = history.information("red")
    with pytest.raises(IllegalMove):
        history.push(game.id("wait"))
    assert (history.moves, history.information("red")) == ([], before)
    assert history.state == game.new_game()
