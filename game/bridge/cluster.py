"""Games played by the workers of a Dask scheduler, as many machines as there are; `panj[cluster]`.

A chunk is a few seeds in a row, and what it gives depends on nothing else than on them and on what
is asked, so that it can be played again wherever a worker died. The scheduler does that by itself;
here chunks are handed out, few at a time, and their games are told in the order of the seeds.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError

import attrs
from distributed import Client, Future, KilledWorker, get_worker

from game import __version__
from game.check.simulate import asked, play_games
from game.check.simulated_game import SimulatedGame
from game.check.workers import WorkersLost
from game.engine import Game
from game.processes import DEATHS, Tried, tried
from game.rules import parse_rules
from game.table import GameSetup

#: Seconds that a chunk should take: handing it out and back costs some thousandths of one, and
#: whoever dies takes no more along.
CHUNK_SECONDS = 0.5
#: Games of the first chunks, before it is known how long one takes, and of the largest.
FIRST, MOST = 25, 10_000
#: Chunks that are out for each thread of the workers, so that none waits for the next.
OUT = 4
#: Seconds after which it is looked again who is there.
LOOK = 1.0
#: Seconds in which a scheduler must answer.
PATIENCE = 10
#: What names a scheduler.
ADDRESS = re.compile(r"((tcp|tls)://)?([\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}", re.ASCII)

#: What a worker is told to do, in words: a function of ours in its place would end a worker (or the
#: scheduler) that has no such program before it could say so.
CALL = (
    "__import__('game.bridge.cluster', fromlist=['play_chunk'])"
    ".play_chunk(mark, order, first, count)"
)


@attrs.frozen
class _Order:
    """What is to be played: all that games go by but their seeds.

    Attributes:
        rules: the text of the rules.
        sha256: the hash that they have here.
        version: of the program here.
    """

    rules: str
    sha256: str
    version: str
    scenario: str
    options: dict[str, str]
    seats: dict[str, str]


def order_of(setup: GameSetup) -> str:
    """Return what is to be played of a first game, as JSON."""
    head = asked(setup)
    order = _Order(
        setup.rules.source, head["rules_sha256"], head["program"],
        head["scenario"], head["options"], head["seats"],
    )  # fmt: skip
    return json.dumps(attrs.asdict(order), ensure_ascii=False)


def play_on_cluster(
    setup: GameSetup, games: int, address: str, note: Callable[[str], None] = lambda _: None
) -> Iterator[SimulatedGame]:
    """Play games with the seeds `seed`, `seed + 1`, ... and yield the results in that order.

    They are those of `play_many`, whoever plays them and whichever workers die.

    Args:
        setup: the first game, with a bot in each seat that is played.
        games: how many.
        address: of the scheduler, such as `tcp://127.0.0.1:8786`.
        note: told in a sentence when there is no worker to play.

    Raises:
        WorkersLost: there is no scheduler, or no longer; a worker has another program; or workers
            died again and again at one chunk.
        OptionError: no such option or value, or not in this scenario.
    """
    order = order_of(setup)
    client, patience = _client(address), PATIENCE
    try:
        seeds = range(setup.seed, setup.seed + games)
        yield from _Chunks(client, order, address, note).games(seeds)
    except (CancelledError, OSError) as error:
        # Dask's own errors of a broken connection are among these. Nobody answers a farewell.
        patience = 1
        raise WorkersLost(
            f"The scheduler at {address} is gone. Start it and its workers again, and give the "
            "same command again: with --out FILE it goes on after the games that are kept there."
        ) from error
    finally:
        client.close(timeout=patience)


def _client(address: str) -> Client:
    """Reach a scheduler.

    Raises:
        WorkersLost: there is none.
    """
    # What Dask would print, without a word of what it means here, is raised as well.
    for name in [*logging.root.manager.loggerDict]:
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    why = "an address is a host and a port"
    # With none Dask would start workers of its own; a bad one it would stumble over as it ends.
    if ADDRESS.fullmatch(address):
        try:
            return Client(address, timeout=PATIENCE, set_as_default=False)
        except OSError as error:
            why = str(error).partition("\n")[0].rstrip(".") or type(error).__name__
    raise WorkersLost(
        f"There is no Dask scheduler at {address!r} ({why}). Start one with `dask scheduler --port "
        "8786`, workers with `dask worker ADDRESS`, and give its address, such as "
        "tcp://127.0.0.1:8786."
    )


class _Chunks:
    """The chunks of one simulation on their way."""

    def __init__(
        self, client: Client, order: str, address: str, note: Callable[[str], None]
    ) -> None:
        self._client, self._address, self._note = client, address, note
        # The order goes along until a worker is known to have it, and no more then. As data that is
        # laid out there, it would draw all chunks to the worker where it lies.
        self._order, self._known = order, False
        self._mark = hashlib.sha256(order.encode()).hexdigest()
        self._size = FIRST
        self._threads = 0
        self._looked = 0.0
        self._missed = False

    def games(self, seeds: range) -> Iterator[SimulatedGame]:
        """Play games and yield them in order."""
        out: deque[tuple[range, Future]] = deque()
        while seeds or out:
            self._look()
            while seeds and len(out) < max(OUT, OUT * self._threads):
                chunk, seeds = seeds[: self._size], seeds[self._size :]
                out.append((chunk, self._hand_out(chunk, whole=not self._known)))
            yield from self._take(*out.popleft())

    def _look(self) -> None:
        """Look who is there, once in a while; say so if nobody is."""
        if time.monotonic() - self._looked < LOOK:
            return
        self._threads = sum(self._client.nthreads().values())
        self._looked = time.monotonic()
        missed = not self._threads
        if missed and not self._missed:
            self._note(
                f"The scheduler has no worker now; start one with `dask worker {self._address}`. "
                "The games wait for it."
            )
        self._missed = missed

    def _hand_out(self, chunk: range, whole: bool) -> Future:
        # The key says what it is: what is asked for twice is played once. A game that fails is a
        # result like another, so that there is nothing to try again but after a death, of which
        # the scheduler allows each task some (`allowed-failures`, three if nobody says otherwise).
        key = f"panj-{self._mark[:32]}-{chunk.start}-{len(chunk)}" + "-whole" * whole
        order = self._order if whole else None
        what = {"mark": self._mark, "order": order, "first": chunk.start, "count": len(chunk)}
        return self._client.submit(eval, CALL, what, key=key, pure=True, retries=0)

    def _take(self, chunk: range, future: Future) -> list[SimulatedGame]:
        """Wait for the games of a chunk."""
        deaths = 0
        while True:
            try:
                outcome: Tried[_Played] | None = future.result(timeout=LOOK)
            except TimeoutError:
                self._look()
            except KilledWorker as error:
                # Workers that are killed by chance are no fault of these games: once more.
                deaths += 1
                if deaths >= DEATHS:
                    raise WorkersLost(
                        f"Workers died again and again at the games with the seeds {chunk[0]} to "
                        f"{chunk[-1]}. Perhaps they have too little memory."
                    ) from error
                future.retry()
            except (CancelledError, OSError):
                raise
            except Exception as error:
                raise WorkersLost(
                    f"A worker cannot run the program ({type(error).__name__}: {error}). Install "
                    f"the same where it runs, version {__version__}, start it again, and give the "
                    "same command again."
                ) from error
            else:
                if outcome is not None:
                    break
                future = self._hand_out(chunk, whole=True)
        self._known = True
        played = outcome.get()
        pace = played.seconds / len(chunk)
        self._size = max(1, min(MOST, int(CHUNK_SECONDS / max(pace, 1e-6))))
        return played.games


# What follows runs in workers.


@attrs.frozen
class _Played:
    """The games of a chunk, and the seconds that they took."""

    games: list[SimulatedGame]
    seconds: float


class _Ready(threading.local):
    """The games that a thread of a worker has at hand, with who plays the seats, by order.

    A compiled game is for one thread.
    """

    def __init__(self) -> None:
        self.games: dict[str, tuple[Game, dict[str, str]]] = {}


_ready = _Ready()
_reading = threading.Lock()


def play_chunk(mark: str, order: str | None, first: int, count: int) -> Tried[_Played] | None:
    """Play games in a worker; what a game raises is a result like another.

    Args:
        mark: the hash of what is to be played.
        order: what is to be played, as `order_of` gives it; `None` if this worker should have it.
        first: the seed of the first game.
        count: how many.

    Returns:
        The games; `None` if it does not have what is to be played.
    """
    there = _ready.games
    if mark not in there:
        if order is None:
            return None
        wanted, worker = _Order(**json.loads(order)), str(get_worker().address)
        read = tried(lambda _: _read(wanted, worker), None)
        if read.result is None:
            return Tried(None, read.error, read.trace)
        # A worker serves several simulations in turn, but does not keep all there ever were.
        for old in [*there][: max(0, len(there) - 3)]:
            del there[old]
        there[mark] = read.result, wanted.seats
    game, seats = there[mark]

    def play(seeds: range) -> _Played:
        begun = time.monotonic()
        games = list(play_games(game, seats, seeds))
        return _Played(games, time.monotonic() - begun)

    return tried(play, range(first, first + count))


def _read(order: _Order, worker: str) -> Game:
    """Read and compile the rules.

    Raises:
        WorkersLost: this program is another than the one that asks.
    """
    if order.version != __version__:
        told = f"is of version {__version__}, here {order.version}"
    else:
        # One at a time: what is read is put together in many places, and played in one.
        with _reading:
            rules = parse_rules(order.rules, "rules.toml", order.scenario, order.options)
            game = Game(rules, order.scenario, "compiled", order.options)
        if game.rules.sha256 == order.sha256:
            return game
        told = f"gives the rules the hash {game.rules.sha256[:12]}, here {order.sha256[:12]}"
    raise WorkersLost(
        f"The program of the worker at {worker} is another (it {told}). Install the same there, "
        "start it again, and give the same command again."
    )
