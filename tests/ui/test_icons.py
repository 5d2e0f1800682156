"""Icons are drawn whole by every reader of SVG that pygame comes with."""

from __future__ import annotations

import re

from game.resources import asset

NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:e[-+]?\d+)?", re.IGNORECASE)


def test_no_icon_runs_the_flags_of_an_arc_together() -> None:
    """Readers of old take `00-2` for one number, and draw something else."""
    files = sorted(asset("icons").glob("*.svg"))
    assert len(files) > 50
    for file in files:
        for path in re.findall(r'\sd="([^"]*)"', file.read_text(encoding="utf-8")):
            for arcs in re.findall(r"[aA]([^a-zA-Z]*)", path):
                assert len(NUMBER.findall(arcs)) % 7 == 0, file.name
