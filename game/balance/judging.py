"""How far ahead of its target each seat is, in any position and of any game."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

from game.balance.estimates import Estimate, share_of
from game.engine import Game, State
from game.rules import Rules


@attrs.frozen
class Judging:
    """By what seats are judged, as the look of the rules says.

    Attributes:
        endings: the endings by whose scores they are; a game that ends otherwise is lost to all.
            If none is named, the only ending that has a score.
        target: the derived value of a seat from which score on it has succeeded; nothing if empty.
    """

    endings: tuple[str, ...] = ()
    target: str = ""

    def margin(self, game: Game, state: State, seat: str) -> int:
        """How far a seat is above its target, or ahead in returns where no score is kept."""
        score = game.score_so_far(state, seat, self.endings)
        if score is None:
            return game.returns(state)[seat]
        target = game.value(state, self.target, seat) if self.target else 0
        assert isinstance(target, int)
        return score - target

    def held(self, ending: str | None) -> bool:
        """Whether a game that ended so has seats judged at all: it is not lost to all."""
        return not self.endings or ending in self.endings


def judging_of(rules: Rules) -> Judging:
    """By what the seats of a game are judged."""
    role = rules.look.roles.outcome
    return Judging(role.endings, role.target)


@attrs.frozen
class GameRecord:
    """What came of one game.

    Attributes:
        seed: of the game.
        ending: how it ended.
        held: whether it was not lost to all.
        winner: who won, or None.
        verdict: what the rules say of it, or None.
        rounds: how many were begun, or None where rules count none.
        decisions, chances: how many decisions seats made, and how many outcomes fell.
        margins: by seat that was played, how far it was above its target.
    """

    seed: int
    ending: str | None
    held: bool
    winner: str | None
    verdict: str | None
    rounds: int | None
    decisions: int
    chances: int
    margins: dict[str, int]


def record_of(
    game: Game,
    judging: Judging,
    seats: Collection[str],
    seed: int,
    state: State,
    counts: tuple[int, int],
) -> GameRecord:
    """What came of a game.

    Args:
        game: the scenario.
        judging: by what seats are judged.
        seats: those that were played.
        seed: of the game.
        state: the position in which it ended.
        counts: how many decisions were made, and how many outcomes fell.
    """
    counted = game.rules.round
    rounds = game.value(state, counted) if counted is not None else None
    ending = game.ending(state)
    return GameRecord(
        seed,
        ending,
        judging.held(ending),
        game.winner(state),
        game.verdict(state),
        rounds if isinstance(rounds, int) else None,
        *counts,
        {seat: judging.margin(game, state, seat) for seat in game.seats if seat in seats},
    )


def share_won(records: Iterable[GameRecord], seat: str | None, held: bool = False) -> Estimate:
    """The share of games that a seat wins, or nobody.

    Args:
        records: the games.
        seat: the seat; None for nobody.
        held: whether only those count that are not lost to all.
    """
    won = [record.winner == seat for record in records if record.held or not held]
    return share_of(sum(won), len(won))


def share_lost(records: Sequence[GameRecord]) -> Estimate:
    """The share of games that are lost to all."""
    return share_of(sum(not record.held for record in records), len(records))


def gained(seat: str, games: Sequence[GameRecord], usual: Sequence[GameRecord]) -> list[int]:
    """How much further a seat gets in some games than in others of the same seeds.

    Args:
        seat: the seat.
        games: the games.
        usual: those that they are held against, seed by seed.

    Returns:
        By game the margin of the seat less that of the other game.
    """
    return [a.margins[seat] - b.margins[seat] for a, b in zip(games, usual, strict=True)]
