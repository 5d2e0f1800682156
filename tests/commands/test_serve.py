"""`panj serve`: what was typed wrong is said in a sentence, and leaves nothing behind."""

from __future__ import annotations

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
