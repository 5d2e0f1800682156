"""Injects that no rules file has: those of a file beside a game, and those written on the spot.

They are in the language of the rules, typed against the program of a scenario and bounded as its
own are. The program stays as it is: what is made here is run by whoever asked for it. Who may learn
of what they read is not asked: whoever lets them happen knows everything, and decides.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from attrs import frozen

from game.rules import cfg, ir
from game.rules.cfg.steps import StepCounter
from game.rules.context import CompileContext
from game.rules.declare.moves import read_inject
from game.rules.declare.records import InjectDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import Diagnostic, Finding, RulesError
from game.rules.ir import Stmt
from game.rules.limits import MAX_ROWS, MAX_STEPS
from game.rules.program import InjectCode, Program
from game.rules.source.locate import locate, shown
from game.rules.source.reader import FileKind, Source, parse_source, read_source
from game.rules.typecheck.injects import check_at_once, key_of, taken_out, type_inject
from game.rules.typecheck.whole_program import check_set

_KIND = FileKind("file of injects", "[inject.NAME]")
#: What an inject is called that is written on the spot, and what findings call its text.
_DRAFT, _SPOT = "this", "on the spot"


@frozen
class WrittenInjects:
    """The injects of a file: what they are called, what they tell, and their scripts.

    Attributes:
        decls: as they are declared, by name.
        codes: compiled, by name; those that name what the scenario leaves out are not there.
    """

    decls: dict[str, InjectDecl]
    codes: dict[str, InjectCode]


def load_injects(path: Path, program: Program, taken: Collection[str] = ()) -> WrittenInjects:
    """Read a file of injects for a scenario.

    Args:
        path: the file.
        program: the scenario's program.
        taken: names of injects that there are already.

    Raises:
        RulesError: it cannot be used; with all findings.
    """
    return _written(read_source(path, _KIND), program, taken)


def parse_injects(
    text: str, program: Program, name: str = "injects.toml", taken: Collection[str] = ()
) -> WrittenInjects:
    """Read injects that are given as text; `name` stands in findings. See `load_injects`."""
    return _written(parse_source(text, name, _KIND), program, taken)


def _written(source: Source, program: Program, taken: Collection[str]) -> WrittenInjects:
    diagnostics: list[Diagnostic] = []
    top = TableReader(source.data, (), diagnostics)
    top.labels = program.decls.labels
    given = top.get("inject", dict, {})
    top.bounded(len(given), MAX_ROWS, "injects", "inject")
    decls = {}
    for name, item in [*given.items()][:MAX_ROWS]:
        reader = top.below(item, "inject", name)
        reader.named(name, "inject")
        if name in taken:
            reader.report("duplicate", f"the rules have an inject `{name}` already.", word=name)
        decls[name] = read_inject(name, reader)
        reader.done()
    top.done()
    codes = {}
    for name, decl in decls.items() if not diagnostics else ():
        found: list[Diagnostic] = []
        code = _compiled(program, decl, found)
        if code is not None:
            codes[name] = code
        diagnostics += [d for d in found if d.code != "not-in-scenario"]
    if diagnostics:
        raise RulesError(locate(source.name, source.text, diagnostics))
    return WrittenInjects(decls, codes)


def draft(text: str, program: Program) -> InjectCode:
    """Compile a few statements that somebody writes on the spot.

    Args:
        text: the statements.
        program: the program of the scenario that is played.

    Raises:
        RulesError: they cannot be used; with all findings, whose lines and columns are those of
            the text.
    """
    diagnostics: list[Diagnostic] = []
    decl = InjectDecl(_DRAFT, ("inject", _DRAFT), {}, do=text)
    code = _compiled(program, decl, diagnostics)
    if code is None or diagnostics:
        raise RulesError(_located(text, found) for found in diagnostics)
    return code


def _located(text: str, found: Diagnostic) -> Finding:
    """A finding by line and column of the text itself, which no file has."""
    before = text[: found.offset]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    hint = shown(found.suggestion) if found.suggestion else None
    return Finding(
        found.code, found.severity, _SPOT, line, column, shown(found.offending),
        shown(found.message), hint[:1].upper() + hint[1:] if hint else None,
    )  # fmt: skip


def _compiled(
    program: Program, decl: InjectDecl, diagnostics: list[Diagnostic]
) -> InjectCode | None:
    """Type one inject against a program, which stays as it is."""
    ctx = CompileContext(program.decls, program.scenario, program.symbols, diagnostics)
    ctx.scopes, ctx.functions = program.scopes, dict(program.functions)
    ctx.attempt(type_inject, ctx, decl)
    key = key_of(decl.name)
    if diagnostics or key not in ctx.functions:
        return None
    for s in cfg.nested(ctx.functions[key].body):
        for target in s.targets if isinstance(s, ir.Call) else ():
            if target not in ctx.functions:
                name = target.partition(".")[2]
                said = f"`{name}` never runs in this scenario, and cannot be called here."
                path = (*decl.path, "do")
                diagnostics.append(Diagnostic("not-in-scenario", path, max(s.at, 0), name, said))
    check_set(ctx, {key: ctx.functions[key]})
    check_at_once(ctx)
    if not diagnostics:
        _check_steps(ctx, key)
    return None if diagnostics else taken_out(ctx, decl)


def _check_steps(ctx: CompileContext, key: str) -> None:
    kind, _, name = key.partition(".")

    def told(s: Stmt, steps: int, dearest: Stmt, dear: int) -> None:
        said = f"this may take more than {MAX_STEPS:,} steps."
        ctx.diagnostics.append(
            Diagnostic("too-many-steps", (kind, name, "do"), max(s.at, 0), name, said)
        )

    work = ctx.scopes.expression_steps
    StepCounter(ctx.functions, work, {}, {}, MAX_STEPS, told).script(key)
