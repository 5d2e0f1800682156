"""Whole generated rule sets: both evaluators, Python and a saved journal play the same game."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings

from tests.judge.choices import by_seed, made
from tests.judge.lockstep import try_rules
from tests.judge.rulesets import ruleset, written
from tests.judge.shrink import Document

FOUND = Path(__file__).parent / "found"
_met: Counter[str] = Counter()


@settings(
    derandomize=True, max_examples=160, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(made(ruleset))
def _judge(data: Document) -> None:
    text = written(data)
    note(text)
    # Whole games are compiled anew, which takes longest: a share of them will do.
    trial = try_rules(text, games=2, whole=len(text) % 8 == 0)
    _met["refused" if trial.refused else "played"] += 1
    _met["moves"] += trial.moves
    _met["ended"] += trial.ended
    _met["whole"] += trial.whole


def test_generated_rule_sets_mean_one_thing() -> None:
    _met.clear()
    _judge()
    total = _met["refused"] + _met["played"]
    assert total >= 150
    assert _met["played"] > 0.6 * total, "most generated rule sets should be accepted"
    assert _met["moves"] > 500
    assert _met["ended"] > 50
    assert _met["whole"] > 30


def test_many_more_rule_sets(long_run: bool) -> None:
    if not long_run:
        pytest.skip("only with --long; `python -m tests.judge` plays as many as you like")
    for seed in range(5_000):
        text = written(ruleset(by_seed(seed)))
        try:
            try_rules(text)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}\n{text}") from error


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.toml")), ids=lambda path: path.stem)
def test_what_was_found_is_right_or_refused(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    trial = try_rules(text, games=8, whole=True)
    if "# accepted" in text.splitlines()[0]:
        assert not trial.refused, trial.refused
