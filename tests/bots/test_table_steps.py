"""Bots that think in another process: the same game as without it, whoever dies or is too late."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from game.bots import worker
from game.bots.table_steps import Awaited, TableSteps
from game.bots.thinker import NoThinker
from game.table import GameSetup, Sitting, Step
from tests.bots.slow import TOLD, slow_bots
from tests.loaded import rules_of

#: Longer than any process here could need for anything, on a slow machine with much else to do.
WAIT = 200.0
#: So many moves no game here has.
MOST = 100


def sat(*bots: str, rules: str = "tic-tac-toe") -> Sitting:
    """A table with these bots (or people) in its seats."""
    known = rules_of(rules)
    seats = dict(zip(known.seats, bots, strict=True))
    return Sitting.open(GameSetup(known, known.scenarios[0].id, seats, 5), slow_bots)


@pytest.fixture
def steps_of() -> Iterator[Callable[[Sitting], TableSteps]]:
    """Makes them, and ends their processes."""
    made: list[TableSteps] = []

    def make(sitting: Sitting) -> TableSteps:
        made.append(TableSteps(sitting, slow_bots))
        return made[-1]

    yield make
    for each in made:
        each.close()
    until(lambda: not processes())


def processes() -> list[multiprocessing.process.BaseProcess]:
    """The processes in which bots think."""
    return [each for each in multiprocessing.active_children() if each.name == "panj bots"]


def until(met: Callable[[], object]) -> None:
    """Wait for something to come about."""
    deadline = time.monotonic() + WAIT
    while not met():
        assert time.monotonic() < deadline, "it does not come about"
        time.sleep(0.005)


def stepped(steps: TableSteps) -> Step | None:
    """The next step, once the bot has thought."""
    step = steps.step()
    until_over = time.monotonic() + WAIT
    while step is None and steps.thinking is not None:
        assert time.monotonic() < until_over, "the bot does not answer"
        time.sleep(0.005)
        step = steps.step()
    return step


def finish(step: Callable[[], Step | None]) -> None:
    """Make steps until there are no more."""
    for _ in range(MOST):
        if step() is None:
            return
    raise AssertionError("the game does not end")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """What the bots told so far of what they do."""
    file = tmp_path / "told"
    monkeypatch.setenv(TOLD, str(file))
    return lambda: file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def thinks(steps: TableSteps) -> Awaited | None:
    """Which bot thinks now."""
    return steps.thinking


StepsOf = Callable[[Sitting], TableSteps]


def test_a_game_goes_as_it_would_in_one_process(steps_of: StepsOf) -> None:
    ours, plain = sat("bot:slow", "bot:random"), sat("bot:slow", "bot:random")
    steps = steps_of(ours)
    finish(lambda: stepped(steps))
    finish(plain.step)
    assert ours.over
    assert [e.act for e in ours.entries] == [e.act for e in plain.entries]


def test_quick_bots_need_no_process(steps_of: StepsOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> NoReturn:
        raise AssertionError("no process is wanted")

    monkeypatch.setattr(worker, "_started", refuse)
    for bots in (("bot:random", "bot:random"), ("bot:doctrine", "human")):
        steps = steps_of(sat(*bots, rules="kuhn"))
        finish(steps.step)
        assert steps.thinking is None


def test_an_answer_that_comes_too_late_is_not_waited_for(steps_of: StepsOf) -> None:
    sitting = sat("human", "bot:endless")
    steps = steps_of(sitting)
    steps.look()
    assert thinks(steps) is None, "a person is asked"
    sitting.play(sitting.legal()[0].id)
    assert steps.step() is None
    thinking = thinks(steps)
    assert thinking is not None
    assert (thinking.seat, sitting.n) == (sitting.game.seats[1], 1)
    until(processes)
    (first,) = processes()
    sitting.undo()
    assert steps.thinking is None, "it is known at once"
    steps.look()
    until(lambda: not first.is_alive())
    sitting.facilitator.set_seat(sitting.game.seats[1], "bot:slow")
    sitting.play(sitting.legal()[1].id)
    assert stepped(steps) is not None


def test_all_ends_at_once_when_the_table_is_left(steps_of: StepsOf) -> None:
    steps = steps_of(sat("bot:endless", "human"))
    for wait in (True, False):
        assert steps.step() is None
        if wait:
            until(processes)
        # Its bot never answers: a close that waited would not come back.
        steps.close()
        until(lambda: not processes())


def test_a_process_that_dies_is_replaced_and_asked_the_same(
    steps_of: StepsOf, told: Callable[[], list[str]]
) -> None:
    ours, plain = sat("bot:frail", "bot:slow"), sat("bot:frail", "bot:slow")
    steps = steps_of(ours)
    finish(lambda: stepped(steps))
    assert told() == ["dies"]
    finish(plain.step)
    assert ours.over
    assert [e.act for e in ours.entries] == [e.act for e in plain.entries]


def test_one_that_dies_again_and_again_is_told_in_a_sentence(steps_of: StepsOf) -> None:
    sitting = sat("bot:deadly", "human")
    steps = steps_of(sitting)
    with pytest.raises(NoThinker, match=r"ended 3 times \(exit status 7\)\.$"):
        stepped(steps)
    assert thinks(steps) is None
    assert steps.step() is None, "whoever tries again asks again, and nothing dies here"
    assert thinks(steps) is not None
    sitting.facilitator.set_seat(sitting.game.seats[0], "bot:random")
    assert stepped(steps) is not None


@pytest.mark.parametrize("started", [False, True])
def test_one_that_is_hurried_moves_with_what_it_has(
    steps_of: StepsOf, told: Callable[[], list[str]], started: bool
) -> None:
    sitting = sat("bot:ponder", "bot:ponder")
    steps, legal = steps_of(sitting), sitting.game.legal(sitting.state)
    assert steps.step() is None
    awaited = thinks(steps)
    assert awaited is not None
    assert awaited.hurries
    if started:
        until(told)
    assert steps.step() is None
    steps.hurry()
    step = stepped(steps)
    assert step is not None
    assert step.move.id == legal[-1]
    before = len(told())
    assert steps.step() is None
    # One that is hurried ends after the first of its steps.
    until(lambda: told()[before:][:3] == ["step 1", "step 2", "step 3"])
    assert steps.step() is None, "the next is not hurried with it"


def test_a_mistake_of_a_bot_is_raised_here_with_its_place(steps_of: StepsOf) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        stepped(steps_of(sat("bot:mistaken", "human")))
    assert "slow.py" in str(caught.value.__cause__)


def test_where_no_process_can_be_had_it_is_thought_here(
    steps_of: StepsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> NoReturn:
        raise OSError(11, "no room for another")

    monkeypatch.setattr(worker, "_started", refuse)
    sitting = sat("bot:slow", "human")
    assert stepped(steps_of(sitting)) is not None
    assert [n for n in sitting.notices if "no room for another" in n]
