"""Other engines to measure beside ours, each if it is installed, through its Python interface."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

OneGame = Callable[[Random], int]


def drawn(odds: Sequence[tuple[int, float]], point: float) -> int:
    """Return the outcome on which a point from 0 to 1 falls, given each outcome and its weight."""
    point *= sum(weight for _, weight in odds)
    for outcome, weight in odds:
        point -= weight
        if point < 0:
            return outcome
    return odds[-1][0]


def openspiel_game(pyspiel: Any, name: str) -> OneGame:
    """Random games of OpenSpiel by its Python interface; counts the decisions."""
    game = pyspiel.load_game(name)

    def play(random: Random) -> int:
        draw = random.random
        state, decisions = game.new_initial_state(), 0
        while not state.is_terminal():
            if state.is_chance_node():
                state.apply_action(drawn(state.chance_outcomes(), draw()))
            else:
                legal = state.legal_actions()
                state.apply_action(legal[int(draw() * len(legal))])
                decisions += 1
        return decisions

    return play


def _chess(chess: Any) -> OneGame:
    def play(random: Random) -> int:
        draw = random.random
        board, decisions = chess.Board(), 0
        # A random game may shuffle kings for long: 150 moves are enough to measure.
        while decisions < 150:
            legal = list(board.legal_moves)
            if not legal:
                break
            board.push(legal[int(draw() * len(legal))])
            decisions += 1
        return decisions

    return play


def peers() -> dict[str, OneGame]:
    """Return the peers that are installed.

    Returns:
        For each peer's name, a function that plays one random game with full lists of legal moves
        and returns the number of the players' decisions. Empty without `open_spiel` and `chess`.
    """
    found: dict[str, OneGame] = {}
    try:
        pyspiel = importlib.import_module("pyspiel")
    except ImportError:
        pass
    else:
        found["openspiel-backgammon"] = openspiel_game(pyspiel, "backgammon")
        found["openspiel-tic-tac-toe"] = openspiel_game(pyspiel, "tic_tac_toe")
    try:
        chess = importlib.import_module("chess")
    except ImportError:
        pass
    else:
        found["python-chess"] = _chess(chess)
    return found
