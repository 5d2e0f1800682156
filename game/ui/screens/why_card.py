"""The card that asks, after a choice and before it counts, why it was made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase
from game.rules import SCALE
from game.table import Rationale, read_line
from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.widgets.field import Field
from game.ui.widgets.wrap import Wrap

if TYPE_CHECKING:
    from game.rules import TagInfo
    from game.ui.screens.base import CardHost

#: The most letters of a line.
MOST = 400


class WhyCard:
    """What somebody says of one choice: a line, tags, how sure they are; all of it may be left."""

    def __init__(
        self,
        screen: CardHost,
        tags: tuple[TagInfo, ...],
        chosen: str,
        then: Callable[[Rationale | None], object],
    ) -> None:
        """Ask nothing yet.

        Args:
            screen: where the card is laid.
            tags: the tags that the scenario has.
            chosen: what was chosen, in words.
            then: is told what was said, None for nothing, and makes the choice count.
        """
        self._screen, self._tags, self._then = screen, tags, then
        self._chosen = chosen
        self._marked: list[str] = []
        self._sure: int | None = None
        self._chips = Box()
        self._marks = Box(across=True, gap=0.5, centre=True)
        self.field = Field(
            phrase("why.hint"),
            lambda _: None,
            entered=self._done,
            name="why",
            most=MOST,
            sign="",
            left=self._back,
        )

    def open(self) -> None:
        """Lay the card over the screen, ready to be typed in."""
        self._fill()
        body: list[Widget] = [
            *([Text(self._chosen, tint=MUTED, name="chosen")] if self._chosen else []),
            self.field,
            *([self._chips] if self._tags else []),
            self._marks,
            Text(phrase("why.note"), size="small", tint=MUTED),
        ]
        buttons = [
            Button(phrase("button.back"), self._back, key="Esc", name="no", grow=1),
            Button(
                phrase("why.play"),
                self._done,
                key="Enter",
                icon_name="check",
                primary=True,
                name="yes",
                grow=1,
            ),
        ]
        self._screen.open(dialog(phrase("why.title"), body, buttons, most=84, name="why_card"))
        self._screen.window.root.set_focus(self.field, keyboard=True)

    def _fill(self) -> None:
        chips = [
            Button(
                tag.name,
                partial(self._mark, tag.id),
                chosen=tag.id in self._marked,
                tip=tag.text,
                size="small",
                name=f"tag:{tag.id}",
            )
            for tag in self._tags
        ]
        self._chips.replace(Wrap(*chips, gap=0.75))
        sure = [
            Button(
                str(n),
                partial(self._be_sure, n),
                chosen=n == self._sure,
                size="small",
                name=f"sure:{n}",
            )
            for n in range(1, SCALE + 1)
        ]
        low = Text(phrase("why.sure_low"), size="small", tint=MUTED)
        high = Text(phrase("why.sure_high"), size="small", tint=MUTED)
        self._marks.replace(Text(phrase("why.sure"), size="small"), low, *sure, high)

    def _mark(self, tag: str) -> None:
        marked = self._marked
        self._marked = [t for t in marked if t != tag] if tag in marked else [*marked, tag]
        self._again(f"tag:{tag}")

    def _be_sure(self, n: int) -> None:
        self._sure = None if self._sure == n else n
        self._again(f"sure:{n}")

    def _again(self, focus: str) -> None:
        """Show what is marked now, with the keyboard where it was."""
        self._fill()
        for part in (self._chips, self._marks):
            part.place(part.rect)
            part.damage()
        shown = (*self._chips.walk(), *self._marks.walk())
        root = self._screen.window.root
        found = next((w for w in shown if w.name == focus), self.field)
        root.set_focus(found, keyboard=root.keyboard)

    def _back(self) -> None:
        self._screen.close_dialog()

    def _done(self) -> None:
        said = read_line(self.field.words, self._tags)
        tags = [*dict.fromkeys([*said.tags, *self._marked])]
        sure = self._sure if said.confidence is None else said.confidence
        told = attrs.evolve(said, tags=tags, confidence=sure)
        self._screen.close_dialog()
        self._then(told if told != Rationale("", []) else None)
