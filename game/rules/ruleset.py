"""A checked rules file: how it is read and tested whole, and the programs of its scenarios."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs

from game.catalogue import USUAL, learn, phrase, speaking
from game.resources import asset
from game.rules.cell_id import CellId
from game.rules.collector import no_collection
from game.rules.declare.guide_records import GuideDecl
from game.rules.declare.options import (
    OptionInfo,
    ValueInfo,
    in_force,
    option_infos,
    with_options,
)
from game.rules.declare.people import ClockDecl, ForPeople
from game.rules.declare.records import Declarations, ScenarioDecl
from game.rules.declare.sections import declare
from game.rules.declare.survey_records import SurveyInfo, TagInfo, survey_infos, tag_infos
from game.rules.diagnostics import Diagnostic, Finding, RulesError
from game.rules.each.expand import expand
from game.rules.limits import MAX_ALL_TESTED, MAX_COMPILED, MAX_FINDINGS
from game.rules.look import Look, declare_look
from game.rules.look.geography import off_map
from game.rules.look.page import DeclaredNames
from game.rules.look.source import (
    LookSource,
    NoLookError,
    look_beside,
    look_of_text,
    plain_look,
)
from game.rules.measures import Criteria, gauged, is_of_criteria
from game.rules.pipeline import compile_scenario
from game.rules.plans import Plan, findings_in, is_of_plan, planned
from game.rules.program import Program
from game.rules.removal import Removal, removals_of, removed
from game.rules.source.includes import missing_parts, read_rules
from game.rules.source.locate import locate
from game.rules.source.reader import Source, parse_source
from game.rules.translation import retold, retold_look, words_for
from game.rules.unused import Usage, asked_questions, dead_answers

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
    usual: tuple[str, ...] = ()
    """Those of the optional seats that somebody plays unless it is said otherwise."""
    options: tuple[OptionInfo, ...] = ()
    tags: tuple[TagInfo, ...] = ()
    """Words that people may sort their decisions by."""
    survey: tuple[SurveyInfo, ...] = ()
    """What people are asked after the game, besides `questions`."""
    clock: tuple[ClockDecl, ...] = ()
    """How long things may take at a table; the game's own clocks where it says nothing."""

    @property
    def spare(self) -> tuple[str, ...]:
        """The optional seats that nobody plays unless it is said otherwise."""
        return tuple(seat for seat in self.optional if seat not in self.usual)

    def values(self, named: Mapping[str, str]) -> tuple[tuple[OptionInfo, ValueInfo], ...]:
        """The options that are named with their values, in declared order."""
        return tuple((o, o.value(named[o.id])) for o in self.options if o.id in named)


#: A scenario and the values of its options, in declared order.
ProgramKey = tuple[str, tuple[tuple[str, str], ...]]


@attrs.define(eq=False)
class Rules:
    """A checked rules file. Programs are compiled per scenario, when first asked for."""

    file: str
    source: str
    sha256: str
    decls: Declarations
    scenarios: tuple[ScenarioInfo, ...]
    warnings: tuple[Finding, ...]
    look: Look = attrs.Factory(Look)
    look_text: str = ""
    """The text of the look file; empty where the rules name none."""
    plans: tuple[Plan, ...] = ()
    """The plans that were added to the rules as ways to play."""
    left_out: tuple[Removal, ...] = ()
    """What ways to play that were added lack of the doctrine."""
    criteria: Criteria = attrs.Factory(Criteria)
    """What is measured of games that are played by them."""
    language: str = USUAL
    """The id of the language in which the rules are told; what they say is that of their file."""
    home: Path | None = None
    """The folder of the rules file; None for rules that are a text."""
    original: Rules | None = None
    """The rules as they stand in the file, where these are told in another language."""
    _programs: dict[ProgramKey, Program] = attrs.Factory(dict)
    _told: dict[str, Rules] = attrs.Factory(dict)

    def told_in(self, language: str) -> Rules:
        """These rules told in a language: every move, state and save of theirs is the same.

        Args:
            language: its id.

        Returns:
            The rules in that language, as far as there are translations that fit; else as they
            stand in the file.
        """
        base = self.original or self
        if language == USUAL or base.plans or base.left_out:
            return base
        if language not in base._told:
            base._told[language] = _retold(base, language)
        return base._told[language]

    @property
    def name(self) -> str:
        """What the game is called."""
        return self.decls.name

    @property
    def round(self) -> str | None:
        """The register that counts the rounds, if the rules name one."""
        return self.decls.round

    @property
    def labels(self) -> dict[str, str]:
        """The words for people of each label."""
        return self.decls.labels

    @property
    def text(self) -> str:
        """What the game is about, in a sentence or two."""
        return self.decls.text

    @property
    def disclaimer(self) -> str:
        """What the rules say of themselves before a game; empty if nothing."""
        return self.decls.disclaimer

    @property
    def people(self) -> ForPeople:
        """What people are told before they play: the rules in words, how long, what is counted."""
        return self.decls.people

    @property
    def guides(self) -> tuple[GuideDecl, ...]:
        """The guides that lead somebody who never played through a game."""
        return tuple(self.decls.guides.values())

    @property
    def seats(self) -> tuple[str, ...]:
        """The ids of all declared seats, in order."""
        return tuple(m[0] for m in self.decls.sets["seat"].members)

    def members(self, set_name: str) -> dict[str, Mapping[str, Any]]:
        """The display texts of the members of a declared set by their ids, for any scenario.

        Args:
            set_name: the set; one that is not declared, or is a part of another, has none.
        """
        declared = self.decls.sets.get(set_name)
        return {ident: texts for ident, texts, _ in declared.members} if declared else {}

    def about(self, scenario: str, set_name: str) -> frozenset[str]:
        """The members of a set that a scenario is about, as pictures of it show them.

        They are those that it keeps, where it leaves others out; else those at which it begins
        unlike the scenario that it is like; and all of them where none stands out.

        Args:
            scenario: its id; one that rules do not declare is about all.
            set_name: a declared set; one that is not declared has none.
        """
        told, every = self.decls.scenarios.get(scenario), frozenset(self.members(set_name))
        if told is None:
            return every
        kept = every.intersection(told.only.get(set_name, every))
        if kept < every:
            return kept
        changed = {member for cell in told.start for member in CellId.parse(cell).index}
        return (every & changed) or every

    @property
    def doctrines(self) -> tuple[str, ...]:
        """The ways to play that the doctrine rows know: `doctrine` first, then its variants."""
        return self.decls.doctrines

    @property
    def kinds(self) -> dict[str, str]:
        """What each derived value is, "int", "bool" or "member", once a scenario is compiled."""
        return derived_kinds(next(iter(self._programs.values()), None))

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
            diagnostics: list[Diagnostic] = []
            with no_collection(), speaking(self.language):
                program = compile_scenario(self.decls, decl, diagnostics).program
            if (program is None or diagnostics) and self.original is not None:
                # A translation that does not fit; `panj check` tells which.
                return self.original.program(scenario, chosen)
            if program is None or diagnostics:
                own = [d for d in diagnostics if not (is_of_plan(d) or is_of_criteria(d))]
                found = findings_in(self.plans, diagnostics)
                found += self.criteria.findings(diagnostics)
                raise RulesError([*locate(self.file, self.source, own), *found])
            self._programs[key] = program
        return self._programs[key]

    def with_plans(self, plans: Sequence[Plan], taken: Collection[str] = ()) -> Rules:
        """These rules with plans as ways to play, besides those that they have.

        Args:
            plans: each becomes a way of its name for its seat: its rows come first, and then what
                the seat does by doctrine.
            taken: the names of bots, which no plan may have.

        Raises:
            RulesError: a plan cannot be followed; what its rows say is found to be at fault only
                once a scenario is compiled.
        """
        decls = planned(self.decls, plans, taken)
        return attrs.evolve(self, decls=decls, plans=(*self.plans, *plans), programs={})

    def removals(self, seats: Collection[str]) -> tuple[Removal, ...]:
        """All that may be left out of the doctrine of some seats."""
        return removals_of(self.decls, seats)

    def with_removals(self, removals: Collection[Removal]) -> Rules:
        """These rules with ways to play in which a seat lacks a row or an action of doctrine."""
        decls, left_out = removed(self.decls, removals), (*self.left_out, *removals)
        return attrs.evolve(self, decls=decls, left_out=left_out, programs={})

    def with_criteria(self, criteria: Criteria) -> Rules:
        """These rules with registers that nobody sees, in which measures are counted.

        Raises:
            RulesError: a bar is at fault; of a measure it is found once a scenario is compiled.
        """
        decls = gauged(self.decls, criteria)
        return attrs.evolve(self, decls=decls, criteria=criteria, programs={})


def _scenarios(decls: Declarations) -> Mapping[str, ScenarioDecl]:
    return decls.scenarios or {
        "standard": ScenarioDecl(
            "standard", ("scenario", "standard"), {"name": phrase("setup.standard")}
        )
    }


@attrs.frozen
class _Opened:
    """The look of some rules as it was read: itself, its text, and the findings about it."""

    look: Look = attrs.Factory(Look)
    text: str = ""
    findings: tuple[Finding, ...] = ()


#: Opens the look file that rules name, by the path that they give.
OpenLook = Callable[[str], LookSource]


def _look(decls: Declarations, program: Program | None, open_: OpenLook, whole: bool) -> _Opened:
    """Read the look that rules name; `whole` also asks whether its places lie on its map."""
    if not decls.look:
        return _Opened()
    try:
        source = open_(decls.look)
    except RulesError as error:
        return _Opened(findings=error.findings)
    kinds = derived_kinds(program)
    look, diagnostics = declare_look(source.data, decls, kinds, source.home)
    if whole and look.folder is not None:
        diagnostics += off_map(look.folder, look.roles.places, DeclaredNames(decls, kinds))
    return _Opened(look, source.text, tuple(locate(source.name, source.text, diagnostics)))


def derived_kinds(program: Program | None) -> dict[str, str]:
    """What each derived value is, as far as it was typed."""
    derived = {} if program is None else program.scopes.derived
    return {name: body.type.kind for name, (_, body) in derived.items()}


def _once(diagnostics: list[Diagnostic], scenarios: Mapping[str, ScenarioDecl]) -> list[Diagnostic]:
    """Leave out what a scenario has only from the one that it is like, where that is told too."""
    told = {(d.path, d.code, d.message) for d in diagnostics}

    def inherited(diagnostic: Diagnostic) -> bool:
        kind, name = (*diagnostic.path, "", "")[:2]
        decl = scenarios.get(str(name)) if kind == "scenario" else None
        if decl is None or decl.like is None:
            return False
        there = ("scenario", decl.like, *diagnostic.path[2:])
        return (there, diagnostic.code, diagnostic.message) in told

    return [d for d in diagnostics if not inherited(d)]


def build(
    source: Source,
    only: str | None,
    chosen: Mapping[str, str],
    open_: OpenLook,
    played: bool = False,
) -> Rules:
    """Check rules that were read, and the look that they name; see `load_rules`.

    Args:
        source: the rules as they were read.
        only, chosen: as for `load_rules`.
        open_: opens the look file.
        played: whether a game is on by them, which what they call things does not stop.
    """
    decls, shape = declare(source.data, not played)
    lacking = [*(d for d in shape if d.path[:2] == ("game", "include")), *missing_parts(source)]
    if lacking:
        # What stands in a file that is not here would be missed at every place.
        raise RulesError(locate(source.name, source.text, lacking))
    decls, made = expand(decls, not played)
    diagnostics = [*shape, *made]
    usage = Usage(decls)
    programs: dict[ProgramKey, Program] = {}
    scenarios = _scenarios(decls)
    if only == "":
        only = next(iter(scenarios))
    size, tested = len(source.text) + decls.made, 0
    if not played and size * len(scenarios) > MAX_COMPILED:
        said = (
            f"{len(scenarios)} scenarios of {size} characters of rules; "
            f"{MAX_COMPILED // size} at most of so many."
        )
        told = [Diagnostic("too-many", ("scenario",), 0, "", said)]
        raise RulesError(locate(source.name, source.text, [*told, *diagnostics]))
    if decls.faulty or only not in scenarios:
        chosen = NOTHING
    for name, decl in scenarios.items():
        if (only in scenarios and name != only) or len(diagnostics) >= MAX_FINDINGS:
            continue
        found: list[Diagnostic] = []
        values = {} if decls.faulty else in_force(decls, decl, chosen)
        compilation = compile_scenario(decls, with_options(decls, decl, values), found)
        program = compilation.program
        usage.add(compilation)
        diagnostics += found
        tested += compilation.ctx.tested
        if not played and tested > MAX_ALL_TESTED:
            said = f"with `{name}` the scenarios test more than {MAX_ALL_TESTED} needs of moves."
            diagnostics.append(Diagnostic("too-many", ("scenario", name), 0, "", said))
            break
        if program is not None:
            programs[name, tuple(values.items())] = program
    diagnostics = _once(diagnostics, scenarios)
    if decls.incomplete:
        # A strange word may be a name that was lost, unless it is near to one that is known.
        diagnostics = [f for f in diagnostics if f.code != "unknown-name" or f.suggestion]
    opened = _Opened()
    if not decls.faulty:
        try:
            opened = _look(decls, next(iter(programs.values()), None), open_, only is None)
        except NoLookError as error:
            diagnostics.append(Diagnostic("no-look", ("game", "look"), 0, decls.look, str(error)))
    if diagnostics or opened.findings:
        if only is not None:
            # Every command tells all that is wrong, whichever scenario it asked for.
            build(source, None, NOTHING, open_, played)
        raise RulesError([*locate(source.name, source.text, diagnostics), *opened.findings])
    # What one scenario does not use, another may.
    if only is None and (dead := dead_answers(decls.doctrine, asked_questions(decls))):
        raise RulesError(locate(source.name, source.text, dead))
    spare = usage.warnings() if only is None else []
    warnings = locate(source.name, source.text, spare)
    return Rules(
        source.name, source.text, source.sha256, decls, scenario_infos(decls), tuple(warnings),
        opened.look, opened.text, programs=programs,
    )  # fmt: skip


def scenario_infos(decls: Declarations) -> tuple[ScenarioInfo, ...]:
    """The scenarios that are declared, as they are shown to people."""
    seats = tuple(m[0] for m in decls.sets["seat"].members)
    return tuple(
        ScenarioInfo(
            n, d.texts.get("name") or n, d.texts.get("text", ""), d.texts.get("teaches", ""),
            d.rounds, d.minutes, d.seats or seats, d.brief, d.facts, d.questions, d.optional,
            d.usual or (), option_infos(decls, d),
            tag_infos(decls.tags, d.tags), survey_infos(decls.survey, d.survey),
            d.clock or decls.people.clock,
        )
        for n, d in _scenarios(decls).items()
    )  # fmt: skip


def _retold(rules: Rules, language: str) -> Rules:
    """Rules told in another language; as they are where nothing of it is there, or it does not fit.

    Nothing else than words is changed, so what was found sound once is not checked again.
    """
    path = None if rules.home is None else rules.home / Path(rules.file).name
    words = words_for(path, rules.decls.name, language)
    if words is None:
        return rules
    learn(language, words.forms, words.names)
    with no_collection(), speaking(language):
        source = parse_source(rules.source, rules.file)
        tree = retold(source.data, words.say)
        _name(tree, words.names)
        decls, shape = declare(tree, judging_names=False)
        decls, made = expand(decls, judging_names=False)
        look, odd = rules.look, list[Diagnostic]()
        if rules.look_text:
            looked = parse_source(rules.look_text, f"{rules.file}, its look").data
            home = asset() if rules.home is None else (rules.home / rules.decls.look).parent
            look, odd = declare_look(retold_look(looked, words.say), decls, rules.kinds, home)
    if shape or made or odd:
        return rules
    infos = scenario_infos(decls)
    return attrs.evolve(
        rules, decls=decls, scenarios=infos, look=look, language=language, original=rules,
        programs={}, told={},
    )  # fmt: skip


#: Sections whose things are called by their ids where they have no name.
_CALLED: Final = ("set", "register", "derived", "action", "procedure")


def _name(tree: dict[str, Any], names: Mapping[str, str]) -> None:
    """Give what has no name the one that a language calls it by; each game has its own."""
    for section in _CALLED:
        for ident, decl in tree.get(section, {}).items():
            if isinstance(decl, dict) and ident in names:
                decl.setdefault("name", names[ident])


def load_rules(path: Path, only: str | None = None, chosen: Mapping[str, str] = NOTHING) -> Rules:
    """Read and check a rules file, with the files beside it that it includes and its look.

    Args:
        path: the file.
        only: a scenario, to check no other now, or "" for the first; `Rules.program` checks the
            others when asked for them.
        chosen: the options with which `only` is to be checked; what is left out has its default.

    Raises:
        RulesError: it cannot be used; with all findings.
        OptionError: something chosen is not there; a subclass says how.
    """
    # What stands in the file is English, whatever is spoken.
    with no_collection(), speaking(USUAL):
        rules = build(read_rules(path), only, chosen, partial(look_beside, path.parent))
    rules.home = path.parent
    return rules


def parse_rules(
    text: str,
    name: str = "rules.toml",
    only: str | None = None,
    chosen: Mapping[str, str] = NOTHING,
    look: str = "",
) -> Rules:
    """Check rules given as text; see `load_rules`.

    Nothing lies beside a text: a look file that it names is read only if its text is given.

    Args:
        text, name, only, chosen: as for `load_rules`; `name` stands in findings.
        look: the text of the look file; without one the rules are shown plainly.
    """
    with no_collection(), speaking(USUAL):
        return build(parse_source(text, name), only, chosen, lambda _: _given(look, name))


def _given(look: str, name: str) -> LookSource:
    return look_of_text(look, f"{name}, its look") if look else plain_look(name)
