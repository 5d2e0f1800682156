"""A served table beside something else: the web server has a thread of its own.

Whoever owns the sitting (a window) calls `work` each frame. What the network asks of the table
waits until then, and is done there while the frame has time; only texts pass between threads.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any, Final, TypeVar

from game.serve.running import server_of

if TYPE_CHECKING:
    from game.serve.host import Host
    from game.serve.running import OpenAt

T = TypeVar("T")
#: Seconds in which a bot's or a die's steps are made at once, and no more.
SLICE: Final = 0.003
#: Seconds that a server has to end in good order.
_PATIENCE: Final = 8.0


class FrameQueue(Executor):
    """Does what other threads ask for in the thread that calls `work`, in the order of asking."""

    def __init__(self, wake: Callable[[], None] = lambda: None) -> None:
        """Have nothing to do.

        Args:
            wake: is called, in the thread that asks, when there is something to do.
        """
        self._wake = wake
        self._lock = threading.Lock()
        self._waits: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._shut = False

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Let something be done; see `concurrent.futures.Executor.submit`."""
        future: Future[T] = Future()
        with self._lock:
            if self._shut:
                raise RuntimeError
            self._waits.append((future, lambda: fn(*args, **kwargs)))
        self._wake()
        return future

    def work(self, seconds: float) -> bool:
        """Do what waits for about so long, one thing at least.

        Returns:
            Whether more waits.
        """
        end = time.perf_counter() + seconds
        while True:
            with self._lock:
                if not self._waits:
                    return False
                future, act = self._waits.popleft()
            if future.set_running_or_notify_cancel():
                try:
                    found = act()
                except BaseException as error:
                    # Whoever asked is told; an order to stop is not theirs alone.
                    future.set_exception(error)
                    if not isinstance(error, Exception):
                        raise
                else:
                    future.set_result(found)
            if time.perf_counter() >= end:
                return bool(self._waits)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Do nothing more; what waits is given up, for its owner may not come again."""
        with self._lock:
            self._shut = True
            left, self._waits = self._waits, deque()
        for future, _ in left:
            future.cancel()


class TableInBackground:
    """One served table whose sitting belongs to the thread that calls `work`.

    Attributes:
        host: the table.
        spot: where it is open.
    """

    def __init__(self, host: Host, spot: OpenAt, wake: Callable[[], None] = lambda: None) -> None:
        """Serve nobody yet.

        Args:
            host: the table.
            spot: where it is open.
            wake: is called, in another thread, when there is something to do.
        """
        self.host, self.spot = host, spot
        self._queue = FrameQueue(wake)
        self._server = server_of(host, spot, self._queue, SLICE)
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)

    def _run(self) -> None:
        self._server.run(sockets=list(self.spot.sockets))

    def start(self) -> None:
        """Let people come."""
        self._thread.start()

    @property
    def open(self) -> bool:
        """Whether people can come."""
        return self._thread.is_alive() and not self._server.should_exit

    def work(self, seconds: float) -> bool:
        """Do what the network asks of the table for about so long; whether more waits."""
        return self._queue.work(seconds)

    def close(self) -> None:
        """Send everybody home in good order; what was asked by then is still done."""
        self._server.should_exit = True
        end = time.monotonic() + _PATIENCE
        while self._thread.is_alive() and time.monotonic() < end:
            self._queue.work(0.02)
            self._thread.join(0.01)
        self._queue.shutdown()
        for listener in self.spot.sockets:
            listener.close()
