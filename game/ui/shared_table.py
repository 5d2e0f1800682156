"""What all who are at one table share: what is asked aloud, councils and their time, words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from game.table import Council, Rationale, Sitting, aloud, common_lines, council_of, play_all
from game.table.deals import Deal, broken_promises, deals_in_force
from game.table.timer import CouncilTimer

if TYPE_CHECKING:
    from game.bots.door import Door
    from game.engine import Game, Move, Prospect
    from game.rules.look import Bond, Roles
    from game.table import Attempt


class TablePlace(Protocol):
    """Whoever sits at the table, as far as it is asked here.

    Attributes:
        sitting: the game.
        game: its rules.
        viewer: the seat whose eyes the window has.
        roles: the parts that names of the rules play.
        door: by what all that is done goes.
    """

    sitting: Sitting
    game: Game
    viewer: str
    roles: Roles
    door: Door

    @property
    def humans(self) -> list[str]:
        """The seats that people hold."""
        ...

    @property
    def human_turn(self) -> bool:
        """Whether a person must answer now."""
        ...

    @property
    def paused(self) -> bool:
        """Whether the game was stopped."""
        ...

    @property
    def mine(self) -> bool:
        """Whether the viewer must answer now."""
        ...

    @property
    def bonds(self) -> list[Bond]:
        """The registers of the ledger that can change."""
        ...


class SharedTable:
    """The open table of one client.

    Attributes:
        timer: the time of the councils.
    """

    def __init__(self, client: TablePlace) -> None:
        """Share the table of a client."""
        self._client = client
        self.timer = CouncilTimer()

    def play_all(self, moves: Sequence[int], why: Rationale | None = None) -> Attempt[None]:
        """Play several moves of one person in a row, or none of them where one is refused."""
        return self._client.door.do(partial(play_all, self._client.sitting, moves, why))

    @property
    def aloud(self) -> bool:
        """Whether several people share the window, and one of them may answer before all."""
        return (
            len(self._client.humans) > 1
            and self._client.human_turn
            and not self._client.paused
            and aloud(self._client.sitting)
        )

    def lookers(self, open_table: bool) -> list[str]:
        """The seats that look: all who are at the table, or the viewer alone."""
        return self._client.humans if open_table else [self._client.viewer]

    def council(self, open_table: bool) -> Council | None:
        """The council at which somebody is asked now, for those who look; None if it is none."""
        asked = (
            self._client.human_turn
            and not self._client.paused
            and (open_table or self._client.mine)
        )
        return council_of(self._client.sitting, self.lookers(open_table)) if asked else None

    def open_answers(self) -> list[tuple[Move, bool | None]]:
        """The answers to what is asked aloud; None where all cannot know if one may be given."""
        walk = self._client.sitting.walk(self._client.humans)
        return [
            (self._client.game.move(m), ok) for m, ok in walk.answers().items() if ok is not False
        ]

    def ahead(self, move_id: int, derived: Collection[str]) -> Prospect | None:
        """What an answer given aloud would change, as far as all can know."""
        walk = self._client.sitting.walk(self._client.humans)
        return walk.prospect(derived) if walk.answer(move_id) else None

    def ledger(self, open_table: bool) -> tuple[list[Deal], list[tuple[str, int]]]:
        """What binds whom and who broke promises, as all who look know it."""
        view = self._client.sitting.common(self.lookers(open_table))
        return (
            deals_in_force(self._client.game, view, self._client.bonds),
            broken_promises(self._client.game, view, self._client.roles.broken),
        )

    def common_log(self, most: int, open_table: bool) -> list[str]:
        """The last lines of the log that all who look read alike, oldest first."""
        return common_lines(self._client.sitting, self.lookers(open_table), most)
