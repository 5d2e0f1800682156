"""What came of a move, rule by rule, for a seat's eyes.

The engine says what happened, in order, each thing with the rule that did it and with who may know
of it. What one rule did in a row is a paragraph: the sentences that it tells, or, where it tells
this reader none, what it changed; a rule that tells a sentence without words is passed over in
silence. What a seat comes to see only since registers opened it to that seat is in no paragraph;
it is read from the seat's views, when all has happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

import attrs

from game.engine import CellId
from game.story.changes import Change, ChangeWriter
from game.story.readers import LogReader, seats_of, told_silence, told_words

if TYPE_CHECKING:
    from game.engine import CellValue, Event, Game, SeenValue


@attrs.frozen
class Paragraph:
    """What one rule did in a row.

    Attributes:
        rule: the script, "procedure.turn".
        title: its name, where it is told under one; else empty.
        sentences: what it told.
        changes: what it changed, net, whether or not its sentences say so.
        parts: of a rule that told several sentences what it changed before the first, and after
            each, net.
        silent: whether it is passed over: the rule says so, and tells nothing else.
        round: the round that began before it in the same move; None where none did.
    """

    rule: str
    title: str
    sentences: tuple[str, ...]
    changes: tuple[Change, ...]
    silent: bool = False
    parts: tuple[tuple[Change, ...], ...] = ()
    round: int | None = None

    @property
    def text(self) -> str:
        """The paragraph in words, without its title; empty for one that is passed over."""
        if self.sentences or self.silent:
            return " ".join(self.sentences)
        return "; ".join(change.text for change in self.changes) + "."


@attrs.define
class _Unwritten:
    """A paragraph that is being written.

    `cells` are what was before and is now, by cell. `settles` are the cells of which nothing more
    is to be told: those that the sentences are about, and, where the rule tells something or
    nothing, those that it set.
    """

    rule: str
    title: str
    round: int | None = None
    sentences: list[str] = attrs.Factory(list)
    cells: dict[str, tuple[SeenValue, CellValue]] = attrs.Factory(dict)
    silent: bool = False
    settles: set[str] = attrs.Factory(set)
    parts: dict[int, dict[str, tuple[SeenValue, CellValue]]] = attrs.Factory(dict)


class Narrator:
    """Tells what came of moves of one game."""

    def __init__(self, game: Game, writer: ChangeWriter) -> None:
        """Remember the game.

        Args:
            game: the game.
            writer: puts its changes into words.
        """
        self._game, self._writer = game, writer
        self._quiet = game.rules.look.roles.quiet

    def narrate(
        self, events: Iterable[Event], changes: Iterable[Change], seat: LogReader
    ) -> tuple[tuple[Paragraph, ...], tuple[Change, ...]]:
        """What came of a move, in order.

        Args:
            events: what happened, as `Game.apply_traced` tells it.
            changes: what the reader saw change, from its views before and after.
            seat: the reader.

        Returns:
            A paragraph for what each rule did in a row, as far as the reader may know of it; and
            those of the changes of which none tells.
        """
        events = tuple(events)
        parts = self._unwritten(events, seat)
        told: set[str] = set()
        for part in parts:
            told |= part.settles | {c for c, (was, now) in part.cells.items() if was != now}
        zones = self._told_zones(events, {p.rule for p in parts if p.sentences or p.silent})
        rest = (
            c
            for c in changes
            if c.cell not in told
            and not self._quiet_cell(c.cell)
            and self._zone(c.cell) not in zones
        )
        return self._paragraphs(parts), tuple(rest)

    def _told_zones(self, events: Iterable[Event], telling: Set[str]) -> set[str]:
        """The zones in which nothing was moved but by rules that tell the reader of it.

        That something moves, and by which rule, is known to every seat.
        """
        moved: dict[str, set[str]] = {}
        for event in events:
            if event.kind == "set" and self._zoned(event):
                zone = self._game.registers[CellId.parse(event.cell).register].zone
                moved.setdefault(zone, set()).add(event.rule)
        return {zone for zone, rules in moved.items() if rules <= telling}

    def _zone(self, cell: str) -> str | None:
        """The zone that a place belongs to; None for a register."""
        place = self._game.places.get(CellId.parse(cell).register.removesuffix("__size"))
        return None if place is None else place.zone

    def _paragraphs(self, parts: Iterable[_Unwritten]) -> tuple[Paragraph, ...]:
        """The paragraphs in which something is told or passed over."""
        found, head = [], ""
        for part in parts:
            paragraph = self._paragraph(part)
            if paragraph is not None and paragraph.silent:
                found.append(paragraph)
            elif paragraph is not None:
                # What stands under the head of a paragraph before it needs none of its own.
                again = paragraph.title == head
                head = paragraph.title or head
                found.append(attrs.evolve(paragraph, title="") if again else paragraph)
        return tuple(found)

    def _unwritten(self, events: Iterable[Event], seat: LogReader) -> list[_Unwritten]:
        """What each rule told a reader in a row, or changed for all it may know."""
        unwritten: list[_Unwritten] = []
        began: int | None = None
        set_by: dict[str, set[str]] = {}
        for event in events:
            if event.kind == "set" and self._known(event, seat) and not self._zoned(event):
                set_by.setdefault(event.rule, set()).add(event.cell)
                if event.cell == self._game.rules.round and isinstance(event.after, int):
                    began = event.after
            words = told_words(event, seat) if event.kind == "tell" else ""
            silences = told_silence(event, seat)
            if not words and not silences and not self._told(event, seat):
                continue
            if not unwritten or (unwritten[-1].rule, unwritten[-1].round) != (event.rule, began):
                unwritten.append(_Unwritten(event.rule, self._title(event.rule), began))
            if words:
                unwritten[-1].sentences.append(words)
                unwritten[-1].settles.update(event.reads if words == event.text else ())
            elif silences:
                unwritten[-1].silent = True
            else:
                first, _ = unwritten[-1].cells.get(event.cell, (event.before, None))
                assert event.after is None or isinstance(event.after, int | str)
                unwritten[-1].cells[event.cell] = (first, event.after)
                part = unwritten[-1].parts.setdefault(len(unwritten[-1].sentences), {})
                first, _ = part.get(event.cell, (event.before, None))
                part[event.cell] = (first, event.after)
        telling = {part.rule for part in unwritten if part.sentences or part.silent}
        for each in unwritten:
            if each.rule in telling:
                # Wherever in the move it tells, nothing that the rule changed is listed.
                each.silent = True
                each.settles |= set_by.get(each.rule, set())
        return unwritten

    def _told(self, event: Event, seat: LogReader) -> bool:
        """Is a reader told of this change of a register?"""
        if event.kind != "set" or not self._known(event, seat):
            return False
        return not self._quiet_cell(event.cell) and not self._zoned(event)

    def _known(self, event: Event, seat: LogReader) -> bool:
        """May a reader know that this happened?"""
        return all(each in event.seats for each in seats_of(seat))

    def _zoned(self, event: Event) -> bool:
        """Is what was set of a zone? What is moved there is read from views."""
        return bool(self._game.registers[CellId.parse(event.cell).register].zone)

    def _quiet_cell(self, cell: str) -> bool:
        """Is a cell of a register, or a place, that the look keeps out of the log?"""
        return CellId.parse(cell).register.removesuffix("__size") in self._quiet

    def _paragraph(self, part: _Unwritten) -> Paragraph | None:
        """The paragraph; None where in the end nothing is other than before, and nothing told."""
        changes = self._net(part.cells)
        if not changes and not part.sentences and not part.silent:
            return None
        silent = part.silent and not part.sentences
        count = len(part.sentences)
        parts = tuple(
            self._net(part.parts.get(n, {})) for n in range(count + 1 if count > 1 else 0)
        )
        return Paragraph(
            part.rule, part.title, tuple(part.sentences), changes, silent, parts, part.round
        )

    def _net(self, cells: dict[str, tuple[SeenValue, CellValue]]) -> tuple[Change, ...]:
        """The changes of cells that in the end hold something else than before."""
        return tuple(
            self._writer.change(cell, was, now) for cell, (was, now) in cells.items() if was != now
        )

    def _title(self, rule: str) -> str:
        """What a rule is told under: the name of a card, or of a procedure, if it has one."""
        kind, _, name = rule.partition(".")
        told = kind == "procedure" or kind in self._game.decks
        return self._game.named(kind, name) if told else ""
