"""The dock below the board: what is told has all the room that is there."""

from __future__ import annotations

import pygame
from hypothesis import given
from hypothesis import strategies as st

from game.ui.stage.dock import Dock
from game.ui.stage.words import DockWords
from game.ui.theme import TEXT, Theme
from game.ui.widgets import Root, Span
from game.ui.widgets.words import Text


class _Steers:
    """Whoever the buttons are for: nobody."""

    def back(self) -> None: ...

    def hold(self) -> None: ...

    def faster(self) -> None: ...

    def forward(self) -> None: ...

    def hurry(self) -> None: ...

    def skip(self) -> None: ...

    def mute(self) -> None: ...

    def follow(self, place: str) -> None: ...


def dock_of(size: tuple[int, int], said: str, why: str, scale: float = 1.0) -> Dock:
    """A dock that tells this, below a board in an area of this size."""
    pygame.font.init()
    dock = Dock(_Steers())
    theme = Theme(text=scale)
    theme.suit(size)
    root = Root(theme, size)
    root.push(dock)
    dock.suit(pygame.Rect(0, 0, *size))
    high = dock.measure(size[0])[1]
    dock.tell(DockWords("shield", TEXT, "Who", "What", "", (Span(said),)), why, rolls=False)
    dock.place(pygame.Rect(0, 0, size[0], high))
    return dock


WORDS = st.lists(
    st.sampled_from(["garrison", "stands", "at", "Shamsiddin Shohin", "0", "now,", "and"]),
    min_size=1,
    max_size=40,
).map(" ".join)
SIZES = st.tuples(st.integers(640, 1900), st.integers(380, 1300))


@given(SIZES, WORDS, st.sampled_from(["", "“Hold places that fail.”"]), st.floats(0.8, 1.6))
def test_no_sentence_is_cut_where_a_line_more_has_room(
    size: tuple[int, int], said: str, why: str, scale: float
) -> None:
    dock = dock_of(size, said, why, scale)
    words, told = dock.said, dock.said.rect
    # On a narrow window the buttons lie below what is told, else beside it.
    under = dock.next.rect.top if dock.next.rect.left <= told.right else dock.rect.bottom
    below = dock.why.rect.top if why and dock.why.visible else under
    assert told.bottom <= below
    assert dock.rect.contains(told) or told.width == 8
    if not words.whole(told.width):
        margin = dock.theme.gap(1.1)
        assert told.bottom + words.line_height > below - (0 if why else margin)
        small = Text(said, size="small", lines=words.lines)
        dock.add(small)
        assert not small.whole(told.width)


@given(SIZES, WORDS, WORDS)
def test_the_dock_is_as_high_whatever_it_tells(size: tuple[int, int], one: str, two: str) -> None:
    dock = dock_of(size, one, "")
    before = dock.measure(size[0])
    for said, why in ((two, "Because."), ("", ""), (one, "")):
        dock.tell(DockWords("", TEXT, "", "What", "", (Span(said),)), why, rolls=False)
        assert dock.measure(size[0]) == before
