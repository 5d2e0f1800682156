"""See the map without a game: ``python -m game.ui.map.preview out.png [WIDTHxHEIGHT] [all]``.

The numbers on the spaces are invented; ``all`` shows all 22 spaces instead of a part of the river.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.ui.map.counters import CrossingPicture, SpacePicture

PART = ("sho", "drv", "shg", "klb", "sbz", "dmy", "sik", "fzb")


def main(arguments: list[str]) -> int:
    """Draw the picture; exit status 2 when the arguments make no sense."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    from game.ui.map.geography import load_geography
    from game.ui.map.mapview import MapView

    target, size = Path(arguments[0]), (1920, 1080)
    for word in arguments[1:]:
        if "x" in word:
            wide, high = word.split("x", 1)
            if not (wide.isdigit() and high.isdigit()):
                print(f"{word!r} is not a size such as 1920x1080.", file=sys.stderr)
                return 2
            size = (int(wide), int(high))
    view = MapView(pygame.Rect((0, 0), size))
    whole = "all" in arguments
    view.set_in_play(load_geography().spaces if whole else PART)
    view.fit()
    view.set_pictures(*invented(view.geography.spaces if whole else PART))
    picture = pygame.Surface(size, 0, 32)
    view.settle()
    view.draw(picture)
    pygame.image.save(picture, str(target))
    return 0


def invented(
    spaces: "Iterable[str]",
) -> "tuple[list[SpacePicture], list[CrossingPicture]]":
    """Pictures with invented numbers that show every kind of piece, mark and emphasis."""
    from game.ui.map.counters import CounterPicture, CrossingPicture, SpacePicture
    from game.ui.map.geography import load_geography

    families = load_geography().spaces
    pictures = []
    for index, i in enumerate(spaces):
        south = families[i].family == "south"
        pressure = (index * 3) % 5 + 1
        if south:
            own = [CounterPicture("links", index % 3), CounterPicture("garrison", 1 + index % 3)]
        else:
            own = [CounterPicture("national", 1 + index % 2), CounterPicture("allied", index % 4)]
            own.append(CounterPicture("links", (index + 1) % 3))
            if index % 2:
                own.append(CounterPicture("ground_shadow", 1))
        balance = sum(c.value or 0 for c in own) - pressure
        if balance in (0, 1):
            own[-1] = CounterPicture(own[-1].kind, own[-1].value, indispensable=True)
        own.append(CounterPicture("pressure", pressure))
        if i in ("sho", "drv"):
            own.append(CounterPicture("workers", 2))
        kept = tuple(c for c in own if c.value)
        highlight = {"drv": "selected", "sho": "legal", "shg": "legal", "fzb": "dimmed"}.get(
            i, "none"
        )
        marks = ("incident",) if i == "sbz" else ("standard",) if i == "shg" else ()
        flash = 0.8 if i == "sbz" else 0.0
        pictures.append(SpacePicture(i, kept, balance, marks, highlight, flash))
    return pictures, [
        CrossingPicture("dmy", ("pledge",)),
        CrossingPicture("sik", ("pledge", "open")),
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
