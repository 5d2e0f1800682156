"""How a score came about, as a waterfall: each bar begins where the one before it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from game.catalogue import number_text, phrase
from game.report.debrief_records import Debrief, ScoreSource
from game.report.debrief_words import TermRow, term_rows, when_words

#: Where the rules count no rounds, so many bars are drawn at most.
MOST_STEPS: Final = 12


@attrs.frozen
class WaterfallBar:
    """A bar of a waterfall.

    Attributes:
        name: what it is called.
        change: how much it adds.
        start: where it begins.
        words: what it is made of, or what was told of it; "" where the name says it.
        step: a step that shows it, or None.
    """

    name: str
    change: int
    start: int
    words: str = ""
    step: int | None = None

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + self.change

    @property
    def number(self) -> str:
        """What it adds, with its sign."""
        return number_text(self.change, plus=True)


@attrs.frozen
class Waterfall:
    """A score as bars that lead from nought to what it is.

    Attributes:
        seat: whose it is.
        bars: in order.
        total: the score.
        target: from which score on the seat succeeds, or None.
    """

    seat: str
    bars: tuple[WaterfallBar, ...]
    total: int
    target: int | None = None

    @property
    def low(self) -> int:
        """The lowest number that it needs room for."""
        return min(0, *(bar.end for bar in self.bars), self.total, self.target or 0)

    @property
    def high(self) -> int:
        """The highest one, above the lowest."""
        found = max(0, *(bar.end for bar in self.bars), self.total, self.target or 0)
        return max(found, self.low + 1)


def by_terms(debrief: Debrief, seat: str, target: int | None = None) -> Waterfall | None:
    """A score by what it is the sum of; None where it is no sum, or nothing is known of it.

    Args:
        debrief: what a game came to.
        seat: whose score.
        target: from which score on the seat succeeds.
    """
    rows = [row for row in term_rows(debrief, seat) if row.total]
    if len(rows) < 2:
        return None
    parts = ((row.term, row.total, _told(row), row.changes[-1][1]) for row in rows)
    return _made(seat, parts, target)


def by_rounds(debrief: Debrief, seat: str, target: int | None = None) -> Waterfall | None:
    """A score by what each round brought; None where nothing moved it.

    Args:
        debrief: what a game came to.
        seat: whose score.
        target: from which score on the seat succeeds.
    """
    begun = sum(value for owner, _, value in debrief.starts if owner == seat)
    own = [source for source in debrief.sources if source.seat == seat]
    if not own:
        return None
    first = [(phrase("debrief.begun"), begun, "", 0)] if begun else []
    parts = [_part(*span) for span in _spans(own)]
    return _made(seat, [*first, *(part for part in parts if part is not None)], target)


def _spans(sources: Sequence[ScoreSource]) -> Iterator[tuple[str, Sequence[ScoreSource]]]:
    """What moved a score, round by round; without rounds step by step, or some steps at once."""
    if all(source.round is not None for source in sources):
        for number, group in groupby(sources, lambda source: source.round):
            found = list(group)
            yield when_words(number, found[0].step), found
        return
    steps = sorted({source.step for source in sources})
    each = -(-len(steps) // MOST_STEPS)
    for at in range(0, len(steps), each):
        first, last = steps[at], steps[min(at + each, len(steps)) - 1]
        name = when_words(None, first)
        if last > first:
            name = phrase("debrief.steps", first=first, last=last)
        yield name, [source for source in sources if first <= source.step <= last]


def _part(name: str, sources: Sequence[ScoreSource]) -> tuple[str, int, str, int] | None:
    """A bar of these: its name, what they come to, what they were; None where nothing is left."""
    terms: dict[str, int] = {}
    for source in sources:
        terms[source.term] = terms.get(source.term, 0) + source.change
    if not any(terms.values()):
        return None
    texts = dict.fromkeys(source.text for source in sources if source.text)
    # Of many steps at once the words would be a page.
    words = _terms(terms) or (" ".join(texts) if len(texts) == 1 else "")
    return name, sum(terms.values()), words, sources[-1].step


def waterfalls(debrief: Debrief, seat: str, target: int | None = None) -> Iterator[Waterfall]:
    """The score of a seat by its terms and by its rounds, as far as it has them."""
    for made in (by_terms(debrief, seat, target), by_rounds(debrief, seat, target)):
        if made is not None:
            yield made


def _made(
    seat: str, parts: Iterable[tuple[str, int, str, int | None]], target: int | None
) -> Waterfall:
    bars: list[WaterfallBar] = []
    at = 0
    for name, change, words, step in parts:
        bars.append(WaterfallBar(name, change, at, words, step))
        at += change
    return Waterfall(seat, tuple(bars), at, target)


def _told(row: TermRow) -> str:
    return ", ".join(words for words, _ in row.changes)


def _terms(changes: dict[str, int]) -> str:
    """What a round brought, term by term."""
    told = (
        f"{term} {number_text(change, plus=True)}" for term, change in changes.items() if change
    )
    return ", ".join(told) if any(changes) else ""
