"""The look of the pieces: ``assets/look.toml`` as typed values.

Presentation only. The screens ask here which counter stands for which register, in which colour and
silhouette; nobody asks here what is allowed.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

from game.resources import asset

Colour = tuple[int, int, int]

SILHOUETTES = frozenset(
    {"shield", "disc", "tower", "hexagon", "helmet", "diamond", "pennant", "square", "burst"}
)
HATCHES = frozenset({"none", "rising", "falling", "level", "upright", "dots"})


class LookError(Exception):
    """``look.toml`` cannot be read, or names a silhouette, hatch or colour that does not exist."""


def colour(text: str) -> Colour:
    """Turn ``"#rrggbb"`` into three integers; ``LookError`` when it is anything else."""
    if len(text) != 7 or text[0] != "#":
        raise LookError(f"{text!r} is not a colour: write it as #rrggbb.")
    try:
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
    except ValueError as error:
        raise LookError(f"{text!r} is not a colour: write it as #rrggbb.") from error


@attrs.frozen
class SeatLook:
    """How a seat is shown: name, letter, colour, silhouette, hatch and icon."""

    id: str
    name: str
    letter: str
    colour: Colour
    silhouette: str
    hatch: str
    icon: str


@attrs.frozen
class CounterLook:
    """How one kind of counter is shown, and which register gives its number.

    ``side`` is ``"for"``, ``"against"`` or ``"stake"`` in the balance of a space; ``tier`` is the
    seat whose contribution it is, empty for none. ``shadow``: support from across the river.
    """

    id: str
    register: str
    name: str
    letter: str
    colour: Colour
    ink: Colour
    silhouette: str
    hatch: str
    tier: str
    side: str
    shadow: bool = False


@attrs.frozen
class BalanceState:
    """A state of the balance badge: it applies from ``least`` upwards."""

    id: str
    name: str
    least: int
    colour: Colour
    ink: Colour
    rim: Colour
    silhouette: str


@attrs.frozen
class MarkLook:
    """A small mark on a space or a crossing."""

    id: str
    register: str
    name: str
    icon: str
    colour: Colour
    on: str


@attrs.frozen
class TrackLook:
    """A track of the top bar.

    ``limit`` names the number of the rules at which it ends, where that is not the end of its
    register's range; ``near`` steps from its end, or fewer, its number is a warning.
    """

    register: str
    name: str
    icon: str
    colour: Colour
    limit: str = ""
    near: int | None = None


@attrs.frozen
class Look:
    """All of ``look.toml``. ``counters`` holds the shadows too, after the counters."""

    seats: dict[str, SeatLook]
    counters: dict[str, CounterLook]
    balance_register: str
    indispensable: str
    balance: tuple[BalanceState, ...]
    marks: dict[str, MarkLook]
    tracks: tuple[TrackLook, ...]
    families: dict[str, Colour]
    map: dict[str, Colour]

    def state(self, balance: int) -> BalanceState:
        """The badge's state for this balance."""
        for state in self.balance:
            if balance >= state.least:
                return state
        return self.balance[-1]


def _shape(table: dict[str, Any], where: str) -> tuple[str, str]:
    silhouette, hatch = str(table["silhouette"]), str(table.get("hatch", "none"))
    if silhouette not in SILHOUETTES:
        raise LookError(
            f"{where}: there is no silhouette {silhouette!r}; use {sorted(SILHOUETTES)}."
        )
    if hatch not in HATCHES:
        raise LookError(f"{where}: there is no hatch {hatch!r}; use {sorted(HATCHES)}.")
    return silhouette, hatch


def _counters(data: dict[str, Any]) -> dict[str, CounterLook]:
    counters: dict[str, CounterLook] = {}
    for key, table in data["counters"].items():
        silhouette, hatch = _shape(table, f"counters.{key}")
        counters[key] = CounterLook(
            id=key,
            register=table["register"],
            name=table["name"],
            letter=table["letter"],
            colour=colour(table["colour"]),
            ink=colour(table["ink"]),
            silhouette=silhouette,
            hatch=hatch,
            tier=table.get("tier", ""),
            side=table["side"],
        )
    for key, table in data.get("shadows", {}).items():
        counters[key] = attrs.evolve(
            counters[table["like"]],
            id=key,
            register=table["register"],
            name=table["name"],
            shadow=True,
        )
    return counters


def parse_look(text: str) -> Look:
    """Read the text of a ``look.toml``; ``LookError`` says in a sentence what is wrong with it."""
    try:
        data = tomllib.loads(text)
        seats = {}
        for key, table in data["seats"].items():
            silhouette, hatch = _shape(table, f"seats.{key}")
            seats[key] = SeatLook(
                id=key,
                name=table["name"],
                letter=table["letter"],
                colour=colour(table["colour"]),
                silhouette=silhouette,
                hatch=hatch,
                icon=table["icon"],
            )
        states = []
        for table in data["balance"]["states"]:
            silhouette, _ = _shape(table, f"balance.{table['id']}")
            states.append(
                BalanceState(
                    id=table["id"],
                    name=table["name"],
                    least=table["least"],
                    colour=colour(table["colour"]),
                    ink=colour(table["ink"]),
                    rim=colour(table.get("rim", "#0a0f14")),
                    silhouette=silhouette,
                )
            )
        return Look(
            seats=seats,
            counters=_counters(data),
            balance_register=data["balance"]["register"],
            indispensable=data["balance"]["indispensable"],
            balance=tuple(sorted(states, key=lambda state: -state.least)),
            marks={
                key: MarkLook(
                    id=key,
                    register=table["register"],
                    name=table["name"],
                    icon=table["icon"],
                    colour=colour(table["colour"]),
                    on=table["on"],
                )
                for key, table in data["marks"].items()
            },
            tracks=tuple(
                TrackLook(
                    register=table["register"],
                    name=table["name"],
                    icon=table["icon"],
                    colour=colour(table["colour"]),
                    limit=table.get("limit", ""),
                    near=table.get("near"),
                )
                for table in data["tracks"]
            ),
            families={key: colour(table["tint"]) for key, table in data["families"].items()},
            map={key: colour(value) for key, value in data["map"].items()},
        )
    except tomllib.TOMLDecodeError as error:
        raise LookError(f"look.toml is not TOML: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise LookError(f"look.toml lacks or misspells {error}.") from error


@lru_cache(maxsize=4)
def load_look(path: Path | None = None) -> Look:
    """The look kept beside the map, or that of another file; ``LookError`` if it cannot be read."""
    source = path or asset("look.toml")
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LookError(f"Cannot read {source}: {error}.") from error
    return parse_look(text)
