"""Types derived values, each when it is first read: they may be made of each other."""

from __future__ import annotations

from functools import partial

from game.rules import ir
from game.rules.context import CompileContext
from game.rules.declare.records import DerivedDecl, Need, deck_of, pile_of
from game.rules.diagnostics import Abort, AlreadyTold, TomlPath, abort
from game.rules.ir import BOOL, Expr, Local, Reason
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.facts import Facts
from game.rules.typecheck.registers import check_cells, index_scope
from game.rules.typecheck.sentences import parts_of, reveals_nothing
from game.rules.typecheck.typer import Typer
from game.rules.typecheck.zones import pile_end

#: The slots of its index, and its value.
Typed = tuple[tuple[int, ...], Expr]


class DerivedValues:
    """Types the derived values of a scenario, and the conditions of its decks, once each."""

    def __init__(self, ctx: CompileContext) -> None:
        """Nothing is typed yet; what is typed goes to the scopes of `ctx`."""
        self._ctx = ctx
        self._open: list[str] = []

    def __call__(self, name: str) -> Typed:
        """The slots of a derived value's index, and its value.

        Raises:
            Abort: with the finding; among others that it is made of itself.
        """
        typed = self._ctx.scopes.derived
        if name in typed:
            return typed[name]
        if f"derived.{name}" in self._ctx.symbols.broken:
            raise Abort()
        decl = self._ctx.decls.derived.get(name)
        path: TomlPath = decl.told_at if decl else (deck_of(name),)
        if (pile := pile_of(name))[0]:
            typed[name] = self._end_of(*pile)
            return typed[name]
        if name in self._open:
            circle = " > ".join([*self._open, name])
            raise abort("cycle", path, f"`{name}` is made of itself: {circle}.", name)
        self._open.append(name)
        try:
            if decl is None:
                typed[name] = self._conditions(deck_of(name))
            else:
                slots = tuple(self._ctx.scopes.new_slot() for _ in decl.of)
                check_cells(self._ctx, name, decl.path, decl.of)
                scope = index_scope(self._ctx, decl.of, slots, decl.path)
                if decl.needs:
                    typed[name] = (slots, self._all(decl, scope))
                else:
                    value = typer_of(self._ctx.scopes, path, decl.value, scope).whole()
                    typed[name] = (slots, value)
        finally:
            self._open.pop()
        return typed[name]

    def _all(self, decl: DerivedDecl, scope: Scope) -> Expr:
        """Whether all needs of a value hold; why they may not is noted beside its name."""
        found: list[Reason] = []
        facts: Facts = {}
        for before, need in enumerate(decl.needs):
            # What a need at fault would have taught is not missed in those after it.
            lost = len(found) < before
            reason = self._ctx.attempt_loosely(lost, self._reason, need, scope, facts)
            found += [] if reason is None else [reason]
        if len(found) < len(decl.needs):
            raise AlreadyTold
        self._ctx.scopes.reasons[decl.name] = tuple(found)
        return ir.fold(ir.Connective(BOOL, "and", tuple(r.test for r in found if r.test)))

    def _reason(self, need: Need, scope: Scope, facts: Facts) -> Reason:
        """One need; what it says when it holds is added to `facts`, for those after it."""
        path, said_at = (*need.path, "when"), (*need.path, "say")

        def typer(text: str, path: TomlPath) -> Typer:
            made = typer_of(self._ctx.scopes, path, text, scope)
            made.facts = dict(facts)
            return made

        say = parts_of(need.say, partial(typer, path=said_at), said_at, reveals_nothing(said_at))
        tested = typer(need.when, path)
        test = tested.whole(BOOL)
        if test.type.kind != "bool":
            raise abort("wrong-type", path, "a need is true or false.", need.when)
        tested.learn(test, True)
        facts |= tested.facts
        return Reason(test, say)

    def _end_of(self, pile: str, top: bool) -> Typed:
        """The slots of a pile's index, and what lies on top of it, or at its bottom."""
        scopes, decl = self._ctx.scopes, self._ctx.decls.places[pile]
        slots = tuple(scopes.new_slot() for _ in decl.of)
        scope = index_scope(self._ctx, decl.of, slots, decl.path)
        args = tuple(
            Local(scope[variable][1], slot)
            for (variable, _), slot in zip(decl.of, slots, strict=True)
        )
        members = self._ctx.symbols.set_of(decl.members, decl.path)
        return slots, pile_end(members, pile, args, scopes.new_slot(), top)

    def _conditions(self, deck: str) -> Typed:
        """The slot of a card and, halved by the card's place, which card's `when` decides."""
        info = self._ctx.symbols.sets[deck]
        slot = self._ctx.scopes.new_slot()
        card = Local(info.type, slot)
        conditions = [self._condition(deck, name) for name in info.ids]

        def halved(low: int, high: int) -> Expr:
            if high - low == 1:
                return conditions[low]
            middle = (low + high) // 2
            test = ir.Compare(BOOL, "<", card, ir.exact(info.type, middle))
            return ir.fold(ir.Conditional(BOOL, test, halved(low, middle), halved(middle, high)))

        return (slot,), halved(0, len(conditions))

    def _condition(self, deck: str, name: str) -> Expr:
        """The `when` of a card."""
        decl = self._ctx.decls.decks[deck][name]
        path: TomlPath = (*decl.path, "when")
        e = typer_of(self._ctx.scopes, path, decl.when, {}).whole(BOOL)
        if e.type.kind != "bool":
            raise abort("wrong-type", path, "`when` is true or false.", decl.when)
        return e


def decks_in_play(ctx: CompileContext) -> list[str]:
    """The decks of which a card is in play."""
    return [d for d in ctx.decls.decks if ctx.symbols.sets[d].ids]
