"""What a seat can tell beforehand: the effect of its moves, whose turn comes, what bars an undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext, suppress
from fractions import Fraction
from itertools import takewhile
from math import lcm
from typing import Any, Final

import attrs

from game.engine.aftermath import Aftermath
from game.engine.cells import Cells
from game.engine.core import Core
from game.engine.errors import IllegalMove, ScriptError
from game.engine.evaluator import Reference
from game.engine.foresight import Foresight, TooMuch
from game.engine.interpret import State
from game.engine.model import Effect, Pending, Preview
from game.engine.partial import BLANK, MEANINGLESS, Unseen, partial_state
from game.engine.texts import Texts
from game.engine.view import View
from game.engine.visibility import Visibility
from game.engine.zones import Zones
from game.rules import ir
from game.rules.cfg.variables import nested
from game.rules.information.visibility import hidden_reads
from game.rules.program import DecisionPoint

_OVER: Final = Pending("over", None, "", "", "", False)
#: So many ways that dice may fall are followed at most.
MOST_LEAVES: Final = 40


@attrs.frozen
class _Leaf:
    """One way that dice may fall: how likely it is, what fell, and the state that it leads to."""

    share: Fraction
    words: str
    state: State
    run: Foresight


class Forecast:
    """Plays forward on what a seat sees, never on more."""

    def __init__(
        self, core: Core, cells: Cells, zones: Zones, texts: Texts, visibility: Visibility
    ) -> None:
        self._core, self._texts = core, texts
        self.aftermath = Aftermath(core, cells, zones, visibility)
        self._known: dict[int, bool] = {}
        self._runs: dict[str, frozenset[str]] = {}

    def pending(self, state: State) -> Pending:
        """What the game waits for."""
        if state[2]:
            return _OVER
        return self._asked(state, self._core.seat(state), self._core.interpreter.value)

    def _asked(self, state: State, seat: int, value: Callable[..., Any]) -> Pending:
        """What a seat, or chance, is asked in a state of which `value` works out expressions."""
        core, point = self._core, self._core.point(state)
        words, see = core.ask(point).words, core.ask(point).see
        who = None if seat < 0 else core.seats[seat]
        kind: Any = point.kind
        text = self._texts.sentence(words.says, state, {}, value) if words.says else point.text
        about = words.about
        subject = None if about is None else self._texts.subject(about, value(about, state, {}))
        name = self._texts.title(*subject) if subject else ""
        hidden = see is not None or self._closed(point)
        return Pending(kind, who, point.script, point.local, text, hidden, subject, name)

    def _closed(self, point: DecisionPoint) -> bool:
        """May some seat not know what can fall here: do the outcomes read what it does not see?"""
        if point.index not in self._known:
            program, ask = self._core.program, self._core.ask(point)
            parts = () if point.kind != "chance" else (*ir.domain_parts(ask.domain), ask.weight)
            read = [e for e in parts if e is not None]
            locals_ = {x.slot for e in read for x in ir.walk(e) if isinstance(x, ir.Local)}
            self._known[point.index] = any(hidden_reads(program.scopes, e) for e in read) or any(
                program.local_sees.get(slot) is not None for slot in locals_
            )
        return self._known[point.index]

    def make(self, state: State, move: int, *, sure: bool = False) -> Foresight | None:
        """Make a move in place on a partial state.

        Args:
            state: the partial state.
            move: the move.
            sure: whether nothing is told where it is not known that the move is legal.

        Returns:
            What knows the state that it came to; None where nothing can be told of that.
        """
        program = self._core.program
        all_known = all(state[len(program.start) :])
        run = Foresight(program, all_known)
        reference = Reference(program, run)
        try:
            if all_known:
                # The reference would say the same, and takes longer.
                self._core.evaluator.apply(state[: run.size], move)
            else:
                # Else, where it is not known whether it is legal, it is told what it does if it is.
                with nullcontext() if sure else suppress(Unseen):
                    reference.check(state, move)
            reference.make(state, move)
        except (IllegalMove, ScriptError, TooMuch, Unseen):
            return None
        except MEANINGLESS:
            if all_known:
                raise
            return None
        return run

    def then(self, state: State, run: Foresight) -> Pending | None:
        """What the game waits for in a partial state; None where that is not known."""
        if not all(state[run.size : run.size + 3]):
            return None
        if state[2]:
            return _OVER
        seat = self._core.ask(self._core.point(state)).seat
        place = -1 if seat is None else run.known(seat, state, {})
        return None if place is BLANK else self._asked(state, place, run.known)

    def turns(self, view: View, action: str) -> tuple[str, ...]:
        """The seats that act from now on if each takes this action, the one to act first.

        What a seat is asked between two actions is answered in two ways: with the first and with
        the last answer that the view knows to be open. Told is what comes of both.
        """
        move = self._texts.known(action)
        if move is None or self.pending(view.masked).kind != "act":
            return ()
        acting, asked = self._acting(view, move, last=False)
        if not asked:
            return tuple(acting)
        others, _ = self._acting(view, move, last=True)
        same = takewhile(lambda pair: pair[0] == pair[1], zip(acting, others, strict=False))
        return tuple(seat for seat, _ in same)

    def _acting(self, view: View, move: int, last: bool) -> tuple[list[str], bool]:
        """Who acts from now on if each makes this move, and what is asked between is answered.

        Args:
            view: what a seat sees.
            move: the move.
            last: whether the last answer is given, and not the first.

        Returns:
            The seats, and whether anything was asked between.
        """
        found, asked = list[str](), False
        then: Pending | None = self.pending(view.masked)
        state = partial_state(view.masked, view.mask)
        known: set[bytes] = set()
        while then is not None and then.kind in ("act", "choose"):
            # A game without a bound goes round: once is told.
            if bytes(state) in known:
                break
            known.add(bytes(state))
            if then.kind == "act":
                run = self.make(state, move, sure=True)
                if run is not None and then.seat is not None:
                    found.append(then.seat)
            else:
                run, asked = self._answer(state, last), True
            then = None if run is None else self.then(state, run)
        return found, asked

    def _answer(self, state: State, last: bool) -> Foresight | None:
        """Give the first or the last answer that is known to be open; None where none is."""
        ids = self._core.point(state).ids
        for move in reversed(ids) if last else ids:
            made = bytearray(state)
            run = self.make(made, move, sure=True)
            if run is not None:
                state[:] = made
                return run
        return None

    def preview(self, view: View, move: int, derived: Collection[str] | None) -> Preview:
        """What a move would do as far as this view can tell, up to the next question."""
        begun = partial_state(view.masked, view.mask)
        state = bytearray(begun)
        run = self.make(state, move)
        if run is None:
            return Preview((), (), None, ())
        came = self.aftermath.of(view, begun, state, run, derived)
        then = self.then(state, run)
        odds: tuple[tuple[str, int], ...] = ()
        effects: tuple[Effect, ...] = ()
        own = self.own(move)
        if falls := self.falls(state, run, then):
            odds = tuple((self._texts.move(i).title, w) for i, w in falls)
            throws = own or self.scripts(self.asker(begun))
            if self.asker(state) in throws:
                leaves = self._leaves(_Leaf(Fraction(1), "", state, run), throws)
                effects = self._effects(view, begun, leaves, derived)
        return Preview(
            came.changes, came.derived, then, odds, came.moved, came.unsure, effects, own
        )

    def own(self, move: int) -> frozenset[str]:
        """The scripts that an action runs itself; none are told of an answer."""
        action = self._core.program.moves[move].action
        return self.scripts(self._core.program.actions[action].function) if action else frozenset()

    def scripts(self, key: str) -> frozenset[str]:
        """A script and all that it calls, and these call."""
        if key not in self._runs:
            functions, found, todo = self._core.program.functions, set[str](), [key]
            while todo:
                here = todo.pop()
                if here not in found:
                    found.add(here)
                    calls = (s for s in nested(functions[here].body) if isinstance(s, ir.Call))
                    todo += [target for call in calls for target in call.targets]
            self._runs[key] = frozenset(found)
        return self._runs[key]

    # What may fall ---------------------------------------------------------------------------

    def falls(self, state: State, run: Foresight, then: Pending | None) -> list[tuple[int, int]]:
        """The outcomes that may fall now, with their weights; none where that is not to be told."""
        if then is None or then.kind != "chance" or then.hidden:
            return []
        with suppress(Unseen):
            point = self._core.point(state).index
            return Reference(self._core.program, run).options(point, state)
        return []

    def asker(self, state: State) -> str:
        """The script that asks in a state of which the question is known."""
        return str(self._core.ask(self._core.point(state)).rule)

    def _effects(
        self, view: View, begun: State, leaves: Sequence[_Leaf], derived: Collection[str] | None
    ) -> tuple[Effect, ...]:
        """What the ways in which dice may fall come to, those of one effect together."""
        whole = lcm(*(leaf.share.denominator for leaf in leaves))
        found: dict[object, Effect] = {}
        for leaf in leaves:
            came = self.aftermath.of(view, begun, leaf.state, leaf.run, derived)
            then = self.then(leaf.state, leaf.run)
            key, weight = (came.net, then), int(leaf.share * whole)
            known = found.get(key)
            if known is None:
                found[key] = Effect(
                    weight, (leaf.words,), came.changes, came.derived, came.moved, came.unsure, then
                )
            else:
                words = (*known.outcomes, leaf.words)
                found[key] = attrs.evolve(known, weight=known.weight + weight, outcomes=words)
        return tuple(found.values())

    def _leaves(self, first: _Leaf, throws: Collection[str]) -> list[_Leaf]:
        """Where what may fall leads to: as far as dice follow on dice, if that is not too many.

        Args:
            first: where the first of them falls.
            throws: the scripts whose dice are followed; others are not the move's own.

        Returns:
            None of them where what one of them leads to cannot be told.
        """
        found = self._fallen(first)
        while True:
            more = list[_Leaf]()
            for leaf in found:
                then = self.then(leaf.state, leaf.run)
                on = self.falls(leaf.state, leaf.run, then)
                follows = bool(on) and self.asker(leaf.state) in throws
                further = self._fallen(leaf) if follows else [leaf]
                more += further
                if not further or len(more) > MOST_LEAVES:
                    return found
            if len(more) == len(found):
                return found
            found = more

    def _fallen(self, leaf: _Leaf) -> list[_Leaf]:
        """Where each outcome that may fall leads to; none where that cannot be told of one."""
        falls = self.falls(leaf.state, leaf.run, self.then(leaf.state, leaf.run))
        if not 0 < len(falls) <= MOST_LEAVES:
            return []
        whole, out = sum(weight for _, weight in falls), list[_Leaf]()
        for move, weight in falls:
            state = bytearray(leaf.state)
            run = self.make(state, move)
            if run is None:
                return []
            run.surely[:0] = leaf.run.surely
            run.perhaps |= leaf.run.perhaps
            title = self._texts.move(move).title
            words = f"{leaf.words}, {title}" if leaf.words else title
            out.append(_Leaf(leaf.share * Fraction(weight, whole), words, state, run))
        return out
