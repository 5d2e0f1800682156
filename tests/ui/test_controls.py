"""No text stops the window: what SDL refuses, such as a NUL, is drawn as an escape."""

from __future__ import annotations

import pygame
from hypothesis import given
from hypothesis import strategies as st

from game.ui import fonts
from tests.terminal.test_controls import STEERING

texts = st.text(st.one_of(st.sampled_from(STEERING), st.characters()), max_size=12)


@given(texts, st.integers(0, 2))
def test_any_text_can_be_drawn(text: str, spacing: int) -> None:
    pygame.font.init()
    drawn = fonts.render(text, 12, spacing=spacing, halo=(0, 0, 0))
    assert drawn.get_width() > 0
    assert fonts.measure(text, 12, spacing=spacing)[1] > 0


def test_a_control_character_is_seen() -> None:
    pygame.font.init()
    for char in STEERING:
        assert fonts.measure(char, 12) == fonts.measure(f"\\u{ord(char):04x}", 12)
