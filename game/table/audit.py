"""All that is wrong with a save, not only the first of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from game.catalogue import phrase
from game.engine import Game
from game.engine.errors import EngineError
from game.table.entry import Entry
from game.table.entry_reader import parse_entry
from game.table.errors import TableError
from game.table.resume import holds
from game.table.save_reader import MARKED, Reading, end_problem
from game.table.timeline import Timeline

MOST: Final = 50
"""How many findings are told one by one."""


def audit(reading: Reading, game: Game) -> list[str]:
    """Look through a whole save, past what cannot be trusted.

    An entry whose words, time or reasons were changed is told alone, as the next one shows that
    the position after it is the one that was played. Where that is not so, or an entry is missing,
    what follows can no longer be checked against the position, and only its form is.

    Args:
        reading: the save.
        game: its game.

    Returns:
        A sentence for each finding, in the order of the file.
    """
    # What a stranger filled a file with is not read to its end.
    found = list(islice(_findings(reading, game), MOST + 1))
    if len(found) > MOST:
        found[MOST:] = [phrase("save.more_findings", file=reading.path.name)]
    return found


def _pieces(reading: Reading) -> Iterator[tuple[int, Entry | None]]:
    """Everything that stands where entries stand: its line, and the entry if it is one."""
    yield from zip(reading.lines, reading.entries, strict=True)
    for line, raw in reading.rest:
        yield line, parse_entry(raw, None, reading.header.version)


def _findings(reading: Reading, game: Game) -> Iterator[str]:
    header, name = reading.header, reading.path.name
    timeline = Timeline(game, header.seats, header.people, header.table)
    before, number, sure, doubted = header.root(), 0, True, 0
    for line, entry in _pieces(reading):
        number += 1
        if entry is None:
            torn = reading.flaw is not None and reading.flaw.torn and line == reading.flaw.line
            key = "save.half_entry" if torn else "save.no_entry"
            yield phrase(key, file=name, line=line)
            sure = False
            continue
        if entry.n != number:
            yield phrase("save.wrong_place", file=name, line=line, n=entry.n, wanted=number)
            number, sure = entry.n, False
        if not sure:
            continue
        try:
            after = timeline.after(entry)
        except (EngineError, TableError, ValueError):
            yield phrase("save.impossible", file=name, line=line, n=entry.n)
            sure = False
            continue
        if holds(entry, before, timeline, after, header.version):
            doubted = 0
        elif doubted:
            # The entry before was changed, and not in words alone: this position is not the one.
            yield phrase("save.doubted", file=name, n=doubted)
            sure = False
            continue
        else:
            yield phrase("save.changed_entry", file=name, line=line, n=entry.n)
            doubted = entry.n
        timeline.take(entry, after)
        before = entry.chain
    if header.version >= MARKED and (problem := end_problem(name, reading.end, number)):
        yield problem
    elif sure and reading.end is not None and not reading.end.fits(number, before):
        yield phrase("save.last_line", file=name)
