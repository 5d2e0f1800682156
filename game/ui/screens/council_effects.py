"""What would come of an offer, before and after for both sides, and whom else it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.engine import HIDDEN, CellId, SeenValue
from game.table import LaidOffer
from game.ui import paint, wording
from game.ui.screens.council_trays import PLAIN
from game.ui.screens.signs import SeatBadge, Sign
from game.ui.theme import ACCENT, BAD, MUTED, TEXT
from game.ui.widgets import Box, Rule, Spacer, Span, Text, Widget

if TYPE_CHECKING:
    from game.engine import Prospect, Walk
    from game.ui.screens.council_control import CouncilControl
    from game.ui.seat_client import SeatClient

#: A change: the cell, and what it holds before and after.
BeforeAfter = tuple[str, SeenValue, SeenValue]
#: So many values are named of which it cannot be told what they will be.
MOST = 6


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
    return [
        Text(phrase("council.if_made"), role="bold", tint=ACCENT),
        *_sides(board, told(board.client, found)),
        *_open(board, found),
    ]


def told(client: SeatClient, found: Prospect) -> list[BeforeAfter]:
    """The changes that are news: no bookkeeping, and nothing of the offer itself."""
    offer = client.roles.offer
    own = {*(offer.registers if offer is not None else ()), *_beside(client)}
    changes: list[BeforeAfter] = [(d.cell, d.before, d.after) for d in found.changes]
    changes += [(name, was, now) for name, was, now in found.derived]
    out: dict[str, BeforeAfter] = {}
    for cell, was, now in changes:
        name = CellId.parse(cell).register
        if name not in own and name not in client.roles.quiet:
            out[cell] = (cell, was, now)
    return list(out.values())


def _beside(client: SeatClient) -> set[str]:
    """The registers that say to whom a deal binds, and who knows: the ledger tells it in words."""
    found: set[str] = set()
    for bond in client.bonds:
        found |= {bond.told, bond.public}
        found |= {bond.receiver} if isinstance(bond.receiver, str) else set()
    return found


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
    for giving, seat in zip((True, False), seats, strict=True):
        name = Text(
            wording.short(client, seat), role="bold", tint=client.tint(seat), bare=True, grow=1
        )
        sign = SeatBadge(client.game.rules, seat, 22)
        lines = [*_terms(board, giving), *(_line(client, change) for change in by[seat])]
        if not by[seat]:
            key = "council.nothing_seen" if board.open_table else "council.nothing_more"
            lines.append(Text(phrase(key), size="small", tint=MUTED))
        head = Box(sign, name, across=True, gap=1, centre=True)
        columns.append(Box(head, *lines, gap=1.25, grow=1))
    parts: list[Widget] = [Box(*columns, across=True, gap=1.25)]
    if shared:
        all_ = Text(phrase("council.for_all"), role="bold", tint=MUTED)
        parts += [Rule(), all_, *(_line(client, change) for change in shared)]
    parts += [Rule(), _touched(board, others)]
    return parts


def _terms(board: CouncilControl, giving: bool) -> list[Widget]:
    """What the rules say of each clause that one side gives."""
    rows: list[Widget] = []
    for clause in board.draft.gives if giving else board.draft.asks:
        said = board.terms(clause)
        if said:
            sign = board.client.words.icon_of(clause) or PLAIN
            name = wording.member_name(board.client, clause)
            spans = [Span(f"{name}: ", TEXT, "bold"), Span(said[0], MUTED)]
            notes = [Text(f"{line}.", size="small", tint=MUTED) for line in said[1:]]
            words = Box(Text(spans), *notes, gap=0.25, grow=1)
            rows.append(Box(_top(Sign(sign, side=18)), words, across=True, gap=1.25))
    return rows


def _top(sign: Widget) -> Widget:
    """A sign at the height of the first line beside it."""
    column = Box(sign, Spacer(grow=1), gap=0)
    column.stiff = True
    return column


def _line(client: SeatClient, change: BeforeAfter) -> Widget:
    """`4 → 3  Guard`, or where words change `Guard: none → Ann`; of what is so or not, a sign."""
    cell, was, now = change
    members = [i for i in CellId.parse(cell).index if i not in client.game.seats]
    title = wording.cell_title(client, client.look, cell)
    named = [wording.member_name(client, member) for member in members]
    if isinstance(now, bool):
        sign = Sign("check" if now else "x", ACCENT if now else MUTED)
        first, rest = (" · ".join(named), title) if named else (title, "")
        spans = [Span(first), Span(f"  {rest}", MUTED)]
        return _row(Box(Spacer(grow=1), sign, across=True, centre=True), Text(spans))
    spans = [Span(title), *(Span(f" · {name}", MUTED) for name in named)]
    values = [Span(wording.value_words(client, now), TEXT, "bold")]
    if was is not HIDDEN:
        values.insert(0, Span(f"{wording.value_words(client, was)} → ", MUTED, "bold"))
    if (was is HIDDEN or isinstance(was, int)) and isinstance(now, int):
        return _row(Text(values, size="lead", align="right", lines=1), Text(spans))
    return Text([*spans, Span(": ", MUTED), *values])


def _row(value: Widget, words: Widget) -> Widget:
    """A value in a column of its own, and what it is."""
    words.grow = 1
    return Box(_Cell(value), words, across=True, gap=1.5, centre=True)


class _Cell(Widget):
    """As wide as two numbers with an arrow between them, whatever is in it."""

    def __init__(self, child: Widget) -> None:
        super().__init__()
        self.stiff = True
        self.add(child)

    def measure(self, width: int) -> tuple[int, int]:
        wide = paint.width("−00 → −00", "bold", self.theme.px("lead"))
        return (wide, self.children[0].measure(wide)[1])


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


def asked_next(board: CouncilControl, laid: LaidOffer | None) -> str:
    """What the other side will be asked, in a sentence; nothing where no offer is written."""
    walk: Walk | None = laid.walk if laid is not None else None
    if laid is None or not board.partner:
        return ""
    pending = walk.pending if walk is not None else None
    asks = board.council.asks
    put = pending is None or f"{pending.script}.{pending.local}" in asks.answers
    key = "council.will_be_asked" if put else "council.by_rules"
    return phrase(key, seat=wording.short(board.client, board.partner))


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
