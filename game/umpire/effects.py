"""What an act of the umpire would come to, in words: registers, what follows from them, who reads.

It is worked out on two whole states and changes neither: the umpire sees everything.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.catalogue import phrase
from game.engine import CHANCE, OVER, CellId
from game.story.previews import told_values
from game.story.telling import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import CellValue, Game, SeenValue, State

#: So many values that follow are told one by one.
MOST_DERIVED: Final = 40


@frozen
class EffectRow:
    """One value that would be another.

    Attributes:
        cell: its name, "guard[hill]".
        title: what people call it.
        before: its value now, in words.
        after: its value then, in words.
        places: the ids of what it is of, for links to the board.
        worse: whether more of it is worse, so that a rise is told as a warning.
        rises: whether a number grows; None where it is no number.
    """

    cell: str
    title: str
    before: str
    after: str
    places: tuple[str, ...] = ()
    worse: bool = False
    rises: bool | None = None


@frozen
class SeatReading:
    """What one seat would be told.

    Attributes:
        seat: its id.
        name: what people call it.
        words: the sentence; "" for nothing.
    """

    seat: str
    name: str
    words: str


@frozen
class Effects:
    """What an act would come to.

    Attributes:
        changes: the cells that it changes.
        derived: what follows from them, and matters.
        warnings: what the umpire should know before: that nobody could go on, that the rules hold
            something else for certain, what leaves the story.
        readings: what each seat would be told.
        stuck: whether nobody could go on, so that it cannot be filed.
        leaves: the numbers of the entries that would no longer count.
    """

    changes: tuple[EffectRow, ...] = ()
    derived: tuple[EffectRow, ...] = ()
    warnings: tuple[str, ...] = ()
    readings: tuple[SeatReading, ...] = ()
    stuck: bool = False
    leaves: tuple[int, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the board stays as it is."""
        return not self.changes and not self.derived

    @property
    def told(self) -> dict[str, list[str]]:
        """What would be told, each sentence with the names of the seats that would read it."""
        found: dict[str, list[str]] = {}
        for reading in self.readings:
            found.setdefault(reading.words, []).append(reading.name)
        return found


class EffectTeller:
    """Tells how two states of one game differ, to who may know everything."""

    def __init__(self, game: Game) -> None:
        """Remember the game.

        Args:
            game: the game.
        """
        self._game, self._names = game, Names(game)
        self._quiet = game.rules.look.roles.quiet
        look = game.rules.look
        told = dict.fromkeys((*told_values(game), *self._counted()))
        self._told = [name for name in told if name in game.derived_values]
        self._worse = self._names.worse
        self._claims = [claim.true for claim in look.debrief.claims]

    def _counted(self) -> Iterator[str]:
        """The values without an index that the rules name: what the whole table counts by."""
        for name, spec in self._game.derived_values.items():
            if spec.title and not spec.index and not spec.constant:
                yield name

    def changes(self, before: State, after: State) -> tuple[EffectRow, ...]:
        """The cells that differ, in declared order; what people are never told of is left out."""
        found = []
        for each in self._game.differences(before, after):
            if CellId.parse(each.cell).register not in self._quiet:
                found.append(self._row(each.cell, each.before, each.after))
        return tuple(found)

    def derived(self, before: State, after: State) -> tuple[EffectRow, ...]:
        """What follows from them and matters: what the look counts by, and what has a name."""
        if bytes(before) == bytes(after):
            return ()
        found: list[EffectRow] = []
        game = self._game
        for name in self._told:
            spec = game.derived_values[name]
            for index in product(*(game.members(of) for of in spec.index)):
                was, now = (game.value(state, name, *index) for state in (before, after))
                if was != now:
                    found.append(self._row(str(CellId(name, index)), was, now))
                if len(found) == MOST_DERIVED:
                    return tuple(found)
        return tuple(found)

    def _row(self, cell: str, was: SeenValue, now: SeenValue) -> EffectRow:
        named = CellId.parse(cell)
        name = named.register
        return EffectRow(
            cell,
            self.title(cell),
            self.value(name, was),
            self.value(name, now),
            named.index,
            name in self._worse,
            None if _no_number(was) or _no_number(now) else now > was,  # type: ignore[operator]
        )

    def value(self, name: str, value: SeenValue) -> str:
        """A value of a register or derived value in words."""
        return self._names.value(name, value)

    def title(self, cell: str) -> str:
        """What people call a cell."""
        return "".join(part.words for part in self._names.cell(cell)) or cell

    def warnings(self, before: State, after: State) -> tuple[str, ...]:
        """What the umpire should know before."""
        game, found = self._game, []
        if self.stuck(after):
            found.append(phrase("umpire.stuck"))
        held = set(game.invariants(before))
        broken = [name for name in game.invariants(after) if name not in held]
        if broken:
            found.append(phrase("umpire.broken", names=", ".join(broken)))
        return tuple(found)

    def stuck(self, state: State) -> bool:
        """Whether somebody, or chance, would be asked and have no answer."""
        game, actor = self._game, self._game.actor(state)
        if actor == OVER:
            return False
        return not (game.chance(state) if actor == CHANCE else game.legal(state))


def _no_number(value: SeenValue | CellValue) -> bool:
    return not isinstance(value, int) or isinstance(value, bool)
