"""The passes over one scenario, in order: from declarations to a program."""

from __future__ import annotations

from functools import partial

import attrs

from game.rules import cfg
from game.rules.context import CompileContext
from game.rules.declare.records import Declarations, ScenarioDecl, conditions_of
from game.rules.diagnostics import Diagnostic
from game.rules.information.information_flow import check_information_flow
from game.rules.layout import layout, table_of_moves
from game.rules.program import EndingCode, Program
from game.rules.resolve.resolve import resolve_symbols
from game.rules.resolve.scenario_words import check_scenario_words
from game.rules.typecheck.actions import TypedAction, kept_actions, type_action
from game.rules.typecheck.derived import DerivedValues, decks_in_play
from game.rules.typecheck.doctrine import rows_in_order, type_row
from game.rules.typecheck.guides import check_typed, type_guides
from game.rules.typecheck.heights import check_heights
from game.rules.typecheck.injects import check_at_once, taken_out
from game.rules.typecheck.judgement_steps import check_judgements
from game.rules.typecheck.judgements import type_ban, type_ending, type_invariant
from game.rules.typecheck.line_limits import type_limits
from game.rules.typecheck.measures import type_measure
from game.rules.typecheck.procedures import type_procedures
from game.rules.typecheck.registers import sight_is_seen, type_register, type_sight
from game.rules.typecheck.step_bounds import check_steps
from game.rules.typecheck.subsets import type_subset
from game.rules.typecheck.tables import type_tables
from game.rules.typecheck.whole_program import check_scripts
from game.rules.typecheck.zone_starts import type_zone


@attrs.frozen
class Compilation:
    """What compiling a scenario made.

    Attributes:
        ctx: what its names mean, and which of them it used.
        actions: its actions, those that can never be taken with the reason.
        program: the program, or None where something is at fault.
    """

    ctx: CompileContext
    actions: dict[str, TypedAction]
    program: Program | None


#: How a game ends whose rules declare no ending.
PLAIN_END = EndingCode("over", -1, None, None, None, None)


def compile_scenario(
    decls: Declarations, scenario: ScenarioDecl, diagnostics: list[Diagnostic]
) -> Compilation:
    """Compile a scenario.

    Args:
        decls: what the file declares.
        scenario: the scenario, with the options in force.
        diagnostics: findings are added here.
    """
    ctx = CompileContext(
        decls, scenario, resolve_symbols(decls, scenario, diagnostics), diagnostics
    )
    derive = DerivedValues(ctx)
    ctx.scopes.derive = derive
    _type_state(ctx, derive)
    actions = {
        name: typed
        for name in kept_actions(ctx)
        if (typed := ctx.attempt(type_action, ctx, name)) is not None
    }
    type_procedures(ctx)
    ctx.attempt_each(type_measure, decls.measures)
    bans = ctx.attempt_each(type_ban, decls.bans.values())
    endings = ctx.attempt_each(type_ending, decls.endings.values())
    limits = type_limits(ctx)
    invariants = ctx.attempt_each(type_invariant, decls.invariants)
    doctrine = ctx.attempt_each(type_row, rows_in_order(ctx))
    guides = type_guides(ctx)
    check_scripts(ctx)
    check_at_once(ctx)
    steps = 0
    if not (diagnostics or decls.faulty):
        steps = check_steps(ctx, (typed.code for typed in actions.values()), bans)
        kept = {name: typed.code for name, typed in actions.items()}
        steps += check_judgements(ctx, kept, endings, invariants, doctrine, steps)
    hidden = ctx.attempt(check_information_flow, ctx)
    if diagnostics or decls.faulty or hidden is None:
        return Compilation(ctx, actions, None)
    codes = {name: typed.code for name, typed in actions.items()}
    told = [decls.injects[name] for name in ctx.injects]
    injects = {code.id: code for code in ctx.attempt_each(taken_out, told)}
    graph = cfg.build(
        ctx.functions,
        {code.function: code.menu for code in codes.values()},
        f"procedure.{decls.play}",
        ctx.scopes.new_slot,
        ctx.scopes.body,
    )
    laid = layout(ctx.symbols, ctx.functions, hidden, graph)
    diagnostics += laid.diagnostics
    if laid.diagnostics:
        return Compilation(ctx, actions, None)
    for name, offset in laid.registers.items():
        ctx.symbols.registers[name].offset = offset
    moves, questions = table_of_moves(ctx.symbols, ctx.functions, codes, graph)
    check_typed(ctx, moves)
    if diagnostics:
        return Compilation(ctx, actions, None)
    program = Program(
        decls, ctx.symbols, scenario, ctx.scopes, ctx.functions, graph, questions, codes, bans,
        endings or (PLAIN_END,), invariants, doctrine, moves, laid.locals, laid.size, laid.start,
        laid.sees, limits, steps, guides, injects,
    )  # fmt: skip
    return Compilation(ctx, actions, program)


def _type_state(ctx: CompileContext, derive: DerivedValues) -> None:
    """Type what a state is made of, in the order in which one leans on another."""
    decls, broken = ctx.decls, ctx.decls.broken
    if "seat" not in ctx.symbols.sets and not decls.incomplete:
        said = "the game needs seats: `seats = [...]` or [set.seat]."
        ctx.report("missing-key", ("game",), said)
    type_tables(ctx, subsets=False)
    for name, decl in decls.sets.items():
        if decl.of is not None and f"set.{name}" not in broken:
            ctx.attempt_name(f"set.{name}", type_subset, ctx, name)
    type_tables(ctx, subsets=True)
    for name, register in decls.registers.items():
        if f"register.{name}" not in broken and not register.zone:
            ctx.attempt_name(f"register.{name}", type_register, ctx, name)
    for name in decls.zones:
        if f"zone.{name}" not in broken:
            type_zone(ctx, name)
    ctx.diagnostics += check_scenario_words(decls, ctx.scenario, ctx.symbols)
    check_heights(ctx)
    # What names a member this scenario leaves out is a finding only where it is used.
    for name in decls.derived:
        if f"derived.{name}" not in ctx.symbols.broken and not ctx.pardoning_absent(
            partial(derive, name)
        ):
            ctx.symbols.broken.add(f"derived.{name}")
    for deck in decks_in_play(ctx):
        ctx.pardoning_absent(partial(derive, conditions_of(deck)))
    for name in ctx.symbols.registers:
        ctx.attempt_name(f"see.{name}", type_sight, ctx, name)
    for name in ctx.symbols.registers:
        ctx.attempt(sight_is_seen, ctx, name)
