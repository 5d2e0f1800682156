"""The debrief: what it says of a game is what the game was, and its headline names who won."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from game.bots import bots_of
from game.engine import OVER, Game
from game.report.after_action import after_action
from game.report.debrief import debrief
from game.report.debrief_words import term_rows
from game.report.past import past_of
from game.report.waterfall import MOST_STEPS, by_rounds, by_terms, waterfalls
from game.table import GameSetup, Sitting
from game.table.outcome import headline, outcomes
from game.table.records import result_of
from tests.loaded import SHELF, compiled, rules_of
from tests.randomised import said

RULES = rules_of("rules")
SCENARIOS = [info.id for info in RULES.scenarios]
#: A game each of so many sorts.
PLAYED = [("rules", name) for name in SCENARIOS]


@cache
def played(name: str, scenario: str, bot: str = "doctrine", seed: int = 5) -> Sitting:
    """A game that bots played to its end."""
    sitting = Sitting.open(
        GameSetup(rules_of(name), scenario, {"all": f"bot:{bot}"}, seed), bots_of
    )
    while sitting.step() is not None:
        pass
    return sitting


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_starts_and_sources_make_up_the_scores(scenario: str) -> None:
    sitting = played("rules", scenario)
    told = debrief(sitting, None)
    result = sitting.result
    assert result is not None
    seen = {seat for seat, held in sitting.seats.items() if held != "auto"}
    for seat in seen:
        total = sum(row.total for row in term_rows(told, seat))
        whole = sum(value for who, _, value in told.starts if who == seat)
        whole += sum(source.change for source in told.sources if source.seat == seat)
        assert whole == result.scores[seat]
        # What came to nothing is not told.
        assert total == whole
    assert {source.seat for source in told.sources} <= seen
    for source in told.sources:
        assert 0 < source.step <= len(sitting.line)
        assert source.text


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_waterfalls_lead_from_nought_to_the_score_bar_by_bar(scenario: str) -> None:
    sitting = played("rules", scenario)
    told = debrief(sitting, None)
    assert sitting.result is not None
    drawn = [made for seat in sitting.game.seats for made in waterfalls(told, seat, 18)]
    assert {made.seat for made in drawn} >= {"umbrella", "coordination", "ground"}
    for made in drawn:
        at = 0
        for bar in made.bars:
            assert bar.start == at
            at = bar.end
            assert made.low <= min(bar.start, bar.end) <= max(bar.start, bar.end) <= made.high
            assert bar.step is not None
            assert bar.words or bar.start == 0
        assert at == made.total == sitting.result.scores[made.seat]


def test_a_game_that_is_lost_to_all_takes_scores_and_moves_no_term() -> None:
    seeds = (seed for seed in range(1, 40))
    games = (played("rules", "shamsiddin-shohin", seed=seed) for seed in seeds)
    sitting = next(g for g in games if g.result is not None and g.result.ending == "collapse")
    told = debrief(sitting, None)
    name = sitting.game.describe("ending", "collapse")["name"]
    state = past_of(sitting, None).views[-1]
    rows = {row.term: row.total for row in term_rows(told, "coordination")}
    assert sum(rows.values()) == 0
    assert rows[name] < 0
    assert rows["Institution"] == sitting.game.value(state, "institution")


@pytest.mark.parametrize("name", ["othello", "goofspiel", "two-bridges"])
def test_a_score_without_terms_is_told_in_few_bars(name: str) -> None:
    sitting = played(name, rules_of(name).scenarios[0].id, "random")
    told = debrief(sitting, None)
    assert sitting.result is not None
    for seat in sitting.game.seats:
        assert by_terms(told, seat) is None
        drawn = by_rounds(told, seat)
        assert drawn is not None
        assert 0 < len(drawn.bars) <= MOST_STEPS + 1
        assert drawn.total == sitting.result.scores[seat]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_turning_points_are_the_steps_that_moved_the_scores_most(scenario: str) -> None:
    sitting = played("rules", scenario)
    told, past = debrief(sitting, None), past_of(sitting, None)
    endings = sitting.game.rules.look.roles.outcome.endings
    assert told.points
    assert [point.step for point in told.points] == sorted(point.step for point in told.points)
    names = {sitting.game.title("seat", seat): seat for seat in sitting.game.seats}
    for point in told.points:
        assert past.numbers[point.step] == point.n
        after = sitting.game.standings(past.views[point.step], endings)
        for name, before, now in point.moved:
            assert before != now
            found = [each for each in after if each.seat == names[name]]
            # At the end the scores are those that it gave.
            if found:
                assert found[0].score.low == found[0].score.high == now
    shown = {point.step for point in told.points}
    moved = [
        sum(abs(source.change) for source in told.sources if source.step == step)
        for step in range(len(past.views))
        if step not in shown
    ]
    # Where fewer are told than there is room for, nothing else moved a score.
    assert len(told.points) == 6 or not any(moved)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_question_is_answered_with_what_happened(scenario: str) -> None:
    sitting = played("rules", scenario)
    told = debrief(sitting, None)
    assert [answer.question for answer in told.answers] == list(sitting.game.scenario.questions)
    for answer in told.answers:
        assert answer.text, answer.question
        assert "{" not in answer.text
        assert "round None" not in answer.text
    view = past_of(sitting, None).views[-1]
    credit = [sitting.game.value(view, "credit", seat) for seat in sitting.game.members("core")]
    (last,) = [a for a in told.answers if a.question.startswith("When did you stop adding")]
    assert last.text.startswith(f"Being needed earned the CSTO {credit[0]}, the")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_without_a_seat_the_board_is_what_it_would_be(scenario: str) -> None:
    """Taken off the board by hand, a seat leaves as many places standing as is told."""
    sitting = played("rules", scenario)
    game, state = sitting.game, sitting.state
    told = {row.seats: row.holding for row in debrief(sitting, None).without}
    places = game.members("space")

    def holding() -> int:
        view = game.observe_all(state)
        balances = [game.value(view, "balance", place) for place in places]
        return sum(isinstance(found, int) and found >= 0 for found in balances)

    assert told[()] == holding()
    for row in debrief(sitting, None).without:
        assert len(row.values) == row.places == len(places)
        lost = [each.place for each in row.values if each.now >= 0 > each.left]
        assert [each.place for each in row.falling] == lost
        assert row.holding == told[()] - len(lost)
    if ("coordination",) in told:
        for place in places:
            game.override(state, f"contact[{place}]", 0)
        assert told[("coordination",)] == holding()


def test_a_game_that_goes_on_has_no_debrief() -> None:
    sitting = Sitting.open(GameSetup(RULES, SCENARIOS[0], {"all": "bot:doctrine"}, 5), bots_of)
    for _ in range(8):
        sitting.step()
    told = debrief(sitting, None)
    assert not told.points
    assert not told.answers
    assert not after_action(sitting).debrief.sources


def test_a_seat_is_told_what_it_saw() -> None:
    sitting = played("rules", "shamsiddin-shohin")
    for seat in sitting.game.seats:
        texts = {line.text for line in sitting.log(seat)}
        told = debrief(sitting, seat)
        assert {point.text for point in told.points} <= texts
        views = [view for _, view in sitting.positions(seat)]
        for claim in told.claims:
            places = {sitting.game.title("north", p): p for p in sitting.game.members("north")}
            found = sitting.game.value(views[claim.last], "true_balance", places[claim.place])
            assert found == claim.true


@pytest.mark.parametrize(
    ("name", "scenario"),
    [*PLAYED, *((name, info.id) for name in SHELF for info in rules_of(name).scenarios[:1])],
)
def test_the_headline_names_who_won_and_the_terms_are_the_score(
    name: str, scenario: str, long_run: bool
) -> None:
    game: Game = compiled(name, scenario)
    role = game.rules.look.roles.outcome
    for seed in range(200 if long_run else 10):
        dice = Random(said(seed, f"{name} {scenario}"))
        state = game.new_game()
        game.playout(state, dice.randrange, game.line(state))
        if game.actor(state) != OVER:
            continue
        result = result_of(game, state)
        head = headline(game, result, game.seats)
        titles = {seat: game.title("seat", seat) for seat in game.seats}
        if result.winner is None:
            best = max(result.returns.values())
            level = [seat for seat in game.seats if result.returns[seat] == best]
            named = [seat for seat in game.seats if game.short("seat", seat) in head]
            assert named == (level if 1 < len(level) < len(game.seats) else [])
        else:
            assert titles[result.winner] in head
            assert game.winner(state) == result.winner
            held = frozenset(game.seats) - frozenset(game.optional)
            found = {s: v for s, v in result.scores.items() if v is not None} or result.returns
            ranked = outcomes(game, game.observe_all(state), found, role, held)
            margins = {each.seat: each.margin for each in ranked}
            if role.target and result.winner in margins:
                assert margins[result.winner] == max(margins.values())
        for seat in game.seats:
            terms = game.score_terms(state, seat)
            assert not terms or sum(term.value for term in terms) == result.scores[seat]
