"""The context in which one script is typed: its locals, and what is known of them here."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from game.rules import ir
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.ir import Expr, Type
from game.rules.resolve.scopes import Scope, Scopes
from game.rules.typecheck import facts
from game.rules.typecheck.expressions import typer_of


class Script:
    """One script while its statements are typed.

    A local gets a slot and a type; without a declared range its type grows with each assignment,
    until another pass over the script changes none.

    Attributes:
        rule: the script with its kind, ``procedure.play``; `name` is it without.
        scope: the locals that can be read here.
        types: the type of each local by name; those in `fixed` are declared and do not grow.
        locals: name and type of every slot; hidden ones have no name.
        shapes: how the cells of indexed locals lie, by slot.
        sees: who is told the answer that a slot holds, where a script says so; None is all.
        loop_names: the variables of the loops around this place.
        changed: the first local whose type this pass has changed, and where; or None.
        broken: the locals of which nothing is known since a statement is at fault.
        flow_lost: whether a condition could not be read, so that what it taught is not missed.
        written_out: the statements that a decision of several steps stands for, by its call's id.
        called: of the questions among them, what their answers are called in ids.
        shown: the locals that the table shows while this script asks, with their titles.
    """

    def __init__(
        self,
        scopes: Scopes,
        path: TomlPath,
        text: str,
        rule: str,
        params: Scope,
        diagnostics: list[Diagnostic],
        flow_lost: bool = False,
    ) -> None:
        """Ready at the start of a script.

        Args:
            scopes: what names mean everywhere in the scenario.
            path: where the script stands.
            text: the author's text.
            rule: the script with its kind: ``procedure.play``.
            params: slot and type of its parameters by name.
            diagnostics: findings are added here.
            flow_lost: whether a condition of the action is at fault.
        """
        self.scopes, self.symbols, self.path, self.text = scopes, scopes.symbols, path, text
        self.rule, self.name, self.diagnostics = rule, rule.partition(".")[2], diagnostics
        self.params, self.scope = dict(params), dict(params)
        self.types: dict[str, Type] = {n: t for n, (_, t) in params.items()}
        self.fixed: set[str] = set(params)
        self.locals: dict[int, tuple[str, Type]] = {s: (n, t) for n, (s, t) in params.items()}
        self.shapes: dict[int, ir.CellShape] = {}
        self.sees: dict[int, Expr | None] = {}
        self.loop_names: frozenset[str] = frozenset()
        self.changed: tuple[ast.AST, str] | None = None
        self.broken: set[str] = set()
        self.flow_lost = flow_lost
        self.typer = typer_of(scopes, path, text, {})
        self.error = self.typer.error
        self.written_out: dict[int, list[ast.stmt]] = {}
        self.called: dict[int, str] = {}
        self.shown: dict[str, str] = {}
        self._slots: dict[object, int] = {}
        self._lost_before = flow_lost

    def begin_pass(self) -> None:
        """Start over with the types that the locals have grown to."""
        self.changed, self.flow_lost = None, self._lost_before
        self.broken = set()
        self.scope = dict(self.params)
        for name, type_ in self.types.items():
            self.scope.setdefault(name, (self.slot(name), type_))
        self.typer.facts, self.typer.scratch, self.typer.lost = {}, {}, set()

    def grow(self, node: ast.AST, name: str, type_: Type) -> None:
        """A statement gives a local another type than it had."""
        self.types[name] = type_
        self.changed = self.changed or (node, name)

    def slot(self, key: object) -> int:
        """The slot of a local by name, or of something hidden by any other key."""
        if key in self.params and isinstance(key, str):
            return self.params[key][0]
        if key not in self._slots:
            self._slots[key] = self.scopes.new_slot()
        return self._slots[key]

    def expr(self, node: ast.expr, expect: Type | None = None) -> Expr:
        """Type an expression at this place."""
        self.typer.scope = self.scope
        return self.typer.expr(node, expect)

    def boolean(self, node: ast.expr) -> Expr:
        """Type a condition at this place."""
        self.typer.scope = self.scope
        return self.typer.boolean(node)

    def forget_local(self, slot: int) -> None:
        """A local changes: what was known by it is no more."""
        self.typer.facts = facts.without_local(self.typer.facts, slot)

    def forget_registers(self, name: str | None = None, args: Sequence[Expr] = ()) -> None:
        """A register's cell changes, or any may: what was known by it is no more.

        Args:
            name: the register; None where something is asked or called, which may change any.
            args: the index of the cell.
        """
        before = self.typer.facts
        self.typer.facts = facts.without_register(before, name, args)
        if name is None:
            self.typer.lost |= before.keys() - self.typer.facts.keys()

    def fits(self, node: ast.AST, given: Type, wanted: Type) -> None:
        """Raise a finding unless every value of one type is one of another."""
        outside = (given.none and not wanted.none) or bool(given.mask & ~wanted.mask)
        wrong = ir.join(given, wanted) is None
        if given.kind == "int":
            wrong = wrong or given.lo < wanted.lo or given.hi > wanted.hi
        if wrong or outside:
            raise self.error(
                node,
                "wrong-type",
                f"this is {given}; {wanted} is needed.",
                flow_dependent=not wrong,
            )
