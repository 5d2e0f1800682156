"""The two trays of a council: what one side gives, and what it asks the other for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.ui import paint, wording
from game.ui.screens.signs import SeatBadge, Sign
from game.ui.theme import ACCENT, CARD, LINE, MUTED, PANEL, icon, mix
from game.ui.widgets import Box, Choosable, Text, Widget
from game.ui.widgets.tray import Tray, TrayRoom

if TYPE_CHECKING:
    from game.ui.screens.council_control import CouncilControl

#: The kinds of the two trays.
GIVES, ASKS = "gives", "asks"
#: The icon of a clause whose group has none.
PLAIN = "scroll-text"
#: The margin of a line, in units of eight pixels.
_PAD = 1.2


def tray(board: CouncilControl, giving: bool) -> Widget:
    """The tray of one side: a line for each clause that it may have, filled or not."""
    council = board.council
    seat = council.seat if giving else board.partner
    laid = board.draft.gives if giving else board.draft.asks
    asked = board.writing and not giving
    key = "council.side_asked" if asked else "council.side_gives"
    kind = GIVES if giving else ASKS
    head: list[Widget] = []
    if seat:
        tint = board.client.tint(seat)
        words = phrase(key, seat=wording.short(board.client, seat))
        head = [
            SeatBadge(board.client.game.rules, seat, 26),
            Text(words, role="bold", tint=tint, bare=True, grow=1, name=f"head:{kind}"),
        ]
    lines: list[Widget] = [Box(*head, across=True, gap=1, centre=True)]
    lines += [_line(board, clause, kind) for clause in laid]
    words = phrase("council.room" if board.writing else "council.no_more")
    room = council.room[0 if giving else 1] if board.writing else 1
    lines += [_Room(words, board.writing, f"room:{kind}:{n}") for n in range(len(laid), room)]
    return Tray(*lines, kind=kind, name=f"tray:{kind}")


def _line(board: CouncilControl, clause: str, kind: str) -> Widget:
    """A clause that was laid down: its sign and its name; its tip is what the rules say of it."""
    name = wording.member_name(board.client, clause)
    tip = "\n".join((f"{{*{name}}}", *board.terms(clause)))
    sign = board.client.words.icon_of(clause) or PLAIN
    parts: list[Widget] = [
        Sign(sign, side=22),
        Text(name, role="bold", bare=True, grow=1),
    ]
    if not board.writing:
        row = Box(*parts, across=True, gap=1.25, centre=True)
        return Box(row, pad=_PAD, fill=CARD, tip=tip, name=f"line:{kind}:{clause}")
    row = Box(*parts, Sign("x", MUTED, 18), across=True, gap=1.25, centre=True)
    return Choosable(
        row,
        act=lambda: board.take_off(clause, kind == GIVES),
        name=f"line:{kind}:{clause}",
        tip=f"{tip}\n{phrase('council.take_off')}",
        pad=_PAD,
    )


class _Room(TrayRoom):
    """An empty line, as high as a filled one."""

    def __init__(self, words: str, takes: bool, name: str) -> None:
        super().__init__(words, name=name)
        self._takes = takes

    def measure(self, width: int) -> tuple[int, int]:
        words = paint.line_height("bold", self.theme.px("body"))
        return (width, max(words, self.theme.px(22)) + 2 * self.theme.gap(_PAD))

    def draw(self, surface: pygame.Surface) -> None:
        paint.box(surface, self.rect, PANEL, mix(LINE, PANEL, 0.35), 8)
        side, px = self.theme.px(22), self.theme.px("small")
        x = self.rect.x + self.theme.gap(_PAD)
        sign = icon("plus", side, mix(ACCENT, PANEL, 0.45)) if self._takes else None
        if sign is not None:
            surface.blit(sign, sign.get_rect(midleft=(x, self.rect.centery)))
            x += side + self.theme.gap(1.25)
        room = self.rect.right - self.theme.gap(_PAD) - x
        words = paint.fit(self.words, "text", px, room)
        drawn = paint.text(words, "text", px, MUTED)
        surface.blit(drawn, drawn.get_rect(midleft=(x, self.rect.centery)))
