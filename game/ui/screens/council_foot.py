"""The foot of a council: how an offer is made known, and what may be answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui import wording
from game.ui.screens.council_effects import asked_next
from game.ui.screens.signs import ActingCap
from game.ui.theme import LINE, MUTED, PANEL
from game.ui.widgets import Box, Button, Spacer, Text, Widget
from game.ui.widgets.wrap import Spread

if TYPE_CHECKING:
    from game.table import LaidOffer
    from game.ui.screens.council_control import CouncilControl


def forms(board: CouncilControl, laid: LaidOffer | None) -> list[Widget]:
    """The ways to make an offer known; nothing where that is not asked."""
    if laid is None or not laid.ready:
        return []
    council, now = board.council, board.draft.form or board.council.asks.public
    buttons: list[Widget] = []
    open_, shut = list[str](), ""
    for choice in council.forms(board.draft):
        why = choice.why
        if board.open_table and choice.id != council.asks.public:
            why = why or phrase("council.form_private")
        shut = shut or why
        open_ += [] if why else [choice.id]
        buttons.append(
            Button(
                wording.member_name(board.client, choice.id).capitalize(),
                partial(board.in_form, choice.id),
                chosen=choice.id == now,
                why_not=why,
                icon_name="users" if choice.id == council.asks.public else "lock",
                size="small",
                name=f"form:{choice.id}",
            )
        )
    if not buttons:
        return []
    if len(open_) > 1:
        after = open_[(open_.index(now) + 1) % len(open_)] if now in open_ else open_[0]
        act, tip = partial(board.in_form, after), phrase("keys.council_form")
        buttons.append(ActingCap("V", act, tip, "form.next"))
    note = Text(shut, size="small", tint=MUTED, grow=1)
    return [Box(*buttons, note, across=True, gap=0.75, centre=True, name="forms")]


def foot(board: CouncilControl, laid: LaidOffer | None) -> Widget:
    """What may be done: answers, or the offer as it lies there."""
    aside = Button(
        phrase("council.in_private" if board.open_table else "council.to_table"),
        board.host.aside,
        key="P" if board.open_table else "M",
        icon_name="eye-off" if board.open_table else "map",
        name="aside",
    )
    if board.council.stage == "offer":
        rest = [_say(board, "", phrase("council.no_offer"), "N"), _send(board, laid)]
    elif board.writing:
        back = Button(phrase("button.back"), board.leave_counter, key="B", name="back")
        rest = [back, _send(board, laid)]
    else:
        asks = board.council.asks
        rest = [_say(board, "", phrase("council.refuse"), "R")]
        if board.council.may_counter:
            act = board.counter
            rest.append(Button(phrase("council.counter"), act, key="C", name="counter"))
        rest.append(_say(board, asks.accept, phrase("council.accept"), "A", primary=True))
    row = Spread(aside, Spacer(grow=1), *rest, gap=1, name="foot")
    words = asked_next(board, laid)
    said = [Text(words, size="small", tint=MUTED, lines=1)] if words else []
    return Box(*said, row, gap=1, pad=1.25, fill=PANEL, edge=LINE)


def _say(board: CouncilControl, answer: str, words: str, key: str, primary: bool = False) -> Button:
    """The button of an answer."""
    why = board.council.why_not(answer)
    return Button(
        words,
        partial(board.give_answer, answer),
        key=key,
        why_not=why,
        primary=primary and not why,
        name=f"say:{answer or 'none'}",
    )


def _send(board: CouncilControl, laid: LaidOffer | None) -> Button:
    """The button that makes the offer."""
    why = "" if laid is not None and laid.ready else phrase("council.empty")
    if laid is not None and laid.refused:
        why = laid.refused
    return Button(
        phrase("council.table_it"),
        board.send,
        key="Enter",
        keys=("Ctrl+Enter",),
        icon_name="gavel",
        why_not=why,
        primary=not why,
        name="send",
    )
