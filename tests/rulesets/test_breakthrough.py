"""Breakthrough on six by six squares, counted by hand and by a dictionary of squares."""

from __future__ import annotations

import random

import pytest

from game.engine import OVER, Game
from tests.rulesets.walk import game_of

BOTH = pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
FILES = "abcdef"
HOME = {"1": "white", "2": "white", "5": "black", "6": "black"}
Board = dict[str, str]


def start() -> Board:
    """White on the first two ranks, black on the last two."""
    return {f + r: who for r, who in HOME.items() for f in FILES}


def over(board: Board) -> str | None:
    """Who stands on the far rank, or has taken every soldier of the other."""
    for who, rank in (("white", "6"), ("black", "1")):
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
            if not 0 <= column < 6:
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
    """Corner soldiers of the second rank have two ways, the others three; nobody meets at first."""
    game = game_of("breakthrough", evaluator=evaluator)
    most = 4 if evaluator == "compiled" else 3
    counts = [engine_lines(game, game.new_game(), depth) for depth in range(1, most)]
    assert counts[:2] == [16, 256]
    assert counts == [lines(start(), "white", depth) for depth in range(1, most)]
    assert counts == list(game.rules.people.counts.turns[: most - 1])


def test_a_capture_by_hand() -> None:
    """White's b3 may take a4 and c4, yet never go to b4 where a soldier stands before it."""
    game = game_of("breakthrough")
    line = "march:b2:b3 march:a5:a4 march:d2:d3 march:c5:c4 march:f2:f3 march:b5:b4"
    state = played(game, line)
    names = [game.name(m) for m in game.legal(state)]
    takes = [name for name in names if name.startswith("capture")]
    assert takes == ["capture:b3:a4", "capture:b3:c4", "capture:d3:c4"]
    assert "march:b3:b4" not in names
    board = board_of(game, played(game, f"{line} capture:b3:c4 capture:d5:c4"))
    assert board["c4"] == "black"
    assert {"b3", "d5"}.isdisjoint(board)
    assert sorted(board.values()) == ["black"] * 11 + ["white"] * 11


def test_a_soldier_on_the_far_rank_wins() -> None:
    game = game_of("breakthrough")
    state = played(
        game,
        "march:a2:a3 march:f5:f4 march:a3:a4 march:f4:f3 capture:a4:b5 march:f6:f5 capture:b5:a6",
    )
    assert game.actor(state) == OVER
    assert game.winner(state) == "white"
    assert game.returns(state) == {"white": 1, "black": -1}


@BOTH
def test_whole_games_go_as_by_the_dictionary(evaluator: str) -> None:
    game = game_of("breakthrough", evaluator=evaluator)
    draw = random.Random(4)
    for _ in range(40 if evaluator == "compiled" else 4):
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
