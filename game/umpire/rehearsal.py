"""Rehearsal: bots play a position on many times, and how long and how differently it may go.

It is asked in steps, so that whoever waits can stop. Bots play by the doctrine; people take longer,
and the minutes are those of the guide and of balance: see `game.balance.table_time`.
"""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from game.balance.judging import judging_of, record_of
from game.balance.questions import Questions, roles_of
from game.balance.table_time import TableTime
from game.bots.playouts import ways
from game.engine import CHANCE, OVER
from game.engine.generator import Generator

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from game.balance.judging import GameRecord, Judging
    from game.engine import Game, PlayedGame, State

#: So many games one step plays.
BATCH: Final = 4
#: A game of more moves is given up: it tells nothing of a table.
_LONGEST: Final = 20_000


@frozen
class FigureSpread:
    """What a figure came to in some games: its least, the middle one, and its greatest."""

    least: float
    middle: float
    most: float


def spread_of(values: Sequence[float]) -> FigureSpread:
    """The spread of some values; there is one at least."""
    return FigureSpread(min(values), median(values), max(values))


@frozen
class RehearsalReport:
    """What came of some games from one position.

    Attributes:
        games: how many were played to their end.
        minutes: how long they would take from here at one screen that is handed round.
        own_minutes: the same where each seat has a device of its own.
        rounds: the round in which they ended; None where rules count none.
        decisions: how many decisions were still to be made.
        endings: how often each verdict, or ending, came, the most frequent first.
        winners: how often each seat won; "" for nobody.
        margins: by seat that is played, how far above its target it ended.
    """

    games: int
    minutes: FigureSpread
    own_minutes: FigureSpread
    rounds: FigureSpread | None
    decisions: FigureSpread
    endings: tuple[tuple[str, int], ...]
    winners: tuple[tuple[str, int], ...]
    margins: Mapping[str, FigureSpread]


@define
class PositionRehearsal:
    """Games from one position, played a few at a time.

    Attributes:
        game: the game.
        state: the position; it stays as it is.
        seats: the seats that somebody plays.
        count: how many games are wanted.
        seed: of the first; the others follow.
    """

    game: Game
    state: State
    seats: tuple[str, ...]
    count: int = 40
    seed: int = 1
    _records: list[GameRecord] = field(factory=list)
    _times: list[TableTime] = field(factory=list)
    _tried: int = 0
    _questions: Questions = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._questions = Questions(self.game, roles_of(self.game.rules))

    @property
    def done(self) -> bool:
        """Whether all games were played."""
        return self._tried >= self.count

    @property
    def played(self) -> int:
        """How many games were played so far."""
        return self._tried

    def step(self) -> bool:
        """Play a few games; returns whether there are more to play."""
        if self.done:
            return False
        judging = judging_of(self.game.rules)
        first, last = self._tried, min(self.count, self._tried + BATCH)
        for n, moves in self._games(range(self.seed + first, self.seed + last)):
            self._tried += 1
            if moves is not None:
                self._count(n, moves, judging)
        return not self.done

    def _games(self, seeds: range) -> Iterator[tuple[int, Sequence[int] | None]]:
        """The moves of each game; None for one that could not be played to its end."""
        bots = ways(self.game)
        left = list(seeds)
        while left:
            starts = [(self.state, seed) for seed in left]
            told: list[PlayedGame] = list(self.game.rollouts_from(starts, bots, traced=True))
            for played in told:
                whole = len(played.moves) == played.decisions + played.chances
                yield left.pop(0), played.moves if whole else None
            if left:
                # That one cannot be played as a whole; by moves it is seen how far it goes.
                seed = left.pop(0)
                yield seed, _by_moves(self.game, self.state, seed)

    def _count(self, seed: int, moves: Sequence[int], judging: Judging) -> None:
        game, state = self.game, bytearray(self.state)
        time, decisions = TableTime(self._questions), 0
        line = game.line(state)
        for move in moves:
            actor = game.actor(state)
            if actor is not CHANCE:
                decisions += 1
                time.decided(state, str(actor), move, len(game.legal(state)) > 1)
            game.apply(state, move)
            line.arrive(state)
        counts = decisions, len(moves) - decisions
        self._records.append(record_of(game, judging, self.seats, seed, state, counts))
        self._times.append(time)

    @property
    def report(self) -> RehearsalReport | None:
        """What came of the games so far; None before the first."""
        records = self._records
        if not records:
            return None
        game = self.game
        rounds = [r.rounds for r in records if r.rounds is not None]
        ends = Counter(
            game.verdict_title(r.verdict) if r.verdict else _ending(game, r.ending) for r in records
        )
        return RehearsalReport(
            games=len(records),
            minutes=spread_of([time.seconds / 60 for time in self._times]),
            own_minutes=spread_of([time.deciding / 60 for time in self._times]),
            rounds=spread_of(rounds) if rounds else None,
            decisions=spread_of([r.decisions for r in records]),
            endings=tuple(ends.most_common()),
            winners=tuple(Counter(r.winner or "" for r in records).most_common()),
            margins={s: spread_of([r.margins[s] for r in records]) for s in self.seats},
        )


def _ending(game: Game, ending: str | None) -> str:
    if ending is None or ending not in game.declared("ending"):
        return ending or ""
    return str(game.describe("ending", ending).get("name") or ending)


def _by_moves(game: Game, start: State, seed: int) -> tuple[int, ...] | None:
    """A game by the doctrine, move by move; None where it does not end."""
    state, rng = bytearray(start), Generator(seed)
    line = game.line(state)
    moves: list[int] = []
    while (actor := game.actor(state)) is not OVER and len(moves) < _LONGEST:
        if actor is CHANCE:
            outcomes = game.chance(state)
            if not outcomes:
                return None
            move = rng.weighted(outcomes)
        else:
            legal = game.legal(state)
            if not legal:
                return None
            advised = game.doctrine(state, str(actor))
            move = legal[rng.below(len(legal))] if advised is None else advised.move_id
        game.apply(state, move)
        line.arrive(state)
        moves.append(move)
    return tuple(moves) if game.actor(state) is OVER else None


def rehearse(
    game: Game, state: State, seats: Collection[str], count: int = 40, seed: int = 1
) -> RehearsalReport | None:
    """Play a position on so many times, all at once; see `PositionRehearsal`."""
    run = PositionRehearsal(game, state, tuple(seats), count, seed)
    while run.step():
        pass
    return run.report
