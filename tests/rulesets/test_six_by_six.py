"""A little chess on a grid: another reader counts its moves in columns and rows."""

from __future__ import annotations

import pytest

from game.engine import OVER, Game
from game.rules import load_rules
from tests.loaded import RULESETS

Men = tuple[tuple[int, int] | None, ...]

#: The men in the order of the file: white's king, rook and bishop, then black's.
START: Men = ((3, 0), (0, 0), (2, 0), (3, 5), (5, 5), (2, 5))
CROSS, SLANT = ((0, 1), (1, 0), (0, -1), (-1, 0)), ((1, 1), (1, -1), (-1, -1), (-1, 1))
WAYS = ((*CROSS, *SLANT), CROSS, SLANT)
FAR = (False, True, True)


def moves(men: Men, side: int) -> list[Men]:
    """The positions that a side's men may come to."""
    found = []
    for man in range(side * 3, side * 3 + 3):
        here = men[man]
        if here is None:
            continue
        for dx, dy in WAYS[man % 3]:
            x, y = here
            while 0 <= (x := x + dx) < 6 and 0 <= (y := y + dy) < 6:
                there = men.index((x, y)) if (x, y) in men else None
                if there is not None and there // 3 == side:
                    break
                after = [None if m == there else at for m, at in enumerate(men)]
                after[man] = (x, y)
                found.append(tuple(after))
                if there is not None or not FAR[man % 3]:
                    break
    return found


def paths(men: Men, side: int, depth: int) -> int:
    """How many ways so many turns may go; who takes the king ends the game."""
    if depth == 0 or men[0] is None or men[3] is None:
        return 1
    after = [*moves(men, side), men]
    return sum(paths(each, 1 - side, depth - 1) for each in after)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_the_moves_are_those_of_another_reader(depth: int) -> None:
    game = Game(load_rules(RULESETS / "small" / "six_by_six.toml"))

    def walk(state: bytearray, turns: int) -> int:
        asked = game.actor(state) != OVER and game.pending(state).kind == "choose"
        if not asked and (turns == 0 or game.actor(state) == OVER):
            return 1
        total = 0
        for move in game.legal(state):
            after = game.clone(state)
            game.apply(after, move)
            total += walk(after, turns if asked else turns - 1)
        return total

    assert walk(game.new_game(), depth) == paths(START, 0, depth)
