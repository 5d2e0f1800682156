"""A short share of `python -m tests.secrets`, the same in every gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

import attrs
import pytest

from game.bots import bots_of
from game.table import GameSetup, LogLine, Sitting
from game.ui.shared_table import SharedTable
from tests.any_rules import any_rules
from tests.councils import to_the_council
from tests.making_once import making_once
from tests.secrets import worlds
from tests.secrets.at_window import Eyes, council_items
from tests.secrets.hunt import Shares, run
from tests.secrets.shown import World

#: Short games alone: the large ones are met in the long run.
GATE = Shares(positions=0.5, bare=3, pictures=0.05, own=0.0, generated=2)


def test_what_is_hidden_shows_nowhere() -> None:
    tally = run(600, 4, 11, GATE)
    assert not tally.failures, "\n".join(tally.failures)
    assert {"bare", "cells", "answers", "chance", "played on"} <= {*tally.pairs}
    assert {"view", "legal", "reasons", "log", "story", "terminal", "window", "page", "look"} <= {
        *tally.items
    }
    assert tally.pictures >= 4


def test_a_leak_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness is not blind: a log that tells all is a failure, told with its command."""
    monkeypatch.setattr(Sitting, "log", lambda sitting, seat: sitting._logs.log(None))
    failures = run(600, 0, 7, GATE).failures
    assert failures
    assert all(line.startswith("python -m tests.secrets --seed 7 --game ") for line in failures)


@pytest.fixture(scope="module")
def eyes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Eyes]:
    """One window for the councils."""
    with making_once():
        yield Eyes(any_rules("rules"), tmp_path_factory.mktemp("eyes"))


@pytest.fixture(scope="module")
def council() -> Sitting:
    """Three people of whom one is asked, before all, to whom they make an offer."""
    seats = dict.fromkeys(("umbrella", "coordination", "ground"), "human")
    setup = GameSetup(any_rules("rules"), "full-equation", seats, 3)
    sitting = Sitting.open(setup, bots_of, clock=worlds.STILL)
    to_the_council(sitting)
    assert sitting.to_move == "ground"
    return sitting


def test_councils_show_nothing_that_is_hidden(council: Sitting, eyes: Eyes) -> None:
    """Words and pixels of the council and of the open table, whatever one seat does not see."""
    dice, found = Random(4), Counter[str]()
    for seat in ("ground", "umbrella"):
        hidden = worlds.hidden_from(council.game, council.state, seat)
        cells = worlds.of_one_kind(council.game, hidden, dice)
        one, two = (World(worlds.fork(council), seat) for _ in range(2))
        for world in (one, two):
            assert worlds.change(world.sitting, cells, 6, dice)
        items = dict(council_items(one, eyes, dice))
        if seat == "ground":
            # What all of them see is compared with the eyes of who is not asked.
            del items["aloud"]
        for name, ask in items.items():
            assert ask(one) == ask(two), name
            found[name] += 1
    assert found == {"council words": 1, "council picture": 1, "aloud": 1}


def test_a_council_that_tells_more_is_found(
    council: Sitting, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison is not blind: an open table with the eyes of one of them is told apart."""
    monkeypatch.setattr(SharedTable, "lookers", lambda shared, _: [council.pending.seat])
    one, two = (World(worlds.fork(council), "umbrella") for _ in range(2))
    for world, means in ((one, 0), (two, 9)):
        world.sitting.facilitator.override("means[ground]", means, "a test")
    assert eyes.aloud(one, True) != eyes.aloud(two, True)


def test_secret_actions_show_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "idiom: orders given at once"
    rules = any_rules(name)
    found = (name, rules, rules.scenarios[0].id)
    monkeypatch.setattr(worlds, "book", lambda *_: found)
    tally = run(150, 0, 3, attrs.evolve(GATE, pictures=0.0))
    assert not tally.failures, "\n".join(tally.failures)
    assert tally.pairs["answers"] > 3


def test_a_log_for_several_that_tells_by_absence_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison is not blind: lines that all read alike leave out what one of them saw."""

    def alike(sitting: Sitting, seats: Sequence[str]) -> list[LogLine]:
        first, *others = ({line.n: line for line in sitting.log(seat)} for seat in seats)
        texts = [{n: line.text for n, line in log.items()} for log in others]
        return [line for n, line in first.items() if all(t.get(n) == line.text for t in texts)]

    monkeypatch.setattr(Sitting, "common_log", alike)
    failures = run(150, 0, 5, attrs.evolve(GATE, pictures=0.0)).failures
    assert any("log with" in line for line in failures)
