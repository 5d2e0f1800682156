"""The open table: what people answer before all who are there, so that nobody has to turn away.

It shows what all of them see and nothing else, whoever is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.story.answers import choice_name, question
from game.ui import wording
from game.ui.keyset import COUNCIL
from game.ui.screens.council import CouncilBoard
from game.ui.screens.council_effects import told
from game.ui.screens.council_head import CouncilHead
from game.ui.screens.council_ledger import said
from game.ui.theme import GROUND, PANEL
from game.ui.widgets import Box, Button, Centre, Rule, Scroll, Spacer, Text, Widget
from game.ui.widgets.roomy import Roomy

if TYPE_CHECKING:
    from game.engine import Move
    from game.ui.seat_client import SeatClient

#: So many units of eight pixels wide is a question at most.
WIDE = 90
#: The keys of its answers.
KEYS = "123456789"


class Floor(Roomy):
    """Covers the whole window while people answer aloud."""

    opaque = True
    acts = COUNCIL

    def __init__(
        self,
        client: SeatClient,
        played: Callable[[tuple[int, ...]], None],
        private: Callable[[], None],
    ) -> None:
        """Show what is asked now.

        Args:
            client: what all of them see.
            played: makes moves, and goes on.
            private: lets whoever is asked look alone.
        """
        super().__init__(gap=0, name="floor")
        self.client, self._played, self._private = client, played, private
        #: The council that is shown, or None while something else is asked.
        self.board: CouncilBoard | None = None
        self.show()

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)

    def show(self) -> None:
        """Show the present question."""
        seat = self.client.pending.seat or ""
        council = self.client.shared.council(open_table=True)
        body: Widget
        body = _Question(self) if council is None else CouncilBoard(self, council, True)
        title = "" if council is None else phrase("council.title")
        self.board = body if isinstance(body, CouncilBoard) else None
        self.head = CouncilHead(self.client, seat, open_table=True, title=title)
        self.replace(self.head, body)

    def answer(self, *moves: int) -> None:
        """Make these moves, one after another."""
        self._played(moves)

    def aside(self) -> None:
        """Let whoever is asked look alone."""
        self._private()


class _Question(Box):
    """A question with its answers, and what each would change."""

    def __init__(self, floor: Floor) -> None:
        client = floor.client
        asked = client.pending.question or client.pending.text
        words, _ = question(asked)
        rows: list[Widget] = [
            Text(words, size="head", role="title", name="floor.question"),
            Rule(),
        ]
        keys = iter(KEYS)
        for move, _ in client.shared.open_answers():
            key = "N" if not move.targets and move.name.endswith(":none") else next(keys, "")
            rows.append(self._answer(floor, move, key))
        aside = Button(
            phrase("council.in_private"), floor.aside, key="P", icon_name="eye-off", name="aside"
        )
        card = Box(*rows, gap=1, pad=2, fill=PANEL, name="question")
        super().__init__(
            Scroll(Centre(Box(card, *said(client), gap=1.5), WIDE), name="floor.list"),
            Box(aside, Spacer(grow=1), across=True, pad=1.5),
            gap=0,
            grow=1,
        )

    @staticmethod
    def _answer(floor: Floor, move: Move, key: str) -> Widget:
        client = floor.client
        button = Button(
            choice_name(move),
            lambda: floor.answer(move.id),
            key=key,
            left=True,
            name=f"say:{move.name.rpartition(':')[2]}",
        )
        ahead = client.shared.ahead(move.id, [track.value for track in client.look.tracks])
        changes = told(client, ahead) if ahead is not None else []
        spans = [
            wording.change_spans(client, client.look, cell, was, now) for cell, was, now in changes
        ]
        lines = [Text(line, size="small") for line in spans[:4]]
        return Box(button, *lines, gap=0.25)
