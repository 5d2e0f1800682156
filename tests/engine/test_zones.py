"""Zones: each member in exactly one place, seen by whom its places say, moved and shown alike."""

from __future__ import annotations

from contextlib import suppress
from itertools import permutations
from random import Random

import pytest

from game.engine import OVER, Barrier, CellId, Game, Misplaced, OverrideError, ScriptError, Shift
from game.rules import RulesError, parse_rules
from tests.judge.choices import by_seed
from tests.judge.rulesets import ruleset, written

RULES = """
[game]
name = "Five tiles"
language = 2
seats = ["red", "blue", "green"]

[set.tile]
members = ["oak", "elm", "ash", "fir", { id = "yew", rare = true }]

[zone.tiles]
of = "tile"
start = "shelf if tile.rare else bag"

[zone.tiles.places]
bag = { see = "none" }
rack = { of = "seat", see = "viewer == seat", name = "Rack" }
heap = { ordered = true }
shelf = { ordered = true, see = "none" }

[register.taken]
range = "tile or none"

[action.rest]

[action.take]
choose = { tile = "tile" }
needs = [{ id = "there", when = "tile in heap", say = "It is not there." }]
do = "move(tile, heap, rack[actor])"

[procedure.play]
do = '''
%s
end()
'''

[scenario.usual]
name = "As usual"

[scenario.laid]
name = "Laid out"
start = { tiles = "heap", "tiles[fir]" = "rack[blue]" }
"""
EVALUATORS = ("compiled", "interpreted")
DRAW = "t = chance(bag, see=viewer == red)\nmove(t, bag, rack[red])\n"


def game(script: str, scenario: str = "usual", evaluator: str = "compiled") -> Game:
    return Game(parse_rules(RULES % script), scenario, evaluator)


def lying(game: Game, state: bytearray, seat: str, place: str, *index: str) -> tuple[str, ...]:
    return game.lying(game.observe(state, seat), place, *index).members


def test_every_member_lies_in_exactly_one_place_in_any_game() -> None:
    met = 0
    for seed in range(200):
        text = written(ruleset(by_seed(seed)))
        if "[zone" not in text:
            continue
        lot = Random(seed)
        # Rules may be refused, or break where the game begins: the judge asks of these.
        with suppress(RulesError, ScriptError):
            rules = parse_rules(text)
            for evaluator in EVALUATORS:
                played = Game(rules, evaluator=evaluator)
                met += 1
                _play(played, lot)
    assert met > 50


def _play(game: Game, lot: Random) -> None:
    state = game.new_game()
    for _ in range(30):
        _holds_together(game, state)
        if game.actor(state) == OVER or not game.legal(state):
            return
        try:
            game.apply(state, lot.choice(game.legal(state)))
        except ScriptError:
            _holds_together(game, state)
            return


def _holds_together(game: Game, state: bytearray) -> None:
    """Each member is in one place, piles have no gaps, and what is counted is there."""
    found: list[str] = []
    for name, spec in game.places.items():
        for index in game.place_indexes(name):
            here = game.lying(state, name, *index)
            assert len(here.members) == here.size
            found += here.members
            if spec.ordered:
                heights = [game.value(state, name, *index, m) for m in here.members]
                assert heights == list(range(1, here.size + 1))
    assert sorted(found) == sorted(game.members("tile"))


@pytest.mark.parametrize("evaluator", EVALUATORS)
def test_the_order_of_a_pile(evaluator: str) -> None:
    script = (
        "move(oak, heap, heap)\nmove(elm, heap, heap, under=true)\nact(red)\n"
        "move(all, heap, shelf)\nact(red)\n"
        "move(all, shelf, heap, under=true)\nmove(ash, heap, bag)\nmove(ash, bag, heap, under=true)"
        "\nact(red)"
    )
    played = game(script, "laid", evaluator)
    state = played.new_game()
    assert played.lying(state, "heap").members == ("elm", "ash", "yew", "oak")
    assert played.lying(state, "rack", "blue").members == ("fir",)
    played.apply(state, played.id("rest"))
    assert played.lying(state, "heap").size == 0
    assert played.lying(state, "shelf").members == ("elm", "ash", "yew", "oak")
    played.apply(state, played.id("rest"))
    assert played.lying(state, "heap").members == ("ash", "elm", "yew", "oak")


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize(
    ("statement", "place"),
    [("move(oak, heap, bag)", "heap"), ("move(yew, bag, heap)", "bag"),
     ("move(oak, rack[blue], rack[red])", "rack")],
)  # fmt: skip
def test_what_lies_elsewhere_cannot_be_moved(evaluator: str, statement: str, place: str) -> None:
    played = game(f"act(red)\n{statement}\nact(red)", evaluator=evaluator)
    state = played.new_game()
    before = bytes(state)
    with pytest.raises(Misplaced) as caught:
        played.apply(state, played.id("rest"))
    assert bytes(state) == before
    error = caught.value
    assert (error.rule, error.at, error.name) == ("procedure.play", len("act(red)\n"), place)
    assert f"`{place}`" in str(error)


def test_who_sees_what_lies_where() -> None:
    played = game(DRAW + "act(red)")
    state = played.new_game()
    played.apply(state, played.id("play.t:elm"))
    assert lying(played, state, "red", "rack", "red") == ("elm",)
    assert lying(played, state, "blue", "rack", "red") == ()
    for seat in played.seats:
        view = played.observe(state, seat)
        sizes = [played.lying(view, "bag").size, played.lying(view, "rack", "red").size]
        assert sizes == [3, 1]
        assert not played.lying(view, "bag").members


def test_what_was_moved_is_told_as_far_as_it_is_seen() -> None:
    played = game(DRAW + "l = choose(red, rack[red])\nmove(l, rack[red], heap)\nact(blue)")
    first = played.new_game()
    drawn = bytearray(first)
    played.apply(drawn, played.id("play.t:elm"))
    laid = bytearray(drawn)
    played.apply(laid, played.id("play.l:elm"))
    bag, rack, heap = CellId("bag"), CellId("rack", ("red",)), CellId("heap")

    def told(seat: str, before: bytearray, after: bytearray) -> tuple[Shift, ...]:
        return played.shifts(played.observe(before, seat), played.observe(after, seat))

    assert told("red", first, drawn) == (Shift("tile", "elm", 1, bag, rack),)
    assert told("blue", first, drawn) == (Shift("tile", "", 1, bag, rack),)
    assert told("blue", drawn, laid) == (Shift("tile", "elm", 1, rack, heap),)
    assert told("blue", laid, laid) == ()
    assert played.shifts(first, laid) == (Shift("tile", "elm", 1, bag, heap),)


def test_what_moves_at_once_is_told_no_closer_than_it_is_seen() -> None:
    script = (
        "act(red)\nmove(oak, bag, rack[red])\nmove(elm, bag, rack[blue])\nmove(all, shelf, heap)"
    )
    played = game(script + "\nact(red)")
    before = played.new_game()
    after = bytearray(before)
    played.apply(after, played.id("rest"))
    views = [played.observe(state, "green") for state in (before, after)]
    # The yew may have come from the bag, and two tiles from the shelf and the bag.
    assert {(s.member, s.count, s.source, s.target) for s in played.shifts(*views)} == {
        ("yew", 1, None, CellId("heap")),
        ("", 2, CellId("bag"), None),
        ("", 1, CellId("shelf"), None),
        ("", 1, None, CellId("rack", ("red",))),
        ("", 1, None, CellId("rack", ("blue",))),
    }


def test_no_move_is_taken_back_that_showed_a_member() -> None:
    script = "act(red)\nif size(shelf) > 0:\n    move(top(shelf), shelf, rack[red])\nact(red)"
    played = game(script)
    before = played.new_game()
    after = bytearray(before)
    played.apply(after, played.id("rest"))
    assert played.undo_barrier(before, played.id("rest"), after, "red") is Barrier.REVEALED


def test_a_choice_shown_to_who_watches_is_not_taken_back() -> None:
    played = game("c = choose(blue, rack[blue])\nmove(c, rack[blue], heap)\nact(red)", "laid")
    before = played.new_game()
    after = bytearray(before)
    move = played.id("play.c:fir")
    played.apply(after, move)
    assert played.undo_barrier(before, move, after, "blue") is None
    seen = played.undo_barrier(before, move, after, "blue", watchers=["green"])
    assert seen is Barrier.REVEALED


def test_a_member_is_laid_elsewhere_by_hand() -> None:
    played = game("act(red)")
    state = played.new_game()
    assert played.override(state, "tiles[oak]", "rack[blue]") == ("bag", "rack[blue]")
    assert played.override(state, "tiles[elm]", "heap") == ("bag", "heap")
    assert played.override(state, "tiles[yew]", "heap") == ("shelf", "heap")
    assert played.lying(state, "heap").members == ("elm", "yew")
    _holds_together(played, state)
    places = played.values("tiles[oak]")
    assert {"bag", "heap", "shelf", "rack[red]", "rack[blue]"} <= set(places)
    for place in places:
        assert played.override(bytearray(state), "tiles[oak]", place) == ("rack[blue]", place)
    for cell in ("rack[red, oak]", "tiles", "tiles[pine]"):
        with pytest.raises(OverrideError):
            played.values(cell)
    for cell, value in (
        ("tiles[oak]", "rack"), ("tiles[pine]", "bag"), ("tiles", "bag"), ("tiles[oak]", None),
        ("rack[red, oak]", True), ("heap[oak]", 1), ("bag__size", 3),
    ):  # fmt: skip
        before = bytes(state)
        with pytest.raises(OverrideError):
            played.override(state, cell, value)
        assert bytes(state) == before


def test_a_target_is_offered_where_it_lies() -> None:
    played = game("act(red)\nact(red)", "laid")
    state = played.new_game()
    names = [played.name(move) for move in played.legal(state)]
    assert names == ["rest", "take:ash", "take:elm", "take:oak", "take:yew"]
    played.apply(state, played.id("take:elm"))
    assert lying(played, state, "red", "rack", "red") == ("elm",)
    reasons = played.explain(state, played.id("take:elm")).clauses
    assert [c.say for c in reasons if not c.held] == ["It is not there."]
    assert ("elm in heap", False) in [value for c in reasons for value in c.values]


PILE = """
[game]
name = "Three cards"
language = 2
seats = ["red"]

[set.card]
members = [{ id = "ace", n = 1 }, { id = "two", n = 2 }, { id = "ten", n = 3 }]

[zone.cards]
of = "card"
start = "hand"

[zone.cards.places]
hand = {}
heap = { ordered = true }

[register.ran]
range = [0, 999]

[register.taken]
range = [0, 999]

[action.rest]

[procedure.play]
do = '''
%s
for card in heap:
    ran = ran * 10 + card.n
while falling(size(heap)):
    c = top(heap)
    if c != none:
        taken = taken * 10 + c.n
        move(c, heap, hand)
act(red)
end()
'''
"""


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize("laid", list(permutations(("ace", "two", "ten"))), ids="-".join)
def test_a_loop_over_a_pile_goes_by_its_set_and_taking_its_top_by_the_pile(
    laid: tuple[str, ...], evaluator: str
) -> None:
    script = "\n".join(f"move({card}, hand, heap)" for card in laid)
    game = Game(parse_rules(PILE % script), "standard", evaluator)
    state = game.new_game()
    assert game.value(state, "ran") == 123
    number = {"ace": "1", "two": "2", "ten": "3"}
    assert game.value(state, "taken") == int("".join(number[card] for card in reversed(laid)))
