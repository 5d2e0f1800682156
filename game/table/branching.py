"""What if: a game of its own that goes as another went, up to one of its steps.

The game that it came from is only read. The new one has a save of its own with the same rules and
the same moves, outcomes and interventions up to that step, sealed anew; its head tells where it
came from. From there on it draws from a seed of its own: the dice that fell later in the other game
say nothing of those that fall here, so that nobody learns from the one what is to come in the
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from game import __version__
from game.catalogue import phrase
from game.engine.generator import LARGEST_SEED
from game.rules import LANGUAGE
from game.table.bot import Bot
from game.table.entry import Entry
from game.table.errors import BadSeat, SaveExists, SaveFailed, TableError
from game.table.header import Header
from game.table.journal import Journal
from game.table.seating import ALL, AUTO, check_occupant, check_seat
from game.table.timeline import Timeline


def branch(
    whole: Timeline,
    then: Timeline,
    journal: Journal,
    n: int,
    paths: Iterable[Path],
    seats: Mapping[str, str],
    seed: int,
    bots: Mapping[str, Bot],
) -> Path:
    """Write the save of a game that begins as another went; see `Sitting.branch`.

    Args:
        whole: the other game.
        then: that game as it stood after the step.
        journal: what happened in it.
        n: the number of the step's entry.
        paths: the names that the save may have; the first is taken that nothing has.
        seats: who takes over which seat.
        seed: what chance and the bots draw from.
        bots: the bots there are, by name.
    """
    if not 0 <= n <= len(journal.entries):
        raise TableError(phrase("branch.no_step", n=n, last=len(journal.entries)))
    if not 0 <= seed <= LARGEST_SEED:
        raise TableError(phrase("play.seed_range", seed=seed, largest=LARGEST_SEED))
    header = _header(journal, then, _taken(then, seats, bots), n, seed)
    entries = list(_sealed(whole, then, header))
    named = ""
    for path in paths:
        named = str(path)
        made = Journal(header, path, journal.disk)
        made.entries = entries
        try:
            made.start()
        except SaveExists:
            continue
        except OSError as error:
            why = error.strerror or error
            raise SaveFailed(phrase("save.not_begun", path=path, why=why)) from error
        made.close()
        return path
    raise SaveExists(phrase("save.exists", path=named))


def origin_words(header: Header) -> str:
    """Say of what game a game is a branch, in a sentence; "" for one that began at its start.

    Args:
        header: the head of the game.
    """
    n = header.origin.get("n")
    if not isinstance(n, int):
        return ""
    file = header.origin.get("file")
    if not isinstance(file, str):
        return phrase("replay.origin_unnamed", n=n)
    return phrase("replay.origin", file=file, n=n)


def _taken(then: Timeline, seats: Mapping[str, str], bots: Mapping[str, Bot]) -> dict[str, str]:
    """Who sits where: as before, but for the seats that somebody takes over."""
    rest = seats.get(ALL)
    found = {s: held if held == AUTO or rest is None else rest for s, held in then.seats.items()}
    for seat, occupant in seats.items():
        if seat == ALL:
            check_occupant(seat, occupant, bots)
            continue
        check_seat(seat, then.game.seats)
        check_occupant(seat, occupant, bots)
        # Whether the rules act for a seat was settled at the start of the game.
        if (occupant == AUTO) != (then.seats[seat] == AUTO):
            raise BadSeat(phrase("branch.auto", seat=seat))
        found[seat] = occupant
    return found


def _header(
    journal: Journal, then: Timeline, seats: Mapping[str, str], n: int, seed: int
) -> Header:
    before = journal.header
    origin: dict[str, Any] = {"n": n, "root": before.root()}
    if journal.path is not None:
        origin = {"file": journal.path.name, **origin}
    if n:
        origin["chain"] = journal.entries[n - 1].chain
    return attrs.evolve(
        before,
        seed=seed,
        seats=seats,
        people={s: p for s, p in then.persons.items() if seats[s] == then.seats[s]},
        table=then.name,
        written_by=__version__,
        language=LANGUAGE,
        origin=origin,
    )


def _sealed(whole: Timeline, then: Timeline, header: Header) -> Iterator[Entry]:
    """The steps so far, numbered without gaps; what was given up and notes stay behind."""
    chain = header.root()
    for number, change in enumerate(then.line, 1):
        plain = attrs.evolve(change.entry, n=number, resumed=None)
        sealed = whole.sealed(plain, chain, change.after)
        chain = sealed.chain
        yield sealed
