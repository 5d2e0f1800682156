"""A table whose sitting belongs to a thread that does other things too, little by little."""

from __future__ import annotations

import threading
import time
from random import Random

import pytest

from game.serve.background import FrameQueue, TableInBackground
from game.serve.host import Host
from game.serve.running import open_at
from tests.serve.tables import Party, sitting_of
from tests.serve.test_network import Open, heard, say


def test_what_others_ask_for_is_done_in_order_by_its_owner_alone() -> None:
    queue, woken, done = FrameQueue(lambda: woken.append(1)), list[int](), list[tuple[int, str]]()
    owner = threading.current_thread().name

    def act(n: int) -> int:
        done.append((n, threading.current_thread().name))
        return n

    asked = threading.Thread(target=lambda: [queue.submit(act, n) for n in range(5)])
    asked.start()
    asked.join()
    assert (len(woken), done) == (5, [])
    assert not queue.work(10.0)
    assert done == [(n, owner) for n in range(5)]


def test_a_frame_does_one_thing_at_least_and_leaves_the_rest() -> None:
    queue = FrameQueue()
    futures = [queue.submit(time.perf_counter) for _ in range(3)]
    assert queue.work(0.0)
    assert [future.done() for future in futures] == [True, False, False]
    queue.shutdown()
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError):
        queue.submit(time.perf_counter)


def test_what_fails_is_told_to_who_asked_and_stops_nobody() -> None:
    queue = FrameQueue()
    wrong, right = queue.submit(int, "x"), queue.submit(lambda: 7)
    assert not queue.work(1.0)
    assert isinstance(wrong.exception(), ValueError)
    assert right.result() == 7


def test_a_page_in_parts_is_the_page_and_is_begun_anew_where_something_happens() -> None:
    party = Party(sitting_of({"ground": "bot:doctrine"}))
    phone = party.seated("umbrella")
    making = party.host.making(phone)
    parts = sum(1 for _ in zip(range(6), making, strict=False))
    assert parts == 6
    party.play_on(1, seed=2)
    made = ""
    while not made:
        try:
            next(making)
        except StopIteration as end:
            made = str(end.value)
    assert made == party.host.page(phone)


class Beside(Open):
    """A table whose owner is the thread of a test."""

    def __init__(self) -> None:
        self.host = Host(sitting_of({}))
        spot = open_at("127.0.0.1", 0)
        self.port, self.address = spot.port, spot.address
        self.table = TableInBackground(self.host, spot)
        self.table.start()

    def close(self) -> None:
        self.table.close()


def test_a_device_plays_while_its_owner_does_other_things_and_all_go_home_at_the_end() -> None:
    beside, rng, told = Beside(), Random(2), dict[str, object]()

    def play() -> None:
        seat = str(beside.host.sitting.to_move)
        with beside.device() as device:
            say(device, do="join", code=beside.host.access.codes.seats[seat])
            page = heard(device, "page")
            while page["question"] is None:
                page = heard(device, "page")
            ids = [o["id"] for o in page["question"]["options"] if o["legal"]]
            say(device, do="play", id=rng.choice(ids), n=page["n"], key="one")
            told["done"] = heard(device, "done")["key"]

    while beside.host.advance(0.01):
        pass
    n = beside.host.position
    played = threading.Thread(target=play)
    played.start()
    while played.is_alive():
        beside.table.work(0.004)
        time.sleep(0.001)
    assert told == {"done": "one"}
    assert beside.host.position > n
    beside.close()
    assert not beside.table.open
    with pytest.raises(OSError, match="refused"), beside.device():
        pass
