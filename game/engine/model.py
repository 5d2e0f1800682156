"""What the engine tells about moves, questions and verdicts: plain records."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal

import attrs

from game.engine.shifts import Shift
from game.engine.view import CellValue, SeenValue


class Nobody(Enum):
    """Who is to move where no seat is."""

    CHANCE = "chance"
    OVER = "over"

    def __repr__(self) -> str:
        return self.name

    __str__ = __repr__


#: Chance is to move: one of its outcomes must fall.
CHANCE: Final = Nobody.CHANCE
#: Nobody is to move: the game is over.
OVER: Final = Nobody.OVER

#: Who is to move: the id of a seat, `CHANCE` or `OVER`.
Actor = str | Nobody


class Barrier(Enum):
    """Why a move cannot be taken back by a seat. The words are the client's affair."""

    CHANCE = "chance"
    """An outcome of chance has fallen."""
    OTHER_SEAT = "other seat"
    """The move is another seat's."""
    REVEALED = "revealed"
    """The seat, or everyone, was shown something hidden."""


@attrs.frozen
class Event:
    """What changed (`set`), was opened (`reveal`), told (`tell`) or ended (`end`), by which rule.

    Attributes:
        kind: "set", "reveal", "tell" or "end".
        cell: the name of the cell that was set; the id of the ending; else empty.
        before: what the cell held; in a preview `HIDDEN` where the seat does not see it.
        after: what it holds; the winner's id, or None, of an end.
        rule: the script that did it, "procedure.turn"; in a preview empty where it may be another.
        seats: who may know of it the moment it happens: of a cell that was set, who see it then.
            Who sees it only since registers opened it later reads it in a view, when all has
            happened.
        text: what those are told, of `tell`.
        others: who is told something else instead, and `instead` what that is.
        instead: see there.
        reads: the cells of registers that `text` is about.
        open: whether all know who is told: of `tell`, that does not hang on what some do not see.
    """

    kind: str
    cell: str
    before: SeenValue
    after: SeenValue
    rule: str
    # A preview tells what would happen, to one seat.
    seats: frozenset[str] = attrs.field(default=frozenset(), eq=False)
    text: str = ""
    others: frozenset[str] = frozenset()
    instead: str = ""
    reads: tuple[str, ...] = ()
    open: bool = True

    def words(self, seat: str | None) -> str:
        """What a seat is told; empty for nothing. Who reads everything is told the whole."""
        if seat is None or seat in self.seats:
            return self.text
        return self.instead if seat in self.others else ""

    def silences(self, seat: str | None) -> bool:
        """Does a script tell a seat, by a sentence without words, that this is no news?"""
        return self.kind == "tell" and (seat is None or seat in self.seats) and not self.text


@attrs.frozen
class Difference:
    """A cell that shows another value later than before.

    Attributes:
        cell: its name.
        before: what it held, or `HIDDEN` where that was not seen.
        after: what it holds.
    """

    cell: str
    before: SeenValue
    after: CellValue


@attrs.frozen
class Move:
    """A move as people read it. `text` says what an action is, and to which question an answer."""

    id: int
    name: str
    kind: Literal["action", "choice", "chance"]
    script: str
    local: str
    targets: tuple[str, ...]
    title: str
    text: str


@attrs.frozen
class Pending:
    """What the game waits for.

    Attributes:
        kind: whether an action, a choice or an outcome is due; "over" where nothing is.
        seat: who is asked; None for chance and at the end.
        script: the script that asks, without its kind.
        local: where the answer goes; empty for an action.
        text: what is asked, with its values.
        hidden: whether some seat will not be told the answer, or may not know what can fall.
        about: the member that the question is about, as its set and its id, or None.
        subject: the name of that member for people, or empty.
    """

    kind: Literal["act", "choose", "chance", "over"]
    seat: str | None
    script: str
    local: str
    text: str
    hidden: bool
    about: tuple[str, str] | None = None
    subject: str = ""

    @property
    def question(self) -> str:
        """What is asked, after what it is about where the text does not name that."""
        if not self.subject or self.subject in self.text:
            return self.text
        return f"{self.subject}: {self.text}" if self.text else self.subject


@attrs.frozen
class Clause:
    """One condition of a move: did it hold, its words, and the values it read."""

    id: str
    held: bool
    when: str
    say: str
    values: tuple[tuple[str, CellValue], ...]


@attrs.frozen
class Verdict:
    """Whether a move is legal, and the clauses that say so."""

    move: Move
    legal: bool
    clauses: tuple[Clause, ...]


@attrs.frozen
class Effect:
    """What some outcomes of chance come to, counted from before the move that led to them.

    Attributes:
        weight: of these outcomes together, as a part of `Preview.whole`.
        outcomes: what may fall, in words; where more than one thing falls, one after another.
        changes, derived, moved, unsure: as of a preview.
        then: what the game waits for afterwards; None where that hangs on what is not seen.
    """

    weight: int
    outcomes: tuple[str, ...]
    changes: tuple[Event, ...]
    derived: tuple[tuple[str, CellValue, CellValue], ...]
    moved: tuple[Shift, ...]
    unsure: tuple[str, ...]
    then: Pending | None


@attrs.frozen
class Preview:
    """What a move would do whatever stands where its seat does not look, up to the next question.

    Attributes:
        changes: what surely changes; what follows from moves in zones is left out. Of a cell that
            may change otherwise on the way only the whole change is told, without the rule that
            did it.
        derived: the derived values that surely differ: name, value before and after.
        then: what the game waits for afterwards; None where that hangs on what is not seen.
        odds: the outcomes of chance that come then, each with its weight.
        moved: what is surely moved in zones.
        unsure: the cells, places of zones and derived values that the seat sees, and of which what
            it sees now does not tell what they will be.
        effects: what those outcomes come to, those that come to the same together, in the order of
            the outcomes; none where that is not known, or they are too many.
        own: the scripts that the move itself runs; what others change comes after it by itself.
            Empty where all is the move's.
    """

    changes: tuple[Event, ...]
    derived: tuple[tuple[str, CellValue, CellValue], ...]
    then: Pending | None
    odds: tuple[tuple[str, int], ...]
    moved: tuple[Shift, ...] = ()
    unsure: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    own: frozenset[str] = frozenset()

    @property
    def whole(self) -> int:
        """The weight of all effects together."""
        return sum(effect.weight for effect in self.effects)


@attrs.frozen
class Advice:
    """A doctrine row's move and its reason."""

    move_id: int
    row: str
    say: str


@attrs.frozen
class ActionInfo:
    """An action's texts, for menus and help.

    `asks` names what it asks for, one after another; `refusals` say why it is not open, in the
    order in which they are looked at, with what they read between braces as in the rules.
    """

    id: str
    name: str
    seats: tuple[str, ...]
    menu: str
    text: str
    trade_off: str
    cost: dict[str, Any]
    models: tuple[str, ...]
    asks: tuple[str, ...]
    refusals: tuple[str, ...]
