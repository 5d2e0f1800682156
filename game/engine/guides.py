"""What the steps of a guide say at a moment of a game, from what the learner's seat sees."""

from __future__ import annotations

import attrs

from game.engine.core import Core
from game.engine.partial import BLANK, PartialInterpreter, partial_state
from game.engine.texts import Texts
from game.engine.view import View
from game.rules import ir
from game.rules.program import Say, StepCode


@attrs.frozen
class StepTold:
    """A step as it is told now.

    Attributes:
        name: its head; may be empty.
        text: what is explained.
        task: what the learner does now; may be empty.
        holds: whether it is to be told at all.
        reached: whether the condition that it waits for holds; not where it waits for none.
    """

    name: str
    text: str
    task: str
    holds: bool
    reached: bool


class Guides:
    """The guides of one scenario."""

    def __init__(self, core: Core, texts: Texts) -> None:
        self._texts = texts
        self._run = PartialInterpreter(core.program)
        self._codes = {code.id: code for code in core.program.guides}

    def told(self, view: View, guide: str, step: int) -> StepTold:
        """A step, with the values that the view shows.

        Args:
            view: what the learner's seat sees.
            guide: the id of a guide of this scenario.
            step: which of its steps, from 0.
        """
        code = self._codes[guide]
        found: StepCode = code.steps[step]
        seen, env = partial_state(view.masked, view.mask), {code.actor: code.seat}

        def say(words: Say) -> str:
            return self._texts.sentence(words.parts, seen, env, self._run.known)

        def holds(test: ir.Expr) -> bool:
            held = self._run.known(test, seen, env)
            return held is not BLANK and bool(held)

        reached = found.until is not None and holds(found.until)
        return StepTold(
            say(found.name), say(found.text), say(found.task), holds(found.when), reached
        )
