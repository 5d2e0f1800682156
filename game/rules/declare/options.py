"""Options: what a table may choose before a game, each value giving some numbers another value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from game.rules.declare.records import (
    Declarations,
    NumberDecl,
    OptionDecl,
    ScenarioDecl,
    ValueDecl,
)
from game.rules.declare.toml_reader import TableReader, dotted
from game.rules.diagnostics import Diagnostic, did_you_mean
from game.rules.limits import MAX_OPTION_VALUES


class OptionError(Exception):
    """Options that cannot be chosen; `str()` is a sentence saying which, and what to do."""


class UnknownOption(OptionError):
    """An option that the rules do not have."""


class UnknownValue(OptionError):
    """A value that the option does not have."""


class OptionLeftOut(OptionError):
    """An option that the rules have, and this scenario leaves out."""


@attrs.frozen
class ValueInfo:
    """A value of an option as shown to people."""

    id: str
    name: str
    text: str


@attrs.frozen
class OptionInfo:
    """An option of a scenario as shown to people; `default` is in force when none is chosen."""

    id: str
    name: str
    text: str
    why: str
    values: tuple[ValueInfo, ...]
    default: str

    def value(self, name: str) -> ValueInfo:
        """The value of that name; raises KeyError for an unknown one."""
        return {v.id: v for v in self.values}[name]


def read_option(name: str, r: TableReader) -> OptionDecl:
    """Read [option.NAME]."""
    texts = _told(r, dotted(r.path))
    values: dict[str, ValueDecl] = {}
    items = r.get("values", list, [], need=True)
    r.bounded(len(items), MAX_OPTION_VALUES, "values", "values")
    for i, item in enumerate(items[:MAX_OPTION_VALUES]):
        v = r.below(item, "values", i)
        ident = v.need_text("id")
        told = _told(v, f"the value `{ident}`")
        decl = ValueDecl(ident, v.path, told, v.plain("numbers", (int, bool)))
        v.done()
        twin = next((d for d in values.values() if d.numbers == decl.numbers), None)
        whole = decl.numbers == v.data.get("numbers", {})
        if ident:
            v.named(ident, "value", "id")
        if ident in values:
            v.report("duplicate", f"`{name}` has a value `{ident}` already.", "id", word=ident)
        elif twin is not None and whole:
            v.report(
                "duplicate", f"`{ident}` does the same as `{twin.name}`.", word=ident,
                hint="give it `numbers = { number = 2 }`, or leave it out.",
            )  # fmt: skip
        values.setdefault(ident, decl)
    if values and all(v.numbers for v in values.values()):
        r.report(
            "missing-key", f"no value of `{name}` leaves the numbers as they are.", "values",
            hint="the one without `numbers` is in force when nothing is chosen; add it.",
        )  # fmt: skip
    elif len(values) == 1:
        r.report("wrong-shape", f"`{name}` has one value; there is nothing to choose.", "values")
    return OptionDecl(name, r.path, texts, tuple(values.values()))


def _told(r: TableReader, what: str) -> dict[str, object]:
    """The texts of an option or value; people must be able to choose by them."""
    texts = r.texts()
    for key in ("name", "text"):
        if not texts[key] and not isinstance(r.data.get(key), (int, list, dict)):
            r.report("missing-key", f"{what} needs `{key}`: people choose by it.")
    return texts


def judge(
    options: Mapping[str, OptionDecl],
    numbers: Mapping[str, NumberDecl],
    scenarios: Mapping[str, ScenarioDecl],
    diagnostics: list[Diagnostic],
) -> None:
    """Find what options and scenarios say of numbers and options that are not there."""
    setters: dict[str, str] = {}
    for name, decl in options.items():
        for value in decl.values:
            for number, wanted in value.numbers.items():
                path = (*value.path, "numbers", number)
                known = numbers.get(number)
                other = setters.setdefault(number, name)
                if known is None:
                    message, hint = f"no [number.{number}].", did_you_mean(number, numbers)
                    diagnostics.append(Diagnostic("unknown-name", path, 0, number, message, hint))
                elif type(wanted) is not type(known.value):
                    message = f"`{number}` must be like its value {_word(known.value)}."
                    diagnostics.append(Diagnostic("wrong-shape", path, 0, number, message))
                elif other != name:
                    message = f"`{number}` is set by the option `{other}` already."
                    hint = "two options of one table would quarrel over it; make them one."
                    diagnostics.append(Diagnostic("duplicate", path, 0, number, message, hint))
    for scenario in scenarios.values():
        for i, word in enumerate(scenario.options or ()):
            if word not in options:
                path = (*scenario.path, "options", i)
                message, hint = f"no [option.{word}].", did_you_mean(word, options)
                diagnostics.append(Diagnostic("unknown-name", path, 0, word, message, hint))


def _word(value: int | bool) -> str:
    return str(value).lower()


def options_of(decls: Declarations, scenario: ScenarioDecl) -> tuple[OptionDecl, ...]:
    """The options that a scenario has: all, or those it keeps."""
    kept = scenario.options
    return tuple(o for o in decls.options.values() if kept is None or o.name in kept)


def option_infos(decls: Declarations, scenario: ScenarioDecl) -> tuple[OptionInfo, ...]:
    """The options of a scenario as shown to people."""
    return tuple(
        OptionInfo(
            o.name, o.texts["name"], o.texts["text"], o.texts["why"],
            tuple(ValueInfo(v.name, v.texts["name"], v.texts["text"]) for v in o.values),
            next(v.name for v in o.values if not v.numbers),
        )
        for o in options_of(decls, scenario)
    )  # fmt: skip


def in_force(
    decls: Declarations, scenario: ScenarioDecl, chosen: Mapping[str, str]
) -> dict[str, str]:
    """Every option of a scenario with the value in force.

    Args:
        decls: a sound rules file.
        scenario: one of its scenarios.
        chosen: option and value; what is left out has its default.

    Raises:
        OptionError: something chosen is not there; a subclass says how.
    """
    infos = {o.id: o for o in option_infos(decls, scenario)}
    for name, value in chosen.items():
        if name not in decls.options:
            raise UnknownOption(f"There is no option '{name}'; {_there(name, list(infos))}.")
        if name not in infos:
            raise OptionLeftOut(
                f"The scenario '{scenario.name}' is played without the option '{name}'; leave it "
                f"out (it has {', '.join(infos) or 'no options'})."
            )
        values = [v.id for v in infos[name].values]
        if value not in values:
            raise UnknownValue(
                f"The option '{name}' has no value '{value}'; {_there(value, values)}."
            )
    return {name: chosen.get(name, o.default) for name, o in infos.items()}


def _there(word: str, known: Sequence[str]) -> str:
    """What was meant, perhaps, and what there is."""
    near = did_you_mean(word, known)
    there = f"here are: {', '.join(known)}" if known else "here are none"
    return f"{near.replace('`', chr(39))} T{there}" if near else f"t{there}"


def with_options(
    decls: Declarations, scenario: ScenarioDecl, values: Mapping[str, str]
) -> ScenarioDecl:
    """A scenario as it is played with these values of its options."""
    numbers = dict(scenario.numbers)
    for name, chosen in values.items():
        value = next(v for v in decls.options[name].values if v.name == chosen)
        numbers |= value.numbers
    return attrs.evolve(scenario, numbers=numbers)
