"""Colours and shapes that are chosen where a look names none: by common words, else by turn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from game.rules.look import Colour

#: Colours of seats by the words of their ids and names.
_COLOURS: Final[dict[str, Colour]] = {
    "white": (238, 232, 218), "black": (42, 46, 54), "red": (205, 62, 50),
    "blue": (64, 128, 232), "green": (66, 158, 88), "yellow": (240, 196, 72),
    "gold": (240, 196, 72), "amber": (240, 196, 72),
    "orange": (232, 132, 52), "grey": (140, 150, 160),
    "gray": (140, 150, 160), "brown": (150, 104, 62), "purple": (150, 96, 204),
    "violet": (150, 96, 204), "pink": (232, 132, 180), "rose": (232, 132, 180),
    "teal": (62, 168, 168), "dark": (42, 46, 54),
    "light": (238, 232, 218), "ivory": (238, 232, 218), "silver": (190, 198, 206),
}  # fmt: skip
#: Shapes of stones by such words.
_SHAPES: Final[dict[str, str]] = {
    "x": "cross", "cross": "cross", "crosses": "cross", "ex": "cross",
    "o": "ring", "nought": "ring", "noughts": "ring", "naught": "ring", "circle": "ring",
}  # fmt: skip
#: The colours of seats in turn.
SEATS: Final[tuple[Colour, ...]] = (
    (64, 128, 232), (205, 62, 50), (240, 196, 72), (66, 158, 88), (150, 96, 204), (232, 132, 52),
)  # fmt: skip
#: The outlines and hatches of counters in turn.
COUNTERS: Final = (("round", "none"), ("cut", "rising"), ("square", "dots"), ("round", "level"))

#: Ground by common words: its colour and pattern.
_GROUND: Final[dict[str, tuple[Colour, str]]] = {
    "clear": ((76, 86, 62), "tufts"), "open": ((76, 86, 62), "tufts"),
    "plain": ((76, 86, 62), "tufts"), "plains": ((76, 86, 62), "tufts"),
    "grass": ((76, 92, 58), "tufts"), "field": ((98, 96, 58), "level"),
    "land": ((76, 86, 62), "plain"), "wood": ((34, 62, 46), "trees"),
    "woods": ((34, 62, 46), "trees"), "forest": ((34, 62, 46), "trees"),
    "hill": ((98, 76, 52), "hills"), "hills": ((98, 76, 52), "hills"),
    "mountain": ((92, 86, 82), "peaks"), "mountains": ((92, 86, 82), "peaks"),
    "rough": ((92, 80, 64), "rocks"), "town": ((92, 90, 86), "houses"),
    "city": ((100, 94, 92), "houses"), "village": ((92, 90, 76), "houses"),
    "fort": ((104, 98, 88), "houses"), "water": ((38, 92, 128), "waves"),
    "sea": ((32, 78, 118), "waves"), "lake": ((38, 92, 128), "waves"),
    "river": ((40, 98, 134), "waves"), "marsh": ((62, 84, 72), "marsh"),
    "swamp": ((62, 84, 72), "marsh"), "bog": ((62, 84, 72), "marsh"),
    "desert": ((150, 126, 82), "sand"), "sand": ((150, 126, 82), "sand"),
    "ice": ((150, 168, 178), "level"), "snow": ((160, 172, 180), "dots"),
    "road": ((104, 92, 66), "plain"), "bridge": ((122, 102, 66), "upright"),
    "ford": ((70, 112, 128), "waves"), "wall": ((66, 62, 60), "rocks"),
}  # fmt: skip
_OTHER_GROUND: Final[tuple[tuple[Colour, str], ...]] = (
    ((78, 88, 64), "plain"), ((98, 78, 54), "rising"), ((44, 74, 86), "dots"),
    ((86, 64, 86), "falling"), ((58, 78, 58), "level"), ((104, 92, 58), "upright"),
    ((62, 66, 92), "marsh"), ((96, 62, 60), "sand"),
)  # fmt: skip
#: The tints of areas that have no terrain, so that neighbours differ.
AREAS: Final[tuple[Colour, ...]] = (
    (70, 86, 80), (84, 80, 62), (64, 78, 96), (88, 70, 72), (74, 72, 94), (66, 90, 66),
)  # fmt: skip
#: The two tones of squares without terrain, light and dark.
TONES: Final[tuple[Colour, Colour]] = ((136, 149, 163), (84, 97, 112))
#: And of hexes or areas without terrain.
BARE: Final[Colour] = (66, 80, 84)
#: What a line looks like, by common words.
_LINES: Final[dict[str, str]] = {
    "road": "road", "roads": "road", "highway": "road", "rail": "track", "railway": "track",
    "track": "track", "trail": "dashes", "path": "dashes", "river": "river", "rivers": "river",
    "stream": "river", "canal": "river", "wall": "wall", "cliff": "wall", "border": "wall",
}  # fmt: skip
LINE_COLOURS: Final[dict[str, Colour]] = {
    "road": (222, 178, 110), "track": (196, 190, 178), "river": (52, 128, 176),
    "wall": (170, 92, 70), "dashes": (206, 188, 150),
}  # fmt: skip

#: Arms by the words for them.
_SYMBOLS: Final[dict[str, str]] = {
    "infantry": "infantry", "foot": "infantry", "inf": "infantry", "line": "infantry",
    "cavalry": "cavalry", "horse": "cavalry", "cav": "cavalry", "lancers": "cavalry",
    "guns": "guns", "artillery": "guns", "battery": "guns", "art": "guns",
    "armour": "armour", "armor": "armour", "tank": "armour", "tanks": "armour",
    "engineers": "engineers", "engineer": "engineers", "sappers": "engineers",
    "supply": "supply", "train": "supply", "wagon": "supply", "wagons": "supply",
    "headquarters": "headquarters", "hq": "headquarters", "staff": "headquarters",
    "leader": "headquarters", "scouts": "scouts", "scout": "scouts", "recon": "scouts",
    "raiders": "scouts", "fort": "fort", "fortress": "fort",
    "ship": "ship", "fleet": "ship", "boat": "ship", "air": "air", "aircraft": "air",
}  # fmt: skip


def words_of(*texts: str) -> list[str]:
    """The words of some ids and names, in lower case."""
    return [w for text in texts for w in re.findall(r"[a-z]+", text.lower().replace("_", " "))]


def seat_colour(words: Iterable[str]) -> Colour | None:
    """The colour that one of some words names."""
    return next((_COLOURS[w] for w in words if w in _COLOURS), None)


def seat_shape(words: Iterable[str]) -> str:
    """The shape that one of some words names, or nothing."""
    return next((_SHAPES[w] for w in words if w in _SHAPES), "")


def ground(words: Iterable[str], turn: int) -> tuple[Colour, str]:
    """The colour and pattern of a kind of ground; in turn where no word is known."""
    known = next((_GROUND[w] for w in words if w in _GROUND), None)
    return known or _OTHER_GROUND[turn % len(_OTHER_GROUND)]


def line(words: Iterable[str]) -> str:
    """How a line is drawn."""
    return next((_LINES[w] for w in words if w in _LINES), "road")


def symbol(words: Iterable[str]) -> str:
    """The arm that one of some words names, or nothing."""
    return next((_SYMBOLS[w] for w in words if w in _SYMBOLS), "")
