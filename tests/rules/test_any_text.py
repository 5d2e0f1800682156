"""Any text is refused in findings, and never by an exception or a warning of Python's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules import any_text
from tests.rules.any_text import SMALL, WHOLE, problem, run

SEED = 1
TEXTS = 1_600
SHARE = 200

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


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_the_texts_themselves(path: Path) -> None:
    assert not problem(path.read_text())


def test_a_text_can_be_made_again() -> None:
    first, again = (list(any_text.trials(7, range(5, 9))) for _ in range(2))
    assert first == again
    assert any_text.trials(7, range(8, 9)).__next__() == first[-1]


def test_the_whole_rules_are_changed_too() -> None:
    assert WHOLE.exists()
    assert len(range(0, TEXTS, any_text.WHOLE_EVERY)) >= 16
