"""Why a player chose: their words, tags to sort by, and how sure they were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from game.catalogue import phrase
from game.rules import TagInfo
from game.table.errors import TableError
from game.table.words import clean, clean_tags


@frozen
class Rationale:
    """Why a player chose. It is kept in the journal and shown to no other seat.

    Attributes:
        words: in the player's own words; "" for none.
        tags: words to sort the decision by, each once.
        confidence: how sure the player was, 1 (a guess) to 5 (certain); None where nobody asked.
    """

    words: str = ""
    tags: Sequence[str] = ()
    confidence: int | None = None


#: A tag and a confidence as they are typed in a line: `#leverage`, `=4`.
_TAG: Final = re.compile(r"(?<!\S)#(\w+)(?!\S)")
_SURE: Final = re.compile(r"(?<!\S)=([1-5])(?!\S)")


def read_line(typed: str, known: Sequence[TagInfo] = ()) -> Rationale:
    """Read a rationale out of one line, so that whoever types need not leave the keys.

    Args:
        typed: words, with tags as `#tag` and a confidence as `=1` to `=5` anywhere among them; a
            tag is known by its id, by its name, or by how either begins if only one does so.
        known: the tags that the scenario has.
    """
    tags = [_meant(word, known) for word in _TAG.findall(typed)]
    sure = _SURE.findall(typed)
    words = _SURE.sub(" ", _TAG.sub(" ", typed))
    told = " ".join(words.split()) if tags or sure else words.strip()
    return Rationale(told, tags, int(sure[-1]) if sure else None)


def _meant(word: str, known: Sequence[TagInfo]) -> str:
    """The id of the tag that was typed; a word of the player's own stays as it is."""
    typed = word.casefold()
    names = {each.id: (each.id.casefold(), each.name.casefold()) for each in known}
    exact = [tag for tag, called in names.items() if typed in called]
    begun = [tag for tag, called in names.items() if any(n.startswith(typed) for n in called)]
    return next((found[0] for found in (exact, begun) if len(found) == 1), word)


def checked(given: Rationale | str | None) -> Rationale:
    """Return a rationale fit for a journal; plain words are one.

    Args:
        given: what a player gave.

    Raises:
        TableError: the confidence is none.
    """
    told = Rationale() if given is None else Rationale(given) if isinstance(given, str) else given
    sure = told.confidence
    if sure is not None and (type(sure) is not int or not 1 <= sure <= 5):
        raise TableError(phrase("play.confidence", sure=repr(sure)))
    return Rationale(clean(told.words), clean_tags(told.tags), sure)
