"""Old and new over a place of the map: what changed there moves from the one to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
import pygame

from game.ui import mirror, paint
from game.ui.clear import all_beside
from game.ui.map import counters
from game.ui.theme import ACCENT, BAD, GOOD, INK, TEXT
from game.ui.theme import icon as load_icon
from game.ui.widgets.tween import STILL, Tween

if TYPE_CHECKING:
    from game.rules.look import Look
    from game.ui.board import Chance
    from game.ui.map.counters import SpacePicture

_FAINT = 110
_RISE = 10
#: A change of so many pieces of a place is told; more would hide the map.
_MOST = 3
#: A chip that stands so many pixels off its place is tied to it by a line.
_TIED = 4


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


@attrs.frozen(eq=False)
class _Stood:
    """A chip, where it stands, and the plate of its place."""

    chip: PlaceChip
    rect: pygame.Rect
    plate: pygame.Rect

    @property
    def tie(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The nearest points of the chip and of the plate."""
        x, y = (_nearest(*ends) for ends in _ends(self.rect, self.plate))
        return (x[0], y[0]), (x[1], y[1])


def _ends(one: pygame.Rect, other: pygame.Rect) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where two boxes begin and end, across and down."""
    across = (one.left, one.right, other.left, other.right)
    return across, (one.top, one.bottom, other.top, other.bottom)


def _nearest(low: int, high: int, least: int, most: int) -> tuple[int, int]:
    """The points of two spans that are nearest to one another; the middle of what they share."""
    if high < least:
        return high, least
    if most < low:
        return low, most
    middle = (max(low, least) + min(high, most)) // 2
    return middle, middle


def _reach(stood: _Stood) -> pygame.Rect:
    """All that is drawn of a chip that has come."""
    (x, y), (to_x, to_y) = stood.tie
    tie = pygame.Rect(min(x, to_x), min(y, to_y), abs(x - to_x) + 2, abs(y - to_y) + 2)
    return stood.rect.union(tie)


def _step(change: int, bad: bool, side: int) -> pygame.Surface:
    """`+1` in a disc."""
    tint = BAD if bad else GOOD
    surface = pygame.Surface((side, side), pygame.SRCALPHA)
    paint.box(surface, surface.get_rect(), INK, tint, side // 2)
    said = f"+{change}" if change > 0 else str(change).replace("-", "−")
    words = paint.text(said, "bold", round(side * 0.5), tint)
    surface.blit(words, words.get_rect(center=surface.get_rect().center))
    return surface


def _chance(look: Look, chance: Chance, side: int) -> pygame.Surface:
    """`5 in 6` and what there would be then."""
    share = paint.text(chance.share, "bold", round(side * 0.46), ACCENT)
    shown = [share]
    if chance.badge is not None:
        shown.append(counters.badge(look.state(chance.badge), chance.badge, side))
    for kind, value in chance.counters[:_MOST]:
        shown.append(counters.counter(look.counters[kind], value, round(side * 0.82)))
    gap = side // 6
    wide = sum(each.get_width() + gap for each in shown) - gap
    surface = pygame.Surface((wide, side), pygame.SRCALPHA)
    x = 0
    for each in shown:
        surface.blit(each, each.get_rect(midleft=(x, side // 2)))
        x += each.get_width() + gap
    return surface


@mirror.plain()
def chip(
    look: Look, was: SpacePicture, now: SpacePicture, side: int, chances: Sequence[Chance] = ()
) -> PlaceChip | None:
    """The chip of a place whose picture changed; None where nothing of it is told so.

    Args:
        look: how the pieces look.
        was: the picture before.
        now: the picture after.
        side: of a badge in pixels.
        chances: what it may look like by what falls.
    """
    pairs: list[tuple[pygame.Surface | None, pygame.Surface]] = []
    if was.badge is not None and now.badge is not None and was.badge != now.badge:
        # Copies: they are drawn fainter and stronger, and others show the same badges.
        ends = (counters.badge(look.state(n), n, side).copy() for n in (was.badge, now.badge))
        pairs.append((next(ends), next(ends)))
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
    pairs += [(None, _chance(look, each, side)) for each in chances[: _MOST + 1 - len(pairs)]]
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

    def __init__(
        self,
        where: Callable[[str], pygame.Rect | None],
        others: Callable[[], Sequence[pygame.Rect]],
        room: Callable[[], pygame.Rect],
    ) -> None:
        """Show none yet.

        Args:
            where: the part of the window in which a place's name and pieces stand, or None.
            others: the parts in which names and pieces of all places stand, which stay readable.
            room: the part in which the map lies.
        """
        self._where, self._others, self._room = where, others, room
        self._chips: tuple[PlaceChip, ...] = ()
        self._tween, self._elapsed = STILL, 0.0
        #: Where the chips stand, for plates that lie so.
        self._stand: tuple[object, list[_Stood]] = (None, [])

    def show(
        self,
        look: Look,
        was: Mapping[str, SpacePicture],
        now: Mapping[str, SpacePicture],
        side: int,
        tween: Tween,
        chances: Mapping[str, Sequence[Chance]] | None = None,
    ) -> None:
        """Show what changed between two sets of pictures.

        Args:
            look: how the pieces look.
            was: the pictures before, by place.
            now: the pictures after.
            side: of a badge in pixels.
            tween: how what changed moves.
            chances: by place, what it may look like by what falls.
        """
        may = chances or {}
        found = (
            chip(look, was[p], now.get(p, was[p]), side, may.get(p, ()))
            for p in dict.fromkeys((*now, *may))
            if p in was
        )
        self._chips = tuple(each for each in found if each is not None)
        self._tween, self._elapsed = tween, 0.0

    def clear(self) -> None:
        """Show none."""
        self._chips = ()

    @property
    def places(self) -> frozenset[str]:
        """The places at which a chip is shown."""
        return frozenset(chip.place for chip in self._chips)

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
        """Where the chips are, with all the way that they come and what ties them to a place."""
        return [_reach(each).inflate(6, 2 * _RISE + 6) for each in self._placed()]

    def _placed(self) -> list[_Stood]:
        known = [(each, plate) for each in self._chips if (plate := self._where(each.place))]
        # Plates move with the map alone, so that one tells where all of them are.
        at = (self._chips, [tuple(plate) for _, plate in known], tuple(self._room()))
        if at != self._stand[0]:
            # Room is kept for the way that they come, too.
            boxes = [(p, (c.size[0] + 6, c.size[1] + 6)) for c, p in known]
            found = all_beside(boxes, self._others(), self._room())
            self._stand = (
                at,
                [
                    _Stood(each, rect.inflate(-6, -6), plate)
                    for (each, plate), rect in zip(known, found, strict=True)
                ],
            )
        return self._stand[1]

    def draw(self, surface: pygame.Surface) -> None:
        """Draw them over the map."""
        share = self._tween.share(self._elapsed)
        clip = surface.get_clip()
        for each in self._placed():
            if _reach(each).inflate(6, 2 * _RISE + 6).colliderect(clip):
                start, end = each.tie
                if abs(start[0] - end[0]) + abs(start[1] - end[1]) > _TIED:
                    pygame.draw.line(surface, ACCENT, start, end, 3)
                rect = each.rect.move(0, round(_RISE * (1 - share)))
                self._draw(surface, each.chip, rect, share)

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
