"""Bots that search: they try moves out on what their seat may believe, and say what they weighed.

Such a bot decides from what its seat was told and from the seed alone: it never looks at the state
that it is given, and its draws come from streams that are named after what it was told. So
positions that its seat cannot tell apart have the same choice, and a game that is resumed goes on
alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from game.bots.belief import Belief, Unbelievable
from game.bots.doctrine import choose_by_doctrine
from game.bots.manners import Manner
from game.bots.memory import Beliefs
from game.bots.playouts import ways
from game.bots.rollouts import RolloutSearch
from game.bots.search import TreeSearch
from game.bots.solver import Solver
from game.bots.weighed import SURELY
from game.bots.words import name, reason, worth_text
from game.catalogue import phrase
from game.engine import Game, State
from game.engine.generator import Generator
from game.table.bot import BotChoice, Recall, Weighed, work_on

#: A tree is searched in so many batches, between which it can be stopped.
_BATCHES = 8
#: So many times as many positions as trials are gone through where that is all that can follow.
_POSITIONS = 8
#: A tree pays where each move can be answered by each so many times.
_REPLIES = 2


class Thinking:
    """One decision of a seat, weighed step by step; it can be stopped at any time between two.

    Attributes:
        game: the game.
        seat: who is to move.
        manner: how moves are weighed.
        seen: what the seat sees, as a state to ask the game about.
    """

    def __init__(
        self,
        game: Game,
        seat: str,
        manner: Manner,
        told: Recall,
        rng: Generator,
        beliefs: Beliefs,
        held: int | None = None,
    ) -> None:
        """Weigh nothing yet.

        Args:
            game: the game.
            seat: who is to move.
            manner: how moves are weighed.
            told: what the seat was told so far.
            rng: its seed fixes what is drawn.
            beliefs: what is believed already; they learn what is new.
            held: a move that is weighed to the end, whatever it comes to; without replies then.
        """
        self.game, self.seat, self.manner = game, seat, manner
        moves = told.moves()
        view = moves[-1][1] if moves else game.observe(game.new_game(told.played), seat)
        self.seen: State = bytearray(view.masked)
        self._told, self._rng, self._beliefs, self._held = told, rng, beliefs, held
        self._search: RolloutSearch | TreeSearch | None = None
        self._solved: list[Weighed] = []
        self._unbelievable = False

    @cached_property
    def legal(self) -> list[int]:
        """The legal moves."""
        return self.game.legal(self.seen)

    @cached_property
    def advised(self) -> BotChoice:
        """What the doctrine does here."""
        lots = self._rng.named(f"advice {self.seat} {len(self._told.moves())}")
        return choose_by_doctrine(self.game, bytearray(self.seen), self.seat, lots)

    def steps(self) -> Iterator[int]:
        """Weigh the moves; after each step it is told how many trials were made."""
        if len(self.legal) < 2 or self._solve():
            return
        try:
            belief, word = self._beliefs.of(self.game, self.seat, self._told, self._rng)
        except Unbelievable:
            self._unbelievable = True
            return
        rng = self._rng.named(f"search {self.manner.name} {self.seat} {word}")
        belief.rng = rng
        duel, replies = len(self.game.seats) == 2, _REPLIES * len(self.legal) ** 2
        if self._held is None and self.manner.deep and duel and replies <= self.manner.trials:
            yield from self._tree(belief, rng)
        else:
            yield from self._rollouts(belief, rng)

    def _solve(self) -> bool:
        """Whether all that can follow is so little that it was gone through."""
        game = self.game
        ends_itself = game.cap is not None or game.repetition is not None
        if not self.manner.deep or game.secrets or ends_itself or self._held is not None:
            return False
        solver = Solver(game, _POSITIONS * self.manner.trials)
        found = solver.moves(self.seen, self.seat)
        if found is None:
            return False
        advised = self.advised.move_id

        def told(move: int, worth: float) -> Weighed:
            beside = found.get(advised, worth)
            better = 0.0 if worth == beside else SURELY if worth > beside else -SURELY
            return Weighed(move, solver.positions, worth, worth, worth, better)

        ranked = sorted(found.items(), key=lambda each: (-each[1], each[0] != advised, each[0]))
        self._solved = [told(move, worth) for move, worth in ranked]
        return True

    def _tree(self, belief: Belief, rng: Generator) -> Iterator[int]:
        tree = self._search = TreeSearch(self.game, belief, rng, ways(self.game))
        for _ in range(_BATCHES):
            tree.run(-(-self.manner.trials // _BATCHES))
            yield tree.trials

    def _rollouts(self, belief: Belief, rng: Generator) -> Iterator[int]:
        bots, advised = ways(self.game), self.advised.move_id
        found = self._search = RolloutSearch(
            self.game, self.seat, belief, rng, bots, self.legal, advised, self.manner, self._held
        )
        for _ in found.rounds(self.manner.trials):
            yield found.trials

    @property
    def weighed(self) -> Sequence[Weighed]:
        """The moves that were tried so far, the one to take first."""
        if self._solved:
            return self._solved
        found = () if self._search is None else self._search.weighed()
        return [each for each in found if each.trials and each.move in self.legal]

    def better(self, move: int, beside: int) -> float | None:
        """By how many standard errors a move is better than another, trial by trial.

        None where it cannot be told: in a tree, or of what was tried too little.
        """
        search = self._search
        return search.better(move, beside) if isinstance(search, RolloutSearch) else None

    def choice(self) -> BotChoice:
        """Choose by what was found so far."""
        if len(self.legal) == 1:
            return BotChoice(self.legal[0], phrase("bots.only_move"))
        if self._unbelievable:
            why = phrase("bots.unbelievable", why=self.advised.why)
            return BotChoice(self.advised.move_id, why)
        weighed = tuple(self.weighed)
        if not weighed:
            return self.advised
        if self._solved:
            move, worth = name(self.game, weighed[0].move), worth_text(weighed[0].worth)
            why = phrase("bots.solved", count=weighed[0].trials, move=move, worth=worth)
            return BotChoice(weighed[0].move, why, weighed)
        why = reason(self.game, weighed, self.advised.move_id)
        return BotChoice(weighed[0].move, why, weighed)


class SearchBot:
    """A bot that thinks before each move, in one manner."""

    def __init__(self, manner: Manner) -> None:
        """Believe nothing yet.

        Args:
            manner: how it weighs its moves.
        """
        self._manner, self._beliefs = manner, Beliefs()

    def __call__(
        self, game: Game, state: State, seat: str, rng: Generator, told: Recall, /
    ) -> BotChoice:
        """Choose a move, from what the seat was told alone; see `Bot`."""
        thinking = self.begin(game, seat, rng, told)
        work_on(thinking, lambda: False)
        return thinking.choice()

    def begin(self, game: Game, seat: str, rng: Generator, told: Recall, /) -> Thinking:
        """Begin a decision that may be ended between two steps; see `AnytimeBot`."""
        return Thinking(game, seat, self._manner, told, rng, self._beliefs)
