"""Reads the clocks of a table: how long a turn, a round or a phase may take, and what then."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from game.rules.declare.people import ClockDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import did_you_mean
from game.rules.limits import MAX_CLOCKS

#: What a clock may time each of, where it is of no scripts.
TURN, ROUND = "turn", "round"
EACH: Final = (TURN, ROUND)
#: What may happen at nought.
NOTHING, BELL, USUAL = "nothing", "bell", "usual"
NOUGHT: Final = (NOTHING, BELL, USUAL)
#: Nobody waits longer: a day.
_LONGEST: Final = 86_400


def read_clocks(r: TableReader) -> tuple[ClockDecl, ...]:
    """Read the rows of `clock`."""
    rows = r.get("clock", list, [])
    r.bounded(len(rows), MAX_CLOCKS, "clocks", "clock")
    return tuple(_clock(r.below(row, "clock", i)) for i, row in enumerate(rows[:MAX_CLOCKS]))


def _clock(r: TableReader) -> ClockDecl:
    name, each, of = r.need_text("name"), r.get("each", str, ""), r.words("of")
    if bool(each) == bool(of):
        said = "a clock is `each` turn or round, or `of` the scripts that ask while it runs."
        r.report("wrong-shape", said)
    elif each and each not in EACH:
        said, hint = f"`each` is one of {', '.join(EACH)}.", did_you_mean(each, EACH)
        r.report("wrong-shape", said, "each", word=each, hint=hint)
    seconds: int = r.get("seconds", int, 60, need=True)
    if not 1 <= seconds <= _LONGEST:
        r.report("wrong-shape", f"`seconds` are 1 to {_LONGEST}.", "seconds", word=str(seconds))
    nought = r.get("nought", str, NOTHING)
    if nought not in NOUGHT:
        said, hint = f"`nought` is one of {', '.join(NOUGHT)}.", did_you_mean(nought, NOUGHT)
        r.report("wrong-shape", said, "nought", word=nought, hint=hint)
    r.done()
    return ClockDecl(name, each, of, seconds, nought, r.path)


def check_clocks(clocks: Iterable[ClockDecl], scripts: Collection[str], top: TableReader) -> None:
    """A finding for each word that a clock is of and that nothing is called.

    Args:
        clocks: all that were read.
        scripts: the names of all scripts.
        top: notes the findings.
    """
    for clock in clocks:
        for word in clock.of:
            if word not in scripts:
                said = f"no procedure, action or card is called `{word}`."
                hint = did_you_mean(word, scripts)
                top.report("unknown-name", said, *clock.path, "of", word=word, hint=hint)
