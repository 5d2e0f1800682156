"""The lock of a save in play: one holder, whoever it is; it ends with its process."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.table import GameSetup, SavedGame, SaveInUse, Sitting
from game.table.lock import Held, SaveLock, lock_path
from tests.files import files

if TYPE_CHECKING:
    from game.rules import Rules

posix = pytest.mark.skipif(os.name == "nt", reason="pipes, modes and signals of POSIX")

HOLD = """
import sys, time
from pathlib import Path
from game.table.lock import SaveLock
lock = SaveLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_one_holds_it_and_says_who(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    lock = SaveLock(save)
    with pytest.raises(Held, match="this program has it"):
        SaveLock(save)
    lock.release()
    lock.release()
    assert list(tmp_path.iterdir()) == [], "no litter"
    SaveLock(save).release()


def test_it_ends_with_its_process_and_what_is_left_locks_nothing(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(save)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    with pytest.raises(Held, match=f"process {child.pid} on this computer has it") as held:
        SaveLock(save)
    assert held.value.holder.process == child.pid
    child.kill()
    child.communicate()
    assert lock_path(save).exists()
    lock = SaveLock(save)
    lock.release()
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_child_does_not_give_up_its_parents_lock(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    lock = SaveLock(save)
    child = os.fork()
    if child == 0:
        lock.release()
        os._exit(0)
    os.waitpid(child, 0)
    with pytest.raises(Held):
        SaveLock(save)
    lock.release()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"", "another window"),
        (b"\n" + b"[" * 400, "another window"),
        (b'\n{"process": true, "machine": "x"}', "another window"),
        (b'\n{"process": 7, "machine": "far\\u001b]0;x\\u0007.away"}', "computer far0x.away has"),
        (b"\n\xff\xfe", "another window"),
    ],
)
def test_what_a_lock_says_is_another_s_word(tmp_path: Path, said: bytes, words: str) -> None:
    save = tmp_path / "game.toml"
    lock = SaveLock(save)
    lock_path(save).write_bytes(said)
    with pytest.raises(Held, match=words):
        SaveLock(save)
    lock.release()


def test_the_lock_of_another_computer(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    lock = SaveLock(save)
    told = {"process": 12, "machine": "table-2"}
    lock_path(save).write_bytes(b"\n" + json.dumps(told).encode())
    with pytest.raises(Held, match="process 12 on the computer table-2 has it"):
        SaveLock(save)
    lock.release()


@posix
def test_a_link_to_a_save_has_its_lock(tmp_path: Path) -> None:
    (tmp_path / "game.toml").write_bytes(b"")
    (tmp_path / "link.toml").symlink_to(tmp_path / "game.toml")
    lock = SaveLock(tmp_path / "link.toml")
    with pytest.raises(Held):
        SaveLock(tmp_path / "game.toml")
    lock.release()


def test_reading_takes_no_lock_and_a_held_save_is_refused(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    playing = Sitting.open(GameSetup(marks, "standard", path=path), {})
    playing.play("draw")
    looking = Sitting.open(SavedGame(path), {})
    assert (looking.n, looking.notices) == (1, [])
    with pytest.raises(SaveInUse, match="close it there, or open a copy") as refused:
        Sitting.open(SavedGame(path, hold=True), {})
    assert str(path) in str(refused.value)
    assert refused.value.holder.process == os.getpid()
    playing.close()
    assert list(tmp_path.iterdir()) == [path]
    again = Sitting.open(SavedGame(path, hold=True), {})
    with pytest.raises(SaveInUse):
        Sitting.open(SavedGame(path, hold=True), {})
    again.close()
    (tmp_path / "broken.toml").write_bytes(b"no save")
    for name in ("broken.toml", "none.toml"):
        with pytest.raises(Exception, match=name):
            Sitting.open(SavedGame(tmp_path / name, hold=True), {})
    assert not list(tmp_path.glob("*.lock")), "what could not be opened is not locked"


def test_a_copy_goes_on_apart(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    playing = Sitting.open(GameSetup(marks, "standard", path=path), {})
    playing.play("draw")
    kept = path.read_bytes()
    copy = Sitting.open(SavedGame(path, copy=True, hold=True), {})
    (notice,) = copy.notices
    assert notice == f"game.toml stays as it is; the game goes on in {copy.path}."
    assert files(tmp_path) == [path], "looking on writes nothing"
    copy.play("skip")
    assert copy.path == tmp_path / "game-copy-1.toml"
    named = Sitting.open(SavedGame(path, into=tmp_path / "mine.toml"), {})
    named.play("draw")
    assert path.read_bytes() == kept
    assert Sitting.open(SavedGame(copy.path), {}).entries == copy.entries
    assert Sitting.open(SavedGame(tmp_path / "mine.toml"), {}).n == 2


def test_a_file_system_without_locks(
    marks: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> bool:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr("game.table.lock.lock_descriptor", none)
    path = tmp_path / "game.toml"
    one = Sitting.open(GameSetup(marks, "standard", path=path), {})
    (notice,) = one.notices
    assert "game.toml cannot be locked here" in notice
    one.play("draw")
    two = Sitting.open(SavedGame(path, hold=True), {})
    two.play("draw")
    one.play("skip")
    assert len(one.notices) == 2
    assert "changed by another program" in one.notices[1]
    for sitting in (one, two):
        assert sitting.path is not None
        assert Sitting.open(SavedGame(sitting.path), {}).entries == sitting.entries
        sitting.close()
    assert not list(tmp_path.glob("*.lock"))


@posix
@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_something_odd_where_the_lock_should_lie(marks: Rules, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "game.toml"
    if kind == "folder":
        lock_path(path).mkdir()
    elif kind == "pipe":
        os.mkfifo(lock_path(path))
    else:
        lock_path(path).symlink_to(tmp_path / "elsewhere")
    sitting = Sitting.open(GameSetup(marks, "standard", path=path), {})
    sitting.play("draw")
    (notice,) = sitting.notices
    assert "cannot be locked here" in notice
    assert Sitting.open(SavedGame(path), {}).n == 1
    assert not (tmp_path / "elsewhere").exists()


@posix
def test_what_a_killed_program_left_is_cleared_away(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    Sitting.open(GameSetup(marks, "standard", path=path), {}).close()
    for name in (".game.toml.abc123.tmp", ".game.toml.lock"):
        (tmp_path / name).write_bytes(b"left")
    (tmp_path / ".other.toml.abc123.tmp").write_bytes(b"not ours")
    Sitting.open(SavedGame(path, hold=True), {}).close()
    assert sorted(p.name for p in tmp_path.iterdir()) == [".other.toml.abc123.tmp", "game.toml"]


@posix
def test_a_stopped_holder_still_holds(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(save)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    child.send_signal(signal.SIGSTOP)
    with pytest.raises(Held):
        SaveLock(save)
    child.kill()
    child.communicate()
