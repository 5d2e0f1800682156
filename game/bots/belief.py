"""What a seat may believe: the states that all it was told allows, each as likely as it is.

A state that was held possible goes on by every move that could have been made in it; those whose
view is not the one that the seat had then are given up. This is the posterior by Bayes' rule, exact
while the states are few. When there are more than are kept, so many are drawn by their weight, as a
particle filter does (N. J. Gordon, D. J. Salmond and A. F. M. Smith, "Novel approach to
nonlinear/non-Gaussian Bayesian state estimation", IEE Proceedings F 140 (2), 1993), with the
systematic resampling of G. Kitagawa (1996). What was answered in secret is often seen soon after;
answers that fit it are drawn more often and count less each (M. K. Pitt and N. Shephard, "Filtering
via simulation: auxiliary particle filters", 1999).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TypeAlias

import attrs

from game.engine import CHANCE, OVER, Game, Heard, State, View
from game.engine.generator import Generator
from game.table import BY_HAND

#: How likely a seat answers: gives a share for each of some legal moves, above nought.
Habit: TypeAlias = Callable[[Game, State, str, Sequence[int]], Sequence[float]]

#: What an answer loses in the drawing for each byte that is other than is seen soon after, and what
#: it keeps at least.
_MISS, _LEAST = 0.002, 1e-9
#: So many moves are looked ahead for that, from so many of the states.
_AHEAD, _ASKED = 10, 2
#: Shares are drawn by in so many parts.
_FINE = 1 << 24
#: So many times as many states as are kept are looked at before they are drawn from.
_WIDE = 40


class Unbelievable(ValueError):
    """No state is left that what a seat was told allows, among those that were kept."""


def any_move_alike(_game: Game, _state: State, _seat: str, legal: Sequence[int]) -> Sequence[float]:
    """Hold every legal move of another seat as likely as any."""
    return [1.0] * len(legal)


@attrs.frozen
class _Step:
    """What was told of one move, and what is seen after it: which bytes, and what stands there."""

    told: int | None
    view: View
    mask: int
    shown: int

    @classmethod
    def of(cls, told: int | None, view: View) -> _Step:
        """What was told of a move."""
        mask = int.from_bytes(view.mask, "little") * 255
        return cls(told, view, mask, int.from_bytes(view.masked, "little") & mask)

    def apart(self, state: State) -> int:
        """The bytes that are seen and are other in a state, as a number; it may show others too."""
        return int.from_bytes(state, "little") & self.mask ^ self.shown


@attrs.define
class _Held:
    """A state that is held possible.

    Attributes:
        weight: how likely it is.
        fit: how well it fits what is told besides, as far as is known: it goes into drawing.
    """

    weight: float
    fit: float


class Belief:
    """The states that one seat holds possible.

    Attributes:
        game: the game.
        seat: who believes.
        moves: how many moves it was told of.
        exact: whether no state was left out so far.
        rng: what it draws from.
        mended: how often no state that was kept allowed what happened, and what was seen was laid
            over those that were.
    """

    def __init__(
        self,
        game: Game,
        seat: str,
        rng: Generator,
        played: Collection[str] = (),
        most: int = 256,
        habit: Habit = any_move_alike,
    ) -> None:
        """Believe what is known before the first move.

        Args:
            game: the game.
            seat: who believes.
            rng: draws states.
            played: the optional seats that somebody plays.
            most: how many states are kept.
            habit: how the other seats are held to answer.
        """
        self.game, self.seat = game, seat
        self.moves, self.exact, self.mended = 0, True, 0
        self._start = bytes(game.new_game(played))
        self._held = {self._start: _Held(1.0, 1.0)}
        self._steps: list[_Step] = []
        self._shares: list[tuple[int, int]] | None = None
        self._keys: list[bytes] = []
        self.rng, self._most, self._habit = rng, most, habit

    @property
    def states(self) -> list[tuple[State, float]]:
        """The states, with their shares, which add up to 1."""
        return [(bytearray(key), held.weight) for key, held in self._held.items()]

    def tell(self, told: Iterable[Heard]) -> None:
        """Learn what happened next; the more at once, the better is known what to keep.

        Args:
            told: of each move its number if it was shown, and the view after it.

        Raises:
            Unbelievable: no state that is kept allows it, and none like them.
        """
        self._steps += [_Step.of(move, view) for move, view in told]
        while self.moves < len(self._steps):
            step = self._steps[self.moves]
            self._learn(step, self._steps[self.moves + 1 : self.moves + 1 + _AHEAD])
            self.moves += 1
        for held in self._held.values():
            held.fit = 1.0

    def sample(self) -> State:
        """Draw a state by its share; a copy that the caller may change."""
        if self._shares is None:
            shares = [max(1, round(held.weight * _FINE)) for held in self._held.values()]
            self._shares, self._keys = list(enumerate(shares)), list(self._held)
        return bytearray(self._keys[self.rng.weighted(self._shares)])

    def _point(self) -> float:
        """A number between 0 and 1."""
        return (self.rng.below(1 << 30) + 0.5) / (1 << 30)

    def _learn(self, step: _Step, soon: Sequence[_Step]) -> None:
        if step.told == BY_HAND:
            self.exact = False
        answers = [self._answers(bytearray(key), step.told) for key in self._held]
        ways = sum(len(shares) for shares in answers)
        hints: Mapping[int, float] = {}
        if step.told is None and ways > self._most:
            hints = self._hints(answers, step, soon)
        found: dict[bytes, _Held] = {}
        for (state, held), shares in zip(self._held.items(), answers, strict=True):
            taken = shares
            if ways > _WIDE * self._most and len(shares) > 1:
                taken = self._few(shares, hints, max(1, _WIDE * self._most // len(answers)))
            for move, share in taken:
                after = bytearray(state)
                self.game.apply(after, move)
                if step.apart(after):
                    continue
                fit = max(held.fit * hints.get(move, 1.0), _LEAST)
                known = found.setdefault(bytes(after), _Held(0.0, fit))
                known.weight += held.weight * share
                known.fit = max(known.fit, fit)
        many = len(found) > self._most
        kept = self._alike(step.view, self._drawn(found) if many else found)
        if many and not kept:
            kept = self._alike(step.view, found)
            kept = self._drawn(kept) if len(kept) > self._most else kept
        self.exact = self.exact and not many and ways <= _WIDE * self._most
        if not kept and not self.exact:
            self.mended += 1
            kept = self._alike(step.view, self._laid(step))
        if not kept:
            raise Unbelievable(f"no state of {len(self._held)} allows move {self.moves + 1}")
        self._held, self._shares = kept, None
        self._add_up()

    def _laid(self, step: _Step) -> dict[bytes, _Held]:
        """States like those that were held, with what the seat sees now laid over them.

        Of what may have been done in each, that is taken which comes nearest to what is seen.
        Whether any game comes to such a state is not known, but all that the seat knows holds in
        it, and what it does not see is as it may well be.

        Args:
            step: what no state that was kept allows, or what somebody changed by hand.
        """
        hidden = (1 << 8 * len(self._start)) - 1 & ~step.mask
        found: dict[bytes, _Held] = {}
        for key, held in self._held.items():
            nearest, least = key, len(key) + 1
            told = step.told
            for move, _ in () if told == BY_HAND else self._answers(bytearray(key), told):
                after = bytearray(key)
                self.game.apply(after, move)
                apart = len(key) - step.apart(after).to_bytes(len(key), "little").count(0)
                if apart < least:
                    nearest, least = bytes(after), apart
            laid = int.from_bytes(nearest, "little") & hidden | step.shown
            state = laid.to_bytes(len(key), "little")
            found.setdefault(state, _Held(0.0, 1.0)).weight += held.weight
        return found

    def _add_up(self) -> None:
        """Make the weights add up to 1."""
        total = sum(held.weight for held in self._held.values())
        for held in self._held.values():
            held.weight /= total

    def _answers(self, state: State, told: int | None) -> list[tuple[int, float]]:
        """The moves that may have been made, with how likely each was there."""
        actor = self.game.actor(state)
        if actor == OVER:
            return []
        if actor == CHANCE:
            outcomes = self.game.chance(state)
            whole = sum(weight for _, weight in outcomes)
            shares = [(move, weight / whole) for move, weight in outcomes]
        else:
            legal = self.game.legal(state)
            if actor == self.seat:
                # Its own reasons tell it nothing new.
                shares = [(move, 1.0) for move in legal]
            else:
                weights = self._habit(self.game, state, actor, legal)
                total = sum(weights)
                shares = [(move, w / total) for move, w in zip(legal, weights, strict=True)]
        if told is None:
            return shares
        return [(move, share) for move, share in shares if move == told]

    def _alike(self, view: View, found: dict[bytes, _Held]) -> dict[bytes, _Held]:
        """The states of which the seat has that view."""
        observe, seat = self.game.observe, self.seat
        # The view itself comes back where it shows the same.
        return {
            key: held for key, held in found.items() if observe(bytearray(key), seat, view) is view
        }

    def _few(
        self, shares: list[tuple[int, float]], hints: Mapping[int, float], count: int
    ) -> list[tuple[int, float]]:
        """So many answers, drawn by how likely they are and fit, with shares that stay true."""
        wanted = [share * hints.get(move, 1.0) for move, share in shares]
        drawn: dict[int, float] = {}
        for at in self._combed(wanted, count):
            move, share = shares[at]
            drawn[move] = drawn.get(move, 0.0) + sum(wanted) * share / (wanted[at] * count)
        return list(drawn.items())

    def _drawn(self, found: dict[bytes, _Held]) -> dict[bytes, _Held]:
        """As many states as are kept, drawn by their weight and by how well they fit what comes."""
        states = list(found.items())
        kept: dict[bytes, _Held] = {}
        for at in self._combed([held.weight * held.fit for _, held in states], self._most):
            key, held = states[at]
            known = kept.setdefault(key, _Held(0.0, held.fit))
            known.weight += 1.0 / held.fit
        return kept

    def _combed(self, weights: Sequence[float], count: int) -> Iterable[int]:
        """So many places, drawn by their weights: a comb of teeth laid over them end to end."""
        ends = list(accumulate(weights))
        step = ends[-1] / count
        tooth = step * self._point()
        for at, end in enumerate(ends):
            while tooth < end:
                yield at
                tooth += step

    def _hints(
        self, answers: Sequence[list[tuple[int, float]]], step: _Step, soon: Sequence[_Step]
    ) -> dict[int, float]:
        """How well each answer to what was asked in secret fits what was seen soon after it."""
        found: dict[int, tuple[int, int]] = {}
        states = list(self._held)
        for _ in range(_ASKED):
            at = self.rng.below(len(answers))
            for move, _ in answers[at]:
                after = bytearray(states[at])
                self.game.apply(after, move)
                fit = (-1, 0) if step.apart(after) else self._fit(after, soon)
                found[move] = max(found.get(move, (-1, 0)), fit)
        far, near = max(found.values(), default=(0, 0))
        return {
            move: max(_MISS ** (near - apart), _LEAST) if depth == far else _LEAST
            for move, (depth, apart) in found.items()
        }

    def _fit(self, state: State, soon: Sequence[_Step]) -> tuple[int, int]:
        """How far a state fits what was seen after it, by the first answers that do.

        Returns:
            How many steps it fits, and the bytes that are other in the next, below nought.
        """
        for depth, step in enumerate(soon):
            nearest = len(state)
            for move, _ in self._answers(state, step.told):
                after = bytearray(state)
                self.game.apply(after, move)
                apart = step.apart(after)
                if not apart:
                    state = after
                    break
                other = apart.to_bytes(len(state), "little")
                nearest = min(nearest, len(state) - other.count(0))
            else:
                return depth, -nearest
        return len(soon), 0
