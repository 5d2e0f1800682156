"""What a game came to and why: turning points, sources of scores, claims, promises, answers.

All of it is read from what a reader saw of each position, and from the lines that the reader was
told, so that a seat's debrief has what that seat may know. The measure of a turning point is stated
in `turning_points`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import number_text, phrase
from game.engine import HIDDEN, CellId, ScorePart, ScoreRange, SeatScore
from game.table.deals import deals_in_force
from game.table.seating import played

if TYPE_CHECKING:
    from game.engine import Game, View
    from game.rules.look import PastValue
    from game.table import Deal, LogLine, Sitting

#: So many turning points are told.
MOST_POINTS: Final = 6
#: A change of who leads counts as much as so many points.
LEAD: Final = 2


@attrs.frozen
class TurningPoint:
    """A step after which the game would have ended otherwise.

    Attributes:
        step: its place in the line that counts.
        n: the number of its entry.
        round: the round in which it fell, where the rules count them.
        moved: for each seat whose score it moved, the name, the score before and after.
        leader: the name of who leads since, if somebody else does than before; else "".
        text: what happened, as the reader was told.
    """

    step: int
    n: int
    round: int | None
    moved: tuple[tuple[str, int, int], ...]
    leader: str
    text: str


@attrs.frozen
class ScoreSource:
    """A step that moved a term of a seat's score.

    Attributes:
        seat: the seat.
        term: what the term is called; "" where the score is no sum.
        change: by how much.
        step: the place of the step in the line that counts.
        round: the round in which it fell, where the rules count them.
        cause: what did it, by its name.
        text: what was told of it that names the seat, or all that was told.
    """

    seat: str
    term: str
    change: int
    step: int
    round: int | None
    cause: str
    text: str


@attrs.frozen
class FalseClaim:
    """A stretch of a game in which a place was not what everybody counted.

    Attributes:
        place: its name.
        first: the step from which on it was so.
        last: the last step at which it was so.
        round: the round of the first step.
        claimed: what was counted, the last in that time.
        true: what was so.
    """

    place: str
    first: int
    last: int
    round: int | None
    claimed: int
    true: int


@attrs.frozen
class WithoutSeat:
    """What the board at the end would be without some seats.

    Attributes:
        seats: the ids of those that leave; none for the board as it is.
        name: what they are called.
        holding: how many places would hold.
        places: of how many.
    """

    seats: tuple[str, ...]
    name: str
    holding: int
    places: int


@attrs.frozen
class KeptPromise:
    """A deal that bound somebody, and what became of it.

    Attributes:
        what: what it was about, in words.
        parties: whom it bound to whom.
        promise: whether it could be broken.
        made: the step at which it came into force.
        round: the round of that step.
        ended: the step at which it was over; None where it stood at the end.
        broken: whether who was bound broke a promise at that very step.
    """

    what: str
    parties: str
    promise: bool
    made: int
    round: int | None
    ended: int | None
    broken: bool


@attrs.frozen
class QuestionAnswer:
    """A question of the scenario, and what happened in this game.

    Attributes:
        question: the question.
        text: the answer; "" where nothing answers it.
        step: a step that shows it.
        round: the round of that step.
    """

    question: str
    text: str
    step: int | None = None
    round: int | None = None


@attrs.frozen
class Debrief:
    """All that a debrief says beyond what a report tells anyhow.

    Attributes:
        points: the turning points, in their order.
        starts: for each seat and term of its score, what it was at the start.
        sources: what moved the terms since; with the starts they make up the scores.
        claims: what was not as everybody counted it.
        without: what the board would be without some seats.
        promises: the deals that were made, and what became of them.
        answers: the scenario's questions with what happened.
    """

    points: tuple[TurningPoint, ...] = ()
    starts: tuple[tuple[str, str, int], ...] = ()
    sources: tuple[ScoreSource, ...] = ()
    claims: tuple[FalseClaim, ...] = ()
    without: tuple[WithoutSeat, ...] = ()
    promises: tuple[KeptPromise, ...] = ()
    answers: tuple[QuestionAnswer, ...] = ()


@attrs.frozen
class Past:
    """A game as one reader saw it, step by step.

    Attributes:
        game: the game.
        numbers: the number of the entry of each step, 0 for the start.
        views: what the reader saw after it.
        lines: what the reader was told, by the number of the entry.
        played: the seats that a person or a bot plays; for the others the rules act.
    """

    game: Game
    numbers: tuple[int, ...]
    views: tuple[View, ...]
    lines: Mapping[int, LogLine]
    played: tuple[str, ...]

    def round(self, step: int) -> int | None:
        """The round in which a step fell, where the rules count them."""
        line = self.lines.get(self.numbers[step])
        if line is not None:
            return line.round
        counted = self.game.rules.round
        found = self.game.value(self.views[step], counted) if counted is not None else None
        return found if isinstance(found, int) else None

    def text(self, step: int) -> str:
        """What the reader was told of a step."""
        line = self.lines.get(self.numbers[step])
        return "" if line is None else line.text


def past_of(sitting: Sitting, seat: str | None) -> Past:
    """Read a game as a reader saw it; None sees everything.

    Raises:
        BadSeat: no such seat.
    """
    found = list(sitting.positions(seat))
    lines = {line.n: line for line in sitting.log(seat)}
    held = played(sitting.seats)
    seats = tuple(seat for seat in sitting.game.seats if seat in held)
    return Past(sitting.game, tuple(n for n, _ in found), tuple(v for _, v in found), lines, seats)


def debrief(sitting: Sitting, seat: str | None) -> Debrief:
    """Work out what a game came to and why, for a reader; nothing while it goes on.

    Args:
        sitting: the game.
        seat: the reader; None knows everything.

    Raises:
        BadSeat: no such seat.
    """
    *_, found = debriefing(sitting, seat)
    assert found is not None, "the last that it gives is what it found"
    return found


def debriefing(sitting: Sitting, seat: str | None) -> Iterator[Debrief | None]:
    """Work it out piece by piece: it gives None as it goes on, and at last what it found."""
    if not sitting.over:
        yield Debrief()
        return
    past = past_of(sitting, seat)
    standings: list[Sequence[SeatScore]] = []
    for standing in _standings(past, sitting):
        standings.append(standing)
        yield None
    claims: list[FalseClaim] = []
    for found in _claims(past):
        claims += [] if found is None else [found]
        yield None
    answers: list[QuestionAnswer] = []
    for answer in _answers(past):
        answers.append(answer)
        yield None
    points = turning_points(past, standings)
    yield None
    sources = tuple(_sources(past, standings))
    yield None
    promises: list[KeptPromise] = []
    for promise in _promises(past):
        promises += [] if promise is None else [promise]
        yield None
    yield Debrief(
        points=points,
        starts=tuple(_starts(past, standings)),
        sources=sources,
        claims=tuple(sorted(claims, key=lambda claim: claim.first)),
        without=tuple(_without(past)),
        promises=tuple(sorted(promises, key=lambda promise: promise.made)),
        answers=tuple(answers),
    )


# Scores, if the game had ended then -----------------------------------------------------------


def _standings(past: Past, sitting: Sitting) -> Iterator[tuple[SeatScore, ...]]:
    """How the seats stood after each step, by the score of the ending that judges them.

    The end itself is told by the scores that it gave.
    """
    game, role = past.game, past.game.rules.look.roles.outcome
    known: dict[bytes, tuple[SeatScore, ...]] = {}
    last = past.views[-1] if sitting.over else None
    for view in past.views:
        if view is last:
            yield tuple(_final(sitting))
            return
        key = bytes(view.key)
        if key not in known:
            known[key] = game.standings(view, role.endings)
        yield known[key]


def _final(sitting: Sitting) -> Iterator[SeatScore]:
    """The scores at the end, which all may know."""
    result = sitting.result
    if result is None:
        return
    for seat, score in result.scores.items():
        if score is not None:
            terms = (ScorePart(t.title, _exactly(t.value)) for t in sitting.score_terms(seat))
            yield SeatScore(seat, _exactly(score), tuple(terms))


def _exactly(number: int) -> ScoreRange:
    return ScoreRange(number, number)


def _scores(standing: Sequence[SeatScore]) -> dict[str, int]:
    """The scores of a moment, those that the reader may know."""
    return {each.seat: each.score.low for each in standing if each.score.known}


def _leader(past: Past, scores: Mapping[str, int], view: View) -> str:
    """Who is furthest above its target, or has most where none is set; "" for nobody alone."""
    game, role = past.game, past.game.rules.look.roles.outcome
    margins: dict[str, int] = {}
    for seat, score in scores.items():
        if seat not in past.played:
            continue
        target = game.value(view, role.target, seat) if role.target else 0
        margins[seat] = score - (target if isinstance(target, int) else 0)
    best = max(margins.values(), default=0)
    leading = [seat for seat, margin in margins.items() if margin == best]
    return leading[0] if len(leading) == 1 else ""


def turning_points(
    past: Past, standings: Sequence[Sequence[SeatScore]]
) -> tuple[TurningPoint, ...]:
    """The steps that moved most what the game would have come to, in their order.

    The measure of a step: by how much the scores would differ, seat by seat and summed up, had the
    game ended after it instead of before it; and `LEAD` more where another seat leads since.

    Args:
        past: the game as the reader saw it.
        standings: how the seats stood after each step.
    """
    found: list[tuple[int, TurningPoint]] = []
    leader = ""
    for step in range(1, len(past.views)):
        before, after = _scores(standings[step - 1]), _scores(standings[step])
        both = [seat for seat in past.played if seat in after and seat in before]
        moved = [seat for seat in both if before[seat] != after[seat]]
        now = _leader(past, after, past.views[step]) if moved else leader
        turns = bool(moved and now and leader and now != leader)
        leader = now or leader
        measure = sum(abs(after[seat] - before[seat]) for seat in moved) + LEAD * turns
        if not measure:
            continue
        title = past.game.title
        point = TurningPoint(
            step=step,
            n=past.numbers[step],
            round=past.round(step),
            moved=tuple((title("seat", s), before[s], after[s]) for s in moved),
            leader=title("seat", now) if turns else "",
            text=past.text(step),
        )
        found.append((measure, point))
    # Of those that moved as much the later ones, which the end rests on.
    kept = sorted(found, key=lambda pair: (-pair[0], -pair[1].step))[:MOST_POINTS]
    return tuple(sorted((point for _, point in kept), key=lambda point: point.step))


def _sources(past: Past, standings: Sequence[Sequence[SeatScore]]) -> Iterator[ScoreSource]:
    """Each step that moved a term of a score, seat by seat."""
    for seat in past.played:
        terms = [_terms(standing, seat) for standing in standings]
        for step in range(1, len(terms)):
            before, after = terms[step - 1], terms[step]
            if before is None or after is None:
                continue
            for term in {**before, **after}:
                change = after.get(term, 0) - before.get(term, 0)
                if change:
                    cause, text = _cause(past, step, seat, term)
                    yield ScoreSource(seat, term, change, step, past.round(step), cause, text)


def _starts(past: Past, standings: Sequence[Sequence[SeatScore]]) -> Iterator[tuple[str, str, int]]:
    """What the terms of the scores were at the start."""
    for seat in past.played:
        for term, value in (_terms(standings[0], seat) or {}).items():
            yield seat, term, value


def _terms(standing: Sequence[SeatScore], seat: str) -> dict[str, int] | None:
    """What a seat's score is the sum of; the score itself where it is none; None if hidden."""
    own = next((each for each in standing if each.seat == seat), None)
    if own is None or not own.score.known or not all(t.value.known for t in own.terms):
        return None
    if not own.terms:
        return {"": own.score.low}
    found: dict[str, int] = {}
    for term in own.terms:
        found[term.title] = found.get(term.title, 0) + term.value.low
    return found


def _cause(past: Past, step: int, seat: str, term: str) -> tuple[str, str]:
    """What moved a term: the rule that changed what it is called by, and what it told."""
    line = past.lines.get(past.numbers[step])
    if line is None:
        return "", ""
    game, names = past.game, {past.game.title("seat", seat), past.game.short("seat", seat)}

    def of_term(cell: str) -> bool:
        named = CellId.parse(cell)
        register, index = named.register, named.index
        title = (
            str(game.describe("register", register)["name"]) if register in game.registers else ""
        )
        return (not term or title == term) and (not index or seat in index)

    told = [p for p in line.paragraphs if any(of_term(c.cell) for c in p.changes)]
    told = told or [p for p in line.paragraphs if p.sentences]
    cause = next((p.title for p in told if p.title), "")
    sentences = [s for p in told for s in p.sentences]
    own = [s for s in sentences if any(name in s for name in names)]
    return cause, " ".join(own or sentences) or line.text


# Claims, places, promises ---------------------------------------------------------------------


def _claims(past: Past) -> Iterator[FalseClaim | None]:
    """Where something was not as everybody counted it, stretch by stretch; None as it goes on."""
    game = past.game
    for claim in game.rules.look.debrief.claims:
        spec = game.derived_values.get(claim.true) or game.registers.get(claim.true)
        if spec is None or len(spec.index) != 1:
            continue
        (kind,) = spec.index
        for place in game.members(kind):
            found: FalseClaim | None = None
            for step, view in enumerate(past.views):
                said, so = (game.value(view, name, place) for name in (claim.claimed, claim.true))
                apart = isinstance(said, int) and isinstance(so, int) and said != so
                if not apart and found is not None:
                    yield found
                    found = None
                if isinstance(said, int) and isinstance(so, int) and said != so:
                    begun = (
                        (step, past.round(step)) if found is None else (found.first, found.round)
                    )
                    title = game.title(kind, place)
                    found = FalseClaim(title, begun[0], step, begun[1], said, so)
            yield found


def _without(past: Past) -> Iterator[WithoutSeat]:
    """How many places would hold without each seat, and without all of them."""
    game, look, view = past.game, past.game.rules.look, past.views[-1]
    share = game.derived_values.get(look.accent.share) or game.registers.get(look.accent.share)
    if share is None or not look.badge.states:
        return
    seats, places = (game.members(kind) for kind in share.index)
    worst = look.badge.states[-1]

    def holding(gone: Sequence[str]) -> int | None:
        held = 0
        for place in places:
            total = game.value(view, look.badge.value, place)
            parts = [game.value(view, look.accent.share, seat, place) for seat in gone]
            if HIDDEN in (total, *parts):
                return None
            left = sum(part for part in parts if isinstance(part, int))
            held += isinstance(total, int) and look.state(total - left) is not worst
        return held

    given = [s for s in seats if any(game.value(view, look.accent.share, s, p) for p in places)]
    rows: list[tuple[tuple[str, ...], str]] = [((), phrase("debrief.as_it_ended"))]
    rows += [((s,), phrase("debrief.without", seat=game.short("seat", s))) for s in given]
    if len(given) > 1:
        rows.append((tuple(given), phrase("debrief.without_all")))
    for gone, name in rows:
        held = holding(gone)
        if held is not None:
            yield WithoutSeat(gone, name, held, len(places))


def _promises(past: Past) -> Iterator[KeptPromise | None]:
    """Each deal that came into force, and what became of it; None as it goes on."""
    game, roles = past.game, past.game.rules.look.roles
    if not roles.bonds:
        return
    standing: dict[tuple[str, str, str, str], tuple[int, Deal]] = {}

    def close(key: tuple[str, str, str, str], ended: int | None, broken: bool) -> KeptPromise:
        made, deal = standing.pop(key)
        parties = " \N{RIGHTWARDS ARROW} ".join(
            game.short("seat", s) for s in (deal.giver, deal.receiver) if s
        )
        what = f"{deal.what} ({deal.subject})" if deal.subject else deal.what
        return KeptPromise(what, parties, deal.promise, made, past.round(made), ended, broken)

    for step, view in enumerate(past.views):
        deals = {
            (d.what, d.member, d.giver, d.receiver): d
            for d in deals_in_force(game, view, roles.bonds)
        }
        for key in [key for key in standing if key not in deals]:
            giver = standing[key][1].giver
            yield close(key, step, bool(giver) and _broke(past, step, giver, roles.broken))
        for key, deal in deals.items():
            standing.setdefault(key, (step, deal))
        yield None
    for key in list(standing):
        yield close(key, None, False)


def _broke(past: Past, step: int, seat: str, register: str) -> bool:
    """Whether a seat's broken promises became more at a step, as far as the reader sees."""
    if register not in past.game.registers:
        return False
    before, after = (past.views[at].get(register, seat) for at in (step - 1, step))
    return isinstance(before, int) and isinstance(after, int) and after > before


# Questions ------------------------------------------------------------------------------------


def _answers(past: Past) -> Iterator[QuestionAnswer]:
    """The scenario's questions, each with the sentences that answer it in this game."""
    game = past.game
    answers = game.rules.look.debrief.answers
    for question in game.scenario.questions:
        told: list[str] = []
        shows: int | None = None
        for answer in answers:
            elsewhere = answer.scenarios and game.scenario.id not in answer.scenarios
            if elsewhere or not question.startswith(answer.question):
                continue
            test = answer.when
            if test is not None:
                left, right = (
                    side if isinstance(side, int) else _number(_read(past, side)[0])
                    for side in (test.left, test.right)
                )
                if left is None or right is None or not test.holds(left, right):
                    continue
            words: list[str] = []
            for part in answer.parts:
                if isinstance(part, str):
                    words.append(part)
                    continue
                value, step = _read(past, part)
                if value is HIDDEN:
                    words = []
                    break
                words.append(_said(past, part, value, step))
                shows = step if shows is None and part.moment in ("most", "least") else shows
            if words:
                told.append("".join(words))
        rounded = past.round(shows) if shows is not None else None
        yield QuestionAnswer(question, " ".join(told), shows, rounded)


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, int) else None


def _read(past: Past, wanted: PastValue) -> tuple[object, int]:
    """A value at its moment, and the step of that; HIDDEN where the reader did not see it."""
    game, cell = past.game, wanted.cell

    def at(step: int) -> object:
        try:
            return game.value(past.views[step], cell.register, *cell.index)
        except (KeyError, ValueError):
            # A scenario may leave a member out.
            return HIDDEN

    last = len(past.views) - 1
    if wanted.moment in ("", "start"):
        step = 0 if wanted.moment else last
        return at(step), step
    values = [(_number(at(step)), step) for step in range(last + 1)]
    known = [(value, step) for value, step in values if value is not None]
    if len(known) < len(values):
        return HIDDEN, last
    pick = max if wanted.moment == "most" else min
    value, _ = pick(known, key=lambda pair: pair[0])
    return value, next(step for found, step in known if found == value)


def _said(past: Past, wanted: PastValue, value: object, step: int) -> str:
    """A value in words, or the round of its moment."""
    if wanted.round:
        return str(past.round(step))
    if value is None:
        return phrase("value.none")
    if isinstance(value, bool):
        return phrase("value.yes" if value else "value.no")
    if isinstance(value, int):
        return number_text(value)
    game = past.game
    spec = game.registers.get(wanted.cell.register)
    kind = spec.of if spec is not None else ""
    return game.short(kind, str(value)) if kind else str(value)
