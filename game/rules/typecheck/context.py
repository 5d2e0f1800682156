"""What the steps of one compilation share: the words, the scripts, the findings."""

from __future__ import annotations

import re
from typing import Any

import attrs

from game.rules import ir
from game.rules.cfg import Function
from game.rules.declare.records import ActionDecl, Declarations, ScenarioDecl
from game.rules.diagnostics import Abort, Diagnostic, TomlPath, abort, did_you_mean, note
from game.rules.ir import Expr, Local, Type
from game.rules.program import Say
from game.rules.resolve.scopes import Scope, Scopes, hidden_reads, sight_of
from game.rules.resolve.symbols import SymbolTable
from game.rules.typecheck.operators import Typer

_SLOT = re.compile(r"\{([^{}]*)\}")


class Work:
    """One compilation of one scenario; findings collect in `faults`."""

    def __init__(
        self, decls: Declarations, scenario: ScenarioDecl, faults: list[Diagnostic]
    ) -> None:
        self.decls, self.scenario, self.faults = decls, scenario, faults
        self.world = SymbolTable(decls, scenario, faults)
        self.names = Scopes(self.world)
        self.units: dict[str, Function] = {}
        self.open: list[str] = []
        self.loose = False
        self.hidden: set[int] = set()
        self.in_reach: set[str] = set()
        self.out_of_reach: dict[str, str] = {}

    def fault(
        self, code: str, path: TomlPath, message: str, word: str = "", hint: str | None = None
    ) -> None:
        self.faults.append(Diagnostic(code, path, 0, word, message, hint))

    def without_absent(self, work: Any, *args: Any, breaks: str = "") -> None:
        """Check what this scenario may never run; that it names absent members is no finding."""
        before = len(self.faults)
        self.guard(work, *args)
        self.faults[before:] = [f for f in self.faults[before:] if f.code != "not-in-scenario"]
        if len(self.faults) > before:
            self.world.broken.update({breaks} - {""})

    def guard(self, work: Any, *args: Any, breaks: str = "") -> Any:
        """Run one piece of work; a finding ends that piece only, and what it `breaks` is noted."""
        try:
            return work(*args)
        except Abort as error:
            note(self.faults, error, self.loose)
            self.world.broken.update({breaks} - {""})
            return None

    def seats_of(self, decl: ActionDecl) -> tuple[int, ...]:
        info = self.world.seats
        words = decl.seats if isinstance(decl.seats, list) else [decl.seats]
        out: list[int] = []
        for word in words:
            if word == "all":
                out += info.order
            elif word in info.ids:
                out.append(info.ids.index(word))
            elif word in self.world.sets and self.world.sets[word].base == "seat":
                out += self.world.sets[word].order
            elif word not in self.world.removed:
                raise abort(
                    "unknown-name",
                    (*decl.path, "seats"),
                    f"`{word}` is no seat.",
                    word,
                    did_you_mean(word, info.ids),
                )
        return tuple(dict.fromkeys(out))

    def known_action(self, word: str, path: TomlPath) -> None:
        """A finding unless an action is called so."""
        known = self.decls.actions
        if word not in known:
            hint = did_you_mean(word, known)
            self.fault("unknown-name", path, f"no action `{word}`.", word, hint)

    def say(
        self,
        text: str,
        path: TomlPath,
        scope: Scope,
        facts: dict[Expr, Type] | None = None,
        seen: list[Expr] | None = None,
    ) -> Say:
        stray = next(
            (i for i, c in enumerate(_SLOT.sub(lambda m: " " * len(m[0]), text)) if c in "{}"), None
        )
        if stray is not None:
            raise abort(
                "syntax",
                path,
                "a bracket without its other half; write {expression}.",
                text[stray : stray + 20],
                offset=stray,
            )
        parts: list[str | Expr] = []
        at = 0
        for found in _SLOT.finditer(text):
            parts.append(text[at : found.start()])
            typer = Typer(self.names, path, found[1], scope)
            typer.facts = dict(facts or {})
            try:
                part = typer.whole()
                self.visible(part, scope, list(seen or ()), path)
                parts.append(part)
            except Abort as error:
                if error.fault is None:
                    raise
                fault = attrs.evolve(error.fault, offset=error.fault.offset + found.start() + 1)
                raise Abort(fault) from error
            at = found.end()
        parts.append(text[at:])
        return Say(tuple(p for p in parts if p != ""))

    def visible(
        self, e: Expr, scope: Scope, seen: list[Expr], path: TomlPath, doctrine: bool = False
    ) -> None:
        """What a seat is told it may do reads only what it may see."""
        slot, type_ = scope["actor"]
        actors: list[Expr] = [Local(type_, slot)]
        if type_.mask.bit_count() == 1:
            actors.append(ir.Const(type_, type_.mask.bit_length() - 1))

        def inside(x: Expr, known: list[Expr]) -> list[Expr]:
            if isinstance(x, ir.Bool) and x.op == "and":
                here = list(known)
                for item in x.items:
                    here = inside(item, here)
                return here
            if isinstance(x, ir.Seen):
                return [*known, ir.Reg(self.world.registers[x.name].type, x.name, x.args)]
            if isinstance(x, ir.Cond):
                here = inside(x.test, known)
                inside(x.a, here)
                inside(x.b, known)
                return known
            if isinstance(x, (ir.Bool, ir.Not)):
                for child in ir.children(x):
                    inside(child, known)
                return known
            for read in hidden_reads(self.names, x):
                bare = (read.name, read.args)
                if any(isinstance(k, ir.Reg) and (k.name, k.args) == bare for k in known):
                    continue
                if not any(sight_of(self.world, read, who) == ir.TRUE for who in actors):
                    name = read.name
                    message = f"`{name}` is not always seen by who acts."
                    cell = f"{name}[...]" if read.args else name
                    hint = f"ask `seen({cell}) and ...` first."
                    if doctrine:
                        hint = f"write `known({cell}, default)`."
                    raise abort("hidden-read", path, message, name, hint)
            return known

        seen[:] = inside(e, seen)
