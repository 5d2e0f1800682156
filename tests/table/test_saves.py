"""The list of saves: every file has its row, whatever is in it, and none is changed by a look."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import parse_rules
from game.table import (
    GameSetup,
    SavedGame,
    SaveError,
    SaveUnreadable,
    Shelf,
    Sitting,
    games,
    list_saves,
    save_info,
)
from game.table.autosaves import ring
from game.table.header import MARKER
from game.table.saves import GAMES
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
    # The one that was begun last, then the other, whatever the times of their files are.
    assert [row.path for row in rows] == [fresh, good, wrong]
    assert [row.loads for row in rows] == [True, True, False]
    assert [row.autosave for row in rows] == [True, False, False]
    assert "not a save" in (rows[2].problem or "")
    assert (rows[0].n, rows[0].rules_name, rows[0].scenario) == (0, "Marks", "standard")
    assert (rows[1].n, rows[1].problem) == (3, None)
    assert [row.finished for row in rows] == [False, False, None]
    assert rows[1].seats == {"amber": "human", "blue": "human"}
    assert rows[1].turn == Sitting.open(SavedGame(good), {}).actor
    assert rows[1].told == Sitting.open(SavedGame(good), {}).entries[-1].at
    assert rows[2].date.timestamp() == 1e9 + 2
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


def test_old_saves_stand_by_what_they_say_and_never_before_a_time(
    saved: Path, tmp_path: Path
) -> None:
    """A save that was touched in 2031 is no later than it says."""
    old = Path(__file__).parent / "saves"
    for name in ("nim_from_0_1.toml", "kuhn_from_0_1.toml"):
        (tmp_path / name).write_bytes((old / name).read_bytes())
    (tmp_path / "new.toml").write_bytes(saved.read_bytes())
    counts = {row.path: row.n for row in list_saves(tmp_path)}
    for years in (1, -1):
        for k, path in enumerate(sorted(tmp_path.iterdir())):
            time = 1.5e9 + years * k * 4e8
            os.utime(path, (time, time))
        first, *rest = [row.path for row in list_saves(tmp_path)]
        assert first.name == "new.toml"
        assert [counts[path] for path in rest] == sorted((counts[p] for p in rest), reverse=True)
    os.utime(tmp_path / "new.toml", (2**60, 2**60))
    assert list_saves(tmp_path)[0].path.name == "new.toml"


def test_continue_goes_on_in_the_own_save(marks: Rules, tmp_path: Path) -> None:
    saves, autosaves = tmp_path / "saves", tmp_path / "autosaves"
    path = saves / "mine.toml"
    sitting = Sitting.open(GameSetup(marks, "standard", path=path), {}, autosave=autosaves)
    begun = path.read_bytes()
    for _ in range(3):
        sitting.play("draw")
    sitting.close()
    other = Sitting.open(GameSetup(marks, "standard", seed=2, folder=saves), {}, autosave=autosaves)
    other.play("draw")
    other.close()
    rows = list_saves(saves, autosaves)
    assert len(rows) == 5
    assert [row.path for row in games(rows)] == [other.path, path]
    # The own save was brought back from of old: the autosave is further on, and goes on in a file.
    path.write_bytes(begun)
    (found,) = (row for row in games(list_saves(saves, autosaves)) if row.path != other.path)
    assert (found.autosave, found.n) == (True, 3)
    again = Sitting.open(SavedGame(found.path, folder=saves), {}, autosave=autosaves)
    again.play("skip")
    assert again.path == saves / "mine-copy-1.toml"
    assert games(list_saves(saves, autosaves))[0].path == again.path
    # What is over does not go on.
    while not again.over:
        again.play("draw")
    again.close()
    assert again.path not in [row.path for row in games(list_saves(saves, autosaves))]


def test_autosaves_of_many_games_are_bounded(marks: Rules, tmp_path: Path) -> None:
    for seed in range(GAMES + 5):
        setup = GameSetup(marks, "standard", seed=seed, folder=tmp_path / "saves")
        sitting = Sitting.open(setup, {}, autosave=tmp_path / "autosaves")
        sitting.close()
    rings = {ring(path) for path in (tmp_path / "autosaves").iterdir()}
    assert len(rings) == GAMES
    assert sitting.path is not None
    assert ring(sitting.path) in rings
    assert len(list((tmp_path / "saves").iterdir())) == GAMES + 5, "saves are never removed"


@pytest.mark.skipif(os.name == "nt", reason="pipes and modes of POSIX")
def test_a_look_costs_little_whatever_lies_there(saved: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "device.toml").symlink_to("/dev/zero")
    (tmp_path / "nowhere.toml").symlink_to(tmp_path / "none")
    (tmp_path / "circle.toml").symlink_to(tmp_path / "circle.toml")
    for name, start in (("large.toml", b""), ("claims.toml", b"format = 'panj-save'\n")):
        with (tmp_path / name).open("wb") as file:
            file.write(start)
            file.truncate(2**33)
    shut = tmp_path / "shut.toml"
    shut.write_bytes(saved.read_bytes())
    shut.chmod(0)
    (tmp_path / "good.toml").write_bytes(saved.read_bytes())
    began = process_time()
    rows = {row.path.name: row for row in list_saves(tmp_path)}
    assert process_time() - began < 1
    assert {"large.toml", "claims.toml", "good.toml"} <= rows.keys()
    assert {"pipe.toml", "folder.toml", "device.toml", "nowhere.toml"}.isdisjoint(rows)
    assert not rows["large.toml"].loads
    assert not rows["claims.toml"].loads
    assert rows["good.toml"].loads


def test_many_saves_are_looked_at_a_few_at_a_time(saved: Path, tmp_path: Path) -> None:
    for k in range(30):
        (tmp_path / f"{k}.toml").write_bytes(saved.read_bytes())
    shelf = Shelf(tmp_path)
    seen = [len(shelf.look(0))]
    while shelf.left:
        seen.append(len(shelf.more(0)))
    assert seen == list(range(1, 31))
    assert len(shelf.look(60)) == 30
    (tmp_path / "3.toml").unlink()
    assert len(shelf.look(60)) == 29


@given(filler=st.integers(0, 3), cut=st.integers(0, 200_000), notes=st.integers(0, 40))
@examples(25, shared=True, slow=True)
def test_a_look_at_the_ends_says_what_a_look_at_all_says(
    race: Rules, tmp_path: Path, filler: int, cut: int, notes: int
) -> None:
    """However long the rules are and wherever the file ends."""
    text = race.source + "".join(f"# {'x' * 99}\n" for _ in range(filler * 400))
    path = tmp_path / f"long-{filler}-{notes}.toml"
    if not path.exists():
        rules = parse_rules(text, "race.toml")
        sitting = Sitting.open(GameSetup(rules, "standard", {}, 11, path), {})
        for k in range(notes):
            sitting.facilitator.note(f"{k} " + "y" * 3000)
        sitting.close()
    data = path.read_bytes()
    part = tmp_path / "part.toml"
    part.write_bytes(data[: max(0, len(data) - cut)])
    row = save_info(part)
    assert row is not None
    try:
        sitting = Sitting.open(SavedGame(part), {})
    except SaveError:
        assert not row.loads
    else:
        assert (row.loads, row.n) == (True, sitting.n)
        assert bool(row.problem) == bool(sitting.notices)
