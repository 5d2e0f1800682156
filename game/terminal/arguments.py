"""Which game is meant by what was typed on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from game.bots import bots_of
from game.catalogue import phrase
from game.rules import NOTHING, Rules
from game.table import (
    GameSetup,
    SavedGame,
    SaveInfo,
    autosaves_folder,
    fresh_seed,
    games,
    list_saves,
    saves_folder,
)
from game.table.seating import ALL, AUTO, BOT, HUMAN, fill_seats
from game.table.snapshot import write_whole
from game.table.umpire_code import LONGEST_CODE, SHORTEST_CODE, fresh_code, may_be_code
from game.terminal.exit_status import CommandError, Failed
from game.terminal.options import meant
from game.terminal.rules_file import optional_of, scenario_id, scenario_of, seats_of

NEWEST = 3
"""How many saves are named to somebody who named none that is there."""


def setup_of(
    rules: Rules,
    scenario: str | None,
    seats: str | None,
    seed: int | None,
    options: Mapping[str, str] = NOTHING,
    usual: str = HUMAN,
    into: Path | None = None,
) -> GameSetup:
    """Return the new game that was asked for.

    Args:
        rules: the rules.
        scenario: the scenario's id; None for the first.
        seats: as typed, ``SEAT=human|auto|bot:NAME,...``.
        seed: None for any.
        options: what was chosen; an option that is left out has its default.
        usual: who sits at the seats that must be played and were not named.
        into: the new file that the game is kept in; None for one of its own.

    Raises:
        CommandError: something typed is wrong; said in one sentence.
    """
    where = scenario_id(rules, scenario)
    filled = occupants(rules, where, seats, usual)
    chance = fresh_seed() if seed is None else seed
    return GameSetup(rules, where, filled, chance, into, options=options)


def saved_game(named: Path, seats: str | None, into: Path | None = None) -> SavedGame:
    """Return the saved game that was asked for.

    Args:
        named: the save, by its path or by its name in the folder of the saves.
        seats: who takes over a seat, as typed: ``SEAT=human|bot:NAME,...``.
        into: the new file that the game goes on in; None for the save itself.

    Raises:
        CommandError: something typed is wrong; said in one sentence.
        SaveUnreadable: the folder of the saves cannot be read.
    """
    return SavedGame(find_save(named), named_seats(seats), into=into)


def umpired(setup: GameSetup, code: str, drawn: bool) -> GameSetup:
    """Return a new game with an umpire.

    Args:
        setup: the game.
        code: what was typed to open the umpire's console.
        drawn: whether nothing was typed and a code is to be drawn.

    Raises:
        CommandError: that may be no code; said in one sentence.
    """
    if not drawn and not may_be_code(code):
        least, most = SHORTEST_CODE, LONGEST_CODE
        raise CommandError(phrase("typed.umpire_code", code=code, least=least, most=most))
    return attrs.evolve(setup, umpire=fresh_code() if drawn else code)


def named_people(
    start: GameSetup | SavedGame, table: str | None, people: str | None
) -> GameSetup | SavedGame:
    """Return a game with the names of its table and of the people at it.

    Args:
        start: the game.
        table: what the table is called, as typed.
        people: who is at which seat, as typed: ``SEAT=NAME,...``.

    Raises:
        CommandError: something typed is wrong; said in one sentence.
    """
    named: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in (people or "").split(","))):
        seat, equals, person = (piece.strip() for piece in part.partition("="))
        if not equals or not person:
            raise CommandError(phrase("typed.people_form", part=part))
        if seat in named:
            raise CommandError(phrase("typed.people_twice", seat=seat))
        if isinstance(start, GameSetup) and seat not in start.occupants():
            known = [*start.occupants()]
            raise CommandError(phrase("typed.no_seat", word=seat, meant=meant(seat, known)))
        named[seat] = person
    return attrs.evolve(start, table=table or "", people=named)


def find_save(named: Path) -> Path:
    """Return the save that was named, by its path or by its name in the folder of the saves.

    Raises:
        CommandError: there is none; the newest saves are named.
        SaveUnreadable: the folder of the saves cannot be read.
    """
    if named.exists():
        return named
    folders = saves_folder(), autosaves_folder()
    for folder in folders:
        if (folder / named.name).is_file() and named.name == str(named):
            return folder / named
    found = [row for row in list_saves(*folders) if row.loads]
    going = games(found)
    rows = [*going, *(row for row in found if row.finished and not row.autosave)][:NEWEST]
    newest = ", ".join(f"{row.path.name} ({_where(row)})" for row in rows)
    there = phrase("typed.none_saved")
    if rows:
        there = phrase("typed.newest", folder=folders[0].parent, saves=newest)
    raise CommandError(phrase("typed.no_file", path=named, there=there))


def _where(row: SaveInfo) -> str:
    """Where a saved game stands, in few words."""
    if row.finished:
        stand = phrase("typed.save_finished")
    elif row.round is not None:
        stand = phrase("typed.save_round", round=row.round)
    else:
        stand = phrase("typed.save_entry", n=row.n)
    if row.turn and not row.finished:
        stand = phrase("typed.save_turn", stand=stand, seat=row.turn)
    return f"{row.scenario}, {stand}"


def named_seats(text: str | None) -> dict[str, str]:
    """Read `--seats`: SEAT=human|auto|bot:NAME, separated by commas.

    Raises:
        CommandError: it is not written like that.
    """
    named: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        seat, equals, occupant = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise CommandError(phrase("typed.seats_form", part=part))
        if seat in named:
            raise CommandError(phrase("typed.seats_twice", seat=seat))
        named[seat] = occupant
    return named


def occupants(rules: Rules, scenario: str, text: str | None, usual: str) -> dict[str, str]:
    """Return who sits at each seat of a scenario, from what was typed.

    Args:
        rules: the rules.
        scenario: the id of one of their scenarios.
        text: as typed, ``SEAT=human|auto|bot:NAME,...``; `all=` stands for the rest of the seats
            that are usually played, and another is left to the rules unless it is named; so is
            any optional one that is given `auto`.
        usual: who sits where nobody was named.

    Raises:
        CommandError: no such seat, or no such way to fill it.
    """
    seats, optional = seats_of(rules, scenario), optional_of(rules, scenario)
    named = named_seats(text)
    for seat, occupant in named.items():
        _check(rules, seat, occupant, [*seats, *optional], optional)
    return fill_seats([*seats, *optional], scenario_of(rules, scenario).spare, named, usual)


def _check(
    rules: Rules, seat: str, occupant: str, seats: list[str], optional: Sequence[str]
) -> None:
    """Refuse what cannot sit at a seat, or no seat."""
    told = f"{seat}={occupant}"
    if seat != ALL and seat not in seats:
        raise CommandError(phrase("typed.no_seat", word=seat, meant=meant(seat, seats)))
    if occupant == AUTO and seat not in optional:
        there = ", ".join(optional) or phrase("typed.seats_nobody")
        raise CommandError(phrase("typed.seats_auto", part=told, seats=there))
    if occupant.startswith(BOT):
        bots = list(bots_of(rules))
        bot = occupant.removeprefix(BOT)
        if bot not in bots:
            raise CommandError(phrase("typed.no_bot", word=bot, meant=meant(bot, bots)))
    elif occupant not in (HUMAN, AUTO):
        raise CommandError(phrase("typed.seats_kind", part=told))


def write_text(path: Path, text: str) -> None:
    """Write a document that was asked for; Failed if the disk refuses."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        why = error.strerror or error
        raise Failed(phrase("failed.not_written", path=path, why=why)) from error
