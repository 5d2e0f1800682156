"""The time of councils: it counts while it runs, never forces anything, and begins anew."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.table.timer import CouncilTimer

MINUTE = 60_000


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 0

    def now(self) -> datetime:
        """A time of day."""
        return datetime(2026, 3, 1, tzinfo=UTC)

    def elapsed(self) -> int:
        """Milliseconds, as they were set."""
        return self.at


ACTS = st.one_of(
    st.tuples(st.just("pass"), st.integers(0, 3 * MINUTE)),
    st.tuples(st.just("run"), st.booleans()),
    st.tuples(st.just("hold"), st.just(0)),
    st.tuples(st.just("meet"), st.sampled_from([None, 1, 2])),
)


@given(st.lists(ACTS, max_size=20), st.sampled_from([0, 1, 4]))
def test_only_time_that_runs_is_spent(acts: list[tuple[str, int]], minutes: int) -> None:
    hand = Hand()
    timer = CouncilTimer(hand)
    timer.allow(minutes)
    timer.meet(1)
    spent, running, held, at = 0, False, False, 1
    for act, value in acts:
        if act == "pass":
            hand.at += value
            spent += value if running else 0
        elif act == "run":
            timer.run(bool(value))
            running = bool(value) and not held and minutes > 0
        elif act == "hold":
            timer.hold()
            held, running = not held, False
        else:
            timer.meet(value)
            if value != at:
                spent, running, held, at = 0, False, False, value
        assert timer.spent == spent
        assert timer.left == max(0, minutes * MINUTE - spent)
        assert timer.over == (minutes > 0 and spent >= minutes * MINUTE)


@pytest.mark.parametrize("minutes", [1, 4])
def test_a_new_council_has_its_whole_time(minutes: int) -> None:
    hand = Hand()
    timer = CouncilTimer(hand)
    timer.allow(minutes)
    timer.meet((1,))
    timer.run(True)
    hand.at += 10 * MINUTE
    assert timer.over
    timer.meet((2,))
    assert timer.left == minutes * MINUTE
