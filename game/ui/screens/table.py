"""The table: plays one sitting as the seat whose turn it is, and shows only what it may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.ui import board, wording
from game.ui.choosing import Choosing
from game.ui.desk import Desk
from game.ui.map.mapview import MapView
from game.ui.screens import cards
from game.ui.screens.base import Screen
from game.ui.screens.curtain import Curtain
from game.ui.screens.ground import Ground, MapGround, SheetGround
from game.ui.screens.panel import Panel
from game.ui.screens.topbar import TopBar
from game.ui.theme import ACCENT, AT_ONCE
from game.ui.theme import GROUND as BENEATH
from game.ui.widgets import Box, Widget
from game.ui.widgets.mappane import MapPane

if TYPE_CHECKING:
    from game.engine import Pending
    from game.ui.app import App

#: Seconds for which the card of a die or a bot stands, at normal speed.
CARD = 1.6
#: Most steps of chance and bots that Skip makes at once.
SKIP = 500


class Frame(Box):
    """The whole window of the table."""

    opaque = True

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(BENEATH, self.rect)


class TableScreen(Screen):
    """The screen on which a game is played."""

    def __init__(self, app: App, desk: Desk, still: bool = False) -> None:
        """Sit down; `still` shows the table at rest, for a picture."""
        super().__init__(app)
        self.desk, self.still = desk, still
        self.look = app.look
        self.choosing = Choosing()
        self.selected: str | None = None
        self.wait = 0.0
        self.curtained = False
        self.round = desk.round()
        self.clock = 0.0
        #: The parts of the window that are still to be brought in line, the next one last.
        self._stale: list[Callable[[], None]] = []
        self.ended = False
        #: The cards that were shown large by themselves: to whom, in which round, which one.
        self._shown: set[tuple[str, int | None, str]] = set()

    # The tree

    def build(self) -> Widget:
        self.ground: Ground = MapGround(self) if self.desk.places else SheetGround(self)
        self.bar = TopBar(self)
        self.panel = Panel(self)
        middle = Box(self.ground, self.panel, across=True, gap=0, grow=1)
        return Frame(self.bar, middle, gap=0, name="table")

    @property
    def pane(self) -> MapPane:
        """The map's widget; only where there is a map."""
        assert isinstance(self.ground, MapGround)
        return self.ground.pane

    @property
    def mapview(self) -> MapView:
        """The map; only where there is one."""
        return self.ground.view if isinstance(self.ground, MapGround) else self.pane.view

    def enter(self) -> None:
        self.selected = board.weakest(self.desk, self.look)
        self.renew()
        self.ground.settle()
        for seat in self.desk.game.seats:
            for place in self.desk.places:
                # What previews compare is compiled when first read: better now than at a click.
                board.needed(self.desk, self.look, seat, place)
        if self.still:
            return
        if len(self.desk.humans) > 1 and not self.desk.over:
            # Nobody sits here yet, so nothing may be seen before the first curtain is lifted.
            self._advance()
            self.round = self.desk.round()
            self.renew()
            self.hand_over()
        self._say_notices()

    def rescale(self) -> None:
        self.ground.rescale()
        self.refresh()

    # What is shown

    def renew(self) -> None:
        """Begin the answer to the present question, and show it."""
        self._ask()
        self.refresh()

    def _ask(self) -> None:
        self.choosing = Choosing(
            () if self.curtained else self.desk.options(), acting=self.desk.acting
        )

    def catch_up(self) -> None:
        while self._stale:
            self._stale.pop()()

    def refresh(self) -> None:
        """Bring every part in line with what the viewer sees now."""
        self._stale.clear()
        self.bar.refresh()
        self.panel.show()
        self.ground.show()

    def describe_place(self, place: str) -> str:
        """A place's tip: its equation, and why it cannot be chosen."""
        lines = wording.place_lines(self.desk, self.look, place)
        option = self.choosing.stage().get(self.on_board().get(place, ""))
        if option is not None and not option.legal:
            lines.append(f"{{-{option.why_not}}}")
        elif option is not None:
            lines.append("{~Click, or Enter, to choose it}")
        return "\n".join(lines)

    def go_to(self, place: str, move: bool = True) -> None:
        """Select a place, and bring it to sight."""
        if place not in self.desk.places:
            return
        self.selected = place
        if move:
            self.ground.reach(place)
        self.panel.show_place()
        self.ground.show()

    # Choosing

    def choose_action(self, action: str) -> None:
        """Begin an action."""
        self.choosing.begin(action)
        self.refresh()

    def on_board(self) -> dict[str, str]:
        """The places that stand for targets of the open step, each with its target."""
        found: dict[str, str] = {}
        for target, option in self.choosing.stage().items():
            place = "" if target == option.group else self.desk.place_of(target)
            if place:
                found.setdefault(place, target)
        return found

    def choose_target(self, *targets: str) -> None:
        """Take a target of the open step, or have it said why it cannot be; a group's before it."""
        for target in targets:
            self.choosing.take(target)
        self.selected = self.desk.place_of(targets[-1]) or self.selected
        self.refresh()

    def pick_target(self, target: str) -> None:
        """Something that may be a target was clicked on the board."""
        if target in self.choosing.stage():
            self.choose_target(target)

    def pick_place(self, place: str) -> None:
        """A place was clicked on the map."""
        targets = self.on_board()
        if place in targets:
            self.choose_target(targets[place])
            return
        if self.choosing.option is None and targets:
            self.choosing.take(place)  # refused, and it is said
            self.refresh()
        self.go_to(place, move=False)

    def enter_place(self, place: str) -> None:
        """Enter on the map confirms what is complete, else it picks the place."""
        if self.choosing.option is not None:
            self.confirm()
        else:
            self.pick_place(place)

    def back(self) -> None:
        """Give up the last part of the choice."""
        self.choosing.back()
        self.refresh()

    def confirm(self) -> None:
        """Play what has been chosen."""
        option = self.choosing.option
        if option is None or not option.legal:
            return
        try:
            self.desk.play(option.move.id)
        except Exception as error:
            self.say("The game says", str(error) or type(error).__name__)
        self.wait = 0.3
        self._after_step()

    # What the other buttons do

    def undo(self) -> None:
        """Take the viewer's last move back, or say why not."""
        reason = self.desk.undo_reason()
        if reason is not None:
            self.say("This cannot be taken back", reason)
            return
        self.desk.undo()
        self.renew()

    def save(self) -> None:
        """Say where the game is kept; it is written move by move."""
        path = self.desk.sitting.path
        if path is None:
            path = self.app.saves / f"{self.desk.game.scenario.id}.toml"
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self.desk.save_as(path)
            except Exception as error:
                self.say("The game could not be saved", str(error))
                return
        self.say("Saved", f"Every move is kept as it is made, in\n{{~{path}}}")

    def skip(self) -> None:
        """Let chance and bots finish at once."""
        self._advance()
        self._after_step()

    def _advance(self) -> None:
        for _ in range(SKIP):
            if self.desk.human_turn or self.desk.over or self.desk.step() is None:
                break

    def finish(self) -> None:
        """Show the end."""
        from game.ui.screens.end import EndScreen

        self.app.go(EndScreen(self.app, self.desk))

    def leave(self) -> None:
        """Go to the title; the game is kept."""
        from game.ui.screens.title import TitleScreen

        self.app.leave_game()
        self.app.go(TitleScreen(self.app))

    def menu(self) -> None:
        """Show the card of what is not play."""
        cards.menu(self)

    def values(self) -> None:
        """Show the card of all values."""
        cards.values(self)

    def deals(self) -> None:
        """Show the card of deals in force."""
        cards.deals(self)

    def toggle_pieces(self) -> None:
        """Hide or show all pieces."""
        self.ground.hide_pieces()

    # The curtain

    def hand_over(self) -> None:
        """Draw the curtain for the next person."""
        seat = self.desk.pending.seat
        if seat is None:
            return
        self.desk.read()
        self.curtained = True
        look = self.look.seats.get(seat)
        self.curtain = Curtain(
            self.desk.seat_name(seat),
            look.colour if look else ACCENT,
            look.icon if look else "user",
            lambda: self.lift(seat),
        )
        self.app.root.push(self.curtain)
        self.app.root.set_focus(self.curtain.hold, keyboard=False)

    def lift(self, seat: str) -> None:
        """The next person sits: from here on the window has their eyes."""
        self.desk.viewer = seat
        self.curtained = False
        # What the one before looked at may be what they chose in secret.
        self.selected = board.weakest(self.desk, self.look)
        self.renew()
        self.app.root.pop()
        cards.news(self)

    # Time

    def update(self, seconds: float) -> bool:
        self.clock += seconds
        if self.curtained:
            return self.curtain.hold.tick(seconds)
        moving = self.ground.tick(int(self.clock * 1000))
        if self._stale:
            self._stale.pop()()
            return True
        self._turn_up()
        if self.still or self.in_dialog or self.desk.over or self.desk.human_turn:
            return moving
        self.wait -= seconds
        if self.app.theme.motion and self.ground.card.visible:
            self.ground.card.tick(seconds * self.app.theme.speed)
        if self.wait <= 0:
            self._step()
        return True

    def _step(self) -> None:
        """Let chance or a bot take one step, and tell it on the card."""
        desk, pending, before = self.desk, self.desk.pending, self.round
        if desk.step() is None:
            return
        self.wait = CARD / self.app.theme.speed
        self._after_step()
        if not desk.human_turn and not desk.over and before == self.round:
            self._stale.append(partial(self._tell, pending))

    def _tell(self, pending: Pending) -> None:
        """Tell on the card how the question `pending` was answered."""
        rule = wording.procedure_name(self.desk, pending.script)
        line = self.desk.log()[-1]
        move = self.desk.game.move(self.desk.game.id(line.move)) if line.move else None
        dice = pending.kind == "chance"
        self.ground.card.show(
            rule if dice else wording.short(self.desk, line.actor),
            wording.question(pending.text)[0],
            move.title if move else "Not shown to you",
            wording.log_spans(self.desk, self.look, line),
            dice=dice,
            rolls=self.app.theme.motion,
        )
        self.ground.show_card(True)

    def _turn_up(self) -> None:
        """Show a card that was turned up large, once to each person; not where all goes at once."""
        desk = self.desk
        sits = desk.mine or (len(desk.humans) == 1 and not desk.human_turn)
        if self.still or self.in_dialog or desk.over or not sits or self.app.theme.speed >= AT_ONCE:
            return
        card = desk.face_up()
        if card is None or (turned := (desk.viewer, desk.round(), card.name)) in self._shown:
            return
        self._shown.add(turned)
        self.ground.face_up.enlarge()

    def _say_notices(self) -> None:
        for words in self.desk.notices:
            self.say("A note", words)

    def _after_step(self) -> None:
        """Show what a step changed, one part of the window a frame, so that none is long."""
        desk = self.desk
        before, self.round = self.round, desk.round()
        if desk.human_turn or desk.over:
            self.ground.show_card(False)
        if desk.human_turn and not desk.mine and len(desk.humans) < 2:
            desk.viewer = desk.pending.seat or desk.viewer
        self._say_notices()
        ended = desk.over and not self.ended
        self.ended = desk.over
        self.choosing = Choosing()
        # The last is done first; the card of the round comes when the table behind it is new.
        self._stale = [self.panel.show, self.bar.refresh, self.ground.show, self._ask]
        if before and (before != self.round or ended):
            self.ground.show_card(False)
            self._stale.insert(0, partial(cards.assessed, self, before))

    # Keys

    def escape(self) -> None:
        if self.curtained:
            return
        if not self.close_dialog():
            if self.choosing.begun:
                self.back()
            else:
                self.menu()

    def key(self, event: pygame.event.Event) -> bool:
        if self.curtained or self.in_dialog:
            return False
        if event.unicode == "/":
            return self.panel.find_search()
        return self.ground.key(event)
