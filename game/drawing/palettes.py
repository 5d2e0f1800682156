"""The palettes that a person may choose: how each colour of looks and of the window is worn.

Whatever a look, a board or the window itself means by a colour goes through `worn` before it is
drawn, so that maps, boards, seats and curves follow. Shapes, hatches and letters tell things apart
in every palette; a palette only sees to it that colours do not hide that.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

import attrs

from game.rules.look import Colour

#: The palette where nobody chose one.
USUAL: Final = "usual"
#: Hues are of a circle of so many degrees.
_CIRCLE: Final = 360.0
#: What is nearly grey has no hue to be told by.
_GREY: Final = 0.08

#: A figure is read on its ground at this contrast, large as figures on pieces are.
_LEAST: Final = 3.0

T = TypeVar("T")


def _as_it_is(colour: Colour) -> Colour:
    return colour


def _safe(colour: Colour) -> Colour:
    """A colour without its share of red against green, which many people do not see.

    Reds become vermilion, greens blue, yellows purer and purples pink: what is left differs along
    blue and yellow, and by lightness, as in the palette of Okabe and Ito.
    """
    hue, light, strong = _hls(colour)
    if strong < _GREY:
        return colour
    if hue < 20 or hue >= 335:
        return _colour(24, light, min(1.0, strong * 1.2))
    if 38 <= hue < 75:
        return _colour(52, min(0.9, light + 0.04), strong)
    if 75 <= hue < 170:
        return _colour(204, light * 0.85, max(strong, 0.35))
    if 260 <= hue < 335:
        return _colour(316, min(0.9, light * 0.7 + 0.28), strong * 0.75)
    return colour


def _strong(colour: Colour) -> Colour:
    """A colour farther from the middle: light ones lighter, dark ones darker, all purer."""
    hue, light, strong = _hls(colour)
    light = light + (1 - light) * 0.28 if light > 0.42 else light * 0.72
    return _colour(hue, light, strong if strong < _GREY else min(1.0, strong * 1.25 + 0.08))


def _hls(colour: Colour) -> tuple[float, float, float]:
    """Hue in degrees, lightness and strength from 0 to 1."""
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    return hue * _CIRCLE, light, strong


def _colour(hue: float, light: float, strong: float) -> Colour:
    r, g, b = colorsys.hls_to_rgb(hue / _CIRCLE, light, strong)
    return round(255 * r), round(255 * g), round(255 * b)


@attrs.frozen
class Palette:
    """A way to wear colours.

    Attributes:
        id: what the settings call it.
        title: the key of the phrase that people know it by.
        note: the key of what is said of it.
        worn: gives the colour that is drawn for one that is meant.
    """

    id: str
    title: str
    note: str
    worn: Callable[[Colour], Colour]


PALETTES: Final[Mapping[str, Palette]] = {
    palette.id: palette
    for palette in (
        Palette(USUAL, "palettes.usual", "palettes.usual_note", _as_it_is),
        Palette("safe", "palettes.safe", "palettes.safe_note", lru_cache(maxsize=4096)(_safe)),
        Palette(
            "strong", "palettes.strong", "palettes.strong_note", lru_cache(maxsize=4096)(_strong)
        ),
    )
}


class _Wardrobe:
    """Which palette is worn by this program; as with a language, there is one at a time."""

    chosen = PALETTES[USUAL]


def wear(ident: str) -> None:
    """Wear a palette from now on.

    Args:
        ident: one of `PALETTES`.
    """
    _Wardrobe.chosen = PALETTES[ident]


def worn_by() -> str:
    """The id of the palette that is worn."""
    return _Wardrobe.chosen.id


def worn(colour: Colour) -> Colour:
    """The colour that is drawn for one that is meant."""
    return _Wardrobe.chosen.worn(colour)


def dressed(thing: T) -> T:
    """A look, or a part of one, with the colours that are drawn.

    Args:
        thing: what attrs describe; the fields whose types name a `Colour` are colours.
    """
    if _Wardrobe.chosen.id == USUAL:
        return thing
    found: T = _dressed(thing)
    return found


def _dressed(thing: Any) -> Any:
    if attrs.has(type(thing)):
        changes = {}
        for field in attrs.fields(type(thing)):
            value = getattr(thing, field.name)
            told = field.type if isinstance(field.type, str) else repr(field.type)
            changes[field.alias] = _coloured(value) if "Colour" in told else _dressed(value)
        if {"ink", "colour"} <= changes.keys():
            changes["ink"] = _readable(changes["ink"], changes["colour"])
        return attrs.evolve(thing, **changes)
    if isinstance(thing, dict):
        return {key: _dressed(value) for key, value in thing.items()}
    if isinstance(thing, tuple) and thing and all(attrs.has(type(part)) for part in thing):
        return tuple(_dressed(part) for part in thing)
    return thing


def _readable(ink: Colour, ground: Colour) -> Colour:
    """An ink that can be read on a ground: as it is, or as dark or light as it must be."""
    if _contrast(ink, ground) >= _LEAST:
        return ink
    return max(((12, 15, 19), (255, 255, 255)), key=lambda other: _contrast(other, ground))


def _contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21, as the guidelines for the web have it."""
    low, high = sorted(map(_light, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: Colour) -> float:
    """The relative luminance of sRGB, from 0 to 1."""
    parts = (c / 255 for c in colour)
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _coloured(value: Any) -> Any:
    """Colours, alone or many of them."""
    if isinstance(value, dict):
        return {key: _coloured(part) for key, part in value.items()}
    if isinstance(value, tuple) and len(value) == 3 and all(isinstance(n, int) for n in value):
        return worn(value)
    if isinstance(value, tuple):
        return tuple(_coloured(part) for part in value)
    return value
