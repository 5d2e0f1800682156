"""Where on the table stands what a guide points at: a place, a value, an action, a part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pygame

from game.ui.widgets import Widget

if TYPE_CHECKING:
    from game.ui.screens.board_area import BoardArea
    from game.ui.screens.table_control import TableControl

#: The names of the widgets that are a part of the table, those that are there together.
_PARTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "place": (("space.title", "space.state", "equation"), ("space.title",), ("board.card",)),
    "choices": (("prompt", "targets"), ("prompt", "actions"), ("prompt",)),
    "outcome": (("choosing",), ("targets",), ("prompt",)),
    "confirm": (("go",),),
    "card": (("card",), ("round",)),
    "round": (("round",),),
    "log": (("log",), ("prompt",)),
    "dock": (("dock",), ("log",), ("prompt",)),
    "menu": (("menu",),),
    "values": (("values",),),
    "undo": (("undo",),),
}
#: What a card should not hide besides what it points at, and how dear it is.
_WORTH: Mapping[str, int] = {
    "topbar": 1, "side": 1, "foot": 8, "prompt": 3, "list": 3, "card": 1, "dock": 8,
}  # fmt: skip
#: By what a value stands in the bar.
_BAR = ("purse", "track", "beside", "shown")


def spots(
    screen: TableControl, table: Widget, area: BoardArea, points: Mapping[str, str]
) -> list[pygame.Rect]:
    """The rectangles of what is pointed at, as far as it is in sight now.

    Args:
        screen: the table.
        table: its tree, without what lies over it.
        area: the board.
        points: by set, "action", "register" or "part", the name of one.
    """
    shown = {w.name: w for w in reversed([*table.walk()]) if w.name and w.rect.width}
    found = []
    for kind, name in points.items():
        if kind == "part":
            rect = area.whole() if name == "board" else _first(shown, _PARTS.get(name, ()))
        elif kind == "action":
            begun = screen.choosing.action == name
            rect = _first(shown, ((f"action:{name}",), *((("prompt", "targets"),) * begun)))
        elif kind == "register":
            rect = _first(shown, _registers(screen, name))
            rect = next((w.rect for w in _figures(shown, name)), rect)
        else:
            rect = _member(screen, shown, area, kind, name)
        if rect is not None:
            found.append(rect)
    return found


def _first(shown: Mapping[str, Widget], groups: tuple[tuple[str, ...], ...]) -> pygame.Rect | None:
    """The rectangle round the first group of widgets of which all are there."""
    for names in groups:
        rects = [shown[n].rect for n in names if n in shown and shown[n].rect.height]
        if len(rects) == len(names) and rects:
            return rects[0].unionall(rects[1:])
    return None


def _registers(screen: TableControl, name: str) -> tuple[tuple[str, ...], ...]:
    """By what widgets a value is shown: in the bar, in a sum, else where all values are."""
    bar = tuple((f"{kind}:{name}",) for kind in _BAR)
    summed = any(c.value == name and c.addend for c in screen.look.counters.values())
    return (*bar, *((("equation",),) * summed), ("more",), ("values",))


def _figures(shown: Mapping[str, Widget], name: str) -> Iterator[Widget]:
    """What shows a value in the bar, with its sign and its name."""
    for kind in _BAR:
        found = shown.get(f"{kind}:{name}")
        if found is not None and found.parent is not None:
            yield found.parent


def _member(
    screen: TableControl, shown: Mapping[str, Widget], area: BoardArea, kind: str, name: str
) -> pygame.Rect | None:
    """The rectangle of a member of a set: on the board, a seat, else what can be chosen."""
    rect = area.spot(name)
    if rect is not None:
        return rect
    own = kind == "seat" and name == screen.client.viewer
    groups = ((f"seat:{name}",), *((("seat",),) * own), (f"target:{name}",))
    return _first(shown, groups)


def crowd(table: Widget, area: BoardArea) -> Iterator[pygame.Rect]:
    """The rectangles of what a card should not hide: the bar, the panel, what is on the board.

    What is worth more comes more than once.
    """
    for widget in table.walk():
        for _ in range(_WORTH.get(widget.name, 0)):
            yield widget.rect
    for place in area.busy():
        rect = area.spot(place)
        if rect is not None:
            yield rect
