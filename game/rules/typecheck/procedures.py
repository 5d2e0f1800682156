"""Compiles the scripts of procedures and events, and checks what holds between scripts."""

from __future__ import annotations

from typing import Any

from game.rules import cfg, ir
from game.rules.cfg import Function
from game.rules.diagnostics import Abort, Diagnostic, did_you_mean
from game.rules.information.information_flow import Secrecy
from game.rules.ir import BOOL
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.calls import param_types
from game.rules.typecheck.context import Work
from game.rules.typecheck.statements import ScriptTyper


class ScriptWork(Work):
    """Procedures and events, and the checks over all scripts together."""

    def scripts(self) -> None:
        decls = self.decls
        if decls.play not in decls.procedures and not decls.incomplete:
            self.fault(
                "missing-key",
                ("game", "play"),
                f"[procedure.{decls.play}] is missing: it is the whole game.",
                decls.play,
                did_you_mean(decls.play, decls.procedures),
            )
        every = {f"procedure.{name}": decl for name, decl in decls.procedures.items()}
        for deck, cards in decls.decks.items():
            kept = self.world.sets[deck].ids
            every |= {f"{deck}.{name}": card for name, card in cards.items() if name in kept}
        waiting = [f"procedure.{decls.play}", *self.units]
        while waiting:
            key = waiting.pop()
            if key in every:
                self.guard(self.unit, key, every.pop(key))
            if key in self.units:
                for s in cfg.nested(self.units[key].body):
                    if isinstance(s, ir.Call):
                        waiting += [t for t in s.targets if t in every]
        for key, decl in every.items():
            self.without_absent(self.unit, key, decl)
            self.units.pop(key, None)

    def unit(self, key: str, decl: Any) -> None:
        scope: Scope = {}
        if key in self.decls.broken:
            raise Abort()
        for param in decl.params:
            found = self.guard(param_types, self.names, decl.path, (param,))
            type_ = found[0][1] if found else ir.UNKNOWN
            scope[param[0]] = (self.names.new_slot(), type_)
        params = tuple(s for s, _ in scope.values())
        typed = ScriptTyper(self.names, (*decl.path, "do"), decl.do, key, scope, self.faults)
        body = typed.body()
        if key == f"procedure.{self.decls.play}":
            if params:
                self.fault(
                    "wrong-shape", (*decl.path, "params"), "the whole game takes no parameters."
                )
            body = (*body, ir.End(key, 0, None))
        self.units[key] = Function(key, params, body, typed.locals, typed.sees)

    def come_to_an_end(self) -> None:
        """A game with endings says which one it comes to; without, its end is a draw."""
        key = f"procedure.{self.decls.play}"
        whole = self.units.get(key)
        if whole is None or any(f.path[0] == "procedure" for f in self.faults if f.path):
            return
        script = whole.body[:-1]
        if self.decls.endings and cfg.may_finish(script, self.units):
            last = script[-1].at if script else 0
            names = ", ".join(f"`end({name})`" for name in self.decls.endings)
            words = f"`{self.decls.play}` may run out without saying how the game ends"
            self.faults.append(
                Diagnostic(
                    "no-end", (*key.split("."), "do"), max(last, 0), self.decls.play,
                    f"{words}; add {names} after this.",
                )
            )  # fmt: skip

    def keep_secrets(self) -> None:
        """What few seats see must not decide what more seats see, unless a script reveals it."""
        secrecy = Secrecy(self.names, self.units, self.faults)
        secrecy.run()
        self.hidden = secrecy.hidden

    def one_script_a_question(self) -> None:
        """Answers are named `script.local`: only one script may ask under such a name."""
        owners: dict[str, str] = {}
        for unit in self.units.values():
            for s in cfg.nested(unit.body):
                if not isinstance(s, ir.Ask):
                    continue
                kind, _, script = unit.key.partition(".")
                owner = owners.setdefault(f"{script}.{s.local}", unit.key)
                if owner != unit.key:
                    other = owner.partition(".")[0]
                    said = f"[{other}.{script}] asks for `{s.local}` too, and so both answers"
                    self.faults.append(
                        Diagnostic(
                            "ambiguous-question", (kind, script, "do"), max(s.at, 0), s.local,
                            f"{said} would be called `{script}.{s.local}`.",
                            "give one of the locals, or of the scripts, another name.",
                        )
                    )  # fmt: skip

    def set_before_read(self) -> None:
        """A local must be set on every way to where it is read."""
        for unit in self.units.values():
            for slot in cfg.live_before(unit.body, set()) - set(unit.params):
                name = unit.locals.get(slot, ("", BOOL))[0]
                if name:
                    self.fault(
                        "unset",
                        (*unit.key.split("."), "do"),
                        f"`{name}` may be read before it is set; set it first on every way.",
                        name,
                    )

    def calls_in_order(self) -> None:
        """Procedures must not call themselves, directly or through others."""
        done: set[str] = set()
        trail: list[str] = []

        def visit(key: str) -> None:
            if key in done or key not in self.units:
                return
            if key in trail:
                names = " > ".join(k.partition(".")[2] for k in [*trail[trail.index(key) :], key])
                kind, _, name = key.partition(".")
                self.fault(
                    "cycle",
                    (kind, name, "do"),
                    f"procedures call each other in a circle: {names}.",
                    name,
                )
                done.add(key)
                return
            trail.append(key)
            for s in cfg.nested(self.units[key].body):
                if isinstance(s, ir.Call):
                    for t in s.targets:
                        visit(t)
                elif isinstance(s, ir.Act) and key.startswith("action."):
                    self.fault(
                        "cycle", (*key.split("."), "do"), "an action cannot call `act`.", "act"
                    )
            trail.pop()
            done.add(key)

        for key in list(self.units):
            visit(key)
