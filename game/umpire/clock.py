"""The clocks of a table: how long a turn, a phase and a round have run, and what happens at nought.

How long each may take is data of the rules. A clock counts only while the game goes on; the umpire
gives more time, or holds it, and nothing of it is in the journal but what it made happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from game.rules.declare.clocks import NOTHING, ROUND, TURN, USUAL
from game.table.acts import Moved
from game.table.clock import CLOCK

if TYPE_CHECKING:
    from collections.abc import Hashable

    from game.rules import ClockDecl
    from game.table.clock import Clock
    from game.table.sitting import Sitting

_SECOND: Final = 1000


@attrs.frozen
class Dial:
    """One clock as it stands.

    Attributes:
        name: what people call it.
        spent: milliseconds so far of this turn, phase or round.
        limit: milliseconds that it may take.
        running: whether it counts now.
        each: "turn", "round", or "" for a phase.
        nought: what happens at nought: "nothing", "bell" or "usual".
    """

    name: str
    spent: int
    limit: int
    running: bool
    each: str
    nought: str

    @property
    def left(self) -> int:
        """Milliseconds that are left; below 0 where it has run over."""
        return self.limit - self.spent

    @property
    def over(self) -> bool:
        """Whether its time is up."""
        return self.left <= 0


@attrs.define
class _Hand:
    """How far one clock has run."""

    decl: ClockDecl
    at: int
    about: Hashable = None
    spent: int = 0
    more: int = 0
    rung: bool = False


class TableClocks:
    """The clocks of one table.

    Attributes:
        held: whether the umpire stopped them; a pause of the game stops them as well.
        waiting: whether they are held because somebody is still to come.
        rings: how often the bell was heard, at nought or by the umpire's hand.
    """

    def __init__(self, sitting: Sitting, clock: Clock = CLOCK) -> None:
        """Begin to count what is asked now.

        Args:
            sitting: the table.
            clock: what is read.
        """
        self._sitting, self._clock = sitting, clock
        self._hands = [_Hand(decl, n) for n, decl in enumerate(sitting.game.scenario.clock)]
        self._at = clock.elapsed()
        self.held, self.waiting, self.rings = False, False, 0
        for hand in self._hands:
            hand.about = self._about(hand.decl)

    def _about(self, decl: ClockDecl) -> Hashable:
        """What a clock counts for; when that changes, it begins anew."""
        sitting = self._sitting
        if decl.each == TURN:
            seat = sitting.actor
            return None if seat is None else (seat, _turns_before(sitting, seat))
        # A phase, and the round itself, last as long as the round.
        return self._round

    @property
    def _round(self) -> Hashable:
        game = self._sitting.game
        return game.value(self._sitting.state, game.rules.round) if game.rules.round else 0

    def _runs(self, decl: ClockDecl) -> bool:
        sitting = self._sitting
        if self.held or sitting.paused or sitting.over or sitting.actor is None:
            return False
        if decl.each == ROUND:
            return True
        if decl.each == TURN:
            return sitting.to_move is not None
        return sitting.pending.script in decl.of

    def tick(self) -> tuple[Dial, ...]:
        """Count the time since the last tick, and ring where a clock says so.

        Returns:
            The clocks that came to nought just now.
        """
        now = self._clock.elapsed()
        passed, self._at = now - self._at, now
        rung = []
        for hand in self._hands:
            about = self._about(hand.decl)
            if about is not None and about != hand.about:
                hand.about, hand.spent, hand.more, hand.rung = about, 0, 0, False
            elif self._runs(hand.decl):
                hand.spent += passed
            dial = self._dial(hand)
            if dial.over and not hand.rung:
                hand.rung = True
                rung.append(dial)
        if any(dial.nought != NOTHING for dial in rung):
            self.ring()
        return tuple(rung)

    def hold(self, on: bool) -> None:
        """Stop the clocks, or let them run again; what passed until now is counted."""
        self.tick()
        self.held, self.waiting = on, False

    def wait(self) -> None:
        """Stop the clocks until everybody has come; `hold` lets them run before that."""
        self.hold(True)
        self.waiting = True

    def ring(self) -> None:
        """Let the bell be heard."""
        self.rings += 1

    def _dial(self, hand: _Hand) -> Dial:
        decl = hand.decl
        limit = decl.seconds * _SECOND + hand.more
        # Its name is told in the language that is spoken now.
        name = self._sitting.game.scenario.clock[hand.at].name
        return Dial(name, hand.spent, limit, self._runs(decl), decl.each, decl.nought)

    @property
    def dials(self) -> tuple[Dial, ...]:
        """All clocks, in declared order."""
        return tuple(map(self._dial, self._hands))

    @property
    def turn(self) -> Dial | None:
        """The clock of a turn, if the rules have one."""
        return next((dial for dial in self.dials if dial.each == TURN), None)

    @property
    def shown(self) -> Dial | None:
        """The clock that everybody reads: of those that run the one that is next at nought.

        Where none runs it is that of a turn, which stands; None where the rules have no clock.
        """
        running = [dial for dial in self.dials if dial.running]
        return min(running, key=lambda dial: dial.left) if running else self.turn

    @property
    def usual_due(self) -> bool:
        """Whether a person's time is up by a clock at whose nought the usual move is made."""
        if self._sitting.to_move is None:
            return False
        return any(d.over and d.running and d.nought == USUAL for d in self.dials)

    def more(self, seconds: int) -> None:
        """Give what runs now so much more time, or less; the clock of the turn before others."""
        running = [hand for hand in self._hands if self._runs(hand.decl)]
        running.sort(key=lambda hand: hand.decl.each != TURN)
        for hand in running[:1]:
            hand.more += seconds * _SECOND
            hand.rung = self._dial(hand).over


def _turns_before(sitting: Sitting, seat: str) -> int:
    """The entry of the last move of another seat: what a turn of a seat began after.

    What another seat wrote meanwhile gives no more time, nor what was taken back.
    """
    seats, counted = sitting.game.seats, set(sitting.line)
    return next(
        (
            entry.n
            for entry in reversed(sitting.entries)
            if entry.n in counted
            and isinstance(entry.act, Moved)
            and entry.actor in seats
            and entry.actor != seat
        ),
        0,
    )


def minutes(milliseconds: int) -> str:
    """A time in minutes and seconds; one that has run over has a sign."""
    whole = abs(milliseconds) // _SECOND
    sign = "\N{MINUS SIGN}" if milliseconds < 0 else ""
    return f"{sign}{whole // 60}:{whole % 60:02}"
