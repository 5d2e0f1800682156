"""What the parts of a council know of the board they are on, and the board of where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from game.table import Council, Draft
    from game.ui.seat_client import SeatClient


class CouncilHost(Protocol):
    """Where the council is laid: what becomes of what is decided there."""

    client: SeatClient

    def answer(self, *moves: int) -> None:
        """Make these moves, one after another."""
        ...

    def aside(self) -> None:
        """Look at something else: in private, or the table."""
        ...


class CouncilControl(Protocol):
    """The council as its parts see it.

    Attributes:
        client: what may be known at the table.
        council: what may be offered and answered.
        draft: the offer on the trays.
        giving: whether what the speaker gives is listed, or what is asked for.
        writing: whether the trays are being filled.
        open_table: whether all who are at the table look.
    """

    client: SeatClient
    council: Council
    draft: Draft
    giving: bool
    writing: bool
    open_table: bool

    @property
    def partner(self) -> str:
        """The other side."""
        ...

    def about(self, clause: str) -> str:
        """What the rules say of a clause."""
        ...

    def lay(self, clause: str, giving: bool) -> None:
        """Lay a clause on a tray."""
        ...

    def take_off(self, clause: str, giving: bool) -> None:
        """Take a clause off its tray."""
        ...

    def fill_trays(self, draft: Draft) -> None:
        """Fill both trays with an offer."""
        ...
