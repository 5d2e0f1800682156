"""Reports for people: the same documents that `--json` prints, in lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.check.checker import Report
from game.check.coverage import Coverage
from game.check.explore import ExploredStage
from game.check.option_coverage import words_of
from game.check.played import Played
from game.check.random_games import ScenarioStage
from game.check.seatings import seating_words
from game.rules import told


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
    played = [f"{option}={value}" for option, value in document["options"].items()]
    text = [
        f"{document['scenario']}: {document['games']} games from seed {document['seed']}, "
        f"{summary['mean_decisions']} decisions a game",
        *(["Options: " + ", ".join(played)] if played else []),
        "Wins (share; 95 % interval):",
    ]
    for seat, share in summary["wins"].items():
        score = summary["mean_scores"][seat]
        mean = f", mean score {score}" if score is not None else ""
        text.append(f"  {seat} ({summary['seats'][seat]}): {_percent(share)}{mean}")
    text.append(f"  nobody: {_percent(summary['draws'])}")
    for title, kind in (
        ("Endings:", "endings"),
        ("Verdicts:", "verdicts"),
        ("Rounds played:", "rounds"),
    ):
        if summary[kind]:
            text.append(title)
            text += [f"  {name}: {_percent(share)}" for name, share in summary[kind].items()]
    return text


def _stage_line(stage: ScenarioStage, kind: str, way: str = "") -> str:
    games = _counted(stage.games, f"{kind} game")
    return (
        f"{stage.scenario}: {games}{way}, at most {stage.longest_decisions} "
        f"decisions and {stage.longest_chance} outcomes of chance "
        f"({_declared(stage)}); endings: "
        + (", ".join(f"{name} {n}" for name, n in sorted(stage.endings.items())) or "none")
    )


def _declared(stage: ScenarioStage) -> str:
    """What the rules say of how long a game is."""
    if stage.declared_decisions is None:
        return "no length is declared"
    chance = "any number" if stage.declared_chance is None else stage.declared_chance
    return f"declared {stage.declared_decisions} and {chance}"


def _seating_line(cover: Coverage) -> list[str]:
    """In how many games which of the optional seats were played."""
    if not cover.game.optional or not cover.games:
        return []
    parts = [f"{seating_words(seating)} in {n}" for seating, n in cover.seatings.items()]
    return [f"  optional seats played: {', '.join(parts)}"]


def _never_lines(random: ScenarioStage, cover: Coverage) -> list[str]:
    """What no game saw, what matters most first; and the targets that were never legal."""
    if not cover.games:
        return []
    never = cover.never()
    kinds = sorted(never, key=lambda kind: kind not in ("endings", "actions"))
    text = [
        f"  never seen in {cover.games} games: {_WORDS.get(kind, kind)} "
        f"{_some(_folded(kind, never[kind]), 4)}"
        for kind in kinds
    ]
    known = {*never.get("actions", ()), *never.get("options", ())}
    moves = [m for m in random.never_legal if m not in known and m.split(":")[0] not in known]
    if moves:
        text.append(f"  never legal in {random.games} random games: {_some(moves, 4)}")
    return text


#: What people call the kinds of things that may happen, where they call them otherwise.
_WORDS = {"options": "answers"}
#: The kinds of things that may happen but for the cards of decks.
_KINDS = ("actions", "procedures", "options", "endings")


def _folded(kind: str, names: Sequence[str]) -> list[str]:
    """Names as they are told: answers, of which there may be hundreds, by their question."""
    if kind != "options":
        return list(names)
    asked: dict[str, list[str]] = {}
    for name in names:
        asked.setdefault(name.rpartition(":")[0], []).append(name)
    return [
        answers[0] if len(answers) == 1 else f"{question} ({len(answers)})"
        for question, answers in asked.items()
    ]


def _some(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _explored_line(stage: ExploredStage) -> str:
    all_ = "all that can be reached" if stage.complete else "there are more"
    return (
        f"{stage.scenario}: {stage.states} positions explored ({all_}), up to {stage.depth} moves "
        f"from the start; {stage.final} of them end the game"
    )


def _played_lines(report: Report) -> list[str]:
    """What was played and what was not, so that nobody takes the one for the other."""
    played = report.played
    scenarios = len(report.scenarios) - len(played.scenarios)
    text = []
    parts = []
    if played.games:
        parts.append(f"{_counted(played.games, 'game')} of {_counted(scenarios, 'scenario')}")
    if played.option_games:
        parts.append(f"{_counted(played.option_games, 'game')} with other options")
    if played.explored:
        parts.append(f"{_counted(played.explored, 'position')} explored")
    if parts:
        both = f"; {played.compared:,} of their moves by both evaluators" if played.games else ""
        text.append(f"Played: {', '.join(parts)}{both}.")
    if missing := _missing(played):
        text.append(f"Not played: {'; '.join(missing)}.")
    if played.games and not report.explored:
        text.append("No position was explored (see --explore).")
    for row in played.never:
        what = _WORDS.get(row.kind) or (row.kind if row.kind in _KINDS else f"cards of {row.kind}")
        names = _some(_folded(row.kind, row.names))
        text.append(f"Never seen: {len(row.names)} of {row.total} {what}: {names}.")
    return text


def _missing(played: Played) -> list[str]:
    """What no game was played of, in a few words each."""
    if not played.games:
        return ["any game"]
    parts = []
    if played.scenarios:
        parts.append(f"any game of {_some(played.scenarios)}")
    if played.seats:
        parts.append(f"the optional seats {_some(played.seats)}")
    for name, seatings in played.seatings.items():
        parts.append(f"{name} with {_some([seating_words(s) for s in seatings], 4)} seated")
    if played.values:
        values = [f"{option}={value}" for option, value in played.values]
        parts.append(f"the options {_some(values)}")
    rest: dict[str, list[str]] = {}
    for name, way in played.options:
        if not set(way) <= set(played.values):
            rest.setdefault(words_of(way), []).append(name)
    parts += [f"{way} in {_some(names, 4)}" for way, names in rest.items()]
    return parts


def report_lines(report: Report) -> list[str]:
    """Return a check's report, ending in one line that says whether all is well."""
    text = [told(report.findings)] if report.findings else []
    for random, doctrine in zip(report.stages, report.doctrine, strict=True):
        cover = report.coverage[random.scenario]
        text += [_stage_line(random, "random"), _stage_line(doctrine, "doctrine")]
        text += [*_seating_line(cover), *_never_lines(random, cover)]
    for way, stage in report.ways.stages if report.ways else ():
        text.append(_stage_line(stage, "random", f" with {words_of(way)}"))
    text += map(_explored_line, report.explored)
    if report.scenarios:
        text += _played_lines(report)
    errors = sum(finding.severity == "error" for finding in report.findings)
    text.append("All is well." if report.ok else f"{errors} error{'s' * (errors != 1)}.")
    return text
