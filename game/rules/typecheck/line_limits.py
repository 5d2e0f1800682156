"""What ends a game by itself, and the loops that lean on it: they go on until it does."""

from __future__ import annotations

from game.rules import cfg, ir
from game.rules.cfg.rounds import silent_loops
from game.rules.context import CompileContext
from game.rules.declare.records import LimitDecl
from game.rules.diagnostics import Diagnostic, did_you_mean
from game.rules.program import LineLimit, LineLimits


def type_limits(ctx: CompileContext) -> LineLimits:
    """Find the endings that the limits of a scenario name; what is at fault is told."""
    cap, repetition = (_limit(ctx, decl) for decl in ctx.limits_declared)
    return LineLimits(cap, repetition)


def _limit(ctx: CompileContext, decl: LimitDecl | None) -> LineLimit | None:
    if decl is None or not decl.most:
        return None
    endings = list(ctx.decls.endings)
    if decl.ending is not None:
        ctx.scopes.used.add(decl.ending)
    elif endings:
        hint = f'write `ending = "{endings[0]}"`.'
        ctx.report("missing-key", decl.path, "the game has endings; say which one it is.", "", hint)
    if decl.ending is not None and decl.ending not in endings:
        said, near = f"no [ending.{decl.ending}].", did_you_mean(decl.ending, endings)
        ctx.report("unknown-name", (*decl.path, "ending"), said, decl.ending, near)
    return LineLimit(decl.most, endings.index(decl.ending) if decl.ending in endings else 0)


def check_open_loops(ctx: CompileContext) -> None:
    """A loop that no number bounds needs an end of the game, and a question in every round."""
    ended = any(ctx.limits_declared)
    # What a statement at fault would have asked is not known.
    faulty = any(f.path[-1:] == ("do",) for f in ctx.diagnostics)
    silent = set() if faulty else {id(loop) for loop in silent_loops(ctx.functions)}
    for key, function in ctx.functions.items():
        kind, _, name = key.partition(".")
        for s in cfg.nested(function.body):
            if not isinstance(s, ir.OpenLoop):
                continue
            place = (kind, name, "do"), max(s.at, 0), "while"
            if not ended:
                said = "nothing ends this loop, and so it may go on for ever."
                hint = (
                    "give [game] an end of its own, `cap = { moves = 300 }` or "
                    "`repetition = { times = 3 }`, or loop with `while falling(number)`."
                )
                ctx.diagnostics.append(Diagnostic("unbounded", *place, said, hint))
            elif id(s) in silent:
                said = "a round of this loop may ask no seat, and so go on for ever unseen."
                hint = "let every way through it come to an `act` or a `choose`, or leave the loop."
                ctx.diagnostics.append(Diagnostic("silent-loop", *place, said, hint))
