"""Sitting down at the terminal, to a new game or a saved one, and leaving it in good order."""

from __future__ import annotations

import os
from pathlib import Path

import click
from rich.console import Console

from game.bots import bots_of
from game.table import Generator, Sitting, autosaves_folder, fresh_path, saves_folder
from game.terminal.exit_status import DONE, INTERRUPTED, note
from game.terminal.loop import Terminal
from game.terminal.options import (
    find_save,
    load_file,
    occupants,
    optional_of,
    scenario_id,
    seats_of,
)


def sit_down(
    save: Path | None,
    scenario: str | None,
    seats: str | None,
    seed: int | None,
    rules_file: Path | None,
    options: dict[str, str],
) -> Sitting:
    """Sit down to a new game, or to a saved one.

    Args:
        save: a save to go on with; the others but `seats` are then not read.
        scenario: the scenario's id; None for the first.
        seats: as typed, ``SEAT=human|bot:NAME,...``.
        seed: None for any.
        rules_file: None for our own.
        options: what was chosen; an option that is left out has its default.

    Raises:
        Refused: something typed is wrong; said in one sentence.
        OptionError: no such option or value, or not in this scenario.
        TableError: the save cannot be loaded or written.
    """
    if save is not None:
        sitting = Sitting.load(find_save(save), bots_of, autosave=autosaves_folder())
        chosen = occupants(sitting.game.rules, list(sitting.game.seats), seats, "") if seats else {}
        for seat, occupant in chosen.items():
            if occupant and occupant != sitting.seats[seat]:
                sitting.set_seat(seat, occupant)
        return sitting
    rules = load_file(rules_file, scenario, options)
    where = scenario_id(rules, scenario)
    chosen = occupants(rules, seats_of(rules, where), seats, "human", optional_of(rules, where))
    if seed is None:
        seed = Generator(int.from_bytes(os.urandom(7), "big")).below(10**9)
    path = fresh_path(saves_folder(), where)
    return Sitting.new(
        rules, where, chosen, seed, path, bots_of(rules),
        options=options, autosave=autosaves_folder(),
    )  # fmt: skip


def play_text(sitting: Sitting) -> int:
    """Play at the terminal until the game is over or left; return the exit status."""
    stopped = DONE
    try:
        Terminal(sitting, Console(highlight=False)).run()
    except EOFError:
        click.echo()
    except KeyboardInterrupt:
        stopped = INTERRUPTED
        click.echo()
    except Exception as error:
        error.add_note(sitting.last_words())
        raise
    sitting.close()
    if sitting.path is not None and not sitting.over:
        note(f"The game is saved; go on with: panj play {sitting.path}")
    return stopped
