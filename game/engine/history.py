"""A game's path: its moves, its state, and what each seat remembers of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from game.engine.game import Game
from game.engine.interpret import State


class History:
    """A start and the moves since; owns perfect-recall information strings."""

    def __init__(self, game: Game, moves: Iterable[int] = (), played: Collection[str] = ()) -> None:
        self.game = game
        self.state: State = game.new_game(played)
        self.moves: list[int] = []
        self._told: dict[str, list[str]] = {s: [self._sight(s, {})] for s in game.seats}
        for move in moves:
            self.push(move)

    def _sight(self, seat: str, before: dict[str, object]) -> str:
        now = dict(self.game.observe(self.state, seat).items())
        return " ".join(f"{k}={v}" for k, v in now.items() if k not in before or before[k] != v)

    def push(self, move: int) -> None:
        """Make a move; raises IllegalMove."""
        game, before = self.game, bytearray(self.state)
        pause = game.pending(before)
        game.apply(self.state, move)
        self.moves.append(move)
        for seat in game.seats:
            shown = game.sees_move(before, seat, move)
            name = game.name(move) if shown else f"{pause.script}.{pause.local}:?"
            old = dict(game.observe(before, seat).items())
            self._told[seat].append(f"{name} {self._sight(seat, dict(old))}".strip())

    def information(self, seat: str) -> str:
        """All that a seat was told, in order: equal strings are one information state."""
        return " | ".join(self._told[seat])
