"""What nobody foresaw: both files are there, the copy loads, no second failure hides the first."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest

from game.table import GameSetup, SavedGame, SaveFailed, Sitting
from game.table.crash import Crashed, report, watched
from game.table.journal import Journal
from game.table.snapshot import Disk
from tests.loaded import rules_of


def sit(folder: Path) -> Sitting:
    rules = rules_of("tic-tac-toe")
    setup = GameSetup(rules, rules.scenarios[0].id, {}, 1, folder / "game.toml")
    sitting = Sitting.open(setup, {})
    sitting.play(sitting.legal()[0].id)
    return sitting


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail() -> None:
    raise KeyError("drv\n\x1b]0;")


def crashed(sitting: Sitting, folder: Path) -> str:
    with pytest.raises(Crashed) as caught, watched(lambda: sitting, folder):
        fail()
    return str(caught.value)


def test_both_files_are_named_and_the_copy_loads(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    words = crashed(sitting, tmp_path / "crashes")
    assert "\n" not in words
    assert "KeyError" in words
    details, own, copy = re.findall(r"(/\S+?\.(?:txt|toml))\b", words)
    assert own == str(tmp_path / "game.toml")
    assert "in fail" in Path(details).read_text()
    assert "\x1b" not in Path(details).read_text()
    assert Sitting.open(SavedGame(Path(copy)), {}).state == sitting.state
    assert Sitting.open(SavedGame(Path(own)), {}).state == sitting.state


def test_what_is_in_memory_only_is_in_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(disk: Disk, path: Path, *rest: Any) -> None:
        if path.parent == tmp_path:
            refuse()
        write(disk, path, *rest)

    sitting, write = sit(tmp_path), Disk.write
    with monkeypatch.context() as patch:
        patch.setattr(Disk, "append", refuse)
        patch.setattr(Disk, "write", elsewhere)
        with pytest.raises(SaveFailed):
            sitting.play(sitting.legal()[0].id)
        words = crashed(sitting, tmp_path / "crashes")
    assert "could not be saved" in words
    copy = re.findall(r"(/\S+?\.toml)\b", words)[-1]
    assert Sitting.open(SavedGame(Path(copy)), {}).n == 2


def test_the_second_failure_does_not_hide_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Journal) -> bytes:
        raise ZeroDivisionError("while it was kept")

    sitting = sit(tmp_path)
    monkeypatch.setattr(Journal, "content", broken)
    words = crashed(sitting, tmp_path / "crashes")
    assert "KeyError" in words
    assert "could not be copied (ZeroDivisionError)" in words
    (details,) = (tmp_path / "crashes").glob("crash-*.txt")
    text = details.read_text()
    assert "in fail" in text
    assert "While the game was kept:" in text
    assert "ZeroDivisionError: while it was kept" in text


def test_a_report_is_given_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sit(tmp_path)
    monkeypatch.setattr(Disk, "write", refuse)
    words = crashed(sitting, tmp_path / "crashes")
    assert "The details could not be written (No space left" in words
    assert "KeyError" in words


class Unspeakable(Exception):
    """An error that cannot even say what it is."""

    def __str__(self) -> str:
        raise RuntimeError("and this is not caught")


def test_an_error_that_cannot_be_put_into_words(tmp_path: Path) -> None:
    words = report(Unspeakable(), sit(tmp_path), tmp_path / "crashes")
    assert "Unspeakable" in words
    assert "The details are in" in words


def test_what_is_foreseen_is_passed_on_with_the_place_of_the_game(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    with pytest.raises(MemoryError) as caught, watched(lambda: sitting, tmp_path):
        raise MemoryError
    assert caught.value.__notes__ == [f"The game is saved in {tmp_path / 'game.toml'}."]
