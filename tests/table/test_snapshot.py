"""Whole files: a crash between any two operations loses nothing that was safe before."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from pathlib import Path

import pytest

from game.table.autosaves import Autosaves, autosaved_from, is_autosave
from game.table.places import asides, copies, numbered
from game.table.snapshot import Disk, clear_temporary, create_whole, keep_aside, write_whole


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

    def write(self, path: Path, data: bytes, mode: int = 0o666) -> None:
        if self.left == 0 and self.half:
            path.write_bytes(data[: len(data) // 2])
        self._tick()
        super().write(path, data, mode)

    def append(self, path: Path, at: int, data: bytes) -> None:
        if self.left == 0 and self.half:
            super().append(path, at, data[: len(data) // 2])
        self._tick()
        super().append(path, at, data)

    def replace(self, source: Path, target: Path) -> None:
        self._tick()
        super().replace(source, target)

    def place(self, source: Path, target: Path) -> None:
        self._tick()
        super().place(source, target)

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
    own = tmp_path / "game.toml"
    whole = Autosaves(tmp_path, "game")
    for k in range(before):
        whole.save(own, lambda k=k: b"whole %d" % k)  # type: ignore[misc]
    failing = Autosaves(tmp_path, "game", FailingDisk(left, error, half))
    # Three operations and the folder's make four when there is little to rotate: some get through.
    with contextlib.suppress(error):
        failing.save(own, lambda: b"whole %d" % before)
    kept = [path.read_bytes() for path in failing.existing()]
    assert all(data.startswith(b"whole ") and len(data) == 7 for data in kept)
    numbers = [int(data[6:]) for data in kept]
    assert numbers == sorted(set(numbers), reverse=True)
    if before:
        assert numbers[0] >= before - 1, "the newest autosave was lost"
    # And afterwards all is well again.
    whole = Autosaves(tmp_path, "game")
    whole.save(own, lambda: b"whole 9")
    assert whole.existing()[0].read_bytes() == b"whole 9"
    assert all(is_autosave(path) for path in tmp_path.iterdir()), "nothing is left lying about"


def test_three_are_kept_of_each_game(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "folder"
    rings = {own: Autosaves(folder, "x") for own in (tmp_path / "a.toml", tmp_path / "b.toml")}
    for k in range(5):
        for own, saves in rings.items():
            saves.save(own, lambda k=k, own=own: b"%d" % k + own.name.encode())  # type: ignore[misc]
    for own, saves in rings.items():
        name = own.name.encode()
        kept = [path.read_bytes() for path in saves.existing()]
        assert kept == [b"4" + name, b"3" + name, b"2" + name]
        assert [autosaved_from(path) for path in saves.existing()] == [own.stem] * 3
    assert len(list(folder.iterdir())) == 6


def test_a_game_without_a_file_has_autosaves_of_its_own(tmp_path: Path) -> None:
    one, two = Autosaves(tmp_path, "x"), Autosaves(tmp_path, "x")
    one.save(None, lambda: b"one")
    two.save(None, lambda: b"two")
    assert [path.read_bytes() for path in one.existing()] == [b"one"]
    one.save(tmp_path / "kept.toml", lambda: b"three")
    assert [autosaved_from(path) for path in one.existing()] == ["kept"]


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


@pytest.mark.parametrize("left", range(3))
@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("error", [Crash, OSError])
def test_a_new_file_is_whole_or_not_there(
    tmp_path: Path, left: int, half: bool, error: type[BaseException]
) -> None:
    path = tmp_path / "save.toml"
    with pytest.raises(error):
        create_whole(path, b"new one", FailingDisk(left, error, half))
    assert not path.exists() or path.read_bytes() == b"new one"
    clear_temporary(path)
    assert list(tmp_path.iterdir()) in ([], [path])


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_takes_the_name_of_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "save.toml"
    if not links:

        def refuse(*_: object) -> None:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr(os, "link", refuse)
    create_whole(path, b"first")
    # The other program looked before this one wrote.
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    with pytest.raises(FileExistsError):
        create_whole(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        create_whole(tmp_path / "file" / "save.toml", b"")


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_secrets_are_not_for_everybody(tmp_path: Path) -> None:
    create_whole(tmp_path / "save.toml", b"")
    saves = Autosaves(tmp_path, "x")
    saves.save(tmp_path / "save.toml", lambda: b"")
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    write_whole(tmp_path / "save.toml", b"again", mode=0o600)
    assert (tmp_path / "save.toml").stat().st_mode & 0o777 == 0o600
    (tmp_path / "save.toml").chmod(0o640)
    write_whole(tmp_path / "save.toml", b"shared by hand", mode=0o600)
    assert (tmp_path / "save.toml").stat().st_mode & 0o777 == 0o640


def test_names(tmp_path: Path) -> None:
    first, second = itertools.islice(numbered(tmp_path, "first watch/../x"), 2)
    assert first == tmp_path / "first-watch-x-1.toml"
    assert second.name == "first-watch-x-2.toml"
    assert [p.name for p in itertools.islice(copies(first), 2)] == [
        "first-watch-x-1-copy-1.toml",
        "first-watch-x-1-copy-2.toml",
    ]
    assert next(copies(next(copies(first)))) == next(copies(first))
    assert [p.name for p in itertools.islice(asides(first), 3)] == [
        "first-watch-x-1.toml.damaged",
        "first-watch-x-1.toml.damaged-2",
        "first-watch-x-1.toml.damaged-3",
    ]


def test_what_is_damaged_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    one = keep_aside(path, b"one")
    assert (one.name, one.read_bytes()) == ("save.toml.damaged", b"one")
    assert keep_aside(path, b"one") == one
    two = keep_aside(path, b"on")
    assert (two.name, two.read_bytes()) == ("save.toml.damaged-2", b"on")
    assert keep_aside(path, b"on") == two


@pytest.mark.skipif(os.name == "nt", reason="the calls of POSIX")
@pytest.mark.parametrize("fails", ["link", "unlink", "close", "replace"])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
def test_a_new_file_is_there_or_its_name_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, links: bool
) -> None:
    """Whichever call fails below: what is told is what is so."""
    path, close = tmp_path / "new.toml", os.close

    def refuse(*args: object) -> None:
        if fails == "close" and isinstance(args[0], int):
            close(args[0])
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        if not links:
            patch.setattr(os, "link", refuse)
        patch.setattr(os, fails, refuse)
        try:
            create_whole(path, b"whole")
        except OSError:
            made = False
        else:
            made = True
    assert path.exists() == made
    if made:
        assert path.read_bytes() == b"whole"
    else:
        create_whole(path, b"whole")
