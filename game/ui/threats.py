"""What others could do at a place, worked out a little in each frame and kept while it holds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from game.story.threats import Threat, ThreatTeller

if TYPE_CHECKING:
    from game.story.telling import ToldLine
    from game.ui.outlook import Looker

#: Seconds of a frame in which it is worked on.
_BUDGET: Final = 0.004

#: What it is asked about: the viewer, what they see, the place, the move before it.
_Key = tuple[str, bytes, str, int | None]


class Threats:
    """Of one client."""

    def __init__(self, client: Looker) -> None:
        """Know nothing yet."""
        self._client = client
        self._teller = ThreatTeller(client.game)
        self._known: dict[_Key, tuple[Threat, ...]] = {}
        self._work: tuple[_Key, Iterator[tuple[Threat, ...] | None]] | None = None

    def _key(self, place: str, move: int | None) -> _Key:
        return (self._client.viewer, self._client.view.key, place, move)

    def step(self, place: str, lying: Sequence[str] = (), move: int | None = None) -> bool:
        """Work on what others could do at a place for part of a frame; whether it was found now.

        Args:
            place: where.
            lying: what lies there.
            move: the viewer's move after which; None for now.
        """
        key = self._key(place, move)
        if key in self._known:
            return False
        if any(known[:2] != key[:2] for known in self._known):
            self._known.clear()
        if self._work is None or self._work[0] != key:
            self._work = (key, self._looking(place, lying, move))
        until = time.perf_counter() + _BUDGET
        for found in self._work[1]:
            if found is not None:
                self._known[key], self._work = found, None
                return True
            if time.perf_counter() >= until:
                break
        return False

    def _looking(
        self, place: str, lying: Sequence[str], move: int | None
    ) -> Iterator[tuple[Threat, ...] | None]:
        game, view = self._client.game, self._client.view
        seen = view if move is None else game.foreseen(view, move)
        return self._teller.looking(seen, place, lying) if seen is not None else iter(((),))

    def finish(self, place: str, lying: Sequence[str] = (), move: int | None = None) -> None:
        """Work it out at once."""
        while self._key(place, move) not in self._known:
            self.step(place, lying, move)

    def lines(self, place: str, move: int | None = None) -> list[ToldLine] | None:
        """What others could do there, in lines; None where it is not worked out yet."""
        found = self._known.get(self._key(place, move))
        return None if found is None else self._teller.lines(found)
