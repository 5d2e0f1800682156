"""The offer that lies on the table: who makes it to whom, line by line, as far as one may see."""

from __future__ import annotations

from game.catalogue import phrase
from game.ui import wording
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, CARD, LINE, MUTED
from game.ui.widgets import Box, Text, Widget


def offer_lines(client: SeatClient) -> list[tuple[str, str]]:
    """The clauses of the offer that the viewer sees: who gives each, and what it says."""
    offer = client.roles.offer
    if offer is None:
        return []
    kind = client.game.registers[offer.lines].index[0]
    writer, other = _parties(client)
    lines = []
    for slot in client.words.members(kind):
        found = client.value(offer.lines, slot)
        if isinstance(found, str):
            lines.append((writer if slot in offer.given else other, found))
    return lines


def _parties(client: SeatClient) -> tuple[str, str]:
    """Who wrote the offer and who is to answer; nothing while nobody is making one."""
    offer = client.roles.offer
    if offer is None:
        return "", ""
    named = (offer.writer, offer.maker, offer.receiver)
    writer, maker, receiver = map(client.value, named)
    if not (isinstance(writer, str) and isinstance(maker, str) and isinstance(receiver, str)):
        return "", ""
    return writer, receiver if writer == maker else maker


def offer_card(client: SeatClient) -> list[Widget]:
    """A card of the offer, what each side gives beside the other; nothing while there is none."""
    offer = client.roles.offer
    if offer is None:
        return []
    writer, other = _parties(client)
    if not writer:
        return []
    names = [wording.short(client, seat) for seat in (writer, other)]
    head = phrase("deals.parties", giver=names[0], receiver=names[1])
    if client.value(offer.private) is True:
        head += f" · {wording.declared_name(client, offer.private, 'register').lower()}"
    lines = offer_lines(client)
    parts: list[Widget] = [Text(head, role="bold", tint=ACCENT)]
    if lines:
        sides = [
            _side(client, seat, [m for s, m in lines if s == seat]) for seat in (writer, other)
        ]
        parts.append(Box(*sides, across=True, gap=1.5))
    else:
        own = writer == client.viewer
        words = phrase("panel.nothing_written" if own else "panel.cannot_read")
        parts.append(Text(words, size="small", tint=MUTED))
    return [Box(*parts, gap=0.5, pad=1, fill=CARD, edge=LINE, name="offer")]


def _side(client: SeatClient, seat: str, clauses: list[str]) -> Widget:
    """What one of the two gives."""
    given = [Text(wording.member_name(client, c), size="small") for c in clauses]
    head = Text(phrase("panel.gives", seat=wording.short(client, seat)), size="small", tint=MUTED)
    return Box(
        head,
        *(given or [Text(phrase("told.nothing"), size="small", tint=MUTED)]),
        gap=0.25,
        grow=1,
    )
