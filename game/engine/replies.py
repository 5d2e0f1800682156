"""What others could do at a place next, as far as one seat can know it.

Each action of another seat that may aim at the place is asked for its guard, price and bans, on the
cells that the looker sees and on no others: it holds, it fails, or that hangs on what is not seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import attrs

from game.engine.core import Core
from game.engine.evaluator import Reference, constant
from game.engine.forecast import Forecast
from game.engine.foresight import Foresight
from game.engine.interpret import State
from game.engine.model import Preview
from game.engine.partial import MEANINGLESS, Unseen, partial_state
from game.engine.texts import Texts
from game.engine.view import View
from game.rules import ir

#: So many moves are looked through for their targets in one step; one is judged in each.
LISTED: Final = 60
#: So many moves of one action are told at most.
MOST: Final = 6


@attrs.frozen
class Reply:
    """An action that another seat may take at a place, were it asked now.

    Attributes:
        seat: whose.
        action: the action's id.
        moves: moves of it that aim there, no more than `MOST`: those that surely can be made, or
            where there are none, those of which that hangs on what the looker does not see.
        sure: whether they surely can be made.
    """

    seat: str
    action: str
    moves: tuple[int, ...]
    sure: bool

    @property
    def move(self) -> int:
        """The first of its moves."""
        return self.moves[0]


#: By target the moves that aim at it, those of one action together.
_Aimed = dict[str, dict[str, list[int]]]


class Replies:
    """Tells what others could do in one game."""

    def __init__(self, core: Core, forecast: Forecast, texts: Texts) -> None:
        self._core, self._forecast, self._texts = core, forecast, texts
        self._known: _Aimed | None = None

    def after(self, view: View, move: int) -> View | None:
        """What a seat would see after its move, of what it can tell of it; None for nothing."""
        state = partial_state(view.masked, view.mask)
        run = self._forecast.make(state, move)
        if run is None:
            return None
        return attrs.evolve(view, masked=state[: run.size], mask=bytes(state[run.size :]))

    def looking(self, view: View, targets: Collection[str]) -> Iterator[tuple[Reply, ...] | None]:
        """Find out step by step what others could do; see `Game.replies`."""
        state = partial_state(view.masked, view.mask)
        if state[2]:
            yield ()
            return
        for _ in self._list():
            yield None
        reference = Reference(self._core.program, Foresight(self._core.program))
        found = list[Reply]()
        actions, aimed = self._core.program.actions, self._at(targets)
        for place, seat in enumerate(self._core.seats):
            for action, moves in aimed.items() if seat != view.seat else ():
                if place not in actions[action].seats:
                    continue
                sure, open_ = list[int](), list[int]()
                for move in moves:
                    yield None
                    may = _may(reference, move, place, state)
                    if may is not False:
                        (sure if may else open_).append(move)
                    if len(sure) == MOST:
                        break
                if told := (sure or open_)[:MOST]:
                    found.append(Reply(seat, action, tuple(told), sure=bool(sure)))
        yield tuple(found)

    def _list(self) -> Iterator[None]:
        """Find out once what each move aims at."""
        if self._known is not None:
            return
        found: _Aimed = {}
        for n, code in enumerate(self._core.program.moves):
            for target in dict.fromkeys(self._texts.move(n).targets) if code.action else ():
                found.setdefault(target, {}).setdefault(code.action, []).append(n)
            if n % LISTED == LISTED - 1:
                yield
        self._known = found

    def _at(self, targets: Collection[str]) -> dict[str, list[int]]:
        """The moves of each action that aim at one of some targets."""
        found: dict[str, list[int]] = {}
        for target in targets:
            for action, moves in (self._known or {}).get(target, {}).items():
                found[action] = [*found.get(action, ()), *moves]
        return found

    def preview(self, view: View, reply: Reply, derived: Collection[str] | None) -> Preview:
        """What a reply would do, as far as the looker can know; see `Game.reply_preview`."""
        asked = self._asked(view, reply)
        if asked is None:
            return Preview((), (), None, ())
        return self._forecast.preview(asked, reply.move, derived)

    def _asked(self, view: View, reply: Reply) -> View | None:
        """A view in which the seat of a reply is asked for it; None where no question offers it."""
        program, seat = self._core.program, self._core.seats.index(reply.seat)
        for point in program.questions:
            asked = point.decision.ask.seat
            if point.kind != "act" or asked is None or reply.move not in point.ids:
                continue
            if not isinstance(asked, ir.Local) and constant(asked) != seat:
                continue
            masked, mask = bytearray(view.masked), bytearray(view.mask)
            # What is in hand where somebody is asked now says nothing of another question.
            for at in (at for place in program.offsets.values() for at in place.bytes):
                mask[at] = 0
            masked[0], masked[1] = point.index & 255, point.index >> 8
            mask[:3] = bytes([1, 1, 1])
            if isinstance(asked, ir.Local):
                there = program.offsets[asked.slot]
                masked[there.at], mask[there.at] = seat - there.lo, 1
            return attrs.evolve(view, masked=masked, mask=bytes(mask))
        return None


def _may(reference: Reference, move: int, seat: int, state: State) -> bool | None:
    """Whether a seat may make a move; None where that hangs on what is not seen.

    What all pay out of is filled anew for whoever acts, or not: that it is empty now bars nothing.
    """
    try:
        if not reference.may(move, seat, state, own=True):
            return False
        program = reference.program
        prices = program.actions[program.moves[move].action].cost
        if all(program.symbols.registers[register].index for register, _ in prices):
            return True
        return reference.may(move, seat, state) or None
    except Unseen:
        return None
    except MEANINGLESS:
        # No state that looks so would come to ask this.
        return False
