"""Reads what a page gives for an act: typed and bounded, and each fault told with its cure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Final

from game.catalogue import phrase
from game.serve.protocol import LONGEST_ID, LONGEST_WORDS, MOST_LISTED, Refused

#: So much of a wrong value is told.
_SHOWN: Final = 60


class Given:
    """What is given for one act, by name.

    What is read is ticked off; `done` refuses what is left, which is a slip of whoever wrote it.
    """

    def __init__(self, found: Mapping[str, object], place: str) -> None:
        """Have read nothing yet.

        Args:
            found: what came.
            place: what it is given for, as it is told.
        """
        self._found, self._place = found, place
        self._read: set[str] = set()

    def _take(self, name: str, usual: object = None) -> object:
        self._read.add(name)
        value = self._found.get(name)
        return usual if value is None else value

    def wrong(self, name: str, cure: str) -> Refused:
        """What refuses a value: its place, what it is, and what to do."""
        shown = json.dumps(self._found.get(name))
        shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"
        place = f"{self._place}.{name}"
        return Refused("bad_message", phrase("serve.given", place=place, value=shown, cure=cure))

    def text(self, name: str, most: int = LONGEST_WORDS, needed: bool = False) -> str:
        """A text; empty where it is left out."""
        value = self._take(name, "")
        if not isinstance(value, str) or len(value) > most or _halved(value):
            raise self.wrong(name, phrase("serve.give_text", count=most))
        if needed and not value.strip():
            raise self.wrong(name, phrase("serve.give_words"))
        return value

    def one_of(self, name: str, known: Collection[str]) -> str:
        """One of some words."""
        value = self._take(name)
        if not isinstance(value, str) or value not in known:
            raise self.wrong(name, phrase("serve.give_one_of", names=", ".join(known)))
        return value

    def number(self, name: str, low: int, high: int) -> int:
        """A whole number in a range, both ends of it included."""
        value = self._take(name)
        if type(value) is not int or not low <= value <= high:
            raise self.wrong(name, phrase("serve.give_number", low=low, high=high))
        return value

    def moment(self, name: str, last: int) -> int | None:
        """The number of an entry, 0 for the start; None where it is left out."""
        return None if self._take(name) is None else self.number(name, 0, last)

    def truth(self, name: str, usual: bool | None = None) -> bool:
        """Yes or no."""
        value = self._take(name, usual)
        if not isinstance(value, bool):
            raise self.wrong(name, phrase("serve.give_truth"))
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Several short texts; none where they are left out."""
        value = self._take(name, [])
        if not isinstance(value, list) or len(value) > MOST_LISTED:
            raise self.wrong(name, phrase("serve.give_list", count=MOST_LISTED))
        items = Given({str(n): item for n, item in enumerate(value)}, f"{self._place}.{name}")
        return tuple(items.text(str(n), LONGEST_ID, needed=True) for n in range(len(value)))

    def value(self, name: str) -> int | bool | str | None:
        """A number, yes or no, a word, or nothing."""
        value = self._take(name)
        if value is not None and type(value) not in (int, bool, str):
            raise self.wrong(name, phrase("serve.give_value"))
        return value  # type: ignore[return-value]

    def below(self, name: str) -> Mapping[str, object]:
        """What is given for another act."""
        value = self._take(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, phrase("serve.give_table"))
        return value

    def done(self) -> None:
        """Refuse what nobody asked for."""
        for name in self._found:
            if name not in self._read:
                names = ", ".join(sorted(self._read)) or "-"
                raise self.wrong(name[:LONGEST_ID], phrase("serve.leave_out", names=names))


def _halved(text: str) -> bool:
    """Whether a text has half of a pair of surrogates, which is no letter."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
