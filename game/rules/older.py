"""Rules out of saves from before [game] said what counts rounds and which labels there are.

What our own game showed in other words than its rules had, its look lends to them: `[before]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs

from game.rules.source.reader import Source

#: The labels that all rules had.
_LABELS = {word: word for word in ("claim", "corroborated", "contested")}
#: Rules that no look is known for are lent nothing.
NOTHING_LENT: Mapping[str, Any] = MappingProxyType({})
#: The register that counted rounds where rules had one of this name.
_ROUND = "round"


def with_defaults(source: Source, lent: Mapping[str, Any] = NOTHING_LENT) -> Source:
    """The rules with what was taken for granted written out; the text stays as it is.

    Args:
        source: the rules.
        lent: the words for labels, `labels`, and short names of members, `short`, by id.
    """
    game, registers = source.data.get("game"), source.data.get("register")
    if not isinstance(game, dict):
        return source
    said: dict[str, Any] = {"labels": {**_LABELS, **lent.get("labels", {})}}
    counted = registers.get(_ROUND) if isinstance(registers, dict) else None
    if isinstance(counted, dict) and isinstance(counted.get("range"), list) and "of" not in counted:
        said["round"] = _ROUND
    _name_shortly(source.data.get("set"), lent.get("short", {}))
    return attrs.evolve(source, data={**source.data, "game": {**said, **game}})


def _name_shortly(sets: object, short: Mapping[str, str]) -> None:
    """Give members that have no short name the one that is lent to them."""
    for told in sets.values() if isinstance(sets, dict) else ():
        members = told.get("members") if isinstance(told, dict) else None
        for member in members if isinstance(members, list) else ():
            if isinstance(member, dict) and member.get("id") in short:
                member.setdefault("short", short[member["id"]])
