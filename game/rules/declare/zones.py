"""Reads zones: sets whose members lie in places, each in exactly one of them."""

from __future__ import annotations

from typing import Any

from game.rules.declare.records import PlaceDecl, RegisterDecl, ZoneDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.limits import MAX_INDEX, MAX_PLACES


def read_zone(name: str, r: TableReader) -> ZoneDecl:
    """Read [zone.NAME]."""
    members = r.get("of", str, "", need=True)
    places: dict[str, PlaceDecl] = {}
    told: dict[str, Any] = r.get("places", dict, {}, need=True)
    if r.bounded(len(told), MAX_PLACES, "places of a zone", "places"):
        for place, item in told.items():
            places[place] = _place(place, name, members, r.below(item, "places", place))
    if "places" in r.data and not told:
        r.report("wrong-shape", "a zone has places.", "places")
    start = r.get("start", str, "", need=True)
    return ZoneDecl(name, r.path, r.texts(), members, start, places)


def _place(name: str, zone: str, members: str, r: TableReader) -> PlaceDecl:
    """Read a place of a zone."""
    r.named(name, "place")
    of = r.index("of")
    if any(variable == members for variable, _ in of):
        hint = f'name the index otherwise: of = {{ under = "{members}" }}.'
        r.report("wrong-shape", f"`{members}` is what lies here.", "of", word=members, hint=hint)
        of = ()
    elif len(of) >= MAX_INDEX:
        said = f"a place is of {MAX_INDEX - 1} sets at most."
        r.report("too-many", said, "of")
        of = ()
    place = PlaceDecl(
        name, r.path, r.texts(), zone, members, of, r.get("ordered", bool, False),
        r.get("see", str, "all"),
    )  # fmt: skip
    r.done()
    return place


def made_registers(zones: dict[str, ZoneDecl]) -> dict[str, RegisterDecl]:
    """The registers that keep what lies where, of all zones, by name."""
    return {
        register.name: register
        for zone in zones.values()
        for place in zone.places.values()
        for register in place.registers
    }
