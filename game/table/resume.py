"""From a save back to a game: its rules compiled, its entries redone as far as they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

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
            f"{path}: the rules in the save are not those it was played with (hash "
            f"{found[:12]}, recorded {header.rules_sha256[:12]}); restore it from an autosave."
        )
    try:
        rules, unfit = saved_rules(
            header.rules, f"{path.name}:rules", header.scenario, header.options, header.look
        )
    except RulesError as error:
        first = error.findings[0] if error.findings else error
        raise WrongRules(
            f"{path}: the rules in the save cannot be read by this program ({first}); open it "
            "with the program that wrote it."
        ) from error
    except OptionError as error:
        raise WrongRules(f"{path}: the save cannot be played ({error}).") from error
    try:
        game = Game(rules, header.scenario, evaluator=evaluator, options=header.options)
    except EngineError as error:
        raise WrongRules(f"{path}: the save cannot be played ({error}).") from error
    if set(header.seats) != set(game.seats):
        raise WrongRules(f"{path}: the seats in the save are not those of {header.scenario}.")
    notices = []
    if unfit:
        notices.append(
            f"{path.name}: its look does not fit its rules in every part, and that part is shown "
            f"plainly ({unfit[0]})."
        )
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
            f"{reading.path}: the save has format version {reading.header.version}, and this "
            "program can no longer check what happened in it; open it with the program that "
            "wrote it."
        )
    name = reading.path.name
    notices = _losses(reading, len(held), chain)
    strange = sorted({entry.kind for entry in held if isinstance(entry.act, Unknown)})
    if strange:
        kinds = ", ".join(map(repr, strange))
        notices.append(
            f"{name}: a newer program wrote entries of kinds that this one does not know "
            f"({kinds}); they are kept as they are, and do nothing here."
        )
    if old:
        notices.append(
            f"{name} has the older format version {reading.header.version}; when the game goes "
            f"on, it is written in version {VERSION}, and the file as it was is kept beside it."
        )
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
        words = "is not as it was written"
        if isinstance(entry.act, Unknown):
            words = (
                f"is of a kind that this program does not know ({entry.kind!r}) and may have "
                "changed the position, so a newer program wrote it or somebody changed it"
            )
        return [
            f"{name}, line {reading.lines[held]}: entry {held + 1} {words}; "
            f"the game is loaded up to the entry before it, and {lost} "
            f"{'entry is' if lost == 1 else 'entries are'} left in a copy named "
            f"{name}.damaged when the game goes on."
        ]
    if reading.flaw is None:
        if reading.header.version < MARKED:
            return []
        problem = end_problem(name, reading.end, held)
        if problem is None and reading.end is not None and not reading.end.fits(held, chain):
            problem = f"{name}: its last line is not as it was written; all its entries are."
        return [problem] if problem is not None else []
    words = f"entry {reading.flaw.number} is not as it was written"
    if reading.flaw.torn:
        words = (
            f"the last entry was only half written and its {reading.flaw.size} bytes are cut off"
        )
    return [
        f"{name}, line {reading.flaw.line}: {words}; the game is loaded up to entry "
        f"{reading.flaw.number - 1}, and the whole file is kept as {name}.damaged when the game "
        "goes on."
    ]
