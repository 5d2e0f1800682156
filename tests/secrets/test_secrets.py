"""A short share of `python -m tests.secrets`, the same in every gate."""

from __future__ import annotations

import attrs
import pytest

from game.table import Sitting
from tests.any_rules import any_rules
from tests.secrets import worlds
from tests.secrets.hunt import Shares, run

#: Short games alone: the large ones are met in the long run.
GATE = Shares(positions=0.5, bare=3, pictures=0.05, own=0.0, generated=2)


def test_what_is_hidden_shows_nowhere() -> None:
    tally = run(600, 4, 11, GATE)
    assert not tally.failures, "\n".join(tally.failures)
    assert {"bare", "cells", "answers", "chance", "played on"} <= {*tally.pairs}
    assert {"view", "legal", "reasons", "log", "story", "terminal", "window"} <= {*tally.items}
    assert tally.pictures >= 4


def test_a_leak_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness is not blind: a log that tells all is a failure, told with its command."""
    monkeypatch.setattr(Sitting, "log", lambda sitting, seat: sitting._logs.log(None))
    failures = run(600, 0, 7, GATE).failures
    assert failures
    assert all(line.startswith("python -m tests.secrets --seed 7 --game ") for line in failures)


def test_secret_actions_show_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "idiom: orders given at once"
    rules = any_rules(name)
    found = (name, rules, rules.scenarios[0].id)
    monkeypatch.setattr(worlds, "book", lambda *_: found)
    tally = run(150, 0, 3, attrs.evolve(GATE, pictures=0.0))
    assert not tally.failures, "\n".join(tally.failures)
    assert tally.pairs["answers"] > 3
