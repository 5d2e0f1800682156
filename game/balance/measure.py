"""All measures of a game, in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.balance.against import records
from game.balance.arms import Arm, play_trial, trial_of
from game.balance.judging import GameRecord
from game.balance.outcomes import outcomes
from game.balance.pages import Findings
from game.check.simulate import asked, bots_in
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
    trial = trial_of(setup, games, [Arm("", bots)])
    rows: list[GameRecord] = []
    for _, found in play_trial(setup.rules, trial, records, jobs, tell, note):
        rows += found
    findings = Findings()
    findings.add(outcomes(rows, list(bots)))
    return Measured(asked(setup), games, findings)
