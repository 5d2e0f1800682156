"""What changed between two positions, as a seat saw it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from game.catalogue import number_text, phrase
from game.engine import HIDDEN, CellId
from game.story.readers import LogReader
from game.story.zones import place_title, shift_cell, shift_title, shift_way

if TYPE_CHECKING:
    from game.engine import CellValue, Game, SeenValue, Shift, State, View


@frozen
class Change:
    """One register cell as a seat saw it change.

    Attributes:
        cell: its name, "guard[hill]".
        title: its name for people, "Guard (The hill)".
        before: what the seat saw before, or HIDDEN where it did not see the cell.
        after: what it sees now.
        text: what became of it, in words.
        way: where something was moved in a zone, from where and to where in words; else empty.
    """

    cell: str
    title: str
    before: SeenValue
    after: CellValue
    text: str
    way: str = ""


def with_move(
    words: str, changes: Sequence[Change], member: str = ""
) -> tuple[str, Sequence[Change]]:
    """Words that end in what was moved, from where and to where; and the other changes.

    "Lay: The ace" and "The ace: from Hand (Red) to Pile" are "Lay: The ace, from Hand (Red) to
    Pile".

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


class ChangeWriter:
    """Tells of changes of one game."""

    def __init__(self, game: Game) -> None:
        """Remember the game whose names are used.

        Args:
            game: the game.
        """
        self._game = game
        self._titles: dict[str, str] = {}

    def cell(self, cell: str) -> str:
        """Return the name for people of a register cell: "Guard (The hill)"."""
        if cell not in self._titles:
            named = CellId.parse(cell)
            register, index = named.register, named.index
            title = str(self._game.describe("register", register)["name"])
            if index:
                sets = self._game.registers[register].index
                names = (self._game.title(s, i) for s, i in zip(sets, index, strict=True))
                title = phrase("story.cell", register=title, where=", ".join(names))
            self._titles[cell] = title
        return self._titles[cell]

    def value(self, cell: str, value: CellValue) -> str:
        """Return a value of a register cell for people."""
        if value is None:
            return phrase("value.none")
        register = CellId.parse(cell).register
        if register not in self._game.registers:
            # What is set of a zone is where a member lies.
            return place_title(self._game, CellId.parse(str(value)))
        if isinstance(value, bool):
            return phrase("value.yes" if value else "value.no")
        if isinstance(value, int):
            return number_text(value)
        return self._game.title(self._game.registers[register].of, value)

    def change(self, cell: str, was: SeenValue, now: CellValue) -> Change:
        """Tell of one cell of a register that changed."""
        title = self.cell(cell)
        key = "story.known" if was is HIDDEN else "story.became"
        if _number(was) and _number(now):
            key = "story.rose" if now > was else "story.fell"  # type: ignore[operator]
        words = phrase(key, what=title, value=self.value(cell, now))
        return Change(cell, title, was, now, words)

    def changes(self, before: State, after: State, seat: LogReader) -> tuple[Change, ...]:
        """Return what a reader saw change between two states.

        Args:
            before: the earlier state.
            after: the later one.
            seat: who looks.

        Returns:
            One change per cell seen now and different from what was seen before, in declared
            order.  A cell that was hidden and now is not counts as a change.  What was moved in a
            zone comes after them, a change for each member, or for those that are not known.
        """
        old, new = self.seen(before, seat), self.seen(after, seat)
        found = (
            self.change(each.cell, each.before, each.after)
            for each in self._game.differences(old, new)
            if not self._game.registers[CellId.parse(each.cell).register].zone
        )
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

    def seen(self, state: State, seat: LogReader) -> State | View:
        """What a reader sees of a state; all of it where no seat reads."""
        if isinstance(seat, tuple):
            return self._game.observe_common(state, seat)
        return state if seat is None else self._game.observe(state, seat)


def _number(value: SeenValue) -> bool:
    """Is it a number, of which there is more or less?"""
    return isinstance(value, int) and not isinstance(value, bool)
