"""A game's path: its moves, its state, and what each seat remembers of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs

from game.engine.game import Game
from game.engine.interpret import State
from game.engine.line import LineOfPlay
from game.engine.view import View


@attrs.define
class _Memory:
    """What one seat was told: of each move whether it was shown, and the view after it.

    A view that shows the same as the one before is the same object, so that what did not change
    takes no room.
    """

    views: list[View]
    shown: bytearray = attrs.Factory(bytearray)


class History:
    """A start and the moves since, with perfect recall: each seat keeps all it was ever told.

    Views are kept as bytes and put into words when asked for.

    Attributes:
        game: the game.
        state: where it stands.
        moves: the moves so far.
        line: what of them counts toward an end that the game comes to by itself.
    """

    def __init__(self, game: Game, moves: Iterable[int] = (), played: Collection[str] = ()) -> None:
        """Stand at the start, and make some moves.

        Args:
            game: the game.
            moves: the numbers of the moves.
            played: the optional seats that somebody plays.

        Raises:
            IllegalMove: one of the moves may not be made.
        """
        self.game = game
        self.state: State = game.new_game(played)
        self.moves: list[int] = []
        self.line: LineOfPlay = game.line(self.state)
        self._asked: list[str] = []
        self._memories = {s: _Memory([game.observe(self.state, s)]) for s in game.seats}
        for move in moves:
            self.push(move)

    def push(self, move: int) -> None:
        """Make a move; raises IllegalMove and leaves the history as it was."""
        game, before = self.game, bytearray(self.state)
        game.apply(self.state, move)
        self.line.arrive(self.state)
        self.moves.append(move)
        point = game.pending(before)
        self._asked.append(f"{point.script}.{point.local}" if point.local else point.script)
        for seat, memory in self._memories.items():
            memory.shown.append(game.sees_move(before, seat, move))
            memory.views.append(game.observe(self.state, seat, memory.views[-1]))

    def information(self, seat: str) -> str:
        """All that a seat was told, in order: equal strings are one information state.

        A seat knows its own answers whatever others may see of them.

        Args:
            seat: who remembers.

        >>> history = History(game, [game.id("play.call:heads")])
        >>> history.information("red")
        'call=None stake=0 | play.call:heads call=heads'
        >>> history.information("blue")
        'stake=0 | play.call:?'
        """
        return " | ".join(self._told(seat))

    def _told(self, seat: str) -> Iterator[str]:
        memory = self._memories[seat]
        yield " ".join(f"{name}={value}" for name, value in memory.views[0].items())
        for number, (move, shown) in enumerate(zip(self.moves, memory.shown, strict=True)):
            name = self.game.name(move) if shown else f"{self._asked[number]}:?"
            before, view = memory.views[number], memory.views[number + 1]
            news = ""
            if view is not before:
                news = " ".join(f"{d.cell}={d.after}" for d in self.game.differences(before, view))
            yield f"{name} {news}".strip()
