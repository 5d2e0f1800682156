"""Beside a council: what binds whom now, whose word was broken, and what happened last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui import wording
from game.ui.screens.signs import SeatBadge, Sign
from game.ui.theme import ACCENT, BAD, MUTED
from game.ui.widgets import Box, Rule, Text, Widget

if TYPE_CHECKING:
    from game.table import Deal
    from game.ui.screens.council_control import CouncilControl
    from game.ui.seat_client import SeatClient

#: So many lines of what was said are shown.
SAID = 8


def ledger(board: CouncilControl) -> list[Widget]:
    """What binds whom now, whose word was broken, and what those who look read last.

    Whoever answers reads that at the left.
    """
    client = board.client
    deals, broken = client.shared.ledger(board.open_table)
    parts: list[Widget] = [Text(phrase("council.ledger"), size="head", role="title")]
    parts.append(Text(phrase("council.in_force"), role="bold", tint=ACCENT))
    parts += [_deal(client, deal) for deal in deals]
    if not deals:
        parts.append(Text(phrase("deals.nothing_binds"), size="small", tint=MUTED))
    if broken:
        parts += [Rule(), Text(phrase("council.broken"), role="bold", tint=BAD)]
        for seat, count in broken:
            words = phrase("council.broken_by", seat=wording.short(client, seat), count=count)
            sign = SeatBadge(client.game.rules, seat, 22)
            parts.append(Box(sign, Text(words, size="small"), across=True, gap=1, centre=True))
    lines = said(client, board.open_table)
    if lines and board.writing:
        parts += [Rule(), *lines]
    return [Box(*parts, gap=0.9, pad=1.75)]


def said(client: SeatClient, open_table: bool = True) -> list[Widget]:
    """What happened last, as all who look read it."""
    lines = client.shared.common_log(SAID, open_table)
    head = Text(phrase("council.said"), role="bold", tint=ACCENT)
    return [head, *_texts(reversed(lines))] if lines else []


def _texts(lines: Iterable[str]) -> list[Widget]:
    return [Text(line, size="small", tint=MUTED) for line in lines]


def _deal(client: SeatClient, deal: Deal) -> Widget:
    """A deal: who is bound to whom, by what, until when."""
    seats = [seat for seat in (deal.giver, deal.receiver) if seat]
    signs: list[Widget] = []
    for seat in seats:
        signs += [Sign("chevron-right", MUTED, 12)] if signs else []
        signs.append(SeatBadge(client.game.rules, seat, 22))
    what = f"{deal.what} · {deal.subject}" if deal.subject else deal.what
    who = " → ".join(wording.short(client, seat) for seat in seats)
    words = Box(
        Text(what, size="small"),
        Text(deal.terms, size="tiny", tint=MUTED),
        gap=0.2,
        grow=1,
        tip=f"{{*{who}}}\n{what}\n{deal.terms}",
    )
    row = Box(*signs, across=True, gap=0.25, centre=True)
    row.stiff = True
    return Box(row, words, across=True, gap=1, name="deal")
