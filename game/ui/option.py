"""One thing that a question offers or refuses, as the window lists it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from game.engine import Move


@attrs.frozen
class Option:
    """One thing that the present question offers or refuses."""

    move: Move
    legal: bool
    _reason: Callable[[int], str] = attrs.field(repr=False, eq=False)
    #: The group in which it is looked for, where there are many.
    group: str = ""

    @property
    def why_not(self) -> str:
        """Why it is refused; nothing when it is offered. Worked out when first asked for."""
        return "" if self.legal else self._reason(self.move.id)

    @property
    def steps(self) -> tuple[str, ...]:
        """What is chosen one after another to come to this move."""
        if self.move.kind == "action":
            return self.move.targets
        found = self.move.targets or (self.move.name,)
        return (self.group, *found) if self.group else found
