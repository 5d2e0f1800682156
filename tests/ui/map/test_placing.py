"""Plates are moved apart, and no more than that."""

from __future__ import annotations

import pygame
from hypothesis import given
from hypothesis import strategies as st

from game.ui.map.placing import spread

BOUNDS = pygame.Rect(0, 0, 900, 600)
PLATES = st.lists(
    st.builds(
        pygame.Rect, st.integers(0, 900), st.integers(0, 600), st.integers(1, 120), st.just(40)
    ),
    max_size=10,
)
SIGNS = st.lists(
    st.builds(pygame.Rect, st.integers(0, 880), st.integers(0, 580), st.just(24), st.just(24)),
    max_size=4,
)


@given(PLATES, SIGNS)
def test_no_plate_covers_another_or_a_sign(
    homes: list[pygame.Rect], signs: list[pygame.Rect]
) -> None:
    placed = spread(homes, signs, BOUNDS)
    assert [rect.size for rect in placed] == [home.size for home in homes]
    for n, rect in enumerate(placed):
        assert BOUNDS.contains(rect)
        assert rect.collidelist([*placed[:n], *signs]) < 0


@given(PLATES)
def test_plates_with_room_stay_at_home(homes: list[pygame.Rect]) -> None:
    placed = spread(homes, [], BOUNDS)
    assert spread(placed, [], BOUNDS) == placed


def test_a_plate_without_room_stays_at_home() -> None:
    home = pygame.Rect(10, 10, 50, 50)
    assert spread([home], [BOUNDS], BOUNDS) == [home]
