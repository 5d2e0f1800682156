"""Help on a screen: what the words on it mean, and the rulebook over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.engine import Game
from game.table.glossary import Glossary, Named
from game.ui.keyset import BOOK
from game.ui.screens.book import BookPane
from game.ui.widgets.keys import key_name
from game.ui.widgets.words import plain

if TYPE_CHECKING:
    from game.rules import Rules
    from game.ui.widgets import Root

#: A tip tells so many letters of a page; the rest is read on the page.
BRIEF = 360


class Help:
    """Explains the words of one game on one screen: from its rules alone, whoever looks."""

    def __init__(self, root: Root, glossary: Callable[[], Glossary]) -> None:
        """Read nothing yet.

        Args:
            root: the tree over which the rulebook is laid.
            glossary: gives the pages when they are first asked for.
        """
        self._root, self._open_glossary = root, glossary

    @cached_property
    def glossary(self) -> Glossary:
        """The pages."""
        return self._open_glossary()

    @cached_property
    def _sentences(self) -> dict[str, list[Named]]:
        """The names that stand in the sentences that were shown."""
        return {}

    def named(self, words: str) -> Sequence[Named]:
        """The names that stand in a sentence, in order."""
        known = self._sentences
        if words not in known:
            known[words] = self.glossary.named(words)
        return known[words]

    def whole(self, words: str) -> str:
        """The key of what words name that are a name and nothing else; empty for others."""
        return self.glossary.whole(words)

    def explain(self, key: str) -> str:
        """What a thing is, in marked-up words: its name and kind, and how its page begins."""
        page = self.glossary.pages.get(key)
        if page is None:
            return ""
        head = f"{{*{plain(page.name)}}}  {{~{plain(self.glossary.kind(key))}}}"
        told = plain("\n".join(page.lines))
        if len(told) > BRIEF:
            told = told[:BRIEF].rsplit(" ", 1)[0] + " …"
        top = self._root.top
        key = BOOK if top is None else self._root.show_key(BOOK, top)
        return "\n".join([head, told, phrase("book.tip", key=key)])

    def open(self, key: str = "") -> None:
        """Lay the rulebook over the screen, or turn to another page of it.

        Args:
            key: the page to open it at; its beginning without one.
        """
        top = self._root.top
        if not isinstance(top, BookPane):
            top = self._lay()
        if key in self.glossary.pages:
            top.go(key)

    def _lay(self) -> BookPane:
        root = self._root
        focus, keyboard, before = root.focus, root.keyboard, root.explains

        def close() -> None:
            if root.top is pane:
                root.pop()
            root.explains = before
            # The reader is back where they were, with the keyboard where it was.
            if focus is not None and focus.root is root:
                root.set_focus(focus, keyboard)

        pane = BookPane(self.glossary, close)
        root.explains = self
        root.push(pane)
        root.set_focus(pane.search, keyboard=False)
        return pane


def asks_for_help(event: pygame.event.Event) -> bool:
    """Whether a key that went down asks for the rulebook: F1, or the question mark."""
    if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT):
        return False
    return bool(key_name(event) == BOOK or getattr(event, "unicode", "") == "?")


@lru_cache(maxsize=4)
def _written(rules: Rules, scenario: str, options: tuple[tuple[str, str], ...]) -> Glossary:
    return Glossary(Game(rules, scenario, options=dict(options)))


def glossary_of(rules: Rules, scenario: str, options: Mapping[str, str] | None = None) -> Glossary:
    """The pages of a game that is not played yet.

    Args:
        rules: the rules.
        scenario: which scenario of them.
        options: how it is to be played where that is not as usual.
    """
    return _written(rules, scenario, tuple(sorted((options or {}).items())))
