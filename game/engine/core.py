"""What every part of a game is built on: the program of one scenario, and what runs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.engine.advice import Advisor
from game.engine.codegen import Generated
from game.engine.errors import UnknownScenario
from game.engine.evaluator import Evaluator, Reference, pause_of
from game.engine.interpret import Interpreter, State
from game.engine.view import Sight
from game.rules import NOTHING, Rules, ScenarioInfo
from game.rules.diagnostics import did_you_mean
from game.rules.program import DecisionPoint, Program


class Core:
    """The program of a scenario with its interpreter and its evaluator."""

    def __init__(
        self,
        rules: Rules,
        scenario: str | None = None,
        evaluator: str = "generated",
        options: Mapping[str, str] = NOTHING,
    ) -> None:
        ids = [s.id for s in rules.scenarios]
        scenario = scenario or ids[0]
        if scenario not in ids:
            hint = did_you_mean(scenario, ids)
            raise UnknownScenario(f"No scenario `{scenario}`; {hint or 'choose ' + ', '.join(ids)}")
        self.rules = rules
        self.scenario: ScenarioInfo = rules.scenarios[ids.index(scenario)]
        #: Every option of the scenario with the value in force.
        self.options = rules.options(scenario, options)
        self.program: Program = rules.program(scenario, self.options)
        self.interpreter = Interpreter(self.program)
        self._advisor = Advisor(self.program)
        self._reference = Reference(self.program, self.interpreter)
        self._run: Evaluator = self._reference
        if evaluator == "generated":
            self._run = Generated(self.program)
        self.evaluator = evaluator
        self.seats = self.program.world.sets["seat"].ids
        self.names = tuple(m.name for m in self.program.moves)
        self._sight = Sight(self.program, self.interpreter)
        longest = self.program.scenario.longest or self.program.decls.longest
        self.longest: tuple[int, int] | None = longest

    def _pause(self, state: State) -> DecisionPoint:
        return self.program.questions[pause_of(state)]

    def asked_by(self, state: State) -> tuple[str, int]:
        """Which statement asks now: its script with its kind, its offset in the script's text."""
        ask = self._pause(state).decision.ask
        return ask.rule, ask.at

    def _ask(self, pause: DecisionPoint) -> Any:
        return pause.decision.ask
