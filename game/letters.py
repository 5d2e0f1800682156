"""Which letters a language can be written with: its font files, and what these have.

The fonts that are shipped write Latin, Cyrillic and Arabic. The head of a language's file may name
more (`fonts = ["NotoSansSC-Regular.otf"]`), for what those lack: files beside it, in
`assets/fonts`, or among the fonts of the computer.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from struct import error, iter_unpack, unpack_from
from typing import Final

from game.files import read_plain
from game.resources import asset

#: The fonts that are shipped for all letters; the other faces have fewer.
SHIPPED: Final = ("Barlow-Regular.ttf", "DejaVuSansCondensed.ttf")
#: A font is a file called so.
_KINDS: Final = frozenset((".ttf", ".otf", ".ttc"))
_MOST_BYTES: Final = 64 << 20
#: Marks and signs that are not drawn, by their kind in Unicode.
_UNDRAWN: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp", "Mn"))


def found_fonts(names: Iterable[str], beside: Path) -> list[Path]:
    """The font files of a language that are there, in order.

    Args:
        names: what they are called.
        beside: the folder of the language's file.
    """
    return [path for name in names if (path := _font(name, beside)) is not None]


@cache
def _font(name: str, beside: Path) -> Path | None:
    """A font file by its name, which is no path."""
    if Path(name).name != name or Path(name).suffix.lower() not in _KINDS:
        return None
    near = (beside / name, asset("fonts", name))
    return next((path for path in near if path.is_file()), None) or _installed().get(name.lower())


@cache
def _installed() -> dict[str, Path]:
    """The fonts of the computer, by their names in small letters."""
    return {
        file.lower(): Path(folder) / file
        for top in _folders()
        for folder, _, files in os.walk(top)
        for file in files
        if Path(file).suffix.lower() in _KINDS
    }


def _folders() -> list[Path]:
    """Where systems keep their fonts; one's own count before those of all."""
    home = Path.home()
    if sys.platform == "win32":
        own = home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts"
        return [Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts", own]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"]


def lacking(text: str, fonts: Iterable[Path]) -> set[str]:
    """The letters of a text that neither fonts of a language nor those that are shipped have.

    Args:
        text: any text; what is not drawn counts for nothing.
        fonts: the fonts of the language.
    """
    letters = {char for char in text if unicodedata.category(char) not in _UNDRAWN}
    for path in (*(asset("fonts", name) for name in SHIPPED), *fonts):
        letters -= letters_of(path)
        if not letters:
            break
    return letters


@cache
def letters_of(path: Path) -> frozenset[str]:
    """The letters that a font file has; none where it is no such file.

    Args:
        path: a file in TrueType or OpenType; of several fonts in one the first counts.
    """
    try:
        data = read_plain(path, _MOST_BYTES)
        return frozenset(map(chr, _codes(data))) if len(data) <= _MOST_BYTES else frozenset()
    except (OSError, ValueError, OverflowError, error):
        return frozenset()


def _codes(data: bytes) -> Iterator[int]:
    """The numbers of the letters in the `cmap` tables of a font."""
    start = unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    for n in range(unpack_from(">H", data, start + 4)[0]):
        tag, _, table, _ = unpack_from(">4sIII", data, start + 12 + 16 * n)
        if tag != b"cmap":
            continue
        for entry in range(unpack_from(">H", data, table + 2)[0]):
            at = table + unpack_from(">HHI", data, table + 4 + 8 * entry)[2]
            match unpack_from(">H", data, at)[0]:
                case 4:
                    yield from _short_codes(data, at)
                case 12:
                    many = unpack_from(">I", data, at + 12)[0]
                    for first, last, _ in iter_unpack(">III", data[at + 16 : at + 16 + 12 * many]):
                        yield from range(first, min(last, sys.maxunicode) + 1)


def _short_codes(data: bytes, at: int) -> Iterator[int]:
    """Those of a table of segments, which has letters of up to four digits.

    A segment gives the glyph by a distance, or by a list, in which 0 is a letter that lacks.
    """
    double = unpack_from(">H", data, at + 6)[0]
    count = double // 2
    ends = unpack_from(f">{count}H", data, at + 14)
    begins, deltas, offsets = (
        unpack_from(f">{count}H", data, at + 16 + double * part) for part in (1, 2, 3)
    )
    for n, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        codes = range(begin, min(end, 0xFFFE) + 1)
        if not offsets[n]:
            yield from (code for code in codes if code != 0x10000 - deltas[n])
            continue
        here = at + 16 + 3 * double + 2 * n + offsets[n]
        for code in codes:
            if unpack_from(">H", data, here + 2 * (code - begin))[0]:
                yield code
