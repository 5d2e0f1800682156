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


class UnknownScenario(EngineError):
    """A scenario that the rules do not have."""
