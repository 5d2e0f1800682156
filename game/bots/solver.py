"""Going through all that can follow, where that is little: then nothing need be tried out."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine import CHANCE, OVER, Game, State

#: A line of play is followed so far at most.
_DEEPEST = 120


class _TooMuch(Exception):
    """More follows than is gone through."""


class Solver:
    """What positions of a game without secrets come to if each seat does its best."""

    def __init__(self, game: Game, most: int) -> None:
        """Know nothing yet.

        Args:
            game: the game; it hides nothing, and no line of play ends it by itself.
            most: how many positions are gone through at most.
        """
        self._game, self._most = game, most
        self._known: dict[bytes, Mapping[str, float]] = {}

    @property
    def positions(self) -> int:
        """How many positions were gone through."""
        return len(self._known)

    def moves(self, state: State, seat: str) -> dict[int, float] | None:
        """Return what each legal move comes to for the seat to move; None where that is too much.

        Args:
            state: the position, which stays as it is.
            seat: who is to move.
        """
        try:
            return {move: self._after(state, move, 0)[seat] for move in self._game.legal(state)}
        except _TooMuch:
            return None

    def _after(self, state: State, move: int, depth: int) -> Mapping[str, float]:
        after = bytearray(state)
        self._game.apply(after, move)
        return self._worth(after, depth + 1)

    def _worth(self, state: State, depth: int) -> Mapping[str, float]:
        key = bytes(state)
        if (known := self._known.get(key)) is not None:
            return known
        # A game that can come back to a position goes on deeper than this.
        if len(self._known) >= self._most or depth > _DEEPEST:
            raise _TooMuch
        game, actor = self._game, self._game.actor(state)
        if actor == OVER:
            found: Mapping[str, float] = game.returns(state)
        elif actor == CHANCE:
            outcomes = game.chance(state)
            whole = sum(weight for _, weight in outcomes)
            found = dict.fromkeys(game.seats, 0.0)
            for move, weight in outcomes:
                for seat, worth in self._after(state, move, depth).items():
                    found[seat] += worth * weight / whole
        else:
            ways = [self._after(state, move, depth) for move in game.legal(state)]
            found = max(ways, key=lambda worth: worth[str(actor)])
        self._known[key] = found
        return found
