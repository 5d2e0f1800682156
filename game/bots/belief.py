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

from game.engine import CHANCE, OVER, Game, Heard, IllegalMove, State, View

#: How likely a seat answers: gives a share for each of some legal moves, above nought.
Habit: TypeAlias = Callable[[Game, State, str, Sequence[int]], Sequence[float]]

#: What an answer loses in the drawing for each byte that is other than is seen soon after, and what
#: it keeps at least.
_MISS, _LEAST = 0.002, 1e-9
#: So many moves are looked ahead for that, from so many of the states.
_AHEAD, _ASKED = 10, 2
#: So many paths are looked at for an answer that may have been another.
_TRIES = 30
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
        path: the moves that led to it, the last one first.
    """

    weight: float
    fit: float
    path: _Path


#: A move and the path before it.
_Path: TypeAlias = "tuple[int, _Path] | None"


def _moves(path: _Path) -> tuple[list[int], list[_Path]]:
    """The moves of a path, the first one first, and the path before each."""
    moves: list[int] = []
    before: list[_Path] = []
    while path is not None:
        move, path = path
        moves.append(move)
        before.append(path)
    return moves[::-1], before[::-1]


class Belief:
    """The states that one seat holds possible.

    Attributes:
        game: the game.
        seat: who believes.
        moves: how many moves it was told of.
        exact: whether no state was left out so far.
        mended: how often no state that was kept allowed what happened, and others were found.
    """

    def __init__(
        self,
        game: Game,
        seat: str,
        draw: Callable[[int], int],
        played: Collection[str] = (),
        most: int = 256,
        habit: Habit = any_move_alike,
    ) -> None:
        """Believe what is known before the first move.

        Args:
            game: the game.
            seat: who believes.
            draw: draws a number below its argument.
            played: the optional seats that somebody plays.
            most: how many states are kept.
            habit: how the other seats are held to answer.
        """
        self.game, self.seat = game, seat
        self.moves, self.exact, self.mended = 0, True, 0
        self._start = bytes(game.new_game(played))
        self._held = {self._start: _Held(1.0, 1.0, None)}
        self._steps: list[_Step] = []
        self._draw, self._most, self._habit = draw, most, habit

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
        if not self.exact and len(self._held) < self._most // 4:
            self._enrich()

    def sample(self) -> State:
        """Draw a state by its share; a copy that the caller may change."""
        point = self._point()
        key = b""
        for key, held in self._held.items():  # noqa: B007
            point -= held.weight
            if point <= 0:
                break
        return bytearray(key)

    def _point(self) -> float:
        """A number between 0 and 1."""
        return (self._draw(1 << 30) + 0.5) / (1 << 30)

    def _learn(self, step: _Step, soon: Sequence[_Step]) -> None:
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
                known = found.setdefault(bytes(after), _Held(0.0, fit, (move, held.path)))
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
            kept = self._alike(step.view, self._mends(step))
        if not kept:
            raise Unbelievable(f"no state of {len(self._held)} allows move {self.moves + 1}")
        self._held = kept
        self._add_up()

    def _mends(self, step: _Step) -> dict[bytes, _Held]:
        """States whose paths are those that were kept, but for one answer given in secret.

        Which answer that may be is looked for on one path after another, and then tried on all.
        Nothing is known of how likely such a state is but the share of that answer.

        Args:
            step: what no state that was kept allows.
        """
        paths = [_moves(held.path) for held in self._held.values()]
        found: dict[bytes, _Held] = {}
        others: set[tuple[int, int]] = set()
        left = [*range(len(paths))]
        for _ in range(min(_TRIES, len(paths))):
            moves, before = paths[left.pop(self._draw(len(left)))]
            for n, state in enumerate(self._states_on(moves)):
                if self._steps[n].told is None:
                    for move, _ in self._answers(state, None):
                        way = [move, *moves[n + 1 :]]
                        if move != moves[n] and any(self._ends(n, state, way, before[n], step)):
                            others.add((n, move))
            if others:
                break
        for moves, before in paths if others else ():
            states = self._states_on(moves)
            for n, move in others:
                shares = dict(self._answers(states[n], None))
                if move in shares and move != moves[n]:
                    way = [move, *moves[n + 1 :]]
                    for key, held in self._ends(n, states[n], way, before[n], step):
                        held.weight *= shares[move]
                        found[key] = held
        return self._drawn(found) if len(found) > self._most else found

    def _states_on(self, moves: Sequence[int]) -> list[State]:
        """The states before each move of a path."""
        states = [bytearray(self._start)]
        for move in moves[:-1]:
            states.append(bytearray(states[-1]))
            self.game.apply(states[-1], move)
        return states

    def _follow(
        self, n: int, state: State, way: Sequence[int], path: _Path
    ) -> tuple[State, _Path] | None:
        """Make some moves, as long as what was seen allows it; None where it does not.

        Args:
            n: how many moves were made before.
            state: the state then.
            way: the moves.
            path: those before.
        """
        after = bytearray(state)
        for move, seen in zip(way, self._steps[n:], strict=False):
            try:
                self.game.apply(after, move)
            except IllegalMove:
                return None
            if seen.apart(after):
                return None
            path = (move, path)
        return after, path

    def _ends(
        self, n: int, state: State, way: Sequence[int], path: _Path, step: _Step
    ) -> Iterable[tuple[bytes, _Held]]:
        """Where some moves lead, and any that the step after them allows; see `_follow`."""
        followed = self._follow(n, state, way, path)
        if followed is None:
            return
        after, path = followed
        for move, chance in self._answers(after, step.told):
            last = bytearray(after)
            self.game.apply(last, move)
            if not step.apart(last):
                yield bytes(last), _Held(chance, 1.0, (move, path))

    def _enrich(self) -> None:
        """Find more states where few are left: paths like those kept, but for one secret answer."""
        paths = [_moves(held.path) for held in self._held.values()]
        least = min(held.weight for held in self._held.values())
        secret = [n for n in range(self.moves) if self._steps[n].told is None]
        view = self._steps[self.moves - 1].view
        found: dict[bytes, _Held] = {}
        for moves, before in paths if secret else ():
            states = self._states_on(moves)
            for _ in range(max(1, _TRIES * 4 // len(paths))):
                n = secret[self._draw(len(secret))]
                shares = self._answers(states[n], None)
                move, share = shares[self._draw(len(shares))]
                followed = self._follow(n, states[n], [move, *moves[n + 1 :]], before[n])
                if followed is not None:
                    found[bytes(followed[0])] = _Held(least * share * len(shares), 1.0, followed[1])
        for key, held in self._alike(view, found).items():
            self._held.setdefault(key, held)
        self._add_up()

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
            known = kept.setdefault(key, _Held(0.0, held.fit, held.path))
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
            at = self._draw(len(answers))
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
