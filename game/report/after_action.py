"""What an after-action report says of a game: plain records, read from a sitting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from game.catalogue import phrase
from game.engine import View, WorkingPart
from game.report.debrief import debrief
from game.report.debrief_records import Debrief
from game.report.first_page import FirstPage, first_page
from game.report.past import past_of
from game.report.talk import talk_of
from game.report.talk_records import TableTalk
from game.report.tracks import TrackCurve, tracks_of
from game.table import ChronicleEntry, Deal, Outcome, Sitting, broken_promises, deals_in_force
from game.table.outcome import outcomes, tie_words
from game.table.seating import BOT, played


@attrs.frozen
class SeatResult:
    """A seat of the game, and how it came out.

    Attributes:
        seat: its id.
        name: for people.
        colour: red, green and blue of its look, or None.
        person: the person or team, where somebody said.
        bot: the bot, or "".
        outcome: its score beside its target; None while the game goes on.
        terms: what the score is the sum of, where it is a sum.
        won: whether it won.
    """

    seat: str
    name: str
    colour: tuple[int, int, int] | None
    person: str
    bot: str
    outcome: Outcome | None
    terms: tuple[WorkingPart, ...]
    won: bool


@attrs.frozen
class StoryEntry:
    """Something that happened, and the step of the game at which it stands.

    Attributes:
        told: what happened.
        step: how many steps the line that counts had by then, itself included.
    """

    told: ChronicleEntry
    step: int


@attrs.frozen
class RoundStory:
    """What happened in one round, or in all where the rules count none.

    Attributes:
        round: its number; None where there is none.
        entries: what happened, in order.
    """

    round: int | None
    entries: tuple[StoryEntry, ...]


@attrs.frozen
class AfterAction:
    """All that a report says of a game.

    Attributes:
        game: the name of the game.
        scenario: that of the scenario.
        table: what the table is called, or "".
        date: the day it was begun, as YYYY-MM-DD, or "".
        reader: the seat whose report it is; None for who may know everything.
        winner: the name of who won; "" for nobody.
        ending: what the ending means, in words; "" while the game goes on.
        verdict: the name of the verdict, or "".
        over: whether the game has ended.
        seats: the seats, best first where there are scores.
        tracks: the tracks that the reader saw all along.
        steps: how many steps the line that counts has.
        prelude: what the rules told before the first question, or "".
        rounds: the story, round by round.
        deals: what binds at the end, as the reader knows it.
        broken: the name of each seat that broke promises, and how many.
        questions: what the scenario asks of the table.
        notes: findings about the save, such as a tail that was lost.
        debrief: what the game came to and why.
        talk: what people said and did beside the game.
        first: what stands on the first page beside how the seats came out.
    """

    game: str
    scenario: str
    table: str
    date: str
    reader: str | None
    winner: str
    ending: str
    verdict: str
    over: bool
    seats: tuple[SeatResult, ...]
    tracks: tuple[TrackCurve, ...]
    steps: int
    prelude: str
    rounds: tuple[RoundStory, ...]
    deals: tuple[Deal, ...]
    broken: tuple[tuple[str, int], ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    debrief: Debrief
    talk: TableTalk
    first: FirstPage


def after_action(sitting: Sitting, seat: str | None = None) -> AfterAction:
    """Read what a report says from a sitting.

    Args:
        sitting: the game, over or not.
        seat: whose report it is; None knows everything.

    Raises:
        BadSeat: no such seat.
    """
    game, header, result = sitting.game, sitting.header, sitting.result
    found = sitting.chronicle(seat)
    past = past_of(sitting, seat)
    steps = {n: step for step, n in enumerate(past.numbers)}
    seen = past.views
    last = seen[-1]
    look = game.rules.look
    ending = "" if result is None or result.ending is None else result.ending
    verdict = "" if result is None or result.verdict is None else result.verdict
    roles = look.roles
    begun = sitting.beginning(seat)
    seats = tuple(_seats(sitting, last))
    rounds = tuple(_told_by_rounds(found, steps))
    came = debrief(sitting, seat)
    talk = talk_of(
        sitting,
        [(each.told, each.step, r.round) for r in rounds for each in r.entries],
        {each.seat: each.name for each in seats},
        came,
    )
    tracks = tracks_of(sitting, seen)
    found_outcomes = [each.outcome for each in seats if each.outcome is not None]
    return AfterAction(
        game=header.rules_name,
        scenario=game.scenario.name,
        table=sitting.table,
        date=(header.started or "")[:10],
        reader=seat,
        winner="" if result is None or result.winner is None else _title(sitting, result.winner),
        ending=_meaning(sitting, ending) if ending else "",
        verdict=game.verdict_title(verdict) if verdict else "",
        over=result is not None,
        seats=seats,
        tracks=tracks,
        steps=len(seen) - 1,
        prelude="" if begun is None else begun.text,
        rounds=rounds,
        deals=tuple(deals_in_force(game, last, roles.bonds)),
        broken=tuple(
            (_title(sitting, who), count)
            for who, count in broken_promises(game, last, roles.broken)
        ),
        questions=tuple(game.scenario.questions),
        notes=tuple(sitting.findings()),
        debrief=came,
        talk=talk,
        first=first_page(
            past,
            came,
            talk,
            found_outcomes,
            [*_foreword(sitting, found_outcomes, ending, verdict)],
            None if result is None else result.winner,
            tracks,
        ),
    )


def _foreword(
    sitting: Sitting, found: Sequence[Outcome], ending: str, verdict: str
) -> Iterator[str]:
    """What the end means, and that the winner was level with others where it was."""
    game = sitting.game
    meaning = game.verdict_text(verdict) if verdict else ""
    if meaning:
        yield phrase("first.verdict", verdict=game.verdict_title(verdict), text=meaning)
    elif verdict:
        yield phrase("report.verdict", verdict=game.verdict_title(verdict))
    elif ending:
        yield _meaning(sitting, ending)
    if sitting.result is not None and (tie := tie_words(game, sitting.result, found)):
        yield tie


def _title(sitting: Sitting, seat: str) -> str:
    return sitting.game.title("seat", seat)


def _meaning(sitting: Sitting, ending: str) -> str:
    """What an ending means, in the words of the rules; nothing of one that they do not declare."""
    try:
        return str(sitting.game.describe("ending", ending).get("text") or "")
    except KeyError:
        return ""


def _seats(sitting: Sitting, last: View) -> Iterator[SeatResult]:
    """The seats that were played: best first once the game is over, in their order before."""
    game, result = sitting.game, sitting.result
    held = played(sitting.seats)
    order: dict[str, Outcome | None] = dict.fromkeys(s for s in game.seats if s in held)
    if result is not None:
        scores = {s: v for s, v in result.scores.items() if v is not None} or result.returns
        role = game.rules.look.roles.outcome
        order = {o.seat: o for o in outcomes(game, last, scores, role, held)}
    looks = game.rules.look.seats
    for seat, outcome in order.items():
        occupant = sitting.seats[seat]
        yield SeatResult(
            seat=seat,
            name=_title(sitting, seat),
            colour=looks[seat].colour if seat in looks else None,
            person=sitting.people.get(seat, ""),
            bot=occupant.removeprefix(BOT) if occupant.startswith(BOT) else "",
            outcome=outcome,
            terms=sitting.score_terms(seat),
            won=result is not None and result.winner == seat,
        )


def _told_by_rounds(
    entries: Iterable[ChronicleEntry], steps: Mapping[int, int]
) -> Iterator[RoundStory]:
    """The story by rounds; what is of no round stands with what is before it.

    Args:
        entries: what happened, in order.
        steps: of the entries that still count, the place in the line of the game.
    """
    last, at = None, 0
    found: list[tuple[int | None, StoryEntry]] = []
    for entry in entries:
        last, at = entry.round if entry.round is not None else last, steps.get(entry.n, at)
        found.append((last, StoryEntry(entry, at)))
    for number, group in groupby(found, lambda pair: pair[0]):
        yield RoundStory(number, tuple(entry for _, entry in group))
