"""From TOML tables to declarations: shapes, names and unknown keys are checked here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import attrs

from game.rules.boards.declare import made_sets
from game.rules.declare.clocks import check_clocks
from game.rules.declare.game_table import read_game
from game.rules.declare.guides import check_sittings, complete_guides, read_guide
from game.rules.declare.judgements import read_doctrine, read_ending, read_invariants
from game.rules.declare.moves import read_action, read_ban, read_card, read_inject, read_procedure
from game.rules.declare.names import check_names
from game.rules.declare.options import judge, read_option
from game.rules.declare.records import (
    CardDecl,
    Declarations,
    Declared,
    SetDecl,
    ZoneDecl,
    ways,
)
from game.rules.declare.scenarios import complete, read_scenario
from game.rules.declare.state import read_derived, read_number, read_register, read_set
from game.rules.declare.surveys import kept_unknown, read_survey, read_tag
from game.rules.declare.tables import read_table
from game.rules.declare.toml_reader import TableReader, dotted
from game.rules.declare.zones import made_registers, read_zone
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.limits import (
    MAX_ASKED,
    MAX_DECLARED,
    MAX_ENDINGS,
    MAX_OPTIONS,
    MAX_SCENARIOS,
    MAX_SEATS,
)

SECTIONS = (
    "game", "set", "number", "option", "table", "register", "zone", "derived", "action",
    "procedure", "ban", "invariant", "doctrine", "ending", "scenario", "guide", "tag", "survey",
    "inject",
)  # fmt: skip
_MOST = {
    "scenario": MAX_SCENARIOS, "option": MAX_OPTIONS, "ending": MAX_ENDINGS,
    "tag": MAX_ASKED, "survey": MAX_ASKED,
}  # fmt: skip

Read = TypeVar("Read")


def declare(
    tree: dict[str, Any], judging_names: bool = True
) -> tuple[Declarations, tuple[Diagnostic, ...]]:
    """Read the tables of a rules file.

    Args:
        tree: the parsed TOML.
        judging_names: whether names that people cannot read or tell apart are findings.

    Returns:
        What the file declares, as far as it can be read, and the findings about its shape.
    """
    diagnostics: list[Diagnostic] = []
    top = TableReader(tree, (), diagnostics)
    game = read_game(top.below(top.get("game", dict, {}, need=True), "game"), SECTIONS)
    top.labels = game.labels
    sets = _each(top, "set", read_set)
    if game.seats is not None:
        if "seat" in sets:
            top.report("duplicate", "the set `seat` is declared already.", "set", "seat")
        sets = {"seat": game.seats, **sets}
    if "seat" in sets:
        top.bounded(len(sets["seat"].members), MAX_SEATS, "seats", *sets["seat"].path)
    sets = made_sets(sets, top)
    numbers = _each(top, "number", read_number)
    options = _each(top, "option", read_option)
    tables = _each(top, "table", read_table)
    registers = _each(top, "register", read_register)
    zones = _each(top, "zone", read_zone)
    derived = _each(top, "derived", read_derived)
    actions = _each(top, "action", read_action)
    procedures = _each(top, "procedure", read_procedure)
    if zones and "move" in procedures:
        said = "`move` moves what lies in zones, which this file has; choose another name."
        top.report("bad-name", said, "procedure", "move", word="move")
    decks: dict[str, dict[str, CardDecl]] = {}
    for deck in game.decks:
        if cards := _each(top, deck, read_card):
            decks[deck] = {name: card for name, (card, _) in cards.items()}
            old = sets.get(deck, SetDecl(deck, (deck,), {}))
            more = tuple((name, fields, card.path) for name, (card, fields) in cards.items())
            sets[deck] = attrs.evolve(old, members=(*old.members, *more))
    bans = _each(top, "ban", read_ban)
    endings = _each(top, "ending", read_ending)
    injects = _each(top, "inject", read_inject)
    scenarios = complete(_each(top, "scenario", read_scenario), diagnostics)
    judge(options, numbers, scenarios, diagnostics)
    tags, survey = _each(top, "tag", read_tag), _each(top, "survey", read_survey)
    for told in scenarios.values():
        diagnostics += kept_unknown("tags", told.path, told.tags, tags)
        diagnostics += kept_unknown("survey", told.path, told.survey, survey)
    invariants, doctrine = read_invariants(top), read_doctrine(top)
    guides = complete_guides(_each(top, "guide", read_guide), top)
    timed = [*game.people.clock, *(clock for s in scenarios.values() for clock in s.clock)]
    scripts = [*procedures, *actions, *(name for deck in decks.values() for name in deck)]
    check_clocks(timed, scripts, top)
    check_sittings(guides, scenarios, ways(doctrine), top)
    top.done()
    named = (registers, *(zone.places for zone in zones.values()), numbers, derived, tables)
    broken = _clashes(named, diagnostics)
    more_broken, incomplete = _breakage(diagnostics)
    broken |= more_broken | _lost_places(zones, more_broken)
    registers = {**registers, **made_registers(zones)}
    # After that: rules can be read on, whatever people are told that things are called.
    if judging_names:
        check_names(tree, decks, diagnostics)
    return Declarations(
        game.language, game.name, game.text, game.disclaimer, game.play, game.seated, game.round,
        game.look, game.labels, game.longest, game.cap, game.repetition, game.returns,
        sets, numbers, options, registers, derived, actions, procedures, decks, bans,
        tuple(invariants), tuple(doctrine), endings, scenarios, broken, incomplete,
        faulty=bool(diagnostics), people=game.people, tables=tables, zones=zones,
        guides=guides, tags=tags, survey=survey, injects=injects,
    ), tuple(diagnostics)  # fmt: skip


def _each(
    top: TableReader, section: str, read: Callable[[str, TableReader], Read]
) -> dict[str, Read]:
    """Read every table of a section, by its name."""
    tables = top.get(section, dict, {})
    most = _MOST.get(section, MAX_DECLARED)
    top.bounded(len(tables), most, f"tables in [{section}]", section)
    out = {}
    for name, item in list(tables.items())[:most]:
        reader = top.below(item, section, name)
        reader.named(name, section if section in SECTIONS else "card")
        out[name] = read(name, reader)
        reader.done()
    return out


# The keys of a declaration that whatever reads it depends on.
_LEANED_ON = {
    "set": ("members", "of", "where", "each", "grid", "board", "size"),
    "register": ("of", "range"), "number": ("value",),
    "derived": ("of", "value", "needs"), "table": ("by", "value", "cells"),
    "action": ("seats", "choose"), "procedure": ("params",), "zone": ("of", "start", "places"),
}  # fmt: skip
_HARMLESS = ("unknown-label", "bad-name", "duplicate")


def _breakage(diagnostics: Iterable[Diagnostic]) -> tuple[frozenset[str], bool]:
    """What the findings leave too misshapen to build on, and whether names may be lost."""
    broken: set[str] = set()
    incomplete = False
    for diagnostic in diagnostics:
        kind, name, key = (*map(str, diagnostic.path[:3]), "", "", "")[:3]
        # Where a member is named twice, another may want its name.
        if diagnostic.code in _HARMLESS and (kind, diagnostic.code) != ("set", "duplicate"):
            continue
        leaned_on = _LEANED_ON.get(kind, ())
        mistyped = diagnostic.code == "unknown-key" and diagnostic.meant not in leaned_on
        if len(diagnostic.path) <= 1 or (kind == "set" and not mistyped):
            incomplete = True
        if diagnostic.code == "unknown-key":
            leaning = diagnostic.meant in leaned_on
        else:
            leaning = len(diagnostic.path) == 2 or (len(diagnostic.path) == 3 and key in leaned_on)
        # What is said of a place stands deeper.
        leaning = leaning or (kind == "zone" and len(diagnostic.path) > 3 and not mistyped)
        if leaning and leaned_on:
            broken.add(f"{kind}.{name}")
    return frozenset(broken), incomplete


def _lost_places(zones: dict[str, ZoneDecl], broken: Iterable[str]) -> frozenset[str]:
    """The registers of the zones that are at fault."""
    lost = {name: zone for name, zone in zones.items() if f"zone.{name}" in broken}
    return frozenset(f"register.{name}" for name in made_registers(lost))


def _clashes(
    kinds: Iterable[Mapping[str, Any]], diagnostics: list[Diagnostic]
) -> frozenset[str]:  # fmt: skip
    """Tell what a bare name may mean twice; returns what is broken by it."""
    known: dict[str, TomlPath] = {}
    broken: set[str] = set()
    for kind in kinds:
        for name, decl in kind.items():
            assert isinstance(decl, Declared)
            if name in known:
                message = f"`{name}` is declared already, in {dotted(known[name])}."
                broken |= {_kind_of(known[name], name), _kind_of(decl.path, name)}
                diagnostics.append(Diagnostic("duplicate", decl.path, 0, name, message))
            known.setdefault(name, decl.path)
    return frozenset(broken)


def _kind_of(path: TomlPath, name: str) -> str:
    """What is broken by the clash of a name; a place is kept in a register."""
    return f"{'register' if path[0] == 'zone' else path[0]}.{name}"
