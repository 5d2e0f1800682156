"""Templates as whole pages: what is put in is escaped, and the letters are in the page."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from game.catalogue import number_text
from game.files import read_plain
from game.resources import asset

#: The most bytes of a font; ours have a tenth of that.
_MOST_BYTES: Final = 1 << 20

#: The letters of the page, by family and weight; what they lack the reader's machine draws.
_FACES: Final = (
    ("Barlow", 400, "Barlow-Regular.ttf"),
    ("Barlow", 600, "Barlow-SemiBold.ttf"),
    ("Barlow Semi Condensed", 700, "BarlowSemiCondensed-Bold.ttf"),
)


def filled(template: str, room: str = "game.report", **values: Any) -> str:
    """A page as HTML that needs nothing beside it.

    Args:
        template: the name of its file in `templates`.
        room: the package whose `templates` these are.
        values: what the template speaks of; it gets `faces`, the fonts, besides.
    """
    environment = Environment(
        loader=PackageLoader(room),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["minus"] = number_text
    return environment.get_template(template).render(faces=_faces(), **values)


def _faces() -> list[dict[str, Any]]:
    """The fonts, whole, in the letters of base 64."""
    found = []
    for family, weight, name in _FACES:
        data = b64encode(read_plain(asset("fonts", name), _MOST_BYTES)).decode()
        found.append({"family": family, "weight": weight, "data": data})
    return found
