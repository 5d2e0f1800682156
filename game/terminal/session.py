"""Sitting down at the terminal, to a new game or a saved one, and leaving it in good order."""

from __future__ import annotations

import sys

import attrs
from rich.console import Console

from game.bots import bots_of
from game.catalogue import phrase
from game.rules import GuideDecl
from game.table import (
    GameSetup,
    SavedGame,
    Sitting,
    attempt,
    autosaves_folder,
    saves_folder,
)
from game.table.crash import kept_elsewhere, watched
from game.table.lessons import Lessons
from game.table.places import lessons_file
from game.terminal.exit_status import DONE, FAILED, INTERRUPTED, note
from game.terminal.hands import blank
from game.terminal.hints import command
from game.terminal.loop import Terminal
from game.terminal.printing import say
from game.terminal.reading import hidden_reader


def sit_down(start: GameSetup | SavedGame) -> Sitting:
    """Sit down to a new game, or to a saved one.

    Args:
        start: which game; a new one that names no file is kept in one of its own, or in memory
            where that cannot be made.

    Raises:
        OptionError: no such option or value, or not in this scenario.
        TableError: the save cannot be loaded or written.
    """
    if isinstance(start, GameSetup):
        start = attrs.evolve(start, folder=saves_folder())
    else:
        start = attrs.evolve(start, folder=saves_folder(), hold=True)
    return Sitting.open(start, bots_of, autosave=autosaves_folder())


def play_text(sitting: Sitting, guide: GuideDecl | None = None, code: str = "") -> int:
    """Play at the terminal until the game is over or left; return the exit status.

    Args:
        sitting: the game.
        guide: a guide through it that is told between prompts.
        code: of the umpire's console, to be told before anybody else looks; "" for none.

    Raises:
        Crashed: something failed that nobody foresaw; the game is kept.
    """
    stopped, lessons = DONE, Lessons(lessons_file())
    console = Console(highlight=False)
    with watched(lambda: sitting):
        try:
            if code:
                _tell_code(console, code)
            Terminal(sitting, console, guide=guide, lessons=lessons).run()
        except EOFError:
            say()
        except KeyboardInterrupt:
            stopped = INTERRUPTED
            say()
    refused = attempt(sitting.close).words
    if refused:
        note(f"{refused} {kept_elsewhere(sitting)}")
        return FAILED
    if sitting.path is not None and sitting.in_file and not sitting.over:
        note(phrase("terminal.saved", command=command(["play", sitting.path])))
    return stopped


def _tell_code(console: Console, code: str) -> None:
    """Tell the umpire's code; at a terminal it is gone before anybody else looks.

    Raises:
        EOFError: the input has ended.
    """
    note(phrase("umpire.keep_code", code=code))
    if sys.stdin.isatty():
        hidden_reader(console)(f"{phrase('umpire.code_kept')} ")
        blank(console)
