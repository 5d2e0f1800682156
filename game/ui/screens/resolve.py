"""The card of chance and of bots: the die, the rule's name, what came of it."""

from __future__ import annotations

import pygame

from game.catalogue import phrase
from game.ui import paint
from game.ui.theme import ACCENT, INK, LINE, MUTED, PANEL, TEXT
from game.ui.widgets import Box, Span, Text, Widget


class Die(Widget):
    """The outcome in a square; digits roll for a moment before they rest."""

    ROLL = 0.45

    def __init__(self) -> None:
        super().__init__(name="die")
        self.face = ""
        self.left = 0.0

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(64)
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        side = min(self.rect.width, self.rect.height)
        place = pygame.Rect(0, 0, side, side)
        place.center = self.rect.center
        paint.box(surface, place, (238, 232, 216), ACCENT, 12)
        face = self.face
        if self.left > 0 and face.isdigit():
            face = str(1 + int(self.left * 40) % 6)
        px = self.theme.px(34 if len(face) < 3 else 20)
        words = paint.text(face, "bold", px, INK)
        surface.blit(words, words.get_rect(center=place.center))


class Resolve(Widget):
    """Shown over the foot of the map while nobody at the table is asked."""

    def __init__(self) -> None:
        super().__init__(name="resolve")
        self.die = Die()
        self.rule = Text("", role="bold", tint=ACCENT, name="resolve.rule")
        self.ask = Text("", size="small", tint=MUTED)
        self.answer = Text("", size="lead", role="bold", name="resolve.answer")
        self.lines = Text("", size="small", lines=3)
        self._told: tuple[list[Span], list[Span]] = ([], [])
        words = Box(self.rule, self.ask, self.answer, self.lines, gap=0.35, grow=1)
        self.add(Box(self.die, words, across=True, gap=2, pad=2, fill=PANEL, edge=LINE, radius=12))

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.children[0].measure(width)[1])

    def show(
        self, rule: str, ask: str, answer: str, line: list[Span], *, dice: bool, rolls: bool
    ) -> None:
        """Tell one step; no `answer`: it is not shown; `rolls`: once the die has rolled."""
        said = answer or phrase("card.not_shown")
        self.rule.set([Span(rule, ACCENT, "bold")])
        self.ask.set([Span(ask, MUTED)])
        self._told = ([Span(said, TEXT, "bold")], line)
        self.die.face = answer if answer.isdigit() else "•" if answer else "?"
        self.die.visible = dice and (answer.isdigit() or not answer)
        self.die.left = Die.ROLL if rolls and self.die.visible else 0.0
        self._tell()

    def _tell(self) -> None:
        """Say what came of it; not before the die rests."""
        rolling = self.die.left > 0
        answer, line = self._told
        self.answer.set([Span("…", MUTED)] if rolling else answer)
        self.lines.set([] if rolling else line)

    def tick(self, seconds: float) -> None:
        """Let the die roll on."""
        if self.die.left > 0:
            self.die.left -= seconds
            self.die.damage()
            if self.die.left <= 0:
                self._tell()
