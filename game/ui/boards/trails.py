"""Ways to the chosen piece and lines from pieces to their aim, found as a look names them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

import attrs

from game.engine import HIDDEN, Hidden
from game.rules.look import BoardLook, Colour
from game.table.on_board import SEAT

if TYPE_CHECKING:
    from game.table.on_board import Standings
    from game.ui.seat_client import SeatClient

SUPPLY: Colour = (152, 214, 146)
AIM: Colour = (255, 210, 87)


@attrs.frozen
class Trail:
    """A line to draw: through which places, how, and in which colour.

    Attributes:
        places: from its start to its end.
        kind: dotted, or an arrow from a neighbour, or a dashed one from afar.
        colour: of the line.
    """

    places: tuple[str, ...]
    kind: Literal["dots", "arrow", "shot"]
    colour: Colour


class Trails:
    """Finds the lines of one board."""

    def __init__(self, client: SeatClient, places: str, look: BoardLook) -> None:
        """Find for a board.

        Args:
            client: the seat whose eyes the window has.
            places: the set of the board's places.
            look: what the look says of the board.
        """
        self._client, self._places, self._look = client, places, look

    def read(self, stood: Standings, subject: str) -> tuple[Trail, ...]:
        """The lines now: the ways to a piece that is chosen or looked at, and all aims.

        Args:
            stood: what the viewer sees to stand on the board.
            subject: the piece, or "".
        """
        return (*self._ways(stood, subject), *self._aims(stood))

    def _ways(self, stood: Standings, subject: str) -> list[Trail]:
        place, game = stood.at.get(subject), self._client.game
        if place is None:
            return []
        thing = next(s for s in stood.on[place] if s.member == subject)
        found = []
        for look in self._look.trails.values():
            spec = game.derived_values.get(look.reach)
            if spec is None:
                continue
            bases = [game.sets[of].base for of in spec.index]
            index = [thing.owner if base == SEAT else subject for base in bases]
            if (bases and bases[0] not in (SEAT, thing.kind)) or not all(index):
                continue
            picture = game.reach(self._client.view, look.reach, *index)
            if not isinstance(picture, Hidden) and len(picture.ways.get(place, ())) > 1:
                way = picture.ways[place]
                found.append(Trail(tuple(way), "dots", look.colour or SUPPLY))
        return found

    def _aims(self, stood: Standings) -> list[Trail]:
        client, found = self._client, []
        for look in self._look.aims.values():
            to = client.value(look.to)
            if not isinstance(to, str):
                continue
            for member in client.game.members(client.game.registers[look.pieces].index[0]):
                place, true = stood.at.get(member), client.value(look.pieces, member)
                if place is None or place == to or true is HIDDEN or not true:
                    continue
                kind: Literal["arrow", "shot"] = "arrow" if to in self._near(place) else "shot"
                trail = Trail((place, to), kind, look.colour or AIM)
                if trail not in found:
                    found.append(trail)
        return found

    def _near(self, place: str) -> Collection[str]:
        fields = self._client.game.sets[self._places].fields
        return self._client.game.field(self._places, place, "near") if "near" in fields else ()
