"""What a map is drawn from: its geography, its look, and what the rules call its spaces."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from game.drawing.geography import Geography
from game.rules.look import Look


@attrs.frozen(eq=False)
class Scene:
    """A map as one rule set has it.

    Attributes:
        geography: the shapes and places.
        look: the colours and pieces.
        names: what the rules call each space, in short; a space they do not have has no name.
    """

    geography: Geography
    look: Look
    names: Mapping[str, str]
