"""The shelf: other games that come with the program, and one's own rules file."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase, spoken
from game.resources import known_games
from game.rules import Rules, RulesError, ShelfGame, load_rules, shelf_game
from game.ui.backdrop import Backdrop
from game.ui.keyset import SHELF
from game.ui.screens import game_sheet
from game.ui.screens.base import Screen
from game.ui.screens.common import foot, learn_button
from game.ui.screens.shelf_cards import KINDS, MARKS, GameCard, Sieve, Traits, block, matches
from game.ui.theme import ACCENT, BAD, LINE, MUTED, PANEL
from game.ui.widgets import (
    Box,
    Button,
    Columns,
    Flow,
    Grid,
    Scroll,
    Text,
    Widget,
    key_symbol,
)
from game.ui.widgets.dialog import dialog
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.ui.window import Window

#: A card is at least so wide, in pixels at a text size of 1.
CARD = 268
#: The most letters of a path.
LONGEST = 1000


@cache
def _loaded(ident: str) -> ShelfGame:
    """A game of the shelf, read once while the program runs."""
    return shelf_game(ident)


class ShelfScreen(Screen):
    """Cards at the left, the chosen game at the right; what is looked for above."""

    keys = SHELF

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._left = [*known_games()]
        self.games: dict[str, ShelfGame] = {}
        self.traits: dict[str, Traits] = {}
        self.refused: dict[str, str] = {}
        self.chosen = ""
        #: Whether the person chose; until then the first card is chosen.
        self._settled = False
        self.kind, self.marks = KINDS[0], set[str]()
        self._search = Field(phrase("shelf.find"), lambda _: self._filter(), name="search")
        self._path = Field(
            phrase("shelf.path"),
            lambda _: None,
            entered=self._open_own,
            name="path",
            most=LONGEST,
            sign="folder-open",
        )
        self._chips = Flow(least=17, gap=1)
        self._cards = Grid(columns=1, broad=CARD, gap=1.5)
        self._sheet = Box(gap=1.25, pad=2.5, fill=PANEL, edge=LINE)

    def build(self) -> Widget:
        head = Box(
            Text(phrase("title.other"), size="title", role="title", tint=ACCENT),
            Text(phrase("shelf.about"), tint=MUTED),
            gap=0.5,
        )
        self._show_chips()
        left = Scroll(Box(self._chips, self._cards, gap=2), grow=2.1, name="shelf")
        right = Scroll(self._sheet, name="sheet")
        words = phrase("button.back")
        back = Button(words, self.escape, key="Esc", icon_name="chevron-left", name="back")
        help_ = Text(phrase("shelf.keys"), tint=MUTED)
        self._columns = Columns(left, right, least=46, name="shelf.columns")
        column = Box(
            head,
            self._columns,
            foot(back, help_),
            gap=1.75,
            pad=3,
        )
        self._fill()
        return Backdrop(column, scene=None, veil=0, name="shelf.screen")

    # Loading

    def update(self, seconds: float) -> bool:
        root = self.window.root
        if root.keyboard and isinstance(root.focus, GameCard):
            self._choose(root.focus.game.id)
        if not self._left:
            return False
        self._load(self._left.pop(0))
        self._filter()
        return True

    def load_all(self) -> None:
        """Look at every game that is left at once, and not one a frame."""
        while self._left:
            self._load(self._left.pop(0))
        self._filter()

    def _load(self, ident: str) -> None:
        try:
            game = _loaded(ident)
            self.traits[ident] = Traits.of(game)
        except RulesError as error:
            self.refused[ident] = str(error.findings[0])
            return
        self.games[ident] = game

    # What is shown

    def _show_chips(self) -> None:
        here = list(self.traits.values())

        def chip(kind: Sieve, chosen: bool, act: partial[None]) -> Button:
            return Button(
                kind.words(),
                act,
                icon_name=kind.icon,
                note=str(sum(map(kind.holds, here))),
                chosen=chosen,
                name=f"chip:{kind.id}",
                size="small",
            )

        shown = [k for k in KINDS if k is KINDS[0] or any(map(k.holds, here))]
        kinds = [chip(k, k is self.kind, partial(self._pick_kind, k)) for k in shown]
        marks = [chip(k, k.id in self.marks, partial(self._turn_mark, k)) for k in MARKS]
        self._chips.replace(self._search, *kinds, *marks)

    def _fill(self) -> None:
        """Put the cards and the sheet of the chosen game in place."""
        asked = [self.kind, *(k for k in MARKS if k.id in self.marks)]
        found = [
            game
            for ident, game in sorted(self.games.items(), key=self._rank)
            if all(kind.holds(self.traits[ident]) for kind in asked)
            and matches(game, self._search.words)
        ]
        if found and (not self._settled or self.chosen not in [game.id for game in found]):
            self.chosen = found[0].id
        cards: list[Widget] = [
            GameCard(
                game,
                self.traits[game.id],
                partial(self._look_at, game.id),
                partial(self._prepare, game.id),
            )
            for game in found
        ]
        for card in cards:
            assert isinstance(card, GameCard)
            card.chosen = card.game.id == self.chosen
        if not found:
            words = phrase("shelf.looking" if self._left else "shelf.none")
            cards.append(Text(words, tint=MUTED, name="none"))
        for ident, words in self.refused.items():
            told = phrase("shelf.cannot_play", game=ident, why=words)
            cards.append(Text(told, size="small", tint=BAD))
        self._cards.replace(*cards)
        self._show_sheet()

    def _rank(self, item: tuple[str, ShelfGame]) -> tuple[bool, int, str]:
        """Boards come first, and short games."""
        ident, game = item
        return not self.traits[ident].board, game.minutes, game.rules.name

    def _show_sheet(self) -> None:
        parts: list[Widget] = []
        game = self.games.get(self.chosen)
        if game is not None:
            parts += game_sheet.parts(game, self.traits[game.id])
            parts.append(self._begin_button(game))
            rulebook = Button(
                phrase("shelf.rulebook"),
                lambda: game_sheet.rulebook(self, game),
                key="R",
                icon_name="book-open",
                name="rulebook",
            )
            its_file = Button(
                phrase("shelf.its_file"),
                lambda: game_sheet.its_file(self, game),
                key="F",
                icon_name="scroll-text",
                name="its_file",
            )
            learn = learn_button(self, game.rules)
            parts.append(Flow(*learn, rulebook, its_file, least=16, gap=1))
            parts += game_sheet.counted(game)
        self._sheet.replace(*parts, self._own())

    def _begin_button(self, game: ShelfGame, grow: float = 0.0) -> Button:
        return Button(
            phrase("shelf.prepare", game=game.rules.name),
            partial(self._prepare, game.id),
            key="Enter",
            icon_name="play",
            primary=True,
            size="lead",
            grow=grow,
            name="prepare",
        )

    def _own(self) -> Widget:
        """Where one's own rules are opened."""
        return block(
            Text(phrase("shelf.own"), role="bold"),
            Text(phrase("shelf.own_note"), size="small", tint=MUTED),
            self._path,
            Button(
                phrase("shelf.open"),
                self._open_own,
                key="O",
                icon_name="folder-open",
                name="open_own",
            ),
        )

    def _filter(self) -> None:
        keyboard, focus = self.window.root.keyboard, self.window.root.focus
        name = focus.name if focus is not None else ""
        self._show_chips()
        self._fill()
        self._lay_out()
        for widget in self.window.root.focusables():
            if widget.name == name:
                self.window.root.set_focus(widget, keyboard=keyboard)

    def _lay_out(self) -> None:
        """Give everything its place anew: what was filled may be higher than before."""
        layers = self.window.root.layers
        if layers:
            layers[0].place(layers[0].rect)
            layers[0].damage()

    # What its controls do

    def _pick_kind(self, kind: Sieve) -> None:
        self.kind = kind
        self._filter()

    def _turn_mark(self, kind: Sieve) -> None:
        self.marks ^= {kind.id}
        self._filter()

    def _look_at(self, ident: str) -> None:
        """Choose a game; where the window has no room beside the cards, tell of it on a card."""
        self._choose(ident)
        if self._columns.piled:
            game = self.games[ident]
            words = phrase("button.back")
            back = Button(words, self.close_dialog, key="Esc", grow=1, name="ok")
            body = [*game_sheet.parts(game, self.traits[ident]), *game_sheet.counted(game)]
            buttons = [back, self._begin_button(game, grow=1)]
            self.open(dialog(game.rules.name, body, buttons, most=80, name="about"))

    def _choose(self, ident: str) -> None:
        self._settled = True
        if ident == self.chosen:
            return
        self.chosen = ident
        for card in self._cards.children:
            if isinstance(card, GameCard):
                card.chosen = card.game.id == ident
                card.damage()
        self._show_sheet()
        self._lay_out()

    def _prepare(self, ident: str) -> None:
        self._take(self.games[ident].rules)

    def _take(self, rules: Rules) -> None:
        self.window.adopt(rules)
        self.window.go("setup")

    def _open_own(self) -> None:
        """Check the file that was named; play it, or tell what is wrong with it."""
        named = self._path.words.strip().strip("\"'")
        if not named:
            self.window.root.set_focus(self._path, keyboard=False)
            return
        try:
            rules = load_rules(Path(named).expanduser()).told_in(spoken())
        except RulesError as error:
            lines = [Text(str(finding), size="small") for finding in error.findings]
            words = phrase("button.back")
            close = Button(words, self.close_dialog, key="Esc", primary=True, grow=1, name="ok")
            title = phrase("shelf.file_refused")
            if len(lines) > 1:
                title = phrase("shelf.findings", count=len(lines))
            self.open(dialog(title, lines, [close], most=100, name="findings"))
            return
        self._take(rules)

    def key(self, event: pygame.event.Event) -> bool:
        if key_symbol(event) == "/":
            self.window.root.set_focus(self._search, keyboard=False)
            return True
        return False

    def escape(self) -> None:
        if not self.close_dialog():
            self.window.go("title")
