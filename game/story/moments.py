"""A line of the log as a stage tells it: moment by moment, each a sentence or two and what changed.

A moment is what a reader takes in at a glance. Everything in it is in the line already, so that it
tells a seat no more than its log does, and all moments of a line together tell all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from game.engine import HIDDEN, CellId
from game.story.log import CHANCE

if TYPE_CHECKING:
    from game.engine import Game, View
    from game.story.changes import Change
    from game.story.log import LogLine

TOGETHER: Final = 2
"""So many sentences are told at once."""
LETTERS: Final = 150
"""And of no more letters, where there are several."""


@attrs.frozen
class Moment:
    """One moment of what happened.

    Attributes:
        n: the number of the entry it is of.
        actor: who acted, as in the line; "" from where the rules alone went on.
        rule: the script that tells it; empty where none does.
        title: what it is told under, where the rules name that.
        sentences: what is told, two at most; none where what changed tells it alone.
        changes: what changed in it, in order.
    """

    n: int
    actor: str
    rule: str
    title: str
    sentences: tuple[str, ...]
    changes: tuple[Change, ...]


def moments(line: LogLine, counted: Collection[str] = ()) -> tuple[Moment, ...]:
    """The moments of a line, in order; none of a line that the rules pass over.

    A seat did what is told before the first title, and what the rule tells that it answered to;
    under the title of another rule, and after what chance decided, the rules go on by themselves.
    What a rule changed in silence belongs to the next that tells something, or to the last. What no
    paragraph tells comes with the last as well.

    Args:
        line: the line.
        counted: the scripts that are told sentence by sentence, each with what came of it.
    """
    if line.silent:
        return ()
    found: list[Moment] = []
    waiting: tuple[Change, ...] = ()
    actor, title = line.actor, ""
    own = line.scripts
    for paragraph in line.paragraphs:
        counts, parts = paragraph.rule in counted and bool(paragraph.parts), paragraph.parts
        waiting += () if parts and not paragraph.silent else paragraph.changes
        if paragraph.silent:
            continue
        if paragraph.title or line.actor == CHANCE:
            actor = line.actor if paragraph.rule.partition(".")[2] in own else ""
            title = paragraph.title or title
        told, first = paragraph.sentences, 0
        while first < max(1, len(told)):
            size = 1 if paragraph.rule in counted else _together(told[first:])
            # What a counted place brings follows its sentence; else a sentence tells what it
            # follows, and the last one what comes after it, too.
            begin = first + 1 if counts and first else first
            end = first + size
            if counts or end >= len(told):
                end += 1
            waiting += tuple(change for part in parts[begin:end] for change in part)
            found.append(
                Moment(line.n, actor, paragraph.rule, title, told[first : first + size], waiting)
            )
            waiting, first = (), first + size
            # An answer is told first; the rest is what the rule does with it.
            actor = "" if title else actor
    waiting += line.rest
    if not found:
        return (Moment(line.n, line.actor, "", "", (), waiting),)
    found[-1] = attrs.evolve(found[-1], changes=found[-1].changes + waiting)
    return tuple(found)


def _together(sentences: Sequence[str]) -> int:
    """How many of some sentences are told at once: long ones alone."""
    both = sentences[:TOGETHER]
    return max(1, len(both) if sum(map(len, both)) <= LETTERS else 1)


def stood(game: Game, after: View, later: Sequence[Moment]) -> View:
    """What a seat saw before some moments of a line, as far as they tell what they changed.

    What lies in zones, and what the seat came to see in them, stays as it is afterwards.

    Args:
        game: the game.
        after: what the seat sees when the whole line has happened.
        later: the moments that have not happened yet, the last ones of the line.

    Returns:
        A view in which what they changed is as it was; `after` itself where that is nothing.
    """
    masked = bytearray(after.masked)
    for moment in reversed(later):
        for change in reversed(moment.changes):
            before = change.before
            seen = not change.way and after.visible(*_place(change.cell))
            if seen and before is not HIDDEN:
                game.override(masked, change.cell, before)
    return after if masked == after.masked else attrs.evolve(after, masked=masked)


def _place(cell: str) -> tuple[str, ...]:
    """A cell as a register and the members that index it."""
    named = CellId.parse(cell)
    return (named.register, *named.index)
