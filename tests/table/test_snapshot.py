"""Whole files: a crash between any two operations loses nothing that was safe before."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from game.table.snapshot import Autosaves, Disk, aside, fresh_path, write_whole


class Crash(BaseException):
    """The power fails; no clean-up code of ours may count on running."""


class FailingDisk(Disk):
    """Lets some operations through, then fails; writes may fail half way."""

    def __init__(self, left: int, error: type[BaseException] = Crash, half: bool = False) -> None:
        self.left, self.error, self.half = left, error, half

    def _tick(self) -> None:
        if self.left == 0:
            raise self.error("no more")
        self.left -= 1

    def write(self, path: Path, data: bytes) -> None:
        if self.left == 0 and self.half:
            path.write_bytes(data[: len(data) // 2])
        self._tick()
        super().write(path, data)

    def append(self, path: Path, at: int, data: bytes) -> None:
        if self.left == 0 and self.half:
            super().append(path, at, data[: len(data) // 2])
        self._tick()
        super().append(path, at, data)

    def replace(self, source: Path, target: Path) -> None:
        self._tick()
        super().replace(source, target)

    def settle(self, folder: Path) -> None:
        self._tick()
        super().settle(folder)


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("error", [Crash, OSError])
@pytest.mark.parametrize("left", range(4))
@pytest.mark.parametrize("before", range(5))
def test_autosaves_survive(
    tmp_path: Path, before: int, left: int, error: type[BaseException], half: bool
) -> None:
    for k in range(before):
        Autosaves(tmp_path).save(lambda k=k: b"whole %d" % k)  # type: ignore[misc]
    failing = Autosaves(tmp_path, disk=FailingDisk(left, error, half))
    # Three operations and the folder's make four when there is little to rotate: some get through.
    with contextlib.suppress(error):
        failing.save(lambda: b"whole %d" % before)
    kept = [path.read_bytes() for path in Autosaves(tmp_path).existing()]
    assert all(data.startswith(b"whole ") and len(data) == 7 for data in kept)
    numbers = [int(data[6:]) for data in kept]
    assert numbers == sorted(set(numbers), reverse=True)
    if before:
        assert numbers[0] >= before - 1, "the newest autosave was lost"
    # And afterwards all is well again.
    Autosaves(tmp_path).save(lambda: b"whole 9")
    assert Autosaves(tmp_path).existing()[0].read_bytes() == b"whole 9"


def test_three_are_kept(tmp_path: Path) -> None:
    saves = Autosaves(tmp_path / "deep" / "folder")
    for k in range(5):
        saves.save(lambda k=k: bytes([k]))  # type: ignore[misc]
    assert [path.read_bytes() for path in saves.existing()] == [b"\4", b"\3", b"\2"]
    assert len(list(saves.folder.iterdir())) == 3


@pytest.mark.parametrize("left", range(3))
@pytest.mark.parametrize("half", [False, True])
def test_write_whole_is_old_or_new(tmp_path: Path, left: int, half: bool) -> None:
    path = tmp_path / "save.toml"
    write_whole(path, b"old")
    with pytest.raises(Crash):
        write_whole(path, b"new one", FailingDisk(left, half=half))
    assert path.read_bytes() in (b"old", b"new one")


def test_a_refused_write_leaves_no_litter(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no more"):
        write_whole(tmp_path / "save.toml", b"new", FailingDisk(0, OSError, half=True))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_only_plain_files_are_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"new")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert pipe.is_fifo()


def test_names(tmp_path: Path) -> None:
    first = fresh_path(tmp_path, "first watch/../x")
    assert first == tmp_path / "first-watch-x-1.toml"
    first.write_bytes(b"")
    assert fresh_path(tmp_path, "first watch/../x").name == "first-watch-x-2.toml"
    assert aside(first).name == "first-watch-x-1.toml.damaged"
    aside(first).write_bytes(b"")
    assert aside(first).name == "first-watch-x-1.toml.damaged-2"
