"""The identity of a cell: written and read one way."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import cell_id
from game.rules.cell_id import CellId

NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)


@given(NAMES, st.lists(NAMES, max_size=3).map(tuple))
def test_what_is_written_is_read_back(register: str, index: tuple[str, ...]) -> None:
    cell = CellId(register, index)
    assert CellId.parse(str(cell)) == cell
    assert CellId.parse(str(cell).replace(", ", " ,  ")) == cell


@pytest.mark.parametrize(
    "text", ["", "[", "]", "a[", "a]", "a[]", "a[b", "a[b]]", "a[b][c]", "a[,b]", "a[b,]", "a b"]
)
def test_what_names_no_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names no cell"):
        CellId.parse(text)


def test_its_examples_are_true() -> None:
    assert doctest.testmod(cell_id).failed == 0
