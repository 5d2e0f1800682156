"""Which bytes of a state an expression may read."""

from __future__ import annotations

from game.rules import ir
from game.rules.program import Program


def bytes_read(program: Program, e: ir.Expr) -> set[int]:
    """The bytes of a state on which the value of an expression may depend.

    Args:
        program: the scenario.
        e: the expression; of a local that is not in the state nothing is said.
    """
    found, todo, known = set[int](), [e], set[ir.Expr]()
    while todo:
        here = todo.pop()
        if here in known:
            continue
        known.add(here)
        match here:
            case ir.Local(_, slot) | ir.ScratchRef(_, slot) if slot in program.offsets:
                found.update(program.offsets[slot].bytes)
            case ir.DerivedRef():
                todo.append(program.scopes.body(here))
            case ir.RegisterRef(_, name, args) if not program.symbols.registers[name].frozen:
                info = program.symbols.registers[name]
                values = [int(a.value) for a in args if isinstance(a, ir.Const)]
                if len(values) == len(args):
                    at = info.at(tuple(values))
                    found.update(range(at, at + info.cell_bytes))
                else:
                    found.update(range(info.offset, info.offset + info.bytes))
        todo += ir.children(here)
    return found
