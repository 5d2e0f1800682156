"""Plays whole games between bots in a module: the same that sittings with their seeds play."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from game.engine.evaluator import PlayedGame, Starts
from game.engine.generator import stream_of
from game.engine.interpret import State
from game.engine.wasm.games import AT_RANDOM, BATCH, STREAMS, write_games
from game.engine.wasm.machine import CompiledModule, Machine, Trapped
from game.rules.program import Program
from game.rules.reserved_words import RANDOM

_MASK = (1 << 64) - 1


def games_of(program: Program) -> CompiledModule:
    """Compile the module that plays whole games."""
    return CompiledModule(write_games(program, program.decls.doctrines))


class Simulator:
    """Plays games of one program; not for two threads at once."""

    def __init__(self, program: Program, code: CompiledModule) -> None:
        """Ready a machine.

        Args:
            program: the program.
            code: what `games_of` made of it.
        """
        self._seats = program.symbols.sets["seat"].ids
        self._variants = program.decls.doctrines
        self._size = program.size
        self._machine = Machine(code)
        self._play = self._machine.call["play"]
        room = self._machine.room
        self._starts, self._policy = room("starts"), room("policy", "i")
        self._seeds, self._counts = room("seeds", "Q"), room("counts", "i")
        self._ends, self._done = room("ends"), room("done", "i")
        self._under_way, self._kept = room("under way", "i"), room("kept", "Q")
        #: Whose turn it is to use the machine, where somebody else asks for games in between.
        self._turn = 0
        self._trace = room("trace", "i")
        streams = room("streams", "Q")
        for place, seat in enumerate(self._seats):
            for move in range(STREAMS):
                streams[place * STREAMS + move] = stream_of(f"bot {seat} {move}")

    def play(self, starts: Starts, bots: Mapping[str, str], traced: bool) -> Iterator[PlayedGame]:
        """Play games from positions; see `Evaluator.games`."""
        if any(bot not in (RANDOM, *self._variants) for bot in bots.values()):
            return
        policies = [
            AT_RANDOM if bot == RANDOM else self._variants.index(bot)
            for bot in (bots.get(seat, RANDOM) for seat in self._seats)
        ]
        rest, batch = iter(starts), list[tuple[State, int]]()
        while True:
            batch += islice(rest, BATCH - len(batch))
            if not batch:
                return
            self._put_down(batch, policies)
            turn, done, goes_on = self._turn, 0, True
            while goes_on and turn == self._turn:
                goes_on = self._went_on(len(batch))
                played = [self._played(game, traced) for game in range(done, self._done[0])]
                done += len(played)
                yield from played
            if not done:
                return
            del batch[:done]

    def _put_down(self, batch: list[tuple[State, int]], policies: list[int]) -> None:
        """Ready the machine for games of these starts and seeds; what it was at is given up."""
        self._turn += 1
        for place, policy in enumerate(policies):
            self._policy[place] = policy
        size = self._size
        for place, (start, seed) in enumerate(batch):
            self._starts[place * size : (place + 1) * size] = start
            self._seeds[place] = seed & _MASK
        self._done[0] = self._under_way[0] = 0

    def _went_on(self, games: int) -> bool:
        """Play on for a moment; whether a game is under way then, and is to be gone on with."""
        try:
            self._play(games)
        except Trapped:
            return False
        decisions, chances = self._kept[2], self._kept[3]
        # Chance may fall for longer than anybody waits, and no seat is asked.
        return bool(self._under_way[0]) and decisions + chances < STREAMS

    def _played(self, game: int, traced: bool) -> PlayedGame:
        """What came of a game that ended."""
        state = bytearray(self._ends[game * self._size : (game + 1) * self._size])
        decisions, chances = self._counts[2 * game], self._counts[2 * game + 1]
        made, at = decisions + chances, 2 * game * STREAMS
        if not traced or made > STREAMS:
            return PlayedGame(state, decisions, chances)
        trace = self._trace[at : at + 2 * made].tolist()
        return PlayedGame(state, decisions, chances, tuple(trace[::2]), tuple(trace[1::2]))
