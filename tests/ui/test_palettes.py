"""The palettes: what is told by colour is told in each of them, and can be read."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pygame
import pytest

from game.drawing.palettes import PALETTES, USUAL, dressed, wear, worn, worn_by
from game.drawing.seats import seat_styles
from game.resources import known_games
from game.rules import Rules
from game.rules.look import Colour
from game.ui import theme
from game.ui.boards.seats import readable
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.table import TableScreen
from game.ui.settings import Settings
from game.ui.theme import shown
from tests.loaded import compiled, rules_of
from tests.ui.conftest import Driver

#: How eyes without one kind of cones see light (Machado, Oliveira and Fernandes, 2009).
EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
}  # fmt: skip
WORDS = ("TEXT", "MUTED", "ACCENT", "LINK", "GOOD", "BAD")
GROUNDS = ("INK", "GROUND", "PANEL", "CARD")


@pytest.fixture(autouse=True)
def as_usual() -> Iterator[None]:
    yield
    wear(USUAL)


def linear(colour: Colour) -> tuple[float, float, float]:
    r, g, b = ((c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in colour)
    return r, g, b


def light(colour: Colour) -> float:
    """The relative luminance of WCAG."""
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of WCAG, from 1 to 21."""
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour, eyes: str) -> tuple[float, float, float]:
    """A colour as some eyes see it, in CIE Lab."""
    seen = linear(colour)
    if eyes:
        rows = EYES[eyes]
        seen = tuple(sum(m * c for m, c in zip(row, seen, strict=True)) for row in rows)  # type: ignore[assignment]
    r, g, b = (min(1.0, max(0.0, c)) for c in seen)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = ((v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116) for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: Colour, other: Colour, eyes: str = "") -> float:
    """How far two colours are from each other for some eyes; 10 is plainly another colour."""
    pairs = zip(lab(one, eyes), lab(other, eyes), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("palette", PALETTES)
def test_words_can_be_read_in_every_palette(palette: str) -> None:
    wear(palette)
    for word, ground in itertools.product(WORDS, GROUNDS):
        tint, back = getattr(theme, word), getattr(theme, ground)
        assert contrast(shown(tint), shown(back)) >= 4.5, (word, ground)
        if palette == "strong":
            assert contrast(shown(tint), shown(back)) >= 7, (word, ground)


@pytest.mark.parametrize("eyes", ["", *EYES])
def test_the_safe_palette_tells_good_from_bad_for_all_eyes(eyes: str) -> None:
    wear("safe")
    for one, other in itertools.combinations(("TEXT", "ACCENT", "GOOD", "BAD"), 2):
        far = apart(shown(getattr(theme, one)), shown(getattr(theme, other)), eyes)
        assert far > 12, (one, other, far)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("name", ["rules", *known_games()])
def test_seats_are_told_apart_in_every_palette(name: str, palette: str) -> None:
    """By colour for most eyes, and for all of them by shape, outline, hatch or mark."""
    wear(palette)
    rules = rules_of(name)
    game = compiled(name, rules.scenarios[-1].id, "interpreted")
    styles = seat_styles(game, dressed(rules.look))
    for one, other in itertools.combinations(styles.values(), 2):
        assert apart(one.colour, other.colour) > 8
        assert (one.shape, one.outline, one.hatch, one.mark) != (
            other.shape, other.outline, other.hatch, other.mark
        )  # fmt: skip
    for style in styles.values():
        assert contrast(readable(style.colour), shown(theme.PANEL)) >= 3


@pytest.mark.parametrize("palette", PALETTES)
def test_counters_and_badges_are_told_apart_without_colour(rules: Rules, palette: str) -> None:
    wear(palette)
    look = dressed(rules.look)
    own = [c for c in look.counters.values() if not c.shadow]
    assert len({(c.silhouette, c.hatch, c.letter) for c in own}) == len(own)
    states = look.badge.states
    assert len({state.silhouette for state in states}) == len(states)
    inks = [(c.ink, c.colour) for c in own] + [(s.ink, s.colour) for s in states]
    assert all(contrast(ink, colour) >= 3 for ink, colour in inks)
    if palette == "safe":
        for eyes, (one, other) in itertools.product(EYES, itertools.combinations(states, 2)):
            assert apart(one.colour, other.colour, eyes) > 12


def test_a_look_is_dressed_in_all_its_colours_and_nothing_else(rules: Rules) -> None:
    for name in ("rules", "two-bridges"):
        look = rules_of(name).look
        assert dressed(look) is look
        for palette in set(PALETTES) - {USUAL}:
            wear(palette)
            other = dressed(look)
            assert [changed for changed in differing(look, other) if not is_colour(changed)] == []
            assert len(list(differing(look, other))) > 3
            for told, drawn in zip(look.seats.values(), other.seats.values(), strict=True):
                assert drawn.colour == worn(told.colour)
            wear(USUAL)
    assert rules.look.map.keys() == dressed(rules.look).map.keys()


def differing(one: Any, other: Any) -> Iterator[object]:
    """The least parts in which two things differ."""
    if one == other:
        return
    if attrs.has(type(one)):
        for field in attrs.fields(type(one)):
            yield from differing(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, dict) and isinstance(other, dict):
        for key in one:
            yield from differing(one[key], other[key])
    elif isinstance(one, tuple) and isinstance(other, tuple) and not is_colour(one):
        for a, b in zip(one, other, strict=True):
            yield from differing(a, b)
    else:
        yield one


def is_colour(thing: object) -> bool:
    return (
        isinstance(thing, tuple)
        and len(thing) == 3
        and all(isinstance(n, int) and 0 <= n <= 255 for n in thing)
    )


@pytest.mark.parametrize("palette", sorted(set(PALETTES) - {USUAL}))
def test_a_palette_is_chosen_at_the_table_and_kept(driver: Driver, palette: str) -> None:
    driver.begin(coordination="bot:random", ground="bot:random")
    before, n = driver.picture(), driver.client.sitting.n
    show_settings(driver.table)
    driver.click(f"palette:{palette}")
    assert driver.has("page:looks")
    driver.key(pygame.K_ESCAPE)
    driver.settle()
    assert isinstance(driver.app.screen, TableScreen)
    assert driver.client.sitting.n == n
    assert driver.picture() != before
    assert json.loads(driver.app.settings._file.read_bytes())["palette"] == palette
    assert driver.table.look.seats == dressed(driver.client.game.rules.look).seats
    wear(USUAL)
    Settings(driver.app.settings._file)
    assert worn_by() == palette


def test_a_palette_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"palette": "purple"}', encoding="utf-8")
    settings = Settings(file)
    assert settings.palette == worn_by() == USUAL
    assert "purple" in settings.take_problem()
