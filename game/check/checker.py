"""Checks a rules file without a table: all findings, then random games of each scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from game.check.counts import wrong_counts
from game.check.coverage import TRACED, Coverage
from game.check.explore import ExploredStage, explore
from game.check.option_coverage import OptionsStage, play_ways
from game.check.played import Played, played
from game.check.properties import Failure, broken_by, tried
from game.check.random_games import (
    ScenarioStage,
    by_doctrine,
    by_lot,
    counterexample,
    play_random,
)
from game.check.seatings import NOBODY, seating_words, seatings_of
from game.check.translations import translation_findings
from game.engine import Game
from game.files import read_plain
from game.rules import Finding, Rules, RulesError, ScenarioInfo, in_order, load_rules
from game.rules.limits import MAX_BYTES
from game.rules.source.parts import Origins
from game.rules.source.positions import Positions

Advance = Callable[[str, int, int], None]
"""Told of progress: the scenario, games done, games in all."""

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
        scenarios: all scenarios of the rules.
    """

    sha256: str | None
    findings: tuple[Finding, ...] = ()
    stages: list[ScenarioStage] = attrs.Factory(list)
    doctrine: list[ScenarioStage] = attrs.Factory(list)
    coverage: dict[str, Coverage] = attrs.Factory(dict)
    explored: list[ExploredStage] = attrs.Factory(list)
    ways: OptionsStage | None = None
    scenarios: tuple[ScenarioInfo, ...] = ()

    @property
    def played(self) -> Played:
        """What of the rules was played, and what was not."""
        return played(self.scenarios, self.coverage, self.ways, self.explored)

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
                    "offending": finding.offending,
                    "message": finding.message,
                    "suggestion": finding.suggestion,
                }
                for finding in self.findings
            ],
            "stages": self._stages(),
            **(self.played.as_json() if self.scenarios else {}),
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


def check(path: Path, games: int = 200, tell: Advance = lambda *_: None, states: int = 0) -> Report:
    """Check a rules file.

    Args:
        path: the file.
        games: random games of each scenario; a quarter as many are played by doctrine. Both are
            dealt round the seatings of the optional seats, at least one to each.
        tell: told of progress.
        states: how many positions of each scenario to explore.

    Returns:
        The report; a file that cannot be used is a report with findings, not an error.
    """
    try:
        rules = load_rules(path)
    except RulesError as error:
        return Report(_sha256(path), error.findings)
    report = Report(rules.sha256, tuple(rules.warnings), scenarios=rules.scenarios)
    failures: list[Failure] = []
    for info in rules.scenarios:
        # The rules run up to the first question while the game is made.
        game = tried(partial(Game, rules, info.id, "compiled"))
        if isinstance(game, RulesError):
            # What only shows when the scenario's restrictions are applied.
            report.findings += game.findings
            continue
        if isinstance(game, Exception):
            failures.append(broken_by(game).told(info.id))
            continue
        failures += _play(report, game, games, tell)
        if games and info is rules.scenarios[0]:
            wrong = tried(partial(wrong_counts, game))
            failures += wrong if isinstance(wrong, list) else []
        if states:
            telling = partial(tell, f"{info.id}, states")
            explored = explore(game, states, telling, seatings_of(game.optional))
            report.explored.append(explored)
            failures += explored.failures
    if any(info.options for info in rules.scenarios) and report.ok:
        report.ways = play_ways(rules, games, partial(tell, "options"))
        report.findings += tuple(report.ways.findings)
        failures += report.ways.failures
    told = (*report.findings, *_placed(rules, failures), *translation_findings(rules))
    report.findings = in_order(told)
    return report


def _play(report: Report, game: Game, games: int, tell: Advance) -> list[Failure]:
    """Play a scenario's games; return the promises they broke."""
    name = game.scenario.id
    cover = report.coverage[name] = Coverage(game)
    seatings = seatings_of(game.optional)
    shares = [max(share, len(seatings)) if games else 0 for share in (games, (games + 3) // 4)]
    ways = (report.stages, by_lot, shares[0]), (report.doctrine, by_doctrine, shares[1])
    done, total = 0, sum(shares)

    def tick() -> None:
        nonlocal done
        done += 1
        tell(name, done, total)

    failures: list[Failure] = []
    for stages, choose, count in ways:
        cover.trace(max(TRACED, len(seatings)))
        stage = play_random(game, count, tick=tick, choose=choose, cover=cover, seatings=seatings)
        stages.append(stage)
        failures += stages[-1].failures
    return failures


def _placed(rules: Rules, failures: list[Failure]) -> tuple[Finding, ...]:
    """Turn broken promises into findings at the rules that broke them, each once.

    Of several ways to one, whichever stage found them, the shortest is told.
    """
    if not failures:
        return ()
    places, origins = Positions(rules.source), Origins(rules.file, rules.source)
    shortest: dict[tuple[str, str, str, str, int, int], Failure] = {}
    for failure in failures:
        line, column = places.find(failure.path, failure.offset)
        file, line = origins.of(line)
        key = failure.scenario, failure.kind, failure.what, file, line, column
        known = shortest.get(key)
        if known is None or len(failure.moves) < len(known.moves):
            shortest[key] = failure
    return tuple(
        Finding(
            failure.code,
            "error",
            file,
            line,
            column,
            failure.what,
            f"{failure.message.rstrip('.')} ({_where(failure)}).",
            f"The way there: {counterexample(failure.moves)}.",
        )
        for (_, _, _, file, line, column), failure in shortest.items()
    )


def _where(failure: Failure) -> str:
    """The scenario, and which of its optional seats were played."""
    played = f", {seating_words(failure.played)} played" if failure.played != NOBODY else ""
    return f"scenario {failure.scenario}{played}"
