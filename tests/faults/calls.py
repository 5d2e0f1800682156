"""Calls of the system that fail on purpose, below every seam of the program's own.

While `Faults` is in force, every call that touches a file below one folder is counted: `open`,
`read`, `write`, `fsync`, `rename`, `link`, `unlink`, `mkdir`, `truncate`, `close`, `stat`, `list`,
`lock`. One of them, or all from one on, can be made to fail as the system would.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import attrs
import pytest

#: What each error may befall: the calls of which the system's manual says so.
BEFALLS: Final = {
    "ENOSPC": {"create", "write", "fsync", "mkdir", "link", "rename"},
    "EIO": {
        "create", "open", "read", "write", "fsync", "rename", "link", "unlink", "mkdir",
        "truncate", "close", "stat", "list", "lock",
    },
    "EACCES": {"create", "open", "rename", "link", "unlink", "mkdir", "stat", "list", "lock"},
}  # fmt: skip
#: How a fault goes: one call fails; that one and all after it; a write takes half, the next fails.
HOWS: Final = ("once", "on", "half")


@attrs.frozen
class Plan:
    """Which call fails, and how.

    Attributes:
        at: the number of the call, from 1.
        error: the name of the error.
        how: one of HOWS.
    """

    at: int
    error: str
    how: str

    def fits(self, kind: str) -> bool:
        """Whether a call of this kind may fail so."""
        return kind == "write" if self.how == "half" else kind in BEFALLS[self.error]


class Faults:
    """Counts the calls below a folder and lets those of a plan fail.

    Attributes:
        kinds: the calls so far, by kind, in order; those while `resting` are not counted.
        failed: how many were made to fail.
        open_to_faults: how many there were when the fault was over.
    """

    def __init__(self, folder: str, plan: Plan | None = None) -> None:
        """Nothing is counted before `in_force`.

        Args:
            folder: the folder, absolute.
            plan: what fails; None lets everything pass.
        """
        self.folder, self.plan = os.path.realpath(folder), plan
        self.kinds: list[str] = []
        self.failed = self.open_to_faults = 0
        self.lifted = False
        self._resting = 0
        self._halved = False
        self.fds: set[int] = set()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """For calls of a test itself: they are not counted and do not fail."""
        self._resting += 1
        try:
            yield
        finally:
            self._resting -= 1

    def lift(self) -> None:
        """The fault is over."""
        self.lifted = True
        self.open_to_faults = self.open_to_faults or len(self.kinds)

    def concerns(self, *paths: Any) -> bool:
        """Whether one of these names (or numbers of open files) is below the folder."""
        if self._resting:
            return False
        for path in paths:
            if isinstance(path, int):
                if path in self.fds:
                    return True
            elif isinstance(path, str | bytes | os.PathLike):
                full = os.path.abspath(os.fsdecode(path))
                if full == self.folder or full.startswith(self.folder + os.sep):
                    return True
        return False

    def call(self, kind: str) -> None:
        """A call is made: count it, and fail if it is its turn.

        Raises:
            OSError: as planned.
        """
        if self._due(kind):
            self._fail()

    def _due(self, kind: str) -> bool:
        self.kinds.append(kind)
        plan, n = self.plan, len(self.kinds)
        if plan is None or self.lifted:
            return False
        if self._halved and kind == "write":
            self._halved = False
            return True
        if plan.how == "half":
            return False
        return plan.fits(kind) and (n >= plan.at if plan.how == "on" else n == plan.at)

    def _fail(self) -> None:
        assert self.plan is not None
        self.failed += 1
        number = getattr(errno, self.plan.error)
        raise OSError(number, os.strerror(number))

    def write(self, send: Callable[[memoryview], int], data: Any) -> int:
        """Write, or half of it, or nothing, as planned."""
        view = memoryview(data).cast("B")
        self.call("write")
        plan = self.plan
        if plan is not None and not self.lifted and len(self.kinds) == plan.at:
            # Only "half" comes here: a short count, as the system gives it, then the error.
            self.failed += 1
            self._halved = True
            return send(view[: len(view) // 2]) if len(view) > 1 else send(view)
        return send(view)


def _raw_class(faults: Faults) -> type[io.FileIO]:
    class Raw(io.FileIO):
        """A file whose calls are counted."""

        def write(self, data: Any, /) -> int:
            if not faults.concerns(self.fileno()):
                return super().write(data)
            return faults.write(lambda part: io.FileIO.write(self, part), data)

        def _reading(self) -> None:
            if faults.concerns(self.fileno()):
                faults.call("read")

        def readinto(self, buffer: Any, /) -> int:
            self._reading()
            return super().readinto(buffer)

        def read(self, size: int | None = -1, /) -> bytes:
            self._reading()
            return super().read(-1 if size is None else size)

        def readall(self) -> bytes:
            self._reading()
            return super().readall()

        def truncate(self, size: int | None = None, /) -> int:
            if faults.concerns(self.fileno()):
                faults.call("truncate")
            return super().truncate(size)

        def close(self) -> None:
            if self.closed:
                return
            concerned = faults.concerns(self.fileno())
            faults.fds.discard(self.fileno())
            super().close()
            # The system has let go of the file whatever it says of it.
            if concerned:
                faults.call("close")

    return Raw


def _opener(faults: Faults, real: Callable[..., Any]) -> Callable[..., Any]:
    raw_class = _raw_class(faults)

    def opened(
        file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None,
        newline: Any = None, closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        if not faults.concerns(file):
            return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
        if not isinstance(file, int):
            # "r+" opens what is there, and so does nothing that a full disk would refuse.
            faults.call("create" if set(mode) & set("wxa") else "open")
        raw = raw_class(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        faults.fds.add(raw.fileno())
        size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
        buffered: Any
        if buffering == 0:
            return raw
        if "+" in mode:
            buffered = io.BufferedRandom(raw, size)
        elif set(mode) & set("wxa"):
            buffered = io.BufferedWriter(raw, size)
        else:
            buffered = io.BufferedReader(raw, size)
        if "b" in mode:
            return buffered
        return io.TextIOWrapper(buffered, encoding, errors, newline)

    return opened


#: Calls that name what they touch first, or first and second, with their kinds.
_ONE: Final = {
    "mkdir": "mkdir", "rmdir": "unlink", "unlink": "unlink", "remove": "unlink", "stat": "stat",
    "lstat": "stat", "fstat": "stat", "listdir": "list", "scandir": "list", "fsync": "fsync",
    "truncate": "truncate", "ftruncate": "truncate", "chmod": "stat", "utime": "stat",
    "fdatasync": "fsync", "access": "",
}  # fmt: skip
_TWO: Final = {"rename": "rename", "replace": "rename", "link": "link", "symlink": "link"}


@contextmanager
def in_force(faults: Faults) -> Iterator[Faults]:
    """Let every call of this process go through `faults` while this lasts."""
    with pytest.MonkeyPatch.context() as patch:

        def one(name: str, kind: str) -> None:
            real = getattr(os, name)

            def call(path: Any = ".", *args: Any, **more: Any) -> Any:
                if kind and faults.concerns(path):
                    faults.call(kind)
                return real(path, *args, **more)

            patch.setattr(os, name, call)

        def two(name: str, kind: str) -> None:
            real = getattr(os, name)

            def call(source: Any, target: Any, *args: Any, **more: Any) -> Any:
                if faults.concerns(source, target):
                    faults.call(kind)
                return real(source, target, *args, **more)

            patch.setattr(os, name, call)

        for name, kind in _ONE.items():
            if hasattr(os, name):
                one(name, kind)
        for name, kind in _TWO.items():
            if hasattr(os, name):
                two(name, kind)
        _patch_numbers(faults, patch)
        opened = _opener(faults, io.open)
        patch.setattr(io, "open", opened)
        patch.setattr(builtins, "open", opened)
        yield faults


def _patch_numbers(faults: Faults, patch: pytest.MonkeyPatch) -> None:
    """The calls on numbers of open files."""
    real_open, real_close, real_write, real_read = os.open, os.close, os.write, os.read

    def os_open(path: Any, flags: int, *args: Any, **more: Any) -> int:
        concerned = faults.concerns(path)
        if concerned:
            faults.call("create" if flags & os.O_CREAT else "open")
        fd = real_open(path, flags, *args, **more)
        if concerned:
            faults.fds.add(fd)
        return fd

    def os_close(fd: int) -> None:
        concerned = faults.concerns(fd)
        faults.fds.discard(fd)
        real_close(fd)
        if concerned:
            faults.call("close")

    def os_write(fd: int, data: Any) -> int:
        if not faults.concerns(fd):
            return real_write(fd, data)
        return faults.write(lambda part: real_write(fd, part), data)

    def os_read(fd: int, size: int) -> bytes:
        if faults.concerns(fd):
            faults.call("read")
        return real_read(fd, size)

    patch.setattr(os, "open", os_open)
    patch.setattr(os, "close", os_close)
    patch.setattr(os, "write", os_write)
    patch.setattr(os, "read", os_read)
    if sys.platform == "win32":
        return
    import fcntl

    for name in ("flock", "lockf"):
        real = getattr(fcntl, name)

        def lock(fd: Any, *args: Any, real: Any = real) -> Any:
            if faults.concerns(fd if isinstance(fd, int) else fd.fileno()):
                faults.call("lock")
            return real(fd, *args)

        patch.setattr(fcntl, name, lock)
