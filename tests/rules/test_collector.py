"""Reading rules holds the garbage collector, and leaves it as it was."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from game.rules import RulesError, load_rules, parse_rules
from game.rules.collector import no_collection

NIM = Path(__file__).parents[2] / "assets" / "games" / "nim.toml"


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        rules = load_rules(NIM)
        rules.program(rules.scenarios[-1].id)
        assert gc.isenabled() == on
        with pytest.raises(RulesError):
            parse_rules("[game]\nname = 3")
        assert gc.isenabled() == on
        with no_collection():
            assert not gc.isenabled()
    finally:
        (gc.enable if was_on else gc.disable)()
