"""Many games by different bots on the same seeds, on several processes.

An *arm* says who plays which seat. All arms of a trial are played on one block of seeds, so that
what differs is not luck. What comes of it does not depend on how many processes play.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

import attrs

from game.balance.judging import GameRecord, Judging, judging_of, record_of
from game.check.simulate import whole_games
from game.check.workers import Workers, copied_rules
from game.engine import Game
from game.rules import Criteria, Plan, Removal, Rules
from game.table import GameSetup

T = TypeVar("T")

#: Games given to a worker at a time, at most.
BATCH = 100
#: So many batches each process gets at least, if there are games enough.
_EACH = 8


@attrs.frozen
class Arm:
    """Who plays.

    Attributes:
        name: what the arm is called.
        bots: the name of the bot in each seat that is played.
    """

    name: str
    bots: dict[str, str]


@attrs.frozen
class Trial:
    """What is played: some arms on one block of seeds.

    Attributes:
        scenario: the scenario's id.
        options: those that were chosen.
        seed: the first of the seeds.
        games: how many games each arm plays.
        arms: who plays.
        judging: by what the seats are judged.
    """

    scenario: str
    options: dict[str, str]
    seed: int
    games: int
    arms: tuple[Arm, ...]
    judging: Judging

    def batches(self, jobs: int = 1) -> list[range]:
        """Batches of games: a number is the place of an arm times `games`, and a game's place.

        Args:
            jobs: how many processes share them; where games are few, or long, batches are small,
                so that none has nothing to do.
        """
        most = min(BATCH, max(1, self.games * len(self.arms) // (_EACH * jobs)))
        found = []
        for place in range(len(self.arms)):
            first, end = place * self.games, (place + 1) * self.games
            found += [range(at, min(at + most, end)) for at in range(first, end, most)]
        return found

    def arm_of(self, batch: range) -> tuple[int, range]:
        """The place of the arm that a batch is of, and the seeds of its games."""
        place, first = divmod(batch.start, self.games)
        return place, range(self.seed + first, self.seed + first + len(batch))


def trial_of(setup: GameSetup, games: int, arms: Sequence[Arm]) -> Trial:
    """The trial of some arms in a game that was asked for.

    Args:
        setup: the game; who sits where in it does not count.
        games: how many games each arm plays.
        arms: who plays.
    """
    options = setup.rules.options(setup.scenario, setup.options)
    judging = judging_of(setup.rules)
    return Trial(setup.scenario, options, setup.seed, games, tuple(arms), judging)


@attrs.frozen
class _Added:
    """What other processes add to the rules that they read."""

    criteria: Criteria
    plans: tuple[Plan, ...]
    left_out: tuple[Removal, ...]


#: What is made of the games of one arm with some seeds.
Digest = Callable[[Game, Trial, int, range], T]

_worker: tuple[Game, Trial, Digest[object]] | None = None


def _ready(trial: Trial, added: _Added, digest: Digest[object], path: str) -> None:
    """Ready a worker process: it reads and compiles the rules once."""
    global _worker
    rules = copied_rules(path, trial.scenario, trial.options)
    rules = (
        rules.with_criteria(added.criteria).with_plans(added.plans).with_removals(added.left_out)
    )
    _worker = _game(rules, trial), trial, digest


def _game(rules: Rules, trial: Trial) -> Game:
    return Game(rules, trial.scenario, "compiled", trial.options)


def _batch(batch: range) -> object:
    assert _worker is not None
    game, trial, digest = _worker
    return digest(game, trial, *trial.arm_of(batch))


def play_trial(
    rules: Rules,
    trial: Trial,
    digest: Digest[T],
    jobs: int = 1,
    tell: Callable[[int, int], None] = lambda *_: None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[tuple[int, T]]:
    """Play a trial.

    Args:
        rules: the rules, with the plans that arms follow.
        trial: what is played.
        digest: what is made of each batch of games: a function of a module, for it goes to other
            processes.
        jobs: how many processes; with one, no other process is started.
        tell: told of progress, games done and games in all.
        note: told in a sentence of each process that died, whose games are played again.

    Returns:
        For each batch in order the place of its arm, and what was made of it.
    """
    batches, done = trial.batches(jobs), 0
    total = trial.games * len(trial.arms)
    results: Iterator[T]
    if jobs <= 1 or len(batches) == 1:
        game = _game(rules, trial)
        results = (digest(game, trial, *trial.arm_of(batch)) for batch in batches)
    else:
        ready = partial(_ready, trial, _Added(rules.criteria, rules.plans, rules.left_out), digest)
        workers = Workers[T](min(jobs, len(batches)), ready, _batch, rules.source, note)  # type: ignore[arg-type]
        results = workers.results(batches)
    for batch, result in zip(batches, results, strict=True):
        done += len(batch)
        tell(done, total)
        yield trial.arm_of(batch)[0], result


def records(game: Game, trial: Trial, place: int, seeds: range) -> list[GameRecord]:
    """The records of the games of an arm; see `Digest`."""
    bots = trial.arms[place].bots
    return [
        record_of(game, trial.judging, bots, seed, played.state, (played.decisions, played.chances))
        for seed, played in zip(seeds, whole_games(game, bots, seeds), strict=True)
    ]


def records_of_arms(
    rules: Rules,
    trial: Trial,
    jobs: int = 1,
    tell: Callable[[int, int], None] = lambda *_: None,
    note: Callable[[str], None] = lambda _: None,
) -> list[list[GameRecord]]:
    """The records of the games of each arm, by seed; see `play_trial`."""
    found: list[list[GameRecord]] = [[] for _ in trial.arms]
    for place, rows in play_trial(rules, trial, records, jobs, tell, note):
        found[place] += rows
    return found
