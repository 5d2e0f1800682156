"""The first page of a report: whole, taken from what happened, and of any rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from game.report.after_action import AfterAction, after_action
from game.report.axis import number_at
from game.report.first_page import MOST_DECISIONS, MOST_QUESTIONS
from game.report.inks import HATCHES, seat_inks
from game.report.page import page
from game.report.past import past_of
from game.report.sheet import seat_bars
from game.report.turns import MOST_TURNS
from game.table import Sitting
from tests.report.workshops import workshop


@pytest.fixture(scope="module")
def table() -> Sitting:
    return workshop("shamsiddin-shohin", 3)


@pytest.fixture(scope="module")
def report(table: Sitting) -> AfterAction:
    return after_action(table)


def sentences(words: Iterable[str]) -> set[str]:
    return {part for text in words for part in re.split(r"(?<=[.!?)]) ", text) if part}


def test_the_track_is_what_it_was_at_the_end_of_each_round(
    table: Sitting, report: AfterAction
) -> None:
    track, axis, past = report.first.track, report.first.axis, past_of(table, None)
    assert track is not None
    look = next(t for t in table.game.rules.look.tracks if t.limit)
    assert (track.value, track.end) == (look.value, table.game.numbers[look.limit])
    assert [t.round for t in axis.ticks[1:]] == sorted({r.round for r in report.rounds if r.round})
    for tick, value in zip(axis.ticks, track.values, strict=True):
        assert value == number_at(past, track.value, tick.step)
    assert axis.ticks[-1].step == report.steps


def test_turning_points_are_told_in_sentences_of_the_log_alone(
    table: Sitting, report: AfterAction
) -> None:
    turns, axis = report.first.turns, report.first.axis
    assert 0 < len(turns) <= MOST_TURNS
    assert [turn.number for turn in turns] == [*range(1, len(turns) + 1)]
    lines = past_of(table, None).lines.values()
    told = sentences(s for line in lines for part in line.paragraphs for s in part.sentences)
    told |= {row.words for line in lines for row in line.rows}
    for turn in turns:
        assert turn.step in axis.steps(turn.tick)
        track = report.first.track
        assert track is not None
        moved = track.values[turn.tick] != track.values[turn.tick - 1]
        leads = {point.step for point in report.debrief.points if point.leader}
        assert moved or leads & {*axis.steps(turn.tick)} or track.name in turn.text
        for sentence in sentences([turn.text]):
            assert any(sentence.casefold() in text.casefold() for text in told), sentence


def test_bars_are_the_scores_by_their_terms(table: Sitting, report: AfterAction) -> None:
    bars = {b.seat: b for b in seat_bars(table.game, report, {s.seat: "" for s in report.seats})}
    for seat in report.seats:
        bar = bars[seat.seat]
        assert seat.outcome is not None
        assert sum(part.value for part in bar.parts) == seat.outcome.score
        assert {part.title for part in bar.parts} >= {t.title for t in seat.terms if t.title}
        for part in bar.parts:
            assert 0 <= part.left <= part.left + part.width <= 100.01
        # What takes away lies over the end of what adds, so that the score is where it begins.
        ends = [p.left for p in bar.parts if p.less] or [bar.parts[-1].left + bar.parts[-1].width]
        over = [part.left + part.width for each in bars.values() for part in each.parts]
        most = max([*over, *(each.target or 0 for each in bars.values())])
        assert most == pytest.approx(100, abs=0.05)
        assert min(ends) >= 0


def test_seats_are_told_apart_without_colour(table: Sitting) -> None:
    inks = seat_inks(table.game)
    assert len({ink.hatch for ink in inks.values()}) == len(inks) <= len(HATCHES)
    assert len({(ink.path, ink.letter) for ink in inks.values()}) == len(inks)


def test_scores_by_rounds_lead_to_the_scores(report: AfterAction) -> None:
    for seat in report.seats:
        assert seat.outcome is not None
        assert report.first.scores[seat.seat][-1] == seat.outcome.score


def test_decisions_are_those_that_people_gave_words_for(report: AfterAction) -> None:
    chosen = [each.made for each in report.first.decisions]
    worded = [each for each in report.talk.said if each.why and not each.given_up]
    assert len(chosen) == min(MOST_DECISIONS, len(worded))
    assert all(each in worded for each in chosen)
    assert len({each.seat for each in chosen}) == min(len(chosen), len({d.seat for d in worded}))
    best = max(abs(each.came or 0) for each in worded)
    assert max(abs(each.came or 0) for each in chosen) == best


def test_who_was_needed_is_read_before_the_counting_changes_anything(
    table: Sitting, report: AfterAction
) -> None:
    needed = report.first.needed
    assert needed is not None
    assert needed.round is not None
    past, look = past_of(table, None), table.game.rules.look
    step = max(tick.step for tick in report.first.axis.ticks if tick.counted)
    steps = [s for s in range(1, step + 1) if past.round(s) == needed.round]
    for each in needed.places:
        values = {number_at(past, look.badge.value, s, each.place) for s in steps}
        assert each.value in values
    assert any(each.seats for each in needed.places)


def test_deals_and_questions_are_those_of_the_game(table: Sitting, report: AfterAction) -> None:
    assert sum(group.count for group in report.first.deals) == len(report.debrief.promises)
    broken = sum(each.broken for each in report.debrief.promises)
    assert sum(group.broken for group in report.first.deals) == broken
    assert set(report.first.questions) <= set(table.game.scenario.questions)
    assert len(report.first.questions) == min(MOST_QUESTIONS, len(report.questions))


def test_all_of_it_is_on_the_page_and_the_long_story_is_folded(
    table: Sitting, report: AfterAction
) -> None:
    written = page(table, report)
    first, rest = written.split('<div class="rest">')
    assert first.count('class="seat"') == len(report.seats)
    assert first.count('class="mark"') == len(report.first.turns)
    assert first.count('class="reason"') == len(report.first.decisions)
    assert '<details id="story">' in rest
    assert 'class="entry' not in rest.split('<details id="story">')[0]


def test_a_seats_first_page_is_made_of_what_it_saw(table: Sitting) -> None:
    seat = table.game.seats[0]
    own = after_action(table, seat).first
    assert {each.made.seat for each in own.decisions} <= {seat}
    past = past_of(table, seat)
    if own.track is not None:
        for tick, value in zip(own.axis.ticks, own.track.values, strict=True):
            assert value == number_at(past, own.track.value, tick.step)
