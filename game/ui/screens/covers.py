"""What lies over the whole table: the curtain, the open table, and the council of one seat."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.ui.keyset import COUNCIL
from game.ui.screens.council import CouncilBoard
from game.ui.screens.council_head import CouncilHead
from game.ui.screens.curtain import Curtain
from game.ui.screens.floor import Floor
from game.ui.screens.waiting import WaitingCover
from game.ui.screens.why_card import WhyCard
from game.ui.theme import GROUND
from game.ui.widgets.roomy import Roomy

if TYPE_CHECKING:
    from game.table import Rationale
    from game.ui.screens.table_control import TableControl
    from game.ui.seat_client import SeatClient


#: A frame looks for whole offers for about so many seconds.
WORK = 0.008


class CouncilCard(Roomy):
    """The council over the table of one seat."""

    opaque = True
    acts = COUNCIL

    def __init__(self, client: SeatClient, board: CouncilBoard) -> None:
        """Lay it out."""
        self.board = board
        self.head = CouncilHead(client, client.viewer, False, phrase("council.title"))
        super().__init__(self.head, board, gap=0, name="council.card")

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)


class Covers:
    """Draws and lifts what covers one table.

    Attributes:
        client: the seat whose eyes the window has.
        floor: the open table while people answer aloud, or None.
        curtain: the one that was drawn last, or None.
    """

    def __init__(self, screen: TableControl) -> None:
        """Cover nothing yet."""
        self._screen, self.client = screen, screen.client
        self.floor: Floor | None = None
        self.curtain: Curtain | None = None
        #: What covers the table while a bot thinks, or None.
        self._waiting: WaitingCover | None = None
        #: Where the council was opened last, so that it opens by itself once.
        self._opened: Hashable = None

    # Between people

    def hand_over(self) -> None:
        """Let the next person be asked: aloud where that will do, else behind the curtain."""
        if self.client.pending.seat is None:
            return
        if self.client.thinking is not None:
            self._wait()
            return
        self.client.read()
        self._screen.curtained = True
        # Between people nothing is explained: a cover looks the same whatever is pointed at.
        self._screen.window.root.explains = None
        if self.client.shared.aloud:
            self._open_floor()
        else:
            self.draw_curtain()

    def draw_curtain(self) -> None:
        """Draw the curtain for whoever is asked; where nobody is, for whoever sat there last."""
        screen, client = self._screen, self.client
        seat = client.pending.seat if client.human_turn else client.viewer
        if seat is None:
            return
        self.close_floor()
        screen.curtained = True
        look = screen.look.seats.get(seat)
        curtain = self.curtain = Curtain(
            self.client.words.seat_name(seat),
            self.client.tint(seat),
            look.icon if look else "user",
            lambda: screen.lift(seat),
        )
        screen.window.root.push(curtain)
        screen.window.root.set_focus(curtain.hold, keyboard=False)

    @property
    def on_top(self) -> bool:
        """Whether nothing lies over what covers the table."""
        return self._screen.window.root.top in (self.floor, self.curtain, self._waiting)

    @property
    def waits(self) -> bool:
        """Whether the table is covered because a bot thinks."""
        return self._waiting is not None

    def tick(self, seconds: float) -> bool:
        """Let time pass; True while something moves."""
        if self._waiting is not None:
            return self._wait_on(self._waiting)
        moving = self._council()
        if not self._screen.curtained or self.floor is not None or self.curtain is None:
            return moving
        return self.on_top and self.curtain.hold.tick(seconds)

    # The council that is shown

    @property
    def shown(self) -> Floor | CouncilCard | None:
        """What lies over the table and has the clock of a council on it, or None."""
        layers = self._screen.window.root.layers
        return next((each for each in layers if isinstance(each, Floor | CouncilCard)), None)

    def _council(self) -> bool:
        """Let the time of a council count, and look for its offers; True while some are."""
        client, shown = self.client, self.shown
        settings = self._screen.window.settings
        board = shown.board if shown is not None else None
        if board is not None:
            client.shared.timer.allow(settings.council)
            client.shared.timer.meet((client.round(),))
        elif client.pending.kind == "act":
            client.shared.timer.meet(None)
        client.shared.timer.run(board is not None and not client.paused)
        if shown is None or board is None:
            return False
        shown.head.clock.tick()
        if client.shared.timer.over and settings.council_ends:
            board.give_answer("")
            return True
        return board.work(WORK)

    def finish(self) -> None:
        """Look for all that is still looked for at once, for a picture."""
        shown = self.shown
        if shown is not None and shown.board is not None:
            shown.board.finish()

    # Before all

    def _open_floor(self) -> None:
        root = self._screen.window.root
        if self.floor is not None:
            self.floor.show()
            return
        self.floor = Floor(self.client, self._said, self.draw_curtain)
        root.push(self.floor)

    def close_floor(self) -> None:
        """Take the open table away; what is below is still nobody's to see."""
        if self.floor is not None:
            self.floor = None
            self._screen.window.root.pop()

    def _said(self, moves: tuple[int, ...]) -> None:
        """Somebody answered aloud: make the moves, and go on to whoever is asked next."""
        screen, client = self._screen, self.client
        refused = client.shared.play_all(moves).refused
        if refused:
            screen.say(phrase("table.says"), refused)
            return
        self._go_on()

    def _go_on(self) -> None:
        """Let others play, and go on to whoever is asked next."""
        screen, client = self._screen, self.client
        screen.let_others_play()
        screen.round = client.round()
        if client.thinking is not None:
            self._wait()
        elif client.human_turn and not client.paused and not client.over:
            self.hand_over()
        elif client.over or self.floor is not None:
            # Nobody is asked: the table as the one sees it who sat there last, once they are there.
            self._uncover()
        else:
            self.draw_curtain()

    def _uncover(self) -> None:
        """Nobody is asked now: the table says why, to whoever sat there last, or the end comes."""
        screen = self._screen
        self.close_floor()
        screen.curtained = False
        screen.renew()
        if screen.client.over:
            screen.after_end()

    # While a bot thinks

    def _wait(self) -> None:
        """Cover the table until the bot has made its move."""
        thinking, root = self.client.thinking, self._screen.window.root
        if self._waiting is None and thinking is not None:
            self._screen.curtained = True
            root.explains = None
            self._waiting = WaitingCover(self.client)
            self._waiting.show(thinking)
            root.push(self._waiting)

    def _wait_on(self, cover: WaitingCover) -> bool:
        """Look whether the bot has made its move, and go on then; True while it thinks."""
        client, root = self.client, self._screen.window.root
        if root.top is not cover:
            return False
        client.step()
        if (thinking := client.thinking) is not None:
            cover.show(thinking)
            return True
        self._waiting = None
        root.pop()
        self._go_on()
        return True

    # One seat's council

    @property
    def at_council(self) -> bool:
        """Whether the viewer is asked at a council."""
        return self.client.shared.council(open_table=False) is not None

    def offer_council(self) -> bool:
        """Open the council where the viewer is asked at one, once by itself; True if it opened."""
        now = (self.client.viewer, self.client.n)
        if self._opened == now or not self.at_council:
            return False
        self.open_council()
        return True

    def open_council(self) -> None:
        """Open the council of the viewer's seat."""
        council = self.client.shared.council(open_table=False)
        if council is None:
            return
        self._opened = (self.client.viewer, self.client.n)
        board = CouncilBoard(self, council, open_table=False)
        self._screen.window.root.push(CouncilCard(self.client, board))

    def answer(self, *moves: int) -> None:
        """Make the viewer's moves, and see what comes of them at the table."""
        client = self.client
        if client.asks_why and not client.shared.timer.over:
            WhyCard(
                self._screen, client.game.scenario.tags, "", partial(self._answer, moves)
            ).open()
        else:
            self._answer(moves)

    def _answer(self, moves: tuple[int, ...], why: Rationale | None = None) -> None:
        refused = self.client.shared.play_all(moves, why).refused
        if refused:
            self._screen.say(phrase("table.says"), refused)
            return
        self._screen.close_dialog()
        self._screen.after_play()

    def aside(self) -> None:
        """Leave the council for the table; it can be opened again."""
        self._screen.close_dialog()
