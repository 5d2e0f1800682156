"""Old and new over a place: what moves is drawn of its own, and told where something changed."""

from __future__ import annotations

import pygame

from game.rules.look import Look
from game.ui.map import counters
from game.ui.map.counters import CounterPicture, SpacePicture
from game.ui.stage.chips import Chips
from game.ui.widgets.tween import Tween
from tests.loaded import rules_of

SIDE = 30
ROOM = pygame.Rect(0, 0, 400, 300)
PLATE = pygame.Rect(150, 120, 90, 40)


def pictures(look: Look, badge: int, value: int) -> dict[str, SpacePicture]:
    """A place with a badge and a counter."""
    kind = next(iter(look.counters))
    return {"here": SpacePicture("here", (CounterPicture(kind, value, False),), badge, (), "none")}


def chips(old: int, new: int) -> Chips:
    """The chips of a place whose badge goes from one number to another."""
    look = rules_of("rules").look
    made = Chips(lambda _: PLATE, lambda: [PLATE], lambda: ROOM)
    made.show(look, pictures(look, old, 1), pictures(look, new, 1), SIDE, Tween(0.3))
    return made


def test_what_moves_leaves_the_badges_of_the_map_as_they_are() -> None:
    pygame.display.init()
    pygame.font.init()
    made, look = chips(-2, 1), rules_of("rules").look
    for _ in range(30):
        made.draw(pygame.Surface(ROOM.size))
        for value in (-2, 1):
            assert counters.badge(look.state(value), value, SIDE).get_alpha() in (None, 255)
        made.tick(0.02)


def test_chips_are_where_something_is_seen_to_change() -> None:
    assert chips(-2, 1).places == {"here"}
    assert chips(1, 1).places == frozenset()
    (rect,) = chips(-2, 1).rects()
    assert ROOM.contains(rect.inflate(-6, -26))
