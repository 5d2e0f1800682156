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
        host: what becomes of it.
        client: what may be known at the table.
        council: what may be offered and answered.
        draft: the offer on the trays.
        giving: whether what the speaker gives is listed, or what is asked for.
        writing: whether the trays are being filled.
        open_table: whether all who are at the table look.
        unfolded: whether all clauses of each kind are listed.
    """

    host: CouncilHost
    client: SeatClient
    council: Council
    draft: Draft
    giving: bool
    writing: bool
    open_table: bool
    unfolded: bool

    @property
    def sought(self) -> str:
        """What is looked for among the clauses, in words; nothing for all of them."""
        ...

    @property
    def partner(self) -> str:
        """The other side."""
        ...

    def terms(self, clause: str) -> list[str]:
        """What the rules say of a clause, and of its group, in lines."""
        ...

    def lay(self, clause: str, giving: bool) -> None:
        """Lay a clause on a tray."""
        ...

    def take_off(self, clause: str, giving: bool) -> None:
        """Take a clause off its tray."""
        ...

    def unfold(self) -> None:
        """List all clauses of each kind, or the first ones again."""
        ...

    def fill_trays(self, draft: Draft) -> None:
        """Fill both trays with an offer."""
        ...

    def in_form(self, form: str) -> None:
        """Make the offer known in this way."""
        ...

    def counter(self) -> None:
        """Write other terms."""
        ...

    def leave_counter(self) -> None:
        """Answer after all without other terms."""
        ...

    def give_answer(self, answer: str) -> None:
        """Give one of the answers."""
        ...

    def send(self) -> None:
        """Make the offer."""
        ...

    def key_shown(self, usual: str) -> str:
        """How a usual key is shown here."""
        ...
