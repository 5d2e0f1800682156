"""How light colours are, and how they are made lighter or darker for paper."""

from __future__ import annotations

from typing import Final

from game.rules.look import Colour

#: No colour of a mark is lighter on paper than this, as a luma from 0 to 255.
LIGHTEST: Final = 150
#: The colour of what has none.
GREY: Final = (110, 118, 128)


def luma(colour: Colour) -> float:
    """How light a colour is: the luma of ITU-R BT.601, from 0 to 255."""
    red, green, blue = colour
    return (299 * red + 587 * green + 114 * blue) / 1000


def paler(colour: Colour, share: float) -> Colour:
    """A colour mixed with white: so much of it stays as a share from 0 to 1."""
    r, g, b = (round(255 - (255 - c) * share) for c in colour)
    return r, g, b


def on_paper(colour: Colour | None) -> Colour:
    """A colour of a look, which is made for dark ground, as it can be told on paper."""
    mark = colour or GREY
    share = min(1.0, LIGHTEST / max(1.0, luma(mark)))
    r, g, b = (round(part * share) for part in mark)
    return r, g, b
