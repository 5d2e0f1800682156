"""The first screen: the map in the dark, and what one can begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import pygame

from game.catalogue import phrase
from game.table import SavedGame, SaveInfo, attempt, games
from game.ui import paint
from game.ui.backdrop import Backdrop
from game.ui.keyset import BOOK, TITLE
from game.ui.screens import common
from game.ui.screens.base import Screen
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.setup_parts import ScenarioPicture
from game.ui.theme import ACCENT, LINE, MUTED, PANEL
from game.ui.widgets import Box, Button, Grid, Scroll, Spacer, Text, Widget

#: Seconds for which saves are looked at: before the title is shown, in each frame after it, and
#: when one is asked for.
AT_FIRST: Final = 0.03
A_FRAME: Final = 0.005


class _Left(Widget):
    """A column at the left of the window, on glass."""

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        wide = min(max(self.theme.gap(58), rect.width // 3, self.theme.px(300)), rect.width)
        self.children[0].place(pygame.Rect(rect.x, rect.y, wide, rect.height))

    def draw(self, surface: pygame.Surface) -> None:
        box = self.children[0].rect
        surface.blit(paint.shade(box.size, 205), box.topleft)
        surface.fill(LINE, (box.right, box.y, 1, box.height))


class TitleScreen(Screen):
    """Continue, new, load, settings, credits, quit."""

    keys = TITLE

    def build(self) -> Widget:
        window, rules = self.window, self.window.home
        window.adopt(rules)
        self._refused = attempt(partial(window.games.listed, AT_FIRST)).words
        self._go_on = Button(
            phrase("title.continue"),
            self._continue,
            key="C",
            icon_name="play",
            primary=True,
            size="lead",
            refuse=self._nothing,
        )
        self._which = Text("", size="small", tint=MUTED, name="which", lines=3)
        self._picture = Box(name="continue.picture")
        self._picture.visible, self._pictured = False, ""
        self._show_games()
        learn = common.learn_button(self, rules, "lead", first=not window.games.shelf.rows)
        # Who never played here learns first; who did goes on.
        played = bool(window.games.shelf.rows)
        column = Box(
            Spacer(grow=1),
            Text(rules.name, size="hero", role="title", tint=ACCENT, snug=True),
            Text(rules.text or "", size="lead"),
            Spacer(2),
            *([] if played else learn),
            Box(
                self._picture,
                Box(self._go_on, self._which, gap=0.75, grow=1),
                across=True,
                gap=1.5,
                pad=1.25,
                fill=(*PANEL, 225),
                edge=LINE,
                centre=True,
                name="continue",
            ),
            Button(phrase("title.new"), self._new, key="N", icon_name="plus", size="lead"),
            *(learn if played else []),
            Grid(*self._others(), gap=1.25, whole=True),
            Spacer(grow=1),
            Text(rules.disclaimer or "", size="small", tint=MUTED, name="disclaimer"),
            gap=1.25,
            pad=5,
        )
        left = _Left(name="title")
        left.add(Scroll(column))
        return Backdrop(left, scene=window.scene, veil=70)

    def _others(self) -> list[Button]:
        """What else one can do here."""
        window = self.window
        rows: tuple[tuple[str, Callable[[], object], str, str], ...] = (
            (phrase("title.other"), lambda: window.go("shelf"), "O", "layers"),
            (phrase("title.load"), lambda: common.load(self), "L", "folder-open"),
            (phrase("replay.title"), lambda: common.replay(self), "R", "skip-forward"),
            (phrase("book.open"), self.open_book, BOOK, "circle-help"),
            (phrase("settings.title"), lambda: show_settings(self), "S", "settings"),
            (phrase("title.credits"), lambda: common.about(self), "D", "info"),
            (phrase("title.quit"), window.quit, "Ctrl+Q", "log-out"),
        )
        return [Button(words, act, key=key, icon_name=icon) for words, act, key, icon in rows]

    def enter(self) -> None:
        places = self.window.root.focusables()
        usable = [p for p in places if isinstance(p, Button) and p.enabled]
        if usable:
            self.window.root.set_focus(usable[0], keyboard=False)
        if problem := self.window.settings.take_problem():
            self.say(phrase("title.settings_unused"), problem)
        if lost := self.window.games.take_lost():
            self.say(phrase("title.file_refused"), lost)

    def update(self, seconds: float) -> bool:
        shelf = self.window.games.shelf
        if not shelf.left:
            return False
        shelf.more(A_FRAME)
        self._show_games()
        return True

    def _show_games(self) -> None:
        """Say at Continue which game it is, or why there is none."""
        shelf = self.window.games.shelf
        rows = shelf.rows
        going = games(rows)
        self._go_on.why_not = "" if going else self._refused or _none(rows)
        words = common.where(self, going[0]) if going else self._go_on.why_not
        self._show_picture(going[0] if going else None)
        if shelf.left:
            words = f"{words} {phrase('title.looking', count=shelf.left)}".strip()
        self._go_on.tip = str(going[0].path) if going else ""
        if self._which.words != words:
            self._which.set(words)
        self._go_on.damage()

    def _show_picture(self, game: SaveInfo | None) -> None:
        """Show the part of the map, or the board, of the game that goes on."""
        rules = self.window.home
        known = {scenario.id for scenario in rules.scenarios}
        own = game is not None and game.rules_name == rules.name and game.scenario in known
        scenario = game.scenario if game is not None and own else ""
        if scenario == self._pictured:
            return
        self._pictured = scenario
        drawn = ScenarioPicture(rules, self.window.scene, scenario, (104, 104))
        self._picture.visible = bool(scenario)
        self._picture.replace(*([drawn] if scenario else []))

    def _look_again(self) -> None:
        """Look once more: what was there, or could not be read, may have changed since."""
        self._refused = attempt(partial(self.window.games.listed, common.AT_A_PRESS)).words
        self._show_games()

    def _continue(self) -> None:
        self._look_again()
        going = games(self.window.games.shelf.rows)
        if going:
            common.begin(self, SavedGame(going[0].path), phrase("saves.cannot_load"))
        else:
            self._nothing(self._go_on.why_not)

    def _nothing(self, none: str) -> None:
        self._look_again()
        if self._go_on.why_not:
            self.say(phrase("title.nothing"), self._go_on.why_not)

    def _new(self) -> None:
        self.window.go("setup")


def _none(rows: Sequence[SaveInfo]) -> str:
    """Why there is no game to go on with."""
    if any(row.finished for row in rows):
        return phrase("title.all_over")
    if rows:
        return phrase("title.none_loads")
    return phrase("title.no_game")
