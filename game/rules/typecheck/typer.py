"""The context in which the expressions of one TOML string are typed."""

from __future__ import annotations

import ast
from collections.abc import Callable

import attrs

from game.rules import ir
from game.rules.declare.records import IndexSets, end_of, size_of
from game.rules.diagnostics import AlreadyTold, Diagnostic, Rejected, TomlPath
from game.rules.ir import Expr, Type
from game.rules.limits import MAX_STEPS
from game.rules.parse.hints import unlike_here
from game.rules.parse.scan import offset_of, parse_expression
from game.rules.resolve.scopes import Scope, Scopes
from game.rules.typecheck import facts
from game.rules.typecheck.facts import Facts

#: Types one node, given what is expected of it; None where the node is no value by itself.
Dispatch = Callable[["Typer", ast.expr, Type | None], Expr | None]


@attrs.frozen
class Scratch:
    """An indexed local: its slot, the sets of its index, the type of a cell, how the cells lie."""

    slot: int
    index: IndexSets
    type: Type
    shape: ir.CellShape


class Typer:
    """Types expressions of one TOML string, at one place of it.

    Attributes:
        scopes: what names mean everywhere in the scenario.
        scope: the locals at this place: slot and type by name.
        facts: what the conditions before this place say.
        lost: of what they said something until somebody was asked, or a script called.
        doctrine: whether this is a row of doctrine, where `known` may stand.
        scratch: the indexed locals at this place, by name.
    """

    def __init__(
        self,
        dispatch: Dispatch,
        scopes: Scopes,
        path: TomlPath,
        text: str,
        scope: Scope,
        doctrine: bool = False,
    ) -> None:
        """Ready at the start of a text.

        Args:
            dispatch: who types which kind of node.
            scopes: what names mean everywhere in the scenario.
            path: where the text stands.
            text: the author's text.
            scope: the locals that it may read.
            doctrine: whether it is part of a row of doctrine.
        """
        self._dispatch = dispatch
        self.scopes, self.symbols = scopes, scopes.symbols
        self.path, self.text, self.scope = path, text, dict(scope)
        self.facts: Facts = {}
        self.lost: set[Expr] = set()
        self.doctrine = doctrine
        self.scratch: dict[str, Scratch] = {}

    def error(
        self,
        node: ast.AST,
        code: str,
        message: str,
        hint: str | None = None,
        flow_dependent: bool = False,
    ) -> Rejected:
        """The error that tells one finding at a node; see `Diagnostic`."""
        word = ast.unparse(node)[:60] if isinstance(node, (ast.expr, ast.stmt)) else ""
        at = offset_of(self.text, node)
        return Rejected(
            Diagnostic(code, self.path, at, word, message, hint, flow_dependent=flow_dependent)
        )

    def not_none(self, node: ast.expr, e: Expr) -> None:
        """Raise a finding where a value may be none that is to be a member."""
        if not e.type.none:
            return
        hint = None
        if facts.key_of(e) in self.lost:
            hint = (
                "it was tested, and may have changed since, while somebody was asked or a script "
                f"ran: keep it in a local before that, `x = {ast.unparse(node)[:60]}`."
            )
        raise self.error(node, "maybe-none", "this may be none; test `!= none` first.", hint)

    def sound(self, kind: str, word: str) -> None:
        """Stop here, in silence, if what is named so is at fault already."""
        if f"{kind}.{word}" in self.symbols.broken:
            raise AlreadyTold

    def whole(self, expect: Type | None = None) -> Expr:
        """Type the whole text as one expression.

        Args:
            expect: helps to tell which set a word belongs to.

        Raises:
            Abort: with the finding, at its place in the text.
        """
        parsed = parse_expression(self.text, self.path)
        self.scopes.used |= parsed.words
        return self.bounded(parsed.tree, self.expr(parsed.tree, expect))

    def bounded(self, node: ast.expr, e: Expr) -> Expr:
        """The expression of a node; a finding where it may take too many steps."""
        steps = self.scopes.expression_steps.of(e)
        if steps > MAX_STEPS:
            many = f"{steps:,}" if steps < 10**15 else "countless"
            said = f"this may take {many} steps to work out; {MAX_STEPS:,} at most."
            hint = "let fewer loops stand in each other, or run over less."
            raise self.error(node, "too-many-steps", said, hint)
        return e

    def expr(self, node: ast.expr, expect: Type | None = None) -> Expr:
        """Type one expression; `expect` helps to tell which set a word belongs to."""
        found = self._dispatch(self, node, expect)
        if found is None:
            words = unlike_here(type(node).__name__, "", "cannot stand here")
            raise self.error(node, "not-in-language", *words)
        e = facts.narrowed(self.facts, found)
        if e.type.kind == "int" and max(abs(e.type.lo), abs(e.type.hi)) > ir.LIMIT:
            raise self.error(node, "overflow", "this may pass two thousand million.")
        return e

    def boolean(self, node: ast.expr) -> Expr:
        """Type a condition."""
        e = self.expr(node)
        if e.type.kind != "bool":
            raise self.error(node, "wrong-type", f"this is {e.type}; a condition is true or false.")
        return e

    def number(self, node: ast.expr) -> Expr:
        """Type a number."""
        e = self.expr(node)
        if e.type.kind == "bool":
            raise self.error(
                node, "wrong-type", "true and false are not numbers; write `1 if ... else 0`."
            )
        if e.type.kind != "int":
            raise self.error(node, "wrong-type", f"this is {e.type}; a number is needed.")
        return e

    def learn(self, test: Expr, held: bool) -> None:
        """From here on a condition is known to be true, or false."""
        # Whoever kept the facts that were known until now has them as they were.
        self.facts = dict(self.facts)
        facts.learn(self.facts, test, held)
        for read in facts.not_nought(test, held):
            self._learn_of_pile(read)

    def _learn_of_pile(self, read: ir.RegisterRef) -> None:
        """Where something lies in an ordered place, its top and bottom are not none."""
        name = read.name.removesuffix(size_of(""))
        place = self.symbols.decls.places.get(name)
        if name == read.name or place is None or not place.ordered:
            return
        assert self.scopes.derive is not None
        for top in (True, False):
            end = end_of(name, top)
            _, body = self.scopes.derive(end)
            found = ir.member(body.type.base, body.type.mask)
            facts.know(self.facts, ir.DerivedRef(body.type, end, read.args), found)


def marked(typer: Typer, node: ast.expr) -> bool:
    """Is this an indexed local of truth values, by which members of one set are marked?"""
    found = typer.scratch.get(node.id) if isinstance(node, ast.Name) else None
    return found is not None and found.type == ir.BOOL and len(found.index) == 1
