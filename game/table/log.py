"""What a seat may read about what happened: steps projected onto what that seat sees.

A line is made from two views of the same seat, before the step and after it, and from whether
the seat may be told which option was taken.  Nothing else of the state enters, so nothing hidden
can come out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from game.engine import HIDDEN, OVER, CellId
from game.table.zones import place_title, shift_cell, shift_title, shift_way

if TYPE_CHECKING:
    from game.engine import CellValue, Game, Move, SeenValue, Shift, State, View

CHANCE: Final = "chance"
"""The actor of an outcome of chance."""


@frozen
class Change:
    """One register cell as a seat saw it change.

    Attributes:
        cell: its name, "guard[hill]".
        title: its name for people, "Guard (The hill)".
        before: what the seat saw before, or HIDDEN where it did not see the cell.
        after: what it sees now.
        text: title, before and after in words.
        way: where something was moved in a zone, from where and to where in words; else empty.
    """

    cell: str
    title: str
    before: SeenValue
    after: CellValue
    text: str
    way: str = ""


@frozen
class LogLine:
    """One line of the log.

    Attributes:
        n: the number of the entry it tells of.
        round: the round it happened in, for rules that name a register that counts them.
        actor: the seat, "chance", or the facilitator's name.
        text: the line, for people.
        cells: the register cells that changed, for links to their places.
        changes: the same changes one by one.
        move: the readable id of the move, where the reader may know it.
        notes: what all are told with it of an end that the game comes to by itself; they stand at
            the end of `text`.
    """

    n: int
    round: int | None
    actor: str
    text: str
    cells: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    move: str | None = None
    notes: tuple[str, ...] = ()


def with_move(
    words: str, changes: Sequence[Change], member: str = ""
) -> tuple[str, Sequence[Change]]:
    """Words that end in what was moved, from where and to where; and the other changes.

    "Lay: The ace" and "The ace: Hand (Red) -> Pile" are "Lay: The ace, Hand (Red) -> Pile".

    Args:
        words: what was done.
        changes: what came of it.
        member: the id of what the words name, where it is known.
    """
    for n, change in enumerate(changes):
        own = not member or CellId.parse(change.cell).index[-1:] == (member,)
        if change.way and own and words.endswith(change.title):
            return f"{words}, {change.way}", (*changes[:n], *changes[n + 1 :])
    return words, changes


def moved_together(changes: Sequence[Change]) -> list[Change]:
    """The changes, with all that was moved the same way told at once: "Ace, Ox (3): to Hand"."""
    titles: dict[str, Counter[str]] = {}
    for change in changes:
        titles.setdefault(change.way, Counter())[change.title] += 1
    out, told = [], set[str]()
    for change in changes:
        if change.way and change.way not in told:
            told.add(change.way)
            names = titles[change.way].items()
            title = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in names)
            out.append(evolve(change, title=title, text=f"{title}: {change.way}"))
        elif not change.way:
            out.append(change)
    return out


class LogWriter:
    """Writes log lines for one game."""

    def __init__(self, game: Game) -> None:
        """Remember the game whose names are used.

        Args:
            game: the game.
        """
        self._game = game
        self._titles: dict[str, str] = {}

    def actor(self, actor: str) -> str:
        """Return the name for people of a seat or of chance; others are returned as they are."""
        if actor in self._game.seats:
            return self._game.title("seat", actor)
        return {CHANCE: "Chance", "facilitator": "The facilitator"}.get(actor, actor)

    def cell(self, cell: str) -> str:
        """Return the name for people of a register cell: "Guard (The hill)"."""
        if cell not in self._titles:
            named = CellId.parse(cell)
            register, index = named.register, named.index
            title = str(self._game.describe("register", register)["name"])
            if index:
                sets = self._game.registers[register].index
                names = (self._game.title(s, i) for s, i in zip(sets, index, strict=True))
                title += f" ({', '.join(names)})"
            self._titles[cell] = title
        return self._titles[cell]

    def value(self, cell: str, value: CellValue) -> str:
        """Return a value of a register cell for people."""
        if value is None:
            return "none"
        register = CellId.parse(cell).register
        if register not in self._game.registers:
            # What is set of a zone is where a member lies.
            return place_title(self._game, CellId.parse(str(value)))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return str(value)
        return self._game.title(self._game.registers[register].of, value)

    def changes(self, before: State, after: State, seat: str | None) -> tuple[Change, ...]:
        """Return what a seat saw change between two states.

        Args:
            before: the earlier state.
            after: the later one.
            seat: who looks; None sees everything.

        Returns:
            One change per cell seen now and different from what was seen before, in declared
            order.  A cell that was hidden and now is not counts as a change.  What was moved in a
            zone comes after them, a change for each member, or for those that are not known.
        """
        found = []
        old, new = self._seen(before, seat), self._seen(after, seat)
        for each in self._game.differences(old, new):
            if self._game.registers[CellId.parse(each.cell).register].zone:
                continue
            title, was, now = self.cell(each.cell), each.before, each.after
            if was is HIDDEN:
                words = f"{title} is {self.value(each.cell, now)}"
            else:
                words = f"{title} {self.value(each.cell, was)} -> {self.value(each.cell, now)}"
            found.append(Change(each.cell, title, was, now, words))
        return (*found, *(self._moved(shift) for shift in self._game.shifts(old, new)))

    def _moved(self, shift: Shift) -> Change:
        """What was moved in a zone, from one place to another."""
        game, cell, title = (
            self._game,
            shift_cell(self._game, shift),
            shift_title(self._game, shift),
        )
        ends = [None if end is None else str(end) for end in (shift.source, shift.target)]
        before = HIDDEN if shift.member and ends[0] is None else ends[0]
        way = shift_way(game, shift)
        return Change(cell, title, before, ends[1], f"{title}: {way}", way)

    def _seen(self, state: State, seat: str | None) -> State | View:
        """What a reader sees of a state; all of it where no seat reads."""
        return state if seat is None else self._game.observe(state, seat)

    def round(self, state: State, seat: str | None) -> int | None:
        """Return the round, if the rules count them in a register that the seat sees."""
        register = self._game.rules.round
        if register is None:
            return None
        value = self._game.value(self._seen(state, seat), register)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def move(
        self, n: int, actor: str, move: Move, before: State, after: State, seat: str | None
    ) -> LogLine:
        """Write the line of a move or an outcome as a seat may read it.

        Args:
            n: the entry's number.
            actor: the seat that chose, or "chance".
            move: what was chosen.
            before: the state before.
            after: the state after.
            seat: the reader; None reads everything.

        Returns:
            The line.
        """
        told = seat is None or self._game.sees_move(before, seat, move.id)
        words = self.answer(actor, move, before, seat)
        changes = self.changes(before, after, seat)
        member = move.targets[0] if told and move.targets else ""
        text = self._text(f"{self.actor(actor)}: {words}", changes, member)
        if self._game.actor(after) == OVER:
            winner = self._game.winner(after)
            text += f" The game is over: {self.actor(winner) + ' wins' if winner else 'no winner'}."
        return LogLine(
            n,
            self.round(before, seat),
            actor,
            text,
            tuple(change.cell for change in changes),
            changes,
            move.name if told else None,
        )

    def answer(self, actor: str, move: Move, before: State, seat: str | None) -> str:
        """Return what was asked and answered, as a seat may read it: "The weather: dry".

        Args:
            actor: the seat that chose, or "chance".
            move: what was chosen.
            before: the state before.
            seat: the reader; None reads everything.
        """
        told = seat is None or self._game.sees_move(before, seat, move.id)
        asked = self._game.pending(before)
        unseen = "an action not shown" if asked.kind == "act" else "a choice not shown"
        if actor == CHANCE:
            unseen = "an outcome not seen"
        words = move.title if told else unseen
        return f"{asked.question}: {words}" if asked.kind != "act" and asked.question else words

    def deed(
        self, n: int, actor: str, words: str, before: State, after: State, seat: str | None
    ) -> LogLine:
        """Write the line of a facilitator's change to the board as a seat may read it.

        Args:
            n: the entry's number.
            actor: who did it.
            words: what to say of it to this reader.
            before: the state before.
            after: the state after.
            seat: the reader; None reads everything.

        Returns:
            The line.
        """
        changes = self.changes(before, after, seat)
        return LogLine(
            n,
            self.round(before, seat),
            actor,
            self._text(f"{self.actor(actor)}: {words}", changes),
            tuple(change.cell for change in changes),
            changes,
        )

    def _text(self, words: str, changes: Sequence[Change], member: str = "") -> str:
        words, changes = with_move(words, changes, member)
        told = "; ".join(change.text for change in moved_together(changes))
        return f"{words}. {told}." if told else f"{words}."
