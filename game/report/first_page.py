"""What stands on the first page of a report: a whole game on one sheet, for who has a minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import listed, number_text, phrase
from game.report.axis import Axis, axis_of, numbers
from game.report.needed import NeededPlaces, holding_best, needed
from game.report.turns import (
    FinalTrack,
    Turn,
    deed_sentences,
    few,
    final_track,
    score_turns,
    track_turns,
)

if TYPE_CHECKING:
    from game.report.debrief_records import Debrief, KeptPromise
    from game.report.past import Past
    from game.report.talk_records import PlayedDecision, TableTalk
    from game.report.tracks import TrackCurve
    from game.rules.look import Colour
    from game.table.outcome import Outcome

#: So many of each stand on the page.
MOST_LINES: Final = 6
MOST_DECISIONS: Final = 3
MOST_DEALS: Final = 5
MOST_RULINGS: Final = 3
MOST_QUESTIONS: Final = 4
#: So many letters of what came of a decision.
_CAME_LETTERS: Final = 110


@attrs.frozen
class SmallLine:
    """How a number went, in a small drawing.

    Attributes:
        name: for people.
        colour: of its look; None where none is named.
        values: what it was at each tick of the axis.
        high: the most that is drawn.
        bound: what stands behind the last value to say where it ends.
    """

    name: str
    colour: Colour | None
    values: tuple[int, ...]
    high: int
    bound: str


@attrs.frozen
class ToldDecision:
    """A decision in its seat's own words, and what was told of it.

    Attributes:
        made: the decision.
        told: what came of it at once, in the sentences of the log; "" for nothing.
    """

    made: PlayedDecision
    told: str


@attrs.frozen
class DealGroup:
    """Deals of one kind between the same two.

    Attributes:
        what: what they were about.
        giver, receiver: the seats' ids; "" where one is not kept.
        count: how many there were.
        broken: how many of them were broken.
    """

    what: str
    giver: str
    receiver: str
    count: int
    broken: int


@attrs.frozen
class FirstPage:
    """What stands on the first page beside who came out how.

    Attributes:
        lead: what happened, a sentence each.
        axis: the rounds.
        track: the track that ends the game, or None.
        turns: the turning points, of the track or else of the scores.
        scores: what the score of each seat would have been at each tick; where that is not known
            another number that each seat has, and nothing where there is none that all may see.
        counted: what that other number is called; "" for scores.
        lines: how other numbers went.
        needed: who was needed where, or None.
        decisions: a few, in the seats' own words.
        deals: what was agreed, the most frequent first.
        questions: some of those for the room; the whole list stands further back.
    """

    lead: tuple[str, ...]
    axis: Axis
    track: FinalTrack | None
    turns: tuple[Turn, ...]
    scores: Mapping[str, tuple[int, ...]]
    counted: str
    lines: tuple[SmallLine, ...]
    needed: NeededPlaces | None
    decisions: tuple[ToldDecision, ...]
    deals: tuple[DealGroup, ...]
    questions: tuple[str, ...]


def first_page(
    past: Past,
    debrief: Debrief,
    talk: TableTalk,
    outcomes: Sequence[Outcome],
    foreword: Sequence[str],
    winner: str | None,
    tracks: Sequence[TrackCurve],
) -> FirstPage:
    """Choose what stands on the first page of a report.

    Args:
        past: the game as the reader saw it.
        debrief: what it came to.
        talk: what people said.
        outcomes: how the seats came out; none while the game goes on.
        foreword: what is said of the end before anything else.
        winner: the seat that won alone, or None.
        tracks: how the tracks went, step by step.
    """
    axis = axis_of(past)
    track = final_track(past, axis)
    if track is not None:
        turns = track_turns(past, axis, track, debrief)
    else:
        turns = score_turns(past, axis, debrief)
    scores, counted = _scores(past, axis, debrief), ""
    if not scores:
        scores, counted = _seat_numbers(past, axis)
    lead = [*foreword, *_reached(past, outcomes, winner), *_track_words(axis, track)]
    return FirstPage(
        lead=(*lead, *_holding_words(debrief)),
        axis=axis,
        track=track,
        turns=turns,
        scores=scores,
        counted=counted,
        lines=tuple(_lines(past, axis, track, tracks))[:MOST_LINES],
        needed=needed(past),
        decisions=tuple(
            ToldDecision(made, few(deed_sentences(past, made.step), _CAME_LETTERS))
            for made in chosen_decisions(talk.said)
        ),
        deals=deal_groups(debrief.promises),
        questions=tuple(_questions(past, debrief)),
    )


def chosen_decisions(said: Iterable[PlayedDecision]) -> list[PlayedDecision]:
    """The decisions with words that moved their own seats' scores most, of as many seats as can be.

    Args:
        said: decisions of which people said something, in order.
    """
    worded = [each for each in said if each.why and not each.given_up]
    ranked = sorted(worded, key=lambda d: (-abs(d.came or 0), -(d.sure or 0), d.n))
    firsts = {each.seat: each for each in reversed(ranked)}.values()
    first = sorted(firsts, key=ranked.index)
    others = [each for each in ranked if each not in first]
    return sorted([*first, *others][:MOST_DECISIONS], key=lambda each: each.n)


def deal_groups(promises: Iterable[KeptPromise]) -> tuple[DealGroup, ...]:
    """Deals put together by what they were about and whom they bound to whom."""
    found: dict[tuple[str, str, str], list[KeptPromise]] = {}
    for each in promises:
        found.setdefault((each.what, each.giver, each.receiver), []).append(each)
    groups = [
        DealGroup(what, giver, receiver, len(group), sum(each.broken for each in group))
        for (what, giver, receiver), group in found.items()
    ]
    return tuple(sorted(groups, key=lambda g: (-g.broken, -g.count)))


def _reached(past: Past, outcomes: Sequence[Outcome], winner: str | None) -> Iterator[str]:
    """Who reached a target beside the winner, and who did not."""
    aimed = [each for each in outcomes if each.target is not None]
    for key, seats in (
        ("first.reached", [o.seat for o in aimed if o.margin >= 0 and o.seat != winner]),
        ("first.missed", [o.seat for o in aimed if o.margin < 0]),
    ):
        if seats:
            names = listed([past.game.short("seat", seat) for seat in seats])
            yield phrase(key, seats=names, count=len(seats))


def _track_words(axis: Axis, track: FinalTrack | None) -> Iterator[str]:
    """What the track that ends the game came to, and how high it was."""
    if track is None:
        return
    last = track.values[-1]
    high, tick = track.top
    name, now, end = track.name, number_text(last), number_text(track.end)
    if last > track.end:
        yield phrase("first.track_past", track=name, value=now, end=end)
    elif high == last or axis.ticks[tick].round is None:
        yield phrase("first.track", track=name, value=now, end=end)
    else:
        top, when = number_text(high), axis.ticks[tick].round
        yield phrase("first.track_high", track=name, value=now, end=end, high=top, round=when)


def _holding_words(debrief: Debrief) -> Iterator[str]:
    """How many places hold, and how many would without whoever matters most, and without all."""
    if not debrief.without:
        return
    whole, *others = debrief.without
    alone = [row for row in others if len(row.seats) == 1]
    together = [row for row in others if len(row.seats) > 1]
    least = [min(alone, key=lambda row: row.holding)] if alone else []
    without = listed(
        [phrase("first.would", count=row.holding, without=row.name) for row in [*least, *together]]
    )
    count, places = whole.holding, whole.places
    if without:
        yield phrase("first.holding", count=count, places=places, without=without)
    else:
        yield phrase("debrief.holding", count=count, places=places)


def _scores(past: Past, axis: Axis, debrief: Debrief) -> dict[str, tuple[int, ...]]:
    """What the scores would have been at each tick: where they began, and what moved them since."""
    found = {}
    for seat in past.played:
        begun = sum(value for owner, _, value in debrief.starts if owner == seat)
        own = [source for source in debrief.sources if source.seat == seat]
        if not own:
            continue
        # What moved a score before the first round belongs to where it began.
        begun += sum(source.change for source in own if source.step <= axis.ticks[0].step)
        moved = [
            sum(source.change for source in own if source.step in axis.steps(tick))
            for tick in range(1, len(axis.ticks))
        ]
        found[seat] = tuple(accumulate(moved, initial=begun))
    return found


def _seat_numbers(past: Past, axis: Axis) -> tuple[dict[str, tuple[int, ...]], str]:
    """The first number of each seat that the reader saw all along and that changed; its name."""
    game, seats = past.game, past.game.seats
    named = [(name, spec.index, "register") for name, spec in game.registers.items()]
    named += [
        (name, spec.index, "derived")
        for name, spec in game.derived_values.items()
        if game.named("derived", name)
    ]
    for name, index, kind in named:
        if len(index) != 1 or tuple(game.members(index[0])) != tuple(seats):
            continue
        if name in game.rules.look.roles.quiet:
            continue
        found = {seat: numbers(past, axis, name, seat) for seat in past.played}
        if found and all(found.values()) and any(len(set(v)) > 1 for v in found.values()):
            return found, str(game.describe(kind, name)["name"])
    return {}, ""


def _lines(
    past: Past, axis: Axis, track: FinalTrack | None, tracks: Sequence[TrackCurve]
) -> Iterator[SmallLine]:
    """How many places stood best, and how the other tracks went that moved at all."""
    best = holding_best(past, axis)
    if best is not None:
        name, values, places = best
        colour = past.game.rules.look.badge.states[0].colour
        yield SmallLine(name, colour, values, places, phrase("first.of", count=places))
    for each in tracks:
        values = tuple(each.values[tick.step] for tick in axis.ticks)
        if len(set(values)) > 1 and (track is None or each.name != track.name):
            end = phrase("first.of", count=each.end) if each.end is not None else ""
            yield SmallLine(each.name, each.colour, values, each.high, end)


def _questions(past: Past, debrief: Debrief) -> Iterator[str]:
    """Some of the scenario's questions: those first to which this game has something to show."""
    told = {answer.question: bool(answer.text) for answer in debrief.answers}
    questions = past.game.scenario.questions
    ordered = sorted(questions, key=lambda question: not told.get(question, False))
    yield from ordered[:MOST_QUESTIONS]
