"""All measures of a game, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from game.balance.against import plan_findings, try_plans
from game.balance.arms import Arm, play_trial, records_of_arms, trial_of
from game.balance.bars import BarResult, bars_table, judged
from game.balance.flow import flow
from game.balance.judging import GameRecord
from game.balance.ladder import ladder, ladder_arms
from game.balance.outcomes import outcomes
from game.balance.pages import Findings
from game.balance.questions import roles_of
from game.balance.removal import removal_arms, worth
from game.balance.sums import Sums
from game.balance.usage import offers, usage
from game.balance.watch import GameWatcher
from game.balance.ways import way_arms, ways
from game.check.simulate import asked, bots_in
from game.engine import Game
from game.rules import Plan
from game.rules.declare.records import DOCTRINE
from game.rules.reserved_words import RANDOM
from game.table import GameSetup

#: Told of progress: games done and games in all.
TellProgress = Callable[[int, int], None]
#: Told in a sentence of a worker process that died.
TellDeath = Callable[[str], None]

#: What can be measured, in this order.
PARTS = ("games", "ways", "plans", "ladder", "worth")


@attrs.frozen
class Wanted:
    """What is to be measured.

    Attributes:
        games: how many games each way to play is given.
        parts: those of `PARTS`.
        plans: scripted plans, for `plans`.
        rungs: the names of bots, for `ladder`.
        jobs: how many processes play.
    """

    games: int
    parts: Sequence[str] = ("games", "ways")
    plans: Sequence[Plan] = ()
    rungs: Sequence[str] = (RANDOM, DOCTRINE)
    jobs: int = 1


@attrs.frozen
class Measured:
    """What was measured, and of what.

    Attributes:
        name: of the game.
        title: of the scenario.
        asked: the game, its options, bots and seeds, as documents have them.
        games: how many games each way to play was given.
        findings: the figures and tables.
        bars: what comes of the designer's bars.
    """

    name: str
    title: str
    asked: dict[str, Any]
    games: int
    findings: Findings
    bars: list[BarResult]

    @property
    def holds(self) -> bool:
        """Whether every bar that was measured is held."""
        return all(bar.held is not False for bar in self.bars)

    def as_json(self) -> dict[str, Any]:
        """The document of `panj balance --json`."""
        figures = {name: figure.as_json() for name, figure in self.findings.figures.items()}
        return {
            **self.asked,
            "games": self.games,
            "measures": figures,
            "bars": [bar.as_json() for bar in self.bars],
            "tables": {table.id: table.as_json() for table in self.findings.tables},
        }


def measure(
    setup: GameSetup,
    wanted: Wanted,
    tell: TellProgress = lambda *_: None,
    note: TellDeath = lambda _: None,
) -> Measured:
    """Measure a game.

    Args:
        setup: the game, with a bot in each seat that is played; its rules may have criteria.
        wanted: what is to be measured.
        tell: told of progress, games done and games in all.
        note: told in a sentence of each process that died, whose games are played again.

    Raises:
        RulesError: a plan or a measure is at fault in this scenario.
        WorkersDied: processes died again and again.
    """
    game = Game(setup.rules, setup.scenario, options=setup.options)
    bots = bots_in(setup)
    bots = {seat: bots[seat] for seat in game.seats if seat in bots}
    arms = way_arms([*setup.rules.doctrines, RANDOM], bots) if "ways" in wanted.parts else []
    plans = [plan for plan in wanted.plans if plan.seat in bots] if "plans" in wanted.parts else []
    rungs = ladder_arms(wanted.rungs, list(bots)) if "ladder" in wanted.parts else []
    left_out = setup.rules.removals(list(bots)) if "worth" in wanted.parts else ()
    tried_plans, without = len(plans) + bool(plans), len(left_out) + bool(left_out)
    sizes = ("games" in wanted.parts, len(arms), tried_plans, len(rungs), without)
    parts = _Parts(tell, sum(sizes) * wanted.games)
    findings = Findings()
    if "games" in wanted.parts:
        findings.add(_games(setup, game, bots, wanted, parts, note))
    if arms:
        trial = trial_of(setup, wanted.games, arms)
        records = records_of_arms(setup.rules, trial, wanted.jobs, parts.next(), note)
        findings.add(ways(arms, records, list(bots)))
    if plans:
        tried = try_plans(setup, plans, bots, wanted.games, wanted.jobs, parts.next(), note)
        findings.add(plan_findings(tried))
    if rungs:
        trial = trial_of(setup, wanted.games, rungs)
        findings.add(
            ladder(rungs, records_of_arms(setup.rules, trial, wanted.jobs, parts.next(), note))
        )
    if left_out:
        lessened = setup.rules.with_removals(left_out)
        trial = trial_of(setup, wanted.games, removal_arms(left_out, bots))
        records = records_of_arms(lessened, trial, wanted.jobs, parts.next(), note)
        findings.add(worth(left_out, records))
    bars = judged(setup.rules.criteria.bars, findings.figures, setup.scenario)
    if any(bar.figures for bar in bars):
        findings.tables.insert(0, bars_table(bars))
    title = game.scenario.name
    return Measured(setup.rules.name, title, asked(setup), wanted.games, findings, bars)


class _Parts:
    """Tells of the progress of parts as of that of the whole."""

    def __init__(self, tell: TellProgress, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def next(self) -> TellProgress:
        """What is told of the next part."""
        before = self._done

        def told(done: int, _: int) -> None:
            self._done = before + done
            self._tell(self._done, self._total)

        return told


def _games(
    setup: GameSetup,
    game: Game,
    bots: dict[str, str],
    wanted: Wanted,
    parts: _Parts,
    note: TellDeath,
) -> Findings:
    """What there is to see in the games that were asked for."""
    trial = trial_of(setup, wanted.games, [Arm("", bots)])
    records: list[GameRecord] = []
    sums = Sums()
    watcher = GameWatcher(roles_of(setup.rules))
    for _, seen in play_trial(setup.rules, trial, watcher, wanted.jobs, parts.next(), note):
        records += seen.records
        sums.merge(seen.sums)
    seats = list(bots)
    findings = outcomes(records, seats)
    findings.add(flow(game, sums, wanted.games, seats))
    findings.add(offers(sums))
    findings.add(usage(game, sums, wanted.games, bots))
    return findings
