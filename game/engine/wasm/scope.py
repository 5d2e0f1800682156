"""What the writers of a compiled program share: the module, its memory, and what has a number."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from game.engine.wasm.binary import I64, FunctionWriter, ModuleWriter
from game.engine.wasm.memory import Memory
from game.rules import ir
from game.rules.program import HEADER, LocalPlace, Program


@attrs.frozen
class Fault:
    """A statement at which a script may break a promise.

    Attributes:
        statement: the statement.
        kind: "range" where a value does not fit, "stuck" where a loop does not fall,
            "misplaced" where a member is not where it is moved from.
    """

    statement: ir.Stmt
    kind: str


@attrs.frozen
class Weight:
    """What a derived value takes.

    Attributes:
        size: how many expressions are written where it and all that it reads are written out.
        steps: about how many are worked out for it.
    """

    size: int
    steps: int


@attrs.define(eq=False)
class Shared:
    """What all writers of one program need.

    Attributes:
        program: the program.
        module: the module being written.
        memory: its memory.
        state: the address of the state that is worked on.
        version: the global that counts the changes of the state, so that what was worked out
            of it is known to be old.
        fault, value, other: the globals that tell which fault ended a call, and its values.
        faults: the faults, by number.
        weights: of derived values by name, as far as somebody asked.
    """

    program: Program
    module: ModuleWriter
    memory: Memory
    state: int
    version: int
    fault: int
    value: int
    other: int
    faults: list[Fault] = attrs.Factory(list)
    weights: dict[str, Weight] = attrs.Factory(dict)
    _given: dict[int, int] = attrs.Factory(dict)
    _rooms: dict[int, int] = attrs.Factory(dict)
    _sieves: dict[int, int] = attrs.Factory(dict)
    _written: dict[object, int] = attrs.Factory(dict)

    def given(self, slot: int) -> int:
        """The global in which a block finds a local that it is given."""
        if slot not in self._given:
            self._given[slot] = self.module.variable()
        return self._given[slot]

    @property
    def all_given(self) -> dict[int, int]:
        """The locals that some block is given, and the globals."""
        return self._given

    def place(self, slot: int) -> LocalPlace | None:
        """Where a local lies in the state; None where it does not."""
        return self.program.offsets.get(slot)

    def cells(self, slot: int, shape: ir.CellShape) -> int:
        """The address of an indexed local that is not in the state, four bytes a cell."""
        if slot not in self._rooms:
            self._rooms[slot] = self.memory.room(4 * shape.size)
        return self._rooms[slot]

    def sieve(self, level: int) -> int:
        """The address of room for a place of each move, four bytes, and one more; one a level."""
        if level not in self._sieves:
            most = max(len(point.ids) for point in self.program.questions)
            self._sieves[level] = self.memory.room(4 * (most + 1))
        return self._sieves[level]

    def written(self, key: object, params: int, write: Callable[[FunctionWriter], None]) -> int:
        """The function of that key, which leaves a number; written when it is first asked for."""
        if key not in self._written:
            code = self.module.function(params)
            self._written[key] = code.number
            write(code)
        return self._written[key]

    def changes(self, code: FunctionWriter) -> None:
        """The state has changed: what was worked out of it is old."""
        code.get_global(self.version)
        code.const64(1)
        code.op("i64.add")
        code.set_global(self.version)

    def fail(
        self, code: FunctionWriter, statement: ir.Stmt, kind: str, value: int, other: int
    ) -> None:
        """End the call: a script broke a promise.

        Args:
            code: the function being written.
            statement, kind: see `Fault`.
            value, other: the locals with what is told of it.
        """
        self.faults.append(Fault(statement, kind))
        for push, place in ((value, self.value), (other, self.other)):
            code.get(push)
            code.set_global(place)
        code.const(len(self.faults))
        code.set_global(self.fault)
        code.stop()


def shared_of(program: Program) -> Shared:
    """Begin the module of a program."""
    module, memory = ModuleWriter(), Memory()
    state = memory.room(max(program.size, HEADER))
    version = module.variable(I64)
    fault, value, other = (module.variable() for _ in range(3))
    return Shared(program, module, memory, state, version, fault, value, other)
