"""What a seat may not see changes nothing on its board, in the window and at the terminal."""

from __future__ import annotations

import attrs
import pytest

from tests.any_rules import any_rules
from tests.secrets import worlds
from tests.secrets.hunt import run
from tests.secrets.test_secrets import GATE


def test_a_board_shows_nothing_that_a_seat_may_not_see(
    monkeypatch: pytest.MonkeyPatch, long_run: bool
) -> None:
    rules = any_rules("fog")
    monkeypatch.setattr(worlds, "book", lambda *_: ("fog", rules, rules.scenarios[0].id))
    shares = attrs.evolve(GATE, pictures=0.3)
    tally = run(4000 if long_run else 60, 100 if long_run else 6, 5, shares)
    assert not tally.failures, "\n".join(tally.failures)
    assert tally.pictures >= 6
