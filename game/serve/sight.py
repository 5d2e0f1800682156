"""What one reader sees of a sitting, a seat or all at once: the eyes with which a page is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from game.catalogue import spoken
from game.engine import HIDDEN
from game.story.log import LogRow, runs
from game.story.telling import Names
from game.table import LogLine, Sitting

if TYPE_CHECKING:
    from game.engine import Game, SeenValue, View
    from game.rules.look import Look
    from game.story.telling import ToldLine

#: Data that JSON can say.
Plain = dict[str, Any]
T = TypeVar("T")
#: What names a value of a view, or of one that stands for it: its name, its members.
_Asked = tuple[str, tuple[str, ...]]


class MadeBefore:
    """What was made for a reader of what it sees; it serves until that is something else."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._seen: object = None
        self._made: dict[str, Any] = {}

    def look(self, seen: object) -> None:
        """Say what is seen now."""
        if seen != self._seen:
            self._seen = seen
            self._made.clear()

    def get(self, name: str, make: Callable[[], T]) -> T:
        """What was made under a name; made now, if it was not."""
        if name not in self._made:
            self._made[name] = make()
        found: T = self._made[name]
        return found


class Sight:
    """One reader's eyes on one position.

    Attributes:
        sitting: the game.
        game: its rules.
        seat: the seat that reads; empty for what all seats see.
        view: what is seen.
    """

    def __init__(
        self,
        sitting: Sitting,
        seat: str,
        kept: MadeBefore | None = None,
        view: View | None = None,
    ) -> None:
        """Look at the position as it is.

        Args:
            sitting: the game.
            seat: the seat that reads, whose time to decide begins; empty for what all seats see.
            kept: what this reader saw before.
            view: what is seen, where it is neither: the umpire's eyes. Nobody's time begins then.
        """
        self.sitting, self.seat = sitting, seat
        self._kept = MadeBefore() if kept is None else kept
        self.game: Game = sitting.game
        self.look: Look = self.game.rules.look
        self.names = Names(self.game)
        if view is None:
            view = sitting.view(seat) if seat else sitting.common(self.game.seats)
        self.view: View = view
        self._values: dict[_Asked, SeenValue] = {}
        self._kept.look((self.view.key, tuple(sitting.seats.items()), spoken()))

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Make something of the view, and of who sits where, alone; what was made before is kept.

        Args:
            name: what it is.
            make: makes it.
        """
        return self._kept.get(name, make)

    def value(self, name: str, *index: str) -> SeenValue:
        """A value as it is seen, or `HIDDEN`; hidden as well where there is none of that name."""
        asked = (name, index)
        if asked not in self._values:
            self._values[asked] = self._value(name, index)
        return self._values[asked]

    def _value(self, name: str, index: tuple[str, ...]) -> SeenValue:
        game = self.game
        spec = game.registers.get(name) or game.derived_values.get(name)
        if spec is None:
            return game.numbers.get(name, HIDDEN) if not index else HIDDEN
        if len(spec.index) != len(index):
            return HIDDEN
        if any(i not in game.members(kind) for i, kind in zip(index, spec.index, strict=True)):
            return HIDDEN
        return game.value(self.view, name, *index)

    def number(self, name: str, *index: str) -> int | None:
        """A number as it is seen; None where it is none, or not seen."""
        found = self.value(name, *index)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The members that lie on the map; none without one."""
        kind = self.look.roles.places
        return self.game.members(kind) if kind in self.game.sets else ()

    @cached_property
    def yours(self) -> bool:
        """Whether the reader is asked, and may answer now."""
        return bool(self.seat) and self.sitting.to_move == self.seat and not self.sitting.paused

    @cached_property
    def log(self) -> Sequence[LogLine]:
        """What happened, as it may be read: by all, what they may read together."""
        sitting = self.sitting
        return sitting.log(self.seat) if self.seat else sitting.common_log(self.game.seats)

    def rows(self) -> list[tuple[LogLine, LogRow, int]]:
        """The rows of the log that are told, each with its line and how often it was said."""
        return [(run[-1], row, len(run)) for run in runs(self.log) for row in run[-1].rows]


def told(line: ToldLine) -> list[Plain]:
    """A line of the story as plain data."""
    return [{"words": part.words, "tone": part.tone} for part in line]


def colour(tint: Sequence[int]) -> str:
    """A colour as pages write it: `#4d8df0`."""
    return "#" + "".join(f"{part:02x}" for part in tint[:3])
