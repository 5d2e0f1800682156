"""`panj balance`: measures of a game, bars that they are held to, and scripted plans against it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.catalogue import phrase
from game.commands.shared import (
    FILE,
    NEW_PLACE,
    Command,
    options_option,
    own_bars,
    print_json,
    rules_option,
)
from game.terminal.exit_status import DONE, FAILED, CommandError, note
from game.terminal.options import Progress, meant, options_of, words_of
from game.terminal.printing import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.rules import Criteria, Plan
    from game.table import GameSetup


@click.command(cls=Command)
@click.argument("scenario", required=False, metavar="[SCENARIO]")
@click.argument("more", nargs=-1, type=FILE, metavar="[PLAN...]")
@click.option("--games", type=click.IntRange(2, 1_000_000), default=400, show_default=True)
@click.option("--seats", metavar="SEAT=bot:NAME,...", help="Who plays; all=bot:doctrine at first.")
@click.option("--seed", type=click.IntRange(0, 2**62), default=77_000, show_default=True)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True)
@click.option(
    "--against", type=FILE, metavar="PLAN", help="Try a scripted plan, or all of a folder."
)
@click.option(
    "--parts", metavar="PART,...", help="What is measured: games, ways, plans, ladder, worth."
)
@click.option("--find-plans", type=NEW_PLACE, metavar="FOLDER", help="Look for strong plans.")
@click.option("--searches", type=click.IntRange(1, 1000), default=2, show_default=True)
@click.option("--ladder", metavar="BOT,...", help="Bots to be compared by strength.")
@click.option("--bars", type=FILE, metavar="FILE", help="Measures and bars of the game's designer.")
@click.option("--out", type=NEW_PLACE, metavar="FOLDER", help="Write a page and tables there.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a bar is not held.")
@options_option
@rules_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def balance(
    ctx: click.Context,
    scenario: str | None,
    more: tuple[Path, ...],
    games: int,
    seats: str | None,
    seed: int,
    jobs: int,
    against: Path | None,
    parts: str | None,
    find_plans: Path | None,
    searches: int,
    ladder: str | None,
    bars: Path | None,
    out: Path | None,
    strict: bool,
    options: str | None,
    rules_file: Path | None,
    as_json: bool,
) -> None:
    """Measure a game by many games between bots, with 95 % intervals.

    With --against one seat at a time follows a plan, a few rows of doctrine in a file of its own;
    its margin is compared with that of the same games without the plan. Nothing else is measured
    then, unless --parts names it. A ladder compares bots, one at each seat in turn among others;
    worth plays without each row of doctrine and each action. --find-plans looks for strong plans of
    each seat, for minutes a search, and writes them to a folder; what they gain is told of other
    seeds than those they were chosen by.

    Example: panj balance first-watch --against assets/plans/*.toml --games 1000 --jobs 2
    """
    import attrs

    from game.balance.measure import PARTS, Wanted, measure
    from game.balance.page import write_balance
    from game.balance.summary import measured_lines
    from game.bots import bots_of
    from game.rules.declare.records import DOCTRINE
    from game.rules.reserved_words import RANDOM
    from game.terminal.arguments import setup_of
    from game.terminal.rules_file import load_file

    if against is not None and scenario is not None and scenario.endswith(".toml"):
        # After the first plan the others stand where a scenario might.
        more, scenario = (Path(scenario), *more), None
    named = [part for part, given in (("plans", against), ("ladder", ladder)) if given is not None]
    usual = tuple(named) or ("games", "ways")
    asked = usual if parts is None else words_of("--parts", parts)
    for part in asked:
        if part not in PARTS:
            raise CommandError(phrase("command.no_part", word=part, meant=meant(part, [*PARTS])))
    if against is None and (more or "plans" in asked):
        raise CommandError(phrase("command.which_plans"))
    if out is not None and out.exists() and not out.is_dir():
        raise CommandError(phrase("report.no_folder", path=out))
    chosen = options_of(options)
    rules = load_file(rules_file, scenario, chosen)
    setup = setup_of(rules, scenario, seats, seed, chosen, "bot:doctrine")
    people = [seat for seat, who in setup.seats.items() if who == "human"]
    if people:
        raise CommandError(phrase("command.all_bots", seat=people[0]))
    if find_plans is not None:
        _find(setup, find_plans, searches, games, jobs)
        return
    criteria = _criteria(bars if bars is not None or rules_file is not None else own_bars())
    if criteria is not None:
        setup = attrs.evolve(setup, rules=setup.rules.with_criteria(criteria))
    plans = plans_in((against, *more)) if against is not None else []
    known = [*bots_of(setup.rules)]
    plans = _followed(plans, setup, known)
    rungs = (RANDOM, DOCTRINE) if ladder is None else words_of("--ladder", ladder)
    for bot in rungs:
        if bot not in known:
            raise CommandError(phrase("typed.no_bot", word=bot, meant=meant(bot, known)))
    if len(rungs) < 2:
        raise CommandError(phrase("command.short_ladder", bot=rungs[0]))
    wanted = Wanted(games, asked, plans, rungs, jobs)
    progress = Progress()
    found = measure(setup, wanted, lambda done, total: progress("games", done, total), note)
    if as_json:
        print_json(found.as_json())
    else:
        say("\n".join(measured_lines(found, whole=False)))
    if out is not None:
        page, *_ = write_balance(found, out)
        note(phrase("report.written", path=page))
    ctx.exit(FAILED if strict and not found.holds else DONE)


def _followed(plans: list[Plan], setup: GameSetup, bots: Sequence[str]) -> list[Plan]:
    """Those of some plans whose seats are played; the others are said to be left out.

    Raises:
        CommandError: a plan cannot be used, or none is left.
    """
    from game.rules import RulesError, told
    from game.table.seating import played

    try:
        setup.rules.with_plans(plans, bots)
    except RulesError as error:
        raise CommandError(told(error.findings)) from error
    seats = played(setup.seats)
    idle = [plan for plan in plans if plan.seat not in seats]
    if not idle:
        return plans
    said = phrase(
        "command.plans_of_nobody",
        plans=", ".join(f"{plan.name} ({plan.seat})" for plan in idle),
        seats=", ".join(seat for seat in setup.seats if seat in seats),
    )
    if len(idle) == len(plans):
        raise CommandError(said)
    note(said)
    return [plan for plan in plans if plan not in idle]


def _find(setup: GameSetup, folder: Path, searches: int, games: int, jobs: int) -> None:
    """Look for plans, print what they gain, and write each to a file of its own."""
    from game.balance.against import plan_findings
    from game.balance.finder import find_plans
    from game.balance.summary import table_lines
    from game.check.simulate import bots_in
    from game.terminal.arguments import write_text

    progress = Progress()
    bots = bots_in(setup)
    found = find_plans(
        setup, bots, searches, games, jobs, lambda d, t: progress("searches", d, t), note
    )
    folder.mkdir(parents=True, exist_ok=True)
    for result in found:
        write_text(folder / f"{result.plan.name}.toml", result.plan.text)
    for table in plan_findings(found).tables:
        say("\n".join(table_lines(table)))


def _criteria(path: Path | None) -> Criteria | None:
    """Read measures and bars; whatever is wrong with them is said, a line a finding."""
    from game.rules import RulesError, load_criteria, told

    try:
        return None if path is None else load_criteria(path)
    except RulesError as error:
        raise CommandError(told(error.findings)) from error


def plans_in(paths: tuple[Path, ...]) -> list[Plan]:
    """Read plans, each from a file, or all that lie in a folder.

    Raises:
        CommandError: a folder has none, or a plan cannot be used.
    """
    from game.rules import RulesError, load_plan, told

    files: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside:
            raise CommandError(phrase("command.no_plans", path=path))
        files += inside
    try:
        return [load_plan(path) for path in files]
    except RulesError as error:
        raise CommandError(told(error.findings)) from error
