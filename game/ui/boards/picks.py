"""What can be chosen on a board now: places, and the pieces on them, for the open step.

Where several actions begin with the same target, it is held until the next target tells which of
them is meant.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from game.ui.choosing import Choosing
from game.ui.option import Option

#: The targets of the open step, each with its options.
Stage = Mapping[str, list[Option]]


def stage(choosing: Choosing) -> Stage:
    """The targets of the open step; those of all actions, where none is begun."""
    if choosing.choosing:
        return {target: [option] for target, option in choosing.stage().items()}
    found: dict[str, list[Option]] = {}
    depth = len(choosing.held)
    for action in choosing.actions:
        for option in choosing.of_action(action):
            if len(option.steps) > depth:
                found.setdefault(option.steps[depth], []).append(option)
    return found


def take(choosing: Choosing, target: str) -> bool:
    """Choose a target of the open step; False where it cannot be chosen.

    Once only one action is left it is begun with all that was held.
    """
    if choosing.choosing:
        return choosing.take(target)
    actions = {o.move.script for o in stage(choosing).get(target, ()) if o.legal}
    if not actions:
        return False
    choosing.held = (*choosing.held, target)
    if len(actions) == 1:
        choosing.begin(actions.pop())
    return True


def places(found: Stage, board: Collection[str], at: Mapping[str, str]) -> dict[str, list[str]]:
    """The targets that lie on a board, by place: the place itself, or pieces that stand on it.

    Args:
        found: the targets of the open step.
        board: the places of the board.
        at: where each piece stands.
    """
    targets: dict[str, list[str]] = {}
    for target, options in found.items():
        for script in dict.fromkeys(o.move.script for o in options if o.group != target):
            targets.setdefault(script, []).append(target)
    out: dict[str, list[str]] = {}
    for asked in targets.values():
        # A piece may be called like a place: what asks for places asks for nothing else.
        lands = all(target in board for target in asked)
        for target in asked:
            there = at.get(target, "") if not lands else ""
            place = there or (target if target in board else "")
            if place in board and target not in out.get(place, ()):
                out.setdefault(place, []).append(target)
    return out
