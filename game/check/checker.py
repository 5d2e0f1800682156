"""Checks a rules file without a table: all findings, then random games of each scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from game.check.random_games import ScenarioStage, play_random
from game.engine import Game
from game.rules import Finding, RulesError, load_rules

Tell = Callable[[str, int, int], None]
"""Told of progress: the scenario, games done, games in all."""

#: Findings that mean the file could not be read at all.
UNREADABLE = "unreadable"


@attrs.define
class Report:
    """What a check found.

    Attributes:
        sha256: of the file's text; None if it could not be read.
        findings: what is wrong in the text.
        stages: the random games, by scenario.
    """

    sha256: str | None
    findings: tuple[Finding, ...] = ()
    stages: list[ScenarioStage] = attrs.Factory(list)

    @property
    def ok(self) -> bool:
        """Nothing is wrong (warnings may be there)."""
        return not any(f.severity == "error" for f in self.findings) and not any(
            stage.failures for stage in self.stages
        )

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
            "stages": {
                "random_games": {stage.scenario: stage.as_json() for stage in self.stages},
            }
            if self.stages
            else {},
        }


def _sha256(path: Path) -> str | None:
    try:
        # As the loader has it: of the text with plain line ends.
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        return None


def check(path: Path, games: int = 200, tell: Tell = lambda *_: None) -> Report:
    """Check a rules file.

    Args:
        path: the file.
        games: random games of each scenario.
        tell: told of progress.

    Returns:
        The report; a file that cannot be used is a report with findings, not an error.
    """
    try:
        rules = load_rules(path)
    except RulesError as error:
        return Report(_sha256(path), error.findings)
    report = Report(rules.sha256, tuple(getattr(rules, "warnings", ())))
    for info in rules.scenarios:
        try:
            game = Game(rules, info.id)
        except RulesError as error:
            # What only shows when the scenario's restrictions are applied.
            report.findings += error.findings
            continue
        done = 0

        def tick(scenario: str = info.id) -> None:
            nonlocal done
            done += 1
            tell(scenario, done, games)

        report.stages.append(play_random(game, games, tick=tick))
    return report
