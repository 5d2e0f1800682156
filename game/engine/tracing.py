"""The reference interpreter with a memory of what happened while it ran."""

from __future__ import annotations

import attrs

from game.engine.interpret import Interpreter, State, Value
from game.rules import ir
from game.rules.program import Program


@attrs.frozen
class ToldSentence:
    """A sentence with all that it needs to be put into words.

    Attributes:
        statement: the sentence, its other words, and who is told them.
        state: the position in which it was told.
        env: the locals that are not in it.
    """

    statement: ir.Tell
    state: bytes
    env: dict[int, Value]


@attrs.frozen
class TraceEvent:
    """One thing that happened, by the numbers of the program.

    Attributes:
        kind: "set" (a cell changed), "reveal", "tell" or "end".
        name: the register, or "".
        args: the places of its index.
        before: the value before; the ending's number at an end.
        after: the value after; the winner's place, or -1, at an end.
        rule: the script that did it, "procedure.turn".
        told: what was told.
        state: the position after a cell changed that some see and some do not; else empty.
    """

    kind: str
    name: str
    args: tuple[int, ...]
    before: int
    after: int
    rule: str
    told: ToldSentence | None = None
    state: bytes = b""


class TracingInterpreter(Interpreter):
    """Notes every change and whose statements ran; make one for each game or move that is traced.

    Attributes:
        changes: what happened since `begin`, in order.
        ran: the scripts of which a statement ran since.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.changes: list[TraceEvent] = []
        self.ran: set[str] = set()
        self._rule = ""
        self._state: State = bytearray()

    def begin(self) -> None:
        """Forget what happened so far."""
        self.changes.clear()
        self.ran.clear()
        self._rule = ""

    def running(self, rule: str) -> None:
        """Note that a statement of this script runs."""
        self._rule = rule
        self.ran.add(rule)

    def put(self, s: State, name: str, args: tuple[int, ...], number: int) -> None:
        """Set a cell, with the position at hand in which it is set."""
        self._state = s
        super().put(s, name, args, number)

    def changed(self, name: str, args: tuple[int, ...], before: int, after: int) -> None:
        """Note that a cell of a register changed."""
        # Who sees it may depend on what the registers hold at this moment.
        state = b"" if self.registers[name].see is None else bytes(self._state)
        self.changes.append(TraceEvent("set", name, args, before, after, self._rule, state=state))

    def revealed(self, value: int) -> None:
        """Note that a hidden value was shown, but for what the options showed with the question."""
        if not self._rule:
            return
        self.changes.append(TraceEvent("reveal", "", (), value, value, self._rule))

    def told(self, st: ir.Tell, s: State, env: dict[int, Value]) -> None:
        """Note that a script tells what happens, with the position of this moment."""
        told = ToldSentence(st, bytes(s), dict(env))
        self.changes.append(TraceEvent("tell", "", (), 0, 0, st.rule, told))

    def ended(self, ending: int, winner: int) -> None:
        """Note that the game ended."""
        self.changes.append(TraceEvent("end", "", (), ending, winner, self._rule))
