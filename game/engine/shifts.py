"""What was moved in zones between two positions, as whoever sees them may know it.

It is read from two views alone, before and after: whoever reads learns nothing that it does not
see. A member whose place it sees is named; of the others it is told how many came and went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs

from game.engine.interpret import State
from game.engine.view import View
from game.engine.zones import Zones
from game.rules.cell_id import CellId


@attrs.frozen
class Shift:
    """Members of a zone that came to lie elsewhere.

    Attributes:
        members: the set that they are of.
        member: the one that is known, or "".
        count: how many they are.
        source: the place where they lay; None where that is not known.
        target: the place where they lie; likewise.
    """

    members: str
    member: str
    count: int
    source: CellId | None
    target: CellId | None


def shifts(zones: Zones, before: View | State, after: View | State) -> tuple[Shift, ...]:
    """What was moved between two positions.

    Args:
        zones: the zones of the game.
        before: the earlier position; a state shows everything.
        after: the later one.
    """
    found = dict.fromkeys(spec.zone for spec in zones.places.values())
    return tuple(shift for zone in found for shift in _moves(zones, zone, before, after))


def _moves(zones: Zones, zone: str, before: View | State, after: View | State) -> Iterator[Shift]:
    """What was moved in one zone."""
    was, now = zones.where(before, zone), zones.where(after, zone)
    moved = [m for m in now if m in was and was[m] != now[m]]
    came = [m for m in now if m not in was]
    went = [m for m in was if m not in now]
    # How many more lie in each place, beside those that are known to have come or gone.
    left: Counter[CellId] = Counter()
    specs = [spec for spec in zones.places.values() if spec.zone == zone]
    for spec in specs:
        for index in zones.cells(spec.name):
            then, there = (zones.lying(s, spec.name, index).size for s in (before, after))
            left[CellId(spec.name, index)] = there - then
    left.subtract(now[m] for m in (*moved, *came))
    left.update(was[m] for m in (*moved, *went))
    sources = [cell for cell, more in left.items() if more < 0]
    targets = [cell for cell, more in left.items() if more > 0]
    # Where all that is not known came from one place, or went to one, it is known after all.
    source = sources[0] if len(sources) == 1 and not went else None
    target = targets[0] if len(targets) == 1 and not came else None
    members = specs[0].members
    yield from (Shift(members, m, 1, was[m], now[m]) for m in moved)
    yield from (Shift(members, m, 1, source, now[m]) for m in came)
    yield from (Shift(members, m, 1, was[m], target) for m in went)
    if source is not None:
        yield from (Shift(members, "", left[cell], source, cell) for cell in targets)
    elif target is not None:
        yield from (Shift(members, "", -left[cell], cell, target) for cell in sources)
    else:
        yield from (Shift(members, "", -left[cell], cell, None) for cell in sources)
        yield from (Shift(members, "", left[cell], None, cell) for cell in targets)
