"""The map is drawn whatever the order of zooms, work and frames, with any of them left out."""

from __future__ import annotations

import pygame
from hypothesis import given
from hypothesis import strategies as st

from game.ui.map.mapview import MapView
from game.ui.scenes import scene_of
from tests.loaded import rules_of
from tests.randomised import examples

PART = ("sho", "drv", "shg", "klb")
SIZE = (240, 160)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.sampled_from([0.5, 0.8, 1.25, 2.0])),
        st.tuples(st.just("pan"), st.sampled_from([-90.0, 90.0])),
        st.tuples(st.just("work"), st.sampled_from([1.0, 500.0])),
        st.tuples(st.just("frame"), st.just(0.0)),
        st.tuples(st.just("size"), st.sampled_from([180.0, 240.0])),
    ),
    max_size=24,
)


@given(STEPS)
@examples(12)
def test_any_order_of_zooms_work_and_frames_can_be_drawn(steps: list[tuple[str, float]]) -> None:
    scene = scene_of(rules_of("rules"))
    assert scene is not None
    view, surface, now = MapView(pygame.Rect((0, 0), SIZE), scene), pygame.Surface(SIZE), 0.0
    view.set_in_play(PART)
    view.settle()
    for kind, amount in steps:
        if kind == "zoom":
            view.zoom(amount)
        elif kind == "pan":
            view.pan(amount, 0)
        elif kind == "size":
            view.resize(pygame.Rect(0, 0, int(amount), SIZE[1]))
        elif kind == "work":
            now += amount
            for _ in range(60):
                view.tick(int(now))
        else:
            view.draw(surface)
    view.draw(surface)


def test_new_tiles_that_were_never_drawn_are_no_endless_search_for_a_picture() -> None:
    scene = scene_of(rules_of("rules"))
    assert scene is not None
    view, surface = MapView(pygame.Rect((0, 0), SIZE), scene), pygame.Surface(SIZE)
    view.set_in_play(PART)
    view.fit()
    view.settle()
    view.draw(surface)
    view.zoom(2.0)
    view.settle()  # the new tiles are there, and nothing is drawn from them
    view.zoom(2.0)
    view.draw(surface)
