"""What was said in a language made from English, and which of its words bypassed the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from game.catalogue import choose

#: The language that is longer than English.
ID: Final = "en-XA"
#: The one that is written right to left.
LEFTWARDS: Final = "ar-XB"
#: Letters that these languages write in no text; the others have no accent in the usual fonts.
_PLAIN: Final = re.compile(r"[a-eg-lnor-uwyzA-EG-LNOR-UWYZ]")


def english(said: str, known: str = "") -> set[str]:
    """The words of what was said that never went through the tables of texts.

    Args:
        said: the text.
        known: texts whose words are no matter, such as what was typed.
    """
    words = set(re.findall(r"[^\W\d_]{2,}", said))
    return {word for word in words if _PLAIN.search(word) and word.lower() not in known.lower()}


@contextmanager
def spoken_all_over(language: str = ID) -> Iterator[None]:
    """Speak a language everywhere for a while.

    Args:
        language: its id.
    """
    assert choose(language) == language
    try:
        yield
    finally:
        choose("en")
