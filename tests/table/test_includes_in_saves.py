"""Rules of several files in a save: all of them travel with it, and nothing else is read."""

from __future__ import annotations

from pathlib import Path

from game.bots import bots_of
from game.rules import load_rules
from game.table import GameSetup, SavedGame, Sitting
from tests.rules.test_includes import SCRIPTS, SETS, written


def test_a_save_holds_every_file_of_its_rules(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path))
    path = tmp_path / "game.toml"
    seats = {"red": "human", "blue": "human"}
    sitting = Sitting.open(GameSetup(rules, "standard", seats, 4, path=path), bots_of(rules))
    sitting.play("go:ford")
    sitting.close()
    # The files are other ones by now, or gone: the game is played by those that it began with.
    (tmp_path / "sets.toml").write_text(SETS.replace("ford", "mill"), encoding="utf-8")
    (tmp_path / "more" / "scripts.toml").unlink()
    again = Sitting.open(SavedGame(path), bots_of)
    assert again.notices == []
    assert again.game.rules.sha256 == rules.sha256
    assert SETS in again.game.rules.source
    assert SCRIPTS in again.game.rules.source
    again.play("go:ford")
    again.close()
    assert Sitting.open(SavedGame(path), bots_of).n == 2
