"""Option coverage: whether the rules hold with each value of an option that is no default."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest

import attrs

from game.check.coverage import Coverage
from game.check.properties import Failure, broken_by, tried
from game.check.random_games import ScenarioStage, play_random
from game.check.seatings import Seating, seatings_of
from game.engine import Game
from game.rules import Finding, OptionInfo, Rules, RulesError

OptionChoice = tuple[tuple[str, str], ...]
"""Options with their values."""

#: One game of a way for so many by default. Each way is compiled in every scenario, but its games
#: are dealt round the scenarios: the first in each costs most of what a check can spare.
RARER = 15


def ways_of(options: Sequence[OptionInfo]) -> list[OptionChoice]:
    """The fewest ways to play in which every value occurs that is no default."""
    others = [[(o.id, v.id) for v in o.values if v.id != o.default] for o in options]
    return [tuple(pair for pair in row if pair) for row in zip_longest(*others)]


def words_of(way: OptionChoice) -> str:
    """A way to play as it is typed."""
    return ",".join(f"{option}={value}" for option, value in way)


@attrs.define
class OptionsStage:
    """What the other ways to play showed.

    Attributes:
        stages: the games of each way in each scenario that was dealt some.
        findings: why a scenario cannot be compiled so.
        failures: the promises that games broke.
        covers: what happened in the games, a coverage for each of `stages`.
    """

    stages: list[tuple[OptionChoice, ScenarioStage]] = attrs.Factory(list)
    findings: list[Finding] = attrs.Factory(list)
    failures: list[Failure] = attrs.Factory(list)
    covers: list[Coverage] = attrs.Factory(list)

    def as_json(self) -> list[dict[str, object]]:
        """Return the stage as the document of `panj check --json` has it."""
        return [
            {"scenario": stage.scenario, "options": dict(way), **stage.as_json()}
            for way, stage in self.stages
        ]


def play_ways(rules: Rules, games: int, tell: Callable[[int, int], None]) -> OptionsStage:
    """Compile every value of every option in each scenario, and play some games so.

    Args:
        rules: sound as they are played by default.
        games: how many are played of each scenario by default.
        tell: told of progress, scenarios compiled and in all.
    """
    # What is compiled already stays; the collector walking it costs a third of the time.
    gc.collect()
    gc.freeze()
    try:
        return _play_ways(rules, games, tell)
    finally:
        gc.unfreeze()


def _play_ways(rules: Rules, games: int, tell: Callable[[int, int], None]) -> OptionsStage:
    found = OptionsStage()
    there: dict[OptionChoice, list[str]] = {}
    for info in reversed(rules.scenarios):
        for way in ways_of(info.options):
            there.setdefault(way, []).append(info.id)
    done, total = 0, sum(map(len, there.values()))
    optional = {info.id: info.optional for info in rules.scenarios}
    for turn, (way, scenarios) in enumerate(there.items()):
        shares = _dealt((games + RARER - 1) // RARER, len(scenarios))
        for hand, (scenario, share) in enumerate(zip(scenarios, shares, strict=True)):
            wrong = list(_findings(rules, scenario, way))
            found.findings += wrong
            if share and not wrong:
                # So few games are dealt that each begins with another seating.
                seatings = seatings_of(optional[scenario])
                first = (turn + hand) % len(seatings)
                _play(found, rules, scenario, way, share, (*seatings[first:], *seatings[:first]))
            done += 1
            tell(done, total)
    return found


def _dealt(games: int, hands: int) -> list[int]:
    return [games // hands + (hand < games % hands) for hand in range(hands)]


def _compiled(rules: Rules, scenario: str, options: Mapping[str, str]) -> tuple[Finding, ...]:
    try:
        rules.program(scenario, options)
    except RulesError as error:
        return error.findings
    return ()


def _findings(rules: Rules, scenario: str, way: OptionChoice) -> Iterator[Finding]:
    """What is wrong with a scenario played so, told of the values that are to blame."""
    together = _compiled(rules, scenario, dict(way))
    if not together:
        return
    alone = {pair: _compiled(rules, scenario, dict([pair])) for pair in way}
    blamed: dict[OptionChoice, tuple[Finding, ...]] = {
        (p,): found for p, found in alone.items() if found
    }
    for some, found in (blamed or {way: together}).items():
        for finding in found:
            said = f"{finding.message.rstrip('.')} (scenario {scenario} with {words_of(some)})."
            yield attrs.evolve(finding, message=said)


def _play(
    found: OptionsStage,
    rules: Rules,
    scenario: str,
    way: OptionChoice,
    games: int,
    seatings: Sequence[Seating],
) -> None:
    name = f"{scenario} with {words_of(way)}"
    # The rules run up to the first question while the game is made.
    game = tried(partial(Game, rules, scenario, "compiled", dict(way)))
    if isinstance(game, Exception):
        found.failures.append(broken_by(game).told(name))
        return
    # A move is made by both evaluators until it is no longer new; one game is made so throughout.
    cover = Coverage(game, 1)
    stage = play_random(game, games, cover=cover, seatings=seatings)
    found.stages.append((way, stage))
    found.covers.append(cover)
    found.failures += [attrs.evolve(failure, scenario=name) for failure in stage.failures]
