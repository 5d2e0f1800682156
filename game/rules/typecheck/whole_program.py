"""What must hold between the scripts of a scenario, once each is typed."""

from __future__ import annotations

from collections.abc import Mapping

from game.rules import cfg, ir
from game.rules.cfg import Function
from game.rules.context import CompileContext
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.ir import BOOL
from game.rules.limits import MAX_CALLS
from game.rules.typecheck.line_limits import check_open_loops


def check_scripts(ctx: CompileContext) -> None:
    """Look for circles of calls, questions under one name, unset locals, a game without an end."""
    if not _calls_in_order(ctx):
        return
    _one_script_a_question(ctx)
    check_set(ctx, ctx.functions)
    check_open_loops(ctx)
    _comes_to_an_end(ctx)


def _place(key: str) -> TomlPath:
    """Where the script of a function stands."""
    kind, _, name = key.partition(".")
    return (kind, name, "do")


def _calls_in_order(ctx: CompileContext) -> bool:
    """Procedures must not call themselves, directly or through others, nor in endless chains.

    Returns:
        Whether every chain of calls is short enough to be walked along.
    """
    heights: dict[str, int] = {}
    trail: list[str] = []
    too_long: list[str] = []

    def visit(key: str) -> int:
        """Look at a function once; returns how many calls lie below it, itself counted."""
        if key in heights or key not in ctx.functions:
            return heights.get(key, 0)
        if key in trail:
            names = " > ".join(k.partition(".")[2] for k in [*trail[trail.index(key) :], key])
            said = f"procedures call each other in a circle: {names}."
            ctx.report("cycle", _place(key), said, key.partition(".")[2])
            heights[key] = 1
            return 1
        if len(trail) > MAX_CALLS:
            too_long.append(key)
            return 0
        trail.append(key)
        below = 0
        for s in cfg.nested(ctx.functions[key].body):
            if isinstance(s, ir.Call):
                for target in s.targets:
                    below = max(below, visit(target))
            elif isinstance(s, ir.Act) and key.startswith("action."):
                ctx.report("cycle", _place(key), "an action cannot call `act`.", "act")
        trail.pop()
        heights[key] = below + 1
        if heights[key] > MAX_CALLS:
            too_long.append(key)
        return heights[key]

    for key in list(ctx.functions):
        visit(key)
        if too_long:
            said = f"a chain of more than {MAX_CALLS} procedures that call each other."
            ctx.report("too-deep", _place(too_long[0]), said, too_long[0].partition(".")[2])
            return False
    return True


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
            ctx.diagnostics.append(
                Diagnostic("ambiguous-question", _place(key), max(s.at, 0), s.local, said, hint)
            )


def check_set(ctx: CompileContext, functions: Mapping[str, Function]) -> None:
    """A local must be set on every way to where it is read, in each of some functions."""
    for key, function in functions.items():
        for slot in cfg.live_before(function.body, set()) - set(function.params):
            name = function.locals.get(slot, ("", BOOL))[0]
            if name:
                said = f"`{name}` may be read before it is set; set it first on every way."
                ctx.report("unset", _place(key), said, name)


def _comes_to_an_end(ctx: CompileContext) -> None:
    """A game with endings says which one it comes to; without, its end is a draw."""
    key = f"procedure.{ctx.decls.play}"
    whole = ctx.functions.get(key)
    if whole is None or any(f.path[0] == "procedure" for f in ctx.diagnostics if f.path):
        return
    script = whole.body[:-1]
    if ctx.decls.endings and cfg.may_finish(script, ctx.functions):
        last = script[-1].at if script else 0
        names = ", ".join(f"`end({name})`" for name in ctx.decls.endings)
        said = f"`{ctx.decls.play}` may run out without saying how the game ends"
        ctx.diagnostics.append(
            Diagnostic(
                "no-end", _place(key), max(last, 0), ctx.decls.play, f"{said}; add {names} after "
                "this.",
            )
        )  # fmt: skip
