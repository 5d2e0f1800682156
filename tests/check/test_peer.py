"""`panj check` plays a share of its games by both evaluators, and tells where they part."""

from __future__ import annotations

import pytest

from game.check.checker import check
from game.engine.evaluator import Reference
from game.engine.wasm.evaluator import Compiled
from tests.loaded import path_of

HEAPS = path_of("nim")


def test_evaluators_that_agree_are_not_told_of() -> None:
    assert check(HEAPS, games=8).findings == ()


def test_a_difference_in_the_legal_moves_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Compiled.legal

    def shorter(self: Compiled, s: bytearray) -> list[int]:
        return whole(self, s)[1:] or whole(self, s)

    monkeypatch.setattr(Compiled, "legal", shorter)
    codes = {(f.code, f.severity) for f in check(HEAPS, games=8).findings}
    assert ("evaluators-differ", "error") in codes


def test_a_difference_in_what_a_move_does_tells_the_way_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = Compiled.apply

    def other(self: Compiled, s: bytearray, move: int) -> None:
        whole(self, s, move)
        if not s[2]:
            s[-1] ^= 1

    monkeypatch.setattr(Compiled, "apply", other)
    found = [f for f in check(HEAPS, games=8).findings if f.code == "evaluators-differ"]
    assert found
    assert "fault of this program" in found[0].message
    assert found[0].suggestion is not None
    assert "The way there" in found[0].suggestion
    assert found[0].line > 1, "it stands at the question that was asked"


def test_a_reference_that_errs_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Reference.legal
    monkeypatch.setattr(Reference, "legal", lambda self, s: whole(self, s)[::-1])
    codes = {f.code for f in check(HEAPS, games=8).findings}
    assert "evaluators-differ" in codes
