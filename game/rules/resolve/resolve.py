"""The pass from declarations and a scenario to what its names mean."""

from __future__ import annotations

from game.rules.declare.records import Declarations, ScenarioDecl
from game.rules.diagnostics import Diagnostic
from game.rules.resolve.numbers import resolve_numbers
from game.rules.resolve.sets import resolve_sets
from game.rules.resolve.symbols import SymbolTable


def resolve_symbols(
    decls: Declarations, scenario: ScenarioDecl, diagnostics: list[Diagnostic]
) -> SymbolTable:
    """The symbols of a scenario; subsets and registers are entered when they are typed.

    Args:
        decls: what the file declares.
        scenario: what it keeps and changes, with the options in force.
        diagnostics: findings are added here.
    """
    symbols = SymbolTable(decls)
    resolve_sets(symbols, scenario, diagnostics)
    resolve_numbers(symbols, scenario, diagnostics)
    return symbols
