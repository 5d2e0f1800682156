"""Scripted plans against the doctrine: what a seat gains by following one, on the same seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from game.balance.arms import Arm, records_of_arms, trial_of
from game.balance.estimates import Estimate, mean_of
from game.balance.judging import GameRecord, gained, share_lost, share_won
from game.balance.pages import FigureCell, FigureTable, Findings
from game.rules import Plan
from game.table import GameSetup


@attrs.frozen
class PlanResult:
    """What came of a plan.

    Attributes:
        plan: the plan.
        advantage: the mean margin of its seat under it, less that without it on the same seeds.
        margin: the mean margin under it.
        usual: that without it.
        wins: how many games the seat wins under it, of all.
        held_wins: of those that are not lost to all.
        usual_wins: how many it wins without it, of all.
        lost: how many games are lost to all under it.
        usual_lost: how many without it.
    """

    plan: Plan
    advantage: Estimate
    margin: Estimate
    usual: Estimate
    wins: Estimate
    held_wins: Estimate
    usual_wins: Estimate
    lost: Estimate
    usual_lost: Estimate

    def figures(self) -> dict[str, Estimate]:
        """Its figures by their names."""
        return {
            key: value
            for key, value in attrs.asdict(self, recurse=False).items()
            if isinstance(value, Estimate)
        }


def try_plans(
    setup: GameSetup,
    plans: Sequence[Plan],
    bots: dict[str, str],
    games: int,
    jobs: int = 1,
    tell: Callable[[int, int], None] = lambda *_: None,
    note: Callable[[str], None] = lambda _: None,
) -> list[PlanResult]:
    """Let one seat at a time follow a plan, the others as ever.

    Args:
        setup: the game.
        plans: those that are tried; each of a seat that `bots` plays.
        bots: who plays else.
        games: how many games each plan plays, and as many without any.
        jobs, tell, note: see `play_trial`.

    Raises:
        RulesError: a plan cannot be followed in this scenario.
    """
    rules = setup.rules.with_plans(plans)
    arms = [Arm("", bots), *(Arm(plan.name, {**bots, plan.seat: plan.name}) for plan in plans)]
    trial = trial_of(setup, games, arms)
    usual, *others = records_of_arms(rules, trial, jobs, tell, note)
    return [compared(plan, usual, rows) for plan, rows in zip(plans, others, strict=True)]


def compared(plan: Plan, usual: Sequence[GameRecord], under: Sequence[GameRecord]) -> PlanResult:
    """What a plan gains.

    Args:
        plan: the plan.
        usual: the games without it.
        under: those of the same seeds under it.
    """
    seat = plan.seat
    before, after = ([row.margins[seat] for row in rows] for rows in (usual, under))
    return PlanResult(
        plan,
        mean_of(gained(seat, under, usual)),
        mean_of(after),
        mean_of(before),
        share_won(under, seat),
        share_won(under, seat, held=True),
        share_won(usual, seat),
        share_lost(under),
        share_lost(usual),
    )


def plan_findings(results: Sequence[PlanResult]) -> Findings:
    """What plans gain, the strongest first."""
    found = Findings()
    rows: list[tuple[FigureCell, ...]] = []
    for result in sorted(results, key=lambda r: -(r.advantage.value or 0)):
        plan, figures = result.plan, result.figures()
        for key, figure in figures.items():
            found.figures[f"plan.{plan.name}.{key}"] = figure
        rows.append((plan.name, plan.seat, *figures.values(), plan.why))
    heads = (
        "plan", "seat", "gains", "margin", "without it", "wins", "of games not lost to all",
        "wins without it", "lost to all", "without it lost", "why",
    )  # fmt: skip
    text = (
        "One seat follows a scripted plan, the others play as before. Gains: its margin less that "
        "of the same seeds without the plan."
    )
    found.tables.append(FigureTable("plans", "Scripted plans", text, heads, tuple(rows)))
    return found
