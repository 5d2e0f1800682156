"""Texts with places in braces, ``intel_{place}``: filled in for one combination of members."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from game.catalogue import called, inflected
from game.rules.declare.records import Fields
from game.rules.declare.toml_reader import DISPLAY
from game.rules.diagnostics import TomlPath, abort, did_you_mean
from game.rules.limits import MAX_BRACES

_PLACE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


@attrs.frozen
class Bound:
    """What a variable of a template stands for: a member, its set's name, and its fields."""

    ident: str
    set_name: str
    fields: Fields
    known: tuple[str, ...] = ()


#: The variables of a template.
Binding = Mapping[str, Bound]


def title(ident: str, fields: Fields) -> str:
    """What people call a member: its name, or its id in words."""
    text = str(fields.get("name") or "")
    return text or called(ident)


class Filler:
    """Fills in the templates of one member.

    Attributes:
        binding: what each variable stands for.
        titles: what people call the member of an id, of any set.
    """

    def __init__(self, binding: Binding, titles: Mapping[str, str]) -> None:
        self.binding, self.titles = binding, titles

    def member(self, fields: Fields, path: TomlPath) -> Fields:
        """The fields of a member: its id, what people read of it, and its constants.

        Args:
            fields: as they stand in the file, the id among them.
            path: where they stand.

        Raises:
            Abort: a place in braces names nothing.
        """
        out: Fields = {}
        for key, value in fields.items():
            people = key in DISPLAY and key not in ("models", "label")
            found = self._value(value, people, (*path, key))
            if found is not None:
                out[key] = found
        return out

    def _value(self, value: Any, people: bool, path: TomlPath) -> Any:
        if isinstance(value, str):
            return self._text(value, people, path)
        if isinstance(value, list):
            parts = [self._value(x, people, (*path, i)) for i, x in enumerate(value)]
            return [p for p in parts if p is not None]
        return value

    def _text(self, text: str, people: bool, path: TomlPath) -> Any:
        if _BRACE.search(text) is None:
            return text
        if text.count("{") > MAX_BRACES:
            said = f"{text.count('{')} places in braces; {MAX_BRACES} at most."
            raise abort("too-many", path, said)
        whole = _PLACE.fullmatch(text)
        if whole and not people:
            # A field that is one place is what stands there, of whatever kind; none is left out.
            return self._place(whole[1], people, path, 0)
        out, at = "", 0
        for found in _PLACE.finditer(text):
            out += self._plain(text[at : found.start()], path, at)
            named_as, _, form = found[1].partition(":") if people else (found[1], "", "")
            value = self._place(named_as, people, path, found.start())
            if value is None or isinstance(value, list):
                said = f"`{found[0]}` is {'none' if value is None else 'a list'} here."
                hint = "a text names a member or a number."
                raise abort("wrong-type", path, said, found[0], hint, offset=found.start())
            word = str(value).lower() if isinstance(value, bool) else str(value)
            # What people are told of a member stands as it is; other words are members.
            told = named_as.strip().partition(".")[2] in DISPLAY
            named = people and isinstance(value, str) and not told
            word = self.titles.get(word, word) if named else word
            out += inflected(word, form.strip()) if form else word
            at = found.end()
        return out + self._plain(text[at:], path, at)

    @staticmethod
    def _plain(text: str, path: TomlPath, offset: int) -> str:
        """A part of a text that is no place."""
        if (brace := _BRACE.search(text)) is not None:
            said, hint = "a brace that opens or closes nothing.", "write `{x}` or `{x.field}`."
            raise abort("syntax", path, said, brace[0], hint, offset=offset + brace.start())
        return text

    def _place(self, place: str, people: bool, path: TomlPath, offset: int) -> Any:
        """What stands in braces: an id, a field's value, or None for a field that is not there."""
        variable, dot, field = place.strip().partition(".")
        bound = self.binding.get(variable)
        if bound is None:
            said = f"`{variable}` is no variable of this row."
            hint = did_you_mean(variable, self.binding)
            if hint is None and not self.binding:
                hint = 'name the sets that it is of: `of = { x = "SET" }`.'
            raise abort("unknown-name", path, said, variable, hint, offset=offset)
        if not dot:
            return title(bound.ident, bound.fields) if people else bound.ident
        if field in ("name", "short"):
            # Where room is short, `short` stands for the name, and the name where there is none.
            short = bound.fields.get("short") if field == "short" else None
            return short or title(bound.ident, bound.fields)
        if field not in bound.fields and field not in bound.known:
            said = f"a {bound.set_name} has no field `{field}`."
            hint = did_you_mean(field, bound.known)
            raise abort("unknown-name", path, said, field, hint, offset=offset)
        return bound.fields.get(field)
