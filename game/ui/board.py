"""What one seat sees, as pictures for the map and sums for the panel."""

from __future__ import annotations

import attrs

from game.engine import CellId
from game.ui.map.counters import CounterPicture, CrossingPicture, SpacePicture
from game.ui.map.look import CounterLook, Look
from game.ui.seat_client import SeatClient
from game.ui.widgets.equation import Part, Sum


@attrs.define
class Marks:
    """What the person is doing with the board: chosen place, legal ones, or none of that."""

    selected: str | None = None
    legal: frozenset[str] | None = None
    chosen: tuple[str, ...] = ()
    flash: dict[str, float] = attrs.Factory(dict)


def number(value: object) -> int | None:
    """A number that may be shown, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def signed(value: int) -> str:
    """A balance with its sign."""
    return f"+{value}" if value > 0 else str(value).replace("-", "−")


def facts(client: SeatClient, place: str) -> list[tuple[str, str]]:
    """The constant fields that are shown with a place: (name, value)."""
    found = ((f, client.field(client.roles.places, place, f)) for f in client.roles.facts)
    return [(f.replace("_", " ").capitalize(), str(v)) for f, v in found if v is not None]


def lying(client: SeatClient, place: str) -> list[tuple[str, str]]:
    """Every number on a place that the viewer sees: (name, value)."""
    found = []
    for cell, value in client.view.items():
        named = CellId.parse(cell)
        if named.index == (place,) and number(value):
            name = client.describe("register", named.register).get("name")
            found.append((str(name or named.register), str(value)))
    return found


def weakest(client: SeatClient, look: Look) -> str | None:
    """The place with the lowest balance, the first of them; the first place if none is known."""
    known = [(number(client.value(look.balance_register, p)), p) for p in client.places]
    found = [(v, n, p) for n, (v, p) in enumerate(known) if v is not None]
    return min(found)[2] if found else (client.places[0] if client.places else None)


def needed(client: SeatClient, look: Look, tier: str, space: str) -> bool:
    """Whether the space would fall without this tier."""
    return bool(tier) and client.value(look.indispensable, tier, space) is True


def pictures(
    client: SeatClient, look: Look, marks: Marks
) -> tuple[list[SpacePicture], list[CrossingPicture]]:
    """A picture of each space and crossing, as the viewer sees them."""
    spaces, crossings = [], []
    for space in client.places:
        kept = []
        for counter in look.counters.values():
            value = number(client.value(counter.register, space))
            if value:
                need = needed(client, look, counter.tier, space)
                kept.append(CounterPicture(counter.id, value, need))
        signs = tuple(
            m.id for m in look.marks.values() if m.on == "space" and client.value(m.register, space)
        )
        lit = "none"
        if marks.legal is not None:
            lit = "legal" if space in marks.legal else "dimmed"
        if space == marks.selected or space in marks.chosen:
            lit = "selected"
        total = number(client.value(look.balance_register, space))
        flash = marks.flash.get(space, 0.0)
        spaces.append(SpacePicture(space, tuple(kept), total, signs, lit, flash))
        over = tuple(
            m.id
            for m in look.marks.values()
            if m.on == "crossing" and client.value(m.register, space) is True
        )
        if over:
            crossings.append(CrossingPicture(space, over))
    return spaces, crossings


def equation(client: SeatClient, look: Look, space: str) -> Sum:
    """The sum of one space: all that can stand there, against what presses on it."""
    plus: list[Part] = []
    minus: list[Part] = []
    for counter in look.counters.values():
        if counter.side == "stake":
            continue
        value = client.value(counter.register, space)
        shown = number(value)
        if shown is None or (counter.shadow and not shown):
            continue  # this kind cannot stand here
        part = Part(
            counter.name,
            shown,
            counter.colour,
            _hatch(counter),
            counter.side == "for" and shown > 0 and needed(client, look, counter.tier, space),
        )
        (plus if counter.side == "for" else minus).append(part)
    total = number(client.value(look.balance_register, space))
    state = look.state(total).name if total is not None else ""
    return Sum(tuple(plus), tuple(minus), total, state)


def _hatch(counter: CounterLook) -> str:
    """Its pattern; tiers that have none on the map get one here by silhouette, for grey print."""
    if counter.hatch != "none" or counter.side == "against":
        return counter.hatch
    by = {"disc": "dots", "tower": "level", "pennant": "upright", "helmet": "falling"}
    base = by.get(counter.silhouette, "none")
    return "falling" if counter.shadow and base == "none" else base


def stakes(client: SeatClient, look: Look, space: str) -> list[tuple[str, str]]:
    """What else is on the space: (name, value) of stakes and marks."""
    found = []
    for counter in look.counters.values():
        value = number(client.value(counter.register, space))
        if counter.side == "stake" and value:
            found.append((counter.name, str(value)))
    for mark in look.marks.values():
        if mark.on == "space" and client.value(mark.register, space):
            found.append((mark.name, ""))
        if mark.on == "crossing" and client.value(mark.register, space) is True:
            found.append((mark.name, ""))
    return found
