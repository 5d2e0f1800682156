"""Who sits where in a test's games."""

from __future__ import annotations

from collections.abc import Iterable

from game.rules.ruleset import ScenarioInfo
from game.table.seating import AUTO


def seats_of(info: ScenarioInfo, who: str, also: Iterable[str] = ()) -> dict[str, str]:
    """Fill the seats that must be played, and some more; the rules act for the others.

    Args:
        info: the scenario.
        who: who sits in each of them.
        also: the optional seats that are played as well.
    """
    must = [seat for seat in info.seats if seat not in info.optional]
    return dict.fromkeys(info.optional, AUTO) | dict.fromkeys([*must, *also], who)
