"""The head of the side panel where the rules have a board: the place that is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from game.ui.theme import MUTED
from game.ui.widgets import Box, Text, spans


class BoardCard(Box):
    """A place's name, ground and what stands there; nothing while no place is looked at."""

    def __init__(self) -> None:
        self.title = Text("", size="head", role="title", lines=1, name="space.title")
        self.lines = Text("", size="small", tint=MUTED, lines=2, name="space.lines")
        super().__init__(self.title, self.lines, gap=0.5)
        self.visible = False

    def show(self, lines: Sequence[str]) -> None:
        """Tell of a place in marked-up lines, its name the first; of none, nothing."""
        self.visible = bool(lines)
        if lines:
            self.title.set(spans(lines[0]))
            self.lines.set(spans("  ·  ".join(lines[1:]), MUTED))
