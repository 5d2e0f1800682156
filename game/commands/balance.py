"""`panj balance`: measures of a game, and scripted plans against it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.catalogue import phrase
from game.commands.shared import FILE, Command, options_option, print_json, rules_option
from game.terminal.exit_status import CommandError, note
from game.terminal.options import Progress, options_of
from game.terminal.printing import say

if TYPE_CHECKING:
    from game.rules import Plan


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
@options_option
@rules_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def balance(
    scenario: str | None,
    more: tuple[Path, ...],
    games: int,
    seats: str | None,
    seed: int,
    jobs: int,
    against: Path | None,
    options: str | None,
    rules_file: Path | None,
    as_json: bool,
) -> None:
    """Measure a game by many games between bots, with 95 % intervals.

    With --against one seat at a time follows a plan, a few rows of doctrine in a file of its own;
    its margin is compared with that of the same games without the plan.

    Example: panj balance first-watch --against assets/plans/*.toml --games 1000 --jobs 2
    """
    from game.balance.against import try_plans
    from game.balance.measure import measure
    from game.balance.summary import measured_lines, plan_lines
    from game.check.simulate import bots_in
    from game.terminal.arguments import setup_of
    from game.terminal.rules_file import load_file

    chosen = options_of(options)
    rules = load_file(rules_file, scenario, chosen)
    setup = setup_of(rules, scenario, seats, seed, chosen, "bot:doctrine")
    people = [seat for seat, who in setup.seats.items() if who == "human"]
    if people:
        raise CommandError(phrase("command.all_bots", seat=people[0]))
    progress = Progress()

    def tell(done: int, total: int) -> None:
        progress("games", done, total)

    if against is None:
        measured = measure(setup, games, jobs, tell, note)
        if as_json:
            print_json(measured.as_json())
        else:
            say("\n".join(measured_lines(measured)))
        return
    bots = bots_in(setup)
    plans = [plan for plan in plans_in((against, *more)) if plan.seat in bots]
    found = try_plans(setup, plans, bots, games, jobs, tell, note)
    if as_json:
        print_json([result.as_json() for result in found])
    else:
        say("\n".join(plan_lines(found)))


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
