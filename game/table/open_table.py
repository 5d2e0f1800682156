"""What several people at one table share: what may be answered aloud, and what all of them read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table.council import key_of
from game.table.errors import NotYourMove, SaveFailed

if TYPE_CHECKING:
    from game.table.sitting import Sitting


def play_all(sitting: Sitting, moves: Sequence[int]) -> None:
    """Make several moves of one person in a row, or none.

    Raises:
        NotYourMove: one of them may not be made.
        SaveFailed: the last is made, but not all are on the disk.
    """
    if not sitting.may_play(moves):
        raise NotYourMove(phrase("council.may_not"))
    failed: SaveFailed | None = None
    for move in moves:
        try:
            sitting.play(move)
        except SaveFailed as error:
            failed = error
    if failed is not None:
        raise failed


def common_lines(sitting: Sitting, seats: Sequence[str], most: int) -> list[str]:
    """Return what was told last that all of some seats read alike, oldest first.

    Args:
        sitting: the game.
        seats: the readers.
        most: so many lines at most.
    """
    logs = [{line.n: line.text for line in sitting.log(seat)} for seat in seats]
    alike = [n for n in sitting.log(seats[0]) if all(log.get(n.n) == n.text for log in logs)]
    said = (" ".join(s for p in n.paragraphs for s in p.sentences if s) for n in alike)
    return [words for words in said if words][-most:]


def aloud(sitting: Sitting) -> bool:
    """Whether what is asked now may be answered before all who are at the table."""
    roles, pending = sitting.game.rules.look.roles, sitting.pending
    if pending.kind != "choose" or pending.seat is None:
        return False
    key, asks = key_of(pending), roles.offer.asks if roles.offer else None
    if key in roles.aloud:
        return not pending.hidden
    if asks is None or roles.offer is None:
        return False
    if key == asks.begin:
        return True
    return (
        key in asks.answers and sitting.common(_people(sitting)).get(roles.offer.private) is False
    )


def _people(sitting: Sitting) -> list[str]:
    return [seat for seat, occupant in sitting.seats.items() if occupant == "human"]
