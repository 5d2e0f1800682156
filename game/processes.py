"""Processes of our own beside the program: how they start, what they send back, how they end."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from typing import Any, Generic, TypeVar

import attrs

T = TypeVar("T")

#: So many times one thing to do may cost its process, or processes may die in a row at their start.
DEATHS = 3


@attrs.frozen
class Tried(Generic[T]):
    """What became of something: its result, or what it raised and where."""

    result: T | None
    error: Exception | None = None
    trace: str = ""

    def get(self) -> T:
        """Return the result, or raise what was raised."""
        if self.error is not None:
            # A traceback does not go through a pipe; its words do.
            raise self.error from RuntimeError(f"in a worker process:\n{self.trace}")
        return self.result  # type: ignore[return-value]


def tried(do: Callable[[Any], T], what: Any) -> Tried[T]:
    """Do something in a worker; what it raises is sent to whoever asked like a result.

    Args:
        do: what is done.
        what: with what.
    """
    try:
        return Tried(do(what))
    except Exception as error:
        trace = "".join(traceback.format_exception(error))
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:
            # One that does not pass through a pipe as it is goes in words.
            return Tried(None, RuntimeError(f"{type(error).__name__}: {error}"), trace)
        return Tried(None, error, trace)


def how_ended(status: int | None) -> str:
    """Say how a process ended, in words.

    Args:
        status: its exit status, below 0 for a signal.
    """
    if status is not None and status < 0:
        with suppress(ValueError):
            return f"ended by {signal.Signals(-status).name}"
    return f"exit status {status}"


def begin_child(left: Callable[[], object] = lambda: None) -> None:
    """Be a process of our own: leave Ctrl-C to the parent, and end as soon as it has ended.

    Args:
        left: done first if the parent ends, however that comes about.
    """
    # A child that also heard it would print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(left,), daemon=True).start()


def _end_with_parent(left: Callable[[], object]) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        left()
        os._exit(1)


@contextmanager
def deaf_children() -> Iterator[None]:
    """Hold back Ctrl-C while one process starts, so that it never hears it.

    A process starts with its parent's mask of signals; the parent hears of it afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # The first start also starts Python's own helper, which lets go of the signal.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
