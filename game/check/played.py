"""What a check played and what it did not: without it, "all is well" says little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from game.check.coverage import Coverage
from game.check.explore import ExploredStage
from game.check.option_coverage import OptionChoice, OptionsStage, ways_of
from game.check.seatings import Seating, seatings_of
from game.rules import ScenarioInfo


@attrs.frozen
class Never:
    """What of one kind no game of any scenario ever saw.

    Attributes:
        kind: "actions", "procedures", "options" (answers to a question), "endings", or a deck.
        names: those that never happened.
        total: how many there are of the kind in all scenarios together.
    """

    kind: str
    names: tuple[str, ...]
    total: int


@attrs.frozen
class Played:
    """What was played, and what was not.

    Attributes:
        games: how many, those with other options left out.
        option_games: how many with other values of options.
        compared: the moves that both evaluators made, alike unless a finding says otherwise.
        explored: the positions explored.
        scenarios: those of which no game was played.
        seatings: by scenario, the seatings that no game was played with.
        seats: the optional seats that nobody played in any game.
        options: the scenario and the values of options together of which no game was played.
        values: those values of options that no game had in any scenario.
        never: what no game saw, by its kind.
    """

    games: int
    option_games: int
    compared: int
    explored: int
    scenarios: tuple[str, ...]
    seatings: dict[str, tuple[Seating, ...]]
    seats: tuple[str, ...]
    options: tuple[tuple[str, OptionChoice], ...]
    values: tuple[tuple[str, str], ...]
    never: tuple[Never, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as the document of `panj check --json` has it."""
        return {
            "played": {
                "games": self.games,
                "option_games": self.option_games,
                "moves_by_both_evaluators": self.compared,
                "positions_explored": self.explored,
            },
            "not_played": {
                "scenarios": list(self.scenarios),
                "seatings": {
                    name: [list(seating) for seating in rows]
                    for name, rows in self.seatings.items()
                },
                "optional_seats": list(self.seats),
                "options": [{"scenario": name, "options": dict(way)} for name, way in self.options],
                "option_values": [f"{option}={value}" for option, value in self.values],
            },
            "never": {row.kind: {"names": list(row.names), "of": row.total} for row in self.never},
        }


def played(
    scenarios: Sequence[ScenarioInfo],
    coverage: dict[str, Coverage],
    ways: OptionsStage | None,
    explored: Sequence[ExploredStage],
) -> Played:
    """Sum up the stages of a check.

    Args:
        scenarios: all there are.
        coverage: of the games by default, by scenario.
        ways: the games with other values of options.
        explored: the positions explored, by scenario.
    """
    games = {name: cover for name, cover in coverage.items() if cover.games}
    others = ways.covers if ways is not None else []
    had = {(stage.scenario, way) for way, stage in ways.stages if stage.games} if ways else set()
    ways_there = [(info.id, way) for info in scenarios for way in ways_of(info.options)]
    seen = {pair for _, way in had for pair in way}
    values = dict.fromkeys(pair for _, way in ways_there for pair in way)
    seatings = {
        info.id: tuple(s for s in seatings_of(info.optional) if not games[info.id].seatings[s])
        for info in scenarios
        if info.id in games
    }
    seated = {seat for cover in games.values() for seating in cover.seatings for seat in seating}
    optional = dict.fromkeys(seat for info in scenarios for seat in info.optional)
    return Played(
        sum(cover.games for cover in games.values()),
        sum(cover.games for cover in others),
        sum(cover.traced_moves for cover in (*games.values(), *others)),
        sum(stage.states for stage in explored),
        tuple(info.id for info in scenarios if info.id not in games),
        {name: rows for name, rows in seatings.items() if rows},
        tuple(seat for seat in optional if seat not in seated),
        tuple(row for row in ways_there if row not in had),
        tuple(pair for pair in values if pair not in seen),
        _never((*games.values(), *others)),
    )


def _never(covers: Iterable[Coverage]) -> tuple[Never, ...]:
    """What none of some games saw."""
    counts: dict[str, dict[str, int]] = {}
    for cover in covers:
        for kind, names in cover.counts().items():
            row = counts.setdefault(kind, {})
            for name, count in names.items():
                row[name] = row.get(name, 0) + count
    rows = (
        Never(kind, tuple(n for n, count in names.items() if not count), len(names))
        for kind, names in counts.items()
    )
    return tuple(row for row in rows if row.names)
