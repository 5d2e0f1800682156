"""Random events on a window: nothing fails, and from wherever it is the title can be reached."""

from __future__ import annotations

import pytest

from tests.ui.storm import blow


@pytest.mark.parametrize(
    ("name", "seed", "events"),
    [
        ("tic-tac-toe", 1, 800),
        ("kuhn", 2, 800),
        ("dice-race", 3, 800),
        ("first-watch", 4, 200),
    ],
)
def test_a_storm_of_events(name: str, seed: int, events: int) -> None:
    report = blow(name, seed, events, (1280, 800))
    assert report.events >= events
    assert report.titles
    assert report.screens["TableScreen"]
