"""What people type at a table, made fit for its journal: notes, reasons, names, tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from game.rules.source.characters import without_controls

LONGEST_TEXT: Final = 4000
"""Characters in a note, a rationale or a reason."""
LONGEST_NAME: Final = 120
"""Characters in the name of a person, a table, a facilitator."""
LONGEST_TAG: Final = 40
MOST_TAGS: Final = 12
_SEATS: Final = ("actor", "author", "bot", "occupant", "people", "person", "seat", "seats", "table")
ONE_LINE: Final = frozenset((*_SEATS, "turn", "cell", "id", "kind", "name", "tags", "title"))
"""Fields of a save whose words are names: they have no line breaks."""


def clean(text: str) -> str:
    """Make a person's words fit for a journal: no control characters, no more than LONGEST_TEXT.

    Args:
        text: what was typed or pasted.

    Returns:
        The text, shortened if it was too long.
    """
    return without_controls(text).strip()[:LONGEST_TEXT].rstrip()


def clean_name(text: str, longest: int = LONGEST_NAME) -> str:
    """Make a name fit for a journal: one line without control characters.

    Args:
        text: what was typed or pasted.
        longest: how many characters it may have; the rest is left out.
    """
    return " ".join(without_controls(text).split())[:longest].rstrip()


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Make tags fit for a journal: each once and in one line, the first MOST_TAGS of them."""
    named = dict.fromkeys(clean_name(tag, LONGEST_TAG) for tag in tags)
    return tuple(filter(None, named))[:MOST_TAGS]


def texts_in(value: Any, one_line: bool = False) -> Iterator[tuple[str, bool]]:
    """Give every text in a value out of a save, the names of its fields too.

    Args:
        value: any value that TOML has.
        one_line: whether its texts are names.

    Returns:
        Each text, and whether it is a name, which has no line breaks.
    """
    if isinstance(value, str):
        yield value, one_line
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield name, True
            yield from texts_in(item, one_line or name in ONE_LINE)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item, one_line)
