"""Worker processes that play batches of games: any may die at any moment, and no game is lost."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

import attrs

from game.processes import DEATHS, Tried, begin_child, deaf_children, how_ended, tried
from game.rules import Rules, parse_rules

T = TypeVar("T")

#: Batches that each worker has in hand, so that none waits for the next.
IN_HAND = 2
#: What a worker says before it is given anything, in the place of the number of a batch.
READY = -1


class WorkersDied(RuntimeError):
    """Worker processes died again and again, so that what they were to play cannot be played."""


class WorkersLost(RuntimeError):
    """Workers elsewhere cannot be had, or cannot play; the message says why and what to do."""


@attrs.define(eq=False)
class _Worker:
    """A process, the pipe to it, and the numbers of the batches it has, that being played first."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    ready: bool = False
    hand: deque[int] = attrs.field(factory=deque)

    def end(self) -> None:
        """End it, however it stands."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def copied_rules(path: str, scenario: str, options: Mapping[str, str]) -> Rules:
    """Read in a worker the copy of the rules that its parent made.

    Args:
        path: of the copy.
        scenario: the scenario's id.
        options: those that were chosen.
    """
    return parse_rules(Path(path).read_bytes().decode("utf-8"), "rules.toml", scenario, options)


class Workers(Generic[T]):
    """Plays batches in several processes and gives their results in order.

    A worker that dies takes nothing along but the batch it was at: that is played again by
    another. The workers end when this process does, however it ends.
    """

    def __init__(
        self,
        jobs: int,
        ready: Callable[[str], None],
        play: Callable[[range], T],
        text: str,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Nothing is started yet.

        Args:
            jobs: how many processes.
            ready: readies a worker; it is given the path of a file with `text`.
            play: plays one batch in a worker.
            text: what every worker reads. It goes by a file: more than a pipe holds, sent to a
                worker that died while it started, would be waited for without end.
            note: told in a sentence of each worker that died.
        """
        self._jobs, self._ready, self._play, self._text = jobs, ready, play, text
        self._note = note

    def results(self, batches: Sequence[range]) -> Iterator[T]:
        """Yield the result of each batch, in order.

        Raises:
            WorkersDied: workers died again and again.
        """
        with tempfile.TemporaryDirectory(prefix="panj-") as folder:
            path = Path(folder) / "rules.toml"
            path.write_text(self._text, encoding="utf-8", newline="")
            crew = _Crew[T](self._ready, self._play, str(path), batches, self._note)
            try:
                for number in range(len(batches)):
                    while number not in crew.finished:
                        crew.go_on(self._jobs)
                    yield crew.finished.pop(number).get()
            finally:
                crew.end()


class _Crew(Generic[T]):
    """The workers at one list of batches.

    Attributes:
        finished: what became of the batches, by number, until it is taken.
    """

    def __init__(
        self,
        ready: Callable[[str], None],
        play: Callable[[range], T],
        path: str,
        batches: Sequence[range],
        note: Callable[[str], None],
    ) -> None:
        self.finished: dict[int, Tried[T]] = {}
        self._orders = ready, play, path
        self._batches, self._note = batches, note
        self._left = deque(range(len(batches)))
        self._workers: list[_Worker] = []
        self._blamed: Counter[int] = Counter()
        self._false_starts = 0

    def go_on(self, jobs: int) -> None:
        """Give out what there is to do, and wait until something comes of it.

        Args:
            jobs: the most workers there may be.

        Raises:
            WorkersDied: several in a row died before they were ready.
        """
        while self._left and len(self._workers) < jobs and self._false_starts < DEATHS:
            if not self._hire():
                break
            self._deal()
        if self._false_starts >= DEATHS and not self._workers:
            raise WorkersDied("worker processes died while they started, again and again")
        self._deal()
        there = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(there)):
            self._hear(there[pipe])  # type: ignore[index]

    def end(self) -> None:
        """End all workers."""
        while self._workers:
            self._workers.pop().end()

    def _deal(self) -> None:
        """Give batches to whoever has few; a fresh worker gets one, and more when it is ready."""
        for most in range(1, IN_HAND + 1):
            for worker in self._workers:
                if self._left and len(worker.hand) < (most if worker.ready else 1):
                    number = self._left.popleft()
                    worker.hand.append(number)
                    # A worker that has just died is noticed when it is heard.
                    with suppress(OSError):
                        worker.pipe.send((number, self._batches[number]))

    def _hire(self) -> bool:
        """Start a worker; False if that failed."""
        # A fresh interpreter in each worker behaves alike on every platform.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, *self._orders), daemon=True)
        try:
            with deaf_children():
                process.start()
                self._workers.append(_Worker(process, ours))
        except OSError as error:
            # It died before it had read what to do, or the system has no room for it.
            ours.close()
            self._false_starts += 1
            self._note(f"A worker process could not be started ({error.strerror or error}).")
            return False
        finally:
            theirs.close()
        return True

    def _hear(self, worker: _Worker) -> None:
        """Take what a worker says, or that it says no more."""
        try:
            number, outcome = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if number != READY:
            worker.hand.remove(number)
            self.finished[number] = outcome
        else:
            outcome.get()
            worker.ready, self._false_starts = True, 0

    def _bury(self, worker: _Worker) -> None:
        """A worker is dead: what it had in hand is for the others."""
        self._workers.remove(worker)
        worker.end()
        how = how_ended(worker.process.exitcode)
        if not worker.ready:
            self._false_starts += 1
            self._note(f"A worker process died while it started ({how}); another takes its place.")
        elif worker.hand:
            first = worker.hand[0]
            self._blamed[first] += 1
            if self._blamed[first] >= DEATHS:
                worker.hand.popleft()
                died = WorkersDied(f"worker processes died {DEATHS} times at one batch ({how})")
                self.finished[first] = Tried(None, died)
            else:
                games = len(self._batches[first])
                self._note(
                    f"A worker process died ({how}); the {games} games that it was at are played "
                    "again."
                )
        self._left.extendleft(reversed(worker.hand))


def _work(
    pipe: Connection, ready: Callable[[str], None], play: Callable[[range], Any], path: str
) -> None:
    """Be a worker process: get ready, then play what is given."""
    # The parent may have had no time to remove its folder.
    begin_child(partial(shutil.rmtree, Path(path).parent, ignore_errors=True))
    # The pipe ends when the parent has: then there is nobody to play for.
    with suppress(EOFError, OSError):
        pipe.send((READY, tried(ready, path)))
        while True:
            number, batch = pipe.recv()
            pipe.send((number, tried(play, batch)))
