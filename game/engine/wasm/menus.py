"""Writes the actions of a menu: their moves, and how one is taken."""

from __future__ import annotations

from itertools import groupby

import attrs

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.scope import Shared
from game.engine.wasm.scripts import script_function
from game.rules.program import ActionCode, DecisionPoint


@attrs.frozen
class Offered:
    """An action of a menu with its moves.

    Attributes:
        action: the action.
        first: the number of its first move; the others follow.
        combos: the targets of each move, in order.
    """

    action: ActionCode
    first: int
    combos: tuple[tuple[int, ...], ...]


def offered(shared: Shared, point: DecisionPoint) -> list[Offered]:
    """The actions that a question offers, with their moves, in order."""
    program, out = shared.program, []
    for name, ids in groupby(point.ids, lambda move: program.moves[move].action):
        moves = tuple(ids)
        combos = tuple(program.moves[move].combo for move in moves)
        out.append(Offered(program.actions[name], moves[0], combos))
    return out


def _pick_offer(
    shared: Shared, code: FunctionWriter, offers: list[Offered], move: int, wrong: int
) -> None:
    """Open a block for each action, the last innermost, and jump behind that of the move's."""
    behind = [code.block() for _ in offers]
    base = offers[0].first
    # Moves of other menus may lie between.
    which = [len(offers)] * (offers[-1].first + len(offers[-1].combos) - base)
    for i, offer in enumerate(offers):
        for k in range(len(offer.combos)):
            which[offer.first - base + k] = i
    code.get(move)
    code.plus(-base)
    shared.memory.row(which).load(code)
    code.br_table(behind, wrong)


def take_action(shared: Shared, code: FunctionWriter, point: DecisionPoint) -> None:
    """Write the taking of a menu's action, which is legal; leaves the block to run next.

    The seat is in local 0, the move in local 1.

    Args:
        shared: what all functions share.
        code: the function.
        point: the question.
    """
    graph = shared.program.graph
    offers = offered(shared, point)
    wrong = code.block()
    if offers:
        _pick_offer(shared, code, offers, 1, wrong)
        for offer in reversed(offers):
            code.end()
            action = offer.action
            targets = []
            for k in range(len(action.params)):
                code.get(1)
                code.plus(-offer.first)
                shared.memory.row([combo[k] for combo in offer.combos]).load(code)
                targets.append(code.kept())
            entry = point.decision.actions.get(action.function)
            if entry is None:
                for local in (0, *targets):
                    code.get(local)
                code.call(script_function(shared, action.function))
                code.op("drop")
                code.const(point.decision.then)
            else:
                places = zip(graph.given[action.function], (0, *targets), strict=True)
                for given, local in places:
                    code.get(local)
                    code.set_global(shared.given(given.slot))
                code.const(entry)
            code.op("return")
    code.end()
    code.op("unreachable")
