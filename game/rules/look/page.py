"""One table of a look file, read key by key; every name in it is checked against the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import attrs

from game.catalogue import called
from game.resources import asset
from game.rules.declare.records import Declarations, IndexSets
from game.rules.declare.toml_reader import DISPLAY, TableReader, dotted
from game.rules.diagnostics import Diagnostic, TomlPath, did_you_mean
from game.rules.limits import MAX_FINDINGS
from game.rules.look.drawn import Colour
from game.rules.look.model import HATCHES, SILHOUETTES

_WORD = re.compile(r"[a-z][a-z0-9_]*")
#: What a value is, for who named one of another kind.
_KINDS = {
    "int": "a number",
    "bool": "true or false",
    "member": "a member of a set",
    "places": "a set of places",
}


@attrs.frozen
class DeclaredNames:
    """What the rules declare, as a look may name it.

    Attributes:
        decls: the declarations.
        kinds: what each derived value is, "int", "bool", "member" or "places", as far as known.
    """

    decls: Declarations
    kinds: Mapping[str, str] = attrs.Factory(dict)

    def base(self, name: str) -> str:
        """The set whose members a set has."""
        found = self.decls.sets.get(name)
        return found.of or name if found is not None else name

    def index(self, value: str) -> tuple[str, ...]:
        """The sets that a register or derived value is of, each by its base."""
        decls = self.decls
        of: IndexSets = decls.registers[value].of if value in decls.registers else ()
        of = decls.derived[value].of if value in decls.derived else of
        return tuple(self.base(name) for _, name in of)

    def kind(self, value: str) -> str:
        """What a register or derived value is; empty where that is not known."""
        if value not in self.decls.registers:
            return self.kinds.get(value, "")
        told = self.decls.registers[value].range
        return "int" if isinstance(told, list) else "bool" if told == "bool" else "member"

    def range_set(self, register: str) -> str:
        """The set whose members a register holds, by its base; empty for numbers and the like."""
        told = self.decls.registers[register].range
        return self.base(told.partition(" or ")[0].strip()) if isinstance(told, str) else ""

    def members(self, name: str) -> tuple[str, ...]:
        """The members of a set; none where there is no such set."""
        found = self.decls.sets.get(self.base(name))
        return tuple(m[0] for m in found.members) if found is not None else ()

    def fields(self, name: str) -> dict[str, list[Any]]:
        """The constant fields of a set's members, each with the values it has."""
        found = self.decls.sets.get(self.base(name))
        out: dict[str, list[Any]] = {}
        for _, fields, _ in found.members if found is not None else ():
            for key, value in fields.items():
                if key not in DISPLAY:
                    out.setdefault(key, []).append(value)
        return out

    def reads(self, value: str) -> set[str]:
        """Every word that a derived value is made from, those of what it reads included."""
        found: set[str] = set()
        todo = [value]
        while todo:
            decl = self.decls.derived.get(todo.pop())
            texts = decl.expressions if decl is not None else ()
            fresh = {word for text in texts for word in _WORD.findall(text)} - found
            found |= fresh
            todo += fresh
        return found

    def title(self, value: str) -> str:
        """What people call a register or derived value."""
        decl = self.decls.registers.get(value) or self.decls.derived.get(value)
        name = str(decl.texts.get("name") or "") if decl is not None else ""
        return name or called(value)


class Page:
    """One table of the file. Each finding is noted; what is at fault is as if it were left out."""

    def __init__(
        self, data: Any, path: TomlPath, known: DeclaredNames, out: list[Diagnostic]
    ) -> None:
        """Read a table.

        Args:
            data: what stands there.
            path: where, in the file.
            known: what the rules declare.
            out: takes the findings.
        """
        self.known, self.path = known, path
        self._out = out
        self._reader = TableReader(data, path, out)
        self.get, self.words, self.done = self._reader.get, self._reader.words, self._reader.done

    def report(
        self, code: str, message: str, *key: str | int, word: str = "", hint: str | None = None
    ) -> None:
        """Note a finding at this table, or at something in it.

        Where so much is found already that nobody could read more, no more than one for a table is.
        """
        if not self._enough or not self.faulty:
            self._reader.report(code, message, *key, word=word, hint=hint)

    def skip(self) -> None:
        """Pass over the rest of this table: it depends on what is at fault."""
        self._reader.asked.update(self._reader.data)

    @property
    def given(self) -> Collection[str]:
        """The keys that are there."""
        return self._reader.data.keys()

    @property
    def _enough(self) -> bool:
        """Whether so much is found already that no further table is read."""
        return len(self._out) >= MAX_FINDINGS

    @property
    def faulty(self) -> bool:
        """Whether something in this table, or below it, is at fault."""
        size = len(self.path)
        return any(f.path[:size] == self.path for f in self._out)

    def below(self, key: str) -> Page | None:
        """The table under a key, or None."""
        data = self.get(key, dict)
        return None if data is None else Page(data, (*self.path, key), self.known, self._out)

    def each(self, key: str) -> Iterator[tuple[str, Page]]:
        """The tables under a key, by name; what is none is told and passed over."""
        for name, data in self.get(key, dict, {}).items():
            if self._enough:
                return
            page = Page(data, (*self.path, key, name), self.known, self._out)
            if isinstance(data, dict):
                yield name, page

    def rows(self, key: str) -> Iterator[Page]:
        """The tables in the list under a key; what is none is told and passed over."""
        for n, data in enumerate(self.get(key, list, [])):
            if self._enough:
                return
            page = Page(data, (*self.path, key, n), self.known, self._out)
            if isinstance(data, dict):
                yield page

    # Plain values

    def text(self, key: str, default: str = "", need: bool = False) -> str:
        """A text."""
        return str(self.get(key, str, default, need))

    def number(self, key: str, need: bool = False) -> int | None:
        """A number, or None."""
        found: int | None = self.get(key, int, None, need)
        return found

    def counts(self, key: str) -> tuple[int, ...]:
        """Whole numbers from 0 on, in a list."""
        found = []
        for n, each in enumerate(self.get(key, list, [])):
            if isinstance(each, int) and not isinstance(each, bool) and each >= 0:
                found.append(each)
            else:
                said = f"`{key}` is a list of whole numbers from 0 on."
                self.report("wrong-shape", said, key, n)
        return tuple(found)

    def colour(self, key: str, default: Colour | None = None) -> Colour:
        """A colour, "#rrggbb"; it must be there unless there is a default."""
        text = self.get(key, str, "", default is None)
        if not text:
            return default or (0, 0, 0)
        try:
            if len(text) != 7 or text[0] != "#":
                raise ValueError(text)
            return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
        except ValueError:
            said = f"`{text}` is no colour: write it as #rrggbb."
            self.report("bad-colour", said, key, word=text)
            return default or (0, 0, 0)

    def choice(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """One of some words; it must be there unless there is a default."""
        found = self.text(key, default or "", default is None)
        if found in known or not found:
            return found
        said = f"`{key}` is one of {', '.join(known)}."
        self.report("wrong-shape", said, key, word=found, hint=did_you_mean(found, known))
        return default or ""

    def silhouette(self) -> str:
        """The outline of a piece."""
        return self.choice("silhouette", SILHOUETTES)

    def hatch(self) -> str:
        """The pattern of a piece."""
        return self.choice("hatch", HATCHES, "none")

    def icon(self, key: str = "icon") -> str:
        """The name of an icon that there is."""
        name = self.text(key, need=True)
        # Asked of the list, since a name with `../` in it would lead to any other file.
        there = _icons()
        if name and name not in there:
            said = f"there is no icon `{name}`."
            self.report("no-icon", said, key, word=name, hint=did_you_mean(name, there))
        return name

    # Names of the rules

    def name(
        self,
        key: str,
        known: Iterable[str],
        what: str,
        need: bool = False,
        default: str = "",
    ) -> str:
        """A name that the rules declare; `what` says of what kind, for who wrote another."""
        found = self.text(key, default, need)
        return found if not found or self._there(found, known, what, key) else ""

    def names(self, key: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        """Names that the rules declare."""
        pool = dict.fromkeys(known)
        listed = isinstance(self._reader.data.get(key), list)
        return tuple(
            word
            for n, word in enumerate(self.words(key))
            if self._there(word, pool, what, key, *([n] if listed else []))
        )

    def check(self, word: str, known: Iterable[str], what: str, *key: str | int) -> bool:
        """Whether a word is known; a finding at `key` if it is not."""
        return self._there(word, known, what, *key)

    def _there(self, word: str, known: Iterable[str], what: str, *key: str | int) -> bool:
        pool = known if isinstance(known, Mapping) else list(known)
        if word in pool:
            return True
        said = f"the rules have no {what} `{word}`."
        hint = None if self._enough else did_you_mean(word, pool)
        self.report("unknown-name", said, *key, word=word, hint=hint)
        return False

    def value(
        self,
        key: str,
        of: tuple[str, ...],
        kinds: Collection[str] = (),
        need: bool = True,
        derived: bool = True,
    ) -> str:
        """A register, or a derived value if that will do, of these sets and one of these kinds."""
        found = self.text(key, need=need)
        return found if found and self.fits(found, of, kinds, derived, key) else ""

    def fits(
        self,
        found: str,
        of: tuple[str, ...],
        kinds: Collection[str],
        derived: bool,
        *key: str | int,
    ) -> bool:
        """Whether a word names a value of these sets and one of these kinds; a finding if not."""
        decls = self.known.decls
        pool = [*decls.registers, *(decls.derived if derived else ())]
        what = "register or derived value" if derived else "register"
        if not self._there(found, pool, what, *key):
            return False
        index, wanted = self.known.index(found), tuple(map(self.known.base, of))
        # Where the set of places is not known, that is told once, and not of everything on them.
        if index != wanted and "" not in wanted:
            said = f"`{found}` is {_of(index)}; one {_of(wanted)} is needed here."
            self.report("wrong-index", said, *key, word=found)
            return False
        kind = self.known.kind(found)
        if kinds and kind and kind not in kinds:
            told = " or ".join(_KINDS[k] for k in kinds)
            self.report("wrong-type", f"`{found}` is {_KINDS[kind]}, not {told}.", *key, word=found)
            return False
        return True

    def said(self, key: str, default: str, slots: Collection[str]) -> str:
        """A sentence with places for some names in braces, and no others."""
        found = self.text(key, default)
        left = found
        for slot in slots:
            left = left.replace(f"{{{slot}}}", "")
        if "{" in left or "}" in left:
            told = ", ".join(f"{{{slot}}}" for slot in slots)
            self.report("wrong-shape", f"`{key}` may name {told} in braces, nothing else.", key)
            return default
        return found


@cache
def _icons() -> tuple[str, ...]:
    """The names of the icons that there are."""
    return tuple(path.stem for path in asset("icons").glob("*.svg"))


def kept(pages: Iterable[tuple[str, Page]], read: Callable[[str, Page], Any]) -> dict[str, Any]:
    """What is read from some tables, by name, those at fault left out."""
    out = {}
    for name, page in pages:
        found = read(name, page)
        page.done()
        if not page.faulty:
            out[name] = found
    return out


def _of(index: tuple[str, ...]) -> str:
    return f"of {' and '.join(index)}" if index else "a single value"


__all__ = ["DeclaredNames", "Page", "dotted", "kept"]
