"""Errors of the engine; each says in one sentence what was asked and what to do."""

from __future__ import annotations


class EngineError(Exception):
    """Anything the engine refuses."""


class IllegalMove(EngineError):
    """A move that may not be made in this state; the state is unchanged."""


class UnknownMove(EngineError):
    """A move name that this game does not have."""


class OverrideError(EngineError):
    """A register cell or value that an override cannot set."""


class RangeBreach(EngineError):
    """A rule tried to leave a register's range, or a falling loop did not fall."""


class NoLegalMove(EngineError):
    """The rules ask somebody and leave no answer open."""


class InternalError(Exception):
    """A fault of the engine itself, which no rules and no player can cause."""


class UnknownScenario(EngineError):
    """A scenario that the rules do not have."""


def breach(rule: str, name: str, value: int, lo: int, hi: int) -> RangeBreach:
    """The error of a rule that would set a cell to a value outside its range."""
    return RangeBreach(f"{rule}: `{name}` would be {value}, outside {lo}..{hi}.")


def stuck(rule: str, last: int, now: int) -> RangeBreach:
    """The error of a falling loop whose number did not fall."""
    said = f"a falling loop's number went from {last} to {now}; each round must lower it."
    return RangeBreach(f"{rule}: {said}")
