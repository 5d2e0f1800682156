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


class InjectError(EngineError):
    """An inject that this game does not have, or not of what was chosen, or that is no script."""


class ScriptError(EngineError):
    """A script broke a promise of the rules while it ran.

    Attributes:
        rule: the script with its kind, "procedure.turn".
        at: the offset of the statement in the script's text; -1 for a cost, which has none.
        name: what it is about: a register, a local, or the loop's first words.
        said: what happened, in one sentence.
    """

    def __init__(self, rule: str, at: int, name: str, said: str) -> None:
        super().__init__(f"{rule}: {said}")
        self.rule, self.at, self.name, self.said = rule, at, name, said


class RangeBreach(ScriptError):
    """A statement would leave a register's or a local's range."""


class LoopNotFalling(ScriptError):
    """A round of a falling loop did not lower its number."""


class Misplaced(ScriptError):
    """A statement would move what does not lie where it is moved from."""


class NoLegalMove(EngineError):
    """The rules ask somebody and leave no answer open."""


class InternalError(Exception):
    """A fault of the engine itself, which no rules and no player can cause."""


class ModuleTooLarge(EngineError):
    """A program that no module is made of: it is interpreted, which takes longer."""


class ForeignState(EngineError):
    """Bytes that are no state of this game."""


class UnknownScenario(EngineError):
    """A scenario that the rules do not have."""


def breach(rule: str, name: str, value: int, lo: int, hi: int, at: int) -> RangeBreach:
    """The error of a rule that would set a cell or local to a value outside its range."""
    return RangeBreach(rule, at, name, f"`{name}` would be {value}, outside {lo}..{hi}.")


def stuck(rule: str, last: int, now: int, at: int) -> LoopNotFalling:
    """The error of a falling loop whose number did not fall."""
    said = f"a falling loop's number went from {last} to {now}; each round must lower it."
    return LoopNotFalling(rule, at, "while", said)


def misplaced(rule: str, place: str, at: int) -> Misplaced:
    """The error of a rule that would move something from where it does not lie."""
    return Misplaced(rule, at, place, f"what is moved from `{place}` does not lie there.")
