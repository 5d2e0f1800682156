"""The pieces on a space: counters, a badge and small marks, drawn from plain values.

A screen fills ``SpacePicture`` from what its seat may see; a value it may not see is None and shows
as a question mark. Every piece differs from the others by silhouette and letter as well as colour.
"""

import re
from functools import lru_cache

import attrs
import pygame

from game.catalogue import number_text
from game.drawing.geography import Point
from game.drawing.silhouettes import polygon
from game.resources import asset
from game.rules.look import BadgeState, Colour, CounterLook, Look
from game.ui import fonts
from game.ui.map.vector import render_svg

#: Pieces are drawn this many times larger and shrunk, which smooths their edges.
_OVER = 4


@attrs.frozen
class CounterPicture:
    """One counter: a key of ``look.counters``, its number (None: unknown), and its emphasis.

    ``accented``: it is set off from the others. ``ghost``: a preview's change.
    """

    kind: str
    value: int | None
    accented: bool = False
    ghost: bool = False


@attrs.frozen
class SpacePicture:
    """All that is shown on one space.

    ``highlight`` is ``"none"``, ``"legal"``, ``"dimmed"``, ``"hushed"`` or ``"selected"``;
    ``flash`` goes from 1 to 0 while it fades; ``marks`` are keys of ``look.marks``; ``badge``
    None: there is none. ``tints`` are the colours of a layer on the land, all but the first in
    stripes, and ``note`` is what they stand for.
    """

    id: str
    counters: tuple[CounterPicture, ...] = ()
    badge: int | None = None
    marks: tuple[str, ...] = ()
    highlight: str = "none"
    flash: float = 0.0
    tints: tuple[Colour, ...] = ()
    note: str = ""


@attrs.frozen
class PassagePicture:
    """The marks on the passages that lead from one space, by that space's id."""

    id: str
    marks: tuple[str, ...] = ()


def _lighter(colour: Colour, by: int) -> Colour:
    r, g, b = (max(0, min(255, c + by)) for c in colour)
    return r, g, b


def _hatched(surface: pygame.Surface, hatch: str, colour: Colour, size: int) -> None:
    """Lay a pattern over a whole square surface; the caller cuts it to its silhouette."""
    step, width = max(6, size // 5), max(2, size // 22)
    if hatch == "dots":
        for x in range(0, size, step):
            for y in range(0, size, step):
                pygame.draw.circle(surface, colour, (x + step // 2, y + step // 2), width)
    for i in range(-size, 2 * size, step):
        if hatch == "rising":
            pygame.draw.line(surface, colour, (i, size), (i + size, 0), width)
        elif hatch == "falling":
            pygame.draw.line(surface, colour, (i, 0), (i + size, size), width)
        elif hatch == "level":
            pygame.draw.line(surface, colour, (0, i), (size, i), width)
        elif hatch == "upright":
            pygame.draw.line(surface, colour, (i, 0), (i, size), width)


@lru_cache(maxsize=512)
def token(
    silhouette: str,
    size: int,
    fill: Colour,
    hatch: str = "none",
    rim: Colour = (10, 15, 20),
    hollow: bool = False,
) -> pygame.Surface:
    """A piece without its number: ``size`` pixels square, with a rim, a sheen and a hatch.

    The panel beside the map uses the same pieces, so ask for them here. ``hollow`` is for what
    stands elsewhere and only reaches here. The surface is shared: do not draw on it.
    """
    big = size * _OVER
    half, reach = big / 2, big / 2 * 0.82
    outline = [(half + x * reach, half + y * reach) for x, y in polygon(silhouette)]
    inner = [(half + x * reach * 0.86, half + y * reach * 0.86) for x, y in polygon(silhouette)]
    body = pygame.Surface((big, big), pygame.SRCALPHA)
    mask = pygame.Surface((big, big), pygame.SRCALPHA)
    pygame.draw.polygon(mask, (255, 255, 255, 255), inner)
    paint = pygame.Surface((big, big), pygame.SRCALPHA)
    if hollow:
        paint.fill((*_lighter(fill, -150), 215))
    else:
        for y in range(big):
            # A quiet fall of light from above.
            shade = round(26 - 52 * y / big)
            pygame.draw.line(paint, (*_lighter(fill, shade), 255), (0, y), (big, y))
        _hatched(paint, hatch, _lighter(fill, -58), big)
    paint.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    pygame.draw.polygon(body, (*(fill if hollow else rim), 255), outline)
    if hollow:
        hole = [(half + x * reach * 0.8, half + y * reach * 0.8) for x, y in polygon(silhouette)]
        pygame.draw.polygon(body, (*_lighter(fill, -170), 235), hole)
    else:
        body.blit(paint, (0, 0))
        pygame.draw.lines(body, (*_lighter(fill, 62), 190), True, inner, max(2, _OVER // 2))
    return pygame.transform.smoothscale(body, (size, size))


@lru_cache(maxsize=256)
def icon(name: str, size: int, colour: Colour, weight: float = 2.0) -> pygame.Surface:
    """An icon of ``assets/icons`` in one colour; an unknown name gives an empty circle."""
    try:
        text = asset("icons", f"{name}.svg").read_text(encoding="utf-8")
        inside = re.sub(r"<!--.*?-->", "", text, flags=re.S)
        body = re.sub(r"^.*?<svg.*?>|</svg>\s*$", "", inside, flags=re.S)
    except OSError:
        body = '<circle cx="12" cy="12" r="8"/>'
    pen = "#{:02x}{:02x}{:02x}".format(*colour)
    return render_svg(
        f'<g transform="scale({size / 24:.4f})" fill="none" stroke="{pen}" '
        f'stroke-width="{weight}" stroke-linecap="round" stroke-linejoin="round">{body}</g>',
        (size, size),
    )


def _number(surface: pygame.Surface, text: str, size: int, ink: Colour, at: Point) -> None:
    drawn = fonts.render(text, size, ink, "bold")
    surface.blit(drawn, drawn.get_rect(center=(round(at[0]), round(at[1]))))


@lru_cache(maxsize=1024)
def counter(look: CounterLook, value: int | None, size: int) -> pygame.Surface:
    """A counter with its number, ``size`` pixels square."""
    surface = token(look.silhouette, size, look.colour, look.hatch, hollow=look.shadow).copy()
    ink = look.colour if look.shadow else look.ink
    lift = {"pennant": -0.04, "shield": -0.03, "tower": 0.07, "helmet": 0.02}.get(
        look.silhouette, 0
    )
    text = "?" if value is None else str(value)
    drawn = fonts.render(
        text,
        round(size * 0.62),
        ink,
        "bold",
        look.colour if look.hatch != "none" and not look.shadow else None,
        1,
    )
    surface.blit(drawn, drawn.get_rect(center=(size // 2, round(size * (0.5 + lift)))))
    return surface


@lru_cache(maxsize=256)
def badge(state: BadgeState, value: int, size: int) -> pygame.Surface:
    """The badge of a state (``look.state(value)``) with its number and a true minus sign."""
    surface = token(state.silhouette, size, state.colour, rim=state.rim).copy()
    text = f"+{value}" if value > 1 else number_text(value)
    _number(
        surface,
        text,
        round(size * (0.5 if len(text) > 1 else 0.56)),
        state.ink,
        (size / 2, size / 2),
    )
    return surface


@attrs.frozen
class Cluster:
    """The drawn pieces of one space: a surface, and how large it is without its shadow."""

    surface: pygame.Surface
    size: tuple[int, int]


@attrs.frozen
class Form:
    """How much of a space's pieces is drawn, and how large.

    Attributes:
        size: of a counter in pixels.
        text: size of the name, 1 for normal.
        counters: whether each is drawn, or their number alone beside the badge.
        named: whether the name stands above.
    """

    size: int
    text: float
    counters: bool = True
    named: bool = True


#: No letter is written smaller than so many pixels of text.
LEAST_LETTER = 12
#: A cluster's surface is larger than its plate by this, for the shadow.
SHADOW = 10


@attrs.frozen
class _Room:
    """How large the parts of a cluster are."""

    label: tuple[int, int]
    marks: int
    plate: tuple[int, int]
    surface: tuple[int, int]


_PAD = 8


def _points(form: Form, full: bool) -> int:
    return round(14.5 * form.text) if full else round(11.5 * form.text)


def _room(picture: SpacePicture, name: str, form: Form, full: bool) -> _Room:
    face = "narrow-bold" if full else "narrow"
    label = fonts.measure(name.upper(), _points(form, full), face, 1) if form.named else (0, 0)
    label = (label[0] + 4, label[1] + 4) if form.named else (0, 2)
    pieces = len(picture.counters) if form.counters else 0
    mark = round(form.size * 0.62)
    marks = (mark + 3) * len(picture.marks) if form.counters else 0
    bare = not picture.counters and picture.badge is None and not picture.marks
    wide = high = 0
    if not bare:
        wide, high = cluster_size(pieces, form.size, picture.badge is not None)
        wide += marks + (_count_side(form.size) + 3 if hidden(picture, form) else 0)
    # The name hangs a little into the plate's shadow, so the two read as one thing.
    size = max(label[0], wide) + 2 * _PAD, label[1] - 2 + high + 2 * _PAD
    return _Room(label, mark, (wide, high), size)


def hidden(picture: SpacePicture, form: Form) -> int:
    """How many pieces a form does not show one by one."""
    return 0 if form.counters else len(picture.counters) + len(picture.marks)


def letter_size(size: int) -> int:
    """How high the letters below counters of a size are written, in pixels of their text."""
    return max(LEAST_LETTER, round(size * 0.44))


def _count_side(size: int) -> int:
    return round(size * 0.8)


def cluster_size(pieces: int, size: int, has_badge: bool = True) -> tuple[int, int]:
    """Width and height of the plate for so many counters of a size, without the name."""
    wide = (
        (round(size * 1.32) if has_badge else 0) + pieces * round(size * 1.02) + round(size * 0.36)
    )
    # Below each counter stands its letter, which is never smaller than can be read, over the bar
    # of one without which the space would fall.
    return wide, max(round(size * 1.62), size + letter_size(size) + 3)


def extent(picture: SpacePicture, name: str, form: Form, full: bool = True) -> tuple[int, int]:
    """How large the cluster of these would be, without its shadow; nothing is drawn."""
    wide, high = _room(picture, name, form, full).surface
    return wide - SHADOW, high - SHADOW


def _plate(surface: pygame.Surface, rect: pygame.Rect, edge: Colour, alpha: int) -> None:
    radius = max(5, rect.height // 5)
    shade = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    for grow in (3, 2, 1):
        pygame.draw.rect(
            shade, (0, 0, 0, 34), rect.inflate(2 * grow, 2 * grow).move(0, 2), 0, radius + grow
        )
        surface.blit(shade, (0, 0))
        shade.fill((0, 0, 0, 0))
    pygame.draw.rect(surface, (13, 18, 25, 218), rect, 0, radius)
    pygame.draw.rect(surface, (*edge, alpha), rect, 1, radius)


def cluster(look: Look, picture: SpacePicture, name: str, form: Form, full: bool = True) -> Cluster:
    """Draw the name, plate, badge, counters and marks of a space.

    Args:
        look: the look of the pieces.
        picture: what to show.
        name: the space's short name, written above the plate.
        form: how much of it, and how large.
        full: False for a space out of play, which has a quiet name and no pieces.
    """
    room = _room(picture, name, form, full)
    surface = pygame.Surface(room.surface, pygame.SRCALPHA)
    (wide, high), top = room.plate, room.label[1] - 2
    if high:
        plate = pygame.Rect((room.surface[0] - wide) // 2, top + _PAD - 2, wide, high)
        accented = any(p.accented for p in picture.counters)
        edge = look.map["selected"] if accented else (190, 202, 214)
        _plate(surface, plate, edge, 190 if accented else 80)
        _pieces(surface, look, picture, plate, form, room.marks)
    if form.named:
        ink = look.map["name"] if full else (150, 158, 168)
        face = "narrow-bold" if full else "narrow"
        halo = look.map["halo"]
        label = fonts.render(name.upper(), _points(form, full), ink, face, halo, 2, 1)
        surface.blit(label, ((room.surface[0] - label.get_width()) // 2, _PAD - 4))
    return Cluster(surface, (room.surface[0] - SHADOW, room.surface[1] - SHADOW))


def _pieces(
    surface: pygame.Surface,
    look: Look,
    picture: SpacePicture,
    plate: pygame.Rect,
    form: Form,
    mark_side: int,
) -> None:
    size = form.size
    left = plate.left + round(size * 0.18)
    if picture.badge is not None:
        large = round(size * 1.34)
        shape = badge(look.state(picture.badge), picture.badge, large)
        surface.blit(shape, shape.get_rect(midleft=(left - 2, plate.centery)))
        left += round(size * 1.32)
    if not form.counters:
        _count(surface, hidden(picture, form), size, (left, plate.centery))
        return
    letter = letter_size(size)
    for piece in picture.counters:
        kind = look.counters[piece.kind]
        shape = counter(kind, piece.value, size)
        if piece.ghost:
            shape = shape.copy()
            shape.set_alpha(130)
        surface.blit(shape, (left, plate.top + 2))
        ink: Colour = (188, 197, 208)
        caption = kind.letter.lower() if kind.shadow else kind.letter
        middle = left + size // 2
        if piece.accented:
            ink = look.map["selected"]
            bar = pygame.Rect(0, 0, round(size * 0.82), max(2, size // 10))
            bar.midbottom = (middle, plate.bottom - 2)
            pygame.draw.rect(surface, ink, bar, 0, 1)
            star = token("diamond", max(9, size // 3), ink)
            surface.blit(star, star.get_rect(center=(left + size - 2, plate.top + 4)))
        drawn = fonts.render(caption, letter, ink, "bold")
        low = plate.bottom - (5 if piece.accented else 2)
        surface.blit(drawn, drawn.get_rect(midbottom=(middle, low)))
        left += round(size * 1.02)
    left += 2
    for name in picture.marks:
        mark = icon(look.marks[name].icon, mark_side, look.marks[name].colour)
        surface.blit(mark, mark.get_rect(midleft=(left, plate.centery)))
        left += mark_side + 3


def _count(surface: pygame.Surface, count: int, size: int, at: tuple[int, int]) -> None:
    """How many pieces are not shown, as a number on a stack of sheets; nothing for none."""
    if not count:
        return
    side = _count_side(size)
    sheet = pygame.Rect(0, 0, round(side * 0.8), side)
    sheet.midleft = at
    step = max(1, side // 9)
    for n, shade in ((2, 70), (1, 92), (0, 120)):
        place = sheet.move(n * step, -n * step)
        pygame.draw.rect(surface, (13, 18, 25), place.inflate(2, 2), 0, 3)
        pygame.draw.rect(surface, (shade, shade + 10, shade + 20), place, 0, 3)
    _number(surface, str(count), round(size * 0.56), (250, 250, 250), sheet.center)


def sign_size(marks: int, size: int) -> tuple[int, int]:
    """How large the sign on a passage with so many marks is."""
    return (size + 3) * max(1, marks) + 1, size + 4


def passage_sign(look: Look, marks: tuple[str, ...], size: int) -> pygame.Surface:
    """The sign on a passage that has marks: a dark disc with an icon for each mark.

    Between two discs the ground is dark as well: the passage's own sign lies there.
    """
    step = size + 3
    surface = pygame.Surface(sign_size(len(marks), size), pygame.SRCALPHA)
    if len(marks) > 1:
        band = pygame.Rect(step // 2, step // 6, step * (len(marks) - 1), step - 2 * (step // 6))
        pygame.draw.rect(surface, (20, 27, 36), band)
    for index, mark in enumerate(marks):
        kind = look.marks[mark]
        disc = token("disc", step, (20, 27, 36), rim=kind.colour)
        surface.blit(disc, (index * step, 0))
        drawn = icon(kind.icon, round(size * 0.64), kind.colour, 2.2)
        surface.blit(drawn, drawn.get_rect(center=(index * step + step // 2, step // 2)))
    return surface
