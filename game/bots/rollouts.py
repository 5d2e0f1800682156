"""A search by rollouts: what each move comes to when the doctrine plays on from there.

All moves are tried in the same states with the same seeds of chance, so that they are told apart by
what they do and not by their luck (common random numbers). What does worse is dropped round by
round, so that most trials go to moves that are close (sequential halving: Z. Karnin, T. Koren and
O. Somekh, "Almost optimal exploration in multi-armed bandits", 2013). One move better and then the
doctrine again is the improvement of G. Tesauro and G. Galperin, "On-line policy improvement using
Monte-Carlo search", 1996: made at each decision anew, it is far stronger than the doctrine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from game.bots.belief import Belief
from game.bots.manners import Manner
from game.bots.playouts import ends
from game.bots.weighed import paired, weighed
from game.engine import Game, IllegalMove, ScriptError, State
from game.engine.generator import Generator
from game.table.bot import Weighed

#: So many trials are made between two moments at which they can be stopped.
_AT_ONCE = 64


class RolloutSearch:
    """Rollouts for one seat's decision."""

    def __init__(
        self,
        game: Game,
        seat: str,
        belief: Belief,
        rng: Generator,
        bots: Mapping[str, str],
        moves: Sequence[int],
        advised: int | None,
        manner: Manner,
        held: int | None = None,
    ) -> None:
        """Try nothing yet.

        Args:
            game: the game.
            seat: who is to move.
            belief: what it believes.
            rng: draws states and seeds.
            bots: by seat who plays a trial to its end.
            moves: the legal moves.
            advised: the one that the doctrine advises, if it does.
            manner: how moves are weighed.
            held: a move that is looked at and tried to the end as the advised one is.
        """
        self._game, self._seat, self._belief, self._rng = game, seat, belief, rng
        self._bots, self._advised, self._manner = bots, advised, manner
        #: What others are measured by is tried as often as they are.
        self._fixed = [move for move in (advised, held) if move is not None]
        self._found: dict[int, list[float | None]] = {move: [] for move in self._noticed(moves)}
        self.trials = 0

    def _noticed(self, moves: Sequence[int]) -> list[int]:
        """The moves that are looked at: all, or so many by lot."""
        # What is tried once at most tells little; the advised one is always looked at.
        few = max(2, self._manner.trials // 2)
        notice, left, found = self._manner.notice, list(moves), list[int]()
        if len(left) <= min(few, notice or few):
            return left
        if notice is None:
            found = [move for move in left if move in self._fixed]
            left = [move for move in left if move not in self._fixed]
        while len(found) < (notice or few):
            found.append(left.pop(self._rng.below(len(left))))
        return sorted(found)

    def rounds(self, trials: int) -> Iterator[None]:
        """Try moves, fewer in each round; stop at any time between two.

        Args:
            trials: how many in all, as nearly as they can be shared out.
        """
        alive = list(self._found)
        rounds = max(1, (len(alive) - 1).bit_length())
        for number in range(rounds):
            each = max(2 if number else 1, trials // (rounds * len(alive)))
            # So few at a time that whoever waits can stop soon, and enough to be played at once.
            few = max(1, _AT_ONCE // len(alive))
            for done in range(0, each, few):
                self._try(alive, min(few, each - done))
                yield
            alive.sort(key=self._rank, reverse=True)
            half = (len(alive) + 1) // 2
            alive = alive[:half] + [move for move in alive[half:] if move in self._fixed]

    def _rank(self, move: int) -> tuple[float, bool]:
        return self._value(self._told(move)), move == self._advised

    def _try(self, moves: Sequence[int], each: int) -> None:
        """Try some moves so often each, all in the same states by the same seeds."""
        pairs = [(self._belief.sample(), self._rng.below(1 << 62)) for _ in range(each)]
        starts: list[tuple[State, int]] = []
        for move in moves:
            for state, seed in pairs:
                after = bytearray(state)
                try:
                    self._game.apply(after, move)
                except (IllegalMove, ScriptError):
                    # In a state that no game comes to; the trial tells nothing then.
                    self._found[move].append(None)
                else:
                    self._found[move].append(0.0)
                    starts.append((after, seed))
        over = iter(ends(self._game, starts, self._bots))
        for move in moves:
            found = self._found[move]
            for at in range(len(found) - each, len(found)):
                if found[at] is not None:
                    found[at] = self._worth(next(over))
        self.trials += len(starts)

    def _worth(self, state: State | None) -> float | None:
        return None if state is None else float(self._game.return_of(state, self._seat))

    def _told(self, move: int) -> Weighed:
        """What is known of a move."""
        values = self._found[move]
        found = [value for value in values if value is not None]
        if not found:
            return Weighed(move, 0, *[float("-inf")] * 3)
        better = None if self._advised is None else self.better(move, self._advised)
        return weighed(move, found, better)

    def better(self, move: int, beside: int) -> float | None:
        """By how many standard errors a move is better than another, trial by trial."""
        if move == beside:
            return 0.0
        found = self._found
        return paired(found[move], found[beside]) if {move, beside} <= found.keys() else None

    def _value(self, told: Weighed) -> float:
        """What a move is worth in this manner."""
        lean = self._manner.lean
        return told.worth + abs(lean) * (told.low if lean < 0 else told.high)

    def weighed(self) -> list[Weighed]:
        """Return the moves that were tried, the one to take first.

        The advised one comes first unless another is surely enough better.
        """
        tried = [self._told(move) for move, found in self._found.items() if found]
        most = max((told.trials for told in tried), default=0)
        # What was dropped early was found worse; what luck it had in few trials tells nothing.
        tried.sort(key=lambda told: (2 * told.trials > most, self._value(told)), reverse=True)
        first = next((told for told in tried if told.move == self._advised), None)
        if first is not None and first is not tried[0]:
            surely = tried[0].better
            if surely is not None and surely < self._manner.faith and self._manner.lean == 0:
                tried.remove(first)
                tried.insert(0, first)
        return tried
