"""What the engine tells about moves, questions and verdicts: plain records."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from game.engine.interpret import Event
from game.engine.view import Cell

CHANCE = -1
OVER = -2


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
    """What the game waits for. `hidden`: some seat will not be told the answer."""

    kind: Literal["act", "choose", "chance", "over"]
    seat: str | None
    script: str
    local: str
    text: str
    hidden: bool


@attrs.frozen
class Clause:
    """One condition of a move: did it hold, its words, and the values it read."""

    id: str
    held: bool
    when: str
    say: str
    values: tuple[tuple[str, Cell], ...]


@attrs.frozen
class Verdict:
    """Whether a move is legal, and the clauses that say so."""

    move: Move
    legal: bool
    clauses: tuple[Clause, ...]


@attrs.frozen
class Preview:
    """What a move would do as far as its seat can tell, up to the next question."""

    changes: tuple[Event, ...]
    derived: tuple[tuple[str, Cell, Cell], ...]
    then: Pending
    odds: tuple[tuple[str, int], ...]


@attrs.frozen
class Advice:
    """A doctrine row's move and its reason."""

    move_id: int
    row: str
    say: str


@attrs.frozen
class ActionInfo:
    """An action's texts, for menus and help."""

    id: str
    name: str
    seats: tuple[str, ...]
    menu: str
    text: str
    trade_off: str
    cost: dict[str, Any]
    models: tuple[str, ...]
