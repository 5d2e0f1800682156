"""A table that reads and compiles the same rules once, however many games are opened on them.

Rules and games are pure, so those of one test serve the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

import pytest

from game.engine import Game
from game.rules import NOTHING, Rules, saved
from game.table import opening, resume

Options = tuple[tuple[str, str], ...]


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
        patch.setattr(saved, "RECENT", 32)
        patch.setattr(resume, "Game", game)
        patch.setattr(opening, "Game", game)
        yield
