"""What the viewer may know of where all stand and of what is certain to come.

Some of it takes longer than a frame: it is worked out step by step, and shown when it is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from game.story.ahead import Ahead, AheadTeller
from game.story.standing import OwnScore, StandingTeller
from game.table.seating import played

if TYPE_CHECKING:
    from game.engine import Game, SeatScore, View
    from game.story.telling import ToldLine

#: What is known of: the viewer, and what they see.
_Key = tuple[str, bytes]

NOTHING = Ahead()


class Looker(Protocol):
    """Who looks at a table.

    Attributes:
        game: the game.
        viewer: the seat whose eyes the window has.
    """

    game: Game
    viewer: str

    @property
    def settled(self) -> bool:
        """Whether the viewer sees a position as it stood, and not one on the way to it."""
        ...

    @property
    def acting(self) -> bool:
        """Whether the viewer is asked for an action."""
        ...

    @property
    def view(self) -> View:
        """What the viewer sees."""
        ...

    @property
    def occupants(self) -> Mapping[str, str]:
        """Who holds each seat."""
        ...


class Outlook:
    """Of one client."""

    def __init__(self, client: Looker) -> None:
        """Know nothing yet."""
        self._client = client
        self._at: _Key | None = None
        self._open = False
        self._known: tuple[SeatScore, ...] | None = None
        self._counted: tuple[SeatScore, ...] = ()
        self._ahead = NOTHING
        self._steps: Iterator[bool] | None = None

    def _fresh(self) -> None:
        """Begin anew where the viewer sees something else than before."""
        client = self._client
        at = (client.viewer, client.view.key)
        if at != self._at:
            self._at, self._counted, self._ahead = at, (), NOTHING
            self._known, self._steps = None, None
            self._open = client.game.pending(client.view.masked).kind == "act"

    @property
    def _now(self) -> tuple[SeatScore, ...]:
        """How all stand as it is, or was at the moment that is told."""
        client = self._client
        self._fresh()
        if self._known is None:
            self._known = StandingTeller(client.game, client.viewer).now(client.view)
        return self._known

    @property
    def open(self) -> bool:
        """Whether somebody is to act, in a position as it stood: what follows may be certain."""
        self._fresh()
        return self._open and self._client.settled

    def _work(self) -> Iterator[bool]:
        """Work it out; true each time something was found."""
        client = self._client
        view, teller = client.view, AheadTeller(client.game)
        for found in teller.looking(view):
            if found is not None:
                self._ahead = teller.told(found)
            yield found is not None and found.changes != ()
        counting = StandingTeller(client.game, client.viewer).counting(view)
        for counted in counting if client.acting else ():
            self._counted = counted or ()
            yield bool(counted)

    def step(self) -> bool | None:
        """Go one step on: whether something was found; None where all is."""
        if not self.open:
            return None
        if self._steps is None:
            self._steps = self._work()
        return next(self._steps, None)

    def finish(self) -> None:
        """Work all of it out at once."""
        while self.step() is not None:
            pass

    @property
    def ahead(self) -> Ahead:
        """What is certain to come, as far as it was worked out; nothing while nobody is to act."""
        return self._ahead if self.open else NOTHING

    @property
    def own(self) -> OwnScore | None:
        """The viewer's own score as it is; None where the game keeps none."""
        client = self._client
        return StandingTeller(client.game, client.viewer).own(client.view, self._now)

    def scores(self) -> list[ToldLine]:
        """How all stand, in lines."""
        client = self._client
        teller = StandingTeller(client.game, client.viewer)
        seats = played(client.occupants)
        return teller.scores(client.view, self._now, self._counted, seats)

    def why(self, place: str) -> list[ToldLine]:
        """Why a place of the map stands as it does."""
        client = self._client
        return StandingTeller(client.game, client.viewer).why(client.view, place)
