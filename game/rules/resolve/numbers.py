"""Resolves the constants of a scenario: what the file says, or what the scenario puts there."""

from __future__ import annotations

from game.rules.declare.records import ScenarioDecl
from game.rules.diagnostics import Diagnostic, did_you_mean
from game.rules.resolve.symbols import SymbolTable


def resolve_numbers(
    symbols: SymbolTable, scenario: ScenarioDecl, diagnostics: list[Diagnostic]
) -> None:
    """Enter the numbers, with those that the scenario changes; findings go to `diagnostics`."""
    declared = symbols.decls.numbers
    for name, decl in declared.items():
        value = scenario.numbers.get(name, decl.value)
        if type(value) is not type(decl.value):
            path = (*scenario.path, "numbers", name)
            said = f"`{name}` must be like its value {decl.value}."
            diagnostics.append(Diagnostic("wrong-shape", path, 0, "", said))
            value = decl.value
        symbols.numbers[name] = value
    for name in scenario.numbers:
        if name not in declared:
            path = (*scenario.path, "numbers", name)
            hint = did_you_mean(name, declared)
            diagnostics.append(
                Diagnostic("unknown-name", path, 0, name, f"no [number.{name}].", hint)
            )
