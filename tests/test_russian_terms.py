"""One term for each thing in Russian: a seat is no place."""

from __future__ import annotations

import re

from game.catalogue import SPOKEN, speaking


def texts(language: str) -> dict[str, str]:
    """The texts of the program, all forms of each as one, without what is put in."""
    with speaking(language):
        assert SPOKEN.catalogue is not None
        entries = SPOKEN.catalogue.entries
    return {key: re.sub(r"\{[^}]*\}", "", " ".join(e.forms)) for key, e in entries.items()}


def test_a_seat_is_called_a_side_and_no_place() -> None:
    english, russian = texts("en"), texts("ru")
    of_seats = {k for k, t in english.items() if re.search(r"\bseats?\b", t, re.IGNORECASE)}
    of_places = {k for k, t in english.items() if re.search(r"\bplaces?\b", t, re.IGNORECASE)}
    wrong = re.compile(r"\bмест(?:о|а|у|ом|е|ам|ами|ах)?\b", re.IGNORECASE)
    assert len(of_seats) > 50
    assert {k: russian[k] for k in of_seats - of_places if wrong.search(russian[k])} == {}
