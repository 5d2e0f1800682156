"""The words of a game: the page of each thing that has a name, and where a sentence names one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Final

import attrs

from game.catalogue import called, phrase
from game.engine import Game, SetSpec
from game.table.rulebook import RulebookChapter, RulebookPassage, cell, known, rulebook

#: A word of a sentence, as far as names begin and end with words.
_WORD: Final = re.compile(r"\w+")
#: What one thing of each kind is called; a member is called as its set is.
_KINDS: Final = {
    "action": "glossary.action",
    "zone": "glossary.zone",
    "derived": "glossary.derived",
    "set": "glossary.set",
    "procedure": "glossary.procedure",
    "ending": "glossary.ending",
    "option": "glossary.option",
    "scenario": "glossary.scenario",
    "table": "glossary.table",
    "number": "glossary.number",
}

#: And what a value is called, by the chapter in which it stands.
_VALUES: Final = {
    "tracks": "glossary.track",
    "places": "glossary.on_place",
    "things": "glossary.value",
    "kept": "glossary.kept",
}


#: The chapters whose pages come first of those that are found, in this order.
_WANTED: Final = ("actions", "tracks", "cards", "procedures", "places", "derived")


@attrs.frozen
class Named:
    """A name in a sentence.

    Attributes:
        begin: the place of its first letter.
        end: the place behind its last one.
        key: what it names.
    """

    begin: int
    end: int
    key: str


@attrs.frozen
class PageFound:
    """What a search found.

    Attributes:
        key: what it is of.
        page: what is told of it.
        chapter: the heading under which it stands.
    """

    key: str
    page: RulebookPassage
    chapter: str


class Glossary:
    """Every page of a game's rulebook by what it is of: from rules alone, the same for all seats.

    Attributes:
        game: the scenario of which it tells.
        chapters: the rulebook.
    """

    def __init__(self, game: Game) -> None:
        """Write the rulebook of a game.

        Args:
            game: the scenario that is played, or is to be.
        """
        self.game = game
        self.chapters: tuple[RulebookChapter, ...] = rulebook(game)

    # Pages

    @cached_property
    def pages(self) -> Mapping[str, RulebookPassage]:
        """Every page by its key, in the order of the rulebook; members follow their set."""
        found: dict[str, RulebookPassage] = {}
        for chapter in self.chapters:
            for passage in chapter.passages:
                if passage.key:
                    found.setdefault(passage.key, passage)
                kind, _, name = passage.key.partition(":")
                if kind == "set":
                    found.update(self._members(name))
        for name, spec in self.game.sets.items():
            if spec.declared and name not in self.game.decks and f"set:{name}" not in found:
                found.update(self._members(name))
        for name in self.game.declared("number"):
            found[f"number:{name}"] = self._number(name)
        return found

    def _number(self, name: str) -> RulebookPassage:
        """The page of a number of the rules, which the rulebook tells of in a table."""
        told = self.game.describe("number", name)
        lines = [cell(self.game, "", self.game.numbers[name]), str(told.get("text") or "")]
        lines.append(phrase("shown.why", text=told["why"]) if told.get("why") else "")
        return RulebookPassage(str(told["name"]), tuple(filter(None, lines)), key=f"number:{name}")

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """The kind of the chapter in which each page stands."""
        found: dict[str, str] = {}
        for chapter in self.chapters:
            for passage in chapter.passages:
                found.setdefault(passage.key, chapter.kind)
        return found

    def head(self, key: str) -> str:
        """The heading of the chapter under which a page stands."""
        kind = self._kinds.get(key) or self._kinds.get(self.over(key), "")
        return next((chapter.head for chapter in self.chapters if chapter.kind == kind), "")

    def over(self, key: str) -> str:
        """The page to which a member's page belongs: that of its set; itself for any other."""
        kind, _, name = key.partition(":")
        return f"set:{name.partition('.')[0]}" if kind == "member" else key

    def kind(self, key: str) -> str:
        """What a thing is, in a word or two: an action, a card, or as its set is called."""
        kind, _, name = key.partition(":")
        if kind == "member":
            return str(self.game.describe("set", name.partition(".")[0])["name"])
        if kind in self.game.decks:
            return phrase("glossary.card")
        known = _VALUES.get(self._kinds.get(key, "")) if kind == "register" else _KINDS.get(kind)
        return phrase(known) if known else ""

    def members(self, key: str) -> list[str]:
        """The keys of the members of a set of which there is something to tell."""
        kind, _, name = key.partition(":")
        start = f"member:{name}."
        return [k for k in self.pages if k.startswith(start)] if kind == "set" else []

    def _members(self, name: str) -> dict[str, RulebookPassage]:
        """The pages of a set's members of which there is something to tell."""
        game, spec = self.game, self.game.sets[name]
        if spec.base != name:
            return {}
        parts = [s for s in game.sets.values() if s.declared and s.base == name != s.name]
        found = {}
        for member in spec.members:
            texts = game.describe("member", f"{name}.{member}")
            lines = [str(texts.get("text") or "")]
            lines += self._fields(name, member, spec)
            of = [
                str(game.describe("set", part.name)["name"])
                for part in parts
                if member in part.members and len(part.members) < len(spec.members)
            ]
            if of:
                lines.append(phrase("glossary.belongs", sets=", ".join(of)))
            lines += known(game, texts)
            told = tuple(filter(None, lines))
            if told:
                key = f"member:{name}.{member}"
                found[key] = RulebookPassage(game.title(name, member), told, key=key)
        return found

    def _fields(self, name: str, member: str, spec: SetSpec) -> Iterator[str]:
        """What the fields say of a member: those of one value in a row, each list by itself."""
        single: list[str] = []
        lists: list[str] = []
        for field in spec.fields.values():
            value = self.game.field(name, member, field.name)
            head = called(field.name)
            if field.many:
                words = ", ".join(cell(self.game, field.of, each) for each in value)
            elif value is None or value is False:
                words = ""
            else:
                words = cell(self.game, field.of, value)
            if words:
                (lists if field.many else single).append(
                    phrase("glossary.field", name=head, value=words)
                )
        if single:
            yield " · ".join(single)
        yield from lists

    # Names

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each name that people read names: the first that has it, as in `_named`."""
        found: dict[str, str] = {}
        for name, key in self._named():
            if len(name) > 1 and key in self.pages:
                found.setdefault(name, key)
        return found

    def _named(self) -> Iterator[tuple[str, str]]:
        """Names with what they name: what is played with comes before what the rules work out."""
        game, look = self.game, self.game.rules.look
        for kind in ("seat", look.roles.places):
            if kind in game.sets:
                yield from self._member_names(kind)
        for action in game.actions:
            yield action.name, f"action:{action.id}"
        shown = [*((t.value, t.name) for t in look.tracks)]
        shown += [(c.value, c.name) for c in look.counters.values()]
        shown += [(m.value, m.name) for m in look.marks.values()]
        for value, name in shown:
            yield name, f"register:{value}" if value in game.registers else f"derived:{value}"
        for state in look.badge.states:
            yield state.name, f"derived:{look.badge.value}"
        kept = look.roles.quiet
        for key, page in self.pages.items():
            if key.startswith("register:") and key.partition(":")[2] not in kept:
                yield page.name, key
        for deck in game.decks:
            yield from ((page.name, key) for key, page in self._of(deck))
        for kind in game.sets:
            if game.sets[kind].declared and kind not in game.decks:
                yield from self._member_names(kind)
        for kind in ("set", "zone", "procedure", "derived", "ending", "option", "scenario"):
            yield from ((page.name, key) for key, page in self._of(kind))

    def _of(self, kind: str) -> list[tuple[str, RulebookPassage]]:
        return [(k, page) for k, page in self.pages.items() if k.startswith(f"{kind}:")]

    def _member_names(self, kind: str) -> Iterator[tuple[str, str]]:
        game, look = self.game, self.game.rules.look
        base = game.sets[kind].base
        drawn = {"seat", look.roles.places, *look.pieces, *(board.set for board in game.boards)}
        for member in game.sets[kind].members:
            key = f"member:{base}.{member}"
            # A number or the like, of which nothing is said, is no word to explain.
            wordless = not game.describe("member", f"{base}.{member}").get("text")
            if wordless and base not in drawn and " " not in game.title(kind, member):
                continue
            yield self.game.title(kind, member), key
            yield self.game.short(kind, member), key

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[str]]:
        """The names by their first word, the longest first."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.names, key=len, reverse=True):
            if first := _WORD.match(name):
                found.setdefault(first[0], []).append(name)
        return found

    def named(self, words: str) -> list[Named]:
        """The names that stand in a sentence, in order, as they are written and as whole words.

        Args:
            words: any sentence.
        """
        out: list[Named] = []
        end = 0
        for word in _WORD.finditer(words):
            begin = word.start()
            if begin < end:
                continue
            for name in self._by_first.get(word[0], ()):
                after = begin + len(name)
                if words.startswith(name, begin) and not words[after : after + 1].isalnum():
                    out.append(Named(begin, after, self.names[name]))
                    end = after
                    break
        return out

    def whole(self, words: str) -> str:
        """What words name that are a name and nothing else; empty for others."""
        return self.names.get(words.strip().rstrip(":"), "")

    def naming(self, key: str) -> list[str]:
        """The keys of the other pages whose words name a thing.

        Args:
            key: the thing.
        """
        names = [name for name, known in self.names.items() if known == key]
        out = []
        for other, page in self.pages.items():
            texts = [*page.lines, *(c for row in page.rows for c in row)]
            near = other != key and any(name in text for text in texts for name in names)
            if near and any(n.key == key for text in texts for n in self.named(text)):
                out.append(other)
        return out

    # Looking for something

    def search(self, words: str) -> list[PageFound]:
        """The pages that have all of these words: first in their names, then in what they tell.

        Of pages that have them alike those come first that one asks for most: what one may do,
        then tracks and cards; what the rules keep in mind comes last.

        Args:
            words: what was typed; case does not count.
        """
        asked = words.casefold().split()
        if not asked:
            return []
        ranked: list[tuple[int, int, str]] = []
        for key, page in self.pages.items():
            name = page.name.casefold()
            text = " ".join([name, *page.lines, *(c for row in page.rows for c in row)]).casefold()
            if all(word in text for word in asked):
                whole = " ".join(asked)
                starts = any(part.startswith(asked[0]) for part in name.split())
                named = all(word in name for word in asked)
                rank = 0 if name == whole else 1 if named and starts else 2 if named else 3
                ranked.append((rank, self._wanted(key), key))
        ranked.sort(key=lambda row: row[:2])
        return [PageFound(key, self.pages[key], self.head(key)) for *_, key in ranked]

    def _wanted(self, key: str) -> int:
        """How late a page comes of those that have what is looked for alike."""
        kind = self._kinds.get(key, "")
        return _WANTED.index(kind) if kind in _WANTED else len(_WANTED) + (kind == "kept")

    def called(self, word: str) -> list[str]:
        """The keys of what has this name, or this name in the rules; case does not count."""
        asked = word.strip().casefold()
        found = [key for name, key in self.names.items() if name.casefold() == asked]
        for key, page in self.pages.items():
            ident = key.partition(":")[2].rpartition(".")[2]
            if asked in (ident.casefold(), page.name.casefold()) and key not in found:
                found.append(key)
        return found

    def near(self, word: str) -> str:
        """The name that is most like a word; empty where none is."""
        known = {name.casefold(): name for name in self.names}
        found = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
        return known[found[0]] if found else ""
