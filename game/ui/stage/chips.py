"""Old and new over a place of the map: what changed there moves from the one to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import attrs
import pygame

from game.ui import paint
from game.ui.map import counters
from game.ui.theme import ACCENT, BAD, GOOD, INK, TEXT
from game.ui.theme import icon as load_icon
from game.ui.widgets.tween import STILL, Tween

if TYPE_CHECKING:
    from game.rules.look import Look
    from game.ui.map.counters import SpacePicture

_FAINT = 110
_RISE = 10
#: A change of so many pieces of a place is told; more would hide the map.
_MOST = 3


@attrs.frozen(eq=False)
class PlaceChip:
    """What changed at one place, drawn already.

    Attributes:
        place: where.
        old, new: each pair of pictures: as it was (None for a piece that was not there), as it is.
        size: of the whole.
    """

    place: str
    pairs: tuple[tuple[pygame.Surface | None, pygame.Surface], ...]
    size: tuple[int, int]


def _step(change: int, bad: bool, side: int) -> pygame.Surface:
    """`+1` in a disc."""
    tint = BAD if bad else GOOD
    surface = pygame.Surface((side, side), pygame.SRCALPHA)
    paint.box(surface, surface.get_rect(), INK, tint, side // 2)
    said = f"+{change}" if change > 0 else str(change).replace("-", "−")
    words = paint.text(said, "bold", round(side * 0.5), tint)
    surface.blit(words, words.get_rect(center=surface.get_rect().center))
    return surface


def chip(look: Look, was: SpacePicture, now: SpacePicture, side: int) -> PlaceChip | None:
    """The chip of a place whose picture changed; None where nothing of it is told so.

    Args:
        look: how the pieces look.
        was: the picture before.
        now: the picture after.
        side: of a badge in pixels.
    """
    pairs: list[tuple[pygame.Surface | None, pygame.Surface]] = []
    if was.badge is not None and now.badge is not None and was.badge != now.badge:
        pairs.append(
            (
                counters.badge(look.state(was.badge), was.badge, side),
                counters.badge(look.state(now.badge), now.badge, side),
            )
        )
    old = {c.kind: c.value or 0 for c in was.counters}
    new = {c.kind: c.value or 0 for c in now.counters}
    for kind in look.counters:
        before, after = old.get(kind, 0), new.get(kind, 0)
        if before == after or len(pairs) > _MOST:
            continue
        piece = counters.counter(look.counters[kind], after, round(side * 0.82))
        worse = (look.counters[kind].addend == "minus") == (after > before)
        step = _step(after - before, worse, round(side * 0.62))
        both = pygame.Surface(
            (piece.get_width() + step.get_width() - side // 5, side), pygame.SRCALPHA
        )
        both.blit(piece, piece.get_rect(midleft=(0, side // 2)))
        both.blit(step, step.get_rect(midright=(both.get_width(), side // 2)))
        pairs.append((None, both))
    if not pairs:
        return None
    gap = side // 4
    wide = gap
    for before_, after_ in pairs:
        wide += after_.get_width() + gap
        wide += before_.get_width() + round(side * 1.3) if before_ is not None else 0
    return PlaceChip(now.id, tuple(pairs), (wide, side + gap))


class Chips:
    """The chips of one moment, over the map; how far each has come is worked out from the time."""

    def __init__(self, where: Callable[[str], pygame.Rect | None]) -> None:
        """Show none yet.

        Args:
            where: the part of the window in which a place's name and pieces stand, or None.
        """
        self._where = where
        self._chips: tuple[PlaceChip, ...] = ()
        self._tween, self._elapsed = STILL, 0.0

    def show(
        self,
        look: Look,
        was: Mapping[str, SpacePicture],
        now: Mapping[str, SpacePicture],
        side: int,
        tween: Tween,
    ) -> None:
        """Show what changed between two sets of pictures.

        Args:
            look: how the pieces look.
            was: the pictures before, by place.
            now: the pictures after.
            side: of a badge in pixels.
            tween: how what changed moves.
        """
        found = (chip(look, was[place], now[place], side) for place in now if place in was)
        self._chips = tuple(each for each in found if each is not None)
        self._tween, self._elapsed = tween, 0.0

    def clear(self) -> None:
        """Show none."""
        self._chips = ()

    @property
    def moving(self) -> bool:
        """Whether something is on its way."""
        return bool(self._chips) and not self._tween.over(self._elapsed)

    def tick(self, seconds: float) -> bool:
        """Let time pass; whether something moved."""
        moving = self.moving
        self._elapsed += seconds if moving else 0.0
        return moving

    def rects(self) -> list[pygame.Rect]:
        """Where the chips are, with all the way that they come."""
        return [rect.inflate(6, 2 * _RISE + 6) for _, rect in self._placed()]

    def _placed(self) -> list[tuple[PlaceChip, pygame.Rect]]:
        placed = []
        for each in self._chips:
            plate = self._where(each.place)
            if plate is not None:
                rect = pygame.Rect((0, 0), each.size)
                rect.midbottom = plate.centerx, plate.top - 4
                placed.append((each, rect))
        return placed

    def draw(self, surface: pygame.Surface) -> None:
        """Draw them over the map."""
        share = self._tween.share(self._elapsed)
        clip = surface.get_clip()
        for each, rect in self._placed():
            if rect.inflate(6, 2 * _RISE + 6).colliderect(clip):
                self._draw(surface, each, rect.move(0, round(_RISE * (1 - share))), share)

    def _draw(
        self, surface: pygame.Surface, each: PlaceChip, rect: pygame.Rect, share: float
    ) -> None:
        paint.box(surface, rect.inflate(4, 4), (*INK, 235), ACCENT, 12)
        gap = (rect.height - each.pairs[0][1].get_height()) or 4
        x = rect.x + gap
        for before, after in each.pairs:
            if before is not None:
                home = before.get_rect(midleft=(x, rect.centery))
                before.set_alpha(round(255 + (_FAINT - 255) * share))
                surface.blit(before, home)
                arrow = round(rect.height * 0.62)
                sign = load_icon("arrow-right", arrow, TEXT)
                middle = home.right + round(rect.height * 0.55)
                if sign is not None:
                    surface.blit(sign, sign.get_rect(center=(middle, rect.centery)))
                start = home.x
                x = middle + round(rect.height * 0.55)
            else:
                start = x
            # The number moves out of the old one to where it stays.
            after.set_alpha(round(255 * share))
            at = round(start + (x - start) * share)
            surface.blit(after, after.get_rect(midleft=(at, rect.centery)))
            x += after.get_width() + gap
