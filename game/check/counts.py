"""Counts of a game's tree, to hold beside published ones: turns, positions, games, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

import attrs

from game.check.properties import BrokenProperty, Failure
from game.engine import OVER, Actor, Game
from game.rules import Counts

#: Counts up to these are counted by `panj check`; what is larger takes longer than one waits.
CHEAP = Counts((2_000,), 2_000, 10_000, 50)
#: So many answers are tried for one of them: rules that are wrong may have far more.
MOST = 200_000


class TooManyError(Exception):
    """A tree has more answers than were to be tried."""


@attrs.define
class Tree:
    """A game's tree, counted up to a number of answers.

    Attributes:
        game: a scenario.
        most: how many answers are tried at most; None for any number.

    Its methods raise TooManyError where there are more.
    """

    game: Game
    most: int | None = None
    _tried: int = 0

    def ways(self, depth: int) -> int:
        """How many ways there are to play so many turns: "perft".

        A turn lasts as long as the same seat decides: a piece that jumps on is still in its turn.

        Args:
            depth: how many turns; seats alternate, and there is no chance.
        """
        known: dict[tuple[bytes, int], int] = {}

        def from_start(state: bytearray, left: int) -> int:
            """How many ways there are where a turn begins."""
            actor = self.game.actor(state)
            if left == 0 or actor == OVER:
                return 1 if left == 0 else 0
            key = bytes(state), left
            if key not in known:
                known[key] = within(state, actor, left)
            return known[key]

        def within(state: bytearray, mover: Actor, left: int) -> int:
            """How many ways there are to end a turn, and to play the others."""
            total = 0
            for after in self._after(state):
                same = self.game.actor(after) == mover
                total += within(after, mover, left) if same else from_start(after, left - 1)
            return total

        return from_start(self.game.new_game(), depth)

    def positions(self) -> int:
        """How many positions can be reached, the start and the ends included."""
        found: set[bytes] = set()
        open_ = [bytes(self.game.new_game())]
        while open_:
            key = open_.pop()
            if key not in found:
                found.add(key)
                open_ += map(bytes, self._after(bytearray(key)))
        return len(found)

    def games(self) -> int:
        """How many different complete games there are."""

        game = self.game
        if game.cap is not None or game.repetition is not None:
            return self._lines()

        @cache
        def count(key: bytes) -> int:
            return sum(count(bytes(after)) for after in self._after(bytearray(key))) or 1

        return count(bytes(game.new_game()))

    def _lines(self) -> int:
        """How many lines of play there are, each up to the end that it comes to by itself."""
        total, start = 0, self.game.new_game()
        open_ = [(start, self.game.line(start))]
        while open_:
            state, line = open_.pop()
            later = list(self._after(state))
            total += not later
            for after in later:
                path = line.copy()
                path.arrive(after)
                open_.append((after, path))
        return total

    def _after(self, state: bytearray) -> Iterator[bytearray]:
        """The positions one answer after this one."""
        for move in self.game.legal(state):
            self._tried += 1
            if self.most is not None and self._tried > self.most:
                raise TooManyError
            after = bytearray(state)
            self.game.apply(after, move)
            yield after

    def information_sets(self) -> int:
        """How many decisions there are, told apart by all that who decides was ever shown.

        What a seat remembers is what `History.information` tells: of each move whether it was
        shown, and the view after it.
        """
        game, found = self.game, set[tuple[str, int]]()
        numbers: dict[tuple[int, str, bytes], int] = {}

        def remember(last: int, told: str, state: bytearray, seat: str) -> int:
            """A number for all that a seat remembers; equal numbers are equal memories."""
            key = last, told, game.observe(state, seat).key
            return numbers.setdefault(key, len(numbers))

        start = game.new_game()
        nothing = tuple(remember(-1, "", start, seat) for seat in game.seats)
        open_ = [(start, nothing, game.line(start))]
        while open_:
            state, memories, line = open_.pop()
            actor = game.actor(state)
            if actor == OVER:
                continue
            if isinstance(actor, str):
                found.add((actor, memories[game.seats.index(actor)]))
            shown = [game.sees_move(state, seat, 0) for seat in game.seats]
            for move, after in zip(game.legal(state), self._after(state), strict=True):
                name, path = game.name(move), line.copy()
                path.arrive(after)
                kept = (
                    remember(last, name if told else "", after, seat)
                    for seat, last, told in zip(game.seats, memories, shown, strict=True)
                )
                open_.append((after, tuple(kept), path))
        return len(found)


@attrs.frozen
class Counted:
    """A published count and ours; None for ours where there are far more."""

    what: str
    published: int
    ours: int | None


def counted(game: Game, bound: Counts | None = CHEAP, most: int | None = MOST) -> Iterator[Counted]:
    """Count what was published of a game.

    Args:
        game: the scenario that the counts are of.
        bound: what is larger than these is passed over; None counts all.
        most: how many answers are tried for each count; None for any number.
    """
    counts = game.rules.people.counts

    def ours(count: Callable[[Tree], int]) -> int | None:
        try:
            return count(Tree(game, most))
        except TooManyError:
            return None

    for depth, published in enumerate(counts.turns, 1):
        if bound is None or published <= bound.turns[0]:
            found = ours(partial(Tree.ways, depth=depth))
            yield Counted(f"ways to play {depth} turns", published, found)
    kinds = {
        "positions": Tree.positions,
        "games": Tree.games,
        "information_sets": Tree.information_sets,
    }
    for name, count in kinds.items():
        published = getattr(counts, name)
        if published and (bound is None or published <= getattr(bound, name)):
            yield Counted(name.replace("_", " "), published, ours(count))


def wrong_counts(game: Game) -> list[Failure]:
    """The cheap ones of the published counts that the rules do not come to."""
    return [
        BrokenProperty(
            "count",
            each.what,
            f"{each.what}: {_words(each.ours)} here, and [game] declares {each.published:,}",
            ("game", "counts"),
        ).told(game.scenario.id)
        for each in counted(game)
        if each.ours != each.published
    ]


def _words(count: int | None) -> str:
    return "far more" if count is None else f"{count:,}"
