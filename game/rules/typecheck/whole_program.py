"""What must hold between the scripts of a scenario, once each is typed."""

from __future__ import annotations

from game.rules import cfg, ir
from game.rules.context import CompileContext
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.ir import BOOL


def check_scripts(ctx: CompileContext) -> None:
    """Look for circles of calls, questions under one name, unset locals, a game without an end."""
    _calls_in_order(ctx)
    _one_script_a_question(ctx)
    _set_before_read(ctx)
    _comes_to_an_end(ctx)


def _place(key: str) -> TomlPath:
    """Where the script of a function stands."""
    kind, _, name = key.partition(".")
    return (kind, name, "do")


def _calls_in_order(ctx: CompileContext) -> None:
    """Procedures must not call themselves, directly or through others."""
    done: set[str] = set()
    trail: list[str] = []

    def visit(key: str) -> None:
        if key in done or key not in ctx.functions:
            return
        if key in trail:
            names = " > ".join(k.partition(".")[2] for k in [*trail[trail.index(key) :], key])
            said = f"procedures call each other in a circle: {names}."
            ctx.fault("cycle", _place(key), said, key.partition(".")[2])
            done.add(key)
            return
        trail.append(key)
        for s in cfg.nested(ctx.functions[key].body):
            if isinstance(s, ir.Call):
                for target in s.targets:
                    visit(target)
            elif isinstance(s, ir.Act) and key.startswith("action."):
                ctx.fault("cycle", _place(key), "an action cannot call `act`.", "act")
        trail.pop()
        done.add(key)

    for key in list(ctx.functions):
        visit(key)


def _one_script_a_question(ctx: CompileContext) -> None:
    """Answers are named `script.local`: only one script may ask under such a name."""
    owners: dict[str, str] = {}
    for key, function in ctx.functions.items():
        for s in cfg.nested(function.body):
            if not isinstance(s, ir.Ask):
                continue
            script = key.partition(".")[2]
            owner = owners.setdefault(f"{script}.{s.local}", key)
            if owner == key:
                continue
            said = (
                f"[{owner}] asks for `{s.local}` too, and so both answers would be called "
                f"`{script}.{s.local}`."
            )
            hint = "give one of the locals, or of the scripts, another name."
            ctx.faults.append(
                Diagnostic("ambiguous-question", _place(key), max(s.at, 0), s.local, said, hint)
            )


def _set_before_read(ctx: CompileContext) -> None:
    """A local must be set on every way to where it is read."""
    for key, function in ctx.functions.items():
        for slot in cfg.live_before(function.body, set()) - set(function.params):
            name = function.locals.get(slot, ("", BOOL))[0]
            if name:
                said = f"`{name}` may be read before it is set; set it first on every way."
                ctx.fault("unset", _place(key), said, name)


def _comes_to_an_end(ctx: CompileContext) -> None:
    """A game with endings says which one it comes to; without, its end is a draw."""
    key = f"procedure.{ctx.decls.play}"
    whole = ctx.functions.get(key)
    if whole is None or any(f.path[0] == "procedure" for f in ctx.faults if f.path):
        return
    script = whole.body[:-1]
    if ctx.decls.endings and cfg.may_finish(script, ctx.functions):
        last = script[-1].at if script else 0
        names = ", ".join(f"`end({name})`" for name in ctx.decls.endings)
        said = f"`{ctx.decls.play}` may run out without saying how the game ends"
        ctx.faults.append(
            Diagnostic(
                "no-end", _place(key), max(last, 0), ctx.decls.play, f"{said}; add {names} after "
                "this.",
            )
        )  # fmt: skip
