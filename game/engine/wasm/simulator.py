"""Plays whole games between bots in a module: the same that sittings with their seeds play."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from game.engine.evaluator import PlayedGame
from game.engine.generator import stream_of
from game.engine.interpret import State
from game.engine.wasm.games import AT_RANDOM, BATCH, STREAMS, write_games
from game.engine.wasm.machine import CompiledModule, Machine, Trapped
from game.rules.program import Program

_MASK = (1 << 64) - 1
#: The bot that plays at random.
RANDOM = "random"


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
        self._start, self._policy = room("start"), room("policy", "i")
        self._seeds, self._counts = room("seeds", "Q"), room("counts", "i")
        self._ends, self._done = room("ends"), room("done", "i")
        streams = room("streams", "Q")
        for place, seat in enumerate(self._seats):
            for move in range(STREAMS):
                streams[place * STREAMS + move] = stream_of(f"bot {seat} {move}")

    def play(self, start: State, seeds: range, bots: Mapping[str, str]) -> Iterator[PlayedGame]:
        """Play games from a position; see `Evaluator.games`."""
        if any(bot not in (RANDOM, *self._variants) for bot in bots.values()):
            return
        self._start[:] = start
        for place, seat in enumerate(self._seats):
            bot = bots.get(seat, RANDOM)
            self._policy[place] = AT_RANDOM if bot == RANDOM else self._variants.index(bot)
        while seeds:
            batch = seeds[:BATCH]
            for place, seed in enumerate(batch):
                self._seeds[place] = seed & _MASK
            self._done[0] = 0
            with suppress(Trapped):
                self._play(len(batch))
            done = self._done[0]
            if not done:
                return
            seeds = seeds[done:]
            for game in range(done):
                state = bytearray(self._ends[game * self._size : (game + 1) * self._size])
                yield PlayedGame(state, self._counts[2 * game], self._counts[2 * game + 1])
