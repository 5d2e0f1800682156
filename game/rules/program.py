"""The program of one scenario: all that the engine needs, made by the compiler."""

from __future__ import annotations

import attrs

from game.rules.cfg import Decision, Function, Graph
from game.rules.declare.records import Declarations, ScenarioDecl
from game.rules.diagnostics import TomlPath
from game.rules.ir import Expr, Sentence, Store, StoreRegister, StoreScratch
from game.rules.resolve.scopes import Scopes
from game.rules.resolve.symbols import SymbolTable

#: Bytes of a state before its registers: place (2), ending, winner.
HEADER = 4


@attrs.frozen
class LocalPlace:
    """Where a local is in a state.

    Attributes:
        at: its first byte.
        lo: the value that is 0 there.
        cell_bytes: the bytes of each of its cells.
        cells: how many it has: one, unless it is indexed.
    """

    at: int
    lo: int
    cell_bytes: int
    cells: int = 1

    @property
    def bytes(self) -> range:
        """All its bytes."""
        return range(self.at, self.at + self.cells * self.cell_bytes)


@attrs.frozen
class Say:
    """A sentence with values in it."""

    parts: Sentence


@attrs.frozen
class NeedCode:
    """A clause of an action's guard: its test, and what is said where it fails."""

    id: str
    when: str
    test: Expr
    say: Say


@attrs.frozen
class ActionCode:
    """An action: its guard clauses (costs are the last), its script, its combinations."""

    name: str
    seats: tuple[int, ...]
    menu: str
    actor: int
    params: tuple[int, ...]
    domains: tuple[str, ...]
    needs: tuple[NeedCode, ...]
    cost: tuple[tuple[str, Expr], ...]
    function: str
    combos: tuple[tuple[int, ...], ...] = ()


@attrs.frozen
class BanCode:
    """A ban: while its test holds for the seat in `actor`, the actions may not be taken."""

    id: str
    test: Expr
    actor: int
    forbids: frozenset[str]
    say: Say


@attrs.frozen
class DoctrineRow:
    """A doctrine row. `best` may use the slots of action `act[i]`, or the option's slot.

    `adds` is what moves are ranked by instead: what each adds to it, as the seat would see it.
    """

    seat: int
    id: str
    when: Expr
    act: tuple[str, ...]
    answer: str | None
    best: dict[str, Expr]
    option: int
    say: str
    variants: frozenset[str]
    least: int | None
    adds: Expr | None = None


@attrs.frozen
class StepCode:
    """A step of a guide: its texts, when it is told, and what ends it where that is a condition."""

    id: str
    name: Say
    text: Say
    task: Say
    when: Expr
    until: Expr | None


@attrs.frozen
class GuideCode:
    """A guide of the scenario: the learner's seat, the slot it is put in, and the steps."""

    id: str
    seat: int
    actor: int
    steps: tuple[StepCode, ...]


@attrs.frozen
class InjectCode:
    """An inject: its parameters, the sets that they are of, when it makes sense, its script."""

    id: str
    params: tuple[int, ...]
    sets: tuple[str, ...]
    when: Expr
    function: Function


@attrs.frozen
class EndingCode:
    """A way for a game to end; `seat` is the slot in which the seat to be judged is put."""

    id: str
    seat: int
    winner: Expr | None
    score: Expr | None
    returns: Expr | None
    verdict: Expr | None


@attrs.frozen
class LineLimit:
    """What ends a game once a line of play has it `most` times; `ending` is the ending's place."""

    most: int
    ending: int


@attrs.frozen
class LineLimits:
    """What ends a game by itself; none of it is in a position.

    Attributes:
        cap: so many decisions are made, and one more would be asked for.
        repetition: so often the same position stands where a seat is asked.
    """

    cap: LineLimit | None = None
    repetition: LineLimit | None = None

    def __bool__(self) -> bool:
        return self.cap is not None or self.repetition is not None


@attrs.frozen
class DecisionPoint:
    """A question: a place where a seat or chance must answer.

    Attributes:
        index: its number in the program.
        kind: "act", "choose" or "chance".
        decision: its place in the graph.
        script: the name of the script that asks, without its kind.
        local: where an answer goes: a local or a register.
        text: what is asked.
        ids: the moves it may offer, sorted.
        values: for `choose` and `chance` the value that each of them stands for.
        nth: its number among the questions of its script.
    """

    index: int
    kind: str
    decision: Decision
    script: str
    local: str
    text: str
    ids: tuple[int, ...] = ()
    values: tuple[int, ...] = ()
    nth: int = 0

    @property
    def key(self) -> tuple[str, str, int]:
        """What no other question has: the script with its kind, the local, the number in it."""
        return self.decision.ask.rule, self.local, self.nth


@attrs.frozen
class MoveCode:
    """A move: an action's combination, or an option's value."""

    name: str
    action: str = ""
    combo: tuple[int, ...] = ()
    script: str = ""
    local: str = ""


@attrs.frozen(eq=False)
class Program:
    """Everything about one scenario that the engine needs; each is itself alone.

    Attributes:
        offsets: for each local that is in the state, its place there.
        size: bytes of a state.
        start: the state before anything ran.
        local_sees: for the locals in the state, who sees them: None for all.
        limits: what ends the game by itself, whatever its position.
        steps: the most steps that a move and all that judges the next position take together.
    """

    decls: Declarations
    symbols: SymbolTable
    scenario: ScenarioDecl
    scopes: Scopes
    functions: dict[str, Function]
    graph: Graph
    questions: list[DecisionPoint]
    actions: dict[str, ActionCode]
    bans: tuple[BanCode, ...]
    endings: tuple[EndingCode, ...]
    invariants: tuple[tuple[str, Expr, TomlPath], ...]
    doctrine: tuple[DoctrineRow, ...]
    moves: tuple[MoveCode, ...]
    offsets: dict[int, LocalPlace]
    size: int
    start: bytes
    local_sees: dict[int, Expr | None]
    limits: LineLimits = LineLimits()
    steps: int = 0
    guides: tuple[GuideCode, ...] = ()
    injects: dict[str, InjectCode] = attrs.Factory(dict)

    def name_of(self, st: Store | StoreScratch) -> str:
        """The register or local that a statement sets."""
        if isinstance(st, StoreRegister):
            return st.name
        return self.functions[st.rule].locals[st.slot][0]

    @property
    def entry(self) -> int:
        """The block that the game begins with."""
        return self.graph.entry

    @property
    def scratch(self) -> int:
        """The first byte of the locals, which come last in a state."""
        return self.size - sum(len(place.bytes) for place in self.offsets.values())
