"""The parts of a control-flow graph: functions, basic blocks and their terminators.

A block is a list of statements that never pause, and one terminator, which alone says where to go.
Terminators name blocks by number. `Invoke` and `Return` stand only in a graph that is being built;
`link` turns them into jumps.
"""

from __future__ import annotations

import attrs

from game.rules import ir
from game.rules.ir import CellShape, Expr, Local, Stmt, Type


@attrs.define
class Function:
    """A script: a procedure, an action or a card.

    Attributes:
        key: its kind and name, "procedure.turn", which no other function has.
        params: the slots of its parameters; an action's first is who acts.
        body: its statements, structured.
        locals: for each slot the name (empty for what the compiler made) and the type.
        sees: for the slots that answers go into, who is told: None for all.
        pauses: whether it may ask something or end the game; otherwise it runs as one piece.
        shapes: of each indexed local how its cells lie; its type in `locals` is that of a cell.
    """

    key: str
    params: tuple[int, ...]
    body: tuple[Stmt, ...]
    locals: dict[int, tuple[str, Type]]
    sees: dict[int, Expr | None]
    pauses: bool = False
    shapes: dict[int, CellShape] = attrs.Factory(dict)

    def local(self, slot: int) -> Local:
        """One of its locals as an expression."""
        return Local(self.locals[slot][1], slot)


@attrs.frozen
class Goto:
    """On to another block."""

    to: int


@attrs.frozen
class Branch:
    """On to one of two blocks."""

    test: Expr
    yes: int
    no: int


@attrs.frozen
class Switch:
    """On to the block of that place."""

    which: Expr
    to: tuple[int, ...]


@attrs.frozen
class Decision:
    """Wait for an answer, and go on to `then` with it.

    Attributes:
        ask: the question. The answer to `choose` or `chance` is given in the local `ask.slot`.
        then: the block after the answer; an action that pauses comes in between.
        number: the question's place among all questions of the program.
        actions: for an action that pauses, by the key of its function, the block that begins it.
    """

    ask: ir.Act | ir.Ask
    then: int
    number: int
    actions: dict[str, int] = attrs.field(factory=dict, eq=False)


@attrs.frozen
class Over:
    """The game ends; locals are zeroed, registers stay."""

    ending: int
    winner: Expr | None


@attrs.frozen
class Invoke:
    """Run a function that pauses, then go on to `then`."""

    call: ir.Call
    then: int


@attrs.frozen
class Return:
    """Back to the block that follows the call."""


@attrs.frozen
class Unset:
    """A block that is not finished."""


Terminator = Goto | Branch | Switch | Decision | Over | Invoke | Return | Unset


def successors(end: Terminator) -> tuple[int, ...]:
    """The blocks of the same function that may follow."""
    match end:
        case Goto(to):
            return (to,)
        case Branch(_, yes, no):
            return (yes, no)
        case Switch(_, to):
            return to
        case Decision(_, then) | Invoke(_, then):
            return (then,)
    return ()


def redirect(end: Terminator, to: dict[int, int]) -> Terminator:
    """A terminator with other successors."""
    match end:
        case Goto(old):
            return Goto(to[old])
        case Branch(test, yes, no):
            return Branch(test, to[yes], to[no])
        case Switch(which, ways):
            return Switch(which, tuple(to[way] for way in ways))
        case Decision():
            return attrs.evolve(end, then=to[end.then])
        case Invoke(call, then):
            return Invoke(call, to[then])
    return end


@attrs.define
class BasicBlock:
    """Statements of one function and what comes after them.

    Attributes:
        function: the key of the function.
        code: statements that never pause and never jump out of the block.
        end: the terminator.
        stale: locals that nobody reads here before they are set again, and which yet may hold an
            old value, so that a loop need not clear its variable each round.
        live: the locals whose values somebody may read from the block's start on.
    """

    function: str
    code: list[Stmt] = attrs.Factory(list)
    end: Terminator = attrs.Factory(Unset)
    stale: frozenset[int] = frozenset()
    live: frozenset[int] = frozenset()


@attrs.frozen
class Graph:
    """The linked graph of a program: no `Invoke`, no `Return`.

    A local that is not in `kept` lives no longer than the block that sets it.

    Attributes:
        blocks: all blocks.
        entry: where the game begins.
        decisions: the questions; the place is the question's number.
        given: for an action that pauses, by the key of its function, the locals in which the block
            that begins it finds the seat and the targets.
        kept: the locals that need a place in the state.
    """

    blocks: tuple[BasicBlock, ...]
    entry: int
    decisions: tuple[Decision, ...]
    given: dict[str, tuple[Local, ...]]
    kept: frozenset[int]
