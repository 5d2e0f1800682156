"""The card of who plays which seat: a person or a bot, changed while the game goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.bots import bots_of
from game.table.seating import AUTO, BOT, HUMAN
from game.ui.theme import MUTED
from game.ui.widgets import Button, Flow, Text, Widget
from game.ui.widgets.dialog import dialog

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
            screen.say("The seat stays as it is", answer.refused, partial(show, screen))
            return
        screen.renew()
        show(screen)

    body: list[Widget] = [
        Text(
            "A seat that a person takes is shown behind the curtain, when its turn comes.",
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
            why_not="Whether the rules act for a seat is settled at the start."
            if held == AUTO
            else "",
            quiet=True,
            size="small",
            name=f"seat:{seat}",
        )
        choices = [
            Button(
                "Person"
                if kind == HUMAN
                else kind.removeprefix(BOT).replace("_", " ").capitalize(),
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
    done = Button("Back to the table", screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog("Who plays which seat", body, [done], most=96, name="who"))
