"""Parts of the screen that all in a room look at: how to join, who is there, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pygame

from game.catalogue import phrase
from game.ui import paint
from game.ui.screens.signs import SeatBadge, Sign
from game.ui.theme import ACCENT, BAD, CARD, GOOD, GROUND, INK, LINE, MUTED, PANEL, TEXT, mix
from game.ui.widgets import Box, Flow, Scroll, Span, Text, Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.rules import Rules
    from game.rules.look import Colour
    from game.ui.room_client import RoomClient

#: So many light squares around a QR code: readers need four.
_QUIET: Final = 4
#: How many of the last entries are told.
TOLD: Final = 9
#: A track of more cells is told in figures alone.
_CELLS: Final = 24
_PAPER: Final = (255, 255, 255)
_DARK: Final = (8, 12, 18)
#: The icon and the words of what a seat is.
_STATES: Final[dict[str, tuple[str, str]]] = {
    "phone": ("radio", "room.at_phone"),
    "away": ("hourglass", "room.away"),
    "here": ("user", "room.here"),
    "free": ("circle-dot", "room.free"),
    "bot": ("bot", "room.bot"),
    "rules": ("minus", "room.rules"),
}


class QrCode(Widget):
    """A QR code, drawn in whole pixels so that every phone reads it."""

    stiff = True

    def __init__(self, rows: tuple[bytes, ...], side: int) -> None:
        """Show a code.

        Args:
            rows: its squares, 1 where it is dark.
            side: how wide it may be, in pixels at the usual size.
        """
        super().__init__(name="qr")
        self._rows, self._most = rows, side

    def _square(self) -> int:
        return max(2, self.theme.px(self._most) // (len(self._rows) + 2 * _QUIET))

    def measure(self, width: int) -> tuple[int, int]:
        side = self._square() * (len(self._rows) + 2 * _QUIET)
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        square = self._square()
        side = square * (len(self._rows) + 2 * _QUIET)
        paper = pygame.Rect(self.rect.x, self.rect.y, side, side)
        pygame.draw.rect(surface, _PAPER, paper, border_radius=square * 2)
        left, top = paper.x + square * _QUIET, paper.y + square * _QUIET
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    spot = (left + x * square, top + y * square, square, square)
                    surface.fill(_DARK, spot)


class TrackCells(Widget):
    """How far a track has come, a cell for each step."""

    def __init__(self, value: int, of: int, tint: Colour) -> None:
        """Show a track.

        Args:
            value: where it stands.
            of: where it ends.
            tint: of the cells that are full.
        """
        super().__init__(name="track")
        self._value, self._of, self._tint = value, of, tint

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(10))

    def draw(self, surface: pygame.Surface) -> None:
        gap = self.theme.dot(3)
        wide = (self.rect.width + gap) / self._of
        for n in range(self._of):
            left, right = round(n * wide), round((n + 1) * wide) - gap
            spot = pygame.Rect(self.rect.x + left, self.rect.y, right - left, self.rect.height)
            full = n < self._value
            paint.box(surface, spot, self._tint if full else INK, None if full else LINE, 2)


def join_card(join: dict[str, Any], rows: tuple[bytes, ...], rules: Rules, low: bool) -> Widget:
    """How to join: a picture for cameras, the address, the code, the free seats.

    Args:
        join: what the page for all says of it.
        rows: the squares of the picture.
        rules: of the game, for signs of seats.
        low: whether there is little room.
    """
    code = str(join["code"])
    spaced = "\N{THIN SPACE}".join(code[n : n + 3] for n in range(0, len(code), 3))
    address = str(join["address"]).removeprefix("http://")
    signs = [SeatBadge(rules, seat, 24) for seat in join["free"]]
    free = Text(phrase("room.free_seats", count=len(signs)), size="small", tint=MUTED, bare=True)
    words = Box(
        Text(phrase("room.join"), role="bold", size="lead", tint=ACCENT, bare=True),
        Text(address, size="lead", role="bold", bare=True, name="room.address"),
        Text(spaced, size="title" if low else "hero", role="title", bare=True, name="room.code"),
        free,
        Flow(*signs, least=4, gap=0.75),
        gap=0.5,
        grow=1,
    )
    qr = QrCode(rows, 168 if low else 212)
    return Box(
        qr, words, across=True, gap=1.75, pad=1.5, fill=CARD, edge=ACCENT, radius=10,
        centre=True, name="room.join",
    )  # fmt: skip


def seat_rows(client: RoomClient, seats: Sequence[dict[str, Any]], here: set[str]) -> Widget:
    """Who holds each seat, and whether they are there.

    Args:
        client: whose names are used.
        seats: what the page for all says of them.
        here: those whose people sit at this computer.
    """
    cells = []
    for row in seats:
        seat, state = str(row["id"]), str(row["state"])
        if state == "taken":
            state = "here" if seat in here else "phone" if row["people"] else "away"
        icon, key = _STATES[state]
        tint = {"phone": GOOD, "here": GOOD, "free": ACCENT, "away": BAD}.get(state, MUTED)
        name = Text(client.game.short("seat", seat), role="bold", size="small", bare=True)
        words = Text(phrase(key), size="small", tint=tint, bare=True, grow=1)
        state_row = Box(Sign(icon, tint, 13), words, across=True, gap=0.5, centre=True)
        cells.append(
            Box(
                SeatBadge(client.game.rules, seat, 30), Box(name, state_row, gap=0.2, grow=1),
                across=True, gap=1, centre=True, name=f"sits:{seat}",
            )
        )  # fmt: skip
    return Box(
        Flow(*cells, least=21, gap=1), pad=1.25, fill=PANEL, edge=LINE, radius=10, name="room.seats"
    )


def track_rows(tracks: Sequence[dict[str, Any]]) -> list[Widget]:
    """The numbers that all look at: the first, and those that are near their end."""
    shown = [t for n, t in enumerate(tracks) if t["of"] and (n == 0 or t["near"])][:2]
    found: list[Widget] = []
    for track in shown:
        value, of = int(track["value"]), int(track["of"])
        tint = BAD if track["near"] else ACCENT
        words = Text(
            [Span(f"{track['name']}  ", MUTED), Span(f"{value}/{of}", tint, "bold")], bare=True
        )
        cells = [TrackCells(value, of, tint)] if of <= _CELLS else []
        found.append(Box(words, *cells, gap=0.4, name=f"room.track:{track['id']}"))
    return found


def told_rows(client: RoomClient, story: Sequence[dict[str, Any]]) -> list[Widget]:
    """What happened last, newest first; all that came of one entry stands together."""
    entries: dict[int, list[dict[str, Any]]] = {}
    for row in story:
        entries.setdefault(int(row["n"]), []).append(row)
    found: list[Widget] = []
    for at, rows in enumerate(reversed(list(entries.values())[-TOLD:])):
        lines: list[Widget] = []
        for row in rows:
            head = [Span(f"{row['head']}. ", ACCENT, "bold")] if row["head"] else []
            tint = TEXT if at == 0 else MUTED
            lines.append(Text([*head, Span(str(row["text"]), tint)], bare=True, lines=0))
        who = str(rows[0]["who"])
        sign: Widget = (
            SeatBadge(client.game.rules, who, 26) if who else Sign("circle-dot", MUTED, 18)
        )
        fill = mix(PANEL, ACCENT, 0.14) if at == 0 else None
        found.append(
            Box(
                sign, Box(*lines, gap=0.4, grow=1), across=True, gap=1, pad=0.9, fill=fill,
                radius=8, name=f"room.told:{rows[0]['n']}",
            )
        )  # fmt: skip
    return found


def result_rows(client: RoomClient, result: dict[str, Any]) -> list[Widget]:
    """How the game ended."""
    found: list[Widget] = [
        Text(str(result["headline"] or phrase("room.over")), size="head", role="title", tint=ACCENT)
    ]
    for row in result["scores"]:
        seat = str(row["seat"])
        score = "" if row["score"] is None else str(row["score"])
        found.append(
            Box(
                SeatBadge(client.game.rules, seat, 30),
                Text(client.game.short("seat", seat), role="bold", bare=True, grow=1),
                Text(score, size="lead", role="bold", tint=ACCENT, bare=True),
                across=True, gap=1, centre=True, name=f"room.score:{seat}",
            )
        )  # fmt: skip
    if result["verdict"]:
        found.append(Text(str(result["verdict"]), role="bold"))
    if result["text"]:
        found.append(Text(str(result["text"]), tint=MUTED))
    return found


class RoomFrame(Widget):
    """A bar; below it the board at the left, and a column at the right."""

    opaque = True

    def __init__(self, bar: Widget, board: Widget, column: Widget) -> None:
        super().__init__(name="room")
        self.add(bar, board, column)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        bar, board, column = self.children
        high = bar.measure(rect.width)[1]
        bar.place(pygame.Rect(rect.x, rect.y, rect.width, high))
        wide = max(rect.width * 35 // 100, min(self.theme.gap(60), rect.width // 2))
        top, rest = rect.y + high, rect.height - high
        board.place(pygame.Rect(rect.x, top, rect.width - wide, rest))
        column.place(pygame.Rect(rect.right - wide, top, wide, rest))

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)


class RoomColumn(Widget):
    """What stands above, as high as it must be, and the story in the rest."""

    def __init__(self) -> None:
        super().__init__(name="room.column")
        self.head, self.told = Box(gap=1, pad=1.5), Box(gap=0.6)
        self.scroll = Scroll(self.told, name="room.story")
        self.add(self.head, self.scroll)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        edge = self.theme.gap(1.5)
        high = min(self.head.measure(rect.width)[1], rect.height)
        self.head.place(pygame.Rect(rect.x, rect.y, rect.width, high))
        below = pygame.Rect(rect.x + edge, rect.y + high, rect.width - 2 * edge, 0)
        below.height = max(0, rect.bottom - below.y - edge)
        self.scroll.place(below)
