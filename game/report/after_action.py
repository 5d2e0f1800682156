"""What an after-action report says of a game: plain records, read from a sitting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from game.engine import View, WorkingPart
from game.report.debrief import debrief
from game.report.debrief_records import Debrief
from game.report.talk import TableTalk, talk_of
from game.story.alarms import bound
from game.table import ChronicleEntry, Deal, Outcome, Sitting, broken_promises, deals_in_force
from game.table.outcome import outcomes
from game.table.seating import BOT, played

#: Of rules whose look names no tracks so many numbers are drawn, in this colour.
_MOST_PLAIN = 6
_PLAIN = (70, 110, 160)


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
class TrackCurve:
    """How a track went.

    Attributes:
        name: for people.
        colour: red, green and blue.
        values: its value at the start and after each step of the line that counts.
        low: the least that is drawn.
        high: the most that is drawn.
        end: the step at which it ends, which it may have passed; None for a track without one.
    """

    name: str
    colour: tuple[int, int, int]
    values: tuple[int, ...]
    low: int
    high: int
    end: int | None

    @property
    def bound(self) -> str:
        """What stands behind any of its values to say where it ends."""
        return bound(max(self.values), self.end)


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
    line = list(sitting.positions(seat))
    steps = {n: step for step, (n, _) in enumerate(line)}
    seen = [view for _, view in line]
    last = seen[-1]
    look = game.rules.look
    ending = "" if result is None or result.ending is None else result.ending
    verdict = "" if result is None or result.verdict is None else result.verdict
    roles = look.roles
    begun = sitting.beginning(seat)
    seats = tuple(_seats(sitting, last))
    rounds = tuple(_told_by_rounds(found, steps))
    came = debrief(sitting, seat)
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
        tracks=tuple(_tracks(sitting, seen)),
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
        talk=talk_of(
            sitting,
            [(each.told, each.step, r.round) for r in rounds for each in r.entries],
            {each.seat: each.name for each in seats},
            came,
        ),
    )


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


def track_curves(sitting: Sitting, seat: str | None) -> tuple[TrackCurve, ...]:
    """How the tracks went, those that a reader saw all along.

    Args:
        sitting: the game.
        seat: the reader; None knows everything.

    Raises:
        BadSeat: no such seat.
    """
    return tuple(_tracks(sitting, [view for _, view in sitting.positions(seat)]))


def _tracks(sitting: Sitting, seen: Sequence[View]) -> Iterator[TrackCurve]:
    """The tracks of the look that move here, or the first numbers of all that ever changed."""
    game, look = sitting.game, sitting.game.rules.look
    for track in look.tracks:
        spec = game.registers.get(track.value)
        if spec is not None and spec.constant:
            continue
        ends = [_number(game.value(seen[-1], track.limit))] if track.limit else []
        yield from _curve(
            sitting, track.value, track.name, track.colour, seen, [e for e in ends if e is not None]
        )
    if look.tracks:
        return
    plain = (
        curve
        for name, spec in game.registers.items()
        if not spec.index and spec.public and not spec.constant and name not in look.roles.quiet
        for curve in _curve(sitting, name, _register(sitting, name), _PLAIN, seen, [])
    )
    changing = [curve for curve in plain if len(set(curve.values)) > 1]
    yield from changing[:_MOST_PLAIN]


def _register(sitting: Sitting, name: str) -> str:
    return str(sitting.game.describe("register", name)["name"])


def _curve(
    sitting: Sitting,
    value: str,
    name: str,
    colour: tuple[int, int, int],
    seen: Sequence[View],
    ends: list[int],
) -> Iterator[TrackCurve]:
    """How a value went; nothing where it is no number, or was not seen all along."""
    game = sitting.game
    values = [_number(game.value(view, value)) for view in seen]
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return
    spec = game.registers.get(value)
    high = None if spec is None else min([*ends, spec.high])
    tops, low = [*known, *([high] if high is not None else [])], min(0, *known)
    yield TrackCurve(name, colour, tuple(known), low, max(*tops, low + 1), high)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


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
