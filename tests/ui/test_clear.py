"""Where boxes stand beside what they belong to."""

from __future__ import annotations

import pygame
from hypothesis import given
from hypothesis import strategies as st

from game.ui.clear import all_beside, beside

ROOM = pygame.Rect(0, 0, 900, 600)
SIZES = st.tuples(st.integers(20, 200), st.integers(15, 60))


def boxes(most: int) -> st.SearchStrategy[list[pygame.Rect]]:
    """Boxes in the room."""
    box = st.builds(
        pygame.Rect,
        st.integers(0, 780),
        st.integers(0, 540),
        st.integers(20, 120),
        st.integers(15, 60),
    )
    return st.lists(box, min_size=1, max_size=most)


@given(boxes(1), SIZES)
def test_a_box_alone_stands_beside_its_home_in_the_room_and_covers_nothing(
    homes: list[pygame.Rect], size: tuple[int, int]
) -> None:
    rect = beside(homes[0], size, homes, ROOM)
    assert ROOM.contains(rect)
    assert rect.size == size
    assert not rect.colliderect(homes[0])


@given(boxes(12), SIZES)
def test_no_box_is_moved_where_it_covers_more_than_straight_above(
    homes: list[pygame.Rect], size: tuple[int, int]
) -> None:
    def covered(rect: pygame.Rect) -> int:
        return sum(rect.clip(h).width * rect.clip(h).height for h in homes)

    above = pygame.Rect((0, 0), size)
    above.midbottom = homes[0].centerx, homes[0].top - 4
    found = beside(homes[0], size, homes, ROOM)
    assert not ROOM.contains(above) or covered(found) <= covered(above)


@given(boxes(3), SIZES)
def test_several_boxes_stand_clear_of_one_another_where_there_is_room(
    homes: list[pygame.Rect], size: tuple[int, int]
) -> None:
    far = [pygame.Rect(60 + 300 * n, 280, 80, 30) for n in range(len(homes))]
    found = all_beside([(home, (min(size[0], 120), size[1])) for home in far], far, ROOM)
    assert all(not a.colliderect(b) for a in found for b in [*far, *found] if a is not b)
