"""The keyboard of the window: what a key is called, and where an arrow leads."""

from __future__ import annotations

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


def key_name(event: pygame.event.Event) -> str:
    """The readable name of a key with its modifiers: `Ctrl+Z`, `P`, `F5`, `1`."""
    name = pygame.key.name(event.key)
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
