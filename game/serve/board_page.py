"""The board of a page: each place with what stands for it and against it, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.engine import HIDDEN
from game.story.zones import shown_places
from game.table.on_board import OnBoard

if TYPE_CHECKING:
    from game.engine import Board
    from game.serve.sight import Plain, Sight
    from game.table.on_board import Standing

#: A value of a place that is another than the one that is seen: its name and the place.
Instead = Mapping[tuple[str, str], object]
#: Whether a seat is needed at a place: the seat and the place.
Needed = Mapping[tuple[str, str], bool]


def board_page(sight: Sight) -> Plain:
    """All places as the reader sees them."""
    if sight.places:
        return {"places": [place_page(sight, place) for place in sight.places]}
    return {"places": [row for board in sight.game.boards for row in _on_board(sight, board)]}


def place_page(
    sight: Sight, place: str, instead: Instead | None = None, needed: Needed | None = None
) -> Plain:
    """One place of the map.

    Args:
        sight: the reader.
        place: the place.
        instead: values that it would have, where something else is done first.
        needed: who would be needed there then, or would be no more.
    """
    look = sight.look
    total = _number(sight, look.badge.value, place, instead)
    state = look.state(total) if total is not None and look.badge.states else None
    marks = []
    for counter in look.counters.values():
        value = _number(sight, counter.value, place, instead)
        if value:
            marks.append({"counter": counter.id, "value": value})
    accent, known = look.accent.value, needed or {}
    needs = [
        seat
        for seat in sight.game.seats
        if accent and known.get((seat, place), sight.value(accent, seat, place) is True)
    ]
    return {
        "id": place,
        "name": sight.game.title(look.roles.places, place),
        "group": _group(sight, place),
        "value": total,
        "badge": state.id if state is not None else "",
        "state": state.name if state is not None else "",
        "needs": needs,
        "marks": marks,
        "shown": total is not None or not look.badge.value,
    }


def _number(sight: Sight, name: str, place: str, instead: Instead | None) -> int | None:
    if not name:
        return None
    if instead is not None and (name, place) in instead:
        found = instead[name, place]
        return found if isinstance(found, int) and not isinstance(found, bool) else None
    return sight.number(name, place)


def _group(sight: Sight, place: str) -> str:
    """What a place belongs to: the first of its fields that is a member of a set, by its name."""
    kind = sight.look.roles.places
    for field, spec in sight.game.sets[kind].fields.items():
        if spec.of and not spec.many and spec.of in sight.game.sets and spec.of != kind:
            found = sight.game.field(kind, place, field)
            if isinstance(found, str):
                return sight.game.title(spec.of, found)
    return ""


def _on_board(sight: Sight, board: Board) -> list[Plain]:
    """The places of a drawn board on which something stands, in words."""
    read = OnBoard(sight.game, board.set, sight.look.pieces).read(sight.view)
    rows: list[Plain] = []
    for place, things in read.on.items():
        words = ", ".join(filter(None, (_thing(sight, thing) for thing in things)))
        rows.append(
            {
                "id": place,
                "name": sight.game.title(board.set, place),
                "group": str(sight.game.describe("set", board.set)["name"]),
                "value": None,
                "badge": "",
                "state": words,
                "needs": [],
                "marks": [],
                "shown": True,
            }
        )
    return rows


def _thing(sight: Sight, thing: Standing) -> str:
    """What stands on a place, in words."""
    name = sight.game.title(thing.kind, thing.member) if thing.kind and thing.member else ""
    if not name:
        name = str(sight.game.describe("register", thing.register)["name"])
    return f"{name} {thing.value}" if thing.value is not None else name


def value_tables(sight: Sight) -> list[Plain]:
    """What the reader sees besides the board: single values, those of seats, what lies in zones."""
    game, names, rows = sight.game, sight.names, list[list[str]]()
    quiet = sight.look.roles.quiet
    for name, spec in game.registers.items():
        if not spec.index and not spec.constant and not spec.zone and name not in quiet:
            rows.append([names.title(name), _said(sight, name)])
    for name, value in game.derived_values.items():
        if value.title and not value.index and value.kind != "places":
            rows.append([value.title, _said(sight, name)])
    out: list[Plain] = [{"title": phrase("table.on_table"), "rows": rows}] if rows else []
    for seat in [sight.seat] if sight.seat else game.seats:
        rows = _of_seat(sight, seat)
        if rows:
            out.append({"title": game.short("seat", seat), "rows": rows})
    laid = [[place.title, place.words] for place in shown_places(game, sight.view)]
    if laid:
        out.append({"title": phrase("serve.laid"), "rows": laid})
    return out


def _of_seat(sight: Sight, seat: str) -> list[list[str]]:
    """The values of one seat that are not hidden from the reader."""
    game, names, rows = sight.game, sight.names, list[list[str]]()
    quiet = sight.look.roles.quiet
    for name, spec in game.registers.items():
        own = len(spec.index) == 1 and game.sets[spec.index[0]].base == "seat"
        if own and not spec.constant and not spec.zone and name not in quiet:
            value = sight.value(name, seat)
            if value is not HIDDEN:
                rows.append([names.title(name), names.value(name, value)])
    return rows


def _said(sight: Sight, name: str) -> str:
    return sight.names.value(name, sight.value(name))
