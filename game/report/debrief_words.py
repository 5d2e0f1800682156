"""A debrief in words: the same sentences for the page, the window and the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import Final

import attrs

from game.catalogue import listed, number_text, phrase
from game.report.debrief_records import (
    Debrief,
    FalseClaim,
    KeptPromise,
    TurningPoint,
    WithoutSeat,
)

#: So many letters of what was told stand in a list.
MOST_LETTERS: Final = 260


@attrs.frozen
class TermRow:
    """A term of a seat's score, round by round.

    Attributes:
        term: what it is called.
        changes: what it came to in words, each with a step that shows it: the start, then rounds.
        total: what it is at the end.
    """

    term: str
    changes: tuple[tuple[str, int], ...]
    total: int


def when_words(round_: int | None, step: int) -> str:
    """When something was: its round, or its step where the rules count no rounds."""
    if round_ is None:
        return phrase("debrief.step", step=step)
    return phrase("debrief.in_round", round=round_)


def shortened(text: str) -> str:
    """What was told, no longer than a list of such things can have it; the log has the rest."""
    return shorten(text, MOST_LETTERS, placeholder="\N{HORIZONTAL ELLIPSIS}")


def moved_words(point: TurningPoint) -> str:
    """What a turning point did to the scores: `Red 6 to 8 · Blue 8 to 6`."""
    parts = [
        phrase(
            "debrief.moved",
            seat=seat,
            before=a,
            after=b,
        )
        for seat, a, b in point.moved
    ]
    if point.leader:
        parts.append(phrase("debrief.leads", seat=point.leader))
    return " · ".join(parts)


def claim_words(claim: FalseClaim) -> str:
    """A place that was not what everybody counted."""
    return phrase(
        "debrief.claim",
        place=claim.place,
        claimed=number_text(claim.claimed),
        true=number_text(claim.true),
    )


def falling_words(row: WithoutSeat) -> str:
    """Which places would fall without some seats, each with its two values."""
    if not row.seats:
        return phrase("debrief.holding", count=row.holding, places=row.places)
    if not row.falling:
        return phrase("debrief.none_falls")
    names = [
        phrase(
            "debrief.falls",
            place=value.name,
            before=number_text(value.now),
            after=number_text(value.left),
        )
        for value in row.falling
    ]
    return phrase("debrief.falling", count=len(names), places=listed(names))


def promise_words(promise: KeptPromise) -> str:
    """A deal, and what became of it."""
    if promise.broken:
        came = phrase("debrief.broken")
    elif promise.ended is None:
        came = phrase("debrief.stood")
    else:
        came = phrase("debrief.kept" if promise.promise else "debrief.over")
    parties = f"{promise.parties}: " if promise.parties else ""
    made = when_words(promise.round, promise.made)
    return f"{parties}{promise.what} ({made}); {came}"


def term_rows(debrief: Debrief, seat: str) -> Iterator[TermRow]:
    """The terms of a seat's score, each with what it came to round by round.

    What a round took back again is no change of it.
    """
    starts = {term: value for owner, term, value in debrief.starts if owner == seat}
    sources = [source for source in debrief.sources if source.seat == seat]
    terms = {**starts, **{source.term: 0 for source in sources}}
    # Beside named terms it is what the score begins with; alone it is the score.
    unnamed = phrase("report.other" if len(terms) > 1 else "debrief.score")
    for term in terms:
        rounds: dict[int | None, tuple[int, int]] = {}
        for source in (each for each in sources if each.term == term):
            change, _ = rounds.get(source.round, (0, 0))
            rounds[source.round] = change + source.change, source.step
        begun = starts.get(term, 0)
        told = [(f"{phrase('debrief.begun')} {number_text(begun)}", 0)] if begun else []
        told += [
            (f"{when_words(round_, step)} {number_text(change, plus=True)}", step)
            for round_, (change, step) in rounds.items()
            if change
        ]
        total = begun + sum(change for change, _ in rounds.values())
        if told:
            yield TermRow(term or unnamed, tuple(told), total)
