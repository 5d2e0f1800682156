"""Rules out of saves from before [game] said what counts rounds and which labels there are."""

from __future__ import annotations

from typing import Any

import attrs

from game.rules.source.reader import Source

#: The labels that all rules had.
_LABELS = {word: word for word in ("claim", "corroborated", "contested")}
#: The register that counted rounds where rules had one of this name.
_ROUND = "round"


def with_defaults(source: Source) -> Source:
    """The rules with what was taken for granted written out; the text stays as it is."""
    game, registers = source.data.get("game"), source.data.get("register")
    if not isinstance(game, dict):
        return source
    said: dict[str, Any] = {"labels": _LABELS}
    counted = registers.get(_ROUND) if isinstance(registers, dict) else None
    if isinstance(counted, dict) and isinstance(counted.get("range"), list) and "of" not in counted:
        said["round"] = _ROUND
    return attrs.evolve(source, data={**source.data, "game": {**said, **game}})
