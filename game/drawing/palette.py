"""Colours and shapes that are chosen where a look names none: by common words, else by turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from game.drawing.palettes import worn
from game.drawing.patterns import lighter
from game.rules.look import Colour

_Style = TypeVar("_Style")

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
    "x": "cross", "cross": "cross", "ex": "cross",
    "o": "ring", "nought": "ring", "naught": "ring", "circle": "ring",
}  # fmt: skip
#: The colours of seats in turn.
SEATS: Final[tuple[Colour, ...]] = (
    (64, 128, 232), (205, 62, 50), (240, 196, 72), (66, 158, 88), (150, 96, 204), (232, 132, 52),
)  # fmt: skip
#: The outlines and hatches of counters in turn.
COUNTERS: Final = (("round", "none"), ("cut", "rising"), ("square", "dots"), ("round", "level"))

#: Kinds of ground: the colour, the pattern, and the words for them, one alone of each.
_GROUNDS: Final[tuple[tuple[Colour, str, str], ...]] = (
    ((76, 86, 62), "tufts", "clear open plain flat firm steppe prairie savanna savannah"),
    ((76, 92, 58), "tufts", "grass grassland meadow pasture lea green"),
    ((98, 96, 58), "level", "field farm farmland crop glebe orchard vineyard"),
    ((76, 86, 62), "plain", "land lowland"),
    ((34, 62, 46), "trees", "wood woodland forest grove copse jungle taiga"),
    ((62, 78, 48), "trees", "thicket brush scrub bush"),
    ((86, 72, 70), "tufts", "moor moorland heath fell tundra"),
    ((98, 76, 52), "hills", "hill hillside ridge height highland upland down slope bluff rise"),
    ((92, 86, 82), "peaks", "mountain peak alp massif crag"),
    ((92, 80, 64), "rocks", "rough broken rock rocky rubble ruin badland cliff gorge ravine"),
    ((92, 90, 86), "houses", "town harbour harbor port suburb"),
    ((100, 94, 92), "houses", "city urban metropolis"),
    ((92, 90, 76), "houses", "village hamlet settlement camp"),
    ((104, 98, 88), "houses", "fort fortress fortification castle citadel"),
    ((38, 92, 128), "waves", "water lake mere pond pool tarn loch lagoon reservoir"),
    ((32, 78, 118), "waves", "sea ocean bay gulf strait sound fjord deep coast"),
    ((40, 98, 134), "waves", "river stream brook creek canal channel"),
    ((70, 112, 128), "waves", "ford shallow shoal reef"),
    ((62, 84, 72), "marsh", "marsh swamp bog fen carr mire quagmire wetland delta mud"),
    ((150, 126, 82), "sand", "desert sand dune beach shore"),
    ((150, 168, 178), "level", "ice glacier"),
    ((160, 172, 180), "dots", "snow"),
    ((104, 92, 66), "plain", "road causeway"),
    ((122, 102, 66), "upright", "bridge"),
    ((66, 62, 60), "rocks", "wall lava"),
)  # fmt: skip
_GROUND: Final = {w: (colour, pattern) for colour, pattern, ws in _GROUNDS for w in ws.split()}
#: Ground of which no word is known where most places have it: what lies on it stands out.
COMMON: Final[tuple[Colour, str]] = ((78, 88, 64), "plain")
#: Other ground by turn; none of it is blue or patterned like water, which one would go round.
_OTHER_GROUND: Final[tuple[tuple[Colour, str], ...]] = (
    ((98, 78, 54), "rising"), ((84, 84, 78), "dots"), ((92, 64, 80), "falling"),
    ((58, 78, 58), "level"), ((104, 92, 58), "upright"), ((72, 66, 60), "rocks"),
    ((96, 62, 60), "sand"), ((88, 74, 66), "plain"),
)  # fmt: skip
#: The tints of areas that have no terrain, so that neighbours differ.
AREAS: Final[tuple[Colour, ...]] = (
    (70, 86, 80), (84, 80, 62), (64, 78, 96), (88, 70, 72), (74, 72, 94), (66, 90, 66),
)  # fmt: skip
#: The two tones of squares without terrain, light and dark.
TONES: Final[tuple[Colour, Colour]] = ((136, 149, 163), (84, 97, 112))
#: And of hexes or areas without terrain.
BARE: Final[Colour] = (66, 80, 84)
#: What a line looks like, and the words for it, one alone of each.
_LINE_WORDS: Final[dict[str, str]] = {
    "road": "road highway causeway street lane avenue turnpike bridge route",
    "track": "track rail railway railroad tram tramway",
    "river": "river stream brook creek burn beck rill canal channel water waterway watercourse "
    "ditch moat ford",
    "dashes": "trail path footpath bridleway packway pass ferry portage",
    "wall": "wall cliff border frontier boundary hedge hedgerow fence palisade rampart dike dyke "
    "bank embankment scarp escarpment trench ridge",
}  # fmt: skip
_LINES: Final = {w: pattern for pattern, ws in _LINE_WORDS.items() for w in ws.split()}
#: Lines by turn; none is drawn as water.
OTHER_LINES: Final = ("road", "dashes", "wall", "track")
#: The colours of the first line of a pattern on a board, of the second and so on.
LINE_COLOURS: Final[dict[str, tuple[Colour, ...]]] = {
    "road": ((222, 178, 110), (206, 128, 120), (176, 186, 122), (186, 148, 190)),
    "track": ((196, 190, 178), (200, 146, 116), (158, 178, 132), (178, 156, 194)),
    "river": ((52, 128, 176), (64, 160, 164), (104, 126, 196), (120, 168, 200)),
    "wall": ((170, 92, 70), (104, 140, 76), (158, 152, 146), (158, 108, 150)),
    "dashes": ((206, 188, 150), (222, 138, 122), (160, 196, 136), (196, 160, 206)),
}  # fmt: skip

#: Arms by the words for them.
_SYMBOLS: Final[dict[str, str]] = {
    "infantry": "infantry", "foot": "infantry", "inf": "infantry", "line": "infantry",
    "rifle": "infantry", "grenadier": "infantry",
    "cavalry": "cavalry", "horse": "cavalry", "cav": "cavalry", "lancer": "cavalry",
    "rider": "cavalry", "hussar": "cavalry", "dragoon": "cavalry",
    "gun": "guns", "artillery": "guns", "battery": "guns", "art": "guns", "cannon": "guns",
    "armour": "armour", "armor": "armour", "tank": "armour",
    "engineer": "engineers", "sapper": "engineers", "pioneer": "engineers",
    "supply": "supply", "train": "supply", "wagon": "supply",
    "headquarters": "headquarters", "hq": "headquarters", "staff": "headquarters",
    "leader": "headquarters", "general": "headquarters", "scout": "scouts", "recon": "scouts",
    "raider": "scouts", "fort": "fort", "fortress": "fort",
    "ship": "ship", "fleet": "ship", "boat": "ship", "air": "air", "aircraft": "air",
}  # fmt: skip


def words_of(*texts: str) -> list[str]:
    """The words of some ids and names, in lower case."""
    return [w for text in texts for w in re.findall(r"[a-z]+", text.lower().replace("_", " "))]


def _known(table: Mapping[str, _Style], words: Iterable[str]) -> _Style | None:
    """What a table has for the first of some words that it knows, alone or as one of many."""
    forms = (f for w in words for f in (w, w.removesuffix("s"), w.removesuffix("es")))
    return next((table[f] for f in forms if f in table), None)


def seat_colour(words: Iterable[str]) -> Colour | None:
    """The colour that one of some words names."""
    found = _known(_COLOURS, words)
    return None if found is None else worn(found)


def in_turn(place: int) -> Colour:
    """The colour of the seat, or of what else is counted, at a place."""
    return worn(SEATS[place % len(SEATS)])


def seat_shape(words: Iterable[str]) -> str:
    """The shape that one of some words names, or nothing."""
    return _known(_SHAPES, words) or ""


def ground(words: Iterable[str]) -> tuple[Colour, str] | None:
    """The colour and pattern of a kind of ground that one of some words names."""
    found = _known(_GROUND, words)
    return None if found is None else (worn(found[0]), found[1])


def other_ground(turn: int) -> tuple[Colour, str]:
    """The colour and pattern of a kind of ground of which no word is known."""
    colour, pattern = _OTHER_GROUND[turn % len(_OTHER_GROUND)]
    return worn(colour), pattern


def apart(colour: Colour, turn: int) -> Colour:
    """A colour for the kinds of ground after the first for which one and the same was chosen."""
    return lighter(colour, (turn + 1) // 2 * (22 if turn % 2 else -22))


def line(words: Iterable[str]) -> str:
    """The pattern of a line that one of some words names, or nothing."""
    return _known(_LINES, words) or ""


def symbol(words: Iterable[str]) -> str:
    """The arm that one of some words names, or nothing."""
    return _known(_SYMBOLS, words) or ""
