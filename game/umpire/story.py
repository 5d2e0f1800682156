"""The story as the umpire reads it: every line, what of it is hidden, and when that comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.catalogue import listed, phrase, spoken
from game.engine import CellId
from game.story.telling import Names
from game.table.seating import AUTO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.story.changes import Change
    from game.table.chronicle import ChronicleEntry
    from game.table.sitting import Sitting

#: The kinds of entries that are the umpire's own, and observers'.
NOTES: Final = ("note", "bookmark")
UMPIRES: Final = ("inject", "override", "ruling", "seat", "pause", "branch", "table")


@frozen
class StoryRow:
    """One line of the story.

    Attributes:
        n: the number of its entry.
        at: when, as a journal writes times; None where nobody wrote it down.
        round: the round it happened in, where the rules count them.
        kind: what a save calls it.
        actor: the seat, "chance", or who did it.
        who: what people call them.
        text: what happened, as who knows everything reads it.
        hidden: whether some seat does not read it so.
        readers: the seats that read it as it is.
        out: who knows it, and when the others learn of it, in a sentence; "" where all know.
        reason: why it was done, in the words of who did it.
        tags: words to sort it by: of a decision, or an observer's codes.
        confidence: how sure a person was, 1 to 5.
        about: the entry that a note, a mark or a ruling speaks of.
        given_up: the entry that took it back; None if it still counts.
    """

    n: int
    at: str | None
    round: int | None
    kind: str
    actor: str
    who: str
    text: str
    hidden: bool = False
    readers: tuple[str, ...] = ()
    out: str = ""
    reason: str = ""
    tags: tuple[str, ...] = ()
    confidence: int | None = None
    about: int | None = None
    given_up: int | None = None


class Story:
    """Tells the story of one table; it is told anew only when something happened."""

    def __init__(self, sitting: Sitting) -> None:
        """Have told nothing.

        Args:
            sitting: the table.
        """
        self._sitting = sitting
        self._told: dict[str, tuple[int, list[StoryRow]]] = {}

    def rows(self) -> list[StoryRow]:
        """All lines, oldest first; what was given up is among them, and says so."""
        n, language = self._sitting.n, spoken()
        known = self._told.get(language)
        if known is None or known[0] != n:
            known = self._told[language] = n, self._tell()
        return known[1]

    def _tell(self) -> list[StoryRow]:
        sitting = self._sitting
        seats = [seat for seat, who in sitting.seats.items() if who != AUTO]
        read = {seat: {e.n: e for e in sitting.chronicle(seat)} for seat in seats}
        return [
            self._row(entry, {seat: read[seat].get(entry.n) for seat in seats})
            for entry in sitting.chronicle(None)
            if not entry.silent and entry.kind != "view"
        ]

    def _row(self, entry: ChronicleEntry, read: Mapping[str, ChronicleEntry | None]) -> StoryRow:
        text = "\n".join(row.text for row in entry.rows)
        aside = entry.kind in NOTES
        readers = tuple(s for s, own in read.items() if own is not None and _same(own, entry))
        hidden = len(readers) < len(read) and not aside
        if entry.actor in self._sitting.game.seats:
            who = self._sitting.game.short("seat", entry.actor)
        else:
            who = phrase("umpire.name") if entry.actor == "facilitator" else entry.actor
        return StoryRow(
            entry.n,
            entry.at,
            entry.round,
            entry.kind,
            entry.actor,
            who,
            text,
            hidden,
            readers,
            self._out(entry, readers, read) if hidden else "",
            entry.rationale or entry.reason or "",
            entry.tags,
            entry.confidence,
            entry.about,
            entry.given_up,
        )

    def _out(
        self,
        entry: ChronicleEntry,
        readers: Iterable[str],
        read: Mapping[str, ChronicleEntry | None],
    ) -> str:
        """Who knows a line, and what has to be so that the others learn of what it changed."""
        game = self._sitting.game
        names = [game.short("seat", seat) for seat in readers]
        known = (
            phrase("umpire.known_to", seats=listed(names)) if names else phrase("umpire.only_you")
        )
        seen = [
            {change.cell for change in own.changes} if own is not None else set()
            for seat, own in read.items()
            if seat not in set(readers)
        ]
        opens = dict.fromkeys(
            title
            for change in entry.changes
            if any(change.cell not in cells for cells in seen)
            for title in self._openers(change)
        )
        if not opens:
            return known
        return phrase("umpire.out_when", known=known, what=listed(list(opens)))

    def _openers(self, change: Change) -> Iterable[str]:
        game, register = self._sitting.game, CellId.parse(change.cell).register
        if register not in game.registers:
            return ()
        titles = (
            Names(game).title(name) for name in game.opened_by(register) if _named(game, name)
        )
        return tuple(filter(None, titles))


def _named(game: object, name: str) -> bool:
    known = game.registers.keys() | game.derived_values.keys()  # type: ignore[attr-defined]
    return name in known


def _same(own: ChronicleEntry, whole: ChronicleEntry) -> bool:
    return [row.text for row in own.rows] == [row.text for row in whole.rows]
