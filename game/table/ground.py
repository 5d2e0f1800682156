"""Which field of a board's places says what their ground is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.table.on_board import SEAT

if TYPE_CHECKING:
    from game.engine import Board, Game
    from game.rules.look import Look


def ground_field(game: Game, board: Board, look: Look) -> str:
    """The field that a look names, else the first whose members nothing is played with; or "".

    Args:
        game: the scenario that is played.
        board: one of its boards.
        look: what the rules say of looks.
    """
    told = look.boards.get(board.set)
    if told is not None and told.terrain:
        return told.terrain
    sets = game.sets
    for name, spec in sets[board.set].fields.items():
        if spec.kind != "member" or spec.many or spec.of in (SEAT, board.set):
            continue
        # The directions of a board are no ground either.
        if spec.of in sets and sets[spec.of].members != board.directions:
            return name
    return ""


def ground_of(game: Game, board: Board, field: str, place: str) -> str:
    """The kind of ground of a place, or ""."""
    if not field:
        return ""
    try:
        return str(game.field(board.set, place, field) or "")
    except (ValueError, LookupError):
        return ""
