"""A small breakthrough: squares named as on a chess board, counted by hand and by a dictionary."""

from __future__ import annotations

import random

import pytest

from game.engine import OVER, Game
from tests.rulesets.walk import game_of

BOTH = pytest.mark.parametrize("evaluator", ["generated", "interpreted"])
FILES = "abcd"
Board = dict[str, str]


def start() -> Board:
    """White on the first rank, black on the fourth."""
    return {f + r: who for r, who in (("1", "white"), ("4", "black")) for f in FILES}


def over(board: Board) -> str | None:
    """Who stands on the far rank, or has taken every soldier of the other."""
    for who, rank in (("white", "4"), ("black", "1")):
        if any(board.get(f + rank) == who for f in FILES):
            return who
    sides = set(board.values())
    return sides.pop() if len(sides) == 1 else None


def moves(board: Board, who: str) -> dict[str, Board]:
    """Every move of a seat, called as the engine calls it, and the board that it leads to."""
    out = {}
    for at in (square for square, seat in board.items() if seat == who):
        rank = int(at[1]) + (1 if who == "white" else -1)
        for step in (-1, 0, 1):
            column = FILES.index(at[0]) + step
            if not 0 <= column < 4:
                continue
            to = f"{FILES[column]}{rank}"
            there = board.get(to)
            if there == who or (there is not None and step == 0):
                continue
            left = {square: seat for square, seat in board.items() if square != at}
            out[f"{'capture' if there else 'march'}:{at}:{to}"] = {**left, to: who}
    return out


def lines(board: Board, who: str, depth: int) -> int:
    """How many sequences of so many moves there are."""
    if depth == 0 or over(board):
        return int(depth == 0)
    other = "black" if who == "white" else "white"
    return sum(lines(after, other, depth - 1) for after in moves(board, who).values())


def engine_lines(game: Game, state: bytearray, depth: int) -> int:
    """The same count by the engine."""
    if depth == 0 or game.actor(state) == OVER:
        return int(depth == 0)
    total = 0
    for move in game.legal(state):
        after = bytearray(state)
        game.apply(after, move)
        total += engine_lines(game, after, depth - 1)
    return total


def board_of(game: Game, state: bytearray) -> Board:
    """Where soldiers stand, as a dictionary."""
    found = {square: game.value(state, "soldier", square) for square in game.members("square")}
    return {square: str(seat) for square, seat in found.items() if seat is not None}


def played(game: Game, line: str) -> bytearray:
    """The position after moves that must be legal."""
    state = game.new_game()
    for word in line.split():
        game.apply(state, next(m for m in game.legal(state) if game.name(m) == word))
    return state


@BOTH
def test_counts(evaluator: str) -> None:
    """Corner soldiers have two ways, the others three; two armies are too far apart to meet."""
    game = game_of("breakthrough", evaluator=evaluator)
    counts = [engine_lines(game, game.new_game(), depth) for depth in range(1, 5)]
    assert counts[:2] == [10, 100]
    assert counts == [lines(start(), "white", depth) for depth in range(1, 5)]


def test_a_capture_by_hand() -> None:
    """Both step to the middle; white's b2 may take a3 and c3, yet never b3 in front of it."""
    game = game_of("breakthrough")
    state = played(game, "march:b1:b2 march:a4:a3 march:d1:d2 march:c4:c3")
    takes = [game.name(m) for m in game.legal(state) if game.name(m).startswith("capture")]
    assert takes == ["capture:b2:a3", "capture:b2:c3", "capture:d2:c3"]
    state = played(
        game, "march:b1:b2 march:a4:a3 march:d1:d2 march:c4:c3 capture:b2:c3 capture:b4:c3"
    )
    assert board_of(game, state) == {
        "a1": "white", "c1": "white", "d2": "white", "a3": "black", "c3": "black", "d4": "black",
    }  # fmt: skip
    assert game.value(state, "taken", "white") == game.value(state, "taken", "black") == 1


def test_a_soldier_on_the_far_rank_wins() -> None:
    game = game_of("breakthrough")
    state = played(game, "march:a1:a2 march:d4:d3 march:a2:a3 march:d3:d2 capture:a3:b4")
    assert game.actor(state) == OVER
    assert game.winner(state) == "white"
    assert game.returns(state) == {"white": 1, "black": -1}


@BOTH
def test_whole_games_go_as_by_the_dictionary(evaluator: str) -> None:
    game = game_of("breakthrough", evaluator=evaluator)
    draw = random.Random(4)
    for _ in range(40):
        state, board, who = game.new_game(), start(), "white"
        while over(board) is None:
            wanted = moves(board, who)
            assert game.actor(state) == who
            assert sorted(map(game.name, game.legal(state))) == sorted(wanted)
            move = draw.choice(list(game.legal(state)))
            game.apply(state, move)
            board, who = wanted[game.name(move)], "black" if who == "white" else "white"
            assert board_of(game, state) == board
        assert game.actor(state) == OVER
        assert game.winner(state) == over(board)
