"""What one seat sees, as pictures for the map and sums for the panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from game.catalogue import called, number_text
from game.engine import CellId
from game.rules.look import Colour, CounterLook, LayerLook, Look
from game.story.previews import Odds, ValueAt
from game.story.telling import Names
from game.ui.map.counters import CounterPicture, PassagePicture, SpacePicture
from game.ui.seat_client import SeatClient
from game.ui.theme import mix
from game.ui.widgets.equation import Part, Sum


@attrs.define
class Marks:
    """What the person is doing with the board: chosen place, legal ones, or none of that.

    `lit` are the places that are told of: the others recede, and more so where these are `alone`.
    """

    selected: str | None = None
    legal: frozenset[str] | None = None
    chosen: tuple[str, ...] = ()
    flash: dict[str, float] = attrs.Factory(dict)
    lit: tuple[str, ...] = ()
    alone: bool = False


def number(value: object) -> int | None:
    """A number that may be shown, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def facts(client: SeatClient, place: str) -> list[tuple[str, str]]:
    """The constant fields that are shown with a place: (name, value)."""
    found = ((f, client.words.field(client.roles.places, place, f)) for f in client.roles.facts)
    return [(called(f), str(v)) for f, v in found if v is not None]


def lying(client: SeatClient, place: str) -> list[tuple[str, str]]:
    """Every number on a place that the viewer sees: (name, value)."""
    found = []
    for cell, value in client.view.items():
        named = CellId.parse(cell)
        if named.index == (place,) and number(value):
            name = client.words.describe("register", named.register).get("name")
            found.append((str(name or named.register), str(value)))
    return found


def weakest(client: SeatClient, look: Look) -> str | None:
    """The place with the lowest badge, the first of them; the first place if none is known."""
    known = [(number(client.value(look.badge.value, p)), p) for p in client.places]
    found = [(v, n, p) for n, (v, p) in enumerate(known) if v is not None]
    return min(found)[2] if found else (client.places[0] if client.places else None)


def accented(client: SeatClient, look: Look, seat: str, place: str) -> bool:
    """Whether what the seat has at the place is set off there."""
    return bool(seat and look.accent.value) and client.value(look.accent.value, seat, place) is True


def pictures(
    client: SeatClient, look: Look, marks: Marks, places: Sequence[str] | None = None
) -> tuple[list[SpacePicture], list[PassagePicture]]:
    """A picture of each place, and of the passages from it, as the viewer sees them.

    Args:
        client: whose eyes.
        look: how these rules look.
        marks: what the person is doing.
        places: of which places; None for all.
    """
    spaces, passages = [], []
    for space in client.places if places is None else places:
        kept = []
        for counter in look.counters.values():
            value = number(client.value(counter.value, space))
            if value:
                set_off = accented(client, look, counter.seat, space)
                kept.append(CounterPicture(counter.id, value, set_off))
        signs = tuple(
            m.id for m in look.marks.values() if m.on == "place" and client.value(m.value, space)
        )
        lit = "none"
        if marks.legal is not None:
            lit = "legal" if space in marks.legal else "dimmed"
        if marks.lit:
            lit = "selected" if space in marks.lit else "dimmed" if marks.alone else "hushed"
        elif space == marks.selected or space in marks.chosen:
            lit = "selected"
        total = number(client.value(look.badge.value, space))
        flash = marks.flash.get(space, 0.0)
        spaces.append(SpacePicture(space, tuple(kept), total, signs, lit, flash))
        over = tuple(
            m.id for m in look.marks.values() if m.on == "passage" and client.value(m.value, space)
        )
        if over:
            passages.append(PassagePicture(space, over))
    return spaces, passages


def coming(
    look: Look, ghosts: Mapping[tuple[str, str], object], pictures: Sequence[SpacePicture]
) -> list[SpacePicture]:
    """Pictures of places as they would be, of those that would be other than they are."""
    out = []
    for picture in pictures:
        known = {c.kind: c for c in picture.counters}
        values = {kind: c.value for kind, c in known.items()}
        for c in look.counters.values():
            if (c.value, picture.id) in ghosts:
                values[c.id] = number(ghosts[c.value, picture.id])
        counters = tuple(
            CounterPicture(kind, values[kind], kind in known and known[kind].accented)
            for kind in look.counters
            if values.get(kind)
        )
        badge = number(ghosts.get((look.badge.value, picture.id), picture.badge))
        new = attrs.evolve(picture, badge=badge, counters=counters)
        if new != picture:
            out.append(new)
    return out


@attrs.frozen
class Chance:
    """What a place may look like by what falls in a move.

    Attributes:
        share: how likely that is, in words.
        badge: its badge then; None where that is not told.
        counters: its counters that would be otherwise, with what they would show.
    """

    share: str
    badge: int | None
    counters: tuple[tuple[str, int], ...]


def chances(look: Look, odds: Mapping[ValueAt, Sequence[Odds]]) -> dict[str, list[Chance]]:
    """What places may look like by what falls, by place, what is equally likely together.

    Args:
        look: how these rules look.
        odds: by value and place, what it may come to.
    """
    kinds = {c.value: c.id for c in look.counters.values()}
    found: dict[str, dict[str, Chance]] = {}
    for (value, place), listed in odds.items():
        for each in listed:
            after = number(each.after)
            if after is None or (value != look.badge.value and value not in kinds):
                continue
            by_share = found.setdefault(place, {})
            known = by_share.get(each.share, Chance(each.share, None, ()))
            if value == look.badge.value:
                known = attrs.evolve(known, badge=after)
            else:
                known = attrs.evolve(known, counters=(*known.counters, (kinds[value], after)))
            by_share[each.share] = known
    return {place: list(by_share.values()) for place, by_share in found.items()}


def layered(
    client: SeatClient, look: Look, layer: LayerLook, pictures: Sequence[SpacePicture]
) -> list[SpacePicture]:
    """Pictures of places with the tints and notes of a layer."""
    return [
        attrs.evolve(p, tints=tints, note=note)
        for p in pictures
        for tints, note in (tinted(client, look, layer, p.id),)
    ]


def tinted(
    client: SeatClient, look: Look, layer: LayerLook, place: str
) -> tuple[tuple[Colour, ...], str]:
    """The tints of a place in a layer, and in words what they stand for.

    Args:
        client: whose eyes.
        look: how these rules look.
        layer: which.
        place: of the map, or of the board that the layer is of.
    """
    value, (low, high) = layer.values[0], layer.colours
    if layer.draw == "signs":
        marks = {m.value: m.name for m in look.marks.values()}
        found = [v for v in layer.values if client.value(v, place)]
        said = [marks.get(v) or Names(client.game).title(v) for v in found]
        return ((high,), ", ".join(said)) if found else ((low,), "")
    if layer.draw in ("seats", "count"):
        seats = [s for s in client.game.seats if client.holds(value, s, place)]
        if layer.draw == "count":
            return (_ramp(layer, len(seats)),), str(len(seats)) if seats else ""
        names = ", ".join(client.game.short("seat", s) for s in seats)
        return tuple(client.tint(s) for s in seats) or (low,), names
    shown = number(client.value(value, place))
    if shown is None:
        return (), ""
    if layer.draw == "states":
        return (look.state(shown).colour,), number_text(shown, plus=True)
    return (_ramp(layer, shown),), number_text(shown)


def _ramp(layer: LayerLook, value: int) -> Colour:
    """The colour of a number in a layer."""
    first, last = layer.span
    share = (value - first) / (last - first) if last != first else 1.0
    return mix(*layer.colours, min(1.0, max(0.0, share)))


def equation(
    client: SeatClient,
    look: Look,
    space: str,
    later: Mapping[tuple[str, str], object] | None = None,
    odds: Mapping[ValueAt, Sequence[Odds]] | None = None,
) -> Sum:
    """The sum of one space: all that can stand there, against what presses on it.

    Args:
        client: whose eyes.
        look: how these rules look.
        space: the place.
        later: by value and place, what will be or would be.
        odds: by value and place, what it may come to by what falls in what is chosen.
    """
    plus: list[Part] = []
    minus: list[Part] = []
    for counter in look.counters.values():
        if not counter.addend:
            continue
        value = client.value(counter.value, space)
        shown = number(value)
        if shown is None or (counter.shadow and not shown):
            continue  # this kind cannot stand here
        part = Part(
            counter.name,
            shown,
            counter.colour,
            _hatch(counter),
            look.accent.chip if shown > 0 and _supports(client, look, counter, space) else "",
            number((later or {}).get((counter.value, space))),
            tuple(
                (each.share, after)
                for each in (odds or {}).get((counter.value, space), ())
                if (after := number(each.after)) is not None
            ),
        )
        (plus if counter.addend == "plus" else minus).append(part)
    total = number(client.value(look.badge.value, space))
    state = look.state(total).name if total is not None else ""
    return Sum(tuple(plus), tuple(minus), total, state)


def _supports(client: SeatClient, look: Look, counter: CounterLook, place: str) -> bool:
    """Whether a counter is added, and set off at the place."""
    return counter.addend == "plus" and accented(client, look, counter.seat, place)


def _hatch(counter: CounterLook) -> str:
    """Its pattern; those that have none on the map get one here by silhouette, for grey print."""
    if counter.hatch != "none" or counter.addend == "minus":
        return counter.hatch
    by = {"disc": "dots", "tower": "level", "pennant": "upright", "helmet": "falling"}
    base = by.get(counter.silhouette, "none")
    return "falling" if counter.shadow and base == "none" else base


def stakes(client: SeatClient, look: Look, space: str) -> list[tuple[str, str]]:
    """What else is on the space: (name, value) of stakes and marks."""
    found = []
    for counter in look.counters.values():
        value = number(client.value(counter.value, space))
        if not counter.addend and value:
            found.append((counter.name, str(value)))
    for mark in look.marks.values():
        if client.value(mark.value, space):
            found.append((mark.name, ""))
    return found
