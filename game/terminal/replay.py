"""What happened in a saved game, printed line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.catalogue import phrase
from game.rules.look import Look
from game.table import ChronicleEntry, Sitting
from game.table.branching import origin_words
from game.table.occupants import bot_name

_INDENT: Final = " " * 6


def heading(sitting: Sitting, to: int | None) -> Iterator[str]:
    """Give what is to be known before: what is wrong with the save, and how it was played.

    Args:
        sitting: the game.
        to: the number of the last entry that is told; None for all.
    """
    yield from sitting.notices
    found = sitting.findings()
    if len(found) > 1:
        yield phrase("replay.all_wrong")
        yield from (f"  {words}" for words in found)
    header = sitting.header
    if header.options:
        played = ", ".join(f"{option}={value}" for option, value in header.options.items())
        yield phrase("replay.played_with", options=played)
    if header.origin:
        yield origin_words(header)
    if header.started is not None:
        yield phrase("replay.begun", day=header.started[:10], time=header.started[11:16])
    if sitting.table:
        yield phrase("replay.table", table=sitting.table)
    if header.people:
        people = ", ".join(f"{person} ({seat})" for seat, person in header.people.items())
        yield phrase("replay.people", people=people)
    if to is not None and to > sitting.n:
        yield phrase("replay.only", count=sitting.n)


def lines(sitting: Sitting, seat: str | None, to: int | None) -> Iterator[str]:
    """Give what happened, a line for each entry and indented ones for the reasons.

    Args:
        sitting: the game.
        seat: the reader; None knows everything.
        to: the number of the last entry that is told; None for all.

    Raises:
        BadSeat: no such seat.
    """
    begun = sitting.beginning(seat)
    if begun is not None:
        yield f"{begun.n:>4}  {_folded(begun.text)}"
    for told in sitting.chronicle(seat, to):
        if told.resumed is not None:
            day, time = told.resumed[:10], told.resumed[11:19]
            yield _INDENT + phrase("replay.resumed", day=day, time=time)
        given_up = ""
        if told.given_up is not None:
            given_up = phrase("replay.given_up", n=told.given_up) + " "
        clock = "" if told.at is None else f"{told.at[11:19]}  "
        # Words of several lines are indented, so that none of them can pass for an entry.
        first, *more = (row.text for row in told.rows)
        yield f"{told.n:>4}  {clock}{given_up}{_folded(first)}"
        yield from (_INDENT + _folded(words) for words in more)
        for words in _reasons(told, sitting.game.rules.look):
            yield _INDENT + _folded(words)


def _folded(words: str) -> str:
    return words.replace("\n", f"\n{_INDENT}  ")


def _reasons(told: ChronicleEntry, look: Look) -> Iterator[str]:
    """Why somebody chose, what they looked at, and how long that took."""
    if told.bot is not None and told.why:
        yield phrase("replay.bot", name=bot_name(told.bot, look), why=told.why)
    if told.rationale is not None:
        yield phrase("replay.why", why=told.rationale)
    parts = []
    if told.tags:
        parts.append(phrase("replay.tags", tags=", ".join(told.tags)))
    if told.confidence is not None:
        parts.append(phrase("replay.confidence", confidence=told.confidence))
    looked = told.looked
    if looked is not None:
        if looked.previews:
            parts.append(phrase("replay.previews", looked=", ".join(looked.previews)))
        if looked.reasons:
            parts.append(phrase("replay.conditions", looked=", ".join(looked.reasons)))
        if looked.more:
            parts.append(phrase("replay.more", count=looked.more))
        if looked.briefs:
            parts.append(phrase("replay.brief"))
    if told.took is not None and (parts or told.took >= 1000):
        parts.append(phrase("replay.took", seconds=f"{told.took / 1000:.1f}"))
    if parts:
        yield "; ".join(parts)
