"""Names of people replaced by others, the same everywhere, so that a report can be passed on.

Who sat where, who wrote and who ruled are always called otherwise. In what people wrote a name is
replaced where it stands as a word, whole or by one of its parts, in any letters. Two things stay: a
name that the rules give to something in the game, for nobody could read of that any more, and parts
of names that are words of the rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from game.catalogue import phrase
from game.table.seating import BOT, FACILITATOR
from game.table.team_notes import writer

if TYPE_CHECKING:
    from game.table import Sitting

T = TypeVar("T")

#: A part of a name is replaced by itself if it has so many letters.
LEAST_LETTERS: Final = 3
#: The fields whose whole text is the name of somebody.
NAMED: Final = frozenset({"actor", "author", "person", "people"})
#: Of these fields the text may be the id of a seat as well, which stays.
_OR_SEAT: Final = frozenset({"actor", "author"})
#: The fields whose text is nobody's: words that programs read.
_PLAIN: Final = frozenset(
    {"kind", "at", "started", "resumed", "rules_sha256", "format", "written_by", "move", "id"}
    | {"cell", "seat", "question", "place", "bot", "winner", "ending", "verdict"}
)
#: Tables of fields that this program does not know.
_UNKNOWN: Final = frozenset({"extra", "origin"})
#: Who is known by letters that are alike in some languages only.
_SOMEBODY: Final = "\N{HORIZONTAL ELLIPSIS}"
#: Who does things at a table without being a person.
NOBODY: Final = frozenset({FACILITATOR, "chance", "generator", "dice", ""})


class Pseudonyms:
    """Calls each person otherwise, and the same in everything that it is given."""

    def __init__(self, sittings: Iterable[Sitting]) -> None:
        """Find who is named in some games.

        Args:
            sittings: the games; the same name in two of them is the same person.
        """
        found: dict[str, str] = {}
        spellings: dict[str, set[str]] = {}
        titles: set[str] = set()
        words: set[str] = set()
        for sitting in sittings:
            for name in names_in(sitting):
                found.setdefault(_key(name), phrase("report.person", n=len(found) + 1))
                plain = unicodedata.normalize("NFC", name)
                spellings.setdefault(_key(name), set()).add(plain)
            titles |= {_key(title) for title in _titles(sitting)}
            rules = f"{sitting.header.rules} {sitting.header.look or ''}"
            words |= {_key(word) for word in re.findall(r"\w+", rules)}
        #: What each name is called instead.
        self.called: Mapping[str, str] = found
        self._kept = frozenset(found) & titles
        parts: dict[str, str] = {}
        spelled: set[str] = set()
        for name, called in found.items():
            if name in self._kept:
                continue
            spelled |= {name, *spellings[name]}
            for part in re.findall(r"\w+", name):
                if len(part) >= LEAST_LETTERS and part not in words and not part.isdigit():
                    parts.setdefault(part, called)
        whole = {name: called for name, called in found.items() if name not in self._kept}
        self._texts = {**parts, **whole}
        longest = sorted(spelled | set(parts), key=lambda name: (-len(name), name))
        joined = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None

    def text(self, words: str) -> str:
        """A text with every name in it replaced."""
        if self._pattern is None:
            return words
        plain = unicodedata.normalize("NFC", words)
        return self._pattern.sub(lambda m: self._texts.get(_key(m[0]), _SOMEBODY), plain)

    def name(self, name: str) -> str:
        """What somebody is called instead; who is nobody stays who they are."""
        return self.called.get(_key(name), self.text(name))

    def of(self, value: T) -> T:
        """A record, a document or any part of one, with every name in it replaced."""
        found: T = self._of(value, "")
        return found

    def _of(self, value: Any, field: str) -> Any:
        if isinstance(value, str):
            if field in _PLAIN or (field in _OR_SEAT and _key(value) in self._kept):
                return value
            return self.name(value) if field in NAMED else self.text(value)
        if isinstance(value, Mapping):
            # People are told by seats: there the values are the names.
            inner = "person" if field == "people" else "extra" if field in _UNKNOWN else ""
            strange = field in _UNKNOWN
            return {
                (self.text(k) if strange and isinstance(k, str) else k): self._of(
                    v, inner or (k if isinstance(k, str) else "")
                )
                for k, v in value.items()
            }
        if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
            return type(value)(self._of(item, field) for item in value)
        if attrs.has(type(value)):
            changed = {
                a.alias: self._of(getattr(value, a.name), a.name)
                for a in attrs.fields(type(value))
                if a.init
            }
            return attrs.evolve(value, **changed)
        return value


def names_in(sitting: Sitting) -> list[str]:
    """Everybody who is named at a table, in the order in which they come."""
    header, seats = sitting.header, set(sitting.game.seats)
    found = [*header.people.values()]
    for entry in sitting.entries:
        if entry.actor not in seats:
            found.append(entry.actor)
        found.append(getattr(entry.act, "person", None) or "")
        found.append(writer(tuple(getattr(entry.act, "tags", ()))))
        author = getattr(entry.act, "author", None)
        found.append(author or "")
    plain = (name for name in found if name not in NOBODY and not name.startswith(BOT))
    return [*dict.fromkeys(plain)]


def _titles(sitting: Sitting) -> list[str]:
    """What the rules call seats and places and other members, for people."""
    game = sitting.game
    told = []
    for kind in game.sets:
        for ident, texts in game.rules.members(kind).items():
            told += [ident, str(texts.get("name") or ""), str(texts.get("short") or "")]
    return [title for title in told if title]


def _key(name: str) -> str:
    """A name as it is compared: in one spelling, without regard to capitals and spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
