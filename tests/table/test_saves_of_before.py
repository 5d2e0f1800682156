"""Saves that earlier versions wrote are played on, move for move."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from game.bots import bots_of
from game.engine import OVER
from game.table import SavedGame, Sitting
from game.table.acts import Moved

SAVES = sorted((Path(__file__).parent / "saves").glob("*.toml"))


@pytest.mark.parametrize("path", SAVES, ids=lambda path: path.stem)
def test_a_save_of_an_earlier_version_is_loaded_whole(path: Path) -> None:
    kept = tomllib.loads(path.read_text(encoding="utf-8"))
    moves = [entry["id"] for entry in kept["entry"] if entry["kind"] == "move"]
    sitting = Sitting.open(SavedGame(path), bots_of)
    (notice,) = sitting.notices
    if kept["version"] < 3:
        assert "older format version 2; when the game goes on" in notice
    else:
        # This one has what a newer program than that of its time could write.
        assert "kinds that this one does not know ('vote')" in notice
        assert sitting.header.extra == {"weather": {"sky": "grey", "degrees": [3, 4.5]}}
        assert sitting.entries[1].extra == {"mood": "calm"}
        assert sitting.findings() == []
    assert [entry.act.id for entry in sitting.entries if isinstance(entry.act, Moved)] == moves
    assert sitting.game.actor(sitting.state) is OVER
    # Each entry's chain hashes the position in words: the last one holds only after all moves.
    assert sitting.n == len(kept["entry"])
    assert kept["entry"][-1]["over"] is True
