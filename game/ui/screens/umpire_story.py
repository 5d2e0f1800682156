"""The middle of the umpire's console: every line of the story, and a box to write a note."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from game.catalogue import phrase
from game.ui.screens.signs import ActingCap
from game.ui.screens.umpire_parts import StoryLine
from game.ui.widgets import Box, Button, Scroll, Text, Widget
from game.ui.widgets.field import Field
from game.umpire import MarkAct, written_note

if TYPE_CHECKING:
    from game.ui.screens.umpire_parts import ConsoleHost
    from game.umpire import StoryRow

#: So many lines are laid out at first, and so many more with each press.
_LINES: Final = 40
_ACTS: Final = ("inject", "override", "ruling", "order", "seat", "pause", "branch", "table")


class UmpireStory(Box):
    """The story, and what is written beside it.

    Attributes:
        chosen: which lines are shown: "all", "hidden", "notes" or "acts".
    """

    def __init__(self, screen: ConsoleHost) -> None:
        """Show all.

        Args:
            screen: the console.
        """
        self.screen, self.chosen, self._most = screen, "all", _LINES
        self._heads = Box(across=True, gap=0.75, centre=True)
        self._lines = Box(gap=0.75)
        self.scroll = Scroll(self._lines, name="story")
        self.note = Field(
            phrase("umpire.note"), lambda _: None, entered=self.write, name="note", most=400,
            sign="scroll-text", grow=1,
        )  # fmt: skip
        write = ActingCap("N", self.take_up, phrase("keys.umpire_note"), "note.key")
        mark = Button(
            phrase("umpire.mark"), self.mark, key="M", icon_name="flag", size="small", name="mark"
        )
        foot = Box(self.note, write, mark, across=True, gap=1, centre=True)
        title = Text(phrase("umpire.story"), role="bold")
        super().__init__(title, self._heads, self.scroll, foot, gap=1, pad=1.5, name="umpire.story")

    def take_up(self) -> None:
        """Put the keyboard into the note."""
        if self.root is not None:
            self.root.set_focus(self.note)

    def write(self) -> None:
        """File the note; its words that begin with # are the observer's codes."""
        note = written_note(self.note.words)
        if note.text and self.screen.file(note):
            self.note.words = ""

    def mark(self) -> None:
        """Mark the last moment, with what stands in the note."""
        if self.screen.file(MarkAct(self.note.words.strip())):
            self.note.words = ""

    def _fits(self, row: StoryRow, which: str) -> bool:
        if which == "hidden":
            return row.hidden
        if which == "notes":
            return row.kind in ("note", "bookmark")
        return which == "all" or row.kind in _ACTS

    def show(self) -> None:
        """Show the lines, the last one in sight."""
        rows = self.screen.umpire.desk.story

        def count(which: str) -> int:
            return sum(self._fits(row, which) for row in rows)

        heads = (
            ("all", phrase("umpire.all")),
            ("hidden", phrase("umpire.hidden", count=count("hidden"))),
            ("notes", phrase("umpire.notes", count=count("notes"))),
            ("acts", phrase("umpire.umpires", count=count("acts"))),
        )
        self._heads.refill(
            *(
                Button(
                    words, partial(self.choose, ident), chosen=ident == self.chosen,
                    size="small", quiet=ident != self.chosen, name=f"story:{ident}",
                )
                for ident, words in heads
            ),
            ActingCap("F", self.next, phrase("keys.umpire_filter"), "story.next"),
        )  # fmt: skip
        kept = [row for row in rows if self._fits(row, self.chosen)]
        lines: list[Widget] = [StoryLine(self.screen.umpire, row) for row in kept[-self._most :]]
        if len(kept) > self._most:
            earlier = Button(phrase("umpire.earlier"), self._earlier, size="small", name="earlier")
            lines.insert(0, earlier)
        self._lines.refill(*lines)
        if self.root is not None:
            self.place(self.rect)
            self.scroll.scroll_to(self.scroll.extent)
            self.damage()

    def choose(self, which: str) -> None:
        """Show other lines."""
        self.chosen, self._most = which, _LINES
        self.show()

    def next(self) -> None:
        """Show the next kind of lines."""
        ring = ("all", "hidden", "notes", "acts")
        self.choose(ring[(ring.index(self.chosen) + 1) % len(ring)])

    def _earlier(self) -> None:
        self._most += _LINES
        self.show()
        self.scroll.scroll_to(0)
