"""A board in windows of several sizes and with text of several: nothing is cut, nothing meets."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.rules import load_rules
from game.ui.screens.grid_area import GridArea
from tests.loaded import RULESETS
from tests.ui.conftest import Driver
from tests.ui.sight import faults
from tests.ui.test_sizes import GATE, GRID, show

FEW = GATE[1::3]


@pytest.mark.parametrize("name", ["marching", "areas"])
def test_nothing_is_cut_and_nothing_meets(name: str, tmp_path: Path, long_run: bool) -> None:
    driver = Driver(load_rules(RULESETS / "boards" / f"{name}.toml"), tmp_path)
    driver.begin()
    area = driver.table.area
    assert isinstance(area, GridArea)
    first = next(p for p in area.shapes.cells if p in (area.view.marks.legal or ()))
    driver.click_at(area.view.place_of(first))
    found = {}
    for size, percent in GRID if long_run else FEW:
        show(driver, size, percent)
        driver.catch_up()
        wrong = faults(driver.app)
        if wrong:
            found[f"{size} at {percent} %"] = wrong
        # The whole board is seen, in whatever window.
        for place in area.shapes.cells:
            assert area.pane.rect.collidepoint(area.view.place_of(place))
    assert not found
