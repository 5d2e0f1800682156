"""The badges, signs and names on the map of who was needed where, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import number_text
from game.drawing.patterns import hexed
from game.drawing.silhouettes import polygon

if TYPE_CHECKING:
    from game.report.board_map import PlacesMap
    from game.report.needed import NeededPlaces, PlaceNeed
    from game.rules.look import BadgeState

#: Half the width of a badge, in units of the map, and how far the sign of a seat is from the next.
_BADGE, _SIGN = 7.5, 12.0
#: The size of a name, and how wide a letter of it is on the average.
NAME_SIZE: Final = 8.6
_LETTER: Final = 0.5 * NAME_SIZE

_Span = tuple[float, float, float, float]


@attrs.frozen
class NeedMark:
    """A place on the map.

    Attributes:
        place: its id.
        title: its whole name.
        x, y: where its badge stands.
        path: the outline of the badge around it.
        fill, ink, rim: of the badge.
        value: what stands in it.
        seats: who is needed, each with how far right of the badge its sign stands.
        name: what is written beside it; "" for nothing.
        name_x, name_y: where that stands, in its middle.
    """

    place: str
    title: str
    x: float
    y: float
    path: str
    fill: str
    ink: str
    rim: str
    value: str
    seats: tuple[tuple[str, float], ...]
    name: str
    name_x: float
    name_y: float


def need_marks(
    needed: NeededPlaces, land: PlacesMap, states: Sequence[BadgeState], names: Mapping[str, str]
) -> Iterator[NeedMark]:
    """What stands on each place; names where somebody is needed or the badge is at its worst.

    Args:
        needed: who was needed where.
        land: where the places lie.
        states: the states of the badge, the best first.
        names: what the places are called on a map.
    """
    at = {place.id: (place.x, place.y) for place in land.places}
    by = {state.id: state for state in states}
    taken = [_group(*at[each.place], len(each.seats)) for each in needed.places]
    for each in needed.places:
        state = by.get(each.state)
        if state is None or each.value is None:
            continue
        x, y = at[each.place]
        told = bool(each.seats) or state is states[-1]
        name = names[each.place] if told else ""
        name_x, name_y = _beside(each, (x, y), name, taken, land.width, land.height)
        if name:
            taken.append(_around(name_x, name_y, name))
        outline = polygon(state.silhouette)
        left = x - _shift(len(each.seats))
        yield NeedMark(
            place=each.place,
            title=each.name,
            x=round(left, 1),
            y=y,
            path="M" + "L".join(f"{a * _BADGE:.1f} {b * _BADGE:.1f}" for a, b in outline) + "Z",
            fill=hexed(state.colour),
            ink=hexed(state.ink),
            rim=hexed(state.rim),
            value=number_text(each.value, plus=True),
            seats=tuple((seat, _BADGE + _SIGN * (n + 0.62)) for n, seat in enumerate(each.seats)),
            name=name,
            name_x=name_x,
            name_y=name_y,
        )


def _shift(signs: int) -> float:
    """How far left of the middle a badge stands that has signs to its right."""
    return _SIGN * signs / 2


def _group(x: float, y: float, signs: int) -> _Span:
    """What a badge and its signs cover."""
    half = _BADGE + _shift(signs)
    return x - half, y - _BADGE, x + half, y + _BADGE


def _around(x: float, y: float, name: str) -> _Span:
    """What a name covers."""
    half = len(name) * _LETTER / 2
    return x - half, y - NAME_SIZE * 0.6, x + half, y + NAME_SIZE * 0.6


def _beside(
    each: PlaceNeed, at: tuple[float, float], name: str, taken: Sequence[_Span],
    width: float, height: float,
) -> tuple[float, float]:  # fmt: skip
    """Where a name stands best: below its badge, above, or beside it, as free as can be."""
    x, y = at
    half = len(name) * _LETTER / 2
    side = _BADGE + _shift(len(each.seats)) + half + 2
    tries = [
        (x, y + _BADGE + 6), (x, y - _BADGE - 6), (x + side, y), (x - side, y),
        (x + half * 0.6, y + _BADGE + 6), (x - half * 0.6, y + _BADGE + 6),
        (x + half * 0.6, y - _BADGE - 6), (x - half * 0.6, y - _BADGE - 6),
    ]  # fmt: skip
    frame = [(-999.0, -999.0, -4.0, 9999.0), (width + 4, -999.0, 9999.0, 9999.0),
             (-999.0, height + 4, 9999.0, 9999.0), (-999.0, -999.0, 9999.0, -4.0)]  # fmt: skip

    def covered(place: tuple[float, float]) -> float:
        box = _around(*place, name)
        return sum(_overlap(box, other) for other in (*taken, *frame))

    found = min(tries, key=covered)
    return round(found[0], 1), round(found[1], 1)


def _overlap(a: _Span, b: _Span) -> float:
    """How much of two boxes is in both."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, wide) * max(0.0, high)
