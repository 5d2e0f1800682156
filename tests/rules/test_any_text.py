"""Any text is refused in findings, and never by an exception or a warning of Python's."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w

from tests.rules import any_text
from tests.rules.any_text import SMALL, WHOLE, problem, run

SEED = 1
TEXTS = 800
SHARE = 100

_GAME = '[game]\nname = "X"\nseats = ["red", "blue"]\n'
#: What escaped once, as short as it could be made; the rest stands in files in `texts`.
ESCAPED = {
    "a warning about a number and a word in one": (
        _GAME + '[procedure.play]\ndo = "end()"\n[[invariant]]\nid = "a"\nalways = "1and 2 > 1"\n'
    ),
    "half of a pair of code units": '[game]\nname = "\ud800"\n',
    "a control character shown in a hint": (
        _GAME + '[set.a]\nmembers = ["b\\tc"]\n[procedure.play]\ndo = "end(bc)"\n'
    ),
    "a backslash that ends the text": '[game]\nhow = """\nTwo lines, \\',
    "a legend that is a number": (
        _GAME + '[set.a]\ngrid = "hex"\nboard = """\n. x\n"""\nlegend = 1.5\n'
    ),
    "a control character in a name": _GAME + '[set.a]\nmembers = ["powder_\x853"]\n',
}


@pytest.mark.parametrize("start", range(0, TEXTS, SHARE))
def test_a_changed_text_is_loaded_or_refused(start: int) -> None:
    tally = run(SEED, range(start, start + SHARE))
    assert tally.tried == SHARE
    shortest = sorted(tally.escaped, key=lambda found: len(found[0].text))[:1]
    assert not shortest, f"{tally}; {shortest[0][1]}\n{shortest[0][0].text}"
    # A change must matter more often than not, or the test tests little.
    assert SHARE // 2 < tally.refused < SHARE


@pytest.mark.parametrize("name", ESCAPED)
def test_what_escaped_once_is_refused(name: str) -> None:
    assert problem(ESCAPED[name]) == ""


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where the values of a TOML tree stand."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_a_value_of_any_kind_anywhere_is_read_or_refused(path: Path) -> None:
    """What stands where another kind of value belongs is told in words, whichever key it is of."""
    data = tomli.loads(path.read_text())
    drawn = random.Random(path.stem)
    found = list(places(data))
    for place in drawn.sample(found, min(len(found), 12)):
        for value in drawn.sample((1.5, True, 3, "x", "", [], ["x"], [3], {}, {"x": 1}), 2):
            changed = copy.deepcopy(data)
            home: Any = changed
            for key in place[:-1]:
                home = home[key]
            home[place[-1]] = value
            wrong = problem(tomli_w.dumps(changed))
            assert not wrong, f"{place} = {value!r}: {wrong}"


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_the_texts_themselves(path: Path) -> None:
    assert not problem(path.read_text())


def test_a_text_can_be_made_again() -> None:
    first, again = (list(any_text.trials(7, range(5, 9))) for _ in range(2))
    assert first == again
    assert any_text.trials(7, range(8, 9)).__next__() == first[-1]


def test_the_whole_rules_are_changed_too() -> None:
    assert WHOLE.exists()
    assert len(range(0, TEXTS, any_text.WHOLE_EVERY)) >= 8
