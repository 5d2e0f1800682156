"""What a rules file declares, as data: by kind and name, before anything is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs

from game.catalogue import called
from game.rules.declare.declared import Declared as Declared
from game.rules.declare.declared import Fields as Fields
from game.rules.declare.guide_records import GuideDecl
from game.rules.declare.people import ClockDecl, ForPeople
from game.rules.declare.survey_records import SurveyDecl, TagDecl
from game.rules.diagnostics import Diagnostic, TomlPath

IndexSets = tuple[tuple[str, str], ...]
#: A member of a set: its id, its fields, and where it stands.
Member = tuple[str, Fields, TomlPath]


@attrs.frozen
class GridDecl:
    """How the members of a set lie to each other; see `game.rules.boards.geometry`.

    Attributes:
        kind: "hex", "square" or "graph".
        spots: where each member lies: in the lattice of its kind, or as a graph's author says.
        named: the column and row of each member, from 1; empty for a graph.
        rim: the members on the border of the board; empty for a graph.
        directions: the set of its directions; empty for a graph.
        lines: the pairs of neighbours that each line joins.
        outlines: the corners of a graph's places, where they are given.
        one_way: whether links may lead one way only.
    """

    kind: str
    spots: Mapping[str, tuple[int, int]] = attrs.Factory(dict)
    named: Mapping[str, tuple[int, int]] = attrs.Factory(dict)
    rim: frozenset[str] = frozenset()
    directions: str = ""
    lines: Mapping[str, tuple[tuple[str, str], ...]] = attrs.Factory(dict)
    outlines: Mapping[str, tuple[tuple[int, int], ...]] = attrs.Factory(dict)
    one_way: bool = False


@attrs.frozen
class SetDecl(Declared):
    """A set: its members, or those of the set `of` that are listed or pass `where`.

    `grid` says how they lie to each other, `made` that a grid made the set: its directions.
    """

    members: tuple[tuple[str, Fields, TomlPath], ...] = ()
    of: str | None = None
    where: str | None = None
    grid: GridDecl | None = None
    made: bool = False
    defaults: Fields = attrs.Factory(dict)
    each: tuple[EachDecl, ...] = ()


@attrs.frozen
class EachDecl:
    """A row of `each`: a member for each combination of some sets of which a condition holds.

    The texts among its `fields`, the id's too, have places in braces.
    """

    path: TomlPath
    of: IndexSets
    where: str | None
    fields: Fields


@attrs.frozen
class NumberDecl(Declared):
    """A named constant, which scenarios and options may change."""

    value: int | bool = 0


@attrs.frozen
class ValueDecl(Declared):
    """A value of an option: the numbers that it changes."""

    numbers: Fields = attrs.Factory(dict)


@attrs.frozen
class OptionDecl(Declared):
    """An option: what a table may choose before a game."""

    values: tuple[ValueDecl, ...] = ()


@attrs.frozen
class RegisterDecl(Declared):
    """A register: its index, its range, what it starts at, its edges, and who sees it."""

    of: IndexSets = ()
    range: Any = None
    start: Any = None
    edge: str = "error"
    see: str = "all"
    zone: str = ""
    """The zone that it is made for, whose cards lie as it says; else empty."""
    up_to: str = ""
    """The set whose members it counts, 0 to all of them; else empty."""


@attrs.frozen
class PlaceDecl(Declared):
    """A place of a zone: what it is of, whether what lies there has an order, and who sees it."""

    zone: str = ""
    members: str = ""
    of: IndexSets = ()
    ordered: bool = False
    see: str = "all"

    @property
    def registers(self) -> tuple[RegisterDecl, ...]:
        """What is kept of it: which members lie there, in an ordered one how high; how many."""
        index = (*self.of, (self.members, self.members))
        lying = RegisterDecl(
            self.name, self.path, self.texts, index, "bool", see=self.see, zone=self.zone,
            up_to=self.members if self.ordered else "",
        )  # fmt: skip
        title = self.texts["name"] or called(self.name)
        texts = {**self.texts, "name": f"{title}: how many", "text": ""}
        counted = RegisterDecl(
            size_of(self.name), self.path, texts, self.of, zone=self.zone, up_to=self.members
        )
        return lying, counted


@attrs.frozen
class ZoneDecl(Declared):
    """A set whose members lie in places, each in exactly one, and where each starts."""

    of: str = ""
    start: str = ""
    places: Mapping[str, PlaceDecl] = attrs.Factory(dict)


@attrs.frozen
class Need:
    """A condition with an id: what must hold, and what is said where it does not."""

    id: str
    when: str
    say: str
    path: TomlPath


@attrs.frozen
class DerivedDecl(Declared):
    """A derived value: its index, what tells it, whether the table shows it.

    Either `value` tells it, an expression; or it holds where all its `needs` hold, and these say
    why it does not.
    """

    of: IndexSets = ()
    value: str = ""
    show: bool = False
    needs: tuple[Need, ...] = ()

    @property
    def told_at(self) -> TomlPath:
        """Where in the file stands what tells it."""
        return (*self.path, "needs" if self.needs else "value")

    @property
    def expressions(self) -> tuple[str, ...]:
        """The expressions that tell it."""
        return tuple(need.when for need in self.needs) or (self.value,)


@attrs.frozen
class TableWord:
    """A head or a cell: what is written, and where."""

    text: str
    path: TomlPath
    offset: int = 0
    at_key: bool = False

    def says(self, code: str, message: str, hint: str | None = None) -> Diagnostic:
        """A finding at this word."""
        return Diagnostic(
            code, self.path, self.offset, self.text, message, hint, at_key=self.at_key
        )


@attrs.frozen
class TableLine:
    """The cells of one line, and its heads: one of each key but the last."""

    heads: tuple[TableWord, ...]
    cells: tuple[TableWord, ...]


@attrs.frozen
class TableDecl(Declared):
    """A table: its keys, what its cells are, the heads of its last key, and its lines.

    `by` names each key and the set, or the span of numbers ``1..6``, that it is of; `value` is
    what is written: a set, ``SET or none``, ``bool``, or nothing for numbers.
    """

    by: IndexSets = ()
    value: str = ""
    columns: tuple[TableWord, ...] = ()
    lines: tuple[TableLine, ...] = ()


@attrs.frozen
class ActionDecl(Declared):
    """An action: who may take it, with which targets, when, at what cost, and what it does."""

    seats: tuple[str, ...] = ("all",)
    menu: str = "main"
    choose: IndexSets = ()
    needs: tuple[Need, ...] = ()
    cost: Fields = attrs.Factory(dict)
    do: str = ""


@attrs.frozen
class ScriptDecl(Declared):
    """A procedure: its parameters, its script, the titles of the locals that the table shows."""

    params: IndexSets = ()
    do: str = ""
    show: Mapping[str, str] = attrs.field(factory=dict, kw_only=True)


@attrs.frozen
class CardDecl(ScriptDecl):
    """A member of a deck: a condition under which it holds, and a script."""

    when: str = "true"


@attrs.frozen
class InjectDecl(ScriptDecl):
    """What an umpire may let happen: of what, whether it would make sense now, and a script."""

    when: str = "true"


@attrs.frozen
class BanDecl(Declared):
    """A ban: actions that may not be taken while a condition holds."""

    when: str = ""
    forbids: tuple[str, ...] = ()
    say: str = ""


@attrs.frozen
class InvariantDecl(Declared):
    """What must hold in every state."""

    always: str = ""


#: The variant of a doctrine row that names none; and the word for every variant, or every seat.
DOCTRINE = "doctrine"
EVERY = "all"


@attrs.frozen
class DoctrineDecl(Declared):
    """A row of doctrine: what a seat does where a condition holds, and why."""

    seat: str = ""
    when: str = "true"
    act: tuple[str, ...] = ()
    answer: str | None = None
    best: str | dict[str, Any] | None = None
    say: str = ""
    variant: tuple[str, ...] = ()
    least: int | None = None
    adds: str | None = None
    """What the row ranks moves by that they add to, as the seat would see it after each."""


@attrs.frozen
class MeasureDecl(Declared):
    """A figure of a game that is counted while it is played, and that no rule reads.

    `at` names the script at whose beginning it is read, each time; empty for the end of the game.
    """

    at: str = ""
    value: str = ""
    out_of: str = ""

    @property
    def registers(self) -> tuple[str, str]:
        """The registers that it is counted in: the values, and what they are out of."""
        return f"{self.name}__value", f"{self.name}__out_of"


def ways(rows: Iterable[DoctrineDecl]) -> tuple[str, ...]:
    """The ways to play that rows of doctrine know: `doctrine` first, then their variants."""
    named = (v for row in rows for v in row.variant if v != EVERY)
    return tuple(dict.fromkeys((DOCTRINE, *named)))


@attrs.frozen
class EndingDecl(Declared):
    """A way for a game to end: who has won, the scores, the returns, the verdict."""

    winner: str | None = None
    score: str | None = None
    returns: str | None = None
    verdict: str | None = None


@attrs.frozen
class LimitDecl:
    """What ends a game by itself once it has been so often; `ending` says how, `path` where.

    `most` is 0 where the file has no table there.
    """

    most: int
    ending: str | None
    path: TomlPath


@attrs.frozen
class ScenarioDecl(Declared):
    """A scenario: what of the game it keeps and changes, and what it tells people."""

    rounds: int = 0
    minutes: int = 0
    seats: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    usual: tuple[str, ...] | None = None
    longest: tuple[int, int] | None = None
    cap: LimitDecl | None = None
    repetition: LimitDecl | None = None
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
    tags: tuple[str, ...] | None = None
    survey: tuple[str, ...] | None = None
    clock: tuple[ClockDecl, ...] = ()


@attrs.frozen
class Declarations:
    """All that a rules file declares, by kind and name, in the file's order.

    `broken` names what is too misshapen to build on (``register.guard``); `incomplete` says
    that some names may have been lost, so that a strange word may be one of them; `faulty`, that
    there are findings about it, so that nothing can be played. `language` is the version of the
    language that it is written in.
    """

    language: int
    name: str
    text: str
    disclaimer: str
    play: str
    seated: str | None
    round: str | None
    look: str
    labels: dict[str, str]
    longest: tuple[int, int] | None
    cap: LimitDecl | None
    repetition: LimitDecl | None
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
    people: ForPeople = attrs.Factory(ForPeople)
    tables: Mapping[str, TableDecl] = attrs.Factory(dict)
    made: int = 0
    """How many characters the members that `each` makes would be, if they were written."""
    zones: Mapping[str, ZoneDecl] = attrs.Factory(dict)
    guides: Mapping[str, GuideDecl] = attrs.Factory(dict)
    tags: Mapping[str, TagDecl] = attrs.Factory(dict)
    survey: Mapping[str, SurveyDecl] = attrs.Factory(dict)
    measures: tuple[MeasureDecl, ...] = ()
    injects: Mapping[str, InjectDecl] = attrs.Factory(dict)
    added_ways: tuple[str, ...] = ()
    """Ways to play that were added, of which some may have no row."""

    @cached_property
    def places(self) -> dict[str, PlaceDecl]:
        """The places of all zones, by name."""
        return {name: place for zone in self.zones.values() for name, place in zone.places.items()}

    @property
    def doctrines(self) -> tuple[str, ...]:
        """The ways to play that the doctrine rows know: `doctrine` first, then its variants."""
        return tuple(dict.fromkeys((*ways(self.doctrine), *self.added_ways)))

    def index_of(self, name: str) -> IndexSets:
        """The index of a derived value, also of one that nobody declares.

        That of the conditions of a deck is its card, that of the end of a pile where the pile is.
        """
        if deck := deck_of(name):
            return ((deck, deck),)
        pile, _ = pile_of(name)
        return self.places[pile].of if pile else self.derived[name].of


def conditions_of(deck: str) -> str:
    """The name of the derived value that tells which cards of a deck hold."""
    return f"{deck}__when"


def deck_of(derived: str) -> str:
    """The deck whose conditions this derived value is; empty for a declared one."""
    return derived.removesuffix("__when") if derived.endswith("__when") else ""


def size_of(place: str) -> str:
    """The register that counts what lies in a place."""
    return f"{place}__size"


def end_of(place: str, top: bool) -> str:
    """The name of the derived value that tells what lies on top of an ordered place, or below."""
    return f"{place}__{'top' if top else 'bottom'}"


def pile_of(derived: str) -> tuple[str, bool]:
    """The ordered place whose end this derived value is, or empty; and whether it is the top."""
    place, _, end = derived.rpartition("__")
    return (place, end == "top") if place and end in ("top", "bottom") else ("", False)
