"""The card of who plays which seat: a person or a bot, changed while the game goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table.seating import AUTO
from game.ui.screens.setup_parts import occupants
from game.ui.theme import MUTED
from game.ui.widgets import Button, Flow, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.widgets.dropdown import Dropdown

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl
    from game.ui.seat_client import SeatClient


def seat_label(client: SeatClient, seat: str, held: str, name: str) -> Button:
    """The name of a seat before who may play it, with why that cannot be changed.

    Args:
        client: the game.
        seat: the seat.
        held: who plays it.
        name: the widget's name.
    """
    look = client.look.seats.get(seat)
    return Button(
        client.words.seat_name(seat),
        icon_name=look.icon if look else "user",
        tint=client.tint(seat),
        why_not=phrase("card.seat_settled") if held == AUTO else "",
        quiet=True,
        size="small",
        name=name,
    )


def seat_rows(
    client: SeatClient, held: Mapping[str, str], give: Callable[[str, str], object], name: str
) -> list[Widget]:
    """A row for each seat: what it is called, and a list of who may play it.

    Args:
        client: the game.
        held: who plays each seat.
        give: is told a seat and who is to play it.
        name: of the names of seats; a list is called `seat:SEAT`.
    """
    rows: list[Widget] = []
    kinds = occupants(client.game.rules)
    for seat, who in held.items():
        parts: list[Widget] = [seat_label(client, seat, who, f"{name}:{seat}")]
        if who != AUTO:
            parts.append(Dropdown(kinds, who, partial(give, seat), name=f"seat:{seat}", grow=1))
        rows.append(Flow(*parts, least=26, gap=0.75))
    return rows


def show(screen: TableControl) -> None:
    """Show who plays which seat; each change takes effect at once and is told in the log."""
    client = screen.client

    def give(seat: str, occupant: str) -> None:
        screen.close_dialog()
        answer = client.give_seat(seat, occupant)
        if answer.refused:
            screen.say(phrase("card.seat_stays"), answer.refused, partial(show, screen))
            return
        screen.renew()
        show(screen)

    body: list[Widget] = [
        Text(
            phrase("card.seat_note"),
            size="small",
            tint=MUTED,
        )
    ]
    body += seat_rows(client, client.occupants, give, "held")
    done = Button(phrase("button.to_table"), screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog(phrase("button.who_plays"), body, [done], most=96, name="who"))
