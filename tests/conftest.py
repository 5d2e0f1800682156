"""Options of the whole test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long`: more random games, for a run by hand."""
    parser.addoption(
        "--long", action="store_true", help="play many more random games in the property tests"
    )


@pytest.fixture(scope="session")
def long_run(request: pytest.FixtureRequest) -> bool:
    """Was the long run asked for?"""
    return bool(request.config.getoption("--long"))
