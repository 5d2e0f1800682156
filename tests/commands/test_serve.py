"""`panj serve`: what was typed wrong is said in a sentence, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import main
from game.table import saves_folder


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        (["--host", "203.0.113.9"], 1, "203.0.113.9"),
        (["--host", "no such place"], 1, "no such place"),
        (["--scenario", "nowhere"], 2, "nowhere"),
        (["--seats", "nobody=human"], 2, "nobody"),
        (["missing.toml"], 2, "missing.toml"),
        (["missing.toml", "--plain"], 2, ""),
    ],
)
def test_what_cannot_be_opened_is_told(
    typed: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {*saves_folder().glob("*")}
    with pytest.raises(SystemExit) as ended:
        main(["serve", *typed])
    assert ended.value.code == status
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert {*saves_folder().glob("*")} == before


def test_a_file_of_injects_that_cannot_be_used_is_told_and_no_save_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands beside the save is read before anybody can join."""
    beside, save = tmp_path / "injects.toml", tmp_path / "game.toml"
    beside.write_text('[inject.flood]\nname = "F"\ntext = "W."\ndo = "presure[sho] += 1"\n')
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--scenario", "first-watch", "--port", "0", "--save", str(save)])
    assert ended.value.code == 2
    assert "injects.toml:4:7" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == [beside]
