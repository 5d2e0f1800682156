"""The side panel: the chosen place, what is asked, actions or targets, the preview, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.story.answers import question
from game.ui import wording
from game.ui.screens.beneath import Beneath
from game.ui.screens.board_card import BoardCard
from game.ui.screens.choice_detail import detail
from game.ui.screens.choice_lists import GLANCE, ChoiceLists
from game.ui.screens.odds_card import odds_card
from game.ui.screens.offer import offer_card
from game.ui.screens.space import PlaceCard
from game.ui.theme import ACCENT, LINE, PANEL
from game.ui.widgets import Box, Button, Fold, Rule, Scroll, Split, Text, Widget
from game.ui.widgets.field import Field
from game.ui.widgets.wrap import Spread

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl

#: A panel lower than this, at the normal size of text, is short of room.
LOW = 620
#: And one lower than this of almost any.
LOWEST = 400
#: One higher than this has room for more words.
TALL = 820


class Panel(Box):
    """The right of the table, as wide as the window allows; its parts never move."""

    def __init__(self, screen: TableControl) -> None:
        self.screen, self.client, self.look = screen, screen.client, screen.look
        self.space = PlaceCard(self.client, self.look)
        self.prompt = Text("", size="body", role="bold", tint=ACCENT, name="prompt", grow=1)
        self.hint = Button(
            "", screen.hints.ask, key="W", icon_name="bot", size="small", name="hint"
        )
        asked = Box(self.prompt, self.hint, across=True, gap=0.75, centre=True)
        self.offer = Box(name="offers")
        self.work = Box(gap=1, grow=1, name="work")
        self.foot = Spread(gap=1, name="foot")
        #: The log, what is certain to come, or what others could do.
        self.beneath = Beneath(screen, lambda: self._searched(""))
        self.search = Field(
            phrase("panel.search", key=screen.window.settings.keys.shown("Ctrl+F", screen.keys)),
            self._searched,
            entered=self._first,
            name="search",
        )
        self.lists = ChoiceLists(screen, self.search)
        self._worded: wording.Worded = {}
        self._asked: object = None
        self._scroll: Scroll | None = None
        self.board = BoardCard()
        head: list[Widget] = [self.space, Rule()] if self.client.places else []
        if self.client.boards:
            head = [self.board]
        parts = Box(*head, self.offer, asked, self.work, gap=1.1)
        super().__init__(
            Fold(parts, self.work, name="folded"), self.foot, gap=1.1, pad=1.75, name="side"
        )

    def measure(self, width: int) -> tuple[int, int]:
        theme, window = self.theme, self.root.size[0] if self.root else 1920
        share = min(0.255 * theme.scale / theme.usual, 0.45)
        least = min(theme.dot(380), round(window * 0.45))
        return (max(least, min(round(window * share), theme.px(470))), 0)

    def place(self, rect: pygame.Rect) -> None:
        # In a low window, with large text, or where something else than a place is asked for, the
        # choices need the room of the equation's legend, and in a very low one of all of it.
        theme = self.theme
        low = rect.height < theme.px(LOW) or self._elsewhere()
        tall = rect.height >= theme.px(TALL)
        self.space.shorten(low, rect.height < theme.px(LOWEST), tall)
        super().place(rect)

    def _elsewhere(self) -> bool:
        """Whether the question is not about places."""
        choosing = self.screen.choosing
        asked = choosing.choosing and not choosing.acting
        return asked and not any(t in self.client.places for t in choosing.stage())

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(PANEL, self.rect)
        surface.fill(LINE, (self.rect.x, self.rect.y, 1, self.rect.height))

    # What is shown

    def show(self) -> None:
        """Bring every part in line with what the viewer sees and has chosen."""
        choosing = self.screen.choosing
        step = len(choosing.picked) - (choosing.option is not None)
        asked = (self.client.viewer, self.client.n, choosing.action, step)
        if asked != self._asked:
            self._asked, self.search.words = asked, ""
            # Of many that lie on a board it shows which are not possible, and says why.
            many = choosing.choosing and self.lists.count() > GLANCE
            self.lists.only_open = many and bool(self.client.boards)
            self._scroll = None
        self._tell_place()
        near = (Text(line, size="small", tint=ACCENT) for line in self.client.nearing)
        self.offer.refill(*offer_card(self.client), *self._to_council(), *near)
        self._show_prompt()
        self._show_work()
        self._show_foot()
        self.relay()
        # What is still being told is not in the log before it was.
        past = [n for n in self.client.log() if n.n <= self.screen.telling.play.heard]
        self.beneath.log.show(wording.log_lines(self.client, past, self._worded))

    def forget(self) -> None:
        """Write the log anew: other eyes read it from here on."""
        self._worded.clear()

    def _to_council(self) -> list[Widget]:
        """The way to the council, where the viewer is asked at one."""
        if not self.screen.at_council:
            return []
        act, words = self.screen.council, phrase("council.open_it")
        return [Button(words, act, key="K", icon_name="handshake", size="small", name="council")]

    def show_place(self) -> None:
        """Tell of the selected place."""
        self._tell_place()
        self.beneath.tell()
        self.relay()

    def _tell_place(self) -> None:
        if self.client.places:
            self.space.show(self.screen.selected, self.screen.later(), self.screen.chances())
        if self.client.boards:
            self.board.show(self.screen.place_lines(self.screen.selected))

    def relay(self) -> None:
        """Lay the panel out again after its words changed."""
        if self.rect.width:
            self.place(self.rect)
            self.damage()

    def show_foot(self) -> None:
        """Bring the buttons at the foot in line with what goes on."""
        self._show_foot()
        self.relay()

    def find_search(self) -> bool:
        """Put the keyboard into the search; False when there is none now."""
        if self.root is None or not any(w is self.search for w in self.walk()):
            return False
        self.root.set_focus(self.search, keyboard=False)
        return True

    def _searched(self, _: str) -> None:
        self._show_work()
        self.relay()

    def _toggle_open(self) -> None:
        self.lists.only_open = not self.lists.only_open
        self._searched("")

    def _first(self) -> None:
        """Enter in the search takes the first button that can be used."""
        for widget in self.work.walk():
            if isinstance(widget, Button) and widget.enabled and ":" in widget.name:
                self.search.words = ""
                if self.root is not None:
                    self.root.set_focus(None, keyboard=False)
                widget.activate()
                return

    # The question

    def _show_prompt(self) -> None:
        client, choosing = self.client, self.screen.choosing
        if client.over and not client.telling:
            words = phrase("game.over")
        elif client.paused:
            words = phrase("table.paused")
        elif client.door.halted:
            words = phrase("table.halted_prompt")
        elif not client.mine:
            words = self._waiting_words()
        elif not client.acting:
            asked = client.pending.question or wording.procedure_name(client, client.pending.script)
            words, _ = question(asked)
            if choosing.group:
                group = wording.member_name(client, choosing.group)
                words = phrase("panel.group", question=words.rstrip("."), group=group)
        elif choosing.action:
            words = self._choose_words()
        else:
            words = client.pending.question or phrase("panel.your_action")
        self.prompt.set(words)
        self.hint.visible = self.screen.hints.offered
        self.hint.tip = phrase("hint.ask")
        # What is not offered leaves its key to whoever else means something by it.
        self.hint.hot_keys = ("W",) if self.hint.visible else ()

    def _waiting_words(self) -> str:
        pending = self.client.pending
        if self.client.telling:
            return phrase("panel.telling")
        if pending.seat is not None and pending.seat in self.client.humans:
            return phrase("panel.turn_done", seat=wording.short(self.client, pending.seat))
        chance = phrase("panel.chance")
        who = wording.short(self.client, pending.seat) if pending.seat else chance
        return phrase("panel.decides", seat=who)

    def _choose_words(self) -> str:
        choosing = self.screen.choosing
        info = self.client.action(choosing.action)
        so_far = [info.name if info else choosing.action]
        so_far += [wording.member_name(self.client, t) for t in choosing.picked]
        words = " · ".join(so_far)
        if choosing.option is not None:
            return phrase("panel.confirm_or_again", chosen=words)
        have, asked = len(choosing.picked), self.client.asked(choosing.action)
        if len(asked) < 2:
            return phrase("offer.which", chosen=words, what=asked[have])
        number, total = have + 1, len(asked)
        return phrase("offer.which_of", chosen=words, what=asked[have], number=number, total=total)

    # What may be chosen

    def _show_work(self) -> None:
        aside = self.screen.telling.aside
        if self.screen.foot():
            # Nothing can be chosen.
            self.work.refill(self.beneath.widget())
        elif aside:
            told = Scroll(Box(*aside, gap=0.75), name="aside")
            self.work.refill(Rule(), Split(told, self.beneath.widget(), 1.0))
        elif self.screen.choosing.choosing:
            listed = self.lists.listed()
            shown = Box(self.lists.targets(listed), *self.lists.meanings(listed), gap=1)
            targets, below = self._list(shown), detail(self.screen)
            # Before anything is chosen there is nothing to say below, but what has happened.
            lower = Scroll(below) if below else self.beneath.widget()
            parts = Split(targets, lower, 0.68 if below else 1.0)
            self.work.refill(*self._finder(self.lists.count()), parts)
        else:
            actions, count = self.lists.actions()
            odds = odds_card(self.screen)
            lower = Scroll(Box(Rule(), *odds, gap=1)) if odds else self.beneath.widget()
            # What is read instead of the log needs more room than its last lines.
            share = 1.0 if self.beneath.shown == "log" else 0.5
            self.work.refill(*self._finder(count), Split(self._list(actions), lower, share))

    def foretell(self) -> None:
        """More was found of what is certain to come, or of what others could do."""
        if self.screen.choosing.option is not None:
            self._searched("")
        elif self.beneath.tell():
            self.relay()

    def _list(self, child: Widget) -> Scroll:
        """A list that stays as far down as it was, while the same is asked."""
        made = Scroll(child, name="list")
        if self._scroll is not None:
            made.offset = self._scroll.offset
        self._scroll = made
        return made

    def _finder(self, count: int) -> list[Widget]:
        """The search and the switch to what is possible, where there is much to choose from."""
        if count <= GLANCE:
            return []
        self.search.grow = 1
        if not self.client.acting:
            return [Box(self.search, across=True)]
        switch = Button(
            phrase("panel.possible"),
            self._toggle_open,
            chosen=self.lists.only_open,
            size="small",
            name="only_open",
        )
        return [Box(self.search, switch, across=True, gap=0.75, centre=True)]

    # The foot

    def _show_foot(self) -> None:
        screen, client, choosing = self.screen, self.client, self.screen.choosing
        if own := screen.foot():
            self.foot.refill(*own)
            return
        nothing = "" if choosing.begun else phrase("panel.no_back")
        # Where there is nothing to go back from, Esc is left to the screen: it opens the menu.
        key = "Esc" if choosing.begun else ""
        back = Button(phrase("button.back"), screen.back, key=key, why_not=nothing, name="back")
        if client.over and not client.telling:
            go = _go(phrase("panel.result"), screen.finish)
        elif client.paused:
            go = _go(phrase("button.game_goes_on"), screen.pause, icon_name="play")
        elif client.door.halted:
            go = _go(phrase("button.who_plays"), screen.seats, icon_name="users")
        elif client.telling or not client.human_turn:
            # What is told is steered below; the keys stay as they are.
            held = not client.human_turn and screen.held
            why_not = phrase("lesson.held" if held else "panel.telling")
            go = _go(
                phrase("panel.confirm"), None, icon_name="check", key="", keys=(), why_not=why_not
            )
        elif not client.mine:
            go = _go(phrase("panel.hand_over"), screen.hand_over, icon_name="users")
        elif choosing.option is not None:
            go = _go(phrase("panel.confirm"), screen.confirm, icon_name="check")
        else:
            go = _go(
                phrase("panel.confirm"),
                None,
                icon_name="check",
                why_not=phrase("panel.choose_first"),
            )
        self.foot.refill(back, go)


def _go(
    words: str,
    act: object,
    *,
    key: str = "Enter",
    keys: tuple[str, ...] = ("Ctrl+Enter",),
    icon_name: str = "",
    why_not: str = "",
) -> Button:
    """The large button at the panel's foot."""
    return Button(
        words,
        act if callable(act) else None,
        key=key,
        keys=keys,
        icon_name=icon_name,
        why_not=why_not,
        primary=not why_not,
        name="go",
        grow=1,
        size="lead",
    )
