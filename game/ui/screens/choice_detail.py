"""Below the list of targets: why one is refused, what the choice does, what the action is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui import wording
from game.ui.option import Option
from game.ui.screens.odds_card import odds_card
from game.ui.theme import BAD, MUTED, TEXT
from game.ui.widgets import Box, Span, Text, Widget

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


def detail(screen: TableControl) -> Widget | None:
    """Below the targets: why one is refused, what the choice does, what the action is."""
    client, choosing = screen.client, screen.choosing
    parts: list[Widget] = []
    option: Option | None = None
    if choosing.refused:
        option = choosing.stage().get(choosing.refused)
        if option is not None:
            name = wording.target_name(client, choosing.refused, option)
            # Most reasons name what they are of.
            why = option.why_not
            words = why if why.startswith(name) else phrase("offer.refused", name=name, why=why)
        else:
            name = wording.member_name(client, choosing.refused)
            words = phrase("panel.not_a_choice", name=name)
        parts.append(Text(words, tint=BAD, name="why_not", size="small"))
    elif choosing.option is not None:
        option = choosing.option
        parts += odds_card(screen, option.move.id)
        parts += _preview(screen, option)
        parts += _replies(screen, option)
    elif choosing.group:
        option = next(iter(choosing.stage().values()))
    told = client.words.about_group(next(iter(option.move.targets), "")) if option else ""
    if told:
        parts.append(Text(told, size="small", tint=MUTED))
    info = client.action(choosing.action)
    if info is not None:
        about = [Span(info.text, TEXT), Span(f" {info.trade_off}", MUTED)]
        parts.append(Text(about, size="small", name="about"))
    return Box(*parts, gap=0.9, name="choosing") if parts else None


def _preview(screen: TableControl, option: Option) -> list[Widget]:
    client = screen.client
    lines = wording.preview_lines(client, client.preview(option.move.id))
    return [
        Text(phrase("panel.what_it_does"), role="bold", size="small", tint=MUTED),
        *(
            Text(line, size="small", follow=screen.go_to, name=f"preview:{i}")
            for i, line in enumerate(lines)
        ),
    ]


def _replies(screen: TableControl, option: Option) -> list[Widget]:
    """What others could do at the chosen place after it; nothing while that is worked out."""
    client, place = screen.client, screen.selected
    lines = client.threats.lines(place, option.move.id) if place else None
    if not lines:
        return []
    head = Text(phrase("threat.then"), role="bold", size="small", tint=MUTED)
    return [
        head,
        *(
            Text(wording.spans(client, line), size="small", name=f"reply:{n}")
            for n, line in enumerate(lines)
        ),
    ]
