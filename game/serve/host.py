"""One sitting that many devices share: who they are, what they ask for, what each is shown.

Nothing here knows a network: a guest is one connection, messages come as text, and what is answered
is text. All of it is for one thread, so that nothing happens at the sitting while a page is made.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

import attrs

from game.bots import bots_of
from game.bots.door import Door
from game.catalogue import phrase
from game.serve.access import Access, Allowance, Codes, Reader
from game.serve.hello import hello_page
from game.serve.join_code import qr_svg
from game.serve.looks import Looks
from game.serve.protocol import (
    DeskAct,
    Hurry,
    Join,
    Leave,
    LookUp,
    MakeOffer,
    Message,
    NoteDown,
    Ping,
    Play,
    Refused,
    TakeBack,
    read_message,
)
from game.serve.screen_page import screen_page
from game.serve.seat_page import TO, seat_page
from game.serve.sight import MadeBefore, Plain
from game.table import Attempt, Sitting, council_of, play_all
from game.table.seating import AUTO, HUMAN
from game.table.words import clean_name

if TYPE_CHECKING:
    from game.rules import Rules
    from game.serve.protocol import TableAct
    from game.table import Bot

#: Messages that one connection may send in a second, and at once after a rest.
PER_SECOND: Final = 20.0
AT_ONCE: Final = 40
#: After so many in a row that were too many a connection is cut off.
PATIENCE: Final = 200
#: So many acts of a seat are remembered, to answer the same key the same.
MOST_KEYS: Final = 256
#: So many notices are shown.
MOST_NOTICES: Final = 5


class Desk(Protocol):
    """The umpire's desk, whatever it shows and does: this only passes on.

    `page` gives plain data, and `act` does what was asked, with what was given for it, and gives
    plain data. Both run in the sitting's thread. What `act` raises of the table's own errors is
    told to the umpire in its words.
    """

    def page(self) -> Plain:
        """What the umpire is shown."""
        ...

    def act(self, name: str, given: Mapping[str, object]) -> Plain:
        """Do an act of the umpire."""
        ...


@attrs.define(eq=False)
class Guest:
    """One connection.

    Attributes:
        address: where it comes from, for counting wrong codes.
        allowance: how much it may send.
        reader: as what it reads; None before it has joined.
        token: by what it came.
    """

    address: str
    allowance: Allowance
    reader: Reader | None = None
    token: str = ""


@attrs.frozen
class Hearing:
    """What came of a message.

    Attributes:
        answers: what is sent to its guest, in order.
        cut: whether the guest is to be cut off.
    """

    answers: tuple[Plain, ...] = ()
    cut: bool = False


class Host:
    """Keeps one table for its guests.

    Attributes:
        sitting: the game.
        access: who may join.
        version: another number whenever some page may be another one.
        desk: the umpire's desk, if there is one.
        address: what people type to come here; empty while it is not known.
    """

    def __init__(
        self,
        sitting: Sitting,
        *,
        sealed: bool = False,
        bots: Callable[[Rules], Mapping[str, Bot]] = bots_of,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open a table.

        Args:
            sitting: the game.
            sealed: whether seats are taken by their own codes alone.
            bots: gives the bots that there are; a function of a module.
            clock: seconds, from any beginning.
        """
        self.sitting = sitting
        self._clock = clock
        self._door = Door(sitting, bots)
        held = [seat for seat in sitting.game.seats if sitting.seats.get(seat) != AUTO]
        self.access = Access(Codes.draw(held, sealed), clock)
        self.desk: Desk | None = None
        self.clock: Callable[[], Plain | None] = lambda: None
        self.address = ""
        self.version = 0
        self._guests: list[Guest] = []
        self._done: dict[str, OrderedDict[str, Plain]] = {}
        self._pages: dict[tuple[Reader, int], tuple[int, str]] = {}
        self._kept: dict[str, MadeBefore] = {}
        self._notices: list[str] = []
        self._looks = Looks(sitting)
        self._seen: tuple[object, ...] = ()

    # Guests

    def welcome(self, address: str) -> Guest:
        """Let a connection in; it has yet to join."""
        guest = Guest(address, Allowance(self._clock, PER_SECOND, AT_ONCE))
        self._guests.append(guest)
        return guest

    def farewell(self, guest: Guest) -> None:
        """A connection has ended; its place is kept."""
        if guest in self._guests:
            self._guests.remove(guest)
            if guest.reader is not None:
                self.version += 1

    def hello(self) -> Plain:
        """What everybody is told who connects."""
        return {"hello": hello_page(self.sitting, self.seats())}

    def devices(self, reader: Reader) -> int:
        """How many connections read as somebody now."""
        return sum(guest.reader == reader for guest in self._guests)

    def seats(self) -> list[Plain]:
        """Each seat, who holds it, and by how many devices."""
        return [
            {"id": seat, "state": self._state(seat), "people": self.devices(Reader("seat", seat))}
            for seat in self.sitting.game.seats
        ]

    def _state(self, seat: str) -> str:
        held = self.sitting.seats.get(seat)
        if held == HUMAN:
            return "taken" if self.access.taken(seat) else "free"
        return "rules" if held == AUTO else "bot"

    def free(self) -> list[str]:
        """The seats that nobody has taken yet."""
        return [seat for seat in self.sitting.game.seats if self._state(seat) == "free"]

    # Messages

    def hear(self, guest: Guest, data: str | bytes) -> Hearing:
        """Do what a guest asks.

        Args:
            guest: who asks.
            data: one frame, whatever it is.

        Returns:
            What it is answered; nothing is raised, whatever was sent.
        """
        if not guest.allowance.take():
            cut = guest.allowance.refused > PATIENCE
            slow = guest.allowance.refused == 1
            return Hearing((_error("too_fast", phrase("serve.too_fast")),) if slow else (), cut)
        key = ""
        try:
            message = read_message(data)
            key = getattr(message, "key", "")
            return Hearing(tuple(self._answers(guest, message)))
        except Refused as error:
            return Hearing((_error(error.code, error.text, key),))

    def _answers(self, guest: Guest, message: Message) -> list[Plain]:
        match message:
            case Ping():
                return [{"pong": True}]
            case Join():
                return self._join(guest, message)
            case Leave():
                return self._leave(guest)
        reader = guest.reader
        if reader is None:
            raise Refused("not_joined", phrase("serve.not_joined"))
        match message:
            case Hurry():
                self._door.hurry()
                return []
            case LookUp():
                found = self._looks.answer(reader.seat, message)
                return [{"look": {"at": message.at, "n": self.position, **found}}]
            case DeskAct():
                if reader.kind != "desk":
                    raise Refused("not_yours", phrase("serve.not_yours"))
            case _:
                if reader.kind != "seat":
                    raise Refused("not_yours", phrase("serve.not_yours"))
        return [self._once(reader, message)]

    def _once(self, reader: Reader, act: TableAct) -> Plain:
        """Do an act, or answer again what it was answered when it came first."""
        known = self._done.setdefault(f"{reader.kind} {reader.seat}", OrderedDict())
        if act.key not in known:
            try:
                told = self._act(reader, act)
                answer: Plain = {"done": {"key": act.key, "n": self.position, **told}}
            except Refused as error:
                if error.code == "refused":
                    # The same may be possible later: only what was done is not done again.
                    return _error(error.code, error.text, act.key)
                raise
            known[act.key] = answer
            while len(known) > MOST_KEYS:
                known.popitem(last=False)
        return known[act.key]

    def _act(self, reader: Reader, act: TableAct) -> Plain:
        match act:
            case Play(id=move):
                self._asked(reader.seat, act.n)
                if move not in {each.id for each in self.sitting.legal()}:
                    raise Refused("refused", phrase("serve.not_open"))
                self._do(partial(self.sitting.play, move, act.rationale))
            case MakeOffer():
                self._asked(reader.seat, act.n)
                self._offer(reader.seat, act)
            case TakeBack():
                self._here(act.n)
                self._do(partial(self.sitting.undo, seat=reader.seat))
            case NoteDown():
                self._note(reader.seat, act)
            case DeskAct():
                return self._desk_act(act)
        return {}

    def _do(self, act: Callable[[], object]) -> None:
        """Do something at the table; what it refuses is told."""
        answer: Attempt[object] = self._door.do(act)
        if answer.refused:
            raise Refused("refused", answer.refused)
        self.version += 1

    @property
    def position(self) -> int:
        """The number of the position: that of the last entry which changed it."""
        line = self.sitting.line
        return line[-1] if line else 0

    def _here(self, n: int) -> None:
        if n != self.position:
            raise Refused("moved_on", phrase("serve.moved_on"))

    def _asked(self, seat: str, n: int) -> None:
        self._here(n)
        if self.sitting.paused:
            raise Refused("refused", phrase("play.paused"))
        if self.sitting.to_move != seat:
            raise Refused("not_yours", phrase("serve.not_yours"))

    def _offer(self, seat: str, act: MakeOffer) -> None:
        council = council_of(self.sitting, [seat])
        if council is None:
            raise Refused("refused", phrase("council.may_not"))
        known = self.sitting.game.members(council.clause_set)
        if any(clause not in known for clause in (*act.draft.gives, *act.draft.asks)):
            raise Refused("unknown", phrase("serve.no_such_clause"))
        laid = council.lay(act.draft)
        if not laid.ready:
            raise Refused("refused", laid.refused)
        self._do(partial(play_all, self.sitting, laid.moves, act.rationale))

    def _note(self, seat: str, note: NoteDown) -> None:
        if note.to and (note.to not in self.sitting.game.seats or note.to == seat):
            raise Refused("unknown", phrase("serve.no_such_seat"))
        tags = (f"{TO}{note.to}",) if note.to else ()
        self._do(partial(self.sitting.facilitator.note, note.text, seat, tags=tags))

    def _desk_act(self, act: DeskAct) -> Plain:
        if self.desk is None:
            raise Refused("unknown", phrase("serve.no_desk"))
        if act.n is not None:
            self._here(act.n)
        found: list[Plain] = []
        desk = self.desk
        self._do(lambda: found.append(desk.act(act.act, act.given)))
        return {"told": found[0]} if found else {}

    # Joining

    def _join(self, guest: Guest, asked: Join) -> list[Plain]:
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
        elif whose.kind == "seat" and self.sitting.seats[whose.seat] != HUMAN:
            seat = whose.seat
            self._do(partial(self.sitting.facilitator.set_seat, seat, HUMAN, seat))
        answers = self._joined(guest, whose)
        if (name := clean_name(asked.name)) and whose.kind == "seat":
            words = phrase("serve.joined_as", name=name)
            self._do(partial(self.sitting.facilitator.note, words, whose.seat, tags=("joined",)))
        return answers

    def _joined(self, guest: Guest, reader: Reader, token: str = "") -> list[Plain]:
        guest.reader = reader
        guest.token = token or self.access.give_token(reader)
        self.version += 1
        told = {"as": reader.kind, "seat": reader.seat, "token": guest.token}
        return [{"joined": {**told, "devices": self.devices(reader)}}]

    def _leave(self, guest: Guest) -> list[Plain]:
        if guest.token:
            self.access.forget_token(guest.token)
        for other in self._guests:
            if other.token == guest.token and other.token:
                other.reader, other.token = None, ""
        self.version += 1
        return [self.hello()]

    # Pages

    def page(self, guest: Guest) -> str:
        """The page of a guest as it is sent; empty before it has joined."""
        reader = guest.reader
        if reader is None:
            return ""
        devices = self.devices(reader) if reader.kind == "seat" else 0
        known = self._pages.get((reader, devices))
        if known is None or known[0] != self.version:
            page = self._made(reader)
            if reader.kind == "seat":
                page["me"] = {**page["me"], "devices": devices}
            known = self.version, json.dumps({"page": page}, ensure_ascii=False)
            self._pages[reader, devices] = known
        return known[1]

    def _made(self, reader: Reader) -> Plain:
        sitting, seats = self.sitting, self.seats()
        thinking = self._door.thinking is not None
        kept = self._kept.setdefault(reader.seat, MadeBefore())
        if reader.kind == "seat":
            page = seat_page(sitting, reader.seat, seats, thinking, self._notices, kept)
        elif reader.kind == "desk" and self.desk is not None:
            page = {"desk": self.desk.page(), "codes": attrs.asdict(self.access.codes)}
        else:
            page = screen_page(sitting, seats, thinking, self._notices, kept)
        head = {"n": self.position, "as": reader.kind, "seat": reader.seat, "clock": self.clock()}
        if reader.kind == "screen":
            page["join"] = self._join_page()
        return {**head, **page}

    def _join_page(self) -> Plain | None:
        """How to join, for the screen in the room; None once no seat is free."""
        free, code = self.free(), self.access.codes.table
        if not free or not code:
            return None
        link = f"{self.address}/#{code}"
        return {"address": self.address, "code": code, "free": free, "svg": qr_svg(link)}

    # What goes on by itself

    def advance(self, seconds: float = 0.04) -> bool:
        """Let chance and bots go on.

        Args:
            seconds: for about so long.

        Returns:
            Whether more is to come at once.
        """
        end = time.perf_counter() + seconds
        going = True
        while going and time.perf_counter() < end:
            going = self._door.step() is not None
        self._told()
        return going

    @property
    def thinking(self) -> bool:
        """Whether a bot thinks, so that something will happen by itself."""
        return self._door.thinking is not None

    def _told(self) -> None:
        """Take note of what happened, and of what stands in the way."""
        for words in self._door.take_notices():
            self._tell(words)
        obstacles = self._door.obstacles()
        if self.access.guesses.besieged:
            self._tell(phrase("serve.besieged"))
        seen = (len(self.sitting.entries), self.thinking, obstacles, tuple(self._notices))
        if seen != self._seen:
            self._seen = seen
            self.version += 1

    def _tell(self, words: str) -> None:
        if words not in self._notices:
            self._notices = [*self._notices, words][-MOST_NOTICES:]

    def close(self) -> str:
        """Let nobody think any more, and write what is in memory only.

        Returns:
            What must be known of it; nothing where the game is in its file.
        """
        self._door.close()
        return self._door.do(self.sitting.close).words


def _error(code: str, text: str, key: str = "") -> Plain:
    return {"error": {"code": code, "text": text, "key": key}}
