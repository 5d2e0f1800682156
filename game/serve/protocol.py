"""What a client may send, read into records; whatever else comes is refused in a sentence.

The bounds stand here. A message that is read is of the right form and of a bounded size; whether it
may be done is for the sitting to say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias

import attrs

from game.catalogue import phrase
from game.table import Draft
from game.table.rationale import Rationale

#: Bytes of one message, and how deep it may be nested.
LARGEST: Final = 8192
DEEPEST: Final = 8
#: Characters of ids, of keys, and of words that a person writes.
LONGEST_ID: Final = 128
LONGEST_KEY: Final = 64
LONGEST_WORDS: Final = 2000
#: Clauses of one side of an offer, and tags of a rationale.
MOST_LISTED: Final = 12
#: Numbers are of so many at most: positions and moves.
LARGEST_NUMBER: Final = 2**31

#: Why something is refused, for programs.
ErrorCode = Literal[
    "bad_message",
    "too_long",
    "too_fast",
    "not_joined",
    "wrong_code",
    "wait",
    "no_seat_free",
    "not_yours",
    "moved_on",
    "refused",
    "unknown",
]
LookAt = Literal["why", "preview", "place", "rules", "story", "offer", "brief"]


class Refused(Exception):
    """Something that a client sent is not done.

    Attributes:
        code: why, for programs.
        text: why, for people; it tells no secret.
    """

    def __init__(self, code: ErrorCode, text: str) -> None:
        super().__init__(text)
        self.code: ErrorCode = code
        self.text = text


@attrs.frozen
class Join:
    """Somebody asks to join, by a code or by a token."""

    code: str = ""
    token: str = ""
    seat: str = ""
    name: str = ""
    watch: bool = False


@attrs.frozen
class Leave:
    """A device gives its place up."""


@attrs.frozen
class Speak:
    """A device is to be spoken to in another language; in the table's, where there is no such."""

    language: str


@attrs.frozen
class Ping:
    """A client asks whether the server is there."""


@attrs.frozen
class Hurry:
    """The bot that thinks is to come to an end."""


@attrs.frozen
class Play:
    """A move of the seat that is asked."""

    id: int
    n: int
    key: str
    rationale: Rationale | None = None


@attrs.frozen
class MakeOffer:
    """A whole offer at a council."""

    draft: Draft
    n: int
    key: str
    rationale: Rationale | None = None


@attrs.frozen
class TakeBack:
    """A seat asks for its last decision back."""

    n: int
    key: str


@attrs.frozen
class NoteDown:
    """A note of one's own, or words to another seat, or to one's own team by one of it."""

    text: str
    to: str
    key: str
    by: str = ""


@attrs.frozen
class GiveOrder:
    """An order of a seat in its own words, which the umpire judges."""

    text: str
    key: str


@attrs.frozen
class AnswerSurvey:
    """An answer to what the people of a seat are asked after the game: a mark, or words."""

    question: str
    given: str | int
    key: str


@attrs.frozen
class BeMember:
    """What one of several people in a seat is called, and what it does for the others."""

    name: str
    role: str
    key: str


@attrs.frozen
class Propose:
    """A move that one of several people in a seat shows to the others."""

    id: int
    n: int
    key: str


@attrs.frozen
class HandOver:
    """Another device of the seat is to commit."""

    to: str
    key: str


@attrs.frozen
class LookUp:
    """Something that is shown on request."""

    at: LookAt
    id: int = -1
    place: str = ""
    words: str = ""
    chapter: str = ""
    before: int = 0
    draft: Draft = attrs.Factory(Draft)


@attrs.frozen
class DeskAct:
    """An act of the umpire; what is given for it is read at the desk."""

    act: str
    given: Mapping[str, Any]
    n: int | None
    key: str


@attrs.frozen
class DeskLook:
    """Something that the umpire is told on request; what is given for it is read at the desk."""

    act: str
    given: Mapping[str, Any]


TeamAct: TypeAlias = BeMember | Propose | HandOver
TableAct: TypeAlias = (
    Play | MakeOffer | TakeBack | NoteDown | GiveOrder | AnswerSurvey | TeamAct | DeskAct
)
Message: TypeAlias = Join | Leave | Speak | Ping | Hurry | LookUp | DeskLook | TableAct


def read_message(data: str | bytes) -> Message:
    """Read what a client sent.

    Args:
        data: one frame.

    Raises:
        Refused: it is no message, or too long.
    """
    size = len(data.encode("utf-8", "surrogatepass")) if isinstance(data, str) else len(data)
    if size > LARGEST:
        raise Refused("too_long", phrase("serve.too_long"))
    try:
        found = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _bad("JSON") from error
    if not isinstance(found, dict) or _depth(found) > DEEPEST:
        raise _bad("JSON")
    word = found.get("do")
    reader = _READERS.get(word) if isinstance(word, str) else None
    if reader is None:
        raise _bad("do")
    return reader(_Fields(found))


def _no_constant(word: str) -> object:
    raise ValueError(word)


def _bad(field: str) -> Refused:
    return Refused("bad_message", phrase("serve.bad_message", field=field))


def _depth(value: object, at: int = 0) -> int:
    """How deep a value is nested; more than may be is not counted on."""
    if at > DEEPEST or not isinstance(value, dict | list):
        return at
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(each, at + 1) for each in inner), default=at + 1)


class _Fields:
    """Reads the fields of one message."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self._found = found

    def text(self, name: str, most: int, needed: bool = False) -> str:
        """A text; empty where it is left out."""
        value = self._found.get(name, "")
        if not isinstance(value, str) or len(value) > most or (needed and not value):
            raise _bad(name)
        try:
            value.encode()
        except UnicodeEncodeError as error:
            # Half of a pair of surrogates is no letter.
            raise _bad(name) from error
        return value

    def number(self, name: str, usual: int | None = None) -> int:
        """A whole number that is not negative."""
        value = self._found.get(name, usual)
        if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
            raise _bad(name)
        return value

    def has(self, name: str) -> bool:
        """Whether a field is given and not null."""
        return self._found.get(name) is not None

    def is_text(self, name: str) -> bool:
        """Whether a field holds a text."""
        return isinstance(self._found.get(name), str)

    def truth(self, name: str) -> bool:
        """Yes or no; no where it is left out."""
        value = self._found.get(name, False)
        if not isinstance(value, bool):
            raise _bad(name)
        return value

    def table(self, name: str) -> _Fields:
        """Fields in a field; none where it is left out."""
        return _Fields(self.plain(name))

    def plain(self, name: str) -> Mapping[str, Any]:
        """Fields in a field, as they came."""
        value = self._found.get(name)
        if value is not None and not isinstance(value, dict):
            raise _bad(name)
        return value or {}

    def texts(self, name: str) -> tuple[str, ...]:
        """Several short texts."""
        value = self._found.get(name, [])
        if not isinstance(value, list) or len(value) > MOST_LISTED:
            raise _bad(name)
        items = _Fields({str(n): item for n, item in enumerate(value)})
        return tuple(items.text(str(n), LONGEST_ID, needed=True) for n in range(len(value)))

    def key(self) -> str:
        """The key of an act."""
        return self.text("key", LONGEST_KEY, needed=True)

    def rationale(self) -> Rationale | None:
        """Why a player chose, if it is said."""
        if not self.has("rationale"):
            return None
        told = self.table("rationale")
        sure = told.number("confidence") if told.has("confidence") else None
        if sure is not None and not 1 <= sure <= 5:
            raise _bad("confidence")
        return Rationale(told.text("words", LONGEST_WORDS), told.texts("tags"), sure)

    def draft(self) -> Draft:
        """What an offer is to say."""
        told = self.table("draft")
        return Draft(
            told.text("partner", LONGEST_ID),
            told.texts("gives"),
            told.texts("asks"),
            told.text("form", LONGEST_ID),
        )


def _join(told: _Fields) -> Message:
    return Join(
        told.text("code", LONGEST_ID),
        told.text("token", LONGEST_ID),
        told.text("seat", LONGEST_ID),
        told.text("name", LONGEST_ID),
        told.truth("watch"),
    )


def _play(told: _Fields) -> Message:
    return Play(told.number("id"), told.number("n"), told.key(), told.rationale())


def _offer(told: _Fields) -> Message:
    return MakeOffer(told.draft(), told.number("n"), told.key(), told.rationale())


def _note(told: _Fields) -> Message:
    words = told.text("text", LONGEST_WORDS, needed=True)
    return NoteDown(words, told.text("to", LONGEST_ID), told.key())


def _order(told: _Fields) -> Message:
    return GiveOrder(told.text("text", LONGEST_WORDS, needed=True), told.key())


def _answer(told: _Fields) -> Message:
    question = told.text("question", LONGEST_ID, needed=True)
    if told.is_text("given"):
        return AnswerSurvey(question, told.text("given", LONGEST_WORDS, needed=True), told.key())
    return AnswerSurvey(question, told.number("given"), told.key())


def _be_member(told: _Fields) -> Message:
    return BeMember(told.text("name", LONGEST_ID), told.text("role", LONGEST_ID), told.key())


def _look(told: _Fields) -> Message:
    match told.text("at", LONGEST_ID):
        case "why" | "preview" as at:
            return LookUp(at, id=told.number("id"))
        case "place":
            return LookUp("place", place=told.text("id", LONGEST_ID, needed=True))
        case "rules":
            words, chapter = told.text("words", LONGEST_ID), told.text("chapter", LONGEST_ID)
            return LookUp("rules", words=words, chapter=chapter)
        case "story":
            return LookUp("story", before=told.number("before"))
        case "offer":
            return LookUp("offer", draft=told.draft())
        case "brief":
            return LookUp("brief")
        case "desk":
            return DeskLook(told.text("act", LONGEST_ID, needed=True), told.plain("given"))
    raise _bad("at")


def _desk(told: _Fields) -> Message:
    at = told.number("n") if told.has("n") else None
    return DeskAct(told.text("act", LONGEST_ID, needed=True), told.plain("given"), at, told.key())


_READERS: Final[Mapping[str, Callable[[_Fields], Message]]] = {
    "join": _join,
    "leave": lambda _: Leave(),
    "speak": lambda told: Speak(told.text("lang", LONGEST_ID)),
    "ping": lambda _: Ping(),
    "hurry": lambda _: Hurry(),
    "play": _play,
    "offer": _offer,
    "undo": lambda told: TakeBack(told.number("n"), told.key()),
    "note": _note,
    "order": _order,
    "answer": _answer,
    "member": _be_member,
    "propose": lambda told: Propose(told.number("id"), told.number("n"), told.key()),
    "hand": lambda told: HandOver(told.text("to", LONGEST_ID, needed=True), told.key()),
    "look": _look,
    "desk": _desk,
}
