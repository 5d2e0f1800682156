"""Sitting down: a new game begun, or a saved one led to where it was left."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from attrs import frozen

from game import __version__
from game.catalogue import phrase
from game.engine import Game
from game.engine.generator import LARGEST_SEED
from game.rules import LANGUAGE
from game.table.autosaves import Autosaves, autosaved_from, is_autosave
from game.table.bot import Bot, Bots
from game.table.clock import Clock, stamp
from game.table.errors import BadSeat, SaveExists, SaveFailed, TableError
from game.table.header import Header
from game.table.journal import Journal
from game.table.places import copies, numbered
from game.table.recorder import Recorder
from game.table.resume import open_game, replay
from game.table.save_file import SaveFile
from game.table.save_reader import Reading, read
from game.table.seating import (
    ALL,
    HUMAN,
    check_auto,
    check_occupant,
    check_seat,
    fill_seats,
    listed,
)
from game.table.setup import GameSetup, SavedGame
from game.table.snapshot import Disk
from game.table.timeline import Timeline
from game.table.umpire_code import kept_code
from game.table.words import clean_name


@frozen
class Opened:
    """A game that can be played on.

    Attributes:
        recorder: what happened in it and where it led.
        bots: the bots there are, by name.
        reading: the save, where not all of it holds; None otherwise.
    """

    recorder: Recorder
    bots: Mapping[str, Bot]
    reading: Reading | None = None


def begin(setup: GameSetup, bots: Bots, autosave: Path | None, disk: Disk, clock: Clock) -> Opened:
    """Begin a new game; see `Sitting.open`."""
    rules, scenario = setup.rules, setup.scenario
    game = Game(rules, scenario, evaluator=setup.evaluator, options=setup.options)
    known = bots(rules) if callable(bots) else bots
    for seat in setup.seats:
        if seat not in game.seats and seat != ALL:
            raise BadSeat(
                phrase("seating.no_seat_of", seat=seat, scenario=scenario, there=listed(game.seats))
            )
    filled = fill_seats(game.seats, game.scenario.spare, setup.seats)
    for seat, occupant in filled.items():
        check_occupant(seat, occupant, known)
        check_auto(seat, occupant, game.optional)
    for seat in setup.people:
        check_seat(seat, game.seats)
    people = {seat: clean_name(setup.people.get(seat, "")) for seat in game.seats}
    if not 0 <= setup.seed <= LARGEST_SEED:
        raise TableError(phrase("play.seed_range", seed=setup.seed, largest=LARGEST_SEED))
    header = Header(
        scenario=scenario,
        seed=setup.seed,
        seats=filled,
        rules=rules.source,
        rules_name=(rules.original or rules).name,
        rules_sha256=rules.sha256,
        options=game.chosen,
        look=rules.look_text,
        started=stamp(clock),
        written_by=__version__,
        language=LANGUAGE,
        table=clean_name(setup.table),
        umpire=kept_code(setup.umpire) if setup.umpire else "",
        people={seat: person for seat, person in people.items() if person},
        ask_why=setup.ask_why,
    )
    saves = None if autosave is None else Autosaves(autosave, scenario, disk)
    timeline = Timeline(game, filled, header.people, header.table)
    recorder = Recorder(timeline, _begun(setup, header, disk), saves, clock)
    recorder.start()
    return Opened(recorder, known)


def _begun(setup: GameSetup, header: Header, disk: Disk) -> Journal:
    """A journal in a file of its own, or in memory where none was asked for or none can be made.

    Raises:
        SaveExists: the file that was named is there.
        SaveFailed: the file that was named cannot be written.
    """
    if setup.path is not None:
        journal = Journal(header, setup.path, disk)
        try:
            journal.start()
        except OSError as error:
            why = error.strerror or error
            raise SaveFailed(phrase("save.not_begun", path=setup.path, why=why)) from error
        return journal
    if setup.folder is None:
        return Journal(header, None, disk)
    for path in numbered(setup.folder, f"{setup.scenario} {datetime.now():%Y-%m-%d}"):
        journal = Journal(header, path, disk)
        try:
            journal.start()
        except SaveExists:
            continue
        except OSError as error:
            journal = Journal(header, None, disk)
            why = error.strerror or error
            journal.notices.append(phrase("save.memory_only", folder=setup.folder, why=why))
        return journal
    raise AssertionError("names do not end")


def go_on(saved: SavedGame, bots: Bots, autosave: Path | None, disk: Disk, clock: Clock) -> Opened:
    """Go on with a saved game, as far as the save can be trusted; see `Sitting.open`."""
    path = saved.path
    if saved.into is not None and os.path.lexists(saved.into):
        raise SaveExists(phrase("save.exists", path=saved.into))
    autosaved = is_autosave(path)
    apart = saved.copy or saved.into is not None or autosaved
    journal_file = SaveFile(path, disk, [])
    if saved.hold and not apart:
        journal_file.hold()
    try:
        reading = read(path)
        game, unfit = open_game(reading, saved.evaluator)
        header = reading.header
        timeline = Timeline(game, header.seats, header.people, header.table)
        held, lost = replay(timeline, reading)
    except BaseException:
        journal_file.release()
        raise
    journal = Journal.continued(reading, held, journal_file, disk)
    journal.notices += [*lost, *unfit]
    if apart:
        # The autosaves rotate by being renamed: the game must not be kept in one of them.
        journal.move_to(_others(saved, header.scenario))
        key = "save.from_autosave" if autosaved else "save.from_copy"
        journal.notices.append(phrase(key, file=path.name, path=journal.path))
    known = bots(game.rules) if callable(bots) else bots
    for seat, occupant in timeline.seats.items():
        try:
            check_occupant(seat, occupant, known)
        except BadSeat as error:
            timeline.seats[seat] = HUMAN
            timeline.people.add(seat)
            journal.notices.append(phrase("save.by_hand", why=error))
    saves = None if autosave is None else Autosaves(autosave, header.scenario, disk)
    return Opened(Recorder(timeline, journal, saves, clock), known, reading if lost else None)


def _others(saved: SavedGame, scenario: str) -> Iterator[Path]:
    """The names under which a game may go on apart from the save that it is opened from."""
    if saved.into is not None:
        return itertools.chain([saved.into], copies(saved.into))
    path = saved.path
    if is_autosave(path):
        own = (saved.folder or path.parent) / f"{autosaved_from(path) or scenario}.toml"
        return itertools.chain([own], copies(own))
    return copies(path if saved.folder is None else saved.folder / path.name)
