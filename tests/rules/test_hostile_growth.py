"""What hostile files take grows with their size and no faster; the long run is in `hostile`.

Calls are counted and no seconds: the same on every machine, however busy.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from game.rules import RulesError, context, load_rules, ruleset
from game.rules.limits import MAX_FINDINGS
from tests.rules import any_text
from tests.rules.hostile import (
    _LOOKS,
    DOORS,
    SECONDS,
    Family,
    Taken,
    families,
    measure,
    prepare,
    write,
)

#: One family in so many is read in the gate, small ones: the long run reads all.
EVERY = 9
SMALL, LARGE = 2_000, 8_000
#: Four times as large may take so many times as many calls, and some more for what is always done.
GROWTH, ALWAYS = 7, 4_000


def calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes, of functions in Python and in C."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    prepare(made)
    return made


@pytest.mark.parametrize("family", [*families()][::EVERY], ids=lambda family: family.name)
def test_what_a_file_takes_grows_with_its_size(family: Family, folder: Path) -> None:
    door = DOORS[family.door]
    door(write(family, 100, folder))
    taken = [calls(partial(door, write(family, size, folder))) for size in (SMALL, LARGE)]
    assert taken[1] <= GROWTH * taken[0] + ALWAYS


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted as Linux does")
def test_the_long_run_sees_what_a_file_takes(folder: Path) -> None:
    def wasteful(path: Path) -> str:
        return str(len(bytearray(200_000_000)) + sum(1 for _ in range(1_000)))

    taken = measure(wasteful, folder)
    assert taken.megabytes > 100
    assert taken.excessive()
    assert Taken(SECONDS + 1, 0.0, "read").excessive()
    assert not Taken(SECONDS + 1, 0.0, "read").excessive(SECONDS + 2)
    assert measure(lambda path: str(1 // 0), folder).said.startswith("ESCAPED")


@pytest.mark.parametrize(
    "family",
    [f for f in families() if f.door == "look" and f.name.partition(", in ")[0] in _LOOKS],
    ids=lambda family: family.name,
)
def test_no_more_is_told_of_a_look_than_one_reads(family: Family, folder: Path) -> None:
    with pytest.raises(RulesError) as caught:
        load_rules(write(family, 60_000, folder))
    assert 1 <= len(caught.value.findings) <= MAX_FINDINGS + 5


@pytest.mark.parametrize("most", [1, 2, 5])
def test_where_enough_is_found_nothing_more_is_done(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (context, ruleset):
        monkeypatch.setattr(module, "MAX_FINDINGS", most)
    tally = any_text.run(7, range(most * 1_000, most * 1_000 + 60))
    assert not tally.escaped
    text = any_text.SMALL[0].read_text(encoding="utf-8").replace("[register", "[registre")
    with pytest.raises(RulesError):
        ruleset.parse_rules(text)
