"""What the passes over one scenario share: its declarations, what its names mean, the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

from game.rules.cfg import Function
from game.rules.declare.records import Declarations, LimitDecl, ScenarioDecl
from game.rules.diagnostics import Abort, Diagnostic, TomlPath, note
from game.rules.ir import Expr
from game.rules.limits import MAX_FINDINGS
from game.rules.resolve.scopes import Scopes
from game.rules.resolve.symbols import SymbolTable

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")


class CompileContext:
    """One compilation of one scenario. Passes read it, and add what they made and found.

    Attributes:
        decls: what the file declares.
        scenario: the scenario, with the options in force.
        diagnostics: the findings so far.
        symbols: sets, constants and registers of the scenario.
        scopes: what names mean beyond those.
        bytes: how many the registers take so far.
        sifted: how many members the conditions of subsets were asked of.
        moves: how many moves the actions are so far, before needs bar some.
        tested: how many needs these have, each counted for each of its moves.
        functions: the typed scripts by kind and name: ``procedure.play``.
        injects: the injects that can happen in it, with the condition of each.
    """

    def __init__(
        self,
        decls: Declarations,
        scenario: ScenarioDecl,
        symbols: SymbolTable,
        diagnostics: list[Diagnostic],
    ) -> None:
        """Nothing is typed yet.

        Args:
            decls: what the file declares.
            scenario: the scenario, with the options in force.
            symbols: its names, resolved.
            diagnostics: findings are added here.
        """
        self.decls, self.scenario, self.diagnostics = decls, scenario, diagnostics
        self.symbols, self.scopes = symbols, Scopes(symbols)
        self.bytes = self.sifted = self.moves = self.tested = 0
        self.functions: dict[str, Function] = {}
        self.injects: dict[str, Expr] = {}

    @property
    def limits_declared(self) -> tuple[LimitDecl | None, LimitDecl | None]:
        """The cap and the repetition of the scenario: its own, else those of [game]."""
        decls, scenario = self.decls, self.scenario
        return scenario.cap or decls.cap, scenario.repetition or decls.repetition

    @property
    def _enough(self) -> bool:
        return len(self.diagnostics) >= MAX_FINDINGS

    def report(
        self, code: str, path: TomlPath, message: str, word: str = "", hint: str | None = None
    ) -> None:
        """Note a finding at a TOML value."""
        self.diagnostics.append(Diagnostic(code, path, 0, word, message, hint))

    def attempt(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | None:
        """What a piece of work gives; a finding ends that piece only, and gives None.

        Where so much is found already that nobody could read more, nothing is done any more.
        """
        if self._enough:
            return None
        try:
            return work(*args, **named)
        except Abort as error:
            note(self.diagnostics, error)
            return None

    def attempt_each(
        self, work: Callable[[CompileContext, S], T | None], items: Iterable[S]
    ) -> tuple[T, ...]:
        """What a piece of work gives for each item; those with a finding, and None, left out."""
        made = (self.attempt(work, self, item) for item in items)
        return tuple(x for x in made if x is not None)

    def attempt_loosely(
        self, flow_lost: bool, work: Callable[P, T], *args: P.args, **named: P.kwargs
    ) -> T | None:
        """As `attempt`; where `flow_lost`, nothing is told that a lost condition may have taught.

        Args:
            flow_lost: whether a condition before this one could not be read.
            work: the piece of work; its arguments follow.
        """
        if self._enough:
            return None
        try:
            return work(*args, **named)
        except Abort as error:
            note(self.diagnostics, error, flow_lost)
            return None

    def attempt_name(
        self, name: str, work: Callable[P, T], *args: P.args, **named: P.kwargs
    ) -> T | None:
        """As `attempt`; where it fails, what leans on `name` (``set.place``) is not blamed."""
        if self._enough:
            return None
        try:
            return work(*args, **named)
        except Abort as error:
            note(self.diagnostics, error)
            self.symbols.broken.add(name)
            return None

    def pardoning_absent(self, work: Callable[[], object]) -> bool:
        """Check what this scenario may never run: that it names absent members is no finding.

        Returns:
            Whether nothing was found.
        """
        before = len(self.diagnostics)
        self.attempt(work)
        self.diagnostics[before:] = [
            f for f in self.diagnostics[before:] if f.code != "not-in-scenario"
        ]
        return len(self.diagnostics) == before
