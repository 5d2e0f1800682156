"""A short share of each long run of `python -m tests.faults`, the same in every gate."""

from __future__ import annotations

import itertools
import os
import random
from pathlib import Path

import pytest

from game.table.header import MARKER
from tests.faults import damage, disk, kills
from tests.faults.sessions import SESSIONS

#: Injections in each session; a window takes ten times as long as a table alone.
SHARE, SHARE_OF_WINDOW = 4, 2


@pytest.mark.parametrize("session", SESSIONS)
def test_calls_that_fail(session: str) -> None:
    share = SHARE_OF_WINDOW if session.startswith("window") else SHARE
    result = disk.inject([session], share, seed=7)
    assert not result.failures, "\n".join(result.failures)
    assert result.injections == share


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks children, to kill them at once")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    with disk.rules_once():
        result = kills.run(6, 0, 3, tmp_path)
    assert not result.failures, "\n".join(result.failures)
    assert result.killed + result.ended == 6


@pytest.mark.parametrize("name", damage.bases())
def test_damaged_saves(name: str, tmp_path: Path) -> None:
    tally, data = damage.Tally(), damage.bases()[name]
    with disk.rules_once():
        trial = damage.Trial(name, data, tmp_path)
        trial.positions()
        head = data.index(MARKER.encode())
        ends = [(f"--cut {at}", data[:at]) for at in range(head, len(data), 31)]
        for damaged in (
            iter(ends),
            itertools.islice(damage.cuts(data), 0, head, 211),
            itertools.islice(damage.shuffles(data, trial.spans()), 0, None, 7),
            damage.flips(data, 150, random.Random(4)),
        ):
            damage.try_all(trial, damaged, tally)
    assert not tally.failures, "\n".join(tally.failures)
    assert min(tally.partly, tally.refused) > 20
