"""A roll beside the board: what is added line by line, then the die falls, and what it comes to."""

from __future__ import annotations

import pygame

from game.catalogue import number_text, phrase
from game.rules.look import Colour
from game.story.rolls import Roll, RollPart
from game.ui import paint
from game.ui.theme import ACCENT, BAD, CARD, INK, LINE, MUTED, TEXT, mix
from game.ui.widgets import Widget
from game.ui.widgets.die import Die
from game.ui.widgets.tween import STILL, Tween

#: Seconds from one line to the next, and in which one comes.
_EACH, _COME = 0.22, Tween(0.2)


class RollCard(Widget):
    """Lines of a roll that come one after another; the die rolls until the last of them stands."""

    def __init__(self, roll: Roll, motion: bool) -> None:
        """Show a roll; `motion`: its lines come one by one."""
        super().__init__(name="roll")
        self.roll, self._elapsed = roll, 0.0
        self._come = _COME if motion else STILL
        self._die = Die(30, name="roll.die")
        self._die.throw(str(roll.die.value), False)
        self.add(self._die)
        if motion:
            self._die.hold()

    @property
    def moving(self) -> bool:
        """Whether something is still to come."""
        return bool(self._come.seconds) and self._elapsed < self._fallen + _COME.seconds

    @property
    def _fallen(self) -> float:
        """When the die falls."""
        return _EACH * (len(self.roll.parts) + 1) if self._come.seconds else 0.0

    @property
    def words(self) -> str:
        """All of it in words."""
        parts = [self.roll.die, *self.roll.parts]
        listed = [f"{self._named(part)} {number_text(part.value, plus=True)}" for part in parts]
        return ", ".join([*listed, f"{self.roll.total} {self.roll.step.name}"])

    def tick(self, seconds: float) -> None:
        """Let time pass."""
        if self.moving:
            self._elapsed += seconds
            if self._elapsed >= self._fallen:
                self._die.let_fall()
            self._die.tick(seconds)
            self.damage()

    def _named(self, part: RollPart) -> str:
        return part.words[:1].upper() + part.words[1:] or phrase("card.besides")

    def _row(self) -> int:
        return self.theme.px(26)

    def measure(self, width: int) -> tuple[int, int]:
        gap = self.theme.gap(1)
        rows = self._row() * (len(self.roll.parts) + 2) + gap
        return (width, rows + self.theme.px(44) + 2 * gap)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        row, side = self._row(), self.theme.px(30)
        top = rect.y + row * len(self.roll.parts) + (row - side) // 2 + 2
        self._die.place(pygame.Rect(rect.x, top, side, side))

    def draw(self, surface: pygame.Surface) -> None:
        row, y = self._row(), self.rect.y
        for n, part in enumerate(self.roll.parts):
            share = self._come.share(self._elapsed - n * _EACH)
            if share > 0:
                # Each comes from a little lower to where it stays.
                self._line(surface, part, y + round((1 - share) * row / 3))
            y += row
        side = self.theme.px(30)
        fallen = self._elapsed >= self._fallen
        px = self.theme.px("body")
        name = paint.text(self._named(self.roll.die), "text", px, TEXT)
        middle = y + row // 2 + 2
        surface.blit(name, name.get_rect(midleft=(self.rect.x + side + 10, middle)))
        if fallen:
            self._number(surface, number_text(self.roll.die.value, plus=True), middle, TEXT)
        y += row + self.theme.gap(1)
        surface.fill(LINE, (self.rect.x, y, self.rect.width, 1))
        self._scale(surface, pygame.Rect(self.rect.x, y, self.rect.width, 0), fallen)

    def _line(self, surface: pygame.Surface, part: RollPart, y: int) -> None:
        px, middle = self.theme.px("small"), y + self._row() // 2
        room = self.rect.width - self.theme.px(40)
        words = paint.fit(self._named(part), "text", px, room)
        drawn = paint.text(words, "text", px, MUTED)
        surface.blit(drawn, drawn.get_rect(midleft=(self.rect.x, middle)))
        tint = BAD if part.value < 0 else TEXT
        self._number(surface, number_text(part.value, plus=True), middle, tint)

    def _number(self, surface: pygame.Surface, words: str, y: int, tint: Colour) -> None:
        drawn = paint.text(words, "bold", self.theme.px("body"), tint)
        surface.blit(drawn, drawn.get_rect(midright=(self.rect.right - 2, y)))

    def _scale(self, surface: pygame.Surface, top: pygame.Rect, fallen: bool) -> None:
        """What a sum comes to, zone by zone, with a mark at the sum so far."""
        roll, px = self.roll, self.theme.px("small")
        middle = top.y + self._row() // 2 + 4
        said = roll.total if fallen else roll.before
        words = roll.step.name if fallen else phrase("stage.so_far")
        drawn = paint.text(words, "bold", px, ACCENT if fallen else MUTED)
        surface.blit(drawn, drawn.get_rect(midleft=(top.x, middle)))
        self._number(surface, number_text(said), middle, ACCENT if fallen else MUTED)
        lows = [step.least for step in roll.steps if step.least is not None]
        if not lows:
            return
        first = min(1, roll.before)
        last = max(roll.before + max(6, roll.die.value), max(lows) + 1)
        cells = last - first + 1
        bar = pygame.Rect(top.x, middle + self._row() // 2 + 4, top.width, self.theme.px(20))
        step = bar.width / cells
        share = self._come.share(self._elapsed - self._fallen) if fallen else 0.0
        ends = [*(step_.least for step_ in roll.steps[1:]), last + 1]
        begin = first
        for n, (zone, end) in enumerate(zip(roll.steps, ends, strict=True)):
            left = bar.x + round((begin - first) * step)
            right = bar.x + round(((end or last) - first) * step) - 2
            spot = pygame.Rect(left, bar.y, max(4, right - left), bar.height)
            lit = fallen and zone is roll.step
            tone = mix(CARD, BAD, 0.12 + 0.5 * n / max(1, len(roll.steps) - 1))
            paint.box(surface, spot, tone if lit else mix(INK, tone, 0.45), None, 4)
            least = f" {zone.least}+" if zone.least is not None else ""
            name = paint.fit(f"{zone.name}{least}", "bold", self.theme.px("tiny"), spot.width - 6)
            tint = TEXT if lit else MUTED
            label = paint.text(name, "bold", self.theme.px("tiny"), tint)
            surface.blit(label, label.get_rect(center=spot.center))
            begin = end or last
        at = roll.before + roll.die.value * share
        x = bar.x + round((at - first + 0.5) * step)
        tip = self.theme.dot(6)
        points = [(x, bar.y - 1), (x - tip, bar.y - 2 - tip), (x + tip, bar.y - 2 - tip)]
        pygame.draw.polygon(surface, ACCENT, points)
