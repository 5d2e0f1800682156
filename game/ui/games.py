"""The games of one window: the saves there are, and the one that is played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from game.catalogue import phrase
from game.table import GameSetup, SavedGame, SaveInfo, Shelf, TableError
from game.table.lessons import Lessons
from game.table.places import LESSONS, numbered
from game.ui.replay_client import ReplayClient
from game.ui.room_client import RoomClient
from game.ui.seat_client import SeatClient
from game.ui.umpire_client import UmpireClient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from game.serve.running import OpenAt
    from game.ui.keeping import Keeping
    from game.ui.phones import Phones

#: The screens from which one can look back at a game.
BackTo = Literal["title", "table", "end"]


class NoPhones(TableError):
    """The table cannot be opened to phones; the words say why."""


class Games:
    """Begins, opens and closes games.

    Attributes:
        saves: the folder of the saves.
        autosaves: the folder of the rotating autosaves.
        shelf: the saves that are in both, as far as they were looked at.
        lessons: how far the lessons at them came.
        client: the seat at the game that is played; None while there is none.
        phones: lets phones join the game that is played; None while it is this window's alone.
    """

    _looked_back: tuple[ReplayClient, BackTo] | None = None

    def __init__(self, folder: Path) -> None:
        """Nothing is played yet.

        Args:
            folder: where the folders of the saves are.
        """
        self.saves = folder / "saves"
        self.autosaves = folder / "autosaves"
        self.shelf = Shelf(self.saves, self.autosaves)
        self.lessons = Lessons(folder / LESSONS)
        self.client: SeatClient | None = None
        self.phones: Phones | None = None
        self._lost = ""

    @property
    def seated(self) -> SeatClient:
        """The seat at the game that is played; only while there is one."""
        if self.client is None:
            raise AssertionError("no game is played")
        return self.client

    @property
    def looked_back(self) -> tuple[ReplayClient, BackTo]:
        """The game that is looked back at, and the screen that comes after it."""
        if self._looked_back is None:
            raise AssertionError("no game is looked back at")
        return self._looked_back

    def look_back(self, back_to: BackTo, step: int | None = None) -> None:
        """Look back at the game that is played, with the eyes that look at it.

        Args:
            back_to: the screen that comes after it.
            step: the place in the line of the step that is shown first; None for the last.
        """
        client = ReplayClient.of(self.seated)
        if step is not None:
            client.move_to_step(step)
        self._looked_back = client, back_to

    def umpire(self) -> UmpireClient:
        """The umpire's place at the game that is played; its console was opened by a code."""
        return UmpireClient(self.seated)

    def open_to_phones(
        self,
        wake: Callable[[], None],
        spot: OpenAt | None = None,
        sealed: bool = False,
        anew: bool = False,
    ) -> Phones:
        """Let phones join the game that is played.

        Args:
            wake: is called, in another thread, when there is something to do.
            spot: where the table is open; None opens it on the local network.
            sealed: whether seats are taken by their own codes alone.
            anew: whether devices that had joined before must join again.

        Raises:
            NoPhones: what a server needs is not installed, or nothing can be opened there.
            BadInjects: a file of injects lies beside the save and cannot be used.
        """
        if self.phones is not None:
            return self.phones
        try:
            from game.serve.kept_devices import kept_port
            from game.serve.running import CannotOpen, open_again
            from game.ui.phones import Phones
        except ModuleNotFoundError as error:
            raise NoPhones(phrase("serve.needs", name=error.name)) from error
        try:
            path = self.seated.path
            spot = spot or open_again(None, None, kept_port(path) if path is not None else 0)
        except CannotOpen as error:
            raise NoPhones(str(error)) from error
        try:
            self.phones = Phones(self.seated, spot, sealed, wake, anew)
        except TableError:
            for listener in spot.sockets:
                listener.close()
            raise
        return self.phones

    def close_to_phones(self) -> None:
        """Send those at phones home; the game is this window's alone again."""
        if self.phones is not None:
            phones, self.phones = self.phones, None
            phones.close()

    def room(self) -> tuple[RoomClient, Phones]:
        """The window's place at the game that is played with phones, before all."""
        assert self.phones is not None, "the table is open to phones"
        return RoomClient(self.seated), self.phones

    def look_back_at(self, path: Path, back_to: BackTo) -> None:
        """Look back at a save, which is only read.

        Args:
            path: the save.
            back_to: the screen that comes after it.

        Raises:
            SaveError: it cannot be loaded; a subclass says how.
        """
        self._looked_back = ReplayClient.of_save(path), back_to

    def branch(self, seats: Mapping[str, str], step: int) -> Path:
        """Begin a game of its own that goes as the one that is looked back at went, up to a step.

        Args:
            seats: who sits where from there on.
            step: the number of the last entry that is the same.

        Returns:
            Its save, in the folder of the saves.

        Raises:
            BadSeat: no such seat, or no such way to fill it.
            SaveFailed: the folder refuses.
        """
        client, _ = self.looked_back
        paths = numbered(self.saves, phrase("branch.file", stem=client.stem, n=step))
        return client.branch(step, paths, seats)

    def playing(self) -> Keeping | None:
        """What keeps the game that is played, if one is."""
        return self.client.keeping if self.client is not None else None

    def listed(self, seconds: float) -> list[SaveInfo]:
        """Look for saves, and at them for so long; gives those seen, the latest first.

        Raises:
            SaveUnreadable: a folder refuses.
        """
        return self.shelf.look(seconds)

    def open(self, start: GameSetup | SavedGame) -> SeatClient:
        """Begin a game or go on with a saved one, and close the one that was played.

        A new game that names no file is kept in one of its own; where that folder refuses, the
        game is kept in memory, and it is said.

        Args:
            start: which game.

        Raises:
            TableError: it cannot be played; the game before goes on.
            EngineError: the rules have no such scenario.
            OptionError: no such option or value.
        """
        closed = False
        if isinstance(start, GameSetup):
            start = attrs.evolve(start, folder=self.saves)
        else:
            closed = self._plays(start.path) and not start.copy
            if closed:
                self.close_to_phones()
                # What is to be opened is what is being played: it goes back to its last entry.
                # Where it cannot be opened it is played on, and takes its file again.
                self._lost = self.seated.keeping.close(self.autosaves) or self._lost
            start = attrs.evolve(start, folder=self.saves, hold=True)
        client = SeatClient.open(start, self.autosaves)
        if closed:
            self.abandon()
        else:
            self.close()
        if lost := self.take_lost():
            client.keeping.notify(lost)
        self.client = client
        return client

    def _plays(self, path: Path) -> bool:
        """Whether a save is the one that is played here."""
        own = self.client.path if self.client is not None else None
        return own is not None and own.resolve() == path.resolve()

    def close(self) -> None:
        """Close the game that is played; what its own file refuses is kept elsewhere."""
        # What phones asked for by then is done, and kept with the rest.
        self.close_to_phones()
        if self.client is not None:
            self._lost = self.client.keeping.close(self.autosaves) or self._lost
            self.abandon()

    def abandon(self) -> None:
        """Forget the game that is played; what of it could be kept is kept."""
        self.close_to_phones()
        if self.client is not None:
            self.client.close()
        self.client = None

    def take_lost(self) -> str:
        """Take the sentence about a game that its own file refused; empty for none."""
        lost, self._lost = self._lost, ""
        return lost
