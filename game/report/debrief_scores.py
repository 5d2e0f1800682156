"""What moved the scores of a game: its turning points, and where each term came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.engine import CellId, ScorePart, ScoreRange, SeatScore
from game.report.debrief_records import ScoreSource, TurningPoint

if TYPE_CHECKING:
    from game.engine import View
    from game.report.past import Past
    from game.table import Sitting

#: So many turning points are told.
MOST_POINTS: Final = 6
#: A change of who leads counts as much as so many points.
LEAD: Final = 2


def standings(past: Past, sitting: Sitting) -> Iterator[Sequence[SeatScore] | None]:
    """How the seats stood after each step, by the score of the ending that judges them.

    The end itself is told by the scores that it gave. Between them it gives None as it goes on.
    """
    game, role = past.game, past.game.rules.look.roles.outcome
    known: dict[bytes, tuple[SeatScore, ...]] = {}
    *earlier, last = past.views
    if not sitting.over:
        earlier.append(last)
    for view in earlier:
        key = bytes(view.key)
        if key not in known:
            known[key] = game.standings(view, role.endings)
        yield known[key]
    if sitting.over:
        final: list[SeatScore] = []
        for found in _final(sitting):
            final.append(found)
            yield None
        yield tuple(final)


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


def score_sources(
    past: Past, standings: Sequence[Sequence[SeatScore]], ending: str | None
) -> Iterator[ScoreSource]:
    """Each step that moved a term of a score, seat by seat.

    Args:
        past: the game as the reader saw it.
        standings: how the seats stood after each step.
        ending: the id of the ending that the game came to.
    """
    for seat in past.played:
        terms = [_terms(standing, seat) for standing in standings]
        for step in range(1, len(terms)):
            before, after = terms[step - 1], terms[step]
            if before is None or after is None:
                continue
            if ending is not None and [*after] == [""] != [*before]:
                # This ending is not judged by those terms: none of them moved.
                told = past.game.describe("ending", ending)
                change = after[""] - sum(before.values())
                name, text = str(told["name"]), str(told.get("text") or "")
                if change:
                    yield ScoreSource(seat, name, change, step, past.round(step), name, text)
                continue
            for term in {**before, **after}:
                change = after.get(term, 0) - before.get(term, 0)
                if change:
                    cause, text = _cause(past, step, seat, term)
                    yield ScoreSource(seat, term, change, step, past.round(step), cause, text)


def score_starts(
    past: Past, standings: Sequence[Sequence[SeatScore]]
) -> Iterator[tuple[str, str, int]]:
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
