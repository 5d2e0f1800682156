"""What is told over the board: how dice and bots answered, and a card that was turned up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.story.answers import question
from game.ui import wording
from game.ui.theme import AT_ONCE

if TYPE_CHECKING:
    from game.engine import Pending
    from game.ui.screens.board_area import BoardArea
    from game.ui.screens.table_control import TableControl


class TableTelling:
    """Tells it on the cards of one table."""

    def __init__(self, screen: TableControl, area: BoardArea, still: bool) -> None:
        """Tell nothing yet; `still`: the table is at rest, for a picture."""
        self._screen, self._area, self._still = screen, area, still
        #: The cards that were shown large by themselves: to whom, in which round, which one.
        self._shown: set[tuple[str, int | None, str]] = set()

    def step(self, pending: Pending) -> None:
        """Tell on the card how the question `pending` was answered."""
        client, look = self._screen.client, self._screen.look
        rule = wording.procedure_name(client, pending.script)
        line = client.log()[-1]
        move = client.game.move(client.game.id(line.move)) if line.move else None
        dice = pending.kind == "chance"
        self._area.card.show(
            rule if dice else wording.short(client, line.actor),
            question(pending.question)[0],
            move.title if move else "",
            wording.log_spans(client, look, line),
            dice=dice,
            rolls=self._screen.window.theme.motion,
        )
        self._area.show_card(True)

    def turn_up(self) -> None:
        """Show a card that was turned up large, once to each person; not where all goes at once."""
        screen, client = self._screen, self._screen.client
        sits = client.mine or (len(client.humans) == 1 and not client.human_turn)
        fast = screen.window.theme.speed >= AT_ONCE
        if self._still or screen.in_dialog or client.over or not sits or fast:
            return
        card = client.face_up()
        if card is None or (turned := (client.viewer, client.round(), card.name)) in self._shown:
            return
        self._shown.add(turned)
        self._area.face_up.enlarge()
