"""The page for all: what every seat sees, for the screen in the room and for who looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.serve.board_page import board_page
from game.serve.parts import PagePart, common_parts
from game.serve.sight import MadeBefore, Plain, Sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.table import Sitting


def screen_parts(
    sitting: Sitting,
    seats: Sequence[Plain],
    thinking: bool,
    notices: Sequence[str],
    kept: MadeBefore | None = None,
) -> Iterator[PagePart]:
    """Make the page of what every seat sees, part by part.

    Args:
        sitting: the game.
        seats: who holds each seat.
        thinking: whether a bot thinks about its move.
        notices: sentences for the people at the table.
        kept: what was made for all before.
    """
    sight = Sight(sitting, "", kept)
    yield from common_parts(sight, seats, thinking, notices)
    yield "board", sight.once("board", lambda: board_page(sight))
