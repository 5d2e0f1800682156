"""Looks for strong plans: rows put together by lot and improved by small changes.

A plan is tried on one block of seeds; the strongest are tried again on another, which they were not
chosen by, so that what is told of them is no luck of the choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import attrs
import tomli_w

from game.balance.against import PlanResult, try_plans
from game.balance.arms import Arm, Trial, records, trial_of
from game.balance.judging import gained
from game.check.workers import Workers, copied_rules
from game.engine import Game
from game.rules import Plan, Rules, RulesError, parse_plan
from game.rules.plan_pool import PlanRow, doctrine_rows, greedy_rows, plain_conditions, ranked_rows
from game.rules.plans import MOST_PLAN_ROWS
from game.table import GameSetup, Generator

#: So many plans are tried with one compilation.
TRIED = 48
#: Games of the first look at a plan, and of the second at the best few of them.
FIRST, SECOND, FEW = 60, 300, 4
#: So many rounds of changes a search makes at most.
ROUNDS = 14
#: What a row gains at least, in points of the mean margin, to be kept.
NOTHING = 0.05
#: After so many rounds without an improvement a search ends.
PATIENCE = 2
#: Rows are looked through for what cannot be typed so many at a time.
_TYPED = 400


@attrs.frozen
class Pool:
    """What plans of a seat may be made of.

    Attributes:
        rows: rows by what they are about, an action or a question.
        conditions: when a row may hold.
    """

    rows: dict[str, tuple[PlanRow, ...]]
    conditions: tuple[str, ...]


def plan_text(name: str, seat: str, why: str, rows: Sequence[PlanRow]) -> str:
    """A plan as its file has it."""
    return tomli_w.dumps(
        {
            "name": name,
            "seat": seat,
            "why": why,
            "rows": [row.as_table(f"row_{n}") for n, row in enumerate(rows, 1)],
        }
    )


def made_plan(name: str, seat: str, rows: Sequence[PlanRow], why: str = "Found by search.") -> Plan:
    """A plan of some rows."""
    return parse_plan(plan_text(name, seat, why, rows), name)


def pool_of(rules: Rules, base: Trial, seat: str) -> Pool:
    """What plans of a seat may be made of in a scenario: all of it can be typed.

    Args:
        rules: the rules.
        base: says which scenario with which options.
        seat: whose plans.
    """
    game = Game(rules, base.scenario, "interpreted", base.options)
    acts = [action.id for action in game.actions if seat in action.seats]
    moves = [game.move(number) for number in range(game.num_actions)]
    there = {f"{move.script}.{move.local}" for move in moves if move.kind == "choice"}
    # A row of what is not in this scenario would pass for sound: nobody reads it there.
    rows = [
        row
        for row in doctrine_rows(rules, seat)
        if there.issuperset({row.answer} - {""}) and set(acts).issuperset(row.act)
    ]
    asked = {row.answer for row in rows if row.answer}
    for action in acts:
        rows += ranked_rows(rules, action)
    rows += greedy_rows(rules, acts) if acts else ()
    for move in moves:
        question = f"{move.script}.{move.local}"
        if move.kind == "choice" and question in asked:
            option = move.targets[0] if move.targets else "none"
            best = f"1 if option == {option} else 0"
            rows.append(PlanRow(answer=question, best=best, least=1))
    rows = _sound(rules, base, seat, list(dict.fromkeys(rows)))
    some = next((row for row in rows if row.act), rows[0]) if rows else PlanRow()
    wanted = [*_rounds(rules, base), *plain_conditions(rules)]
    probes = [attrs.evolve(some, when=when) for when in dict.fromkeys(wanted)]
    conditions = tuple(row.when for row in _sound(rules, base, seat, probes))
    about: dict[str, list[PlanRow]] = {}
    for row in rows:
        about.setdefault(row.answer or " ".join(row.act), []).append(row)
    return Pool({name: tuple(found) for name, found in about.items()}, conditions)


def _rounds(rules: Rules, base: Trial) -> list[str]:
    """Conditions about the round, where the rules count any."""
    counted = rules.round
    info = next(s for s in rules.scenarios if s.id == base.scenario)
    if counted is None or not info.rounds:
        return []
    return [f"{counted} {op} {n}" for n in range(1, info.rounds + 1) for op in ("<=", ">=")]


def _sound(rules: Rules, base: Trial, seat: str, rows: Sequence[PlanRow]) -> list[PlanRow]:
    """Those of some rows that can be typed."""
    found: list[PlanRow] = []
    for at in range(0, len(rows), _TYPED):
        left = {f"p{n}": row for n, row in enumerate(rows[at : at + _TYPED])}
        while left:
            plans = [made_plan(name, seat, [row]) for name, row in left.items()]
            try:
                Game(rules.with_plans(plans), base.scenario, "interpreted", base.options)
            except RulesError as error:
                faulty = {finding.file for finding in error.findings} & left.keys()
                if not faulty:
                    raise
                left = {name: row for name, row in left.items() if name not in faulty}
            else:
                found += left.values()
                break
    return found


class PlanSearch:
    """One search for a strong plan of a seat."""

    def __init__(
        self,
        rules: Rules,
        base: Trial,
        bots: dict[str, str],
        seat: str,
        pool: Pool,
        number: int,
    ) -> None:
        """Ready a search.

        Args:
            rules: the rules.
            base: says which scenario; its seed begins the block that plans are chosen by.
            bots: who plays.
            seat: whose plan it is.
            pool: what plans are made of.
            number: of the search: what it draws by lot hangs on it.
        """
        self._rules, self._base = rules, base
        self._bots, self._seat, self._pool = bots, seat, pool
        self._draw = Generator(base.seed, f"finder {seat} {number}")

    def found(self) -> tuple[PlanRow, ...]:
        """The best plan that is found; perhaps none."""
        best: tuple[PlanRow, ...] = ()
        gains, waited = 0.0, 0
        for _ in range(ROUNDS):
            tried = list(dict.fromkeys(self._changed(best) for _ in range(TRIED)))
            first = self._tried(tried, FIRST)
            order = sorted(range(len(tried)), key=lambda n: (-first[n], n))[:FEW]
            again = [tried[n] for n in order]
            second = self._tried(again, SECOND)
            at = max(range(len(again)), key=lambda n: (second[n], -n))
            if second[at] > gains:
                best, gains, waited = again[at], second[at], 0
            else:
                waited += 1
                if waited == PATIENCE:
                    break
        return self._pruned(best)

    def _pruned(self, plan: tuple[PlanRow, ...]) -> tuple[PlanRow, ...]:
        """A plan without the rows that gain it nothing, and without conditions that do not."""
        while plan:
            less = [plan[:n] + plan[n + 1 :] for n in range(len(plan))]
            less += [
                (*plan[:n], attrs.evolve(row, when="true"), *plan[n + 1 :])
                for n, row in enumerate(plan)
                if row.when != "true"
            ]
            whole, *gains = self._tried([plan, *less], SECOND)
            at = max(range(len(less)), key=lambda n: (gains[n], -n))
            if gains[at] < whole - NOTHING:
                break
            plan = less[at]
        return plan

    def _some(self) -> PlanRow:
        """A row by lot: what it is about, then how, then when."""
        about = list(self._pool.rows)
        rows = self._pool.rows[about[self._draw(len(about))]]
        row = rows[self._draw(len(rows))]
        return row if self._draw(2) else attrs.evolve(row, when=self._when())

    def _when(self) -> str:
        conditions = ("true", *self._pool.conditions)
        return conditions[self._draw(len(conditions))]

    def _changed(self, plan: tuple[PlanRow, ...]) -> tuple[PlanRow, ...]:
        """A plan with one small change, or two."""
        for _ in range(1 + self._draw(2)):
            rows, at = list(plan), self._draw(len(plan)) if plan else 0
            kind = self._draw(6)
            if not rows or (kind < 2 and len(rows) < MOST_PLAN_ROWS):
                rows.insert(self._draw(len(rows) + 1), self._some())
            elif kind == 2:
                del rows[at]
            elif kind == 3:
                rows[at] = attrs.evolve(rows[at], when=self._when())
            elif kind == 4:
                rows.insert(self._draw(len(rows)), rows.pop(at))
            else:
                rows[at] = self._some()
            plan = tuple(rows)
        return plan

    def _tried(self, plans: Sequence[tuple[PlanRow, ...]], games: int) -> list[float]:
        """What each plan gains in the first games of the block."""
        named = [made_plan(f"p{n}", self._seat, rows) for n, rows in enumerate(plans)]
        arms = [Arm(p.name, {**self._bots, self._seat: p.name}) for p in named]
        base = self._base
        trial = attrs.evolve(base, games=games, arms=(Arm("", self._bots), *arms))
        game = Game(self._rules.with_plans(named), base.scenario, "compiled", base.options)
        seeds = range(base.seed, base.seed + games)
        usual, *found = (records(game, trial, n, seeds) for n in range(len(arms) + 1))
        return [sum(gained(self._seat, rows, usual)) / games for rows in found]


#: The seat and the rows of a plan that was found.
FoundPlan = tuple[str, tuple[PlanRow, ...]]


class _Searches:
    """The searches of all seats, by number, with what they share."""

    def __init__(self, rules: Rules, base: Trial, bots: dict[str, str], each: int) -> None:
        self._rules, self._base, self._bots, self._each = rules, base, bots, each
        self._pools: dict[str, Pool] = {}

    def one(self, number: int) -> FoundPlan:
        """What a search finds; each seat has `each` of them, one seat after the other."""
        place, search = divmod(number, self._each)
        seat = list(self._bots)[place]
        if seat not in self._pools:
            self._pools[seat] = pool_of(self._rules, self._base, seat)
        pool = self._pools[seat]
        return seat, PlanSearch(self._rules, self._base, self._bots, seat, pool, search).found()


_searches: _Searches | None = None


def _ready(base: Trial, bots: dict[str, str], each: int, path: str) -> None:
    """Ready a worker process."""
    global _searches
    rules = copied_rules(path, base.scenario, base.options)
    _searches = _Searches(rules, base, bots, each)


def _search(numbers: range) -> list[FoundPlan]:
    assert _searches is not None
    return [_searches.one(number) for number in numbers]


def find_plans(
    setup: GameSetup,
    bots: dict[str, str],
    searches: int,
    games: int,
    jobs: int = 1,
    tell: Callable[[int, int], None] = lambda *_: None,
    note: Callable[[str], None] = lambda _: None,
) -> list[PlanResult]:
    """Look for strong plans of every seat.

    Args:
        setup: the game; its seed begins the block that plans are chosen by.
        bots: who plays.
        searches: how many searches each seat gets.
        games: how many games each plan that was found is tried in again, on other seeds.
        jobs: how many processes search.
        tell: told of progress, searches done and in all.
        note: told in a sentence of each process that died.

    Returns:
        What the plans gain on the other seeds, the strongest of each seat first.
    """
    base = trial_of(setup, games, [])
    numbers = [range(n, n + 1) for n in range(searches * len(bots))]
    results: Iterator[list[FoundPlan]]
    if jobs <= 1:
        here = _Searches(setup.rules, base, bots, searches)
        results = ([here.one(batch.start)] for batch in numbers)
    else:
        ready = partial(_ready, base, bots, searches)
        crew = Workers[list[FoundPlan]](
            min(jobs, len(numbers)), ready, _search, setup.rules.source, note
        )
        results = crew.results(numbers)
    found: dict[FoundPlan, None] = {}
    for done, each in enumerate(results, 1):
        found |= dict.fromkeys(plan for plan in each if plan[1])
        tell(done, len(numbers))
    plans = [made_plan(f"found_{seat}_{n}", seat, rows) for n, (seat, rows) in enumerate(found, 1)]
    if not plans:
        return []
    others = attrs.evolve(setup, seed=setup.seed + SECOND)
    tried = try_plans(others, plans, bots, games, jobs, note=note)
    return sorted(tried, key=lambda r: (r.plan.seat, -(r.advantage.value or 0)))
