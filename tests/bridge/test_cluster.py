"""Games on a cluster: those of one process, and a sentence for whatever is not as it should be."""

from __future__ import annotations

import importlib
import json
import random
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from game.check.simulate import play_many
from game.check.workers import WorkersLost
from tests.bridge.cluster import Cluster, cluster, finished, kill, simulation, waited
from tests.check.test_simulate import setup_of

pytest.importorskip(
    "distributed",
    reason="Dask is not installed (python -m pip install distributed): nothing of --cluster is "
    "tested here",
)
door = importlib.import_module("game.bridge.cluster")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for processes")


@pytest.fixture(scope="module")
def there() -> Iterator[Cluster]:
    """A scheduler; each test hires its workers."""
    with cluster(0) as found:
        yield found


@pytest.fixture(autouse=True)
def _nobody(there: Cluster) -> Iterator[None]:
    yield
    there.dismiss()


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("name", ["tic-tac-toe", "dice-race"])
def test_they_are_the_games_of_one_process(there: Cluster, name: str, threads: int) -> None:
    setup = attrs.evolve(setup_of(name, 9), seed=2**61)
    there.hire("--nthreads", str(threads))
    assert [*door.play_on_cluster(setup, 1000, there.address)] == [*play_many(setup, 1000)]
    assert [*door.play_on_cluster(setup, 0, there.address)] == []


def test_a_worker_that_dies_takes_nothing_along(there: Cluster) -> None:
    setup, told, dice = setup_of("kuhn", 3), list[str](), random.Random(4)
    there.hire()
    played, killed = [], 0
    for game in door.play_on_cluster(setup, 16_000, there.address, told.append):
        played.append(game)
        if len(played) % 8000 == 1 and there.players():
            killed += kill(dice.choice(there.players()))
    assert killed
    assert played == [*play_many(setup, 16_000)]


def test_an_order_says_all_that_games_go_by() -> None:
    """Equal orders and seeds are played once, so no others may be equal."""
    setup = setup_of("kuhn", 1)
    assert door.order_of(setup) == door.order_of(attrs.evolve(setup, seed=2))
    others = [setup_of("tic-tac-toe", 1), setup]
    others += [
        attrs.evolve(setup, seats={**setup.seats, seat: "bot:doctrine"}) for seat in setup.seats
    ]
    assert len({door.order_of(other) for other in others}) == len(others) == 4
    named = {"rules", "sha256", "version", "scenario", "options", "seats"}
    assert json.loads(door.order_of(setup)).keys() == named


@pytest.mark.parametrize(
    "address", ["", " ", "here", "tcp://127.0.0.1", "bad://127.0.0.1:1", "127.0.0.1:abc", "C:\\x"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WorkersLost, match="an address is a host and a port") as told:
        [*door.play_on_cluster(setup_of("kuhn", 1), 1, address)]
    assert "dask scheduler --port 8786" in str(told.value)


def test_where_nobody_listens_there_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PATIENCE", 0.5)
    with socket.socket() as mine:
        mine.bind(("127.0.0.1", 0))
        with pytest.raises(WorkersLost, match="There is no Dask scheduler at"):
            [*door.play_on_cluster(setup_of("kuhn", 1), 1, f"127.0.0.1:{mine.getsockname()[1]}")]


def test_nobody_to_play_is_told(there: Cluster) -> None:
    told: list[str] = []

    def come(words: str) -> None:
        told.append(words)
        there.hire()

    assert [*door.play_on_cluster(setup_of("kuhn", 1), 5, there.address, come)] == [
        *play_many(setup_of("kuhn", 1), 5)
    ]
    assert len(told) == 1
    assert f"`dask worker {there.address}`" in told[0]


#: What makes a worker's program another, and what is told of it.
OTHERS = {
    "import game; game.__version__ = '0.0.7'": "is another (it is of version 0.0.7, here ",
    "import game.check.simulate as s\n"
    "s.read_game = lambda text, *more, read=s.read_game: read(text + '\\n', *more)": (
        "gives the rules the hash "
    ),
    "import sys; sys.modules['game.bridge'] = None": "A worker cannot run the program (Mod",
    "import sys; sys.modules['game'] = None": "A worker cannot run the program (Mod",
}


@pytest.mark.parametrize("change", OTHERS)
def test_a_worker_with_another_program_is_told(there: Cluster, change: str) -> None:
    preload = there.folder / "change.py"
    preload.write_text(change, encoding="utf-8")
    there.hire("--preload", str(preload))
    with pytest.raises(WorkersLost) as told:
        [*door.play_on_cluster(setup_of("kuhn", 1), 5, there.address)]
    assert OTHERS[change] in str(told.value)
    assert "\n" not in str(told.value)


def test_a_scheduler_that_is_lost_leaves_what_was_played(tmp_path: Path) -> None:
    asked = ("--rules", "kuhn", "--games", "300000", "--out", str(tmp_path / "games.json"))
    with cluster(1) as there:
        command = simulation(*asked, "--cluster", there.address)
        path = tmp_path / "games.json"
        waited(lambda: path.exists() and path.stat().st_size > 5000, "a game")
        there.scheduler.kill()
        status, _, said = finished(command)
    assert status == 1
    assert f"The scheduler at {there.address} is gone." in said
    document = json.loads(path.read_text(encoding="utf-8"))
    assert f"The {document['games']} games that were finished are in {path}" in said
    seeds = [row["seed"] for row in document["results"]]
    assert seeds == list(range(1, 1 + document["games"]))
