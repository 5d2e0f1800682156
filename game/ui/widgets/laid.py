"""What lies in places of zones: a line for each place, with cards face up or face down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import pygame

from game.ui import paint
from game.ui.paint import fit
from game.ui.theme import ACCENT, CARD, CARD_HOVER, INK, LINE, MUTED, TEXT, mix
from game.ui.widgets.base import Widget
from game.ui.widgets.nouns import NounReading, NounSpot, dotted, named_at

#: Paper of a card that lies face up, and the back of others.
PAPER = (232, 226, 211)
BACK = (58, 74, 104)


@attrs.frozen
class LaidCard:
    """One thing that lies there: what it is chosen by, and its words; a back has no key."""

    key: str
    words: str


@attrs.frozen
class LaidRow:
    """A place: what it is called, what lies there, and what is said beside it."""

    key: str
    head: str
    cards: tuple[LaidCard, ...]
    note: str = ""


@attrs.frozen
class _Spot:
    """A card where it is drawn."""

    card: LaidCard
    rect: pygame.Rect


class LaidRows(Widget):
    """Places with what lies in them; cards that are targets can be chosen.

    `pick` is told the key of a card that was clicked; `marks` gives the cards that are lit: True
    for those that may be chosen, False for those that may not.
    """

    def __init__(
        self,
        rows: Sequence[LaidRow],
        *,
        pick: Callable[[str], None] | None = None,
        describe: Callable[[str], str] = lambda _: "",
        marks: Mapping[str, bool] | None = None,
        size: str = "small",
        name: str = "",
    ) -> None:
        super().__init__(name=name)
        self.rows, self.pick, self.describe = tuple(rows), pick, describe
        self.marks, self.size, self.over = dict(marks or {}), size, ""
        self._reading = NounReading(self, self.spots)

    def _lines(self, width: int) -> Iterator[tuple[LaidRow, list[_Spot], pygame.Rect]]:
        """Each row with its cards and the room of its note, from the top left corner on."""
        px = self.theme.px(self.size)
        high, gap = round(px * 2.1), round(px * 0.45)
        head = max((paint.width(r.head, "text", px) for r in self.rows), default=0) + 3 * gap
        head = min(head, width * 2 // 5)
        y = 0
        for row in self.rows:
            x, spots = head, []
            for card in row.cards:
                wide = min(paint.width(card.words, "bold", px) + 4 * gap, width - head)
                if x + wide > width and x > head:
                    x, y = head, y + high + gap
                spots.append(_Spot(card, pygame.Rect(x, y, wide, high)))
                x += wide + gap
            wide = paint.width(row.note, "text", px) + gap
            if row.note and x + wide > width and x > head:
                x, y = head, y + high + gap
            yield row, spots, pygame.Rect(x, y, min(wide, max(0, width - x)), high)
            y += high + gap

    def measure(self, width: int) -> tuple[int, int]:
        bottom, right = 0, 0
        for _, spots, note in self._lines(width):
            bottom = note.bottom
            right = max([right, note.right, *(spot.rect.right for spot in spots)])
        return min(width, right), bottom

    def _card_at(self, pos: tuple[int, int]) -> str:
        at = (pos[0] - self.rect.x, pos[1] - self.rect.y)
        for _, spots, _ in self._lines(self.rect.width):
            for spot in spots:
                if spot.rect.collidepoint(at):
                    return spot.card.key
        return ""

    def spot(self, key: str) -> tuple[int, int]:
        """The middle of a card, in the window; KeyError if there is none of that key."""
        for _, spots, _ in self._lines(self.rect.width):
            for spot in spots:
                if spot.card.key == key:
                    return spot.rect.move(self.rect.topleft).center
        raise KeyError(key)

    def spots(self) -> list[NounSpot]:
        """The names of places and cards, each where it stands from its top left."""
        px, found = self.theme.px(self.size), []
        for row, spots, note in self._lines(self.rect.width):
            first = spots[0].rect if spots else note
            said = min(first.x - 8, paint.width(row.head, "text", px))
            found.append((row.head, pygame.Rect(0, first.y, said, first.height)))
            found += [(spot.card.words, spot.rect) for spot in spots if spot.card.key]
        return named_at(self.root.explains if self.root else None, found)

    def readable(self) -> bool:
        return bool(self.spots())

    def tooltip(self) -> str:
        described = self.describe(self.over) if self.over and not self._reading.by_key else ""
        return self._reading.tip() or described

    def tip_spot(self) -> pygame.Rect:
        return self._reading.tip_spot()

    def topic(self) -> str:
        return self._reading.topic()

    def activate(self) -> None:
        self._reading.go(self._reading.spot())

    def handle(self, event: pygame.event.Event) -> bool:
        # What may be chosen is chosen by a click; other names lead to their pages.
        choosing = event.type == pygame.MOUSEBUTTONUP and self.pick is not None
        if not choosing and self._reading.handle(event):
            return True
        if event.type == pygame.MOUSEMOTION:
            over = self._card_at(event.pos) if self.rect.collidepoint(event.pos) else ""
            if over != self.over:
                self.over = over
                self.damage()
                if self.root is not None:
                    self.root.retip()
            return False
        released = event.type == pygame.MOUSEBUTTONUP and event.button == 1
        key = self._card_at(event.pos) if released else ""
        if key and self.pick is not None:
            self.pick(key)
        return bool(key and self.pick)

    def draw(self, surface: pygame.Surface) -> None:
        px = self.theme.px(self.size)
        for row, spots, note in self._lines(self.rect.width):
            first = spots[0].rect if spots else note
            head = paint.text(fit(row.head, "text", px, first.x - 8), "text", px, MUTED)
            at = first.move(self.rect.topleft)
            surface.blit(head, head.get_rect(midleft=(self.rect.x, at.centery)))
            for spot in spots:
                self._card(surface, spot.card, spot.rect.move(self.rect.topleft))
            if row.note:
                place = note.move(self.rect.topleft)
                words = paint.text(fit(row.note, "text", px, place.width), "text", px, MUTED)
                surface.blit(words, words.get_rect(midleft=place.midleft))
        lit = self._reading.spot() if self.focused else None
        if lit is not None:
            dotted(surface, lit.places[0].move(self.rect.topleft), ACCENT)

    def _card(self, surface: pygame.Surface, card: LaidCard, place: pygame.Rect) -> None:
        px, lit = self.theme.px(self.size), self.marks.get(card.key)
        fill, ink, edge = (PAPER, INK, LINE) if card.key else (BACK, TEXT, mix(BACK, TEXT, 0.4))
        if lit is False:
            fill, ink = CARD, MUTED
        elif lit:
            edge = ACCENT
        if card.key and card.key == self.over:
            fill = CARD_HOVER if lit is False else mix(PAPER, ACCENT, 0.25)
        paint.box(surface, place, fill, edge, max(4, px // 3))
        if lit:
            paint.ring(surface, place, ACCENT, max(4, px // 3))
        words = paint.text(fit(card.words, "bold", px, place.width - 8), "bold", px, ink)
        surface.blit(words, words.get_rect(center=place.center))
