"""Why a player chose: their words, tags to sort by, and how sure they were."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from game.catalogue import phrase
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
