"""Opening a table on the network: which address, which port, what is said of it, and its end."""

from __future__ import annotations

import socket
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import attrs
import uvicorn

from game.catalogue import phrase
from game.serve.app import TableServer
from game.serve.join_code import qr_text
from game.serve.protocol import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from game.serve.host import Host

#: The port where nobody names one; the next ones are tried where it is taken.
PORT: Final = 8640
TRIED: Final = 20
ALONE: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"
#: An address that is never sent to: it only tells by which of ours one would.
_ELSEWHERE: Final = ("192.0.2.1", 9)
#: Asks Linux for the address of a card.
_SIOCGIFADDR: Final = 0x8915
#: Connections that wait until the server begins.
_WAITING: Final = 128
#: Seconds between two questions whether a device is still there, and until it has answered.
_PING: Final = 10.0


class CannotOpen(Exception):
    """The table cannot be opened there; the words say why."""


@attrs.frozen
class OpenAt:
    """Where a table is open.

    Attributes:
        host: the address that is listened at.
        port: the port.
        name: the address that people type.
        sockets: what listens.
    """

    host: str
    port: int
    name: str
    sockets: tuple[socket.socket, ...]

    @property
    def address(self) -> str:
        """What people type."""
        return f"http://{self.name}:{self.port}"

    @property
    def names(self) -> frozenset[str]:
        """What a request may call this server."""
        known = {self.name, ALONE, "localhost"} if self.host == EVERYWHERE else {self.name}
        known |= {"localhost"} if self.host == ALONE else set()
        return frozenset(f"{name}:{self.port}" for name in known)


def own_address() -> str:
    """The address of this computer on its local network; that of itself where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
        asked.connect(_ELSEWHERE)
        return str(asked.getsockname()[0])
    # A network without a way out has no route to elsewhere; this computer has an address there.
    return next((each for each in _addresses() if not each.startswith("127.")), ALONE)


def _addresses() -> Iterator[str]:
    """The addresses of this computer, as far as the system tells."""
    with suppress(OSError):
        yield from socket.gethostbyname_ex(socket.gethostname())[2]
    if sys.platform == "linux":
        import fcntl

        for _, name in socket.if_nameindex():
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
                told = fcntl.ioctl(asked.fileno(), _SIOCGIFADDR, struct.pack("256s", name.encode()))
                yield socket.inet_ntoa(told[20:24])


def open_at(host: str | None, port: int | None) -> OpenAt:
    """Begin to listen.

    Args:
        host: the address; None for that of the local network.
        port: the port; None for the first free one from `PORT` on, 0 for any.

    Raises:
        CannotOpen: the address is none of this computer's, or no port is free.
    """
    where = own_address() if host is None else host
    name = own_address() if where == EVERYWHERE else where
    ports = range(PORT, PORT + TRIED) if port is None else range(port, port + 1)
    why: OSError | None = None
    for each in ports:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((where, each))
            listener.listen(_WAITING)
        except OSError as error:
            listener.close()
            why = error
            continue
        return OpenAt(where, int(listener.getsockname()[1]), name, (listener,))
    assert why is not None, "one port at least was tried"
    reason = why.strerror or str(why)
    raise CannotOpen(phrase("serve.no_port", host=where, port=ports[0], why=reason)) from why


def open_again(host: str | None, port: int | None, before: int) -> OpenAt:
    """Begin to listen where the table was open before a stop, or else as `open_at` does.

    Args:
        host: the address; None for that of the local network.
        port: the port that was asked for; None for that of before, or the first free one.
        before: the port of before; 0 for none.

    Raises:
        CannotOpen: the address is none of this computer's, or no port is free.
    """
    if port is None and before:
        with suppress(CannotOpen):
            return open_at(host, before)
    return open_at(host, port)


def server_of(
    host: Host, spot: OpenAt, owner: Executor | None = None, slice_: float | None = None
) -> uvicorn.Server:
    """What serves a table; `run(sockets=...)` does until it is told to end.

    Args:
        host: the table.
        spot: where it is open.
        owner: does what touches the sitting, where that is another thread's; see `TableServer`.
        slice_: see `TableServer`.
    """
    host.address, host.port = spot.address, spot.port
    config = uvicorn.Config(
        TableServer(host, spot.names, owner, slice_).app,
        log_level="warning",
        access_log=False,
        lifespan="on",
        proxy_headers=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=2 * LARGEST,
        ws_per_message_deflate=False,
        ws_ping_interval=_PING,
        ws_ping_timeout=_PING,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=2,
        limit_concurrency=512,
        h11_max_incomplete_event_size=16 * 1024,
    )
    return uvicorn.Server(config)


def said(host: Host, spot: OpenAt) -> Iterator[str]:
    """What is said at the terminal of a table that was opened."""
    codes, game = host.access.codes, host.sitting.game
    if spot.host == ALONE:
        yield phrase("serve.all_alone", address=spot.address)
    else:
        yield phrase("serve.at", address=spot.address)
    if host.known_devices:
        yield phrase("serve.devices_back", count=host.known_devices)
    if codes.table:
        yield qr_text(f"{spot.address}/#{codes.table}")
        yield phrase("serve.table_code", code=codes.table)
    yield phrase("serve.seat_codes")
    for seat, code in codes.seats.items():
        yield "  " + phrase("serve.seat_code", seat=game.title("seat", seat), code=code)
    yield phrase("serve.screen_link", link=f"{spot.address}/screen#{codes.screen}")
    if host.desk is not None:
        yield phrase("serve.desk_link", link=f"{spot.address}/desk#{codes.desk}")


def run(host: Host, spot: OpenAt, tell: Callable[[str], None]) -> str:
    """Serve a table until somebody stops it.

    Args:
        host: the table.
        spot: where it is open.
        tell: says something at the terminal.

    Returns:
        What must be known of how the game is kept; nothing where all is in its file.
    """
    for words in said(host, spot):
        tell(words)
    try:
        server_of(host, spot).run(sockets=list(spot.sockets))
    except KeyboardInterrupt:
        # The server has ended in good order by then.
        pass
    finally:
        for listener in spot.sockets:
            listener.close()
    return host.close()
