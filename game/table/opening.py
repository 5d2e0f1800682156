"""Sitting down: a new game begun, or a saved one led to where it was left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from game.engine import Game
from game.table.bot import Bot, Bots
from game.table.errors import BadSeat, SaveExists, TableError
from game.table.generator import LARGEST_SEED
from game.table.header import Header
from game.table.journal import Journal
from game.table.recorder import Recorder
from game.table.resume import open_game, replay
from game.table.save_reader import read
from game.table.seating import ALL, HUMAN, check_auto, check_occupant, fill_seats, listed
from game.table.setup import GameSetup, SavedGame
from game.table.snapshot import Autosaves, Disk, fresh_path, is_autosave
from game.table.timeline import Timeline


@frozen
class Opened:
    """A game that can be played on.

    Attributes:
        recorder: what happened in it and where it led.
        bots: the bots there are, by name.
    """

    recorder: Recorder
    bots: Mapping[str, Bot]


def begin(setup: GameSetup, bots: Bots, autosave: Path | None, disk: Disk) -> Opened:
    """Begin a new game; see `Sitting.open`."""
    rules, scenario, path = setup.rules, setup.scenario, setup.path
    game = Game(rules, scenario, evaluator=setup.evaluator, options=setup.options)
    known = bots(rules) if callable(bots) else bots
    for seat in setup.seats:
        if seat not in game.seats and seat != ALL:
            raise BadSeat(f"'{seat}' is no seat of {scenario}; {listed(game.seats)}.")
    filled = fill_seats(game.seats, game.optional, setup.seats)
    for seat, occupant in filled.items():
        check_occupant(seat, occupant, known)
        check_auto(seat, occupant, game.optional)
    if not 0 <= setup.seed <= LARGEST_SEED:
        raise TableError(f"The seed {setup.seed} is out of range; give 0 to {LARGEST_SEED}.")
    if path is not None and path.exists():
        raise SaveExists(f"{path}: there is a file of that name; load it or name another.")
    header = Header(
        scenario=scenario,
        seed=setup.seed,
        seats=filled,
        rules=rules.source,
        rules_name=rules.name,
        rules_sha256=rules.sha256,
        options=game.chosen,
        look=rules.look_text,
    )
    saves = None if autosave is None else Autosaves(autosave, disk=disk)
    recorder = Recorder(Timeline(game, filled), Journal(header, path, disk), saves)
    recorder.start()
    return Opened(recorder, known)


def go_on(saved: SavedGame, bots: Bots, autosave: Path | None, disk: Disk) -> Opened:
    """Go on with a saved game, as far as the save can be trusted; see `Sitting.open`."""
    path = saved.path
    reading = read(path)
    game, unfit = open_game(reading, saved.evaluator)
    timeline = Timeline(game, reading.header.seats)
    held, lost = replay(timeline, reading)
    notices = [*lost, *unfit]
    journal = Journal.continued(reading, held, disk)
    if is_autosave(path):
        # The autosaves rotate by being renamed: the game must not be kept in one of them.
        journal.move_to(fresh_path(path.parent, reading.header.scenario))
        notices.append(f"{path.name} is an autosave; the game goes on in {journal.path}.")
    known = bots(game.rules) if callable(bots) else bots
    for seat, occupant in timeline.seats.items():
        try:
            check_occupant(seat, occupant, known)
        except BadSeat as error:
            timeline.seats[seat] = HUMAN
            timeline.people.add(seat)
            notices.append(f"{error} The seat is played by hand.")
    saves = None if autosave is None else Autosaves(autosave, disk=disk)
    recorder = Recorder(timeline, journal, saves)
    recorder.notices += notices
    return Opened(recorder, known)
