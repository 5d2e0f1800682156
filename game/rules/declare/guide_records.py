"""What a guide is: a lesson that leads somebody who never played through a game."""

from __future__ import annotations

import attrs

from game.catalogue import called
from game.rules.declare.declared import Declared, Fields


@attrs.frozen
class StepDecl(Declared):
    """A step of a guide; `texts` has its `name` and `text`.

    Attributes:
        task: what the learner does now; empty where there is only something to read.
        points: what it points at: by set, "action", "register" or "part", the name of one.
        waits: what ends it, of `WAITS`.
        phase: the procedure whose question ends it, where it waits for that.
        until: the condition that ends it, where it waits for that.
        when: where this does not hold, the step is passed over.
        typed: the move that is meant, by its readable id, for those who type; empty for none.
    """

    task: str = ""
    points: Fields = attrs.Factory(dict)
    waits: str = "read"
    phase: str = ""
    until: str | None = None
    when: str = "true"
    typed: str = ""


@attrs.frozen
class GuideDecl(Declared):
    """A guide: the sitting that it is told at, and its steps.

    Attributes:
        scenario: the scenario that is played; empty for the first.
        seat: the learner's.
        seed: what chance and bots draw from.
        seats: who sits at the others; `bot:NAME`.
        minutes: how long it takes.
        words: what each word that its texts mark means.
        steps: in the order in which they are told.
        like: the guide of which this is another telling; empty for none.
        language: the id of the language it is told in; empty for that of the rules.
    """

    scenario: str = ""
    seat: str = ""
    seed: int = 0
    seats: dict[str, str] = attrs.Factory(dict)
    minutes: int = 0
    words: dict[str, str] = attrs.Factory(dict)
    steps: tuple[StepDecl, ...] = ()
    like: str = ""
    language: str = ""

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.texts["name"] or called(self.name))
