"""The rules that were named on the command line, and what they say of their scenarios."""

from __future__ import annotations

from pathlib import Path

from game import resources
from game.catalogue import phrase, spoken
from game.rules import (
    OptionError,
    Rules,
    RulesError,
    ScenarioInfo,
    ShelfGame,
    load_rules,
    shelf_game,
    told,
)
from game.terminal.exit_status import CommandError
from game.terminal.options import meant


def load_file(
    path: Path | None, scenario: str | None = None, options: dict[str, str] | None = None
) -> Rules:
    """Load a rules file; whatever is wrong with it is said, a line a finding.

    Only the scenario that is wanted is compiled; of our own rules, which are known to be sound,
    the first if none is named.
    """
    where = path or resources.rules_path()
    try:
        rules = load_rules(where, scenario or ("" if path is None else None), options or {})
        return rules.told_in(spoken())
    except OptionError as error:
        raise CommandError(phrase("typed.options_wrong", why=error)) from error
    except RulesError as error:
        words = told(error.findings) or phrase("typed.unusable", path=where)
        raise CommandError(words) from error


def shelf() -> list[ShelfGame]:
    """Load every game of the shelf; whatever is wrong with one is said, a line a finding."""
    try:
        return [shelf_game(ident) for ident in resources.known_games()]
    except RulesError as error:
        raise CommandError(told(error.findings)) from error


def scenario_id(rules: Rules, named: str | None) -> str:
    """Return the scenario named, or the first; CommandError if there is none of that name."""
    known = [info.id for info in rules.scenarios]
    if named is None:
        return known[0]
    if named not in known:
        raise CommandError(phrase("typed.no_scenario", word=named, meant=meant(named, known)))
    return named


def scenario_of(rules: Rules, scenario: str) -> ScenarioInfo:
    """Return what a scenario tells people, by its id."""
    return next(info for info in rules.scenarios if info.id == scenario)


def seats_of(rules: Rules, scenario: str) -> list[str]:
    """Return the seats of a scenario, in order."""
    return list(scenario_of(rules, scenario).seats or rules.seats)


def optional_of(rules: Rules, scenario: str) -> list[str]:
    """Return the seats of a scenario that nobody need play, in order."""
    return list(scenario_of(rules, scenario).optional)
