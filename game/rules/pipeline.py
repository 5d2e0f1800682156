"""Compiles the declarations for one scenario into the program that the engine runs."""

from __future__ import annotations

from game.rules.assemble import AssemblyWork
from game.rules.declare.records import Declarations, ScenarioDecl, conditions_of
from game.rules.diagnostics import Diagnostic
from game.rules.program import Program
from game.rules.typecheck.actions import ActionWork
from game.rules.typecheck.procedures import ScriptWork
from game.rules.typecheck.rulings import JudgingWork
from game.rules.typecheck.state import StateWork


class Compiler(StateWork, ActionWork, ScriptWork, JudgingWork, AssemblyWork):
    """One compilation; findings collect in `faults`."""

    def __init__(
        self, decls: Declarations, scenario: ScenarioDecl, faults: list[Diagnostic]
    ) -> None:
        super().__init__(decls, scenario, faults)
        self.names.derive = self.derive

    def run(self) -> Program | None:
        """Compile; None when there are findings."""
        decls = self.decls
        if "seat" not in self.world.sets and not decls.incomplete:
            self.fault(
                "missing-key", ("game",), "the game needs seats: `seats = [...]` or [set.seat]."
            )
        for name, decl in decls.sets.items():
            if decl.of is not None and f"set.{name}" not in decls.broken:
                self.guard(self.subset, name, breaks=f"set.{name}")
        for name in decls.registers:
            if f"register.{name}" not in decls.broken:
                self.guard(self.register, name, breaks=f"register.{name}")
        self.check_words()
        self.check_seated()
        self.check_round()
        # What names a member this scenario leaves out is a finding only where it is used.
        for name in decls.derived:
            if f"derived.{name}" not in decls.broken:
                self.without_absent(self.derive, name, breaks=f"derived.{name}")
        for deck in self.decks():
            self.without_absent(self.derive, conditions_of(deck))
        for name in self.world.registers:
            self.guard(self.see, name, breaks=f"see.{name}")
        for name in self.world.registers:
            self.guard(self.order_sight, name)
        actions = {
            n: a for n in self.kept_actions() if (a := self.guard(self.action, n)) is not None
        }
        self.loose = False
        self.scripts()
        bans, endings, invariants, doctrine = self.bans_and_rest()
        self.calls_in_order()
        self.one_script_a_question()
        self.set_before_read()
        self.come_to_an_end()
        self.guard(self.keep_secrets)
        if self.faults or decls.faults:
            return None
        return self.assemble(actions, bans, endings, invariants, doctrine)
