"""One game that bots played to its end: what is told of it, and how it is read back."""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen
class SimulatedGame:
    """One game that was played to its end."""

    seed: int
    end: str | None
    winner: str | None
    scores: dict[str, int | None]
    verdict: str | None
    rounds: int | None
    decisions: int
    chance: int
    state_sha256: str


def game_of(row: Any) -> SimulatedGame | None:
    """Read a game that was kept as JSON; None where it is not one."""
    kinds: dict[str, tuple[type, ...]] = {
        **dict.fromkeys(("end", "winner", "verdict"), (str, type(None))),
        **dict.fromkeys(("seed", "decisions", "chance"), (int,)),
        "scores": (dict,),
        "rounds": (int, type(None)),
        "state_sha256": (str,),
    }
    if not isinstance(row, dict) or row.keys() != kinds.keys():
        return None
    if not all(isinstance(row[key], kind) for key, kind in kinds.items()):
        return None
    if not all(isinstance(score, int | None) for score in row["scores"].values()):
        return None
    return SimulatedGame(**row)
