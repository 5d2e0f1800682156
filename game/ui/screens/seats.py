"""The card of who plays which seat: a person or a bot, changed while the game goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.bots import bots_of
from game.catalogue import phrase
from game.table.seating import AUTO, BOT, HUMAN
from game.ui.theme import MUTED
from game.ui.widgets import Button, Flow, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.wording import bot_name

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


def show(screen: TableControl) -> None:
    """Show who plays which seat; each change takes effect at once and is told in the log."""
    client, words = screen.client, screen.client.words
    kinds = [HUMAN, *(f"{BOT}{name}" for name in bots_of(client.game.rules))]

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
        look = screen.look.seats.get(seat)
        name = Button(
            words.seat_name(seat),
            icon_name=look.icon if look else "user",
            tint=client.tint(seat),
            why_not=phrase("card.seat_settled") if held == AUTO else "",
            quiet=True,
            size="small",
            name=f"seat:{seat}",
        )
        choices = [
            Button(
                phrase("setup.person") if kind == HUMAN else bot_name(kind),
                partial(give, seat, kind),
                icon_name="user" if kind == HUMAN else "bot",
                chosen=kind == held,
                name=f"seat:{seat}:{kind}",
                size="small",
                grow=1,
            )
            for kind in kinds
        ]
        body.append(Flow(name, *(choices if held != AUTO else ()), least=15, gap=0.75))
    done = Button(phrase("button.to_table"), screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog(phrase("button.who_plays"), body, [done], most=96, name="who"))
