"""How the seats stand: the ending's own score, and ranges for what a seat may not know."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import Game, ScoreRange, SeatScore, State
from game.rules import parse_rules
from tests.any_rules import any_rules
from tests.engine.catalogue import play_random
from tests.engine.test_previews import HEAD, other_worlds
from tests.making_once import game as compiled_once

COUNTING = """
[procedure.tally]
do = \"\"\"
x = choose(red, place, text="Who looks?", decline=none)
if x != none:
    coins = 0
if reveal(card[red] > 1):
    coins += 4
else:
    coins += guard[hill]
\"\"\"

[procedure.play]
do = \"\"\"
act(blue)
tally()
end(done)
\"\"\"

[action.rest]
do = "return"
"""


def small(score: str) -> Game:
    """A game that counts before it ends with that score."""
    text = HEAD.replace("[ending.done]", f'[ending.done]\nscore = "{score}"') + COUNTING
    return Game(parse_rules(text, "small.toml"))


def seen(game: Game, seat: str, state: State | None = None, count: str = "") -> list[ScoreRange]:
    """How the seats stand as one of them may know it."""
    view = game.observe(game.new_game() if state is None else state, seat)
    return [standing.score for standing in game.standings(view, count=count)]


def test_a_score_is_a_number_where_all_of_it_is_seen_and_a_range_where_not() -> None:
    game = small("coins + card[seat]")
    assert seen(game, "blue") == [ScoreRange(3, 6), ScoreRange(3, 3)]
    assert seen(game, "red") == [ScoreRange(3, 3), ScoreRange(3, 6)]


def test_a_sum_is_told_by_its_terms() -> None:
    game = small("coins + 2 - card[seat]")
    red, blue = game.standings(game.observe(game.new_game(), "blue"))
    assert [(term.title, term.value) for term in red.terms] == [
        ("Coins", ScoreRange(3, 3)), ("", ScoreRange(2, 2)), ("Card", ScoreRange(-3, 0)),
    ]  # fmt: skip
    assert [term.title for term in blue.terms] == ["Coins", ""]


@pytest.mark.parametrize(
    ("score", "bounds"),
    [
        ("1 if reveal(card[red]) > 1 else 5", (1, 5)),
        ("sum(reveal(card[s]) for s in seat)", (0, 3)),
        ("2 * reveal(card[red]) // 3", (0, 2)),
        ("max(4, reveal(card[red]))", (4, 4)),
    ],
)
def test_what_is_not_seen_has_the_range_of_what_it_may_be(
    score: str, bounds: tuple[int, int]
) -> None:
    found = seen(small(score), "blue")[0]
    least, most = bounds
    assert found.low <= least
    assert found.high >= most
    assert found.high <= most + 3


def test_a_count_goes_each_way_apart_where_it_hangs_on_what_is_not_seen() -> None:
    game = small("coins")
    assert seen(game, "blue") == [ScoreRange(3, 3)] * 2
    assert seen(game, "blue", count="tally") == [ScoreRange(4, 7)] * 2
    assert seen(game, "red", count="tally") == [ScoreRange(4, 4)] * 2
    for card in range(4):
        state = game.new_game()
        game.override(state, "card[red]", card)
        game.apply(state, game.id("rest"))
        game.apply(state, game.id("tally.x:none"))
        score = game.score(state, "red")
        assert score in (4, 7)
        state[2] = 0
        assert seen(game, "red", state) == [ScoreRange(score or 0, score or 0)] * 2


def test_what_cannot_be_told_is_not() -> None:
    game = small("coins")
    state = game.new_game()
    assert game.standings(game.observe(state, "blue"), ["no_such_ending"]) == ()
    assert game.standings(game.observe(state, "blue"), count="no_such_procedure") == ()
    game.apply(state, game.id("rest"))
    # The count has begun: it cannot be run beside itself.
    assert game.standings(game.observe(state, "blue"), count="tally") == ()


ENDINGS = ("year_over", "watch_over")


def within(part: int | None, whole: SeatScore) -> bool:
    """Whether a number is one of those that a standing allows."""
    return part is not None and whole.score.low <= part <= whole.score.high


@pytest.mark.parametrize("scenario", ["first-watch", "shamsiddin-shohin"])
def test_standings_are_what_the_end_gives(scenario: str) -> None:
    game, rng = compiled_once(any_rules("rules"), scenario), Random(4)
    ranges = compared = 0
    for seed in range(90):  # Most games by lot are lost, and have no standings.
        if compared > 20 and ranges > 3:
            break
        state = bytearray(play_random(game, seed).keys[-1])
        scores = {seat: game.score(state, seat) for seat in game.seats}
        if game.ending(state) not in ENDINGS:
            continue
        state[2] = 0
        for standing in game.standings(game.observe_all(state), ENDINGS):
            assert standing.score == ScoreRange(
                scores[standing.seat] or 0, scores[standing.seat] or 0
            )
        for seat in game.seats:
            for standing in game.standings(game.observe(state, seat), ENDINGS):
                assert within(scores[standing.seat], standing)
                ranges += not standing.score.known
                compared += 1
    assert compared > 10
    if scenario != "first-watch":
        assert ranges > 3
    middle = [bytearray(k) for k in play_random(game, 9).keys[5:-1:9]]
    for state in middle:
        seat = rng.choice(game.seats)
        view = game.observe(state, seat)
        found = game.standings(view, ENDINGS)
        for world in [state, *other_worlds(game, state, view, rng, 6)]:
            true = game.standings(game.observe_all(world), ENDINGS)
            for known, whole in zip(true, found, strict=True):
                assert known.score.known
                assert within(known.score.low, whole)
                assert whole.terms == () or all(
                    term.value.low <= next(
                        (t.value.low for t in known.terms if t.title == term.title), 0
                    ) <= term.value.high
                    for term in whole.terms
                )  # fmt: skip
