"""Puts the pieces of a compilation together into a program."""

from __future__ import annotations

from typing import Any

from game.rules import cfg
from game.rules.layout import layout, table_of_moves
from game.rules.program import ActionCode, Program
from game.rules.typecheck.context import Work


class AssemblyWork(Work):
    """The last step, taken only when nothing is at fault."""

    def assemble(
        self,
        actions: dict[str, ActionCode],
        bans: Any,
        endings: Any,
        invariants: Any,
        doctrine: Any,
    ) -> Program | None:
        """The program, or None where a local would not fit into a state."""
        menus = {a.unit: a.menu for a in actions.values()}
        root = f"procedure.{self.decls.play}"
        graph = cfg.build(self.units, menus, root, self.names.new_slot)
        laid = layout(self.world, self.units, self.hidden, graph)
        if laid.faults:
            self.faults += laid.faults
            return None
        for name, offset in laid.registers.items():
            self.world.registers[name].offset = offset
        moves, questions = table_of_moves(self.world, self.units, actions, graph)
        return Program(
            self.decls, self.world, self.scenario, self.names, self.units, graph, questions,
            actions, bans, endings, invariants, doctrine, moves, laid.locals, laid.size,
            laid.start, laid.sees,
        )  # fmt: skip
