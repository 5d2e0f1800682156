"""The keyboard of the window: what a key is called, and where an arrow leads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

import pygame

#: The arrow keys, each with the way that it leads.
STEPS = {
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
    pygame.K_UP: (0, -1),
    pygame.K_DOWN: (0, 1),
}

#: What stands on the keys of the American layout, by the place of the key.
_PLACES = {pygame.KSCAN_A + n: letter for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")} | {
    pygame.KSCAN_1 + n: digit for n, digit in enumerate("1234567890")
}
_PLACES |= {
    pygame.KSCAN_MINUS: "-",
    pygame.KSCAN_EQUALS: "=",
    pygame.KSCAN_LEFTBRACKET: "[",
    pygame.KSCAN_RIGHTBRACKET: "]",
    pygame.KSCAN_SLASH: "/",
}
#: The keys of the number pad that are commands.
_PAD = {
    pygame.K_KP_PLUS: "+",
    pygame.K_KP_MINUS: "-",
    pygame.K_KP_DIVIDE: "/",
    pygame.K_KP0: "0",
}
#: The bit in the code of a key that stands for no character.
_NO_CHARACTER = 1 << 30


class Placed(Protocol):
    """What lies somewhere in the window."""

    rect: pygame.Rect


T = TypeVar("T", bound=Placed)


def nearest(here: pygame.Rect, others: Iterable[T], step: tuple[int, int]) -> T | None:
    """What an arrow leads to: the nearest that lies ahead, those aside counting as farther off.

    Args:
        here: the place of what has the focus.
        others: what else could have it; the first of equals wins.
        step: the way of the arrow, as in `STEPS`.
    """
    best, least = None, 0.0
    for other in others:
        dx, dy = other.rect.centerx - here.centerx, other.rect.centery - here.centery
        ahead = dx * step[0] + dy * step[1]
        aside = abs(dx * step[1]) + abs(dy * step[0])
        if ahead <= 0 or aside > ahead * 4:
            continue
        cost = ahead + aside * 2.0
        if best is None or cost < least:
            best, least = other, cost
    return best


def key_symbol(event: pygame.event.Event) -> str:
    """The character that a key stands for as a command, in lower case; nothing for other keys.

    On a layout with Latin letters it is what the layout prints on the key. Where the layout has
    none (Cyrillic, Greek, Persian) it is what stands in the key's place on a keyboard that has.
    A dead key and a letter with an accent stand for a digit or sign by their place, if for any.

    Args:
        event: a key that went down or came up.
    """
    code = event.key
    if code in _PAD:
        return _PAD[code]
    if 32 <= code < 127:
        return chr(code)
    place = _PLACES.get(getattr(event, "scancode", 0), "")
    if code & _NO_CHARACTER:
        # A key that types nothing, unless the system knows it by its place alone: a dead key.
        return place if code == _NO_CHARACTER and not place.isalpha() else ""
    if 127 < code < _NO_CHARACTER:
        foreign = not unicodedata.name(chr(code), "").startswith("LATIN")
        return place if foreign or not place.isalpha() else ""
    return ""


def key_name(event: pygame.event.Event) -> str:
    """The readable name of a key with its modifiers: `Ctrl+Z`, `P`, `F5`, `1`."""
    symbol = "" if event.key in _PAD else key_symbol(event)
    name = symbol.strip() or pygame.key.name(event.key)
    if not name:
        return ""
    name = {"return": "Enter", "escape": "Esc", "space": "Space"}.get(name, name)
    name = name.upper() if len(name) == 1 else name[0].upper() + name[1:]
    parts = []
    if event.mod & pygame.KMOD_CTRL:
        parts.append("Ctrl")
    if event.mod & pygame.KMOD_ALT:
        parts.append("Alt")
    if event.mod & pygame.KMOD_SHIFT and len(name) > 1:
        parts.append("Shift")
    return "+".join([*parts, name])
