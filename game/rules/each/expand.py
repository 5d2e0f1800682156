"""The pass that makes the members of sets made of sets, once for a file.

It comes after all sets are read and before anything of a scenario: what a row makes, its ids and
fields, is the same in every scenario. A condition is worked out as the file declares its constants.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

import attrs

from game.rules import ir
from game.rules.context import CompileContext
from game.rules.declare.names import check_members
from game.rules.declare.records import (
    Declarations,
    EachDecl,
    Fields,
    Member,
    ScenarioDecl,
)
from game.rules.diagnostics import (
    AlreadyTold,
    Diagnostic,
    MadeMember,
    Rejected,
    TomlPath,
    abort,
    did_you_mean,
)
from game.rules.each.templates import Bound, Filler, title
from game.rules.ir import BOOL, Const, Expr
from game.rules.limits import MAX_MADE, MAX_MADE_SETS, MAX_MEMBERS, MAX_TRIED
from game.rules.reserved_words import unfit
from game.rules.resolve.resolve import resolve_symbols
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.subsets import type_subset
from game.rules.typecheck.tables import type_tables

#: The file as it is, before any scenario.
_PLAIN = ScenarioDecl("", ("scenario", ""), {})


def expand(
    decls: Declarations, judging_names: bool = True
) -> tuple[Declarations, tuple[Diagnostic, ...]]:
    """Make the members that the rows of `each` stand for.

    Args:
        decls: what the file declares; sets without such rows stay as they are.
        judging_names: whether names that people cannot read or tell apart are findings.

    Returns:
        The declarations with all members, and the findings about how they are made.
    """
    if not any(decl.each for decl in decls.sets.values()):
        return decls, ()
    made = [decl for decl in decls.sets.values() if decl.each]
    if len(made) > MAX_MADE_SETS:
        said = f"{len(made)} sets with rows of `each`; {MAX_MADE_SETS} at most."
        sets = {n: attrs.evolve(d, each=()) for n, d in decls.sets.items()}
        broken = decls.broken | {f"set.{d.name}" for d in made}
        rest = attrs.evolve(decls, sets=sets, broken=broken, incomplete=True, faulty=True)
        return rest, (Diagnostic("too-many", (*made[MAX_MADE_SETS].path, "each"), 0, "", said),)
    maker = _Maker(decls)
    for name in decls.sets:
        maker.settle(name)
    found = maker.diagnostics
    if found:
        # Whatever leans on a set of which members may be missing is not blamed for it.
        broken = maker.decls.broken | {f"set.{d.path[1]}" for d in found}
        done = attrs.evolve(maker.decls, broken=broken, incomplete=True, faulty=True)
        return done, tuple(found)
    if judging_names:
        for name, decl in maker.decls.sets.items():
            if decl.each:
                check_members(name, decl.members, found)
    return attrs.evolve(maker.decls, faulty=decls.faulty or bool(found)), tuple(found)


class _Maker:
    """Makes the members of one file; `decls` grows by them, a set at a time."""

    def __init__(self, decls: Declarations) -> None:
        self.decls = decls
        self.diagnostics: list[Diagnostic] = []
        self._open: list[str] = []
        self._settled = {name for name, decl in decls.sets.items() if not decl.each}
        self._made = 0
        self._tried = 0
        self._context: CompileContext | None = None
        self._titles: dict[str, str] = {}
        self._fields: dict[str, dict[str, Fields]] = {}
        self._known: dict[str, tuple[str, ...]] = {}

    def settle(self, name: str) -> None:
        """Make the members of a set, after those of the sets that it is made of."""
        if name in self._settled:
            return
        if name in self.decls.decks:
            said = "the cards of a deck are declared one by one."
            path = self.decls.sets[name].each[0].path
            self.diagnostics.append(Diagnostic("wrong-shape", path, 0, name, said))
        self._open.append(name)
        members: dict[str, Member] = {m[0]: m for m in self.decls.sets[name].members}
        for row in self.decls.sets[name].each:
            try:
                self._row(name, row, members)
            except Rejected as error:
                self.diagnostics.append(error.diagnostic)
                if error.diagnostic.code == "too-many":
                    break
            except AlreadyTold:
                # A set that it rests on is at fault.
                if not self.diagnostics and not self.decls.faulty:
                    said = "this row rests on what is made later, or on a scenario."
                    self.diagnostics.append(Diagnostic("not-constant", row.path, 0, "", said))
        self._open.pop()
        self._settled.add(name)
        done = attrs.evolve(self.decls.sets[name], members=tuple(members.values()))
        made = attrs.evolve(self.decls, sets={**self.decls.sets, name: done}, made=self._made)
        self.decls = made
        self._titles.update((m[0], title(m[0], m[1])) for m in done.members)

    def _row(self, name: str, row: EachDecl, members: dict[str, Member]) -> None:
        """Make the members of one row."""
        bases = [self._base(set_name, row) for _, set_name in row.of]
        usual = self.decls.sets[name].defaults
        kind = "seat" if name == "seat" else "member"
        for combo in self._combinations(row):
            binding = {
                variable: self._bound(base, ident)
                for (variable, _), base, ident in zip(row.of, bases, combo, strict=True)
            }
            filled = Filler(binding, self._titles).member(row.fields, row.path)
            ident = filled.pop("id", "")
            path = (*row.path, MadeMember(ident))
            if not isinstance(ident, str) or (why := unfit(ident, kind)):
                why = why if isinstance(ident, str) else "an id is a text."
                raise abort("bad-name", (*row.path, "id"), str(why), str(ident))
            if ident in members:
                raise _twice(name, row, ident, members[ident][2])
            if len(members) >= MAX_MEMBERS:
                said = f"more than {MAX_MEMBERS} members."
                raise abort("too-many", row.path, said, name)
            members[ident] = (ident, {**usual, **filled}, path)
            self._made += sum(len(k) + len(str(v)) + 8 for k, v in members[ident][1].items())
            if self._made > MAX_MADE:
                said = f"the rows of `each` make more than {MAX_MADE} characters of members."
                raise abort("too-many", row.path, said, name)

    def _base(self, set_name: str, row: EachDecl) -> str:
        """The set whose members a variable stands for, settled; raises Abort."""
        known = self.decls.sets
        if f"set.{set_name}" in self.decls.broken:
            raise AlreadyTold
        decl = known.get(set_name)
        base = decl.of if decl is not None and decl.of is not None else set_name
        if decl is None or base not in known:
            raise abort(
                "unknown-name", (*row.path, "of"), f"`{set_name}` is no set.", set_name,
                did_you_mean(set_name, known),
            )  # fmt: skip
        if base in self._open:
            circle = " > ".join([*self._open[self._open.index(base) :], base])
            said = f"`{base}` is made of itself: {circle}."
            raise abort("cycle", (*row.path, "of"), said, set_name)
        self.settle(base)
        return base

    def _bound(self, base: str, ident: str) -> Bound:
        if base not in self._fields or ident not in self._fields[base]:
            self._fields[base] = {m[0]: m[1] for m in self.decls.sets[base].members}
            self._titles.update((i, title(i, f)) for i, f in self._fields[base].items())
            keys = dict.fromkeys(k for f in self._fields[base].values() for k in f)
            self._known[base] = tuple(keys)
        return Bound(ident, base, self._fields[base][ident], self._known[base])

    def _combinations(self, row: EachDecl) -> Iterator[tuple[str, ...]]:
        """The members of each combination that a row is of, in order."""
        if not row.of:
            yield ()
            return
        context = self._context
        if context is None or any(of not in context.symbols.sets for _, of in row.of):
            context = self._context = self._ready()
        if any(of not in context.symbols.sets for _, of in row.of):
            raise AlreadyTold
        infos = [context.symbols.sets[set_name] for _, set_name in row.of]
        size = prod(len(info.order) for info in infos)
        self._tried += size
        if self._tried > MAX_TRIED:
            said = f"the rows of `each` have more than {MAX_TRIED} combinations."
            raise abort("too-many", (*row.path, "of"), said)
        test: Expr = ir.TRUE
        slots = [context.scopes.new_slot() for _ in infos]
        if row.where is not None:
            scope = {v: (s, i.type) for (v, _), s, i in zip(row.of, slots, infos, strict=True)}
            path: TomlPath = (*row.path, "where")
            test = typer_of(context.scopes, path, row.where, scope).whole(BOOL)
        for combo in product(*(info.order for info in infos)):
            value = ir.substitute(test, dict(zip(slots, combo, strict=True)))
            if not isinstance(value, Const) or value.type.kind != "bool":
                said = "`where` reads constants only, and is true or false."
                raise abort("not-constant", (*row.path, "where"), said, row.where or "")
            if value.value:
                yield tuple(info.ids[m] for info, m in zip(infos, combo, strict=True))

    def _ready(self) -> CompileContext:
        """The sets that are settled, as a scenario would have them that changes nothing.

        What is at fault in them is told when the scenarios are read.
        """
        sets = {n: d for n, d in self.decls.sets.items() if (d.of or n) in self._settled}
        seen = attrs.evolve(self.decls, sets=sets, registers={}, derived={}, decks={})
        context = CompileContext(seen, _PLAIN, resolve_symbols(seen, _PLAIN, []), [])
        type_tables(context, subsets=False)
        for name, decl in sets.items():
            if decl.of is not None and f"set.{name}" not in self.decls.broken:
                context.attempt_name(f"set.{name}", type_subset, context, name)
        type_tables(context, subsets=True)
        return context


def _twice(name: str, row: EachDecl, ident: str, before: TomlPath) -> Rejected:
    """The finding of an id that is made twice, or is that of a listed member."""
    made = any(isinstance(part, MadeMember) for part in before)
    said = f"[set.{name}] makes `{ident}` twice."
    hint = "let its `id` name all variables that differ."
    if not made:
        said, hint = f"[set.{name}] has `{ident}` already.", "call what is made otherwise."
    return abort("duplicate", (*row.path, "id"), said, ident, hint)
