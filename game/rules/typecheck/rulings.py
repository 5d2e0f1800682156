"""Compiles what judges a state: bans, endings, invariants, and the rows of doctrine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from game.rules import cfg, ir
from game.rules.declare.records import DOCTRINE, EVERY, DoctrineDecl
from game.rules.diagnostics import Abort, TomlPath, abort, did_you_mean
from game.rules.ir import Expr, Type, member
from game.rules.program import (
    BanCode,
    EndingCode,
    Row,
)
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.context import Work
from game.rules.typecheck.operators import Typer


class JudgingWork(Work):
    """Bans, endings, invariants and doctrine."""

    def bans_and_rest(self) -> tuple[Any, ...]:
        bans = [b for d in self.decls.bans.values() if (b := self.guard(self.ban, d)) is not None]
        endings = [
            e for d in self.decls.endings.values() if (e := self.guard(self.ending, d)) is not None
        ]
        if not self.decls.endings:
            endings = [EndingCode("over", -1, None, None, None, None)]
        invariants = [
            i for d in self.decls.invariants if (i := self.guard(self.invariant, d)) is not None
        ]
        doctrine = [r for d in self.rows() if (r := self.guard(self.row, d)) is not None]
        return tuple(bans), tuple(endings), tuple(invariants), tuple(doctrine)

    def ban(self, decl: Any) -> BanCode:
        actor = self.names.new_slot()
        actors: set[int] = set()
        for i, word in enumerate(decl.forbids):
            self.known_action(word, (*decl.path, "forbids", i))
            if word in self.decls.actions:
                actors.update(self.seats_of(self.decls.actions[word]))
        scope: Scope = {"actor": (actor, member("seat", sum(1 << s for s in actors)))}
        say = self.guard(self.say, decl.say, (*decl.path, "say"), scope)
        path = (*decl.path, "when")
        test = Typer(self.names, path, decl.when, scope).whole()
        if test.type.kind != "bool":
            raise abort("wrong-type", path, "`when` is true or false.", decl.when)
        self.visible(test, scope, [], path)
        return BanCode(decl.name, test, actor, frozenset(decl.forbids), say)

    def ending(self, decl: Any) -> EndingCode:
        slot = self.names.new_slot()
        seats = self.world.seats.type

        def one(key: str, kind: str, scope: Scope) -> Expr | None:
            text = getattr(decl, key)
            if text is None:
                return None
            e = Typer(self.names, (*decl.path, key), text, scope).whole(
                seats if key == "winner" else None
            )
            if e.type.kind != kind:
                raise abort("wrong-type", (*decl.path, key), f"`{key}` cannot be {e.type}.", text)
            return e

        by_seat: Scope = {"seat": (slot, seats)}
        winner, verdict = (self.guard(one, key, "member", {}) for key in ("winner", "verdict"))
        score, returns = (self.guard(one, key, "int", by_seat) for key in ("score", "returns"))
        return EndingCode(decl.name, slot, winner, score, returns, verdict)

    def invariant(self, decl: Any) -> tuple[str, Expr, TomlPath]:
        e = Typer(self.names, (*decl.path, "always"), decl.always, {}).whole()
        if e.type.kind != "bool":
            raise abort(
                "wrong-type", (*decl.path, "always"), "an invariant is true or false.", decl.always
            )
        return decl.name, e, decl.path

    def rows(self) -> Iterator[DoctrineDecl]:
        """The doctrine rows seat by seat: its own, then those of every seat."""
        shared = [d for d in self.decls.doctrine if d.seat == EVERY]
        yield from (d for d in self.decls.doctrine if d.seat != EVERY)
        for seat in self.world.decls_members("seat"):
            yield from (attrs.evolve(d, seat=seat) for d in shared)

    def row(self, decl: DoctrineDecl) -> Row | None:
        info = self.world.seats
        if decl.seat not in self.world.decls_members("seat"):
            raise abort(
                "unknown-name",
                decl.path,
                f"`{decl.seat}` is no seat.",
                decl.seat,
                did_you_mean(decl.seat, info.ids),
            )
        for word in decl.act:
            self.known_action(word, (*decl.path, "act"))
        act = tuple(a for a in decl.act if f"action.{a}" in self.units)
        if decl.seat not in info.ids or (decl.answer is None and not act):
            return None
        seat = info.ids.index(decl.seat)
        actor, option = self.names.new_slot(), self.names.new_slot()
        base: Scope = {"actor": (actor, member("seat", 1 << seat))}
        when = self.guard(self.doctrine_expr, (*decl.path, "when"), decl.when, base)
        if when == ir.FALSE:
            # The row belongs to other scenarios: what it ranks need not exist in this one.
            return None
        best: dict[str, Expr] = {}
        if decl.answer is None:
            for name, path, text in self.rankings(decl):
                if name not in act:
                    continue
                unit, scope = self.units[f"action.{name}"], dict(base)
                for slot in unit.params[1:]:
                    variable, type_ = unit.locals[slot]
                    scope[variable] = (slot, type_)
                if len(scope) <= len(self.decls.actions[name].choose):
                    raise Abort()
                best[name] = ir.substitute(self.doctrine_expr(path, text, scope), {actor: seat})
        elif decl.best is not None:
            option_type = self.option_type(decl)
            if option_type is None:
                return None
            path = (*decl.path, "best")
            if isinstance(decl.best, dict):
                raise abort("wrong-shape", path, "`best` of an answer is one expression.")
            scope = {**base, "option": (option, option_type)}
            best[""] = ir.substitute(self.doctrine_expr(path, decl.best, scope), {actor: seat})
        if when is None:
            return None
        return Row(
            seat,
            decl.name,
            ir.substitute(when, {actor: seat}),
            act,
            decl.answer,
            best,
            option,
            decl.say,
            frozenset(decl.variant or (DOCTRINE,)),
            decl.least,
        )

    def rankings(self, decl: DoctrineDecl) -> list[tuple[str, TomlPath, str]]:
        """What ranks the moves of a row: for each action its expression, and where that stands."""
        path: TomlPath = (*decl.path, "best")
        if decl.best is None:
            return []
        if isinstance(decl.best, str):
            return [(name, path, decl.best) for name in decl.act]
        for name, text in decl.best.items():
            here, said = (*path, name), f"`{name}` is not in `act` of this row."
            if name not in decl.act:
                hint = did_you_mean(name, decl.act)
                raise abort("unknown-name", here, said, name, hint, at_key=True)
            if not isinstance(text, str):
                said = "`best` is one expression, or one for each action."
                raise abort("wrong-shape", here, said, str(text))
        return [(name, (*path, name), text) for name, text in decl.best.items()]

    def option_type(self, decl: Any) -> Type | None:
        """The type of the answers to a row's question; None where no script asks it here."""
        script, _, local = str(decl.answer).partition(".")
        found: Type | None = None
        for unit in self.units.values():
            if unit.key.partition(".")[2] == script:
                for s in cfg.nested(unit.body):
                    if isinstance(s, ir.Ask) and s.local == local and s.seat is not None:
                        t = s.domain.type
                        t = member(t.base, t.mask, True) if s.domain.or_none else t
                        found = t if found is None else ir.join(found, t)
        return found

    def doctrine_expr(self, path: TomlPath, text: str, scope: Scope) -> Expr:
        typer = Typer(self.names, path, text, scope, doctrine=True)
        e = typer.whole()
        key = "when" if path[-1] == "when" else "best"
        if e.type.kind != ("bool" if key == "when" else "int"):
            raise abort("wrong-type", path, f"`{key}` cannot be {e.type}.", text)
        self.visible(e, scope, [], path, doctrine=True)
        return e
