"""The web server of one table: files, and a WebSocket for each device.

All that touches the sitting runs in one thread of its own; this one only passes texts on. A device
that is slow gets the newest page, never a queue of old ones.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

import attrs
from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from game.catalogue import phrase
from game.resources import asset
from game.serve.access import Reader
from game.serve.host import Hearing, Host
from game.serve.icon_sheet import icon_sheet
from game.serve.joining import Guest
from game.serve.map_svg import RELIEF, map_relief, map_svg

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

T = TypeVar("T")

#: Connections at once, in all and from one address.
MOST_GUESTS: Final = 256
MOST_OF_ADDRESS: Final = 128
#: Seconds between two looks at a bot that thinks.
LOOK: Final = 0.05
#: Seconds between two looks where nobody acts: a clock may run out, somebody may have stopped.
IDLE: Final = 1.0
#: Seconds that a connection may take to join.
TO_JOIN: Final = 600.0
#: Answers that wait for a device; one that reads none of so many is cut off.
MOST_WAITING: Final = 64

#: The page at each address.
PAGES: Final = {"/": "phone.html", "/screen": "projector.html", "/desk": "console.html"}
#: The folders of files that everybody may read, and how their names end.
FOLDERS: Final = {
    "web": (".html", ".css", ".js", ".svg", ".png"),
    "fonts": (".ttf", ".otf", ".woff2"),
    "icons": (".svg",),
}
HEADERS: Final = (
    ("content-security-policy", "default-src 'self'; img-src 'self' data: blob:; "
     "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ("cache-control", "no-cache"),
)  # fmt: skip
_NOT_FOUND: Final = 404
_MISDIRECTED: Final = 421
#: Why a WebSocket is closed.
_TOO_MANY: Final = 1013
_POLICY: Final = 1008


@attrs.define(eq=False)
class _Line:
    """What waits to be sent to one device."""

    socket: WebSocket
    guest: Guest
    answers: list[str] = attrs.Factory(list)
    page: str = ""
    sent: str = ""
    wakes: asyncio.Event = attrs.Factory(asyncio.Event)
    cut: bool = False


class TableServer:
    """Serves one table; `app` is what a web server runs."""

    def __init__(
        self,
        host: Host,
        names: frozenset[str],
        owner: Executor | None = None,
        slice_: float | None = None,
    ) -> None:
        """Serve nobody yet.

        Args:
            host: the table.
            names: what `Host` may be in a request, each with its port.
            owner: does all that touches the sitting, in one thread; None makes a thread for it.
            slice_: seconds that its thread can spare at once, so that bots and pages are made part
                by part; None where it has nothing else to do.
        """
        self.host, self._names = host, names
        #: The one thread in which the sitting is touched.
        self._thread = owner or ThreadPoolExecutor(1, "sitting")
        self._slice = slice_
        self._lines: list[_Line] = []
        self._changed = asyncio.Event()
        self._map = ""
        routes = [
            *(Route(path, _page_of(name)) for path, name in PAGES.items()),
            Route("/icons.svg", _icons),
            Route("/map.svg", self._map_page),
            Route(RELIEF, self._relief),
            Route("/{folder}/{name:path}", _file),
            WebSocketRoute("/ws", self._socket),
        ]
        inner = Starlette(routes=routes, lifespan=self._living)
        self.app: ASGIApp = _Guarded(inner, names)

    async def _do(self, act: Callable[[], T]) -> T:
        """Do something at the sitting, in its thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, act)

    @asynccontextmanager
    async def _living(self, _: Starlette) -> AsyncIterator[None]:
        """Let the table go on while the server runs."""
        pump = asyncio.create_task(self._pump())
        try:
            yield
        finally:
            pump.cancel()
            with suppress(asyncio.CancelledError):
                await pump
            self._thread.shutdown(wait=True, cancel_futures=True)

    # What goes on

    async def _pump(self) -> None:
        """Let chance and bots go on, and send each reader its page when it is another one."""
        shown = -1
        while True:
            try:
                going = await self._do(self._advance)
                fresh = any(not line.sent and line.guest.reader for line in self._lines)
                if self.host.version != shown or fresh:
                    shown = await self._pages()
                if going:
                    continue
                waits = LOOK if self.host.thinking else IDLE
            except Exception:
                # Whatever it is, the table stays open: people may save, and go on.
                traceback.print_exc(file=sys.stderr)
                waits = IDLE
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._changed.wait(), waits)
            self._changed.clear()

    def _advance(self) -> bool:
        return self.host.advance() if self._slice is None else self.host.advance(self._slice)

    async def _page(self, guest: Guest) -> str:
        """The page of a guest, made at once, or part by part where others need the thread."""
        if self._slice is None:
            return await self._do(partial(self.host.page, guest))
        making = self.host.making(guest)
        while True:
            page = await self._do(partial(_stepped, making, self._slice))
            if page is not None:
                return page

    async def _pages(self) -> int:
        """Make the page of each reader, and let each be sent as soon as it is made.

        Who is asked is first, then who looks on, of whom there are most.
        """
        version = self.host.version
        asked = self.host.sitting.to_move
        groups: dict[tuple[Reader, str], list[_Line]] = {}
        for line in self._lines:
            if line.guest.reader is not None:
                groups.setdefault((line.guest.reader, line.guest.language), []).append(line)
        for known in sorted(groups, key=lambda k: (k[0].seat != asked, bool(k[0].seat))):
            page = await self._page(groups[known][0].guest)
            for line in groups[known]:
                here = (line.guest.reader, line.guest.language)
                if page and page != line.sent and here == known:
                    line.page = page
                    line.wakes.set()
        return version

    # A device

    async def _socket(self, socket: WebSocket) -> None:
        address = socket.client.host if socket.client is not None else ""
        near = sum(line.guest.address == address for line in self._lines)
        full = len(self._lines) >= MOST_GUESTS and not await self._make_room()
        if full or near >= MOST_OF_ADDRESS:
            await socket.close(_TOO_MANY)
            return
        await socket.accept()
        chosen = socket.query_params.get("lang", "")
        reads = socket.headers.get("accept-language", "")
        guest = await self._do(lambda: self.host.welcome(address, chosen, reads))
        line = _Line(socket, guest)
        self._lines.append(line)
        sender = asyncio.create_task(self._send(socket, line))
        try:
            hello = await self._do(lambda: self.host.hello(guest))
            self._answer(line, Hearing((hello,)))
            await self._listen(socket, line)
        except WebSocketDisconnect:
            pass
        finally:
            self._lines.remove(line)
            sender.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await sender
            await self._do(lambda: self.host.farewell(guest))
            self._changed.set()

    async def _make_room(self) -> bool:
        """Cut off whoever has waited longest without joining; False where all have joined."""
        waits = (line for line in self._lines if line.guest.reader is None and not line.cut)
        oldest = next(waits, None)
        if oldest is None:
            return False
        oldest.cut = True
        await _close(oldest.socket)
        return True

    async def _listen(self, socket: WebSocket, line: _Line) -> None:
        """Hear a device until it goes, or is cut off."""
        guest = line.guest
        while not line.cut:
            most = TO_JOIN if guest.reader is None else None
            try:
                message = await asyncio.wait_for(socket.receive(), most)
            except TimeoutError:
                await _close(socket)
                return
            if message["type"] == "websocket.disconnect":
                return
            data = message.get("text")
            if data is None:
                data = message.get("bytes") or b""
            reader, language = guest.reader, guest.language
            heard = await self._do(partial(self._heard, guest, data))
            if (guest.reader, guest.language) != (reader, language):
                line.sent = ""
            self._answer(line, heard)
            self._changed.set()
            if heard.cut:
                line.cut = True
        await _close(socket)

    def _heard(self, guest: Guest, data: str | bytes) -> Hearing:
        """Let the table hear a message; what nobody foresaw is told at the terminal alone."""
        try:
            return self.host.hear(guest, data)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            text = phrase("serve.failed")
            return Hearing(({"error": {"code": "refused", "text": text, "key": ""}},))

    def _answer(self, line: _Line, heard: Hearing) -> None:
        """Let answers be sent; who reads none of them is cut off."""
        line.answers += [json.dumps(answer, ensure_ascii=False) for answer in heard.answers]
        line.cut = line.cut or len(line.answers) > MOST_WAITING
        line.wakes.set()

    async def _send(self, socket: WebSocket, line: _Line) -> None:
        """Send what waits: answers in their order, then the newest page."""
        while True:
            await line.wakes.wait()
            line.wakes.clear()
            while line.answers:
                await socket.send_text(line.answers.pop(0))
            if line.page:
                page, line.page = line.page, ""
                line.sent = page
                await socket.send_text(page)

    async def _map_page(self, _: Request) -> Response:
        if not self._map:
            self._map = await self._do(lambda: map_svg(self.host.sitting.game)) or " "
        if not self._map.strip():
            return PlainTextResponse("", _NOT_FOUND)
        return Response(self._map, media_type="image/svg+xml")

    async def _relief(self, _: Request) -> Response:
        found = await self._do(lambda: map_relief(self.host.sitting.game))
        if not found:
            return PlainTextResponse("", _NOT_FOUND)
        return Response(found, media_type="image/jpeg")


def _stepped(making: Generator[None, None, str], seconds: float) -> str | None:
    """Make a page for about so long; the page, once it is made."""
    end = time.perf_counter() + seconds
    while True:
        try:
            next(making)
        except StopIteration as made:
            return str(made.value)
        if time.perf_counter() >= end:
            return None


async def _close(socket: WebSocket) -> None:
    with suppress(RuntimeError):
        await socket.close(_POLICY)


async def _icons(_: Request) -> Response:
    return Response(icon_sheet(), media_type="image/svg+xml")


def _page_of(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def page(_: Request) -> Response:
        path = asset("web", name)
        return FileResponse(path) if path.is_file() else PlainTextResponse("", _NOT_FOUND)

    return page


async def _file(request: Request) -> Response:
    """A file of a folder that everybody may read."""
    folder, name = request.path_params["folder"], request.path_params["name"]
    ends = FOLDERS.get(folder)
    if ends is None or not name.endswith(ends):
        return PlainTextResponse("", _NOT_FOUND)
    home = asset(folder).resolve()
    try:
        path = home.joinpath(name).resolve()
        inside = path.is_relative_to(home) and path.is_file()
    except (OSError, ValueError):
        # No name of a file: too long, or with a nought in it.
        inside = False
    return FileResponse(path) if inside else PlainTextResponse("", _NOT_FOUND)


class _Guarded:
    """Lets nothing through that was not meant for this server, and adds the headers."""

    def __init__(self, inner: ASGIApp, names: frozenset[str]) -> None:
        self._inner, self._names = inner, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        if not self._meant(scope):
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": _POLICY})
                return
            await PlainTextResponse("", _MISDIRECTED)(scope, receive, _headed(send))
            return
        await self._inner(scope, receive, _headed(send))

    def _meant(self, scope: Scope) -> bool:
        """Whether a request names this server, and a page of another one did not send it."""
        given = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if given.get(b"host", "").lower() not in self._names:
            return False
        origin = given.get(b"origin")
        if origin is None:
            # A browser names the origin of each WebSocket; who is no browser may leave it out.
            return True
        split = urlsplit(origin)
        return split.scheme == "http" and split.netloc.lower() in self._names


def _headed(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(n.encode(), v.encode()) for n, v in HEADERS]
            message = {**message, "headers": [*message.get("headers", []), *own]}
        await send(message)

    return with_headers
