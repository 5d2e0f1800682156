"""How a game ended, and which invariants a state breaks."""

from __future__ import annotations

from game.engine.core import Core
from game.engine.interpret import State
from game.engine.view import decode
from game.rules.program import EndingCode


class Results:
    """The endings and invariants of one game."""

    def __init__(self, core: Core) -> None:
        self._core, self._program, self._seats = core, core.program, core.seats

    def ending(self, state: State) -> str | None:
        """The ending's id, or None while the game goes on."""
        return self._program.endings[state[2] - 1].id if state[2] else None

    def _winner(self, state: State) -> int:
        code = self._program.endings[state[2] - 1]
        if code.winner is not None:
            return int(self._core.evaluator.judged(code.winner, ())(state))
        return state[3] - 1

    def winner(self, state: State) -> str | None:
        """The winning seat, or None."""
        place = self._winner(state) if state[2] else -1
        return self._seats[place] if place >= 0 else None

    def returns(self, state: State) -> dict[str, int]:
        """Each seat's return, in the order of the seats; zeros while the game goes on."""
        if not state[2]:
            return dict.fromkeys(self._seats, 0)
        return {seat: self.return_of(state, place) for place, seat in enumerate(self._seats)}

    def return_of(self, state: State, place: int) -> int:
        """The return of the seat of a place; nought while the game goes on."""
        if not state[2]:
            return 0
        code = self._program.endings[state[2] - 1]
        if code.returns is not None:
            return int(self._core.evaluator.judged(code.returns, (code.seat,))(state, place))
        winner = self._winner(state)
        return 0 if winner < 0 else 1 if winner == place else -1

    def score(self, state: State, seat: str) -> int | None:
        """A seat's score in a finished game, if the ending declares one."""
        return self.score_by(self._program.endings[state[2] - 1], state, seat) if state[2] else None

    def score_by(self, code: EndingCode, state: State, seat: str) -> int | None:
        """A seat's score as an ending counts it, in any position; None where it declares none."""
        if code.score is None:
            return None
        value = self._core.evaluator.judged(code.score, (code.seat,))
        return int(value(state, self._seats.index(seat)))

    def verdict(self, state: State) -> str | None:
        """The verdict of a finished game, if the ending declares one."""
        if not state[2]:
            return None
        e = self._program.endings[state[2] - 1].verdict
        if e is None:
            return None
        found = decode(self._program, e.type, self._core.evaluator.judged(e, ())(state))
        return found if isinstance(found, str) else None

    def invariants(self, state: State) -> list[str]:
        """The ids of the declared invariants that do not hold in a state."""
        rows = self._program.invariants
        return [row[0] for n, row in enumerate(rows) if not self._core.evaluator.holds(n, state)]
