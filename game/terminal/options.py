"""What was typed on the command line, checked against the rules that are to be played."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game import resources
from game.terminal.exit_status import Failed, Refused, note

if TYPE_CHECKING:
    from game.rules import Rules
    from game.table import SaveInfo

NEWEST = 3
"""How many saves are named to somebody who named none that is there."""


def meant(word: str, known: list[str]) -> str:
    """Return what the user may have meant, and what there is."""
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    there = f"here are: {', '.join(known)}."
    return f"did you mean {near[0]!r}? T{there}" if near else f"t{there}"


def options_of(text: str | None) -> dict[str, str]:
    """Read `--options`: OPTION=VALUE, separated by commas; the rules say which there are."""
    chosen: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        option, equals, value = (piece.strip() for piece in part.partition("="))
        if not (option and equals and value):
            raise Refused(
                f"--options {part!r}: write OPTION=VALUE; `panj scenarios` lists what there is."
            )
        if option in chosen:
            raise Refused(f"--options: {option!r} is given twice; choose one value.")
        chosen[option] = value
    return chosen


def load_file(
    path: Path | None, scenario: str | None = None, options: dict[str, str] | None = None
) -> Rules:
    """Load a rules file; whatever is wrong with it is said, a line a finding.

    Only the scenario that is wanted is compiled; of our own rules, which are known to be sound,
    the first if none is named.
    """
    from game.rules import OptionError, RulesError, load_rules

    where = path or resources.rules_path()
    try:
        return load_rules(where, scenario or ("" if path is None else None), options or {})
    except OptionError as error:
        raise Refused(f"--options: {error}") from error
    except RulesError as error:
        for finding in error.findings[1:]:
            note(str(finding))
        raise Refused(
            str(error.findings[0]) if error.findings else f"{where}: unusable."
        ) from error


def scenario_id(rules: Rules, named: str | None) -> str:
    """Return the scenario that was named, or the first; Refused if there is none of that name."""
    known = [info.id for info in rules.scenarios]
    if named is None:
        return known[0]
    if named not in known:
        raise Refused(f"There is no scenario {named!r}; {meant(named, known)}")
    return named


def find_save(named: Path) -> Path:
    """Return the save that was named, by its path or by its name in the folder of the saves.

    Raises:
        Refused: there is none; the newest saves are named.
        SaveUnreadable: the folder of the saves cannot be read.
    """
    from game.table import autosaves_folder, list_saves, saves_folder

    if named.exists():
        return named
    folders = saves_folder(), autosaves_folder()
    for folder in folders:
        if (folder / named.name).is_file() and named.name == str(named):
            return folder / named
    rows = [row for row in list_saves(*folders) if row.loads][:NEWEST]
    newest = ", ".join(f"{row.path.name} ({_where(row)})" for row in rows)
    there = (
        f"the newest saves in {folders[0].parent} are: {newest}" if rows else "none is saved yet"
    )
    raise Refused(f"There is no file {named}; {there}.")


def _where(row: SaveInfo) -> str:
    """Where a saved game stands, in few words."""
    stand = f"round {row.round}" if row.round is not None else f"entry {row.n}"
    return f"{row.scenario}, {'finished' if row.finished else stand}"


def occupants(
    rules: Rules, seats: list[str], text: str | None, default: str, optional: Sequence[str] = ()
) -> dict[str, str]:
    """Read `--seats`: SEAT=human|auto|bot:NAME, separated by commas.

    `all=` stands for the rest of the seats that must be played; an `optional` one is left to the
    rules unless it is named.
    """
    from game.bots import bots_of

    bots = bots_of(rules)
    filled = dict.fromkeys(seats, default)
    named: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        seat, equals, occupant = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise Refused(f"--seats {part!r}: write SEAT=human or SEAT=bot:NAME.")
        known = [*seats, *optional]
        if seat != "all" and seat not in known:
            raise Refused(f"There is no seat {seat!r}; {meant(seat, known)}")
        if occupant == "auto" and seat not in optional:
            there = ", ".join(optional) or "no seat of this scenario"
            raise Refused(f"--seats {part!r}: the rules can act for {there} only.")
        kind, colon, bot = occupant.partition(":")
        if kind == "bot" and colon:
            if bot not in bots:
                raise Refused(f"There is no bot {bot!r}; {meant(bot, list(bots))}")
        elif occupant not in ("human", "auto"):
            raise Refused(
                f"--seats {part!r}: a seat is held by `human`, `bot:NAME` or, where the rules can "
                "act, `auto`."
            )
        if seat == "all":
            filled = dict.fromkeys(seats, occupant)
        else:
            named[seat] = occupant
    return {**filled, **named}


def seats_of(rules: Rules, scenario: str) -> list[str]:
    """Return the seats of a scenario, in order."""
    info = next(info for info in rules.scenarios if info.id == scenario)
    return list(info.seats or rules.seats)


def optional_of(rules: Rules, scenario: str) -> list[str]:
    """Return the seats of a scenario that nobody need play, in order."""
    return list(next(info for info in rules.scenarios if info.id == scenario).optional)


def write_text(path: Path, text: str) -> None:
    """Write a document that was asked for; Failed if the disk refuses."""
    from game.table.snapshot import write_whole

    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise Failed(f"{path} could not be written: {error.strerror or error}.") from error


class Progress:
    """A line on standard error that is rewritten; silent where nobody watches."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        if done == total or (self._live and done % max(1, total // 100) == 0):
            text = f"{what}: {done}/{total}"
            if self._live:
                click.echo(f"\r{text:<{len(self._last)}}", err=True, nl=done == total)
                self._last = "" if done == total else text
            else:
                note(text)
