"""What a rules file declares, as data: by kind and name, before anything is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from game.rules.diagnostics import TomlPath

Fields = dict[str, Any]
IndexSets = tuple[tuple[str, str], ...]


@attrs.frozen
class Declared:
    """Something declared under a name, with its display texts."""

    name: str
    path: TomlPath
    texts: Fields


@attrs.frozen
class SetDecl(Declared):
    members: tuple[tuple[str, Fields, TomlPath], ...] = ()
    of: str | None = None
    where: str | None = None


@attrs.frozen
class NumberDecl(Declared):
    value: int | bool = 0


@attrs.frozen
class ValueDecl(Declared):
    """A value of an option: the numbers that it changes."""

    numbers: Fields = attrs.Factory(dict)


@attrs.frozen
class OptionDecl(Declared):
    values: tuple[ValueDecl, ...] = ()


@attrs.frozen
class RegisterDecl(Declared):
    of: IndexSets = ()
    range: Any = None
    start: Any = None
    edge: str = "error"
    see: str = "all"


@attrs.frozen
class DerivedDecl(Declared):
    of: IndexSets = ()
    value: str = ""


@attrs.frozen
class Need:
    id: str
    when: str
    say: str
    path: TomlPath


@attrs.frozen
class ActionDecl(Declared):
    seats: tuple[str, ...] = ("all",)
    menu: str = "main"
    choose: IndexSets = ()
    needs: tuple[Need, ...] = ()
    cost: Fields = attrs.Factory(dict)
    do: str = ""


@attrs.frozen
class ScriptDecl(Declared):
    params: IndexSets = ()
    do: str = ""


@attrs.frozen
class CardDecl(ScriptDecl):
    """A member of a deck: a condition under which it holds, and a script."""

    when: str = "true"


@attrs.frozen
class BanDecl(Declared):
    when: str = ""
    forbids: tuple[str, ...] = ()
    say: str = ""


@attrs.frozen
class InvariantDecl(Declared):
    always: str = ""


#: The variant of a doctrine row that names none; and the word for every variant, or every seat.
DOCTRINE = "doctrine"
EVERY = "all"


@attrs.frozen
class DoctrineDecl(Declared):
    seat: str = ""
    when: str = "true"
    act: tuple[str, ...] = ()
    answer: str | None = None
    best: str | dict[str, Any] | None = None
    say: str = ""
    variant: tuple[str, ...] = ()
    least: int | None = None


@attrs.frozen
class EndingDecl(Declared):
    winner: str | None = None
    score: str | None = None
    returns: str | None = None
    verdict: str | None = None


@attrs.frozen
class ScenarioDecl(Declared):
    rounds: int = 0
    minutes: int = 0
    seats: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    longest: tuple[int, int] | None = None
    only: dict[str, list[str]] = attrs.Factory(dict)
    actions: tuple[str, ...] | None = None
    options: tuple[str, ...] | None = None
    start: Fields = attrs.Factory(dict)
    frozen: Any = attrs.Factory(dict)
    numbers: Fields = attrs.Factory(dict)
    fields: Fields = attrs.Factory(dict)
    brief: Fields = attrs.Factory(dict)
    facts: tuple[Fields, ...] = ()
    questions: tuple[str, ...] = ()
    like: str | None = None


@attrs.frozen
class Declarations:
    """All that a rules file declares, by kind and name, in the file's order.

    `broken` names what is too misshapen to build on (``register.guard``); `incomplete` says
    that some names may have been lost, so that a strange word may be one of them; `faulty`, that
    there are findings about it, so that nothing can be played.
    """

    name: str
    text: str
    disclaimer: str
    play: str
    seated: str | None
    round: str | None
    look: str
    labels: dict[str, str]
    longest: tuple[int, int] | None
    returns: tuple[int, int] | None
    sets: Mapping[str, SetDecl]
    numbers: Mapping[str, NumberDecl]
    options: Mapping[str, OptionDecl]
    registers: Mapping[str, RegisterDecl]
    derived: Mapping[str, DerivedDecl]
    actions: Mapping[str, ActionDecl]
    procedures: Mapping[str, ScriptDecl]
    decks: Mapping[str, Mapping[str, CardDecl]]
    bans: Mapping[str, BanDecl]
    invariants: tuple[InvariantDecl, ...]
    doctrine: tuple[DoctrineDecl, ...]
    endings: Mapping[str, EndingDecl]
    scenarios: Mapping[str, ScenarioDecl]
    broken: frozenset[str]
    incomplete: bool
    faulty: bool

    def index_of(self, name: str) -> IndexSets:
        """The index of a derived value; that of the conditions of a deck is its card."""
        deck = deck_of(name)
        return ((deck, deck),) if deck else self.derived[name].of


def conditions_of(deck: str) -> str:
    """The name of the derived value that tells which cards of a deck hold."""
    return f"{deck}__when"


def deck_of(derived: str) -> str:
    """The deck whose conditions this derived value is; empty for a declared one."""
    return derived.removesuffix("__when") if derived.endswith("__when") else ""
