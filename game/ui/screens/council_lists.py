"""What may be laid on the trays of a council: whole offers first, then clauses by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table import Draft, OfferChoice, Whole
from game.ui import wording
from game.ui.screens.council_trays import ASKS, GIVES, PLAIN
from game.ui.screens.signs import Cap, Sign
from game.ui.theme import ACCENT, FAINT, MUTED, TEXT
from game.ui.widgets import Box, Button, Choosable, Text, Widget
from game.ui.widgets.tray import TrayChip
from game.ui.widgets.wrap import Wrap

if TYPE_CHECKING:
    from game.ui.screens.council_control import CouncilControl

#: The keys of whole offers, the first ones.
KEYS = "123456789"
#: So many clauses of a kind are listed before one asks for more.
FEW = 4


def whole_list(board: CouncilControl, found: list[Whole] | None) -> list[Widget]:
    """The offers known by a name, those that are closed below the others with their reason.

    Args:
        board: the council.
        found: the offers; None while they are looked for.
    """
    head = Text(phrase("council.whole"), role="bold", tint=ACCENT)
    if found is None:
        return [head, Text(phrase("council.looking"), size="small", tint=MUTED)]
    if not found:
        return []
    keys = iter(KEYS)
    rows: list[Widget] = [head]
    rows += [_open(board, each, next(keys, "")) for each in found if not each.why]
    closed = [each for each in found if each.why]
    if closed:
        rows.append(Text(phrase("council.closed_now"), size="small", role="bold", tint=MUTED))
    rows += [
        Box(
            Text(each.name, size="small", tint=MUTED),
            Text(each.why, size="tiny", tint=FAINT),
            gap=0.1,
            name=f"closed:{each.name}",
            tip=sentence(board, each.draft),
        )
        for each in closed
    ]
    return rows


def _open(board: CouncilControl, whole: Whole, key: str) -> Widget:
    """An offer that can be made; a press or its key fills both trays."""
    chosen = whole.draft.sides() == board.draft.sides()
    words = Box(
        Text(whole.name, role="bold", bare=True),
        Text(sentence(board, whole.draft), size="small", tint=TEXT if chosen else MUTED, bare=True),
        gap=0.1,
        grow=1,
    )
    return Choosable(
        Box(*([Cap(key)] if key else []), words, across=True, gap=1.25, centre=True),
        act=lambda: board.fill_trays(whole.draft),
        chosen=chosen,
        key=key,
        pad=0.9,
        name=f"whole:{whole.name}",
    )


def sentence(board: CouncilControl, draft: Draft) -> str:
    """What an offer says, in a line."""
    given, asked = (
        ", ".join(wording.member_name(board.client, c) for c in side) or phrase("told.nothing")
        for side in draft.sides()
    )
    return phrase("council.says", gives=given, asks=asked)


def clause_list(board: CouncilControl) -> list[Widget]:
    """The clauses of the side that is turned up, under their kinds; of both, where one searches."""
    if not board.partner:
        return [Text(phrase("council.nobody"), size="small", tint=MUTED)]
    if not board.sought:
        return _of_side(board, board.giving)
    rows: list[Widget] = []
    for giving in (board.giving, not board.giving):
        found = matching(board, giving)
        if found:
            rows += [_side_name(board, giving), *_kinds(board, found, giving, whole=True)]
    return rows or [
        Text(phrase("council.none_found", words=board.sought), size="small", tint=MUTED)
    ]


def _of_side(board: CouncilControl, giving: bool) -> list[Widget]:
    choices = board.council.clauses(board.draft, giving)
    if not choices:
        return [Text(phrase("council.nothing_to_give"), size="small", tint=MUTED)]
    laid = board.draft.gives if giving else board.draft.asks
    full = len(laid) >= board.council.room[0 if giving else 1]
    note = [Text(phrase("council.full"), size="small", tint=ACCENT)] if full else []
    return [*note, *_kinds(board, choices, giving, whole=board.unfolded)]


def _side_name(board: CouncilControl, giving: bool) -> Widget:
    seat = board.council.seat if giving else board.partner
    words = phrase("council.side_gives", seat=wording.short(board.client, seat))
    return Text(words, size="small", tint=board.client.tint(seat))


def matching(board: CouncilControl, giving: bool) -> list[OfferChoice]:
    """The clauses of a side in whose names, or those of their kinds, all words sought are."""
    words = board.sought.casefold().split()
    found = []
    for choice in board.council.clauses(board.draft, giving):
        group = board.client.words.group_of(choice.id)
        names = [choice.id, group] if group else [choice.id]
        said = " ".join(wording.member_name(board.client, n) for n in names).casefold()
        if all(word in said for word in words):
            found.append(choice)
    return found


def _kinds(
    board: CouncilControl, choices: Iterable[OfferChoice], giving: bool, whole: bool
) -> list[Widget]:
    """Clauses under the kinds that they are of.

    Args:
        board: the council.
        choices: the clauses.
        giving: whose they are.
        whole: whether all of each kind are listed.
    """
    words = board.client.words
    groups: dict[str, list[OfferChoice]] = {}
    for choice in choices:
        groups.setdefault(words.group_of(choice.id), []).append(choice)
    laid = board.draft.gives if giving else board.draft.asks
    rows: list[Widget] = []
    for group, members in groups.items():
        few = members if whole else members[:FEW]
        few = [m for m in members if m in few or m.id in laid]
        chips: list[Widget] = [_chip(board, choice, giving, len(members) > 1) for choice in few]
        if len(few) < len(members):
            count = len(members) - len(few)
            more = phrase("council.more", count=count)
            chips.append(Button(more, board.unfold, quiet=True, size="small", name=f"more:{group}"))
        if group:
            about = words.about_group(members[0].id)
            name = wording.member_name(board.client, group)
            sign = Sign(words.icon_of(members[0].id) or PLAIN, side=16)
            head = Text(name, size="small", role="bold", bare=True, tip=about)
            rows.append(Box(sign, head, across=True, gap=0.75, centre=True))
        rows.append(Wrap(*chips, gap=0.6))
    return rows


def _chip(board: CouncilControl, choice: OfferChoice, giving: bool, among: bool) -> TrayChip:
    """A clause to press, or to drag onto the tray of its side.

    Args:
        board: the council.
        choice: the clause.
        giving: whose it is.
        among: whether others of its kind stand beside it, so that its place tells it from them.
    """
    client = board.client
    laid = choice.id in (board.draft.gives if giving else board.draft.asks)
    name = wording.member_name(client, choice.id)
    place = client.words.place_of(choice.id) if among else ""
    shown = client.words.place_name(place) if place else name
    about = "\n".join(board.terms(choice.id))
    return TrayChip(
        shown,
        _toggle(board, choice.id, giving, laid),
        icon_name="check" if laid else "",
        chosen=laid,
        why_not=choice.why,
        size="small",
        tip=f"{{*{name}}}\n{about}" if shown != name else about,
        kind=GIVES if giving else ASKS,
        name=f"clause:{choice.id}",
    )


def _toggle(board: CouncilControl, clause: str, giving: bool, laid: bool) -> Callable[[], None]:
    if laid:
        return lambda: board.take_off(clause, giving)
    return lambda: board.lay(clause, giving)
