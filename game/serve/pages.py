"""The pages of all readers of one table, each made once for each change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import attrs

from game.catalogue import speaking
from game.report.talk_decisions import choice_words
from game.serve.access import Reader
from game.serve.screen_page import screen_parts
from game.serve.seat_page import seat_parts
from game.serve.sight import MadeBefore

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from game.serve.desk import Desk
    from game.serve.joining import Guest, Joining
    from game.serve.parts import PagePart
    from game.serve.sight import Plain
    from game.table import Sitting


@attrs.frozen
class TableNow:
    """What a page says of the table itself.

    Attributes:
        version: another number whenever some page may be another one.
        n: the number of the position.
        thinking: whether a bot thinks.
        notices: sentences for the people at the table.
        address: what people type to come here.
        desk: the umpire's desk, if there is one.
    """

    version: int
    n: int
    thinking: bool
    notices: tuple[str, ...]
    address: str
    desk: Desk | None


class TablePages:
    """Makes pages, and keeps each until something changed."""

    def __init__(self, sitting: Sitting, joining: Joining) -> None:
        """Have made none.

        Args:
            sitting: the game.
            joining: who is there.
        """
        self._sitting, self._joining = sitting, joining
        self._pages: dict[tuple[Reader, int, str], tuple[int, str]] = {}
        self._kept: dict[tuple[str, str], MadeBefore] = {}

    def page(self, guest: Guest, now: TableNow) -> str:
        """The page of a guest as it is sent, in its language; empty before it has joined."""
        making = self.making(guest, now)
        while True:
            try:
                next(making)
            except StopIteration as made:
                return str(made.value)

    def making(self, guest: Guest, now: TableNow) -> Generator[None, None, str]:
        """Make the page of a guest part by part; nothing may happen at the table meanwhile.

        Returns:
            The page as it is sent; empty before it has joined.
        """
        reader = guest.reader
        if reader is None:
            return ""
        devices = self._joining.devices(reader) if reader.kind == "seat" else 0
        key = (reader, devices, guest.language)
        known = self._pages.get(key)
        if known is None or known[0] != now.version:
            page: Plain = {}
            parts = self._parts(reader, now, guest.language)
            while True:
                # Between two parts others are spoken to.
                with speaking(guest.language):
                    part = next(parts, None)
                if part is None:
                    break
                page[part[0]] = part[1]
                yield
            if reader.kind == "seat":
                page["me"] = {**page["me"], "devices": devices}
                teams, game = self._joining.teams, self._sitting.game
                with speaking(guest.language):
                    page["team"] = teams.page(
                        reader.seat, now.n, lambda move: choice_words(game, game.name(move))
                    )
            known = now.version, json.dumps({"page": page}, ensure_ascii=False)
            self._pages[key] = known
        return known[1]

    def _parts(self, reader: Reader, now: TableNow, language: str) -> Iterator[PagePart]:
        sitting, seats, desk = self._sitting, self._joining.seats(), now.desk
        kept = self._kept.setdefault((reader.seat, language), MadeBefore())
        yield "n", now.n
        yield "as", reader.kind
        yield "seat", reader.seat
        yield "clock", desk.clock() if desk is not None else None
        yield "bell", desk.rings if desk is not None else 0
        if reader.kind == "seat":
            yield from seat_parts(sitting, reader.seat, seats, now.thinking, now.notices, kept)
        elif reader.kind == "desk" and desk is not None:
            yield from self._desk(desk, seats, now).items()
        else:
            yield from screen_parts(sitting, seats, now.thinking, now.notices, kept)
        if reader.kind == "screen":
            yield "join", self._joining.invitation(now.address)

    def _desk(self, desk: Desk, seats: list[Plain], now: TableNow) -> Plain:
        """The umpire's page, with who is there and by which codes others come."""
        return {
            "desk": desk.page(),
            "seats": seats,
            "thinking": now.thinking,
            "notices": list(now.notices),
            "codes": attrs.asdict(self._joining.access.codes),
            "names": self._joining.teams.names,
            "address": now.address,
            "screens": self._joining.devices(Reader("screen")),
            "watching": self._joining.devices(Reader("watch")),
        }
