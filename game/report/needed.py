"""Who was needed where, when the rules last counted it up, or at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from game.report.axis import Axis, counts_at

if TYPE_CHECKING:
    from game.report.past import Past


@attrs.frozen
class PlaceNeed:
    """A place, its value, and without whom it would fall.

    Attributes:
        place: its id.
        name: its name.
        value: what its badge shows; None where that is not known.
        state: the id of the badge's state; "" for none.
        seats: the ids of those that are needed.
    """

    place: str
    name: str
    value: int | None
    state: str
    seats: tuple[str, ...]


@attrs.frozen
class NeededPlaces:
    """Who was needed where.

    Attributes:
        round: the round of the counting; None for the end of the game, and where rules have none.
        counting: what the counting is called; "" for the end of the game.
        places: all places, in the rules' order.
    """

    round: int | None
    counting: str
    places: tuple[PlaceNeed, ...]


def needed(past: Past) -> NeededPlaces | None:
    """Who was needed where, just before the last counting; None where rules need nobody anywhere.

    What the counting itself changes comes after it, so its own step begins where it is read.
    """
    game, look = past.game, past.game.rules.look
    spec = game.derived_values.get(look.accent.value) or game.registers.get(look.accent.value)
    if spec is None or len(spec.index) != 2 or not look.badge.states:
        return None
    steps = [step for step in range(1, len(past.views)) if counts_at(past, step)]
    last = steps[-1] if steps else 0
    view = past.views[last - 1] if last else past.views[-1]
    seats, places = (game.members(kind) for kind in spec.index)
    found = []
    for place in places:
        value = game.value(view, look.badge.value, place)
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
        state = look.state(number).id if number is not None else ""
        by = tuple(s for s in seats if game.value(view, look.accent.value, s, place) is True)
        found.append(PlaceNeed(place, game.title(spec.index[1], place), number, state, by))
    if not last:
        return NeededPlaces(None, "", tuple(found))
    name = str(game.describe("procedure", look.roles.outcome.count)["name"])
    return NeededPlaces(past.round(last), name, tuple(found))


def holding_best(past: Past, axis: Axis) -> tuple[str, tuple[int, ...], int] | None:
    """How many places stood best at each tick: what that is called, how many, of how many."""
    game, look = past.game, past.game.rules.look
    spec = game.derived_values.get(look.badge.value) or game.registers.get(look.badge.value)
    if spec is None or len(spec.index) != 1 or len(look.badge.states) < 2:
        return None
    places = game.members(spec.index[0])

    def best(step: int) -> int | None:
        values = [game.value(past.views[step], look.badge.value, place) for place in places]
        known = [v for v in values if isinstance(v, int)]
        if len(known) < len(values):
            return None
        return sum(look.state(value) is look.badge.states[0] for value in known)

    values = axis.series(best)
    return (look.badge.states[0].name, values, len(places)) if values else None
