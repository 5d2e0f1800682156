"""The first screen: the map in the dark, and what one can begin."""

from __future__ import annotations

import pygame

from game.table import SavedGame, SaveInfo, attempt
from game.ui import paint
from game.ui.backdrop import Backdrop
from game.ui.screens import common
from game.ui.screens.base import Screen
from game.ui.theme import ACCENT, LINE, MUTED
from game.ui.widgets import Box, Button, Scroll, Spacer, Text, Widget


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

    def build(self) -> Widget:
        window, rules = self.window, self.window.rules
        saves, none = self._saves()
        column = Box(
            Spacer(grow=1),
            Text(rules.name, size="hero", role="title", tint=ACCENT, snug=True),
            Text(rules.text or "", size="lead"),
            Spacer(2),
            Button(
                "Continue",
                self._continue,
                key="C",
                icon_name="play",
                primary=True,
                size="lead",
                why_not="" if saves else none,
                refuse=self._nothing,
                tip=saves[0].path.stem if saves else "",
            ),
            Button("New game", self._new, key="N", icon_name="plus", size="lead"),
            Button(
                "Load", lambda: common.load(self), key="L", icon_name="folder-open", size="lead"
            ),
            Button(
                "Settings",
                lambda: common.show_settings(self),
                key="S",
                icon_name="settings",
                size="lead",
            ),
            Button("Credits", lambda: common.about(self), key="D", icon_name="info", size="lead"),
            Button("Quit", window.quit, key="Ctrl+Q", icon_name="log-out", size="lead"),
            Spacer(grow=1),
            Text(rules.disclaimer or "", size="small", tint=MUTED, name="disclaimer"),
            gap=1.25,
            pad=5,
        )
        left = _Left(name="title")
        left.add(Scroll(column))
        return Backdrop(left, scene=window.scene, veil=70)

    def enter(self) -> None:
        places = self.window.root.focusables()
        usable = [p for p in places if isinstance(p, Button) and p.enabled]
        if usable:
            self.window.root.set_focus(usable[0], keyboard=False)
        if lost := self.window.games.take_lost():
            self.say("The game's own file was refused", lost)

    def _saves(self) -> tuple[list[SaveInfo], str]:
        """The saves there are, those that load first, and why there are none.

        The newest come first among each.
        """
        listed = attempt(self.window.games.listed)
        found = sorted(listed.value or [], key=lambda info: not info.loads)
        return found, listed.words or "There is no game to go on with yet."

    def _continue(self) -> None:
        # They are looked for again: what was there, or could not be read, may have changed since.
        saves, none = self._saves()
        if saves:
            common.begin(self, SavedGame(saves[0].path), "This save cannot be loaded")
        else:
            self._nothing(none)

    def _nothing(self, none: str) -> None:
        if self._saves()[0]:
            self.window.go("title")
        else:
            self.say("Nothing to continue", none)

    def _new(self) -> None:
        self.window.go("setup")
