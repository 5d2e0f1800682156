"""Rules as data: TOML text to a checked model to one program, with findings by line and column."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from game.rules.declare.options import (
    OptionError,
    OptionInfo,
    OptionLeftOut,
    UnknownOption,
    UnknownValue,
    ValueInfo,
    in_force,
    option_infos,
    with_options,
)
from game.rules.declare.records import DOCTRINE, EVERY, Declarations, ScenarioDecl
from game.rules.declare.sections import declare
from game.rules.diagnostics import Diagnostic, Finding, RulesError
from game.rules.pipeline import Compiler
from game.rules.program import Program
from game.rules.source.locate import locate
from game.rules.source.reader import Source, parse_source, read_source
from game.rules.unused import Uses

#: No options chosen: each has its default.
NOTHING: Mapping[str, str] = MappingProxyType({})


@attrs.frozen
class ScenarioInfo:
    """A scenario as shown to people: its names, texts, seats, briefs, facts, questions, options."""

    id: str
    name: str
    text: str
    teaches: str
    rounds: int
    minutes: int
    seats: tuple[str, ...]
    briefs: dict[str, dict[str, str]]
    facts: tuple[dict[str, Any], ...]
    questions: tuple[str, ...]
    optional: tuple[str, ...] = ()
    options: tuple[OptionInfo, ...] = ()

    def values(self, named: Mapping[str, str]) -> tuple[tuple[OptionInfo, ValueInfo], ...]:
        """The options that are named with their values, in declared order."""
        return tuple((o, o.value(named[o.id])) for o in self.options if o.id in named)


#: A scenario and the values of its options, in declared order.
Played = tuple[str, tuple[tuple[str, str], ...]]


@attrs.define(eq=False)
class Rules:
    """A checked rules file. Programs are compiled per scenario, when first asked for."""

    file: str
    source: str
    sha256: str
    decls: Declarations
    scenarios: tuple[ScenarioInfo, ...]
    warnings: tuple[Finding, ...]
    _programs: dict[Played, Program] = attrs.Factory(dict)

    @property
    def name(self) -> str:
        return self.decls.name

    @property
    def text(self) -> str:
        return self.decls.text

    @property
    def disclaimer(self) -> str:
        return self.decls.disclaimer

    @property
    def seats(self) -> tuple[str, ...]:
        return tuple(m[0] for m in self.decls.sets["seat"].members)

    @property
    def doctrines(self) -> tuple[str, ...]:
        """The ways to play that the doctrine rows know: `doctrine` first, then its variants."""
        named = (v for row in self.decls.doctrine for v in row.variant if v != EVERY)
        return tuple(dict.fromkeys((DOCTRINE, *named)))

    def options(self, scenario: str, chosen: Mapping[str, str] = NOTHING) -> dict[str, str]:
        """Every option of a scenario with the value in force.

        Args:
            scenario: its id.
            chosen: option and value; what is left out has its default.

        Raises:
            OptionError: something chosen is not there; a subclass says how.
            KeyError: there is no such scenario.
        """
        return in_force(self.decls, _scenarios(self.decls)[scenario], chosen)

    def program(self, scenario: str, chosen: Mapping[str, str] = NOTHING) -> Program:
        """The program of a scenario.

        Args:
            scenario: its id.
            chosen: option and value; what is left out has its default.

        Raises:
            OptionError: something chosen is not there; a subclass says how.
            RulesError: the scenario cannot be played so.
            KeyError: there is no such scenario.
        """
        values = self.options(scenario, chosen)
        key = (scenario, tuple(values.items()))
        if key not in self._programs:
            decl = with_options(self.decls, _scenarios(self.decls)[scenario], values)
            faults: list[Diagnostic] = []
            program = Compiler(self.decls, decl, faults).run()
            if program is None or faults:
                raise RulesError(locate(self.file, self.source, faults))
            self._programs[key] = program
        return self._programs[key]


def _scenarios(decls: Declarations) -> dict[str, ScenarioDecl]:
    return decls.scenarios or {
        "standard": ScenarioDecl("standard", ("scenario", "standard"), {"name": "Standard"})
    }


def _build(source: Source, only: str | None, chosen: Mapping[str, str]) -> Rules:
    decls = declare(source.data)
    faults = list(decls.faults)
    uses = Uses(decls)
    programs: dict[Played, Program] = {}
    scenarios = _scenarios(decls)
    if only == "":
        only = next(iter(scenarios))
    if decls.faults or only not in scenarios:
        chosen = NOTHING
    for name, decl in scenarios.items():
        if only in scenarios and name != only:
            continue
        found: list[Diagnostic] = []
        values = {} if decls.faults else in_force(decls, decl, chosen)
        compiler = Compiler(decls, with_options(decls, decl, values), found)
        program = compiler.run()
        uses.add(compiler)
        faults += found
        if program is not None:
            programs[name, tuple(values.items())] = program
    if decls.incomplete:
        # A strange word may be a name that was lost, unless it is near to one that is known.
        faults = [f for f in faults if f.code != "unknown-name" or f.suggestion]
    if faults:
        if only is not None:
            # Every command tells all that is wrong, whichever scenario it asked for.
            _build(source, None, NOTHING)
        raise RulesError(locate(source.name, source.text, faults))
    # What one scenario does not use, another may.
    if only is None and (dead := uses.dead_answers()):
        raise RulesError(locate(source.name, source.text, dead))
    spare = uses.warnings() if only is None else []
    warnings = locate(source.name, source.text, spare)
    seats = tuple(m[0] for m in decls.sets["seat"].members)
    infos = tuple(
        ScenarioInfo(
            n, d.texts.get("name") or n, d.texts.get("text", ""), d.texts.get("teaches", ""),
            d.rounds, d.minutes, d.seats or seats, d.brief, d.facts, d.questions, d.optional,
            option_infos(decls, d),
        )
        for n, d in _scenarios(decls).items()
    )  # fmt: skip
    return Rules(source.name, source.text, source.sha256, decls, infos, tuple(warnings), programs)


def load_rules(path: Path, only: str | None = None, chosen: Mapping[str, str] = NOTHING) -> Rules:
    """Read and check a rules file.

    Args:
        path: the file.
        only: a scenario, to check no other now, or "" for the first; `Rules.program` checks the
            others when asked for them.
        chosen: the options with which `only` is to be checked; what is left out has its default.

    Raises:
        RulesError: it cannot be used; with all findings.
        OptionError: something chosen is not there; a subclass says how.
    """
    return _build(read_source(path), only, chosen)


def parse_rules(
    text: str,
    name: str = "rules.toml",
    only: str | None = None,
    chosen: Mapping[str, str] = NOTHING,
) -> Rules:
    """Check rules given as text; see `load_rules`."""
    return _build(parse_source(text, name), only, chosen)


__all__ = [
    "NOTHING",
    "Finding",
    "OptionError",
    "OptionInfo",
    "OptionLeftOut",
    "Rules",
    "RulesError",
    "ScenarioInfo",
    "UnknownOption",
    "UnknownValue",
    "ValueInfo",
    "load_rules",
    "parse_rules",
]
