"""The card of who plays which seat: a person or a bot, changed while the game goes on."""

from __future__ import annotations

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


def show(screen: TableControl) -> None:
    """Show who plays which seat; each change takes effect at once and is told in the log."""
    client = screen.client
    kinds = occupants(client.game.rules)

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
    for seat, held in client.occupants.items():
        parts: list[Widget] = [seat_label(client, seat, held, f"held:{seat}")]
        if held != AUTO:
            drop = Dropdown(kinds, held, partial(give, seat), name=f"seat:{seat}", grow=1)
            parts.append(drop)
        body.append(Flow(*parts, least=26, gap=0.75))
    done = Button(phrase("button.to_table"), screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog(phrase("button.who_plays"), body, [done], most=96, name="who"))
