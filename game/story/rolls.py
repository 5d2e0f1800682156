"""A die and what is added to it, read out of the sentence that tells it: part by part, and the sum.

The sentence is all that a reader is told, so that nothing more is shown than stands in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from game.engine import Game
    from game.rules.look import RollLook

_FIGURE = re.compile(r"[-−]?\d+")


@attrs.frozen
class RollPart:
    """Something that counts in a roll.

    Attributes:
        words: what it counts for, without the figure.
        value: how much.
    """

    words: str
    value: int


@attrs.frozen
class RollStep:
    """What a roll comes to from some sum on.

    Attributes:
        name: what people call it.
        least: the least sum; None for what is lower than all others.
    """

    name: str
    least: int | None


@attrs.frozen
class Roll:
    """A roll, its modifiers and what it comes to.

    Attributes:
        head: what the sentence tells it under.
        die: what fell.
        parts: what is added, in order.
        total: the sum.
        steps: what a sum comes to, from the lowest up.
    """

    head: str
    die: RollPart
    parts: tuple[RollPart, ...]
    total: int
    steps: tuple[RollStep, ...]

    @property
    def before(self) -> int:
        """The sum without the die."""
        return self.total - self.die.value

    @property
    def step(self) -> RollStep:
        """What it came to."""
        reached = [s for s in self.steps if s.least is None or s.least <= self.total]
        return reached[-1]


def roll_of(game: Game, look: RollLook, sentence: str) -> Roll | None:
    """The roll that a sentence tells.

    Args:
        game: the game.
        look: what its rule may come to.
        sentence: `HEAD: die 6, 1 for the hill, -1 for rain; 6 in all.`, the die first.

    Returns:
        The roll; None where the sentence tells none, or what it lists does not add up.
    """
    head, _, rest = sentence.partition(": ")
    listed, _, said = rest.rpartition("; ")
    found = [_part(words) for words in listed.split(", ")]
    parts, total = [part for part in found if part is not None], _part(said)
    if total is None or not parts or len(parts) < len(found):
        return None
    if sum(part.value for part in parts) != total.value:
        return None
    least = {name: game.numbers.get(number) for number, name in look.steps}
    steps = [RollStep(name, n) for name, n in least.items() if isinstance(n, int)]
    steps.sort(key=lambda step: step.least or 0)
    lowest = [RollStep(look.least, None)] if look.least or not steps else []
    return Roll(head, parts[0], tuple(parts[1:]), total.value, (*lowest, *steps))


def _part(words: str) -> RollPart | None:
    """A part of a sentence as a figure and what it is for."""
    figure = _FIGURE.search(words)
    if figure is None:
        return None
    rest = (words[: figure.start()] + words[figure.end() :]).strip(" .")
    return RollPart(rest, int(figure[0].replace("−", "-")))
