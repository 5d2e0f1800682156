"""What stands on one space never covers what stands on another, whatever the position and zoom."""

from __future__ import annotations

import itertools
import random

import pygame
import pytest

from game.ui.map.counters import CounterPicture, PassagePicture, SpacePicture
from game.ui.map.mapview import MapView
from game.ui.map.scene import Scene
from game.ui.scenes import scene_of
from tests.loaded import rules_of


def _scene() -> Scene:
    found = scene_of(rules_of("rules"))
    assert found is not None
    return found


SCENE = _scene()
LOOK, GEOGRAPHY = SCENE.look, SCENE.geography
ALL = tuple(GEOGRAPHY.spaces)
PARTS = (ALL, ("sho", "drv", "shg", "klb", "sbz", "dmy", "sik", "fzb"), ALL[::2])
#: Boards of windows from 800x600 to 3840x2160, upright ones too.
BOARDS = ((440, 500), (700, 560), (986, 690), (1080, 840), (1440, 1028), (2900, 2050))
#: The width of the board at the largest text, in pixels at a text size of 1.
ROOM = 330
ON_PLACES = tuple(m.id for m in LOOK.marks.values() if m.on == "place")
ON_PASSAGES = tuple(m.id for m in LOOK.marks.values() if m.on == "passage")


def position(dice: random.Random) -> tuple[list[SpacePicture], list[PassagePicture]]:
    """Any position: each space with any pieces, in any number."""
    spaces = []
    for i in dice.choice(PARTS):
        kinds = dice.sample(list(LOOK.counters), dice.randint(0, 6))
        held = tuple(CounterPicture(k, dice.randint(0, 12), dice.random() < 0.3) for k in kinds)
        marks = tuple(dice.sample(ON_PLACES, dice.randint(0, min(2, len(ON_PLACES)))))
        spaces.append(SpacePicture(i, held, dice.randint(-9, 9), marks))
    passages = [
        PassagePicture(p.a, tuple(dice.sample(ON_PASSAGES, dice.randint(0, 2))))
        for p in GEOGRAPHY.passages
    ]
    return spaces, passages


def shown(view: MapView) -> dict[str, pygame.Rect]:
    """What of each space is shown, and the signs on passages."""
    plates = {i: r for i, r in view.plates().items() if r.width}
    return plates | {f"sign {n}": r for n, r in enumerate(view.signs())}


def meeting(view: MapView) -> list[str]:
    """What covers something of another space."""
    return [
        f"{a} {one} and {b} {two}"
        for (a, one), (b, two) in itertools.combinations(shown(view).items(), 2)
        if one.colliderect(two) and not (a.startswith("sign") and b.startswith("sign"))
    ]


def printed(view: MapView) -> list[pygame.Rect]:
    """The names that are printed on the ground, without the signs of passages."""
    tiles = view._basemap._tiles
    assert tiles is not None
    assert not tiles._stale & set(tiles.cells(view._basemap._area(view.projection)))
    passages = len(GEOGRAPHY.passages)
    return [rect for _, rect in tiles._names.printed[passages:]]


def test_nothing_stands_on_another_space(long_run: bool) -> None:
    dice = random.Random(7)
    for n in range(3000 if long_run else 60):
        board = dice.choice(BOARDS)
        # No window shows larger text than its board has room for.
        text = 1.0 + dice.random() * (board[0] / ROOM - 1.0)
        view = MapView(pygame.Rect((0, 0), board), SCENE, text)
        spaces, passages = position(dice)
        view.set_in_play([p.id for p in spaces])
        view.set_pictures(spaces, passages)
        view.fit()
        view.arrange()
        assert meeting(view) == [], (n, board, text)
        for zoom in dice.choices((0.8, 1.25, 1.6), k=2):
            view.zoom(zoom)
            assert meeting(view) == [], (n, board, text, "while the scale changes")
            view.arrange()
            assert meeting(view) == [], (n, board, text, view.projection.scale)


def test_no_name_of_a_town_lies_under_what_grew_since_it_was_printed(long_run: bool) -> None:
    dice = random.Random(11)
    named = moved = 0
    for n in range(40 if long_run else 3):
        view = MapView(pygame.Rect((0, 0), dice.choice(BOARDS[:4])), SCENE, 1.0)
        view.set_pictures([SpacePicture(i) for i in ALL])
        view.fit()
        view.settle()
        bakes = view.bakes
        for turn in range(4):
            spaces, passages = position(dice)
            before = printed(view)
            view.set_pictures(spaces, passages)
            view.settle()
            here = printed(view)
            shift = view.projection.shift(GEOGRAPHY.corner)
            plates = [*view.plates().values(), *view.signs()]
            for rect in here:
                # The margins of a name's picture may meet what is beside it.
                assert rect.move(shift).inflate(-4, -4).collidelist(plates) < 0, (n, turn, rect)
            named, moved = named + len(here), moved + (before != here)
        assert view.bakes == bakes, "only the tiles that change are drawn again"
    assert named > 100
    assert moved


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("text", [1.0, 1.75])
def test_pieces_stand_on_their_own_land_or_are_led_to_it(
    board: tuple[int, int], text: float
) -> None:
    view = MapView(pygame.Rect((0, 0), board), SCENE, text)
    kinds = tuple(LOOK.counters)[:4]
    held = tuple(CounterPicture(k, 2) for k in kinds)
    view.set_pictures([SpacePicture(i, held, -3) for i in ALL])
    view.fit()
    view.arrange()
    led = view.led()
    x0, y0, x1, y1 = GEOGRAPHY.shown(frozenset(ALL))
    (left, top), (right, bottom) = map(view.projection.to_screen, ((x0, y1), (x1, y0)))
    land = pygame.Rect(round(left), round(top), round(right - left), round(bottom - top))
    for i, rect in view.plates().items():
        assert land.inflate(4, 4).contains(rect) or i in led, i
        x, y = view.projection.to_plane(rect.center)
        near = {GEOGRAPHY.space_at(x + dx, y + dy) for dx in (-9, 0, 9) for dy in (-9, 0, 9)}
        # What would stand over the edge is moved in.
        moved_in = not land.inflate(-4, -4).contains(rect)
        assert i in near or moved_in or i in led, i
    assert len(led) <= len(ALL) // 3
