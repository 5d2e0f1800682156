"""Text: a cache of fonts and of rendered strings, with a halo and a fallback for each glyph.

Barlow is the face of the game; what it lacks (some Cyrillic letters, arrows, signs) comes from
DejaVu Sans Condensed, glyph by glyph, on one baseline: Persian and Arabic letters too. What neither
has comes from the fonts that languages name (Chinese), and what none has (emoji) is drawn as a box
with its number.
"""

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

import pygame

from game.catalogue import SPOKEN, fonts_of, languages
from game.letters import letters_of
from game.resources import asset
from game.rules.look import Colour
from game.rules.source.characters import visible
from game.ui import script

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
#: Letters that fill a square would stand out among ours, and are as high as a line.
_OTHER_SCALE = 0.86
_KEEP = 3000


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


#: The letters that each file is known to have: most lines are of these alone.
_known: dict[str, set[str]] = {}


def _file_of(char: str, face: str) -> str:
    """The font file from which a letter of a face comes; "" where none has it."""
    own = (FACES[face], _FALLBACK_BOLD if face.endswith("bold") else _FALLBACK)
    found = next((file for file in own if _has(file, char)), "")
    # Languages are read only where our own fonts are not enough.
    return found or next((file for file in _others(SPOKEN.folder) if _has(file, char)), "")


@lru_cache(maxsize=8)
def _others(folder: Path) -> tuple[str, ...]:
    """The fonts that languages name: of all, as each is called in its own letters in a list."""
    if not folder.is_dir():
        return ()
    return tuple(dict.fromkeys(str(path) for each in languages() for path in fonts_of(each)))


@lru_cache(maxsize=8192)
def _has(file: str, char: str) -> bool:
    return char.isspace() or char in letters_of(asset("fonts", file))


def _runs(text: str, face: str) -> list[tuple[str, str]]:
    """Cut a line into stretches, each with the file of the font that has it; "" where none has.

    The letters stand as they are drawn, from left to right.
    """
    runs: list[tuple[str, str]] = []
    # SDL ends a text at a NUL, and refuses half a character; both may stand in a file's name.
    letters = script.drawn(visible(text))
    main = FACES[face]
    known = _known.setdefault(main, set())
    if letters and known.issuperset(letters):
        return [(main, letters)]
    for char in letters:
        file = _file_of(char, face)
        if file == main:
            known.add(char)
        if file and runs and runs[-1][0] == file:
            runs[-1] = (file, runs[-1][1] + char)
        else:
            runs.append((file, char))
    return runs


def _sized(file: str, face: str, size: int) -> pygame.font.Font:
    if file == FACES[face]:
        return font(face, size)
    own = file in (_FALLBACK, _FALLBACK_BOLD)
    return _fallback(face, size) if own else _load(file, round(size * _OTHER_SCALE))


def _spaced(text: str, spacing: int) -> int:
    """The pixels between letters: none where they are joined."""
    return 0 if script.turned(text) else spacing


@lru_cache(maxsize=8192)
def measure(text: str, size: int = 16, face: str = "regular", spacing: int = 0) -> tuple[int, int]:
    """Width and height in pixels of a text as ``render`` would draw it without a halo."""
    spacing = _spaced(text, spacing)
    width = count = 0
    for file, run in _runs(text, face):
        count += len(run)
        if not file:
            width += _box_width(size)
            continue
        use = _sized(file, face, size)
        # Spaced letters are set one by one, without kerning, and measured so.
        width += sum(use.size(part)[0] for part in (run if spacing else (run,)))
    return width + spacing * max(0, count - 1), font(face, size).get_height()


@lru_cache(maxsize=256)
def places(text: str, size: int = 16, face: str = "regular") -> tuple[int, ...]:
    """Where a caret stands before each letter of a line, and after the last one.

    Args:
        text: one line, in the order in which it is read.
        size: height of the font in pixels.
        face: a key of ``FACES``.

    Returns:
        One more number than the text has letters, in pixels from the left of what is drawn.
    """
    if not script.turned(text):
        return tuple(measure(text[:n], size, face)[0] for n in range(len(text) + 1))
    shaped, edges = script.shape(text), [0]
    for n in range(len(shaped.words)):
        edges.append(_drawn_width(shaped.words[: n + 1], size, face))
    # Letters that are drawn together stand closer than one by one.
    whole = measure(text, size, face)[0]
    edges = [round(edge * whole / max(1, edges[-1])) for edge in edges]
    begin: dict[int, int] = {}
    for n, place in enumerate(shaped.at):
        begin[place] = edges[n + 1] if shaped.level[place] % 2 else edges[n]
    found, last = [], edges[-1] if shaped.leftwards else 0
    for place in range(len(text)):
        last = begin.get(place, last)  # a letter that is not drawn stands where the last one did
        found.append(last)
    return (*found, 0 if shaped.leftwards else edges[-1])


def _drawn_width(words: str, size: int, face: str) -> int:
    """The width of letters that stand as they are drawn."""
    width = 0
    for char in words:
        file = _file_of(char, face)
        width += _sized(file, face, size).size(char)[0] if file else _box_width(size)
    return width


def _box_width(size: int) -> int:
    return max(8, round(size * 0.9))


def _box(char: str, size: int, colour: Colour) -> pygame.Surface:
    """What stands for a letter that no font has: a frame with its number in it."""
    wide, high = _box_width(size) - 1, max(8, round(size * 0.95))
    surface = pygame.Surface((wide + 1, high), pygame.SRCALPHA)
    pygame.draw.rect(surface, colour, (0, 0, wide, high), 1)
    code = f"{ord(char):04X}"
    small = font("narrow", max(6, round(high * 0.42)))
    half = (len(code) + 1) // 2
    for n, part in enumerate((code[:half], code[half:])):
        digits = small.render(part, True, colour)
        digits = digits.subsurface(digits.get_bounding_rect())
        centre = (wide // 2, high * (2 * n + 1) // 4 + (1 - 2 * n))
        if digits.get_width() <= wide - 2:
            surface.blit(digits, digits.get_rect(center=centre))
    return surface


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
        text: one line, any characters; those in no font show as a box with their number.
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
    left, spacing = 0, _spaced(text, spacing)
    for file, run in _runs(text, face):
        if not file:
            box = _box(run, size, colour)
            surface.blit(box, (left, main.get_ascent() - box.get_height() + 1))
            left += _box_width(size) + spacing
            continue
        use = _sized(file, face, size)
        top = main.get_ascent() - use.get_ascent()
        for part in run if spacing else (run,):
            if use.size(part)[0]:  # SDL refuses what has no width, as marks alone
                surface.blit(use.render(part, True, colour), (left, top))
            left += use.size(part)[0] + spacing
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
