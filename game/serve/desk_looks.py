"""What the umpire's page is told on request: effects before an act, what there is to choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from game.catalogue import phrase
from game.serve.desk_page import KINDS, MOST_LINES, fits, line_page
from game.serve.protocol import LARGEST_NUMBER, LONGEST_ID, Refused
from game.serve.sight import Plain
from game.umpire.rehearsal_words import rehearsal_lines

if TYPE_CHECKING:
    from game.engine import CellValue
    from game.serve.desk_acts import DeskActs
    from game.serve.given import Given
    from game.umpire import (
        CellRow,
        EffectRow,
        Effects,
        InjectCard,
        PositionRehearsal,
        UmpireDesk,
    )

#: So many cells are listed of those that were looked for.
MOST_CELLS: Final = 24
#: A range of more numbers than that is told by its ends alone.
MOST_NUMBERS: Final = 64
#: A rehearsal has so many games at most.
MOST_GAMES: Final = 400


class DeskLooks:
    """Tells on request what an act would come to, what there is to choose, how it may go on."""

    def __init__(self, desk: UmpireDesk, acts: DeskActs) -> None:
        """Have told nothing.

        Args:
            desk: what is told of.
            acts: reads what is looked at.
        """
        self._desk, self._acts = desk, acts
        self._run: PositionRehearsal | None = None
        self._lookers: dict[str, Callable[[Given], Plain]] = {
            "preview": self._preview,
            "injects": self._injects,
            "cells": self._cells,
            "story": self._story,
            "rehearse": self._rehearse,
        }

    def look(self, name: str, given: Given) -> Plain:
        """Tell something; nothing changes by it.

        Args:
            name: what.
            given: what was given for it.

        Raises:
            Refused: there is no such thing, or what is given is of the wrong form.
            TableError: the table has no such thing.
            EngineError: the game has no such thing.
        """
        looker = self._lookers.get(name)
        if looker is None:
            raise Refused("unknown", phrase("serve.no_such_look", names=", ".join(self._lookers)))
        found = looker(given)
        given.done()
        return found

    def _preview(self, given: Given) -> Plain:
        name = given.text("act", LONGEST_ID, needed=True)
        act = self._acts.read(name, given.below("given"))
        return {"effects": effects_page(self._desk.preview(act))}

    def _injects(self, _: Given) -> Plain:
        return {"injects": [card_page(card) for card in self._desk.injects]}

    def _cells(self, given: Given) -> Plain:
        words = given.text("find", LONGEST_ID).casefold().split()
        rows = [
            row
            for row in self._desk.cells
            if all(word in f"{row.title} {row.cell}".casefold() for word in words)
        ]
        return {"cells": [cell_page(row) for row in rows[:MOST_CELLS]], "count": len(rows)}

    def _story(self, given: Given) -> Plain:
        kind = given.one_of("kind", KINDS)
        before = given.moment("before", LARGEST_NUMBER)
        rows = [
            row
            for row in self._desk.story
            if fits(row, kind) and (before is None or row.n < before)
        ]
        told = [line_page(row) for row in rows[-MOST_LINES:]]
        return {"story": told, "more": len(rows) > MOST_LINES}

    def _rehearse(self, given: Given) -> Plain:
        """A few games more of a rehearsal, or of another one where it is to begin anew."""
        count = given.number("games", 1, MOST_GAMES)
        if given.truth("anew", False) or self._run is None or self._run.count != count:
            self._run = self._desk.rehearsal(count, self._desk.sitting.n + 1)
        self._run.step()
        report = self._run.report
        return {
            "played": self._run.played,
            "games": count,
            "done": self._run.done,
            "lines": [] if report is None else rehearsal_lines(self._desk.sitting.game, report),
        }


def effects_page(effects: Effects) -> Plain:
    """What an act would come to."""
    told: dict[str, list[str]] = {}
    for reading in effects.readings:
        told.setdefault(reading.words, []).append(reading.seat)
    return {
        "changes": [_effect(row) for row in effects.changes],
        "derived": [_effect(row) for row in effects.derived],
        "warnings": list(effects.warnings),
        "readings": [{"words": words, "seats": seats} for words, seats in told.items()],
        "stuck": effects.stuck,
        "leaves": len(effects.leaves),
        "nothing": effects.nothing,
    }


def _effect(row: EffectRow) -> Plain:
    tone = "plain" if row.rises is None else "bad" if row.rises == row.worse else "good"
    return {
        "title": row.title,
        "before": row.before,
        "after": row.after,
        "tone": tone,
        "places": list(row.places),
    }


def card_page(card: InjectCard) -> Plain:
    """An inject of the library as it stands now."""
    return {
        "id": card.id,
        "title": card.title,
        "text": card.text,
        "label": card.label,
        "source": card.source,
        "file": card.file,
        "choices": [{"of": list(choice.of), "title": choice.title} for choice in card.choices],
        "used": card.used,
    }


def cell_page(row: CellRow) -> Plain:
    """A cell that may be set, with what it may be set to."""
    choices: list[tuple[CellValue, str]] = list(row.choices)
    if row.low is not None and row.high is not None and row.high - row.low <= MOST_NUMBERS:
        choices = [(number, str(number)) for number in range(row.low, row.high + 1)]
    return {
        "cell": row.cell,
        "title": row.title,
        "value": row.value,
        "words": row.words,
        "choices": [{"value": value, "words": words} for value, words in choices],
        "low": row.low,
        "high": row.high,
    }
