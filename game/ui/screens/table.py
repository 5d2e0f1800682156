"""The table: plays one sitting as the seat whose turn it is, and shows only what it may see."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.story.previews import Odds, ValueAt, ghosts, odds_of
from game.ui import board, wording
from game.ui.boards.counters import Token
from game.ui.choosing import Choosing
from game.ui.keyset import TABLE
from game.ui.map.mapview import MapView
from game.ui.screens import cards, leaving, legend_card, seats
from game.ui.screens.base import Screen
from game.ui.screens.board_area import BoardArea, MapArea, RegisterArea
from game.ui.screens.covers import Covers
from game.ui.screens.curtain import Curtain
from game.ui.screens.grid_area import GridArea
from game.ui.screens.help import Help
from game.ui.screens.hint_card import HintCard
from game.ui.screens.lesson import TableLesson
from game.ui.screens.panel import Panel
from game.ui.screens.strip import Strip
from game.ui.screens.table_frame import TableFrame, TableMiddle
from game.ui.screens.telling import TableTelling
from game.ui.screens.topbar import TopBar
from game.ui.screens.why_card import WhyCard
from game.ui.seat_client import SeatClient
from game.ui.widgets import Widget, key_name, key_symbol
from game.ui.widgets.mappane import MapPane
from game.ui.widgets.pointing import Overlaid

if TYPE_CHECKING:
    from game.table import Rationale
    from game.table.glossary import Glossary
    from game.ui.window import Window

#: Seconds between two steps of chance and bots that are not told one by one, at normal speed.
STEP = 1.6
#: Most steps of chance and bots that Skip makes at once.
SKIP = 500
#: Seconds between two looks at the umpire's clocks.
TIMED = 0.25
#: Seconds of a frame in which a skip goes on.
RUSH = 0.012


class TableScreen(Screen):
    """The screen on which a game is played."""

    keys = TABLE

    def __init__(self, window: Window, client: SeatClient, still: bool = False) -> None:
        """Sit down; `still` shows the table at rest, for a picture."""
        super().__init__(window)
        self.client, self.still = client, still
        self._help = Help(window.root, lambda: client.glossary)
        self.look = client.look
        self.choosing = Choosing()
        self.selected: str | None = None
        self.wait = 0.0
        self.curtained = False
        self.covers = Covers(self)
        self.hints = HintCard(self)
        self.round = client.round()
        self.clock = self._timed = 0.0
        #: The parts of the window that are still to be brought in line, the next one last.
        self._stale: list[Callable[[], None]] = []
        #: What is left of a skip.
        self._rush: Iterator[None] | None = None
        #: Whether it was shown that the game is over.
        self.ended = client.over
        self.lesson = TableLesson(self)
        self.telling = TableTelling(self, still)

    @property
    def help(self) -> Help | None:
        return self._help

    def glossary(self) -> Glossary:
        return self.client.glossary

    # The tree

    def build(self) -> Widget:
        self.telling = TableTelling(self, self.still)
        self.area: BoardArea = self._area()
        self.bar = TopBar(self)
        self.panel = Panel(self)
        self.strip = Strip(self)
        middle = TableMiddle(self.area, self.panel)
        self.frame = TableFrame(self.bar, self.strip, middle, gap=0, name="table")
        self.telling.sit(self.area)
        self.lesson.anew()
        return Overlaid(self.frame, self.lesson.layer)

    def _area(self) -> BoardArea:
        """The map, else a board, else tables of values."""
        if self.client.places:
            return MapArea(self)
        return GridArea(self) if self.client.boards else RegisterArea(self)

    @property
    def pane(self) -> MapPane:
        """The map's widget; only where there is a map."""
        assert isinstance(self.area, MapArea)
        return self.area.pane

    @property
    def mapview(self) -> MapView:
        """The map; only where there is one."""
        assert isinstance(self.area, MapArea)
        return self.area.view

    def enter(self) -> None:
        self.selected = board.weakest(self.client, self.look)
        self.renew()
        self.area.settle()
        for seat in self.client.game.seats:
            for place in self.client.places:
                # What previews compare is compiled when first read: better now than at a click.
                board.accented(self.client, self.look, seat, place)
        if self.still:
            return
        if len(self.client.humans) > 1 and not self.client.over:
            # Nobody sits here yet, so nothing may be seen before the first curtain is lifted.
            self.let_others_play()
            self.round = self.client.round()
            self.renew()
            self.hand_over()
        self.lesson.sit()
        self._say_notices()

    @property
    def curtain(self) -> Curtain:
        """The curtain that was drawn last."""
        assert self.covers.curtain is not None
        return self.covers.curtain

    @property
    def looker(self) -> Hashable:
        return (id(self.client), None if self.curtained else self.client.viewer)

    def rescale(self) -> None:
        self.area.rescale()
        self.refresh()

    def respeak(self) -> None:
        self.client.dress()
        super().respeak()
        self.refresh()
        self.area.settle()

    # What is shown

    def renew(self) -> None:
        """Begin the answer to the present question, and show it."""
        self._ask()
        self.refresh()

    def _ask(self) -> None:
        self.choosing = Choosing(
            () if self.curtained else self.client.options(), acting=self.client.acting
        )

    def catch_up(self) -> None:
        while self._rush is not None and self.client.thinking is None:
            if next(self._rush, self) is self:
                self._rush = None
        while self._stale:
            self._stale.pop()()

    def show_soon(self) -> None:
        """Show the moment that is told, one part of the window a frame, so that none is long."""
        self._stale = [self.panel.show, self.bar.refresh, self.area.show]

    def refresh(self) -> None:
        """Bring every part in line with what the viewer sees now."""
        self._stale.clear()
        if self.still:
            self.client.outlook.finish()
            if self.selected and not self.client.over:
                self.client.threats.finish(self.selected, self.area.lying(self.selected))
        self._show_strip()
        self.bar.refresh()
        self.area.show()
        self.panel.show()

    def describe_place(self, place: str) -> str:
        """A place's tip: its equation, and why it cannot be chosen."""
        lines = wording.place_lines(self.client, self.look, place)
        option = self.choosing.stage().get(self.on_board().get(place, ""))
        if option is not None and not option.legal:
            lines.append(f"{{-{option.why_not}}}")
        elif option is not None:
            lines.append(phrase("button.choose_it"))
        return "\n".join([*lines, *wording.reply_lines(self.client, place)])

    def place_lines(self, place: str | None) -> list[str]:
        """A place of a board in marked-up lines; of none, nothing."""
        return self.area.about(place) if place else []

    def likeness(self, member: str) -> Token | None:
        """A piece as it is drawn on the board, or None."""
        return self.area.likeness(member)

    def go_to(self, place: str, move: bool = True) -> None:
        """Select a place, and bring it to sight."""
        if place not in self.client.places:
            return
        self.selected = place
        if move:
            self.area.reach(place)
        self.panel.show_place()
        self.area.show()

    # Choosing

    def choose_action(self, action: str) -> None:
        """Begin an action."""
        self.choosing.begin(action)
        self.lesson.took_up(action)
        self.refresh()

    def on_board(self) -> dict[str, str]:
        """The places that stand for targets of the open step, each with its target."""
        found: dict[str, str] = {}
        for target, option in self.choosing.stage().items():
            place = "" if target == option.group else self.client.words.place_of(target)
            if place:
                found.setdefault(place, target)
        return found

    def choose_target(self, *targets: str) -> None:
        """Take a target of the open step, or have it said why it cannot be; a group's before it."""
        for target in targets:
            self.choosing.take(target)
        self.selected = self.client.words.place_of(targets[-1]) or self.selected
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
        self.lesson.looked(place)

    def look_at(self, place: str) -> None:
        """A place of a board was clicked: it is looked at, and all shows what was chosen."""
        self.selected = place
        self.refresh()
        self.lesson.looked(place)

    def enter_place(self, place: str) -> None:
        """Enter on the map confirms what is complete, else it picks the place."""
        if self.client.telling:
            self.telling.forward()
        elif self.choosing.option is not None:
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
        if self.client.asks_why:
            tags, title = self.client.game.scenario.tags, option.move.title
            WhyCard(self, tags, title, partial(self._play, option.move.id)).open()
        else:
            self._play(option.move.id)

    def _play(self, move: int, why: Rationale | None = None) -> None:
        self.telling.own()
        refused = self.client.play(move, why).refused
        if refused:
            self.say(phrase("table.says"), refused)
        self.after_play()

    def after_play(self) -> None:
        """Show what a move changed."""
        self.wait = 0.3
        self.happened()

    def foot(self) -> list[Widget]:
        """What stands at the foot of the panel instead of its own buttons; nothing for those."""
        return []

    # What the other buttons do

    def undo(self) -> None:
        """Take the viewer's last move back, or say why not."""
        reason = self.client.undo_reason()
        if reason is not None:
            self.say(phrase("table.cannot_take_back"), reason)
            return
        refused = self.client.undo().refused
        if refused:
            self.say(phrase("table.cannot_take_back"), refused)
        self.ended = False
        self.telling.rest()
        self.renew()
        self._say_notices()

    def save(self) -> None:
        """Say where the game is kept; it is written move by move."""
        leaving.save(self)

    def skip(self) -> None:
        """Let chance and bots finish at once: as many in a frame as it has time for."""
        self.telling.drop()
        self._rush = self._rushing()

    def _rushing(self) -> Iterator[None]:
        """Let chance and bots go on until a person is asked, and show what came of it."""
        for _ in range(SKIP):
            if self.client.idle:
                break
            step = self.client.step()
            if step is None and self.client.thinking is not None:
                # What led here is shown meanwhile, and what comes of it is not told either.
                self.telling.rest()
                self._after_step()
            while step is None and self.client.thinking is not None:
                yield
                step = self.client.step()
            if step is None:
                break
            yield
        self.telling.rest()
        self._after_step()

    def _rush_on(self) -> None:
        """Go on with a skip until the frame has no time left."""
        until = time.perf_counter() + RUSH
        while self._rush is not None:
            if next(self._rush, self) is self:
                self._rush = None
            elif self.client.thinking is not None or time.perf_counter() >= until:
                break

    def let_others_play(self) -> None:
        """Let chance and bots go on until a person is asked, or a bot thinks."""
        for _ in range(SKIP):
            if self.client.idle or self.client.step() is None:
                break

    def finish(self) -> None:
        """Show the end."""
        self.window.go("end")

    def replay(self) -> None:
        """Look back at the game so far, with the viewer's eyes."""
        self.window.games.look_back("table")
        self.window.go("replay")

    def leave(self) -> None:
        """Go to the title; the game is kept, or it is asked whether its end may be lost."""
        leaving.leave(self, self._leave)

    def _leave(self) -> None:
        self.window.leave_game()
        self.window.go("title")

    # What stands in the way

    def keep(self) -> None:
        """Try again to write what is in memory only."""
        refused = self.client.keeping.keep().words
        if refused or self.client.unsaved:
            words = refused or phrase("table.no_file")
            self.say(phrase("table.still_not_saved"), words, self.keep_elsewhere)
        self._say_notices()

    def keep_elsewhere(self) -> None:
        """Choose another place for the game."""
        leaving.choose_place(self)

    def pause(self) -> None:
        """Stop the game, or let it go on."""
        refused = self.client.pause(not self.client.paused).refused
        if refused:
            self.say(phrase("table.says"), refused)
        self.renew()
        self._say_notices()

    def go_on(self) -> None:
        """Let the die or the bot try again."""
        self.client.door.halted = ""
        self.wait = 0.0

    def seats(self) -> None:
        """Show who plays which seat."""
        seats.show(self)

    def _show_strip(self) -> None:
        """Tell what stands in the way, and make room for it."""
        if not self.still and self.strip.show() and self.frame.rect.width:
            self.frame.place(self.frame.rect)
            self.frame.damage()

    def menu(self) -> None:
        """Show the card of what is not play."""
        cards.menu(self)

    def values(self) -> None:
        """Show the card of all values."""
        cards.values(self)

    def legend(self) -> None:
        """Show what each piece, mark, line and colour on the table means."""
        legend_card.show(self, self.area)

    @property
    def held(self) -> bool:
        """Whether bots and dice wait until a lesson is read."""
        return self.lesson.holds and not self.client.telling

    @property
    def lesson_words(self) -> str:
        """What the menu calls the lesson of this game: to take it up, or to leave it."""
        if self.lesson.lesson is not None:
            return phrase("lesson.leave")
        return phrase("lesson.take_up") if self.lesson.guide is not None else ""

    def learn(self) -> None:
        """Take the lesson of this game up, or leave it."""
        if self.lesson.lesson is not None:
            self.lesson.leave()
        else:
            self.lesson.resume()

    def deals(self) -> None:
        """Show the card of deals in force."""
        cards.deals(self)

    def standing(self) -> None:
        """Show the card of how all stand, and what is certain to come."""
        cards.standing(self)

    @property
    def at_council(self) -> bool:
        """Whether the viewer is asked at a council."""
        return self.covers.at_council

    def council(self) -> None:
        """Open the council at which the viewer is asked."""
        self.covers.open_council()

    def later(self) -> Mapping[tuple[str, str], object]:
        """What values of places would be by what is chosen; else what they surely will be."""
        option = self.choosing.option
        if option is not None and not self.client.telling:
            return ghosts(self.client.preview(option.move.id))
        found: dict[tuple[str, str], object] = {}
        for (place, value), by in self.client.outlook.ahead.changes.items():
            now = self.client.value(value, place)
            if isinstance(now, int):
                found[value, place] = now + by
        return found

    def chances(self) -> Mapping[ValueAt, Sequence[Odds]]:
        """What values of places may come to by what falls in what is chosen."""
        option = self.choosing.option
        if option is None or self.client.telling:
            return {}
        return odds_of(self.client.preview(option.move.id))

    def layers(self) -> None:
        """Show the card of the map's layers."""
        cards.layers(self)

    def show_layer(self, layer: str) -> None:
        """Show a layer on the map, or none."""
        self.area.show_layer(layer)

    def toggle_pieces(self) -> None:
        """Hide or show all pieces."""
        self.area.hide_pieces()

    # The curtain

    def hand_over(self) -> None:
        """Let the next person be asked: aloud where that will do, else behind the curtain."""
        self.covers.hand_over()

    def lift(self, seat: str) -> None:
        """The next person sits: from here on the window has their eyes."""
        self.client.viewer = seat
        self.curtained, self.covers.floor = False, None
        self.window.root.explains = self.help
        self.telling.rest()
        # What the one before looked at may be what they chose in secret.
        self.selected = board.weakest(self.client, self.look)
        self.renew()
        self.window.root.pop()
        cards.news(self)

    # Time

    def update(self, seconds: float) -> bool:
        self.clock += seconds
        self.client.door.look()
        if self._time_was_up(seconds):
            return True
        if self.curtained:
            # A card may lie over it: whether to leave a game that is not saved.
            return self.covers.tick(seconds)
        self._show_strip()
        at_council = self.covers.tick(seconds)
        moving = self.area.tick(int(self.clock * 1000)) or self.area.banner.moving or at_council
        if self._rush is not None:
            self._rush_on()
            if self.client.thinking is None:
                return True
        if self._stale:
            self._stale.pop()()
            self.telling.steer()
            return True
        # A lesson speaks of what was told, and not of what is still to be.
        if self.client.telling:
            self.lesson.watch(self.frame, self.area)
        elif self.lesson.follow(self.frame, self.area):
            self.panel.show_foot()
            self.telling.steer()
        if not self.lesson.on:
            self.telling.turn_up()
        if self.held:
            return moving
        if self.still or self.in_dialog:
            return self.hints.tick() or moving
        if not self.lesson.on and self.client.mine and self.covers.offer_council():
            return True
        if not moving:
            self._look_ahead()
        self.telling.think()
        if self._rush is not None:
            return True
        if self.telling.tick(seconds) or self.client.idle:
            return moving or not self.client.idle or not self.telling.play.told
        self.wait -= seconds
        if self.wait <= 0:
            self.step_now()
        return True

    def _time_was_up(self, seconds: float) -> bool:
        """Whether the usual was just done for whoever had no time left: the next one is called."""
        self._timed += seconds
        if self._timed < TIMED or self.still or self.client.telling:
            return False
        self._timed = 0.0
        rang, moved = self.client.keep_time()
        if rang:
            self.telling.sounds.play("alarm")
        if moved:
            # What was half done belongs to a question that is asked no more.
            self.window.go("table")
        return moved

    def _look_ahead(self) -> None:
        """Work out a little of what is certain to come, then of what others could do."""
        found = self.client.outlook.step()
        if found:
            self.area.foretell()
            self.panel.foretell()
        elif found is None:
            self._watch_others()

    def _watch_others(self) -> None:
        """Work out a little of what others could do at the place that one looks at."""
        client, option, area = self.client, self.choosing.option, self.area
        if not client.settled or client.over:
            return
        if self.selected and (option is not None or self.panel.beneath.shown == "others"):
            move = option.move.id if option is not None else None
            if client.threats.step(self.selected, area.lying(self.selected), move):
                self.panel.foretell()
        if area.pointed and client.threats.step(area.pointed, area.lying(area.pointed)):
            self.window.root.retip()

    def step_now(self) -> None:
        """Let chance or a bot take one step, and tell it."""
        if self.client.step() is None:
            if self.client.thinking is None:
                self.renew()  # what stands in the way is told
            return
        # What is told stands as long as it takes to read; what is not takes no time.
        self.wait = 0.0 if self.telling.tells else STEP / self.window.theme.speed
        self.happened()

    def happened(self) -> None:
        """Something was done: it is told first, where it is to be told, and then it stands."""
        if not self.telling.hear():
            self._after_step()
        else:
            # What was asked is answered: that is told now.
            self.choosing = Choosing()

    def told(self) -> None:
        """All that has happened was told: the table stands as it is now."""
        self.wait = 0.0
        self._after_step()

    def after_end(self) -> None:
        """Show that the game is over, after a last word before all."""
        self.ended = False
        self._after_step()

    def _say_notices(self) -> None:
        for words in self.client.keeping.take_notices():
            self.say(phrase("table.note"), words)

    def _after_step(self) -> None:
        """Show what a step changed, one part of the window a frame, so that none is long."""
        client = self.client
        before, self.round = self.round, client.round()
        self._show_strip()
        self._say_notices()
        ended = client.over and not self.ended
        if ended or client.mine:
            self.telling.sounds.play("end" if ended else "turn")
        self.ended = client.over
        self.choosing = Choosing()
        # The last is done first; the card of the round comes when the table behind it is new.
        self._stale = [self.panel.show, self.bar.refresh, self.area.show, self._ask]
        if before and (before != self.round or ended):
            self._stale.insert(0, partial(cards.assessed, self, before))

    # Keys

    def helps(self, event: pygame.event.Event) -> bool:
        return not self.curtained and super().helps(event)

    def escape(self) -> None:
        if self.curtained:
            if not self.covers.on_top:
                self.close_dialog()
            elif self.covers.floor is not None or self.covers.waits:
                title, note = phrase("card.to_title"), phrase("floor.leave")
                self.ask(title, note, phrase("floor.leave_it"), self.leave)
            return
        if not self.close_dialog() and not self.area.leave():
            if self.choosing.begun:
                self.back()
            else:
                self.menu()

    def key(self, event: pygame.event.Event) -> bool:
        if self.curtained or self.in_dialog:
            return False
        if key_symbol(event) == "/" or key_name(event) == "Ctrl+F":
            return self.panel.find_search()
        if key_name(event) == ",":
            self.telling.slower()
            return True
        if key_name(event) == "Y":
            self.area.next_layer()
            return True
        if key_name(event) == "H":
            self.toggle_pieces()
            return True
        return self.area.key(event)
