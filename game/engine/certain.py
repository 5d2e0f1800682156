"""What is certain to come next, if nobody does anything: what no die and no person decides.

From where a seat looks, every seat that is to act takes the action that does nothing; then the
rules run on by themselves. A die is passed by going all ways in which it may fall: what happens in
each of them is certain. Where it hangs on a die, on a person or on what is not seen what is asked
next, nothing more is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from typing import Final

import attrs

from game.engine.core import Core
from game.engine.evaluator import Reference
from game.engine.forecast import Forecast
from game.engine.foresight import Foresight
from game.engine.interpret import State
from game.engine.model import Event, Pending
from game.engine.partial import CellPlace, Unseen, partial_state
from game.engine.texts import Texts, words
from game.engine.view import HIDDEN, CellValue, View, cell_name, decode

#: So many turns are passed, so many dice, and so many ways of one die gone.
MOST_TURNS: Final = 40
MOST_DICE: Final = 12
MOST_FACES: Final = 40

#: A change as a run tells it: the cell, what it held and holds, and the script.
_Change = tuple[CellPlace, int | None, int, str]


@attrs.frozen
class Certain:
    """What comes next whatever anybody rolls, if all who are to act pass.

    Attributes:
        changes: what happens, in order; what a seat does not see is left out.
        derived: what the derived values that are watched come to by it, as last known: name, what
            it is now and what it will be.
        chances: what dice are asked on the way, each as often as it is.
        then: what the game waits for where no more is told; None where that is not known.
    """

    changes: tuple[Event, ...] = ()
    derived: tuple[tuple[str, CellValue, CellValue], ...] = ()
    chances: tuple[str, ...] = ()
    then: Pending | None = None


class Certainty:
    """Tells what is certain to come in one game."""

    def __init__(self, core: Core, forecast: Forecast, texts: Texts) -> None:
        self._core, self._forecast, self._texts = core, forecast, texts

    def ahead(self, view: View, wait: str, watched: Sequence[str]) -> Iterator[Certain | None]:
        """What is certain if every seat to act takes an action; see `Game.looking_ahead`."""
        idle, forecast = self._texts.known(wait), self._forecast
        then: Pending | None = forecast.pending(view.masked)
        if idle is None or then is None or then.kind != "act":
            yield Certain(then=then)
            return
        own = forecast.own(idle)
        told = _Telling(self._core, forecast, view, watched)
        state = partial_state(view.masked, view.mask)
        run: Foresight | None = None
        for _ in range(MOST_TURNS):
            run = forecast.make(state, idle)
            if run is None:
                yield Certain()
                return
            told.stretch([c for c in run.surely if c[3] not in own], state, run)
            then = forecast.then(state, run)
            by_itself = bool(run.perhaps) or any(change[3] not in own for change in run.surely)
            if then is None or then.kind != "act" or by_itself:
                break
            yield None
        chances: list[str] = []
        while then is not None and then.kind == "chance" and len(chances) < MOST_DICE:
            asked = then.question or words(then.script)
            fallen = yield from self._fall(state, told)
            if not fallen:
                break
            chances.append(asked)
            then = forecast.then(state, Foresight(self._core.program))
        yield Certain(tuple(told.changes), told.derived(), tuple(chances), then)

    def _fall(self, state: State, told: _Telling) -> Generator[None, None, bool]:
        """Let a die fall every way, in place; False where they are too many, or it cannot be."""
        point, program = self._core.point(state), self._core.program
        faces: Sequence[int] = point.ids
        with suppress(Unseen):
            reference = Reference(program, Foresight(program))
            faces = [move for move, _ in reference.options(point.index, state)]
        if not 0 < len(faces) <= MOST_FACES:
            return False
        joined: State | None = None
        run: Foresight | None = None
        common: list[_Change] = []
        for face in faces:
            yield
            way = bytearray(state)
            found = self._forecast.make(way, face)
            if found is None:
                return False
            if joined is None or run is None:
                joined, run, common = way, found, list(found.surely)
            else:
                joined, _ = run.join((joined, {}), (way, {}))
                common = _in_both(common, found.surely)
        assert joined is not None
        assert run is not None
        state[:] = joined
        told.stretch(common, state, run)
        return True


class _Telling:
    """Gathers what one seat is told of what comes."""

    def __init__(self, core: Core, forecast: Forecast, view: View, watched: Sequence[str]) -> None:
        self._program, self._forecast, self._view = core.program, forecast, view
        self._watched = watched
        self._begun = partial_state(view.masked, view.mask)
        self.changes: list[Event] = []
        self._derived: dict[str, tuple[CellValue, CellValue]] = {}

    def stretch(self, changes: Sequence[_Change], state: State, run: Foresight) -> None:
        """Note what surely happened up to a question, and what watched values are there."""
        registers, decls = self._program.symbols.registers, self._program.decls.registers
        seen = False
        for cell, before, after, rule in changes:
            info = registers[cell[0]]
            if not self._view.mask[info.at(cell[1])] or decls[cell[0]].zone:
                continue
            seen = True
            old = HIDDEN if before is None else decode(self._program, info.type, before)
            new = decode(self._program, info.type, after)
            self.changes.append(Event("set", cell_name(self._program, *cell), old, new, rule))
        if seen:
            differing = self._forecast.aftermath.differing
            found, unsure = differing(self._view, self._begun, state, run, self._watched)
            # What is as it was is no news; of what is not known any more the last is told.
            self._derived = {n: ends for n, ends in self._derived.items() if n in unsure}
            self._derived |= {name: (old, new) for name, old, new in found}

    def derived(self) -> tuple[tuple[str, CellValue, CellValue], ...]:
        """The watched values that come to something else, as last known."""
        return tuple((name, *ends) for name, ends in self._derived.items())


def _in_both(one: Sequence[_Change], other: Sequence[_Change]) -> list[_Change]:
    """The changes that are in both, each as often as in both, in the order of the first."""
    left, found = Counter(other), []
    for change in one:
        if left[change] > 0:
            left[change] -= 1
            found.append(change)
    return found
