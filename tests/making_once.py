"""A table that reads and compiles the same rules once, however many games are opened on them.

Rules and games are pure, so those of one test serve the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

import pytest

from game.engine import Game
from game.rules import NOTHING, Finding, Rules, saved_rules
from game.table import opening, resume

Options = tuple[tuple[str, str], ...]


@lru_cache(maxsize=32)
def _read(
    text: str, name: str, only: str | None, chosen: Options, look: str | None
) -> tuple[Rules, tuple[Finding, ...]]:
    return saved_rules(text, name, only, dict(chosen), look)


def read(
    text: str,
    name: str,
    only: str | None = None,
    chosen: Mapping[str, str] = NOTHING,
    look: str | None = "",
) -> tuple[Rules, tuple[Finding, ...]]:
    """Check rules out of a save, the same ones once; see `saved_rules`."""
    return _read(text, name, only, tuple(sorted(chosen.items())), look)


@lru_cache(maxsize=32)
def _game(rules: Rules, scenario: str | None, evaluator: str, options: Options) -> Game:
    return Game(rules, scenario, evaluator, dict(options))


def game(
    rules: Rules,
    scenario: str | None = None,
    evaluator: str = "tiered",
    options: Mapping[str, str] = NOTHING,
) -> Game:
    """Compile a scenario, the same one once; see `Game`."""
    return _game(rules, scenario, evaluator, tuple(sorted(options.items())))


@contextmanager
def making_once() -> Iterator[None]:
    """Let the table open games so while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resume, "saved_rules", read)
        patch.setattr(resume, "Game", game)
        patch.setattr(opening, "Game", game)
        yield
