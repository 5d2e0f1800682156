"""The list of saves: every file has its row, whatever is in it, and none is changed by a look."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.table import (
    GameSetup,
    SavedGame,
    SaveError,
    SaveUnreadable,
    Sitting,
    list_saves,
    save_info,
)
from game.table.header import MARKER
from tests.loaded import rules_of
from tests.randomised import examples

if TYPE_CHECKING:
    from game.rules import Rules

RELAXED = examples(200, shared=True, slow=True)


@pytest.fixture(scope="module")
def saved(race: Rules, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A save of a few entries, the last of them made of words that look like a save's lines."""
    path = tmp_path_factory.mktemp("saved") / "save.toml"
    sitting = Sitting.open(GameSetup(race, "standard", {"blue": "human"}, 11, path), {})
    sitting.play("walk")
    sitting.step()
    sitting.facilitator.note('"\n[[entry]]\nn = 9')
    return path


def test_a_row_a_file(saved: Path, marks: Rules, tmp_path: Path) -> None:
    good = tmp_path / "b.toml"
    good.write_bytes(saved.read_bytes())
    fresh = tmp_path / "autosave-1.toml"
    Sitting.open(GameSetup(marks, "standard", {}, 0, fresh), {})
    wrong = tmp_path / "c.toml"
    wrong.write_bytes(b"name = 'no save'")
    for time, path in enumerate((good, fresh, wrong)):
        os.utime(path, (1e9 + time, 1e9 + time))
    (tmp_path / "b.toml.damaged").write_bytes(b"")
    (tmp_path / "folder.toml").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    rows = list_saves(tmp_path, tmp_path / "none")
    assert [row.path for row in rows] == [wrong, fresh, good]
    assert [row.loads for row in rows] == [False, True, True]
    assert [row.autosave for row in rows] == [False, True, False]
    assert "not a save" in (rows[0].problem or "")
    assert (rows[1].n, rows[1].rules_name, rows[1].scenario) == (0, "Marks", "standard")
    assert (rows[2].n, rows[2].problem) == (3, None)
    assert [row.finished for row in rows] == [None, False, False]
    assert rows[2].seats == {"amber": "human", "blue": "human"}
    assert rows[2].date.timestamp() == 1e9
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_rounds_and_ends_are_told(tmp_path: Path, bots: Mapping[str, Any]) -> None:
    rules = rules_of("rules")
    path = tmp_path / "save.toml"
    seats = dict.fromkeys(rules.scenarios[0].seats, "bot:random")
    sitting = Sitting.open(GameSetup(rules, "first-watch", seats, 5, path), bots)
    rounds = set()
    while sitting.step():
        row = save_info(path)
        assert row is not None
        assert row.round == sitting.game.value(sitting.state, "round")
        assert row.finished is sitting.over
        rounds.add(row.round)
    assert len(rounds) > 1


@given(data=st.data())
@RELAXED
def test_a_row_says_whether_a_cut_save_loads(
    saved: Path, tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "cut.toml"
    whole = saved.read_bytes()
    # Most cuts fall where the entries are: the head is long and dull.
    head = whole.index(MARKER.encode())
    cut = data.draw(st.integers(0, len(whole)) | st.integers(head, len(whole)))
    path.write_bytes(whole[:cut])
    row = save_info(path)
    assert row is not None
    if row.loads:
        sitting = Sitting.open(SavedGame(path), {})
        assert row.n == sitting.n
        assert bool(row.problem) == bool(sitting.notices)
    else:
        with pytest.raises(SaveError) as refused:
            Sitting.open(SavedGame(path), {})
        assert row.problem == str(refused.value)


def test_a_save_that_is_not_ours_to_read_is_listed(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that leaves it off would say that it is lost."""

    def broken(path: Path, **_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", broken)
        row = save_info(saved)
    assert row is not None
    assert not row.loads
    assert row.problem == f"{saved}: the save cannot be read ({os.strerror(errno.EIO)})."


def test_what_is_not_there(tmp_path: Path) -> None:
    assert save_info(tmp_path / "none.toml") is None
    assert list_saves(tmp_path / "none") == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SaveUnreadable, match="cannot be read"):
        list_saves(tmp_path / "file")
