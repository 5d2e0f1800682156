"""All icons in one drawing, so that a page has them when it has lost its line to the server."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from game.resources import asset

#: Where they come from; their licence is beside them, and served with them.
_FROM: Final = "Lucide, ISC licence: /icons/LICENSE-Lucide.txt"
_INSIDE: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_BOX: Final = re.compile(r'viewBox="([\d. -]+)"')


@cache
def icon_sheet() -> str:
    """Return a drawing that shows nothing, with a symbol `icon-NAME` for each of `assets/icons`."""
    symbols = []
    for path in sorted(asset("icons").glob("*.svg")):
        text = path.read_text("utf-8")
        inside, box = _INSIDE.search(text), _BOX.search(text)
        if inside is not None and box is not None:
            drawn = " ".join(inside[1].split())
            symbols.append(f'<symbol id="icon-{path.stem}" viewBox="{box[1]}">{drawn}</symbol>')
    drawn = "".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><!-- {_FROM} -->{drawn}</svg>'
