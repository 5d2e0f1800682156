"""The commands that do something at the table: undo, save, seat, pause, resume."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from game.catalogue import phrase
from game.table import Attempt, Sitting
from game.table.seating import FACILITATOR

T = TypeVar("T")


class Talk(Protocol):
    """The conversation in which a command is given.

    Attributes:
        sitting: the game.
        seat: the seat whose eyes the screen has; None before anybody was shown anything.
    """

    sitting: Sitting
    seat: str | None

    def do(self, act: Callable[[], T]) -> Attempt[T]:
        """Do something at the table, and say why where it is refused or cannot be kept."""
        ...

    def say(self, what: str) -> None:
        """Print a line."""
        ...

    def title(self, seat: str) -> str:
        """What people call a seat."""
        ...

    def turn(self, seat: str) -> None:
        """Show a seat what is new, the position, and what it may choose."""
        ...


class Acts:
    """What a person at the terminal may do beside choosing.

    Attributes:
        commands: by name, what each does with the words after it.
    """

    def __init__(self, talk: Talk) -> None:
        """Know the conversation.

        Args:
            talk: where commands are given.
        """
        self._talk = talk
        self.commands: Mapping[str, Callable[[str], None]] = {
            "undo": self._undo,
            "save": self._save,
            "seat": self._seat,
            "pause": self._pause,
            "resume": self._resume,
        }

    @property
    def _by(self) -> str:
        """Who acts: the seat at the screen."""
        return self._talk.seat or FACILITATOR

    def _again(self) -> None:
        """Show the seat at the screen its turn afresh; another one's is behind the curtain."""
        seat = self._talk.sitting.to_move
        if seat is not None and seat == self._talk.seat:
            self._talk.turn(seat)

    def _undo(self, rest: str) -> None:
        if self._talk.do(self._talk.sitting.undo).done:
            self._talk.say(phrase("terminal.taken_back"))
            self._again()

    def _save(self, rest: str) -> None:
        try:
            words = shlex.split(rest)
        except ValueError:
            words = [rest]
        if len(words) != 1:
            self._talk.say(phrase("terminal.save_where"))
            return
        own, path = self._talk.sitting.path, Path(os.path.expanduser(words[0]))
        ours = own is not None and os.path.abspath(path) == os.path.abspath(own)
        if self._talk.do(partial(self._talk.sitting.save_as, path)).words:
            return
        moved = self._talk.sitting.path == path and not ours
        self._talk.say(phrase("terminal.moved_to" if moved else "terminal.saved_in", path=path))

    def _seat(self, rest: str) -> None:
        seat, equals, kind = (part.strip() for part in rest.partition("="))
        if not equals:
            self._talk.say(phrase("terminal.seat_form"))
            return
        swap = partial(self._talk.sitting.facilitator.set_seat, seat, kind, self._by)
        if self._talk.do(swap).done:
            name = self._talk.title(seat)
            self._talk.say(phrase("terminal.seat_now", seat=name, occupant=kind))

    def _pause(self, rest: str) -> None:
        if self._talk.sitting.paused:
            self._talk.say(phrase("terminal.paused"))
            return
        facilitator = self._talk.sitting.facilitator
        self._talk.do(partial(facilitator.pause, True, self._by, rest or None))

    def _resume(self, rest: str) -> None:
        if not self._talk.sitting.paused:
            self._talk.say(phrase("terminal.not_paused"))
            return
        if self._talk.do(partial(self._talk.sitting.facilitator.pause, False, self._by)).done:
            self._talk.say(phrase("terminal.goes_on"))
            self._again()
