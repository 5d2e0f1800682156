"""Reads the tables of a rules file key by key; what is missing, strange or misshapen is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from game.rules.declare.records import Fields, IndexSets
from game.rules.diagnostics import Diagnostic, TomlPath, did_you_mean, nearest
from game.rules.limits import MAX_FINDINGS, MAX_INDEX
from game.rules.reserved_words import unfit

#: The texts that a declaration may have. None is of one game: whoever makes a game to learn from
#: tells what speaks for and against a thing, what it stands for, and who says so.
DISPLAY = ("name", "text", "short", "models", "label", "why", "source", "trade_off", "teaches")
_KIND: dict[type, str] = {
    str: "a string", int: "an integer", float: "a number", bool: "true or false", list: "a list",
    dict: "a table",
}  # fmt: skip
#: How some tables are written, for who wrote something else.
SHAPES = {
    "bar": "write [[bar]].",
    "measure": 'write [measure.NAME], and in a bar `measure = "NAME"`.',
    "rows": "write [[rows]].",
    "brief": 'write [scenario.NAME.brief.SEAT] and below it headings: `aims = "..."`.',
    "facts": 'write `facts = [{ text = "...", label = "claim", source = "..." }]`.',
    "fields": 'write `fields = { "member.field" = 2 }`.',
    "labels": 'write there `labels = { claim = "as people read it" }`.',
    "frozen": 'write `frozen = ["register"]`, or `frozen = { register = 2 }` to set it as well.',
    "numbers": "write `numbers = { number = 2 }`.",
    "start": 'write `start = { register = 2, "register[cell]" = 1 }`.',
}
#: So much of a value is told.
_SHOWN = 40
#: What the variables are called that a key names.
_VARIABLES = {"choose": "target", "params": "parameter"}

NO_LABELS: Mapping[str, str] = MappingProxyType({})


def dotted(path: TomlPath) -> str:
    """A table's header as it is written."""
    return "[" + ".".join(str(p) for p in path) + "]" if path else "the file"


def _is(value: object, kinds: tuple[type, ...]) -> bool:
    """Is a value of one of these kinds? Python's truth values are integers; TOML's are not."""
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _wanted(kinds: tuple[type, ...]) -> str:
    """What a value of one of these kinds is, in words."""
    return " or ".join(_KIND[k] for k in kinds if k is not int or float not in kinds)


def _shown(value: object) -> str:
    """A value that is none of those wanted, as it is written, or what it is."""
    if isinstance(value, (list, dict)):
        return _KIND[type(value)]
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value) if len(str(value)) <= _SHOWN else f"{str(value)[:_SHOWN]}..."
    return f'"{text}"' if isinstance(value, str) else text


class TableReader:
    """Reads one table, key by key; keys never asked for are findings, collected in `diagnostics`.

    `labels` are the words that a `label` may be, as [game] says.
    """

    def __init__(
        self,
        data: Any,
        path: TomlPath,
        diagnostics: list[Diagnostic],
        labels: Mapping[str, str] = NO_LABELS,
    ) -> None:
        self.path, self.diagnostics, self.labels = path, diagnostics, labels
        self.asked: set[str] = set()
        self.data: Fields = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.report("wrong-shape", f"{dotted(path)} must be a table.")

    def below(self, data: Any, *key: str | int) -> TableReader:
        """The reader of a table inside of this one."""
        return TableReader(data, (*self.path, *key), self.diagnostics, self.labels)

    def report(
        self, code: str, message: str, *key: str | int, word: str = "", hint: str | None = None
    ) -> None:
        """Note a finding at this table, or at something in it."""
        at_key = code == "unknown-key"
        path = (*self.path, *key)
        self.diagnostics.append(Diagnostic(code, path, 0, word, message, hint, at_key=at_key))

    def missing(self, key: str) -> None:
        """A finding that a key is not there; `done` takes it back where it is only mistyped."""
        message = f"{dotted(self.path)} needs `{key}`."
        self.diagnostics.append(Diagnostic("missing-key", self.path, 0, "", message, meant=key))

    def named(self, word: str, kind: str, *key: str | int) -> None:
        """A finding unless a `kind` may be called so."""
        if why := unfit(word, kind):
            self.report("bad-name", why, *key, word=word)

    def bounded(self, count: int, most: int, what: str, *key: str | int) -> bool:
        """Whether there are at most so many; a finding otherwise."""
        if count > most:
            self.report("too-many", f"{count} {what}; {most} at most.", *key)
        return count <= most

    def get(
        self, key: str, kind: type | tuple[type, ...], default: Any = None, need: bool = False
    ) -> Any:
        """The value of `key`, of that kind; a finding and the default otherwise.

        Args:
            key: the key.
            kind: the kinds that its value may have.
            default: what stands for it where it is not there, or at fault.
            need: whether it must be there.
        """
        self.asked.add(key)
        if key not in self.data:
            if need:
                self.missing(key)
            return default
        value = self.data[key]
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not _is(value, kinds):
            hint = SHAPES.get(key)
            message = f"`{key}` must be {_wanted(kinds)}, not {_shown(value)}."
            self.report("wrong-shape", message, key, word=str(value)[:_SHOWN], hint=hint)
            return default
        return value

    def need_text(self, key: str) -> str:
        """The text under `key`, which must be there and say something; a finding otherwise."""
        value: str = self.get(key, str, "", need=True)
        if self.data.get(key) == "":
            self.report("wrong-shape", f"`{key}` is empty; it must say something.", key)
        return value

    def count(self, key: str) -> int:
        """The number of 0 or more under `key`; 0 when it is not there."""
        value: int = self.get(key, int, 0)
        if value < 0:
            self.report("wrong-shape", f"`{key}` must be 0 or more.", key, word=str(value))
            return 0
        return value

    def words(self, key: str, default: Iterable[str] = ()) -> tuple[str, ...]:
        """The list of words, or the one word, under `key`; none of them twice."""
        value = self.get(key, (list, str), list(default))
        value = [value] if isinstance(value, str) else value
        if not all(isinstance(x, str) for x in value):
            self.report("wrong-shape", f"`{key}` must be a list of words.", key)
            return ()
        first: dict[str, int] = {}
        for i, word in enumerate(value):
            if first.setdefault(word, i) != i:
                said = f"`{key}` names `{word}` twice; once is enough."
                self.report("duplicate", said, key, i, word=word)
                break
        return tuple(dict.fromkeys(value))

    def lists(self, key: str) -> dict[str, list[str]]:
        """The table under `key`, whose values are lists of words."""
        out = {}
        for word, value in self.get(key, dict, {}).items():
            if isinstance(value, list) and all(isinstance(v, str) for v in value):
                out[word] = value
            else:
                self.report("wrong-shape", f"`{key}.{word}` must be a list of words.", key, word)
        return out

    def plain(self, key: str, kinds: tuple[type, ...]) -> Fields:
        """The table under `key`, whose values are of some plain kinds."""
        out = {}
        for word, value in self.get(key, dict, {}).items():
            if _is(value, kinds):
                out[word] = value
            else:
                message = f"`{key}.{word}` must be {_wanted(kinds)}, not {_shown(value)}."
                hint = SHAPES.get(key)
                self.report("wrong-shape", message, key, word, hint=hint)
        return out

    def texts(self) -> Fields:
        """What a declaration tells people."""
        found: Fields = {}
        for key in DISPLAY:
            if key == "models":
                found[key] = self.words(key)
            else:
                found[key] = self.get(key, str, "")
        self.label(found["label"])
        return found

    def label(self, word: str) -> None:
        """A finding unless a label is one that [game] has, or empty."""
        known = self.labels
        if word and word not in known:
            said = f"a label is one of {', '.join(known)}." if known else "[game] has no `labels`."
            hint = did_you_mean(word, known) or None if known else SHAPES["labels"]
            self.report("unknown-label", said, "label", word=word, hint=hint)

    def index(self, key: str) -> IndexSets:
        """The variables and sets that `key` names."""
        value = self.get(key, (str, list, dict), [])
        if isinstance(value, str):
            return ((value, value),)
        pairs = list(value.items()) if isinstance(value, dict) else [(v, v) for v in value]
        if not all(isinstance(v, str) for _, v in pairs):
            self.report("wrong-shape", f"`{key}` must name sets.", key)
            return ()
        if len({k for k, _ in pairs}) < len(pairs):
            self.report("wrong-shape", f'name each index: {key} = {{ a = "...", b = "..." }}.', key)
            return ()
        if not self.bounded(len(pairs), MAX_INDEX, f"sets in `{key}`", key):
            return ()
        if isinstance(value, dict):
            for variable in value:
                self.named(variable, _VARIABLES.get(key, "index"), key, variable)
        return tuple(pairs)

    def done(self) -> None:
        """Tell of the keys that nothing asked for."""
        for key in self.data:
            if key not in self.asked:
                if len(self.diagnostics) >= MAX_FINDINGS:
                    # A file full of strange keys is none with slips of the pen.
                    return
                near = nearest(key, sorted(self.asked))
                if near is not None:
                    self.diagnostics[:] = [
                        f
                        for f in self.diagnostics
                        if (f.code, f.path, f.meant) != ("missing-key", self.path, near)
                    ]
                hint = f"did you mean `{near}`?" if near else None
                if hint is None and "game" in self.asked and _is_deck(self.data[key]):
                    hint = f'a deck of cards is named in [game]: `decks = ["{key}"]`.'
                self.diagnostics.append(
                    Diagnostic(
                        "unknown-key", (*self.path, key), 0, key,
                        f"{dotted(self.path)} knows no key `{key}`.",
                        hint, at_key=True, meant=near or "",
                    )
                )  # fmt: skip


def _is_deck(value: Any) -> bool:
    """Does this look like the cards of a deck: tables, each with a script?"""
    return isinstance(value, dict) and any(
        isinstance(card, dict) and "do" in card for card in value.values()
    )
