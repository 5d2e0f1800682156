"""Colours of seats as words are read in them."""

from __future__ import annotations

from game.rules.look import Colour
from game.ui.theme import TEXT, mix

#: Words of a seat's colour are as light as this, of 255, or they could not be read on a panel.
_LIGHT = 118


def readable(colour: Colour) -> Colour:
    """A colour in which words are read on a dark panel: as it is, or as much lighter as it must."""
    light, most = _light(colour), _light(TEXT)
    return colour if light >= _LIGHT else mix(colour, TEXT, (_LIGHT - light) / (most - light))


def _light(colour: Colour) -> float:
    """How light a colour is, from 0 to 255."""
    return (colour[0] * 299 + colour[1] * 587 + colour[2] * 114) / 1000
