"""`panj serve`: a table over the local network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from game.catalogue import phrase
from game.commands.shared import (
    DRAWN,
    FILE,
    NEW_FILE,
    Command,
    options_option,
    rules_option,
    umpire_option,
)
from game.terminal.exit_status import DONE, FAILED, CommandError, Failed, note
from game.terminal.options import options_of
from game.terminal.printing import say

if TYPE_CHECKING:
    from game.serve.running import OpenAt
    from game.table import GameSetup, SavedGame


def _tell(words: str) -> None:
    """Say something at once, also where what is said goes into a file."""
    say(words)
    sys.stdout.flush()


def _in_window(start: GameSetup | SavedGame, spot: OpenAt, sealed: bool, anew: bool) -> int:
    """Serve a table whose screen for all is a window of this computer."""
    from game.table import GameSetup
    from game.terminal.rules_file import load_file
    from game.ui.app import NoDisplay, ServeAs, run

    rules = start.rules if isinstance(start, GameSetup) else load_file(None)
    try:
        return run(rules, start, ServeAs(spot, sealed, anew, _tell))
    except NoDisplay as error:
        raise Failed(phrase("serve.no_window", why=error)) from error
    finally:
        for listener in spot.sockets:
            listener.close()


@click.command(cls=Command)
@click.argument("save", type=FILE, required=False)
@click.option("--scenario", metavar="ID", help="Which scenario; `panj scenarios` lists them.")
@click.option("--seats", metavar="SEAT=WHO,...", help="WHO is human, auto or bot:NAME.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Fixes chance and bots.")
@click.option("--table", metavar="NAME", help="What this table is called, for the debrief.")
@options_option
@rules_option
@click.option("--save", "into", type=NEW_FILE, metavar="FILE", help="Keep the game there.")
@click.option("--host", metavar="ADDRESS", help="Listen there instead of on the local network.")
@click.option("--port", type=click.IntRange(0, 65535), help="8640 or the next free one at first.")
@click.option("--sealed", is_flag=True, help="Each seat is taken by its own code alone.")
@umpire_option
@click.option("--anew", is_flag=True, help="Of SAVE: phones that had joined must join again.")
@click.option("--window", is_flag=True, help="This computer's window is the screen for all.")
@click.option("--plain", is_flag=True, help="Nobody is asked why they chose, or how it was.")
def serve(
    save: Path | None,
    scenario: str | None,
    seats: str | None,
    seed: int | None,
    table: str | None,
    options: str | None,
    rules_file: Path | None,
    into: Path | None,
    host: str | None,
    port: int | None,
    sealed: bool,
    umpire: str | None,
    anew: bool,
    window: bool,
    plain: bool,
) -> int:
    """Open a table on the local network: people join with their phones, round one big screen.

    It prints an address, a code and a picture of them for phones. Nothing is fetched from
    elsewhere, and nobody gets in without a code. With --window the screen for all is here, and
    who has no phone plays at it.

    Example: panj serve --scenario first-watch --seats ground=bot:doctrine
    """
    given = scenario or rules_file or options or plain or umpire is not None
    if anew and save is None:
        raise CommandError(phrase("serve.anew_of_save"))
    if save is not None and (given or seed is not None):
        raise CommandError(phrase("command.save_has_own"))
    try:
        from game.serve.host import Host
        from game.serve.kept_devices import KeptDevices, kept_port
        from game.serve.running import CannotOpen, open_again, run
        from game.serve.served_desk import seat_umpire
    except ModuleNotFoundError as error:
        raise CommandError(phrase("serve.needs", name=error.name)) from error
    from game.table import attempt
    from game.table.language import speak_as_chosen
    from game.terminal.arguments import find_save, named_people, saved_game, setup_of, umpired
    from game.terminal.rules_file import load_file
    from game.terminal.session import sit_down
    from game.umpire import BadInjects

    speak_as_chosen()
    start: GameSetup | SavedGame
    if save is not None:
        start = saved_game(save, seats, into)
    else:
        chosen = options_of(options)
        rules = load_file(rules_file, scenario, chosen)
        setup = setup_of(rules, scenario, seats, seed, chosen, into=into)
        start = attrs.evolve(setup, ask_why=not plain)
        if umpire is not None:
            start = umpired(start, umpire, drawn=umpire == DRAWN)
            note(phrase("umpire.keep_code", code=start.umpire))
    try:
        # Devices look for the table where it was.
        spot = open_again(host, port, kept_port(find_save(save)) if save is not None else 0)
    except CannotOpen as error:
        raise Failed(str(error)) from error
    if window:
        return _in_window(named_people(start, table, None), spot, sealed, anew)
    # Only then, so that no save is left of a table that could not be opened.
    sitting = sit_down(named_people(start, table, None))
    table_host = Host(sitting, sealed=sealed, kept=KeptDevices(sitting, anew=anew))
    try:
        seat_umpire(table_host, waits=True)
    except BadInjects as error:
        attempt(sitting.close)
        if save is None and sitting.path is not None:
            # Nothing has happened at it; the same command is to work once the file is mended.
            sitting.path.unlink(missing_ok=True)
        raise CommandError(str(error)) from error
    refused = run(table_host, spot, _tell)
    if refused:
        note(refused)
        return FAILED
    if sitting.path is not None and sitting.in_file:
        note(phrase("save.saved_in", path=sitting.path))
    return DONE
