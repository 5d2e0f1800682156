"""Forms of the umpire's console by which something happens: of the library, or of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui.screens.umpire_page import LONG, FormPage
from game.ui.theme import MUTED
from game.ui.widgets import Button, Flow, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.umpire import InjectCard, UmpireAct


class InjectForm:
    """Injects of the library."""

    def __init__(self, page: FormPage) -> None:
        """Fill nothing in yet.

        Args:
            page: the page that it is on.
        """
        self._page = page
        self.chosen, self.sought = "", ""
        self.of: tuple[str, ...] = ()
        self._search = Field(phrase("umpire.find_inject"), self._find, name="inject.find", grow=1)

    def _find(self, words: str) -> None:
        self.sought = words.strip().casefold()
        self._page.show()

    def _cards(self) -> list[InjectCard]:
        found = self._page.desk.injects
        return [c for c in found if self.sought in f"{c.title} {c.text}".casefold()]

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        cards = self._cards()
        card = next((c for c in cards if c.id == self.chosen), None)
        if card is None and cards:
            card = cards[0]
            self.chosen = card.id
        # Those that make no sense now are listed where they are looked for.
        listed = cards if self.sought else [c for c in cards if c.choices] or cards
        found: list[Widget] = [self._search, Flow(*map(self._button, listed), least=21, gap=0.5)]
        if rest := len(cards) - len(listed):
            found.append(Text(phrase("umpire.not_now", count=rest), size="tiny", tint=MUTED))
        if card is None:
            return found
        ids = [choice.of for choice in card.choices]
        if self.of not in ids:
            self.of = ids[0] if ids else ()
        found.append(Text(card.text, size="small", bare=True))
        if card.label or card.source:
            told = " · ".join(filter(None, (card.label, card.source)))
            found.append(Text(told, size="tiny", tint=MUTED, bare=True))
        if len(ids) > 1:
            choices = [Choice(str(n), c.title) for n, c in enumerate(card.choices)]
            found.append(Dropdown(choices, str(ids.index(self.of)), self._choose, name="inject.of"))
        return found

    def _button(self, card: InjectCard) -> Widget:
        return Button(
            card.title,
            lambda: self._take(card.id),
            icon_name="radio",
            note=str(card.used) if card.used else "",
            chosen=card.id == self.chosen,
            why_not="" if card.choices else phrase("umpire.no_sense"),
            size="small",
            left=True,
            name=f"inject:{card.id}",
        )

    def _take(self, ident: str) -> None:
        self.chosen, self.of = ident, ()
        self._page.show()

    def _choose(self, at: str) -> None:
        card = next(c for c in self._page.desk.injects if c.id == self.chosen)
        self.of = card.choices[int(at)].of
        self._page.show()

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        card = next((c for c in self._page.desk.injects if c.id == self.chosen), None)
        if card is None or not card.choices:
            return None
        return self._page.desk.inject(self.chosen, self.of, self._page.why)

    @property
    def missing(self) -> str:
        """Why what is chosen cannot happen, where something is chosen."""
        card = next((c for c in self._page.desk.injects if c.id == self.chosen), None)
        return phrase("umpire.no_sense") if card is not None and not card.choices else ""

    def done(self) -> None:
        """It happened; it may happen again."""


class SpotForm:
    """An inject written on the spot."""

    missing = ""

    def __init__(self, page: FormPage) -> None:
        """Fill nothing in yet.

        Args:
            page: the page that it is on.
        """
        self._page = page

        def changed(_: str) -> None:
            page.look()

        self._title = Field(
            phrase("umpire.spot_title"), changed, name="spot.title", most=80, sign="radio"
        )
        self._text = Field(
            phrase("umpire.spot_text"), changed, name="spot.text", most=LONG, sign="scroll-text"
        )
        self._script = Field(
            phrase("umpire.spot_script"), changed, name="spot.script", most=LONG, sign="gavel"
        )

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        note = Text(phrase("umpire.spot_note"), size="tiny", tint=MUTED, bare=True)
        return [self._title, self._text, self._script, note]

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        if not self._title.words.strip() and not self._script.words.strip():
            return None
        title, text = self._title.words, self._text.words
        return self._page.desk.spot(title, text, self._script.words, self._page.why)

    def done(self) -> None:
        """The act was filed: begin anew."""
        for field in (self._title, self._text, self._script):
            field.words = ""
