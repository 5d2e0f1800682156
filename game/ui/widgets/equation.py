"""One place's equation: what is added, stacked against what is taken off, unit by unit."""

from __future__ import annotations

import attrs
import pygame

from game.catalogue import number_text, phrase
from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, BAD, CARD, GOOD, LINE, MUTED, TEXT, mix
from game.ui.widgets.base import Widget
from game.ui.widgets.nouns import NounReading, NounSpot, dotted, named_at


@attrs.frozen
class Part:
    """One addend: its name, size, look, and the words that set it off; none, if it is not.

    `later` is what it will be, or would be by what is chosen; None where that is not told. `odds`
    is what it may come to by what falls, each with how likely that is in words.
    """

    name: str
    value: int | None
    tint: Colour
    hatch: str = "none"
    accent: str = ""
    later: int | None = None
    odds: tuple[tuple[str, int], ...] = ()

    @property
    def grows(self) -> int:
        """By how much it will be more; less than 0 for less."""
        return 0 if self.later is None else self.later - (self.value or 0)


@attrs.frozen
class Sum:
    """A whole equation: parts against parts, and what they come to."""

    plus: tuple[Part, ...]
    minus: tuple[Part, ...]
    total: int | None
    state: str = ""


class Equation(Widget):
    """Stacked bars of equal units, one row for each side, and a legend with the numbers."""

    def __init__(self, *, name: str = "equation") -> None:
        super().__init__(name=name)
        self.sum: Sum | None = None
        #: Whether the names and numbers stand below the bars.
        self.legend = True
        self._reading = NounReading(self, self.spots)

    def spots(self) -> list[NounSpot]:
        """The names of its parts: where they are written, else where their bars are."""
        if self.sum is None:
            return []
        bar, row, gap = self._sizes()
        found: list[tuple[str, pygame.Rect]] = []
        count = len(self.sum.plus) + len(self.sum.minus)
        y = 2 * bar + 3 * gap
        row = max(row, (self.rect.height - y) // max(1, count))
        for n, (upper, part) in enumerate(self._parts()):
            place = pygame.Rect(0, y + n * row, self.rect.width, row)
            if not self.legend:
                place = pygame.Rect(0, 0 if upper else bar + gap, self.rect.width, bar)
            found.append((part.name, place))
        return named_at(self.root.explains if self.root else None, found)

    def _parts(self) -> list[tuple[bool, Part]]:
        """Its parts, each with whether it is added."""
        assert self.sum is not None, "an equation is shown"
        return [*((True, p) for p in self.sum.plus), *((False, p) for p in self.sum.minus)]

    def readable(self) -> bool:
        return bool(self.spots())

    def tip_spot(self) -> pygame.Rect:
        return self._reading.tip_spot()

    def topic(self) -> str:
        return self._reading.topic()

    def activate(self) -> None:
        self._reading.go(self._reading.spot())

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_UP, pygame.K_DOWN):
            return self._reading.step(1 if event.key == pygame.K_DOWN else -1)
        return self._reading.handle(event)

    def show(self, value: Sum | None) -> None:
        """Draw this equation."""
        if value != self.sum:
            self.sum = value
            self.damage()

    def tooltip(self) -> str:
        if self.sum is None:
            return ""
        # Where the names are not written, the pointer is told of the whole sum.
        if (self.legend or self._reading.by_key) and (told := self._reading.tip()):
            return told
        parts = [f"{p.name} {_number(p.value)}" for p in self.sum.plus]
        less = [f"{p.name} {_number(p.value)}" for p in self.sum.minus]
        plus, total = " + ".join(parts), _signed(self.sum.total)
        return phrase("panel.against", plus=plus, minus=", ".join(less), total=total)

    def _sizes(self) -> tuple[int, int, int]:
        t = self.theme
        return t.px(26), t.px(22), t.gap(0.75)

    def measure(self, width: int) -> tuple[int, int]:
        if self.sum is None:
            return (width, self.room(0))
        return (width, self.room(max(len(self.sum.plus), 1) + len(self.sum.minus)))

    def room(self, parts: int) -> int:
        """The height that an equation of so many parts takes."""
        bar, row, gap = self._sizes()
        return 2 * bar + gap + (3 * gap + parts * row if self.legend else 0)

    def draw(self, surface: pygame.Surface) -> None:
        if self.sum is None:
            return
        bar, row, gap = self._sizes()
        x, y, w = self.rect.x, self.rect.y, self.rect.width
        most = max(
            sum(max(0, p.value or 0) + max(0, p.grows) for p in self.sum.plus),
            sum(max(0, p.value or 0) + max(0, p.grows) for p in self.sum.minus),
            6,
        )
        unit = (w - 2) // most
        ends = []
        for side in (self.sum.plus, self.sum.minus):
            paint.box(
                surface,
                pygame.Rect(x, y, unit * most + 2, bar),
                mix(CARD, (0, 0, 0), 0.35),
                None,
                4,
            )
            left = x + 1
            for part in side:
                for _ in range(max(0, part.value or 0)):
                    cell = pygame.Rect(left + 1, y + 2, unit - 2, bar - 4)
                    paint.hatched(surface, cell, part.tint, part.hatch)
                    if part.accent:
                        surface.fill(ACCENT, (cell.x, cell.bottom - 3, cell.width, 3))
                    left += unit
            ends.append(left)
            self._ghosts(surface, side, pygame.Rect(x + 1, y + 2, unit, bar - 4), left)
            y += bar + gap
        self._margin(surface, ends, bar, gap)
        if not self.legend:
            return
        y += gap
        row = max(row, (self.rect.bottom - y) // max(1, len(self.sum.plus) + len(self.sum.minus)))
        for sign, side in (("+", self.sum.plus), ("−", self.sum.minus)):
            for part in side:
                self._legend(surface, part, sign, pygame.Rect(x, y, w, row))
                y += row
        spot = self._reading.spot() if self.focused or self.hovered else None
        if spot is not None:
            dotted(surface, spot.places[0].move(self.rect.topleft), ACCENT)

    def _ghosts(
        self, surface: pygame.Surface, side: tuple[Part, ...], cell: pygame.Rect, end: int
    ) -> None:
        """Units to come as empty frames behind a side, and a cross on those that will go."""
        at = cell.x
        for part in side:
            at += max(0, part.value or 0) * cell.width
            for n in range(min(-part.grows, part.value or 0)):
                gone = cell.move(at - (n + 1) * cell.width - cell.x, 0).inflate(-8, -8)
                pygame.draw.line(surface, TEXT, gone.topleft, gone.bottomright, 2)
                pygame.draw.line(surface, TEXT, gone.bottomleft, gone.topright, 2)
        for part in side:
            for _ in range(max(0, part.grows)):
                frame = pygame.Rect(end + 1, cell.y, cell.width - 2, cell.height)
                pygame.draw.rect(surface, part.tint, frame, 2, border_radius=3)
                end += cell.width

    def _margin(self, surface: pygame.Surface, ends: list[int], bar: int, gap: int) -> None:
        """A bracket over the units by which one side is longer."""
        low, high = sorted(ends)
        if high == low:
            pygame.draw.line(
                surface, ACCENT, (low, self.rect.y), (low, self.rect.y + 2 * bar + gap), 2
            )
            return
        tint = GOOD if ends[0] > ends[1] else BAD
        top = self.rect.y if ends[0] < ends[1] else self.rect.y + bar + gap
        spot = pygame.Rect(low + 2, top + 3, high - low - 4, bar - 6)
        pygame.draw.rect(surface, tint, spot, 2, border_radius=4)

    def _legend(self, surface: pygame.Surface, part: Part, sign: str, row: pygame.Rect) -> None:
        px = self.theme.px("small")
        swatch = pygame.Rect(row.x, 0, 22, 12)
        swatch.centery = row.centery
        paint.hatched(surface, swatch, part.tint, part.hatch)
        dim = TEXT if part.value else MUTED
        words = paint.text(part.name, "text", px, dim)
        surface.blit(words, words.get_rect(midleft=(row.x + 32, row.centery)))
        said = f"{sign} {_number(part.value)}"
        if part.grows:
            said += f" → {_number(part.later)}"
        elif part.odds:
            share, after = part.odds[0]
            said += f" → {_number(after)} ({share})"
        number = paint.text(said, "bold", px, ACCENT if part.grows or part.odds else dim)
        surface.blit(number, number.get_rect(midright=(row.right - 2, row.centery)))
        if part.accent:
            chip = paint.text(part.accent, "bold", self.theme.px("tiny"), ACCENT)
            place = chip.get_rect(
                midright=(number.get_rect(midright=(row.right - 2, 0)).left - 14, row.centery)
            )
            edge = place.inflate(12, 4)
            paint.box(surface, edge, mix(CARD, ACCENT, 0.12), mix(LINE, ACCENT, 0.5), 6)
            surface.blit(chip, place)


def _number(value: int | None) -> str:
    return "?" if value is None else str(value)


def _signed(value: int | None) -> str:
    return "?" if value is None else number_text(value, plus=True)
