"""What the umpire's page asks for: an act is read, looked at, and filed as it was looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from game.bots import bots_of
from game.catalogue import phrase
from game.serve.given import Given
from game.serve.protocol import LONGEST_ID, Refused
from game.table.seating import HUMAN
from game.umpire import (
    InjectAct,
    MarkAct,
    NoteAct,
    OrderAct,
    OutcomeAct,
    OverrideAct,
    PauseAct,
    RollBackAct,
    RulingAct,
    SwapAct,
    UmpireAct,
    written_note,
)

if TYPE_CHECKING:
    from game.umpire import UmpireDesk

#: Seconds by which a clock may be set forward or back at once: an hour.
_MOST_SECONDS: Final = 3600

#: What has one entry of the journal, and may be looked at before.
FILED: Final = (
    "inject", "spot", "override", "outcome", "order", "ruling", "swap", "pause", "back", "note",
    "mark",
)  # fmt: skip
#: What has none: the clocks, the bell, real dice.
AT_ONCE: Final = ("more", "hold", "bell", "usual", "dice")


class DeskActs:
    """Reads acts of the umpire, and does them at one desk."""

    def __init__(self, desk: UmpireDesk) -> None:
        """Do nothing yet.

        Args:
            desk: where acts are looked at and filed.
        """
        self._desk = desk
        self._readers: dict[str, Callable[[Given], UmpireAct]] = {
            "inject": self._inject,
            "spot": self._spot,
            "override": self._override,
            "outcome": self._outcome,
            "order": self._order,
            "ruling": self._ruling,
            "swap": self._swap,
            "pause": lambda given: PauseAct(given.truth("on"), given.text("reason")),
            "back": self._back,
            "note": self._note,
            "mark": lambda given: MarkAct(given.text("text"), given.moment("about", self._last)),
        }
        self._doers: dict[str, Callable[[Given], None]] = {
            "more": lambda given: desk.clocks.more(
                given.number("seconds", -_MOST_SECONDS, _MOST_SECONDS)
            ),
            "hold": self._hold,
            "bell": lambda _: desk.clocks.ring(),
            "usual": lambda _: desk.usual(),
            "dice": self._dice,
        }
        assert set(self._readers) == set(FILED)
        assert set(self._doers) == set(AT_ONCE)

    @property
    def _last(self) -> int:
        return self._desk.sitting.n

    def read(self, name: str, given: Mapping[str, object]) -> UmpireAct:
        """Read an act that has an entry.

        Args:
            name: which.
            given: what the page gave for it.

        Raises:
            Refused: there is no such act, or what is given for it is of the wrong form.
            EngineError: the game has no such cell, or an effect that was written cannot be used.
        """
        reader = self._readers.get(name)
        if reader is None:
            raise Refused("unknown", phrase("serve.no_such_act", names=", ".join(FILED)))
        found = Given(given, name)
        act = reader(found)
        found.done()
        return act

    def do(self, name: str, given: Mapping[str, object]) -> None:
        """Do an act.

        Args:
            name: which.
            given: what the page gave for it.

        Raises:
            Refused: there is no such act, or what is given for it is of the wrong form.
            TableError: the table refuses it.
            EngineError: the rules do.
        """
        doer = self._doers.get(name)
        if doer is None:
            self._desk.file(self.read(name, given))
            return
        found = Given(given, name)
        doer(found)
        found.done()

    # Each act ------------------------------------------------------------------------------------

    def _inject(self, given: Given) -> InjectAct:
        name, of = given.text("inject", LONGEST_ID, needed=True), given.words("of")
        return self._desk.inject(name, of, given.text("reason"))

    def _spot(self, given: Given) -> InjectAct:
        title, text = given.text("title", LONGEST_ID, needed=True), given.text("text")
        return self._desk.spot(title, text, given.text("script"), given.text("reason"))

    def _override(self, given: Given) -> OverrideAct:
        cell, value = given.text("cell", LONGEST_ID, needed=True), given.value("value")
        known = self._desk.sitting.game.values(cell)
        if not any(value == each and type(value) is type(each) for each in known):
            if isinstance(known, range):
                raise given.wrong(
                    "value", phrase("serve.give_number", low=known[0], high=known[-1])
                )
            names = ", ".join("null" if each is None else str(each) for each in known)
            raise given.wrong("value", phrase("serve.give_one_of", names=names))
        return OverrideAct(cell, value, given.text("reason"))

    def _outcome(self, given: Given) -> OutcomeAct:
        due = [move.name for move, _ in self._desk.outcomes]
        if not due:
            raise Refused("refused", phrase("umpire.no_die"))
        return OutcomeAct(
            given.one_of("outcome", due), given.truth("rolled", True), given.text("reason")
        )

    def _order(self, given: Given) -> OrderAct:
        return OrderAct(given.one_of("seat", self._desk.played), given.text("text", needed=True))

    def _ruling(self, given: Given) -> RulingAct:
        waits = {str(order.n) for order in self._desk.orders}
        about = given.number("about", 0, self._last)
        if str(about) not in waits:
            raise given.wrong("about", phrase("serve.give_order", names=", ".join(waits) or "-"))
        granted, text = given.truth("granted"), given.text("text")
        script, reason = given.text("script"), given.text("reason")
        die = given.text("die", LONGEST_ID)
        return self._desk.ruling(about, granted, text, script, reason, die)

    def _swap(self, given: Given) -> SwapAct:
        seat = given.one_of("seat", self._desk.played)
        known = [HUMAN, *(f"bot:{name}" for name in bots_of(self._desk.sitting.game.rules))]
        to = given.one_of("to", known)
        return SwapAct(seat, to, given.text("person", LONGEST_ID), given.text("reason"))

    def _back(self, given: Given) -> RollBackAct:
        return RollBackAct(given.number("to", 0, self._last), given.text("reason"))

    def _note(self, given: Given) -> NoteAct:
        text = given.text("text", needed=True)
        return written_note(text, given.moment("about", self._last))

    def _hold(self, given: Given) -> None:
        self._desk.clocks.hold(given.truth("on"))

    def _dice(self, given: Given) -> None:
        self._desk.sitting.real_dice = given.truth("on")
