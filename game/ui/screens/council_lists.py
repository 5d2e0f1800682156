"""What may be laid on the trays of a council: whole offers first, then clauses by kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table import Draft, OfferChoice
from game.ui import wording
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Button, Grid, Text, Widget
from game.ui.widgets.tray import TrayChip

if TYPE_CHECKING:
    from game.ui.screens.council_control import CouncilControl

#: The keys of whole offers, the first ones.
KEYS = "123456789"


def whole_list(board: CouncilControl) -> list[Widget]:
    """The offers known by a name, those that are closed after the others with their reason."""
    found = board.council.whole(board.draft.partner)
    if not found:
        return []
    keys = iter(KEYS)
    rows: list[Widget] = [Text(phrase("council.whole"), role="bold", tint=ACCENT)]
    for each in found:
        open_ = not each.why
        says = sentence(board, each.draft)
        button = Button(
            each.name,
            _fill(board, each.draft),
            key=next(keys, "") if open_ else "",
            why_not=each.why,
            chosen=open_ and each.draft.sides() == board.draft.sides(),
            tip=says,
            left=True,
            name=f"whole:{each.name}",
        )
        below = says if open_ else each.why
        rows.append(Box(button, Text(below, size="tiny", tint=MUTED), gap=0.25))
    return rows


def _fill(board: CouncilControl, draft: Draft) -> Callable[[], None]:
    return lambda: board.fill_trays(draft)


def sentence(board: CouncilControl, draft: Draft) -> str:
    """What an offer says, in a line."""
    given, asked = (
        ", ".join(wording.member_name(board.client, c) for c in side) or phrase("told.nothing")
        for side in draft.sides()
    )
    return phrase("council.says", gives=given, asks=asked)


def clause_list(board: CouncilControl) -> list[Widget]:
    """The clauses of the side that is turned up, under their kinds."""
    if not board.partner:
        return [Text(phrase("council.nobody"), size="small", tint=MUTED)]
    choices = board.council.clauses(board.draft, board.giving)
    if not choices:
        return [Text(phrase("council.nothing_to_give"), size="small", tint=MUTED)]
    groups: dict[str, list[OfferChoice]] = {}
    for choice in choices:
        groups.setdefault(board.client.words.group_of(choice.id), []).append(choice)
    rows: list[Widget] = []
    for group, members in groups.items():
        if group:
            name = wording.member_name(board.client, group)
            about = board.client.words.about_group(members[0].id)
            rows.append(Text(name, size="small", role="bold", tip=about))
        chips = [_chip(board, choice) for choice in members]
        rows.append(Grid(*chips, columns=2, gap=0.5, whole=True))
    return rows


def _chip(board: CouncilControl, choice: OfferChoice) -> TrayChip:
    """A clause to press, or to drag onto the tray of its side."""
    giving = board.giving
    laid = choice.id in (board.draft.gives if giving else board.draft.asks)

    def act() -> None:
        if laid:
            board.take_off(choice.id, giving)
        else:
            board.lay(choice.id, giving)

    return TrayChip(
        wording.member_name(board.client, choice.id),
        act,
        chosen=laid,
        why_not=choice.why,
        size="small",
        tip=board.about(choice.id),
        kind="gives" if giving else "asks",
        name=f"clause:{choice.id}",
    )
