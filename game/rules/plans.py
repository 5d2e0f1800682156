"""Scripted plans: a few rows of doctrine in a file, that a seat follows before its own.

A plan becomes one more way to play of the rules that it is added to, so that it is read, checked
and run like the doctrine itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import attrs

from game.rules.declare.judgements import doctrine_row
from game.rules.declare.records import DOCTRINE, EVERY, Declarations, DoctrineDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import Diagnostic, Finding, RulesError, TomlPath, did_you_mean
from game.rules.source.locate import locate
from game.rules.source.reader import FileKind, Source, parse_source, read_source
from game.rules.unused import asked_questions, dead_answers

#: A plan has so many rows at most: what somebody could follow after reading it once.
MOST_PLAN_ROWS = 5
#: Where paths of findings in plans begin: no section of rules is called so.
_PLANS = "plans"
_KIND = FileKind("plan", '`name = "..."`')


@attrs.frozen
class Plan:
    """A scripted plan for one seat.

    Attributes:
        name: the way to play that it makes, as in `bot:NAME`.
        seat: who follows it.
        why: why it might be strong, in a sentence.
        rows: its rows, which come before those of the seat.
        file: what its file is called in findings.
        text: the text of the file.
    """

    name: str
    seat: str
    why: str
    rows: tuple[DoctrineDecl, ...]
    file: str
    text: str


def load_plan(path: Path) -> Plan:
    """Read a plan.

    Raises:
        RulesError: it cannot be used; with all findings.
    """
    return _plan(read_source(path, _KIND))


def parse_plan(text: str, name: str = "plan.toml") -> Plan:
    """Read a plan that is given as text; see `load_plan`.

    Args:
        text: the plan.
        name: stands in findings.
    """
    return _plan(parse_source(text, name, _KIND))


def _plan(source: Source) -> Plan:
    diagnostics: list[Diagnostic] = []
    top = TableReader(source.data, (), diagnostics)
    name = top.need_text("name")
    if name:
        top.named(name, "plan", "name")
    seat, why = top.need_text("seat"), top.need_text("why")
    rows: list[DoctrineDecl] = []
    given = top.get("rows", list, [], need=True)
    top.bounded(len(given), MOST_PLAN_ROWS, "rows of a plan", "rows")
    for i, item in enumerate(given[:MOST_PLAN_ROWS]):
        reader = top.below(item, "rows", i)
        row = doctrine_row(seat, reader)
        if row.variant:
            said = "a row of a plan is the plan's own; leave `variant` out."
            reader.report("wrong-shape", said, "variant")
        if any(row.name == other.name for other in rows):
            reader.report("duplicate", f"there is a row `{row.name}` already.", "id", word=row.name)
        path: TomlPath = (_PLANS, name, *row.path)
        rows.append(attrs.evolve(row, path=path, variant=(name,)))
    top.done()
    if diagnostics:
        raise RulesError(locate(source.name, source.text, diagnostics))
    return Plan(name, seat, why, tuple(rows), source.name, source.text)


def planned(
    decls: Declarations, plans: Sequence[Plan], taken: Collection[str] = ()
) -> Declarations:
    """The declarations with plans as ways to play.

    A plan's rows come first; whatever its seat does by doctrine it does under the plan, too.

    Args:
        decls: the declarations.
        plans: the plans.
        taken: the names of bots, which no plan may have.

    Raises:
        RulesError: a plan's name is taken, its seat is none, or its rows answer what nobody asks.
    """
    ways = [*decls.doctrines, EVERY, *taken]
    seats = [m[0] for m in decls.sets["seat"].members]
    asked = asked_questions(decls)
    found: list[Finding] = []
    for plan in plans:
        wrong: list[Diagnostic] = []
        if plan.name in ways:
            said = f"`{plan.name}` is a way to play already; call the plan otherwise."
            wrong.append(Diagnostic("duplicate", (_PLANS, plan.name, "name"), 0, plan.name, said))
        if plan.seat not in seats:
            said = f"`{plan.seat}` is no seat of these rules."
            hint = did_you_mean(plan.seat, seats) or f"there are {', '.join(seats)}."
            path = (_PLANS, plan.name, "seat")
            wrong.append(Diagnostic("unknown-name", path, 0, plan.seat, said, hint))
        wrong += dead_answers(plan.rows, asked)
        found += findings_in([plan], wrong)
        ways.append(plan.name)
    if found:
        raise RulesError(found)
    own = tuple(row for plan in plans for row in plan.rows)
    return attrs.evolve(
        decls,
        doctrine=(*own, *(_followed(row, plans) for row in decls.doctrine)),
        added_ways=(*decls.added_ways, *(plan.name for plan in plans)),
    )


def _followed(row: DoctrineDecl, plans: Iterable[Plan]) -> DoctrineDecl:
    """A row of doctrine, which those who follow a plan follow after it."""
    if row.variant and DOCTRINE not in row.variant:
        return row
    by = [plan.name for plan in plans if row.seat in (plan.seat, EVERY)]
    return attrs.evolve(row, variant=(*(row.variant or (DOCTRINE,)), *by))


def findings_in(plans: Iterable[Plan], diagnostics: Iterable[Diagnostic]) -> list[Finding]:
    """Those of some diagnostics that are about plans, each in its plan's file."""
    found = list(diagnostics)
    return [
        finding
        for plan in plans
        for finding in locate(
            plan.file,
            plan.text,
            [attrs.evolve(d, path=d.path[2:]) for d in found if d.path[:2] == (_PLANS, plan.name)],
        )
    ]


def is_of_plan(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic is about a plan, not the rules."""
    return diagnostic.path[:1] == (_PLANS,)
