"""Reads [game]: what the game is called, who sits at it, and how long it may last."""

from __future__ import annotations

import attrs

from game.catalogue import called
from game.rules.declare.clocks import read_clocks
from game.rules.declare.lengths import cap, longest, repetition
from game.rules.declare.people import Counts, ForPeople
from game.rules.declare.records import Fields, LimitDecl, SetDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import TomlPath
from game.rules.limits import MAX_DECKS, MAX_INCLUDES, MAX_MEMBERS
from game.rules.look.beside import is_beside
from game.rules.reserved_words import unfit

#: The versions of the rules language that are read; a file that does not say is of the first.
LANGUAGES = (1, 2)
#: The version that new files are written in.
LANGUAGE = LANGUAGES[-1]


@attrs.frozen
class GameDecl:
    """What [game] says; `seats` is the set of seats when it is declared there."""

    language: int
    name: str
    text: str
    disclaimer: str
    play: str
    seated: str | None
    round: str | None
    look: str
    labels: dict[str, str]
    longest: tuple[int, int] | None
    cap: LimitDecl | None
    repetition: LimitDecl | None
    returns: tuple[int, int] | None
    decks: tuple[str, ...]
    seats: SetDecl | None
    people: ForPeople


def read_game(r: TableReader, sections: tuple[str, ...]) -> GameDecl:
    """Read [game].

    Args:
        r: its table.
        sections: the names of all sections, which no deck may have.
    """
    name, text = r.need_text("name"), r.get("text", str, "")
    disclaimer, play = r.get("disclaimer", str, ""), r.get("play", str, "play")
    returns, most, seated = _pair(r, "returns"), longest(r), r.get("seated", str)
    ends = cap(r), repetition(r)
    round_, look = r.get("round", str), r.get("look", str, "")
    _check_include(r)
    written = r.get("language", int, LANGUAGES[0])
    if written not in LANGUAGES:
        known = " or ".join(map(str, LANGUAGES))
        said = f"`language` is {known}, the versions of the rules language that are read here."
        hint = "a file for a later version needs a later program."
        r.report("unknown-language", said, "language", word=str(written), hint=hint)
    labels = {k: str(v) for k, v in r.plain("labels", (str,)).items()}
    decks, seats = r.words("decks", ["event"]), _seats(r)
    people = _people(r)
    if not r.bounded(len(decks), MAX_DECKS, "decks", "decks"):
        decks = decks[:MAX_DECKS]
    r.done()
    if look and not is_beside(look):
        said = "`look` is the path of a file beside the rules, like `look.toml`, with no `..` in it"
        r.report("wrong-shape", f"{said}.", "look", word=look)
    for i, deck in enumerate(decks):
        place: TomlPath = ("decks", i)
        if not isinstance(r.data.get("decks"), list):
            place = ("decks",)
        if deck in sections:
            r.report("bad-name", f"`{deck}` is a section; call the deck otherwise.", *place)
        elif deck in decks[:i]:
            r.report("duplicate", f"the deck `{deck}` is named already.", *place, word=deck)
        else:
            r.named(deck, "deck", *place)
    kept = tuple(d for d in dict.fromkeys(decks) if d not in sections)
    return GameDecl(
        written, name, text, disclaimer, play, seated, round_, look, labels, most, *ends, returns,
        kept, seats, people,
    )  # fmt: skip


def _people(r: TableReader) -> ForPeople:
    """What only people read, and the published counts."""
    how, minutes = r.get("how", str, ""), r.count("minutes")
    table = r.below(r.get("counts", dict, {}), "counts")
    turns = table.get("turns", list, [])
    if not all(type(n) is int and n > 0 for n in turns):
        said = "`turns` must be a list of numbers of 1 or more: ways to play 1, 2, ... turns."
        table.report("wrong-shape", said, "turns")
        turns = []
    positions, games = table.count("positions"), table.count("games")
    decisions, by = table.count("information_sets"), table.get("by", str, "")
    table.done()
    counts = Counts(tuple(turns), positions, games, decisions, by)
    return ForPeople(how.strip(), minutes, counts, read_clocks(r))


def _check_include(r: TableReader) -> None:
    """Tell of included files that are named wrongly; they are read before all else."""
    named = r.words("include")
    r.bounded(len(named), MAX_INCLUDES, "included files", "include")
    for i, path in enumerate(named[:MAX_INCLUDES]):
        place: TomlPath = ("include", i) if isinstance(r.data["include"], list) else ("include",)
        if not is_beside(path) or not path.isprintable() or '"' in path:
            said = "an included file lies beside the rules or below, like `parts/cards.toml`"
            r.report("wrong-shape", f"{said}, with no `..` in it.", *place, word=path)
        elif path in named[:i]:
            said = f"`{path}` is included already."
            r.report("duplicate", said, *place, word=path, hint="name it once.")


def _seats(r: TableReader) -> SetDecl | None:
    """The seats, where they are a list of words and have no fields."""
    words = r.words("seats")
    if not words:
        return None
    if not r.bounded(len(words), MAX_MEMBERS, "seats", "seats"):
        words = words[:MAX_MEMBERS]
    at_list = isinstance(r.data["seats"], list)
    members: dict[str, tuple[str, Fields, TomlPath]] = {}
    for i, seat in enumerate(words):
        place: TomlPath = ("seats", i) if at_list else ("seats",)
        if why := unfit(seat, "seat"):
            r.report("bad-name", why, *place, word=seat)
        if seat in members:
            r.report("duplicate", f"the seat `{seat}` is named twice.", *place, word=seat)
        members.setdefault(seat, (seat, {"name": called(seat)}, (*r.path, *place)))
    return SetDecl("seat", (*r.path, "seats"), {}, tuple(members.values()))


def _pair(r: TableReader, key: str) -> tuple[int, int] | None:
    value = r.get(key, list)
    if value is None:
        return None
    if len(value) != 2 or not all(type(v) is int for v in value) or value[0] > value[1]:
        r.report("wrong-shape", f"`{key}` must be [low, high].", key)
        return None
    return (value[0], value[1])
