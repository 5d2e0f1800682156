"""One sitting that many devices share: who they are, what they ask for, what each is shown.

Nothing here knows a network: a guest is one connection, messages come as text, and what is answered
is text. All of it is for one thread, so that nothing happens at the sitting while a page is made.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

import attrs

from game.bots import bots_of
from game.bots.door import Door
from game.catalogue import phrase, speaking, spoken
from game.serve.access import Access, Codes, Reader
from game.serve.hello import hello_page, texts_of
from game.serve.joining import Guest, Joining
from game.serve.kept_devices import KeptDevices, KnownDevices
from game.serve.looks import Looks
from game.serve.pages import TableNow, TablePages
from game.serve.protocol import (
    AnswerSurvey,
    BeMember,
    DeskAct,
    DeskLook,
    GiveOrder,
    HandOver,
    Hurry,
    Join,
    Leave,
    LookUp,
    MakeOffer,
    Message,
    NoteDown,
    Ping,
    Play,
    Propose,
    Refused,
    Speak,
    TakeBack,
    read_message,
)
from game.serve.seat_page import TEAM, TO
from game.serve.survey_page import answer_survey
from game.serve.tongue import language_for
from game.table import Attempt, Sitting, attempt, council_of, play_all
from game.table.seating import AUTO
from game.table.team_notes import team_tags
from game.table.words import clean_name

if TYPE_CHECKING:
    from game.rules import Rules
    from game.serve.desk import Desk
    from game.serve.protocol import TableAct, TeamAct
    from game.serve.sight import Plain
    from game.table import Bot

#: After so many in a row that were too many a connection is cut off.
PATIENCE: Final = 200
#: So many acts of a seat are remembered, to answer the same key the same.
MOST_KEYS: Final = 256
#: The tables of texts of the umpire's page.
DESK_TEXTS: Final = ("umpire", "console")
#: So many notices are shown.
MOST_NOTICES: Final = 5


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
        joining: who is there.
        version: another number whenever some page may be another one.
        desk: the umpire's desk, if there is one.
        address: what people type to come here; empty while it is not known.
        language: the id of the language of the table: whoever reads none that there is gets this.
    """

    def __init__(
        self,
        sitting: Sitting,
        *,
        sealed: bool = False,
        door: Door | None = None,
        kept: KeptDevices | None = None,
        bots: Callable[[Rules], Mapping[str, Bot]] = bots_of,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open a table.

        Args:
            sitting: the game.
            sealed: whether seats are taken by their own codes alone.
            kept: where the devices that join are kept, and come back from; None forgets them.
            door: by what all that is done at the table goes; None opens one.
            bots: gives the bots that there are; a function of a module.
            clock: seconds, from any beginning.
        """
        self.sitting = sitting
        self._door = door or Door(sitting, bots)
        held = [seat for seat in sitting.game.seats if sitting.seats.get(seat) != AUTO]
        self.access = Access(Codes.draw(held, sealed), clock)
        self._kept, self.port = kept, 0
        self.joining = Joining(sitting, self.access, clock, self._do)
        self._keep_from = self._known()
        self.desk: Desk | None = None
        self.address = ""
        self.language = spoken()
        self.version = 0
        self._done: dict[str, OrderedDict[tuple[str, str], Plain]] = {}
        self._pages = TablePages(sitting, self.joining)
        self._notices: list[str] = []
        self._looks = Looks(sitting)
        self._seen: tuple[object, ...] = ()

    # Devices

    def _known(self) -> tuple[object, ...]:
        """Know the devices that joined before a stop; what is kept is that, until more join."""
        if self._kept is not None:
            found = self._kept.read()
            if found.holders:
                self.access.know(found.holders)
                self.joining.teams.know(found.members)
            self.port = found.port
        return self.access.changes, self.port, self.joining.teams.kept

    @property
    def known_devices(self) -> int:
        """How many devices are known, those among them that joined before a stop."""
        return len(self.access.holders)

    def _keep_devices(self) -> None:
        """Keep the devices that are known, where others are than were kept last."""
        people = self.joining.teams.kept
        now = self.access.changes, self.port, people
        if self._kept is not None and now != self._keep_from:
            self._keep_from = now
            if words := self._kept.write(KnownDevices(self.access.holders, self.port, people)):
                self._tell(words)

    # Guests

    def welcome(self, address: str, chosen: str = "", reads: str = "") -> Guest:
        """Let a connection in; it has yet to join.

        Args:
            address: where it comes from.
            chosen: the id of the language that was chosen there; empty where none was.
            reads: the languages that its browser reads, as `Accept-Language` has them.
        """
        return self.joining.welcome(address, language_for(chosen, reads, self.language))

    def farewell(self, guest: Guest) -> None:
        """A connection has ended; its place is kept."""
        if self.joining.farewell(guest):
            self.version += 1

    def hello(self, guest: Guest) -> Plain:
        """What everybody is told who connects, each in the language of the device."""
        with speaking(guest.language):
            return {"hello": hello_page(self.sitting, self.joining.seats())}

    def sit_here(self, seat: str) -> None:
        """Somebody at the computer of the table itself takes a seat."""
        self.joining.here.add(seat)
        self.version += 1

    # Messages

    def hear(self, guest: Guest, data: str | bytes) -> Hearing:
        """Do what a guest asks.

        Args:
            guest: who asks.
            data: one frame, whatever it is.

        Returns:
            What it is answered; nothing is raised, whatever was sent.
        """
        with speaking(guest.language):
            return self._hear(guest, data)

    def _hear(self, guest: Guest, data: str | bytes) -> Hearing:
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
                self.joining.leave(guest)
                self.version += 1
                return [self.hello(guest)]
            case Speak(language=language):
                guest.language = language_for(language, "", self.language)
                return [self.hello(guest)]
        reader = guest.reader
        if reader is None:
            raise Refused("not_joined", phrase("serve.not_joined"))
        match message:
            case Hurry():
                self._door.hurry()
                return []
            case DeskLook():
                return [self._desk_look(reader, message)]
            case LookUp():
                found = self._looks.answer(reader.seat, message)
                return [{"look": {"at": message.at, "n": self.position, **found}}]
            case DeskAct():
                if reader.kind != "desk":
                    raise Refused("not_yours", phrase("serve.not_yours"))
            case _:
                if reader.kind != "seat":
                    raise Refused("not_yours", phrase("serve.not_yours"))
        if isinstance(message, NoteDown) and message.to == TEAM:
            name = self.joining.teams.name(reader.seat, guest.token)
            message = attrs.evolve(message, by=name)
        return [self._once(guest, reader, message)]

    def _team_act(self, guest: Guest, reader: Reader, act: TeamAct) -> None:
        """Do something among the devices of a seat; of it the journal keeps who commits."""
        teams, seat = self.joining.teams, reader.seat
        match act:
            case BeMember():
                teams.describe(seat, guest.token, clean_name(act.name), clean_name(act.role))
            case Propose():
                self._asked(seat, act.n)
                if act.id not in {each.id for each in self.sitting.legal()}:
                    raise Refused("refused", phrase("serve.not_open"))
                teams.propose(seat, guest.token, act.id, act.n)
            case HandOver():
                teams.hand(seat, guest.token, act.to)
                self.joining.note_commit(seat)
        self.version += 1

    def _join(self, guest: Guest, asked: Join) -> list[Plain]:
        answers = self.joining.join(guest, asked)
        self.version += 1
        if "joined" in answers[0] and guest.reader == Reader("desk"):
            if self.desk is not None and not asked.token:
                self._do(self.desk.open)
            # What the umpire's page says is sent to nobody else.
            answers[0]["joined"]["texts"] = {head: texts_of(f"{head}.") for head in DESK_TEXTS}
        return answers

    def _once(self, guest: Guest, reader: Reader, act: TableAct) -> Plain:
        """Do an act, or answer its device again what it was answered when it came first."""
        known = self._done.setdefault(f"{reader.kind} {reader.seat}", OrderedDict())
        key = guest.token, act.key
        if key not in known:
            try:
                told = self._act(guest, reader, act)
                answer: Plain = {"done": {"key": act.key, "n": self.position, **told}}
            except Refused as error:
                if error.code == "refused":
                    # The same may be possible later: only what was done is not done again.
                    return _error(error.code, error.text, act.key)
                raise
            known[key] = answer
            while len(known) > MOST_KEYS:
                known.popitem(last=False)
        return known[key]

    def _act(self, guest: Guest, reader: Reader, act: TableAct) -> Plain:
        if isinstance(act, Play | MakeOffer | TakeBack | GiveOrder):
            self.joining.teams.check(reader.seat, guest.token)
        match act:
            case BeMember() | Propose() | HandOver():
                self._team_act(guest, reader, act)
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
            case GiveOrder(text=words):
                if self.desk is None:
                    raise Refused("unknown", phrase("serve.no_desk"))
                self._do(partial(self.sitting.facilitator.order, reader.seat, words))
            case AnswerSurvey():
                self._do(partial(answer_survey, self.sitting, reader.seat, act))
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
        if note.to == TEAM:
            tags = team_tags(note.by)
            self._do(partial(self.sitting.facilitator.note, note.text, seat, tags=tags))
            return
        if note.to and (note.to not in self.sitting.game.seats or note.to == seat):
            raise Refused("unknown", phrase("serve.no_such_seat"))
        tags = (f"{TO}{note.to}",) if note.to else ()
        self._do(partial(self.sitting.facilitator.note, note.text, seat, tags=tags))

    def _desk_look(self, reader: Reader, asked: DeskLook) -> Plain:
        """Tell the umpire something; nothing changes by it."""
        if reader.kind != "desk":
            raise Refused("not_yours", phrase("serve.not_yours"))
        if self.desk is None:
            raise Refused("unknown", phrase("serve.no_desk"))
        answer = attempt(partial(self.desk.look, asked.act, asked.given))
        if answer.value is None:
            raise Refused("refused", answer.words)
        return {"look": {"at": "desk", "n": self.position, **answer.value}}

    def _desk_act(self, act: DeskAct) -> Plain:
        if self.desk is None:
            raise Refused("unknown", phrase("serve.no_desk"))
        if act.n is not None:
            self._here(act.n)
        found: list[Plain] = []
        desk = self.desk
        self._do(lambda: found.append(desk.act(act.act, act.given)))
        return {"told": found[0]} if found else {}

    # TablePages

    def page(self, guest: Guest) -> str:
        """The page of a guest as it is sent; empty before it has joined."""
        return self._pages.page(guest, self._now())

    def making(self, guest: Guest) -> Generator[None, None, str]:
        """Make the page of a guest part by part, so that other things may be done between.

        Where something happens at the table meanwhile it is begun anew.

        Returns:
            The page as it is sent; empty before it has joined.
        """
        while True:
            making, at = self._pages.making(guest, self._now()), self.moment
            while self.moment == at:
                try:
                    next(making)
                except StopIteration as made:
                    return str(made.value)
                yield

    @property
    def moment(self) -> tuple[int, int]:
        """What is another when something happened, whoever did it."""
        return self.version, len(self.sitting.entries)

    def _now(self) -> TableNow:
        return TableNow(
            self.version,
            self.position,
            self.thinking,
            tuple(self._notices),
            self.address,
            self.desk,
        )

    # What goes on by itself

    def advance(self, seconds: float = 0.04) -> bool:
        """Let chance and bots go on.

        Args:
            seconds: for about so long.

        Returns:
            Whether more is to come at once.
        """
        end = time.perf_counter() + seconds
        if self.desk is not None:
            came = self._door.do(self.desk.keep_time)
            # What is done and not on the disk has come as well.
            self.version += bool(came.value or came.unsaved)
        going = True
        while going and time.perf_counter() < end:
            going = self._door.step() is not None
        self._keep_devices()
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
        self._keep_devices()
        self._door.close()
        return self._door.do(self.sitting.close).words


def _error(code: str, text: str, key: str = "") -> Plain:
    return {"error": {"code": code, "text": text, "key": key}}
