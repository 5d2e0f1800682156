"""Whose a thing is by the rules alone: which answers to a question only others have."""

from __future__ import annotations

from game.engine import Game, Move


def of_another(game: Game, move: Move, seat: str) -> bool:
    """Whether an answer is a thing that the rules give to other seats, and never to this one.

    Args:
        game: the game.
        move: an answer to a question; of an action nothing is said.
        seat: the seat that is asked.
    """
    if move.kind == "action" or not move.targets:
        return False
    target = move.targets[0]
    kinds = [spec for spec in game.sets.values() if spec.base == spec.name]
    kinds = [spec for spec in kinds if target in spec.members]
    if len(kinds) != 1:
        return False
    fields = [f for f in kinds[0].fields.values() if f.of == "seat" and not f.many]
    owners = {game.field(kinds[0].name, target, f.name) for f in fields} - {None}
    return bool(owners) and seat not in owners
