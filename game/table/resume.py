"""From a save back to a game: its rules compiled, its entries redone as far as they hold."""

from __future__ import annotations

import attrs

from game.engine import Game
from game.engine.errors import EngineError
from game.rules import OptionError, RulesError, saved_rules
from game.table.entry import Entry
from game.table.errors import OtherVersion, TableError, WrongRules
from game.table.header import VERSION
from game.table.save_reader import Reading
from game.table.timeline import Timeline


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
    if rules.sha256 != header.rules_sha256:
        raise WrongRules(
            f"{path}: the rules in the save are not those it was played with (hash "
            f"{rules.sha256[:12]}, recorded {header.rules_sha256[:12]}); restore it from an "
            "autosave."
        )
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
    chain = attrs.evolve(reading.header, version=VERSION).root()
    held: list[Entry] = []
    for entry in reading.entries:
        try:
            after = timeline.after(entry)
        except (EngineError, TableError, ValueError):
            break
        sealed = timeline.sealed(entry, chain, after)
        good = entry.chain == entry.seal(before, bytes(after)) if old else entry == sealed
        if not good:
            break
        timeline.take(sealed, after)
        held.append(sealed)
        before, chain = entry.chain, sealed.chain
    if old and reading.entries and not held:
        raise OtherVersion(
            f"{reading.path}: the save has format version {reading.header.version}, and this "
            "program can no longer check what happened in it; open it with the program that "
            "wrote it."
        )
    notices = _losses(reading, len(held))
    if old:
        notices.append(
            f"{reading.path.name} has the older format version {reading.header.version}; it is "
            f"written in version {VERSION} when the game goes on."
        )
    return held, notices


def _losses(reading: Reading, held: int) -> list[str]:
    """Say what of a save is lost."""
    name = reading.path.name
    lost = len(reading.entries) - held
    if lost:
        return [
            f"{name}, line {reading.lines[held]}: entry {held + 1} is not as it was written; "
            f"the game is loaded up to the entry before it, and {lost} "
            f"{'entry is' if lost == 1 else 'entries are'} left in a copy named "
            f"{name}.damaged when the game goes on."
        ]
    if reading.flaw is None:
        return []
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
