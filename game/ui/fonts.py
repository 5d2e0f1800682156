"""Text: a cache of fonts and of rendered strings, with a halo and a fallback for each glyph.

Barlow is the face of the game; what it lacks (some Cyrillic letters, arrows, signs) comes from
DejaVu Sans Condensed, glyph by glyph, on one baseline.
"""

from collections import OrderedDict
from functools import lru_cache

import pygame

from game.resources import asset
from game.rules.look import Colour
from game.rules.source.characters import visible

FACES: dict[str, str] = {
    "regular": "Barlow-Regular.ttf",
    "medium": "Barlow-Medium.ttf",
    "semibold": "Barlow-SemiBold.ttf",
    "bold": "Barlow-Bold.ttf",
    "narrow": "BarlowSemiCondensed-Medium.ttf",
    "narrow-semibold": "BarlowSemiCondensed-SemiBold.ttf",
    "narrow-bold": "BarlowSemiCondensed-Bold.ttf",
}
_FALLBACK = "DejaVuSansCondensed.ttf"
_FALLBACK_BOLD = "DejaVuSansCondensed-Bold.ttf"
#: DejaVu stands larger on its body than Barlow; this brings their lower-case letters level.
_FALLBACK_SCALE = 0.93
_KEEP = 3000
#: A character that no face has.
_NOWHERE = "\ue123"


@lru_cache(maxsize=256)
def font(face: str = "regular", size: int = 16) -> pygame.font.Font:
    """The font of a face of ``FACES`` at a size in pixels; an unknown face raises ``KeyError``."""
    return _load(FACES[face], size)


@lru_cache(maxsize=256)
def _load(name: str, size: int) -> pygame.font.Font:
    if not pygame.font.get_init():
        pygame.font.init()
    return pygame.font.Font(str(asset("fonts", name)), max(6, size))


def _fallback(face: str, size: int) -> pygame.font.Font:
    heavy = face.endswith("bold")
    return _load(_FALLBACK_BOLD if heavy else _FALLBACK, round(size * _FALLBACK_SCALE))


@lru_cache(maxsize=4096)
def _has(face: str, char: str) -> bool:
    if char.isspace():
        return True
    metrics = font(face, 16).metrics(char + _NOWHERE)
    # Some builds of SDL report a missing glyph as None, others measure the box drawn in its place.
    return metrics[0] is not None and metrics[0] != metrics[1]


def _runs(text: str, face: str) -> list[tuple[bool, str]]:
    """Cut a text into stretches that the face has (True) and those of the fallback (False)."""
    runs: list[tuple[bool, str]] = []
    # SDL ends a text at a NUL, and refuses half a character; both may stand in a file's name.
    for char in visible(text):
        own = _has(face, char)
        if runs and runs[-1][0] == own:
            runs[-1] = (own, runs[-1][1] + char)
        else:
            runs.append((own, char))
    return runs


@lru_cache(maxsize=8192)
def measure(text: str, size: int = 16, face: str = "regular", spacing: int = 0) -> tuple[int, int]:
    """Width and height in pixels of a text as ``render`` would draw it without a halo."""
    main = font(face, size)
    width = 0
    for own, run in _runs(text, face):
        use = main if own else _fallback(face, size)
        # Spaced letters are set one by one, without kerning, and measured so.
        width += sum(use.size(part)[0] for part in (run if spacing else (run,)))
    return width + spacing * max(0, len(text) - 1), main.get_height()


_cache: "OrderedDict[tuple[object, ...], pygame.Surface]" = OrderedDict()


def render(
    text: str,
    size: int = 16,
    colour: Colour = (255, 255, 255),
    face: str = "regular",
    halo: Colour | None = None,
    halo_width: int = 2,
    spacing: int = 0,
) -> pygame.Surface:
    """A text as a surface with alpha, shared by all who ask for the same: do not draw on it.

    Args:
        text: one line, any characters; those in no font show as a box.
        size: height of the font in pixels.
        colour: of the letters.
        face: a key of ``FACES``.
        halo: colour of an outline that keeps the text legible on the map; None for none.
        halo_width: its width; the surface is larger by it on every side.
        spacing: extra pixels between letters.
    """
    key = (text, size, colour, face, halo, halo_width, spacing)
    found = _cache.get(key)
    if found is not None:
        _cache.move_to_end(key)
        return found
    plain = _plain(text, size, colour, face, spacing)
    surface = plain if halo is None else _haloed(plain, text, size, face, spacing, halo, halo_width)
    _cache[key] = surface
    if len(_cache) > _KEEP:
        _cache.popitem(last=False)
    return surface


def _plain(text: str, size: int, colour: Colour, face: str, spacing: int) -> pygame.Surface:
    main = font(face, size)
    width, height = measure(text, size, face, spacing)
    surface = pygame.Surface((max(1, width), height), pygame.SRCALPHA)
    surface.fill((*colour, 0))
    left = 0
    for own, run in _runs(text, face):
        use = main if own else _fallback(face, size)
        top = main.get_ascent() - use.get_ascent()
        for part in run if spacing else (run,):
            wide = use.size(part)[0]
            # SDL draws nothing that has no width, such as a soft hyphen alone.
            if wide:
                surface.blit(use.render(part, True, colour), (left, top))
            left += wide + spacing
    return surface


def _haloed(
    plain: pygame.Surface,
    text: str,
    size: int,
    face: str,
    spacing: int,
    halo: Colour,
    width: int,
) -> pygame.Surface:
    dark = _plain(text, size, halo, face, spacing)
    surface = pygame.Surface(
        (plain.get_width() + 2 * width, plain.get_height() + 2 * width), pygame.SRCALPHA
    )
    surface.fill((*halo, 0))
    for x in range(-width, width + 1):
        for y in range(-width, width + 1):
            if x * x + y * y <= width * width + 1:
                surface.blit(dark, (width + x, width + y))
    surface.blit(plain, (width, width))
    return surface
