"""What a seat may read about what happened: steps projected onto what that seat sees.

A line is made from two views of the same seat, before the step and after it, from whether the seat
may be told which option was taken, and from what the engine says that it may know of the way
between.  Nothing else of the state enters, so nothing hidden can come out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from game.catalogue import phrase, stopped
from game.engine import OVER
from game.story.answers import answer_name, asked_and_answered
from game.story.changes import Change, ChangeWriter, moved_together, with_move
from game.story.paragraphs import Narrator, Paragraph
from game.story.readers import LogReader, seats_of

if TYPE_CHECKING:
    from game.engine import CellValue, Event, Game, Move, State

CHANCE: Final = "chance"
"""The actor of an outcome of chance."""


@frozen
class Happened:
    """A step of the game: the states around it, and what happened between them, in order."""

    before: State
    after: State
    events: tuple[Event, ...]


@frozen
class LogRow:
    """What is read at once: what somebody did and what came of it, or what went on by itself.

    Attributes:
        words: sentences.
        head: what they are told under, the name of a phase; empty for nothing.
        who: of whom they are said, by name, where the sentences do not name them; else empty.
        round: the round in which they are read, where the rules count them.
    """

    words: str
    head: str = ""
    who: str = ""
    round: int | None = None

    @property
    def text(self) -> str:
        """The row on one line."""
        if self.head:
            return phrase("story.under", rule=self.head, words=self.words)
        return phrase("story.did", who=self.who, deed=self.words) if self.who else self.words

    def goes_on(self, words: str) -> LogRow:
        """The row with more words after it."""
        return evolve(self, words=f"{self.words} {words}")


@frozen
class LogLine:
    """One line of the log.

    Attributes:
        n: the number of the entry it tells of; 0 for what happened before the first.
        round: the round it happened in, for rules that name a register that counts them.
        actor: the seat, "chance", or the facilitator's name; "" where the rules alone did it.
        rows: the line, for people: each phase that went on by itself begins a row.
        deed: what was done, in words; empty where the rules tell it.
        answer: of that the answer alone, where something was asked.
        cells: the register cells that changed, for links to their places.
        changes: the same changes one by one.
        move: the readable id of the move, where the reader may know it.
        notes: what all are told with it of an end that the game comes to by itself; each is one of
            the last rows.
        paragraphs: what came of it, rule by rule.
        rest: the changes that no paragraph tells of.
        silent: whether the rules pass it over: a debrief has it, no list of what happened.
    """

    n: int
    round: int | None
    actor: str
    rows: tuple[LogRow, ...] = ()
    deed: str = ""
    answer: str = ""
    cells: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    move: str | None = None
    notes: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    rest: tuple[Change, ...] = ()
    silent: bool = False

    @property
    def text(self) -> str:
        """The line in one."""
        return " ".join(row.text for row in self.rows)

    @property
    def scripts(self) -> frozenset[str]:
        """The scripts of what was chosen: that which asked, or was chosen; a card that was."""
        # "answer.said:yes" is an answer to [procedure.answer], and may play a card.
        asked, _, answer = (self.move or "").partition(":")
        return frozenset((asked.partition(".")[0], answer)) - {""}

    def noted(self, notes: tuple[str, ...]) -> LogLine:
        """The line with what all are told of an end that the game comes to by itself."""
        return evolve(self, rows=(*self.rows, *map(LogRow, notes)), notes=notes)

    def tells(self, move: Move) -> bool:
        """Do the sentences of the rule that was chosen, or that asked, say what was done?

        So does its silence, where something else is told.
        """
        if self.silent:
            return False
        own = (p for p in self.paragraphs if p.rule.partition(".")[2] == move.script)
        return any(p.sentences or p.silent for p in own)


class LogWriter:
    """Writes log lines for one game."""

    def __init__(self, game: Game) -> None:
        """Remember the game whose names are used.

        Args:
            game: the game.
        """
        self._game = game
        self._changes = ChangeWriter(game)
        self._narrator = Narrator(game, self._changes)

    def actor(self, actor: str) -> str:
        """Return the name for people of a seat or of chance; others are returned as they are."""
        if actor in self._game.seats:
            return self._game.short("seat", actor)
        if actor == CHANCE:
            return phrase("story.chance")
        return phrase("story.facilitator") if actor == "facilitator" else actor

    def round(self, state: State, seat: LogReader) -> int | None:
        """Return the round, if the rules count them in a register that the seat sees."""
        register = self._game.rules.round
        if register is None:
            return None
        value = self._game.value(self._changes.seen(state, seat), register)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def beginning(self, step: Happened, seat: LogReader) -> LogLine | None:
        """Write the line of what the rules tell before the first question; None for nothing.

        Args:
            step: the states around it, and what happened between them.
            seat: the reader.
        """
        paragraphs, _ = self._narrator.narrate(step.events, (), seat)
        told = tuple(paragraph for paragraph in paragraphs if paragraph.sentences)
        line = LogLine(0, self.round(step.after, seat), "", paragraphs=told)
        rows = self._closed(self._rows(line), step.after, line.round)
        return evolve(line, rows=rows) if rows else None

    def move(self, n: int, actor: str, move: Move, step: Happened, seat: LogReader) -> LogLine:
        """Write the line of a move or an outcome as a seat may read it.

        Args:
            n: the entry's number.
            actor: the seat that chose, or "chance".
            move: what was chosen.
            step: the states around it, and what happened between them.
            seat: the reader.

        Returns:
            The line.
        """
        before, after = step.before, step.after
        told = self._told(before, move, seat)
        changes = self._changes.changes(before, after, seat)
        paragraphs, rest = self._narrator.narrate(step.events, changes, seat)
        line = LogLine(
            n,
            self.round(before, seat),
            actor,
            cells=tuple(change.cell for change in changes),
            changes=changes,
            move=move.name if told else None,
            paragraphs=paragraphs,
            rest=rest,
        )
        done = evolve(
            line,
            deed=self.answer(actor, move, before, seat),
            answer=self._answer(actor, move, before, seat),
        )
        line = line if line.tells(move) else done
        rows = self._rows(line, move.targets[0] if told and move.targets else "")
        rows = self._closed(rows, after, line.round)
        if rows:
            return evolve(line, rows=rows)
        return evolve(done, rows=self._rows(evolve(done, paragraphs=(), rest=())), silent=True)

    def _closed(
        self, rows: tuple[LogRow, ...], after: State, began: int | None
    ) -> tuple[LogRow, ...]:
        """The rows, and where the game is over after them that it is, and who won it."""
        game, words = self._game, phrase("game.over")
        if game.actor(after) != OVER:
            return rows
        winner = game.winner(after)
        if winner:
            won = game.rules.look.roles.won(game.ending(after), game.title("seat", winner))
            words = phrase("story.won", won=won)
        return (*rows, LogRow(words, round=rows[-1].round if rows else began))

    def answer(self, actor: str, move: Move, before: State, seat: LogReader) -> str:
        """Return what was asked and answered, as a seat may read it: "The weather: dry".

        Args:
            actor: the seat that chose, or "chance".
            move: what was chosen.
            before: the state before.
            seat: the reader.
        """
        words, asked = self._answer(actor, move, before, seat), self._game.pending(before)
        if asked.kind == "act" or not asked.question:
            return words
        return asked_and_answered(asked.question, words)

    def _answer(self, actor: str, move: Move, before: State, seat: LogReader) -> str:
        """What was done or answered alone: "dry"."""
        if self._told(before, move, seat):
            return answer_name(self._game, move)
        if actor == CHANCE:
            return phrase("story.unseen_outcome")
        acts = self._game.pending(before).kind == "act"
        return phrase("story.unseen_action" if acts else "story.unseen_choice")

    def _told(self, before: State, move: Move, reader: LogReader) -> bool:
        """Whether a reader is told which move was made."""
        return all(self._game.sees_move(before, seat, move.id) for seat in seats_of(reader))

    def deed(
        self, n: int, actor: str, words: str, before: State, after: State, seat: LogReader
    ) -> LogLine:
        """Write the line of a facilitator's change to the board as a seat may read it.

        Args:
            n: the entry's number.
            actor: who did it.
            words: what to say of it to this reader.
            before: the state before.
            after: the state after.
            seat: the reader.

        Returns:
            The line.
        """
        changes = self._changes.changes(before, after, seat)
        line = LogLine(
            n,
            self.round(before, seat),
            actor,
            deed=words,
            cells=tuple(change.cell for change in changes),
            changes=changes,
            rest=changes,
        )
        return evolve(line, rows=self._rows(line))

    def value(self, cell: str, value: CellValue) -> str:
        """Return a value of a register cell for people."""
        return self._changes.value(cell, value)

    def changes(self, before: State, after: State, seat: LogReader) -> tuple[Change, ...]:
        """Return what a seat saw change between two states; see `ChangeWriter.changes`."""
        return self._changes.changes(before, after, seat)

    def _rows(self, line: LogLine, member: str = "") -> tuple[LogRow, ...]:
        """A line in words: what was done, what came of it rule by rule, and what else changed."""
        deed, rest = with_move(line.deed, line.rest, member)
        rows: list[LogRow] = []
        if deed:
            # What chance is asked says by itself that nobody chose.
            by_chance = line.actor == CHANCE and line.deed != line.answer
            who = "" if by_chance else self.actor(line.actor)
            rows.append(LogRow(stopped(deed), who=who, round=line.round))
        parts = [(p.title, p.text, p.round) for p in line.paragraphs if not p.silent]
        if rest:
            words = "; ".join(change.text for change in moved_together(rest))
            parts.append(("", f"{words}.", None))
        began = line.round
        for head, words, round_ in parts:
            began = began if round_ is None else round_
            if head or not rows or began != rows[-1].round:
                rows.append(LogRow(words, head, round=began))
            else:
                rows[-1] = rows[-1].goes_on(words)
        told = [p for p in line.paragraphs if not p.silent]
        # What the seat did itself is told with its name; what came of it need not be its doing.
        if told and not rows[0].head and told[0].rule.partition(".")[2] in line.scripts:
            name = self.actor(line.actor)
            if line.actor in self._game.seats and name not in rows[0].words:
                rows[0] = evolve(rows[0], who=name)
        return tuple(rows)


def runs(lines: Iterable[LogLine]) -> list[list[LogLine]]:
    """Lines that are told, those in the same words in a row together; none that is passed over."""
    heard = (line for line in lines if not line.silent or line.notes)
    return [list(same) for _, same in groupby(heard, key=lambda line: (line.text, line.round))]
