"""The system's clipboard, as text; where it fails, what was copied here is pasted here."""

from __future__ import annotations

import sys

import pygame

#: More letters than this are neither copied nor pasted.
MOST = 10_000

#: The only kind of text that pygame's older interface takes everywhere.
_KIND = "text/plain;charset=utf-8"
#: What a clipboard may raise: it is another program's, may hold anything, or may not be there.
_FAILURES = (pygame.error, NotImplementedError, OSError, ValueError, AttributeError, TypeError)

_own = ""


def copy(text: str) -> None:
    """Put a text on the clipboard.

    Args:
        text: what can be pasted from now on; its first `MOST` letters count.
    """
    global _own
    _own = text[:MOST].replace("\0", "")  # it would end the text for other programs
    try:
        if hasattr(pygame.scrap, "put_text"):  # pygame-ce
            pygame.scrap.put_text(_own)
        else:
            pygame.scrap.init()
            pygame.scrap.put(_KIND, _encoded(_own))
    except _FAILURES:
        return


def paste() -> str:
    """Return the text on the clipboard, at most `MOST` letters; empty where there is none."""
    try:
        if hasattr(pygame.scrap, "get_text"):  # pygame-ce
            found = pygame.scrap.get_text()
        else:
            pygame.scrap.init()
            found = _decoded(pygame.scrap.get(_KIND) or b"")
    except _FAILURES:
        return _own
    return str(found)[:MOST]


def _encoded(text: str) -> bytes:
    # There pygame hands the bytes on unchanged, and the system wants its own coding.
    return text.encode("utf-16-le") + b"\0\0" if sys.platform == "win32" else text.encode()


def _decoded(raw: bytes) -> str:
    raw = raw[: 4 * MOST]
    wide = sys.platform == "win32" and b"\0" in raw
    return raw.decode("utf-16-le" if wide else "utf-8", "replace").partition("\0")[0]
