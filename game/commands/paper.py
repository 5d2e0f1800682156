"""`panj paper`: a game to print, with a guide for whoever leads it."""

from __future__ import annotations

from pathlib import Path

import click

from game.catalogue import phrase
from game.commands.shared import NEW_PLACE, Command, options_option, own_bars, rules_option
from game.terminal.exit_status import CommandError, note
from game.terminal.options import Progress, options_of


@click.command(cls=Command)
@click.argument("scenario", required=False, metavar="[SCENARIO]")
@click.option("--out", type=NEW_PLACE, required=True, metavar="FOLDER", help="Write it there.")
@click.option(
    "--paper", "size", type=click.Choice(["a4", "letter"]), default="a4", show_default=True
)
@click.option(
    "--games",
    type=click.IntRange(0, 100_000),
    default=40,
    show_default=True,
    help="Rehearse so many games for the guide's timings; 0 writes no guide.",
)
@options_option
@rules_option
def paper(
    scenario: str | None,
    out: Path,
    size: str,
    games: int,
    options: str | None,
    rules_file: Path | None,
) -> None:
    """Write a game to print: map, seat mats, cards, pieces, aids, rulebook, facilitator's guide.

    All is made from the rules and their look, as pages of HTML that load nothing: open them in a
    browser and print. The guide is for whoever leads the game; its timings are rehearsed by bots.

    Example: panj paper first-watch --out sheets
    """
    from game.drawing.geography import MapDataError
    from game.paper.folder import write_paper
    from game.paper.pages import Paper
    from game.rules import load_criteria
    from game.table.language import speak_as_chosen
    from game.terminal.arguments import setup_of
    from game.terminal.rules_file import load_file

    speak_as_chosen()
    if out.exists() and not out.is_dir():
        raise CommandError(phrase("paper.no_folder", path=out))
    chosen = options_of(options)
    rules = load_file(rules_file, scenario, chosen)
    setup = setup_of(rules, scenario, None, 77_000, chosen, "bot:doctrine")
    criteria = load_criteria(own_bars()) if rules_file is None else None
    progress = Progress()
    try:
        found = write_paper(
            setup,
            out,
            Paper(size),
            games,
            criteria,
            lambda done, total: progress("games", done, total),
        )
    except MapDataError as error:
        raise CommandError(str(error)) from error
    note(phrase("paper.written", count=len(found) - 1, folder=out, index=found[0].name))
