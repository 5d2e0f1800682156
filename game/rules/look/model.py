"""A look: how a game's seats, places and values are shown. Presentation only, as typed values.

The screens ask here which counter stands for which value, in which colour and silhouette; nobody
asks here what is allowed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import attrs

from game.rules.look.drawn import BoardLook, Colour, LayerLook, PieceLook
from game.rules.look.past import DebriefLook
from game.rules.look.roles import Roles

#: The version of look files that is read.
VERSION: Final = 1
#: What a counter does to the badge's value: it is added, taken off, or stands beside it.
Addend = Literal["plus", "minus", ""]
#: Where a mark is drawn: on its place, or on the passages that lead from it.
Where = Literal["place", "passage"]

SILHOUETTES: Final = (
    "shield", "disc", "tower", "hexagon", "helmet", "diamond", "pennant", "square", "burst",
)  # fmt: skip
HATCHES: Final = ("none", "rising", "falling", "level", "upright", "dots")

#: The colours of the map where a look names none.
MAP_COLOURS: Final[dict[str, Colour]] = {
    "river": (98, 212, 246),
    "river_core": (228, 250, 255),
    "water": (78, 159, 196),
    "border": (242, 239, 228),
    "state": (230, 217, 168),
    "road": (227, 183, 90),
    "town": (255, 255, 255),
    "passage": (255, 194, 74),
    "ground": (13, 17, 23),
    "name": (255, 255, 255),
    "halo": (10, 15, 20),
    "legal": (255, 233, 176),
    "selected": (255, 210, 87),
    "hover": (255, 255, 255),
    "flash": (255, 106, 77),
    "surroundings": (27, 32, 40),
}
#: The tint of a space whose family a look does not name.
PLAIN_TINT: Final[Colour] = (92, 86, 130)


@attrs.frozen
class SeatLook:
    """How a seat is shown: its colour and icon, and how what it has on a board is told apart.

    ``shape``, ``outline`` and ``hatch`` are empty where the clients choose.
    """

    id: str
    colour: Colour
    icon: str
    shape: str = ""
    outline: str = ""
    hatch: str = ""


@attrs.frozen
class BotLook:
    """What people are told of a bot that plays by the doctrine rows of the rules.

    Attributes:
        id: its variant.
        name: what they call it; empty where it is called by its variant.
        text: how it plays, in a few words.
    """

    id: str
    name: str = ""
    text: str = ""


@attrs.frozen
class CounterLook:
    """How one kind of counter is shown, and which value of a place gives its number.

    Attributes:
        id: its key in the look.
        value: a register or derived value of places.
        name: what people call it.
        letter: the letter below it.
        colour, ink: of the piece and of its number.
        silhouette, hatch: its outline and pattern.
        addend: what it does to the badge's value.
        seat: whose it is, for the accent; empty for nobody's.
        shadow: whether it stands elsewhere and only reaches here: drawn hollow.
    """

    id: str
    value: str
    name: str
    letter: str
    colour: Colour
    ink: Colour
    silhouette: str
    hatch: str
    addend: Addend = ""
    seat: str = ""
    shadow: bool = False


@attrs.frozen
class BadgeState:
    """A state of the badge: it applies from ``least`` upwards, to all values if that is None."""

    id: str
    name: str
    least: int | None
    colour: Colour
    ink: Colour
    rim: Colour
    silhouette: str


@attrs.frozen
class Badge:
    """The badge of a place: one value of it, and its states by thresholds, the highest first."""

    value: str = ""
    states: tuple[BadgeState, ...] = ()


@attrs.frozen
class Accent:
    """A truth value of (seat, place) that sets off the seat's counters there, and how it is told.

    Attributes:
        value: a register or derived value of seats and places; empty for none.
        chip: beside an addend of which it holds.
        gained, lost: between seat and place, where a move would make it hold or not.
        holds: between a seat and the places where it holds.
        nowhere: before the seats of which it holds at no place.
        share: a number of seats and places: what the badge's value has of the seat there, and would
            lose without it; empty where that is not told.
    """

    value: str = ""
    chip: str = ""
    gained: str = ""
    lost: str = ""
    holds: str = ""
    nowhere: str = ""
    share: str = ""


@attrs.frozen
class MarkLook:
    """A small mark: on a place, or on the passages from it, where a value is neither 0 nor no."""

    id: str
    value: str
    name: str
    icon: str
    colour: Colour
    on: Where


@attrs.frozen
class TrackLook:
    """A track of the top bar.

    ``limit`` names the number of the rules at which it ends, where that is not the end of its
    register's range; ``near`` steps from its end, or fewer, its number is a warning.
    """

    value: str
    name: str
    icon: str
    colour: Colour
    limit: str = ""
    near: int | None = None


@attrs.frozen
class AlarmLook:
    """A single number of which all are alerted when it comes near an end, or falls low.

    Attributes:
        value: a register or derived value.
        limit: the number of the rules at which it ends, where that is not the end of its range.
        near: so many steps from its end, coming nearer, it is told.
        low: at these values, falling, it is told.
        say: what is told; `{value}` and `{end}` stand for the numbers.
    """

    value: str
    say: str
    limit: str = ""
    near: tuple[int, ...] = ()
    low: tuple[int, ...] = ()


@attrs.frozen
class CountLook:
    """A rule that counts place by place what seats gain there.

    Attributes:
        rule: the procedure that counts, a sentence for each place.
        total: the register of seats that it counts up.
    """

    rule: str
    total: str


@attrs.frozen
class RollLook:
    """A procedure whose die is told with what is added to it, in one sentence.

    Attributes:
        rule: the procedure. Its sentence lists the die first, then what is added, then the sum:
            `HEAD: die 6, 1 for the hill, -1 for rain; 6 in all.`
        least: what people call a sum that is lower than all steps.
        steps: the numbers of the rules from which a sum comes to more, with what people call that.
    """

    rule: str
    least: str = ""
    steps: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Look:
    """All that a look file says.

    Attributes:
        game: the name of the game it was made for; empty for none.
        folder: the folder of the map's files; None for no map.
        roles: the parts that names of the rules play at the table.
        seats: by id.
        bots: by the variants of the doctrine rows.
        counters: in the order in which they stand on a place; shadows after all the others.
        badge, accent, marks, tracks, alarms, counts, rolls: see there.
        layers: the layers of the map, in order.
        families: the tint of each family of spaces.
        map: the colours of the map.
        boards: how boards are drawn, by the set of their places.
        pieces: how what stands on them is drawn, by the set that it is of.
        debrief: what is told when a game is over.
    """

    game: str = ""
    folder: Path | None = None
    roles: Roles = attrs.Factory(Roles)
    seats: dict[str, SeatLook] = attrs.Factory(dict)
    bots: dict[str, BotLook] = attrs.Factory(dict)
    counters: dict[str, CounterLook] = attrs.Factory(dict)
    badge: Badge = attrs.Factory(Badge)
    accent: Accent = attrs.Factory(Accent)
    marks: dict[str, MarkLook] = attrs.Factory(dict)
    tracks: tuple[TrackLook, ...] = ()
    alarms: tuple[AlarmLook, ...] = ()
    counts: tuple[CountLook, ...] = ()
    rolls: tuple[RollLook, ...] = ()
    layers: tuple[LayerLook, ...] = ()
    families: dict[str, Colour] = attrs.Factory(dict)
    map: dict[str, Colour] = attrs.Factory(lambda: dict(MAP_COLOURS))
    boards: dict[str, BoardLook] = attrs.Factory(dict)
    pieces: dict[str, PieceLook] = attrs.Factory(dict)
    debrief: DebriefLook = attrs.Factory(DebriefLook)

    def state(self, value: int) -> BadgeState:
        """The badge's state for this value; the last one where it is below them all."""
        for state in self.badge.states:
            if state.least is None or value >= state.least:
                return state
        return self.badge.states[-1]

    def tint(self, family: str) -> Colour:
        """The tint of a family of spaces."""
        return self.families.get(family, PLAIN_TINT)
