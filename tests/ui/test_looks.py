"""What a person looks at in the window before a choice is told with it."""

from __future__ import annotations

import pygame
import pytest

from game.ui.screens import cards
from tests.entries import moved
from tests.ui.conftest import Driver

pytestmark = pytest.mark.window


def test_what_is_looked_at_before_a_choice_is_told_with_it(driver: Driver) -> None:
    driver.begin(umbrella="human", coordination="bot:doctrine", ground="bot:doctrine")
    client = driver.client
    cards.briefs(driver.table)
    driver.key(pygame.K_ESCAPE)
    refused = next(option for option in client.options() if not option.legal)
    assert refused.why_not
    legal = next(option for option in client.options() if option.legal)
    client.preview(legal.move.id)
    client.play(legal.move.id)
    entry = client.sitting.entries[-1]
    assert entry.actor == "umbrella"
    looked = moved(entry).looked
    assert looked is not None
    assert looked.briefs == 1
    assert refused.move.name in looked.reasons
    assert legal.move.name in looked.previews
