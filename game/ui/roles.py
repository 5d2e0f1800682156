"""Which part each declared name plays in the window: ``[table]`` and ``[log]`` of ``look.toml``.

The window knows no name of any rules. What it must be told about a game (which set lies on the
map, how its winner is told) stands here; rules that do not lie on the map have roles of nobody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import attrs

from game.resources import asset
from game.ui.map.geography import MapDataError, load_geography


@attrs.frozen
class Grouping:
    """How the members of a set that are offered together are put into groups.

    Attributes:
        by: the constant field of a member whose value is its group.
        notes: truth values of a group that are told, by field, each with its words.
    """

    by: str
    notes: dict[str, str] = attrs.Factory(dict)


@attrs.frozen
class Roles:
    """The parts that names of the rules play in the window.

    Attributes:
        places: the set whose members lie on the map.
        round: the register that counts the rounds.
        facts: constant fields of a place that are shown beside it.
        winner: how the winner is told; `{seat}` stands for the name.
        offer: the registers of an offer being made: `lines`, `from`, `to`, `writer`, `private`.
        given: the lines of an offer in which its writer gives; in the others it receives.
        groups: the sets whose members are offered group by group.
        quiet: registers whose changes are bookkeeping, left out of the log.
    """

    places: str = ""
    round: str = "round"
    facts: tuple[str, ...] = ()
    winner: str = "{seat} wins"
    offer: dict[str, str] = attrs.Factory(dict)
    given: frozenset[str] = frozenset()
    groups: dict[str, Grouping] = attrs.Factory(dict)
    quiet: frozenset[str] = frozenset()


def parse_roles(data: dict[str, Any]) -> Roles:
    """The roles in the tables of a look file; what is missing plays no part."""
    table = data.get("table", {})
    offer = dict(table.get("offer", {}))
    return Roles(
        places=str(table.get("places", "")),
        round=str(table.get("round", "round")),
        facts=tuple(table.get("facts", ())),
        winner=str(table.get("winner", "{seat} wins")),
        given=frozenset(offer.pop("given", ())),
        offer={str(k): str(v) for k, v in offer.items()},
        groups={
            str(name): Grouping(str(told["by"]), dict(told.get("notes", {})))
            for name, told in table.get("groups", {}).items()
        },
        quiet=frozenset(data.get("log", {}).get("quiet", ())),
    )


@lru_cache(maxsize=1)
def load_roles() -> Roles:
    """The roles kept beside the map; those of nobody when the file cannot be read."""
    try:
        return parse_roles(tomllib.loads(asset("look.toml").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError):
        return Roles()


def on_map(members: Iterable[str]) -> bool:
    """Whether there are such places and the map can show every one of them."""
    try:
        known = load_geography().spaces
    except MapDataError:
        return False
    wanted = list(members)
    return bool(wanted) and all(m in known for m in wanted)
