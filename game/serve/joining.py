"""Who is at a served table: connections, by which code they came, which seats they hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import USUAL, phrase, speaking, spoken
from game.serve.access import Access, Allowance, Reader, token_hash
from game.serve.join_code import qr_svg
from game.serve.protocol import Refused
from game.serve.teams import Teams
from game.table.seating import AUTO, HUMAN
from game.table.team_notes import team_tags
from game.table.words import clean_name

if TYPE_CHECKING:
    from game.serve.protocol import Join
    from game.serve.sight import Plain
    from game.table import Sitting

#: Messages that one connection may send in a second, and at once after a rest.
PER_SECOND: Final = 20.0
AT_ONCE: Final = 40


@attrs.define(eq=False)
class Guest:
    """One connection.

    Attributes:
        address: where it comes from, for counting wrong codes.
        allowance: how much it may send.
        reader: as what it reads; None before it has joined.
        token: by what it came.
        language: the id of the language that it is spoken to in.
    """

    address: str
    allowance: Allowance
    reader: Reader | None = None
    token: str = ""
    language: str = USUAL


class Joining:
    """The guests of one table.

    Attributes:
        access: who may join.
        here: the seats of people who sit at the computer of the table itself.
        teams: the devices of each seat, and which of them commits.
    """

    def __init__(
        self,
        sitting: Sitting,
        access: Access,
        clock: Callable[[], float],
        do: Callable[[Callable[[], object]], None],
    ) -> None:
        """Have no guests.

        Args:
            sitting: the table.
            access: who may join.
            clock: seconds, from any beginning.
            do: does something at the table, and refuses what it refuses.
        """
        self.access = access
        self.here: set[str] = set()
        self._sitting, self._clock, self._do = sitting, clock, do
        self._guests: list[Guest] = []
        self.teams = Teams(self._connected)
        self._language = spoken()

    def welcome(self, address: str, language: str) -> Guest:
        """Let a connection in that is spoken to in a language; it has yet to join."""
        guest = Guest(address, Allowance(self._clock, PER_SECOND, AT_ONCE), language=language)
        self._guests.append(guest)
        return guest

    def farewell(self, guest: Guest) -> bool:
        """A connection has ended; its place is kept. Whether others are told of it."""
        if guest not in self._guests:
            return False
        self._guests.remove(guest)
        return guest.reader is not None

    def _connected(self, device: bytes) -> bool:
        """Whether a device is connected now, by the hash of its token."""
        return any(guest.token and token_hash(guest.token) == device for guest in self._guests)

    def devices(self, reader: Reader) -> int:
        """How many connections read as somebody now."""
        return sum(guest.reader == reader for guest in self._guests)

    def seats(self) -> list[Plain]:
        """Each seat, who holds it, and by how many devices."""
        return [
            {"id": seat, "state": self._state(seat), "people": self.devices(Reader("seat", seat))}
            for seat in self._sitting.game.seats
        ]

    def _state(self, seat: str) -> str:
        held = self._sitting.seats.get(seat)
        if held == HUMAN:
            return "taken" if seat in self.here or self.access.taken(seat) else "free"
        return "rules" if held == AUTO else "bot"

    def free(self) -> list[str]:
        """The seats that nobody has taken yet."""
        return [seat for seat in self._sitting.game.seats if self._state(seat) == "free"]

    def join(self, guest: Guest, asked: Join) -> list[Plain]:
        """Let a guest join as what its code or token says.

        Raises:
            Refused: that is nobody's, or no seat is free, or too many were tried.
        """
        if asked.token:
            reader = self.access.read_token(asked.token)
            if reader is None:
                raise Refused("wrong_code", phrase("serve.old_token"))
            return self._joined(guest, reader, asked.token)
        if not self.access.guesses.may(guest.address):
            raise Refused("wait", phrase("serve.wait"))
        whose = self.access.read_code(asked.code)
        if whose is None:
            self.access.guesses.wrong(guest.address)
            raise Refused("wrong_code", phrase("serve.wrong_code"))
        if whose == "table":
            if asked.watch:
                return self._joined(guest, Reader("watch"))
            if not asked.seat:
                return [{"choose": {"seats": self.seats()}}]
            if asked.seat not in self.free():
                raise Refused("no_seat_free", phrase("serve.not_free"))
            whose = Reader("seat", asked.seat)
        elif whose.kind == "seat" and self._sitting.seats[whose.seat] != HUMAN:
            seat = whose.seat
            self._do(partial(self._sitting.facilitator.set_seat, seat, HUMAN, seat))
        before = self.teams.committer(whose.seat)
        answers = self._joined(guest, whose)
        if (name := clean_name(asked.name)) and whose.kind == "seat":
            self.teams.enter(whose.seat, guest.token, name)
            # What is kept is in the language of the table, whoever wrote it.
            with speaking(self._language):
                words = phrase("serve.joined_as", name=name)
            self._do(partial(self._sitting.facilitator.note, words, whose.seat, tags=("joined",)))
        if before is not None and before is not self.teams.committer(whose.seat):
            self.note_commit(whose.seat)
        return answers

    def note_commit(self, seat: str) -> None:
        """Keep in the journal who commits in a seat now, for its own people and the report."""
        who = self.teams.committer(seat)
        if who is not None:
            with speaking(self._language):
                words = phrase("serve.handed", name=who.name or phrase("serve.somebody"))
            note = partial(self._sitting.facilitator.note, words, seat, tags=team_tags(""))
            self._do(note)

    def _joined(self, guest: Guest, reader: Reader, token: str = "") -> list[Plain]:
        guest.reader = reader
        guest.token = token or self.access.give_token(reader)
        # Who comes with the code of a seat takes it from whoever sits at the table's computer.
        self.here.discard(reader.seat)
        told = {"as": reader.kind, "seat": reader.seat, "token": guest.token}
        if reader.kind == "seat":
            # By this code another device comes into the same seat.
            told["code"] = self.access.codes.seats.get(reader.seat, "")
            told["member"] = self.teams.enter(reader.seat, guest.token)
        return [{"joined": {**told, "devices": self.devices(reader)}}]

    def leave(self, guest: Guest) -> None:
        """Let a guest give its place up, and whoever came by the same token."""
        if guest.token:
            self.access.forget_token(guest.token)
            if guest.reader is not None and guest.reader.kind == "seat":
                seat, before = guest.reader.seat, self.teams.committer(guest.reader.seat)
                self.teams.leave(seat, guest.token)
                if before is not self.teams.committer(seat):
                    self.note_commit(seat)
        for other in self._guests:
            if other.token == guest.token and other.token:
                other.reader, other.token = None, ""

    def invitation(self, address: str) -> Plain | None:
        """How to join, for the screen in the room; None once no seat is free.

        Args:
            address: what people type to come to this table.
        """
        free, code = self.free(), self.access.codes.table
        if not free or not code:
            return None
        link = f"{address}/#{code}"
        return {"address": address, "code": code, "free": free, "svg": qr_svg(link)}
