"""Sets made of sets, as Python's own loops and `eval` make them; nothing here is of `game`."""

from __future__ import annotations

import re
from itertools import product
from types import SimpleNamespace
from typing import Any

from tests.judge.choices import Choices

Rows = list[dict[str, Any]]


def written_out(sets: dict[str, Any]) -> dict[str, Any]:
    """Declared sets with the members that their rows of `each` stand for, as if they were listed.

    The rows are of sets that are listed; a condition reads numbers and truths of their members.
    """
    out = {}
    for name, told in sets.items():
        out[name] = told
        if "each" in told or "defaults" in told:
            usual = told.get("defaults", {})
            rows = [*_rows(told), *(r for row in told.get("each", ()) for r in _made(row, sets))]
            out[name] = {"members": [{**usual, **row} for row in rows]}
    return out


def _rows(told: dict[str, Any]) -> Rows:
    return [{"id": m} if isinstance(m, str) else m for m in told.get("members", ())]


def _made(row: dict[str, Any], sets: dict[str, Any]) -> Rows:
    of = row.get("of", {})
    found = []
    for combo in product(*(_rows(sets[s]) for s in of.values())):
        names = dict(zip(of, combo, strict=True))
        seen = {v: SimpleNamespace(**{"wet": False, **told}) for v, told in names.items()}
        if "where" in row and not eval(row["where"], {}, seen):
            continue
        found.append({
            key: _filled(value, names) for key, value in row.items() if key not in ("of", "where")
        })  # fmt: skip
    return found


def _filled(value: Any, names: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_filled(x, names) for x in value]
    if not isinstance(value, str):
        return value

    def read(place: str) -> Any:
        variable, _, field = place.partition(".")
        return names[variable][field or "id"]

    if whole := re.fullmatch(r"\{([^}]*)\}", value):
        return read(whole[1])
    return re.sub(r"\{([^}]*)\}", lambda found: str(read(found[1])), value)


def posts(choose: Choices, places: Rows, seats: tuple[str, ...]) -> tuple[dict[str, Any], Rows]:
    """A set of posts, one for some pairs of a place and a seat, and its members."""
    row: dict[str, Any] = {
        "of": choose.pick([{"p": "place", "s": "seat"}, {"s": "seat", "p": "place"}]),
        "id": "{s}_at_{p}", "at": "{p}", "side": "{s}", "near": ["{p}", places[0]["id"]],
    }  # fmt: skip
    if choose.often(60):
        row["where"] = choose.pick(["p.worth > 1", "p.wet", "p.worth <= 2 or p.wet"])
    if choose.often(50):
        row["toll"] = "{p.worth}"
    single = {"id": "no_post", "at": places[-1]["id"], "side": seats[0], "toll": 2}
    each = [row, single] if choose.often(50) else [single, row]
    told: dict[str, Any] = {"defaults": {"toll": choose.between(0, 4)}, "each": each}
    world = {"place": {"members": places}, "seat": {"members": list(seats)}, "made": told}
    members: Rows = written_out(world)["made"]["members"]
    return told, members
