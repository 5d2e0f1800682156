"""Where a piece can go, for a board to show: found among the derived values that are places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import attrs

from game.engine import CellId, Hidden

if TYPE_CHECKING:
    from game.engine import ReachPicture
    from game.table.on_board import Standings
    from game.ui.seat_client import SeatClient


@attrs.frozen
class ReachMarks:
    """Where something can go.

    Attributes:
        costs: what it costs to come to each place.
        stops: the places from which one does not go on.
        ways: the places on the way to each.
    """

    costs: Mapping[str, int] = attrs.Factory(dict)
    stops: frozenset[str] = frozenset()
    ways: Mapping[str, tuple[str, ...]] = attrs.Factory(dict)


class Going:
    """Finds where pieces can go on one board."""

    def __init__(self, client: SeatClient, places: str, placed: Collection[str]) -> None:
        """Look for the values that tell it.

        Args:
            client: the seat whose eyes the window has.
            places: the set of the board's places.
            placed: the sets of pieces that stand on it.
        """
        self._client, self._placed = client, placed
        sets = client.game.sets
        self._names: dict[str, list[str]] = {}
        for name, spec in client.game.derived_values.items():
            base = sets[spec.of].base if spec.of in sets else spec.of
            if spec.kind == "places" and base == places and len(spec.index) == 1:
                of = sets[spec.index[0]].base
                self._names.setdefault(of, []).append(name)
        self._places = places

    @property
    def known(self) -> bool:
        """Whether these rules tell where anything can go."""
        return bool(self._names)

    def subject(self, picked: tuple[str, ...], stood: Standings) -> str:
        """The piece that is asked about: chosen last, or named by the question, or just now."""
        for target in reversed(picked):
            if target in stood.at:
                return target
        client, pending = self._client, self._client.pending
        if pending.kind != "choose" or not client.mine:
            return ""
        if pending.about is not None and pending.about[1] in stood.at:
            return pending.about[1]
        line = next((n for n in reversed(client.log()) if n.actor == client.viewer), None)
        if line is None or line.move is None:
            return ""
        move = client.game.move(client.game.id(line.move))
        return next((t for t in reversed(move.targets) if t in stood.at), "")

    def reached(
        self, subject: str, kind: str, legal: Collection[str] | None, strict: bool
    ) -> ReachMarks | None:
        """Where a member can go, as far as the viewer can know; None where nothing tells it.

        Args:
            subject: a piece, or a place.
            kind: the set that it is of.
            legal: the places that may be chosen now; of several values the first that has them all
                is taken.
            strict: whether one that has not is none.
        """
        found = []
        for name in self._names.get(kind, ()):
            picture = self._read(name, subject)
            if picture is not None and len(picture.costs) > 1:
                found.append(picture)
        for picture in found:
            if legal and set(legal) <= picture.costs.keys():
                return _reached(picture)
        return _reached(found[0]) if found and not strict else None

    def _read(self, name: str, subject: str) -> ReachPicture | None:
        game = self._client.game
        try:
            picture = game.reach(self._client.view, name, subject)
        except (KeyError, ValueError):
            return None
        return None if isinstance(picture, Hidden) else picture


def _reached(picture: ReachPicture) -> ReachMarks:
    return ReachMarks(picture.costs, frozenset(picture.stops), picture.ways)


def fresh(client: SeatClient, places: Collection[str], stood: Standings) -> frozenset[str]:
    """The places that changed since the viewer's own last move."""
    found: set[str] = set()
    for line in reversed(client.log()[-12:]):
        if line.actor == client.viewer:
            break
        for change in line.changes:
            for word in (*CellId.parse(change.cell).index, change.before, change.after):
                if isinstance(word, str) and word in places and word not in stood.at:
                    found.add(word)
    return frozenset(found)
