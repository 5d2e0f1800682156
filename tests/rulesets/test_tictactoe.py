"""Tic-tac-toe on our engine against the numbers everybody knows and a solver written without it."""

from __future__ import annotations

from functools import cache

import pytest

from game.engine import OVER, CellValue, Game
from tests.rulesets.walk import complete_games, game_of, positions, value

LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
BOTH = pytest.mark.parametrize(
    "evaluator", ["compiled", pytest.param("interpreted", marks=pytest.mark.long)]
)


def won(board: str) -> bool:
    """Is there a full line of one mark on the board?"""
    return any(board[a] == board[b] == board[c] != "." for a, b, c in LINES)


def boards() -> dict[str, int]:
    """Return every reachable board, with the number of complete games that continue from it."""

    @cache
    def games(board: str) -> int:
        seen.add(board)
        if won(board) or "." not in board:
            return 1
        mark = "x" if board.count("x") == board.count("o") else "o"
        return sum(games(board[:i] + mark + board[i + 1 :]) for i in range(9) if board[i] == ".")

    seen: set[str] = set()
    games("." * 9)
    return {board: games(board) for board in seen}


def board_of(game: Game, key: bytes) -> str:
    """Read a position of ours as a string of nine marks."""
    state = bytearray(key)
    marks: dict[CellValue, str] = {"cross": "x", "nought": "o", None: "."}
    return "".join(marks[game.value(state, "owner", cell)] for cell in game.members("cell"))


def test_the_oracle_knows_the_known_numbers() -> None:
    table = boards()
    assert len(table) == 5478
    assert table["." * 9] == 255168


@BOTH
def test_positions(evaluator: str) -> None:
    game = game_of("tic-tac-toe", evaluator=evaluator)
    assert len(positions(game)) == 5478


@BOTH
def test_complete_games(evaluator: str) -> None:
    assert complete_games(game_of("tic-tac-toe", evaluator=evaluator)) == 255168


def test_best_play_is_a_draw() -> None:
    game = game_of("tic-tac-toe")
    assert value(game, 0) == 0
    assert value(game, 1) == 0


def test_every_position_is_one_board_with_its_moves_and_result() -> None:
    game = game_of("tic-tac-toe")
    table = boards()
    found = positions(game)
    assert {board_of(game, key) for key in found} == table.keys()
    for key in found:
        state, board = bytearray(key), board_of(game, key)
        if won(board) or "." not in board:
            assert game.actor(state) == OVER
            crosses = board.count("x") > board.count("o")
            expected = (0, 0) if not won(board) else (1, -1) if crosses else (-1, 1)
            assert tuple(game.returns(state).values()) == expected
            assert game.winner(state) == (
                None if not won(board) else "cross" if crosses else "nought"
            )
        else:
            assert game.actor(state) == game.seats[board.count("x") - board.count("o")]
            free = [
                cell for cell, mark in zip(game.members("cell"), board, strict=True) if mark == "."
            ]
            assert [game.name(move) for move in game.legal(state)] == sorted(
                f"place:{c}" for c in free
            )


def test_a_taken_square_is_explained() -> None:
    game = game_of("tic-tac-toe")
    state = game.new_game()
    game.apply(state, game.id("place:b2"))
    verdict = game.explain(state, game.id("place:b2"))
    assert not verdict.legal
    failed = [clause for clause in verdict.clauses if not clause.held]
    assert [clause.id for clause in failed] == ["free"]
    assert failed[0].say == "That square is taken by Cross."
    assert game.explain(state, game.id("place:a1")).legal


def test_doctrine_takes_the_centre_then_a_corner() -> None:
    game = game_of("tic-tac-toe")
    state = game.new_game()
    advice = game.doctrine(state, "cross")
    assert advice is not None
    assert (game.name(advice.move_id), advice.row) == ("place:b2", "centre")
    game.apply(state, advice.move_id)
    game.apply(state, game.id("place:a1"))
    advice = game.doctrine(state, "cross")
    assert advice is not None
    # Three corners are left, each on three lines; the smallest id among them is a3.
    assert (game.name(advice.move_id), advice.row) == ("place:a3", "busy_lines")
    assert game.doctrine(state, "nought") is None
