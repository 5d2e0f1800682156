"""One browser for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.browser import launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real browser; the tests that ask for it are skipped where there is none."""
    with launched() as found:
        yield found
