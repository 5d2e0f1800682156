"""A game's path: its moves, its state, and what each seat remembers of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import copy
from typing import TypeAlias

import attrs

from game.engine.game import Game
from game.engine.interpret import State
from game.engine.line import LineOfPlay
from game.engine.view import View

#: What a seat was told of one move: its number, or None where it was not shown, and its view then.
Heard: TypeAlias = tuple[int | None, View]


@attrs.define
class _Memory:
    """What one seat was told: of each move whether it was shown, and the view after it.

    A view that shows the same as the one before is the same object, so that what did not change
    takes no room. It is put into words as far as somebody asked for them, which takes longest.
    """

    views: list[View]
    shown: bytearray = attrs.Factory(bytearray)
    words: list[str] = attrs.Factory(list)

    def copy(self) -> _Memory:
        """The same memory, to go on apart from it."""
        return _Memory(self.views[:], self.shown[:], self.words[:])


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

    def copy(self) -> History:
        """The same path, to go on apart from it."""
        made = copy(self)
        made.state, made.moves, made.line = self.state[:], self.moves[:], self.line.copy()
        made._asked = self._asked[:]
        made._memories = {seat: memory.copy() for seat, memory in self._memories.items()}
        return made

    def remembered(self, seat: str) -> Iterator[Heard]:
        """What a seat was told, in order: of each move its number if it was shown, and the view.

        First comes what it saw at the start, with no move.

        Args:
            seat: who remembers.

        >>> history = History(game, [game.id("play.call:heads")])
        >>> [(move, view.get("stake")) for move, view in history.remembered("blue")]
        [(None, 0), (None, 0)]
        """
        memory = self._memories[seat]
        yield None, memory.views[0]
        told = zip(self.moves, memory.shown, memory.views[1:], strict=True)
        yield from ((move if shown else None, view) for move, shown, view in told)

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
        memory, words = self._memories[seat], self._memories[seat].words
        if not words:
            words.append(" ".join(f"{name}={value}" for name, value in memory.views[0].items()))
        for number in range(len(words) - 1, len(self.moves)):
            words.append(self._told(memory, number))
        return " | ".join(words)

    def _told(self, memory: _Memory, number: int) -> str:
        """What a seat was told of a move, in words."""
        shown, before, view = memory.shown[number], *memory.views[number : number + 2]
        name = self.game.name(self.moves[number]) if shown else f"{self._asked[number]}:?"
        news = ""
        if view is not before:
            news = " ".join(f"{d.cell}={d.after}" for d in self.game.differences(before, view))
        return f"{name} {news}".strip()
