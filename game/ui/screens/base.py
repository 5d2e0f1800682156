"""What every screen is: a tree to build, time to pass, keys it knows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Protocol

import pygame

from game.catalogue import phrase
from game.ui.keyset import EVERYWHERE
from game.ui.screens.help import Help, asks_for_help, glossary_of
from game.ui.widgets import Button, Text, Widget, spans
from game.ui.widgets.dialog import dialog

if TYPE_CHECKING:
    from game.table.glossary import Glossary
    from game.ui.window import Window


class CardHost(Protocol):
    """Where a card can be laid: what a card knows of the screen below it."""

    window: Window
    keys: str

    @property
    def in_dialog(self) -> bool:
        """Whether a card lies over it."""
        ...

    def open(self, card: Widget) -> None:
        """Lay a card over the screen and put the keyboard in it."""
        ...

    def close_dialog(self) -> bool:
        """Take the topmost card off; True if there was one."""
        ...

    def rescale(self) -> None:
        """The size of text, or of what stands on boards, was changed."""
        ...

    def respeak(self) -> None:
        """Say everything anew, in another language; cards are taken off."""
        ...

    def say(self, title: str, words: str, then: Callable[[], None] | None = None) -> None:
        """Show a card with a message and one button."""
        ...

    def ask(self, title: str, words: str, yes: str, act: Callable[[], None]) -> None:
        """Show a card with a question, its answer, and a way back."""
        ...


class Screen:
    """One screen of the window."""

    #: Whose keys may be chosen here, as `KeyAct` has it.
    keys = EVERYWHERE

    def __init__(self, window: Window) -> None:
        """Remember the window."""
        self.window = window

    def build(self) -> Widget:
        """The tree of widgets."""
        raise NotImplementedError

    def enter(self) -> None:
        """The screen has been shown."""

    # Help

    @property
    def help(self) -> Help | None:
        """Who explains the words that are shown while no rulebook is open; nobody, as a rule."""
        return None

    def glossary(self) -> Glossary:
        """The pages of the rulebook that belongs to what is shown."""
        rules = self.window.rules
        return glossary_of(rules, rules.scenarios[0].id)

    def open_book(self, key: str = "") -> None:
        """Lay the rulebook over the screen.

        Args:
            key: the page to open it at; its beginning without one.
        """
        (self.help or Help(self.window.root, self.glossary)).open(key)

    def helps(self, event: pygame.event.Event) -> bool:
        """Open the rulebook, at what is pointed at, where a key asks for it; else False."""
        if not asks_for_help(event):
            return False
        self.ask_help()
        return True

    def ask_help(self) -> None:
        """Open the rulebook at what the keyboard or the pointer is on."""
        self.open_book(self.window.root.topic())

    def rescale(self) -> None:
        """The size of text was changed."""

    def respeak(self) -> None:
        """Say everything anew, in another language; cards are taken off."""
        self.window.root.show(self.build())

    def catch_up(self) -> None:
        """Show at once what is still to be shown."""

    @property
    def looker(self) -> Hashable:
        """Who looks at the screen: what one of them began to press ends before another looks."""
        return None

    def update(self, seconds: float) -> bool:
        """Let time pass; True while something moves."""
        return False

    def escape(self) -> None:
        """What the Escape key does when no widget takes it."""
        self.close_dialog()

    def key(self, event: pygame.event.Event) -> bool:
        """A key that no widget took; True if the screen knows it."""
        return False

    # Dialogs

    @property
    def in_dialog(self) -> bool:
        """Whether a card lies over the screen."""
        return len(self.window.root.layers) > 1

    def close_dialog(self) -> bool:
        """Take the topmost card off; True if there was one."""
        if self.in_dialog:
            self.window.root.pop()
            return True
        return False

    def say(self, title: str, words: str, then: Callable[[], None] | None = None) -> None:
        """Show a card with a message and one button."""

        def close() -> None:
            self.close_dialog()
            if then is not None:
                then()

        go_on = phrase("button.go_on")
        ok = Button(go_on, close, key="Enter", keys=("Space",), primary=True, name="ok", grow=1)
        self.open(dialog(title, [Text(spans(words))], [ok], most=64))

    def ask(self, title: str, words: str, yes: str, act: Callable[[], None]) -> None:
        """Show a card with a question, its answer, and a way back."""

        def agree() -> None:
            self.close_dialog()
            act()

        buttons = [
            Button(phrase("button.back"), self.close_dialog, key="Esc", name="no", grow=1),
            Button(yes, agree, key="Enter", primary=True, name="yes", grow=1),
        ]
        self.open(dialog(title, [Text(spans(words))], buttons, most=64))

    def open(self, card: Widget) -> None:
        """Lay a card over the screen and put the keyboard in it."""
        card.acts = card.acts or self.keys
        self.window.root.push(card)
        places = self.window.root.focusables()
        if places:
            self.window.root.set_focus(places[-1], keyboard=False)
