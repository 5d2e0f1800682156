"""Plates are moved apart, and no more than that; they shrink before they leave their land."""

from __future__ import annotations

import pygame
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.geography import Point
from game.ui.map.placing import Spot, Stand, arrange

BOUNDS = pygame.Rect(0, 0, 900, 600)
HOMES = st.lists(st.tuples(st.integers(60, 840), st.integers(40, 560)), max_size=10)
SIGNS = st.lists(
    st.builds(pygame.Rect, st.integers(0, 880), st.integers(0, 580), st.just(24), st.just(24)),
    max_size=4,
)


def pixel(at: Point) -> Spot:
    return round(at[0]), round(at[1])


def stand(home: tuple[int, int], *sizes: tuple[int, int]) -> Stand:
    """What stands at a place or a little beside it."""
    x, y = home
    land = [(x + dx, y + dy) for dx in (0, -30, 30) for dy in (0, -20, 20)]
    return Stand(sizes or ((110, 40), (60, 30)), land, pixel)


@given(HOMES, SIGNS)
def test_no_plate_covers_another_or_a_sign(
    homes: list[tuple[int, int]], signs: list[pygame.Rect]
) -> None:
    placed = arrange([stand(home) for home in homes], signs, BOUNDS)
    for n, stood in enumerate(placed):
        assert BOUNDS.contains(stood.rect) or stood.led
        assert stood.rect.collidelist([*(s.rect for s in placed[:n]), *signs]) < 0


@given(HOMES)
def test_a_plate_with_room_stays_whole_and_at_home(homes: list[tuple[int, int]]) -> None:
    for home in homes:
        (stood,) = arrange([stand(home)], [], BOUNDS)
        assert stood.form == 0
        assert stood.rect.center == home


def test_who_has_no_room_takes_a_leaner_form_and_then_stands_beside_its_land() -> None:
    home = (450, 300)
    alone = Stand(((110, 40), (60, 30)), [home], pixel)
    wall = pygame.Rect(0, 0, 40, 40)
    wall.midleft = (home[0] + 35, home[1])
    (lean,) = arrange([alone], [wall], BOUNDS)
    assert (lean.form, lean.led) == (1, False)
    wall.center = home
    (led,) = arrange([alone], [wall], BOUNDS)
    assert led.led
    assert not led.rect.colliderect(wall)


def test_a_plate_without_any_room_stays_at_home() -> None:
    home = (35, 35)
    everywhere = BOUNDS.inflate(3000, 3000)
    (stood,) = arrange([Stand(((50, 50),), [home], pixel)], [everywhere], BOUNDS)
    assert stood.rect.center == home
