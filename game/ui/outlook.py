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

#: What is known of a position, by the viewer and how far the sitting had come.
_Key = tuple[str, int]

NOTHING = Ahead()


class Looker(Protocol):
    """Whose outlook it is.

    Attributes:
        game: the game.
        viewer: the seat whose eyes the window has.
        telling: whether it shows a moment that is past.
    """

    game: Game
    viewer: str
    telling: bool

    @property
    def n(self) -> int:
        """How far the game has come."""
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
        self._known: tuple[SeatScore, ...] | None = None
        self._counted: tuple[SeatScore, ...] = ()
        self._ahead = NOTHING
        self._steps: Iterator[bool] | None = None

    def _fresh(self) -> None:
        """Begin anew where the viewer sees something else than before."""
        at = (self._client.viewer, self._client.n)
        if at != self._at:
            self._at, self._counted, self._ahead = at, (), NOTHING
            self._known, self._steps = None, None

    @property
    def _now(self) -> tuple[SeatScore, ...]:
        """How all stand as it is, or was at the moment that is told."""
        client = self._client
        self._fresh()
        if client.telling:
            return StandingTeller(client.game, client.viewer).now(client.view)
        if self._known is None:
            self._known = StandingTeller(client.game, client.viewer).now(client.view)
        return self._known

    @property
    def _acting(self) -> bool:
        """Whether the viewer is asked for an action, and sees the table as it is."""
        return self._client.acting and not self._client.telling

    def _work(self) -> Iterator[bool]:
        """Work it out; true each time something was found."""
        client = self._client
        view, teller = client.view, AheadTeller(client.game)
        for found in teller.looking(view):
            if found is not None:
                self._ahead = teller.told(found)
            yield found is not None and found.changes != ()
        for counted in StandingTeller(client.game, client.viewer).counting(view):
            self._counted = counted or ()
            yield bool(counted)

    def step(self) -> bool | None:
        """Go one step on: whether something was found; None where all is."""
        self._fresh()
        if not self._acting:
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
        """What is certain to come, as far as it was worked out; nothing while nobody acts."""
        self._fresh()
        return self._ahead if self._acting else NOTHING

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
