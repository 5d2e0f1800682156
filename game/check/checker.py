"""Checks a rules file without a table: all findings, then random games of each scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from game.check.coverage import Coverage
from game.check.explore import ExploredStage, explore
from game.check.promises import Failure, broken_by
from game.check.random_games import (
    ScenarioStage,
    by_doctrine,
    by_lot,
    counterexample,
    play_random,
)
from game.check.ways import WaysStage, play_ways
from game.engine import Game
from game.rules import Finding, Rules, RulesError, in_order, load_rules
from game.rules.limits import MAX_BYTES
from game.rules.source.files import read_plain
from game.rules.source.positions import Positions

Tell = Callable[[str, int, int], None]
"""Told of progress: the scenario, games done, games in all."""

#: Of so many games one is played by both evaluators.
PEER_EVERY = 40
#: Findings that mean the file could not be read at all.
UNREADABLE = "unreadable"


@attrs.define
class Report:
    """What a check found.

    Attributes:
        sha256: of the file's text; None if it could not be read.
        findings: what is wrong in the text, and the promises that games or exploring broke.
        stages: the random games, by scenario.
        doctrine: the games by doctrine.
        coverage: what happened in both.
        explored: the positions that were explored.
        ways: the games with other values of the options; None where there are no options.
    """

    sha256: str | None
    findings: tuple[Finding, ...] = ()
    stages: list[ScenarioStage] = attrs.Factory(list)
    doctrine: list[ScenarioStage] = attrs.Factory(list)
    coverage: dict[str, Coverage] = attrs.Factory(dict)
    explored: list[ExploredStage] = attrs.Factory(list)
    ways: WaysStage | None = None

    @property
    def ok(self) -> bool:
        """Nothing is wrong (warnings may be there)."""
        return not any(f.severity == "error" for f in self.findings)

    @property
    def unreadable(self) -> bool:
        """The file could not even be read."""
        return any(finding.code == UNREADABLE for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return the document of `panj check --json`."""
        return {
            "ok": self.ok,
            "rules_sha256": self.sha256,
            "findings": [
                {
                    "code": finding.code,
                    "severity": finding.severity,
                    "file": finding.file,
                    "line": finding.line,
                    "column": finding.column,
                    "message": finding.message,
                    "suggestion": finding.suggestion,
                }
                for finding in self.findings
            ],
            "stages": self._stages(),
        }

    def _stages(self) -> dict[str, Any]:
        if not self.coverage:
            return {}
        stages: dict[str, Any] = {
            "random_games": {stage.scenario: stage.as_json() for stage in self.stages},
            "doctrine_games": {stage.scenario: stage.as_json() for stage in self.doctrine},
            "coverage": {name: cover.as_json() for name, cover in self.coverage.items()},
        }
        if self.ways is not None:
            stages["options"] = self.ways.as_json()
        if self.explored:
            stages["explored"] = {stage.scenario: stage.as_json() for stage in self.explored}
        return stages


def _sha256(path: Path) -> str | None:
    try:
        # As the loader has it: of the text with plain line ends.
        return hashlib.sha256(read_plain(path, MAX_BYTES).replace(b"\r\n", b"\n")).hexdigest()
    except (OSError, ValueError):
        return None


def check(path: Path, games: int = 200, tell: Tell = lambda *_: None, states: int = 0) -> Report:
    """Check a rules file.

    Args:
        path: the file.
        games: random games of each scenario; a quarter as many are played by doctrine.
        tell: told of progress.
        states: how many positions of each scenario to explore.

    Returns:
        The report; a file that cannot be used is a report with findings, not an error.
    """
    try:
        rules = load_rules(path)
    except RulesError as error:
        return Report(_sha256(path), error.findings)
    report = Report(rules.sha256, tuple(rules.warnings))
    failures: list[Failure] = []
    for info in rules.scenarios:
        try:
            game = Game(rules, info.id)
        except RulesError as error:
            # What only shows when the scenario's restrictions are applied.
            report.findings += error.findings
            continue
        except Exception as error:
            # The rules run up to the first question while the game is made.
            failures.append(broken_by(error).told(info.id))
            continue
        failures += _play(report, game, games, tell)
        if states:
            explored = explore(game, states, partial(tell, f"{info.id}, states"))
            report.explored.append(explored)
            failures += explored.failures
    if any(info.options for info in rules.scenarios) and report.ok:
        report.ways = play_ways(rules, games, partial(tell, "options"))
        report.findings += tuple(report.ways.findings)
        failures += report.ways.failures
    report.findings = in_order((*report.findings, *_placed(rules, failures)))
    return report


def _play(report: Report, game: Game, games: int, tell: Tell) -> list[Failure]:
    """Play a scenario's games; return the promises they broke."""
    name = game.scenario.id
    cover = report.coverage[name] = Coverage(game)
    ways = (report.stages, by_lot, games), (report.doctrine, by_doctrine, (games + 3) // 4)
    done, total = 0, sum(count for _, _, count in ways)

    def tick() -> None:
        nonlocal done
        done += 1
        tell(name, done, total)

    failures: list[Failure] = []
    for stages, choose, count in ways:
        cover.trace()
        # One game in so many, and always one, is played by both evaluators.
        peers = -(-count // PEER_EVERY)
        stages.append(play_random(game, count, tick=tick, choose=choose, cover=cover, peers=peers))
        failures += stages[-1].failures
    return failures


def _placed(rules: Rules, failures: list[Failure]) -> tuple[Finding, ...]:
    """Turn broken promises into findings at the rules that broke them, each once."""
    if not failures:
        return ()
    places = Positions(rules.source)
    found: dict[tuple[str, str, str, int, int], Finding] = {}
    for failure in failures:
        line, column = places.find(failure.path, failure.offset)
        way = counterexample(failure.moves)
        found.setdefault(
            (failure.scenario, failure.kind, failure.what, line, column),
            Finding(
                failure.code,
                "error",
                rules.file,
                line,
                column,
                failure.what,
                f"{failure.message.rstrip('.')} (scenario {failure.scenario}).",
                f"The way there: {way}.",
            ),
        )
    return tuple(found.values())
