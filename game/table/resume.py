"""From a save back to a game: its rules compiled, its entries redone as far as they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase, spoken
from game.engine import Game
from game.engine.errors import EngineError
from game.rules import OptionError, RulesError, saved_rules, text_sha256
from game.table.acts import Unknown
from game.table.entry import Entry
from game.table.entry_reader import modern
from game.table.errors import OtherVersion, TableError, WrongRules
from game.table.header import OLDEST, VERSION
from game.table.header import modern as modern_header
from game.table.save_reader import MARKED, Reading, end_problem
from game.table.timeline import Timeline

if TYPE_CHECKING:
    from game.engine import State


def open_game(reading: Reading, evaluator: str) -> tuple[Game, list[str]]:
    """Compile the rules in a save.

    Args:
        reading: the save.
        evaluator: how the engine runs the rules.

    Returns:
        The game at its start, and a sentence about a look that does not fit it, if it has one.

    Raises:
        WrongRules: the rules cannot be used, or are not those the save was played with.
    """
    path = reading.path
    header = reading.header
    # Before a stranger's rules are compiled: they are those that the save was played with, or none.
    found = text_sha256(header.rules)
    if found != header.rules_sha256:
        raise WrongRules(
            phrase(
                "save.other_rules",
                path=path,
                found=found[:12],
                recorded=header.rules_sha256[:12],
            )
        )
    try:
        rules, unfit = saved_rules(
            header.rules, f"{path.name}:rules", header.scenario, header.options, header.look
        )
    except RulesError as error:
        first = error.findings[0] if error.findings else error
        raise WrongRules(phrase("save.rules_unreadable", path=path, why=first)) from error
    except OptionError as error:
        raise WrongRules(phrase("save.unplayable", path=path, why=error)) from error
    try:
        told = rules.told_in(spoken())
        game = Game(told, header.scenario, evaluator=evaluator, options=header.options)
    except EngineError as error:
        raise WrongRules(phrase("save.unplayable", path=path, why=error)) from error
    if set(header.seats) != set(game.seats):
        raise WrongRules(phrase("save.other_seats", path=path, scenario=header.scenario))
    notices = []
    if unfit:
        notices.append(phrase("save.look_unfit", file=path.name, why=unfit[0]))
    return game, notices


def replay(timeline: Timeline, reading: Reading) -> tuple[list[Entry], list[str]]:
    """Redo the entries of a save.

    Args:
        timeline: at the start of the game; it is led to where the save can be trusted.
        reading: the save.

    Returns:
        The entries that hold, sealed as the present format has it, and sentences that say what
        the people at the table must know: why not all hold, or that the format is an older one.

    Raises:
        OtherVersion: the save is of an older format, and none of it can be checked.
    """
    old = reading.header.version != VERSION
    before = reading.header.root()
    chain = modern_header(reading.header).root()
    held: list[Entry] = []
    for entry in reading.entries:
        try:
            after = timeline.after(entry)
        except (EngineError, TableError, ValueError):
            break
        if not holds(entry, before, timeline, after, reading.header.version):
            break
        sealed = timeline.sealed(modern(entry), chain, after) if old else entry
        timeline.take(sealed, after)
        held.append(sealed)
        before, chain = entry.chain, sealed.chain
    if old and reading.entries and not held:
        raise OtherVersion(
            phrase("save.unchecked", path=reading.path, version=reading.header.version)
        )
    name = reading.path.name
    notices = _losses(reading, len(held), chain)
    strange = sorted({entry.kind for entry in held if isinstance(entry.act, Unknown)})
    if strange:
        kinds = ", ".join(map(repr, strange))
        notices.append(phrase("save.strange", file=name, kinds=kinds))
    if old:
        older = reading.header.version
        notices.append(phrase("save.older", file=name, version=older, now=VERSION))
    return held, notices


def holds(entry: Entry, before: str, timeline: Timeline, after: State, version: int) -> bool:
    """Return whether an entry is as it was written.

    Args:
        entry: the entry, as it was read.
        before: the chain of the entry before it.
        timeline: where the game stood before it.
        after: the state after it.
        version: the format version of the save.
    """
    if version == OLDEST:
        return entry.chain == entry.seal_of_before(before, bytes(after))
    told = timeline.told(entry, after)
    if entry.turn is None:
        # Written before it was kept; that it was there and was removed shows in the chain.
        told = attrs.evolve(told, turn=None)
    if version < VERSION:
        return entry == attrs.evolve(
            told, chain=told.seal_of_before(before, timeline.in_words(after))
        )
    return entry == attrs.evolve(told, chain=told.seal(before, timeline.in_words(after)))


def _losses(reading: Reading, held: int, chain: str) -> list[str]:
    """Say what of a save is lost."""
    name = reading.path.name
    lost = len(reading.entries) - held
    if lost:
        entry = reading.entries[held]
        line, n = reading.lines[held], held + 1
        if isinstance(entry.act, Unknown):
            kind = repr(entry.kind)
            told = phrase("save.entry_unknown", file=name, line=line, n=n, kind=kind, count=lost)
        else:
            told = phrase("save.entry_changed", file=name, line=line, n=n, count=lost)
        return [told]
    if reading.flaw is None:
        if reading.header.version < MARKED:
            return []
        problem = end_problem(name, reading.end, held)
        if problem is None and reading.end is not None and not reading.end.fits(held, chain):
            problem = phrase("save.last_line_entries", file=name)
        return [problem] if problem is not None else []
    flaw = reading.flaw
    before = flaw.number - 1
    if flaw.torn:
        return [phrase("save.torn", file=name, line=flaw.line, count=flaw.size, before=before)]
    return [phrase("save.flawed", file=name, line=flaw.line, n=flaw.number, before=before)]
