"""What if: a card that asks who plays on from a step of a game that is looked back at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table import SavedGame, attempt
from game.ui.screens import common, leaving
from game.ui.screens.seats import seat_rows
from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Text, Widget
from game.ui.widgets.dialog import dialog

if TYPE_CHECKING:
    from game.ui.replay_client import ReplayClient
    from game.ui.screens.base import CardHost


def ask(screen: CardHost, client: ReplayClient, seats: dict[str, str] | None = None) -> None:
    """Ask who plays on from the step that is shown, and begin that game.

    Args:
        screen: where it is asked.
        client: the game that is looked back at.
        seats: who was chosen so far; None for whom it was then.
    """
    chosen = dict(client.occupants) if seats is None else seats

    def again(seat: str, kind: str) -> None:
        screen.close_dialog()
        ask(screen, client, {**chosen, seat: kind})

    body: list[Widget] = [Text(phrase("branch.what"), tint=MUTED)]
    body += seat_rows(client, chosen, again, "held")
    buttons = [
        Button(phrase("button.back"), screen.close_dialog, key="Esc", name="no", grow=1),
        Button(
            phrase("branch.begin"),
            partial(_begin, screen, client, chosen),
            key="Enter",
            primary=True,
            name="yes",
            grow=1,
        ),
    ]
    title = phrase("branch.title", n=client.at)
    screen.open(dialog(title, [Box(*body, gap=1)], buttons, most=96, name="branch"))


def _begin(screen: CardHost, client: ReplayClient, seats: dict[str, str]) -> None:
    """Write the new game and sit down to it."""
    screen.close_dialog()
    games = screen.window.games
    made = attempt(partial(games.branch, seats, client.step_now.n))
    if made.value is None:
        screen.say(phrase("branch.not_begun"), made.words)
        return
    start = SavedGame(made.value)
    then = partial(common.begin, screen, start, phrase("branch.not_begun"))
    leaving.leave(screen, then)
