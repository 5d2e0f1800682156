"""Information-set Monte Carlo tree search: what a seat's moves come to, tried out many times.

Each trial begins in a state that the seat holds possible, goes down a tree by the moves that were
promising so far, and is played to its end by the doctrine in the compiled program. A node is what
the seat to move may know, so that seats do not act on what they cannot see, whichever state the
trial began in (P. I. Cowling, E. J. Powley and D. Whitehouse, "Information Set Monte Carlo Tree
Search", IEEE TCIAIG 4 (2), 2012). Moves are chosen by worth and by a prior, which the doctrine
gives (the rule of C. D. Rosin, "Multi-armed bandits with episode context", 2011, as AlphaZero has
it). Only roots and plain arithmetic are used, so that a seed gives the same move everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from math import sqrt

import attrs

from game.bots.belief import Belief
from game.bots.playouts import ends
from game.bots.weighed import apart, weighed
from game.engine import CHANCE, OVER, Game, IllegalMove, NoLegalMove, ScriptError, State
from game.engine.generator import Generator
from game.rules.declare.records import DOCTRINE
from game.table.bot import Weighed

#: How much a move's prior counts beside what it came to, in shares of the span of returns.
EXPLORE = 1.0
#: The share of the prior that the doctrine's own move has; the others have the rest alike.
ADVISED = 0.4


@attrs.define(slots=True)
class _Arm:
    """A move from a node: how often it was there and tried, what it came to, and the sum of it."""

    there: int = 0
    trials: int = 0
    total: float = 0.0
    found: list[float] = attrs.Factory(list)


@attrs.define(slots=True)
class _Node:
    """What a seat to move may know, with the moves that it had there."""

    advised: int
    arms: dict[int, _Arm] = attrs.Factory(dict)
    trials: int = 0
    total: float = 0.0


class TreeSearch:
    """A tree of trials for one seat's decision."""

    def __init__(
        self,
        game: Game,
        belief: Belief,
        rng: Generator,
        bots: Mapping[str, str],
    ) -> None:
        """Begin with no trial.

        Args:
            game: the game.
            belief: of the seat that is to move.
            rng: draws states, outcomes of chance and seeds.
            bots: by seat who plays a trial to its end: `random` or a way of the doctrine.
        """
        self._game, self._belief, self._rng, self._bots = game, belief, rng, bots
        self._nodes: dict[tuple[str, bytes], _Node] = {}
        self._root: _Node | None = None
        #: Of each seat's returns so far: how many, their sum, and that of their squares.
        self._spread: dict[str, tuple[int, float, float]] = dict.fromkeys(game.seats, (0, 0.0, 0.0))
        self.trials = 0

    def run(self, trials: int) -> None:
        """Try so many times more."""
        for _ in range(trials):
            # A state that no game comes to may break a promise of the rules: it tells nothing.
            with suppress(IllegalMove, NoLegalMove, ScriptError):
                self._trial(self._belief.sample())

    def weighed(self) -> list[Weighed]:
        """The moves of the seat, the most tried first."""
        if self._root is None:
            return []
        arms, advised = self._root.arms, self._root.advised
        beside = arms[advised].found if advised in arms else ()
        told = [
            weighed(move, arm.found, 0.0 if move == advised else apart(arm.found, beside))
            for move, arm in arms.items()
            if arm.trials
        ]
        return sorted(told, key=lambda w: (-w.trials, -w.worth, w.move))

    def _trial(self, state: State) -> None:
        game = self._game
        self.trials += 1
        path: list[tuple[str, _Node, _Arm]] = []
        while (actor := game.actor(state)) != OVER:
            if actor == CHANCE:
                game.apply(state, self._rng.weighted(game.chance(state)))
                continue
            legal = game.legal(state)
            root = self._root is None or not path
            if len(legal) == 1 and not root:
                game.apply(state, legal[0])
                continue
            node, new = self._node(state, str(actor), legal, root)
            if new and not root:
                break
            move = self._choice(str(actor), node, legal)
            path.append((str(actor), node, node.arms[move]))
            game.apply(state, move)
        returns = self._played_out(state)
        if returns is None:
            return
        for seat, (count, total, squares) in self._spread.items():
            found = float(returns[seat])
            self._spread[seat] = (count + 1, total + found, squares + found * found)
        for seat, node, arm in path:
            worth = float(returns[seat])
            arm.trials += 1
            arm.total += worth
            arm.found.append(worth)
            node.trials += 1
            node.total += worth

    def _node(self, state: State, seat: str, legal: list[int], root: bool) -> tuple[_Node, bool]:
        """The node of what a seat may know, and whether it is new."""
        if root and self._root is not None:
            node, new = self._root, False
        else:
            key = (seat, self._game.observe(state, seat).key)
            found = self._nodes.get(key)
            new = found is None
            node = self._nodes[key] = found or _Node(self._advised(state, seat, legal))
            if root:
                self._root = node
        arms = node.arms
        for move in legal:
            if move not in arms:
                arms[move] = _Arm()
        return node, new

    def _advised(self, state: State, seat: str, legal: list[int]) -> int:
        """The doctrine's move, or -1 where it has none."""
        variant = self._bots.get(seat, DOCTRINE)
        if variant not in self._game.rules.doctrines:
            return -1
        advice = self._game.doctrine(state, seat, variant)
        return -1 if advice is None or advice.move_id not in legal else advice.move_id

    def _choice(self, seat: str, node: _Node, legal: list[int]) -> int:
        """The most promising of the legal moves."""
        arms, count = node.arms, len(legal)
        advised = node.advised in legal
        rest = (1.0 - ADVISED * advised) / count
        mean = node.total / node.trials if node.trials else 0.0
        bold = EXPLORE * self._deviation(seat)
        best, move = float("-inf"), legal[0]
        for each in legal:
            arm = arms[each]
            arm.there += 1
            prior = rest + ADVISED * (each == node.advised)
            worth = arm.total / arm.trials if arm.trials else mean
            value = worth + bold * prior * sqrt(arm.there * count) / (1 + arm.trials)
            if value > best:
                best, move = value, each
        return move

    def _deviation(self, seat: str) -> float:
        """How far the returns of a seat lie from their mean."""
        count, total, squares = self._spread[seat]
        mean = total / max(count, 1)
        return sqrt(max(squares / max(count, 1) - mean * mean, 1e-6))

    def _played_out(self, state: State) -> Mapping[str, int] | None:
        """What a game comes to from here for each seat."""
        if self._game.actor(state) == OVER:
            return self._game.returns(state)
        over = ends(self._game, [(state, self._rng.below(1 << 62))], self._bots)[0]
        return None if over is None else self._game.returns(over)
