"""How a score came about, as a waterfall: each bar begins where the one before it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from game.catalogue import number_text, phrase
from game.report.debrief_records import Debrief
from game.report.debrief_words import TermRow, term_rows, when_words


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
    found: dict[str, tuple[int, int, dict[str, int]]] = {}
    texts: dict[str, dict[str, None]] = {}
    for source in (each for each in debrief.sources if each.seat == seat):
        name = when_words(source.round, source.step)
        change, _, terms = found.get(name, (0, 0, {}))
        terms[source.term] = terms.get(source.term, 0) + source.change
        found[name] = change + source.change, source.step, terms
        texts.setdefault(name, {})[source.text] = None
    if not found:
        return None
    first = [(phrase("debrief.begun"), begun, "", 0)] if begun else []
    parts = (
        (name, change, _terms(terms) or " ".join(texts[name]), step)
        for name, (change, step, terms) in found.items()
        if any(terms.values())
    )
    return _made(seat, [*first, *parts], target)


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
