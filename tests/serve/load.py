"""Many devices at one table: `python -m tests.serve.load --clients 50 --games 200`.

The server is a process of its own, as `panj serve` runs it. A device in each seat plays what its
page offers; the others have second devices in seats, or look on. Now and then a device loses its
connection and comes back, and a move is sent twice. It is told how long it took from a move's
sending until each other device had the page that shows it, and whether anything was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import sys
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from random import Random
from typing import Any

import attrs
from websockets.asyncio.client import ClientConnection, connect

from game.serve.host import Host
from game.serve.running import open_at, server_of
from tests.serve.tables import sitting_of

HERE = "127.0.0.1"
#: Shares of the moves that are sent twice, and after which a device loses its connection.
TWICE, LOST = 0.2, 0.05
#: Seconds until a game that does not go on has failed.
PATIENCE = 120.0
#: After so many games it is told how it stands.
REPORT = 20


def serve(pipe: Connection, scenario: str) -> None:
    """Be the server: a table after another, until no more is asked for."""
    while (seed := pipe.recv()) is not None:
        sitting = sitting_of({}, seed=seed, scenario=scenario)
        host, spot = Host(sitting), open_at(HERE, 0)
        server = server_of(host, spot)
        runs = threading.Thread(target=server.run, kwargs={"sockets": list(spot.sockets)})
        runs.start()
        codes = host.access.codes
        pipe.send((spot.port, codes.table, dict(codes.seats)))
        pipe.recv()
        server.should_exit = True
        runs.join()
        for listener in spot.sockets:
            listener.close()
        moves = sum(entry.kind == "move" and entry.actor != "chance" for entry in sitting.entries)
        pipe.send((moves, sitting.over, host.position))


@attrs.define(eq=False)
class Device:
    """One client.

    Attributes:
        join: how it joins.
        seen: by position, when it was shown.
        page: what it is shown.
        socket: its connection.
        token: by what it comes back.
        done: the keys of its acts that were done.
    """

    join: dict[str, Any]
    seen: dict[int, float] = attrs.Factory(dict)
    page: dict[str, Any] = attrs.Factory(dict)
    socket: ClientConnection | None = None
    token: str = ""
    done: set[str] = attrs.Factory(set)
    fresh: asyncio.Event = attrs.Factory(asyncio.Event)
    task: asyncio.Task[None] | None = None
    bytes: int = 0

    async def open(self, port: int) -> None:
        """Connect and join."""
        self.socket = await connect(
            f"ws://{HERE}:{port}/ws", max_size=None, compression=None, open_timeout=60
        )
        sent = {"do": "join", "token": self.token} if self.token else self.join
        await self.socket.send(json.dumps(sent))
        self.task = asyncio.create_task(self._read(self.socket))

    async def _read(self, socket: ClientConnection) -> None:
        async for text in socket:
            now = time.perf_counter()
            self.bytes += len(text)
            told = json.loads(text)
            if "page" in told:
                self.page = told["page"]
                # A page shows all that came before it too.
                self.seen.setdefault(self.page["n"], now)
            elif "joined" in told:
                self.token = told["joined"]["token"]
            elif "done" in told:
                self.done.add(told["done"]["key"])
            self.fresh.set()

    async def close(self) -> None:
        """Go."""
        if self.socket is not None:
            await self.socket.close()
        if self.task is not None:
            await self.task


@attrs.define
class Tally:
    """What was measured.

    Attributes:
        reach: milliseconds from a move's sending to each other device's page.
        moves: moves that were sent, each counted once.
        lost: what was lost, in words.
        bytes: sent to all devices.
    """

    reach: list[float] = attrs.Factory(list)
    moves: int = 0
    lost: list[str] = attrs.Factory(list)
    bytes: int = 0


async def game(pipe: Connection, clients: int, seed: int, tally: Tally) -> None:
    """Play one game with so many devices."""
    rng = Random(seed)
    pipe.send(seed)
    port, table, codes = await asyncio.to_thread(pipe.recv)
    players = {seat: Device({"do": "join", "code": code}) for seat, code in codes.items()}
    seconds = [Device({"do": "join", "code": code}) for code in codes.values()]
    watchers = [
        Device({"do": "join", "code": table, "watch": True})
        for _ in range(clients - 2 * len(codes))
    ]
    devices = [*players.values(), *seconds[: max(0, clients - len(codes))], *watchers]
    for device in devices:
        await device.open(port)
    sent: list[tuple[Device, float, int]] = []
    moves, end = 0, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        mine = next((d for d in players.values() if d.page.get("question")), None)
        if mine is None:
            if all(device.page.get("over") for device in devices):
                break
            await _any_fresh(devices)
            continue
        page = mine.page
        legal = [o["id"] for o in page["question"]["options"] if o["legal"]]
        key = f"move {page['n']}"
        text = json.dumps({"do": "play", "id": rng.choice(legal), "n": page["n"], "key": key})
        assert mine.socket is not None
        sent.append((mine, time.perf_counter(), page["n"]))
        await mine.socket.send(text)
        moves += 1
        if rng.random() < TWICE:
            await mine.socket.send(text)
        if rng.random() < LOST:
            await mine.close()
            await mine.open(port)
            # Whether it was heard is not known: it is sent again.
            await mine.socket.send(text)
        while mine.page["n"] == page["n"] and time.monotonic() < end:
            mine.fresh.clear()
            await _soon(mine.fresh)
        if key not in mine.done:
            await _soon(mine.fresh)
    for device in devices:
        if not device.page.get("over"):
            tally.lost.append(f"game {seed}: a device was not told the end")
        await device.close()
        tally.bytes += device.bytes
    pipe.send("end")
    made, over, last = await asyncio.to_thread(pipe.recv)
    if made != moves or not over:
        tally.lost.append(f"game {seed}: {moves} moves were sent and {made} are in the journal")
    if any(device.page.get("n") != last for device in devices):
        tally.lost.append(f"game {seed}: a device was not told the last position")
    tally.moves += moves
    for mover, at, n in sent:
        for device in devices:
            later = [when for seen, when in device.seen.items() if seen > n and when >= at]
            if device is not mover and later:
                tally.reach.append(1000 * (min(later) - at))


async def _any_fresh(devices: Sequence[Device]) -> None:
    """Wait until some device was told something."""
    await asyncio.sleep(0.005)


async def _soon(event: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(event.wait(), 1)
    except TimeoutError:
        return


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the others lies."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


def play(clients: int, games: int, scenario: str, seed: int) -> Tally:
    """Play games, one after another; what was measured."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, scenario), daemon=True)
    process.start()
    tally = Tally()
    try:
        for number in range(games):
            asyncio.run(game(ours, clients, seed + number, tally))
            if number % REPORT == REPORT - 1:
                print(f"after {number + 1} games: {told(tally)}", file=sys.stderr)
        ours.send(None)
        process.join(30)
    finally:
        process.kill()
    return tally


def told(tally: Tally) -> str:
    """The figures, for people."""
    points = ", ".join(
        f"p{round(100 * share)} {percentile(tally.reach, share):.0f}"
        for share in (0.5, 0.9, 0.95, 0.99)
    )
    most = max(tally.reach, default=0.0)
    lines = [
        f"{tally.moves} moves, {len(tally.reach)} pages that show them, "
        f"{tally.bytes / 1e6:.1f} MB sent to devices",
        f"milliseconds from a move to the page of another device: {points}, most {most:.0f}",
        f"lost: {len(tally.lost)}",
        *tally.lost[:20],
    ]
    return "\n".join(lines)


def main() -> int:
    """Run as asked; 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.serve.load", description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--games", type=int, default=200)
    parser.add_argument("--scenario", default="first-watch")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    tally = play(asked.clients, asked.games, asked.scenario, asked.seed)
    seconds = time.monotonic() - began
    print(f"{asked.games} games of {asked.scenario}, {asked.clients} devices, {seconds:.0f} s")
    print(told(tally))
    return 1 if tally.lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
