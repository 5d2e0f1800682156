"""What would come of an offer, before and after for both sides, and what binds already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.engine import CellId, SeenValue
from game.table import LaidOffer
from game.ui import wording
from game.ui.theme import ACCENT, BAD, MUTED, TEXT
from game.ui.widgets import Box, Rule, Span, Text, Widget

if TYPE_CHECKING:
    from game.engine import Prospect, Walk
    from game.table import Deal
    from game.ui.screens.council_control import CouncilControl
    from game.ui.seat_client import SeatClient

#: A change: the cell, and what it holds before and after.
BeforeAfter = tuple[str, SeenValue, SeenValue]
#: So many values are named of which it cannot be told what they will be.
MOST = 6
#: So many lines of what was said are shown.
SAID = 8


def effects(board: CouncilControl, laid: LaidOffer | None) -> list[Widget]:
    """What comes of the offer on the trays if the other side agrees, as far as may be known."""
    council = board.council
    if laid is None:
        walk = council.accepted()
    elif board.draft.empty:
        return [Text(phrase("council.empty_hint"), tint=MUTED)]
    elif not laid.ready:
        return [Text(laid.refused, tint=BAD)]
    else:
        walk = council.agreed(laid)
    if walk is None:
        return [Text(phrase("council.cannot_tell"), tint=MUTED)]
    found = walk.prospect([track.value for track in board.client.look.tracks])
    head = Text(phrase("council.if_made"), role="bold", tint=ACCENT)
    return [
        head,
        *_sides(board, told(board.client, found)),
        *_asked(board, laid),
        *_open(board, found),
    ]


def told(client: SeatClient, found: Prospect) -> list[BeforeAfter]:
    """The changes that are news: no bookkeeping, and nothing of the offer itself."""
    offer = client.roles.offer
    own = offer.registers if offer is not None else ()
    changes: list[BeforeAfter] = [(d.cell, d.before, d.after) for d in found.changes]
    changes += [(name, was, now) for name, was, now in found.derived]
    out: dict[str, BeforeAfter] = {}
    for cell, was, now in changes:
        name = CellId.parse(cell).register
        if name not in own and name not in client.roles.quiet:
            out[cell] = (cell, was, now)
    return list(out.values())


def _sides(board: CouncilControl, changes: list[BeforeAfter]) -> list[Widget]:
    """The changes of one side beside those of the other, then what all share, then others."""
    client, seats = board.client, (board.council.seat, board.partner)
    by: dict[str, list[BeforeAfter]] = {seat: [] for seat in seats}
    shared: list[BeforeAfter] = []
    others: dict[str, list[BeforeAfter]] = {}
    for change in changes:
        named = [i for i in CellId.parse(change[0]).index if i in client.game.seats]
        if not named:
            shared.append(change)
        for seat in named[:1]:
            (by if seat in by else others).setdefault(seat, []).append(change)
    columns = []
    for seat in seats:
        name = Text(wording.short(client, seat), role="bold", tint=client.tint(seat))
        lines = [_line(client, change) for change in by[seat]]
        nothing = Text(phrase("council.nothing_more"), size="small", tint=MUTED)
        columns.append(Box(name, *(lines or [nothing]), gap=0.4, grow=1))
    parts: list[Widget] = [*_words(board), Box(*columns, across=True, gap=1.5)]
    if shared:
        head = Text(phrase("council.for_all"), size="small", role="bold", tint=MUTED)
        parts += [Rule(), head, *(_line(client, change) for change in shared)]
    parts += [Rule(), _touched(board, others)]
    return parts


def _words(board: CouncilControl) -> list[Widget]:
    """What the rules say of each clause."""
    lines: list[Widget] = []
    for clause in (*board.draft.gives, *board.draft.asks):
        said = board.about(clause).partition("\n")[0]
        if said:
            name = Span(f"{wording.member_name(board.client, clause)}: ", TEXT, "bold")
            lines.append(Text([name, Span(said, MUTED)], size="small"))
    return lines


def _line(client: SeatClient, change: BeforeAfter) -> Widget:
    """`4 → 3  Guard`: before, after, and what it is."""
    cell, was, now = change
    spans = [
        Span(f"{wording.value_words(client, was)} → ", MUTED, "bold"),
        Span(wording.value_words(client, now), TEXT, "bold"),
        Span("  "),
    ]
    named = CellId.parse(cell)
    spans.append(Span(wording.cell_title(client, client.look, cell)))
    for member in named.index:
        if member not in client.game.seats:
            spans.append(Span(f" · {wording.member_name(client, member)}", MUTED))
    return Text(spans, size="small")


def _touched(board: CouncilControl, others: dict[str, list[BeforeAfter]]) -> Widget:
    """Whom else it touches."""
    client = board.client
    words = [
        f"{wording.short(client, seat)}: "
        + ", ".join(wording.cell_title(client, client.look, cell) for cell, _, _ in changes)
        for seat, changes in others.items()
    ]
    asks, form = board.council.asks, board.draft.form
    secret = bool(form) and form != asks.public
    offer = client.roles.offer
    if board.council.stage == "answer" and not board.writing and offer is not None:
        secret = board.council.private
    words.append(phrase("council.secret" if secret else "council.all_read"))
    return Text(
        [Span(phrase("council.touches") + " ", MUTED, "bold"), Span(" ".join(words))],
        size="small",
        name="touches",
    )


def _asked(board: CouncilControl, laid: LaidOffer | None) -> list[Widget]:
    """What the other side will be asked."""
    walk: Walk | None = laid.walk if laid is not None else None
    pending = walk.pending if walk is not None else None
    if laid is None:
        return []
    name = wording.short(board.client, board.partner)
    asks = board.council.asks
    put = pending is not None and f"{pending.script}.{pending.local}" in asks.answers
    words = phrase("council.will_be_asked" if put else "council.by_rules", seat=name)
    return [Text(words, size="small", tint=MUTED)]


def _open(board: CouncilControl, found: Prospect) -> list[Widget]:
    """What cannot be told beforehand."""
    client = board.client
    offer = client.roles.offer
    own = offer.registers if offer is not None else ()
    cells = [
        cell for cell in found.unsure
        if CellId.parse(cell).register not in (*own, *client.roles.quiet)
    ]  # fmt: skip
    if not cells:
        return []
    names = dict.fromkeys(wording.cell_title(client, client.look, cell) for cell in cells)
    what = ", ".join(list(names)[:MOST])
    return [Text(phrase("council.not_known", what=what), size="small", tint=MUTED)]


# Beside it --------------------------------------------------------------------------------------


def ledger(board: CouncilControl) -> list[Widget]:
    """What binds whom now, whose word was broken, and what was said before all."""
    deals, broken = board.client.ledger(board.open_table)
    parts: list[Widget] = [Text(phrase("council.ledger"), size="head", role="title")]
    parts.append(Text(phrase("council.in_force"), role="bold", tint=ACCENT))
    parts += [_deal(board.client, deal) for deal in deals]
    if not deals:
        parts.append(Text(phrase("deals.nothing_binds"), size="small", tint=MUTED))
    if broken:
        parts += [Rule(), Text(phrase("council.broken"), role="bold", tint=BAD)]
        for seat, count in broken:
            words = phrase("council.broken_by", seat=wording.short(board.client, seat), count=count)
            parts.append(Text(words, size="small"))
    if board.open_table:
        parts += [Rule(), *said(board.client)]
    return [Box(*parts, gap=0.75, pad=1.5)]


def said(client: SeatClient) -> list[Widget]:
    """What happened last, as everybody at the table reads it."""
    lines = client.common_log(SAID)
    head = Text(phrase("council.said"), role="bold", tint=ACCENT)
    return [head, *_texts(reversed(lines))] if lines else []


def _texts(lines: Iterable[str]) -> list[Widget]:
    return [Text(line, size="small", tint=MUTED) for line in lines]


def _deal(client: SeatClient, deal: Deal) -> Widget:
    """A deal: who is bound to whom, by what, until when."""
    spans = []
    for seat in filter(None, (deal.giver, deal.receiver)):
        spans += [Span(wording.short(client, seat), client.tint(seat), "bold"), Span(" ")]
    what = f"{deal.what} · {deal.subject}" if deal.subject else deal.what
    return Box(
        Text([*spans, Span(what)], size="small"),
        Text(deal.terms, size="tiny", tint=MUTED),
        gap=0.2,
        name="deal",
    )
