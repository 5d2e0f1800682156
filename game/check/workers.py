"""Worker processes that play batches of games: they may die, and no game is lost by it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

#: So many times in a row, without one batch done between, workers may die before it is told.
DEATHS = 3
#: Batches that each worker has in hand, so that none waits for the next.
IN_HAND = 2


class Workers(Generic[T]):
    """Plays batches in several processes and gives their results in order.

    A worker that dies takes the others of its pool along: the pool is made anew, and what was not
    finished is played again. The workers end when this process does, however it ends.
    """

    def __init__(
        self, jobs: int, ready: Callable[[str], None], play: Callable[[range], T], text: str
    ) -> None:
        """Nothing is started yet.

        Args:
            jobs: how many processes.
            ready: readies a worker; it is given the path of a file with `text`.
            play: plays one batch in a worker.
            text: what every worker reads. It goes by a file: more than a pipe holds, sent to a
                worker that died while it started, would be waited for without end.
        """
        self._jobs, self._ready, self._play, self._text = jobs, ready, play, text

    def results(self, batches: Sequence[range]) -> Iterator[T]:
        """Yield the result of each batch, in order.

        Raises:
            BrokenProcessPool: workers died again and again.
        """
        with tempfile.TemporaryDirectory(prefix="panj-") as folder:
            path = Path(folder) / "rules.toml"
            path.write_text(self._text, encoding="utf-8", newline="")
            finished: dict[int, T] = {}
            at = deaths = 0
            while at < len(batches):
                broken: BrokenProcessPool | None = None
                with closing(self._pooled(str(path), batches, at, finished, deaths > 0)) as pool:
                    while at < len(batches) and broken is None:
                        try:
                            next(pool)
                        except BrokenProcessPool as error:
                            broken, deaths = error, deaths + 1
                        # What was finished before a death is given before the death is told.
                        while at in finished:
                            yield finished.pop(at)
                            at, deaths = at + 1, int(broken is not None)
                if broken is not None and deaths == DEATHS:
                    raise broken

    def _pooled(
        self,
        path: str,
        batches: Sequence[range],
        first: int,
        finished: dict[int, T],
        alone: bool,
    ) -> Generator[None, None, None]:
        """Finish the batches from `first` on with one pool; yields whenever there are more.

        After a death the first batch is played `alone`: else one that kills its worker could take
        the same sound ones along each time.
        """
        jobs = min(self._jobs, len(batches) - first)
        others = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(
            jobs,
            # A fresh interpreter in each worker behaves alike on every platform.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._ready, path),
        )
        left = deque(n for n in range(first, len(batches)) if n not in finished)
        waiting: deque[tuple[int, Future[T]]] = deque()
        try:
            while left or waiting:
                while left and len(waiting) < (1 if alone else jobs * IN_HAND):
                    with _deaf_children():
                        waiting.append((left[0], pool.submit(self._play, batches[left[0]])))
                    left.popleft()
                number, future = waiting[0]
                finished[number] = future.result()
                waiting.popleft()
                alone = False
                yield
        except BrokenProcessPool:
            # What others finished meanwhile stands.
            for number, future in waiting:
                if future.done() and not future.cancelled() and future.exception() is None:
                    finished[number] = future.result()
            # One that has just been started may outlive the end of its pool, which waits for it.
            for worker in set(multiprocessing.active_children()) - others:
                worker.kill()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _start(ready: Callable[[str], None], path: str) -> None:
    """Ready a worker process."""
    # Ctrl-C is the parent's business; a worker that also heard it would print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(Path(path).parent,), daemon=True).start()
    ready(path)


def _end_with_parent(folder: Path) -> None:
    """End this process as soon as its parent has ended, however that came about.

    Args:
        folder: the parent's, which it may have had no time to remove.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Hold back Ctrl-C while one worker process starts, so that it never hears it.

    A process starts with its parent's mask of signals; the parent hears of it afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
