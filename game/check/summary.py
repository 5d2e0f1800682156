"""Reports for people: the same documents that `--json` prints, in lines of text."""

from __future__ import annotations

from typing import Any

from game.check.checker import Report
from game.check.random_games import ScenarioStage, counterexample


def _percent(share: dict[str, Any]) -> str:
    words = f"{share['games']}"
    if share["share"] is not None:
        words += f" ({share['share']:.1%}; {share['low']:.1%} to {share['high']:.1%})"
    return words


def lines(document: dict[str, Any]) -> list[str]:
    """Return the summary of a simulation.

    Args:
        document: as `simulate` returns it.
    """
    summary = document["summary"]
    text = [
        f"{document['scenario']}: {document['games']} games from seed {document['seed']}, "
        f"{summary['mean_decisions']} decisions a game",
        "Wins (share; 95 % interval):",
    ]
    for seat, share in summary["wins"].items():
        score = summary["mean_scores"][seat]
        mean = f", mean score {score}" if score is not None else ""
        text.append(f"  {seat} ({summary['seats'][seat]}): {_percent(share)}{mean}")
    text.append(f"  nobody: {_percent(summary['draws'])}")
    for title, kind in (("Endings:", "endings"), ("Verdicts:", "verdicts")):
        if summary[kind]:
            text.append(title)
            text += [f"  {name}: {_percent(share)}" for name, share in summary[kind].items()]
    return text


def _stage_lines(stage: ScenarioStage) -> list[str]:
    text = [
        f"{stage.scenario}: {stage.games} random games, at most {stage.longest_decisions} "
        f"decisions and {stage.longest_chance} outcomes of chance "
        f"(declared {stage.declared_decisions} and {stage.declared_chance}); endings: "
        + (", ".join(f"{name} {n}" for name, n in sorted(stage.endings.items())) or "none")
    ]
    if stage.never_legal and stage.games:
        shown = ", ".join(stage.never_legal[:8])
        more = f" and {len(stage.never_legal) - 8} more" if len(stage.never_legal) > 8 else ""
        text.append(f"  never legal in them: {shown}{more}")
    for failure in stage.failures:
        text.append(f"  BROKEN in game {failure.game}: {failure.message}")
        text.append(f"    {counterexample(failure.moves)}")
    return text


def report_lines(report: Report) -> list[str]:
    """Return a check's report, ending in one line that says whether all is well."""
    text = [str(finding) for finding in report.findings]
    for stage in report.stages:
        text += _stage_lines(stage)
    errors = sum(finding.severity == "error" for finding in report.findings)
    broken = sum(len(stage.failures) for stage in report.stages)
    if report.ok:
        text.append("All is well.")
    else:
        words = [f"{errors} error{'s' * (errors != 1)}"] if errors else []
        words += [f"{broken} broken promise{'s' * (broken != 1)}"] if broken else []
        text.append(" and ".join(words) + ".")
    return text
