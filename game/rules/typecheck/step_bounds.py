"""Every move of a scenario must be done in a bounded number of steps, and a small one."""

from __future__ import annotations

from collections.abc import Iterable

from game.rules import ir
from game.rules.cfg.steps import StepCounter
from game.rules.context import CompileContext
from game.rules.diagnostics import Diagnostic
from game.rules.ir import Stmt
from game.rules.limits import MAX_STEPS
from game.rules.program import ActionCode, BanCode
from game.rules.typecheck.step_culprit import MoveCost, culprit, many

_HINT = "let fewer loops stand in each other, or run over less."


def check_steps(
    ctx: CompileContext, actions: Iterable[ActionCode], bans: tuple[BanCode, ...]
) -> int:
    """Find the statements with which a script may run for too long before it asks anybody.

    Args:
        ctx: the scenario, whose scripts are typed and do not call each other in a circle.
        actions: its actions.
        bans: what forbids them.

    Returns:
        The most steps that a move takes, with finding the legal moves of the next question.
    """
    work = ctx.scopes.expression_steps
    codes = list(actions)
    banned = sum(1 + work.once(ban.test) for ban in bans)
    asking: dict[str, int] = {}
    moves: dict[str, dict[str, MoveCost]] = {}
    read: dict[str, list[ir.Expr]] = {}
    for code in codes:
        tests = [need.test for need in code.needs] + [price for _, price in code.cost]
        one = 1 + banned + sum(map(work.once, tests))
        asking[code.menu] = asking.get(code.menu, 0) + one * len(code.combos)
        moves.setdefault(code.menu, {})[code.name] = MoveCost(len(code.combos), one, tuple(tests))
        read.setdefault(code.menu, [ban.test for ban in bans]).extend(tests)
    for menu, parts in read.items():
        asking[menu] += work.kept(parts)

    def told(s: Stmt, steps: int, dearest: Stmt, dear: int) -> None:
        kind, _, name = s.rule.partition(".")
        said = (
            f"up to here {many(steps)} steps may be taken before anybody is asked; {MAX_STEPS:,} "
            f"at most. {culprit(ctx, dearest, dear, steps, moves)}"
        )
        path = (kind, name, "do")
        ctx.diagnostics.append(Diagnostic("too-many-steps", path, max(s.at, 0), name, said, _HINT))

    menus = {code.function: code.menu for code in codes}
    counter = StepCounter(ctx.functions, work, asking, menus, MAX_STEPS, told)
    return max((counter.script(key).most for key in ctx.functions), default=0)
