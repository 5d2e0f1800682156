"""All measures of a game, in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.balance.arms import Arm, play_trial, records_of_arms, trial_of
from game.balance.flow import flow
from game.balance.judging import GameRecord
from game.balance.outcomes import outcomes
from game.balance.pages import Findings
from game.balance.questions import roles_of
from game.balance.sums import Sums
from game.balance.usage import offers, usage
from game.balance.watch import GameWatcher
from game.balance.ways import RANDOM, way_arms, ways
from game.check.simulate import asked, bots_in
from game.engine import Game
from game.table import GameSetup


@attrs.frozen
class Measured:
    """What was measured, and of what.

    Attributes:
        asked: the game, its options, bots and seeds, as documents have them.
        games: how many games.
        findings: the figures and tables.
    """

    asked: dict[str, Any]
    games: int
    findings: Findings

    def as_json(self) -> dict[str, Any]:
        """The document of `panj balance --json`."""
        figures = {name: figure.as_json() for name, figure in self.findings.figures.items()}
        tables = {table.id: table.as_json() for table in self.findings.tables}
        return {**self.asked, "games": self.games, "measures": figures, "tables": tables}


def partly(tell: Callable[[int, int], None], before: int, total: int) -> Callable[[int, int], None]:
    """Tell of a part as of the whole.

    Args:
        tell: told of games done and games in all.
        before: how many are done before the part begins.
        total: how many there are in all.
    """
    return lambda done, _: tell(before + done, total)


def measure(
    setup: GameSetup,
    games: int,
    jobs: int = 1,
    tell: Callable[[int, int], None] = lambda *_: None,
    note: Callable[[str], None] = lambda _: None,
) -> Measured:
    """Measure a game.

    Args:
        setup: the game, with a bot in each seat that is played.
        games: how many are played.
        jobs, tell, note: see `play_trial`.
    """
    bots = bots_in(setup)
    known = [*setup.rules.doctrines, RANDOM]
    arms = way_arms(known, bots)
    total = (1 + len(arms)) * games
    trial = trial_of(setup, games, [Arm("", bots)])
    records: list[GameRecord] = []
    sums = Sums()
    watcher = GameWatcher(roles_of(setup.rules))
    for _, watched in play_trial(setup.rules, trial, watcher, jobs, partly(tell, 0, total), note):
        records += watched.records
        sums.merge(watched.sums)
    game = Game(setup.rules, setup.scenario, options=setup.options)
    seats = [seat for seat in game.seats if seat in bots]
    findings = outcomes(records, seats)
    findings.add(flow(game, sums, games, seats))
    findings.add(offers(sums))
    others = trial_of(setup, games, arms)
    rest = partly(tell, games, total)
    findings.add(ways(arms, records_of_arms(setup.rules, others, jobs, rest, note), seats))
    findings.add(usage(game, sums, games, bots))
    return Measured(asked(setup), games, findings)
