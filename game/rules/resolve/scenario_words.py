"""Checks that the names in a scenario's tables are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from game.rules.declare.records import Declarations, ScenarioDecl
from game.rules.diagnostics import Diagnostic, TomlPath, did_you_mean
from game.rules.ir import BOOL
from game.rules.resolve.cells import cell_of
from game.rules.resolve.symbols import RegisterInfo, SymbolTable


def check_scenario_words(
    decls: Declarations, scenario: ScenarioDecl, symbols: SymbolTable
) -> list[Diagnostic]:
    """What a scenario names and the file does not declare.

    Args:
        decls: what the file declares.
        scenario: the scenario.
        symbols: its names; registers are typed already.
    """
    return [
        *_cells(decls, scenario),
        *_sets_and_actions(decls, scenario, symbols),
        *_seats(decls, scenario, symbols),
        *_seated(decls, symbols),
        *_round(decls, symbols),
    ]


def _cells(decls: Declarations, scenario: ScenarioDecl) -> Iterable[Diagnostic]:
    for where, source in (("start", scenario.start), ("frozen", scenario.frozen)):
        for key in source:
            path: TomlPath = (*scenario.path, where)
            path = (*path, key) if isinstance(source, dict) else path
            name = cell_of(key).register
            if name in decls.zones or (name in decls.registers and decls.registers[name].zone):
                yield from _of_zone(decls, where, name, key, path)
            elif name not in decls.registers:
                hint = did_you_mean(name, [*decls.registers, *decls.zones])
                yield Diagnostic("unknown-name", path, 0, key, f"no register `{name}`.", hint)
            elif "[" in key and not key.endswith("]"):
                said, hint = f"`{key}` lacks its closing `]`.", f"write `{key}]`."
                yield Diagnostic("wrong-shape", path, 0, key, said, hint)


def _of_zone(
    decls: Declarations, where: str, name: str, key: str, path: TomlPath
) -> Iterable[Diagnostic]:
    """A scenario says of members where they start, and nothing else of a zone or its places."""
    zone = name if name in decls.zones else decls.registers[name].zone
    if where == "frozen":
        said = f"what lies in the places of `{zone}` moves, and cannot be frozen."
        yield Diagnostic("wrong-target", path, 0, key, said)
    elif name != zone:
        place = next(iter(decls.zones[zone].places), "PLACE")
        said = (
            f"`{name}` is a place; a scenario says of each {decls.zones[zone].of} where it starts."
        )
        hint = f'write `start = {{ "{zone}[MEMBER]" = "{place}" }}`.'
        yield Diagnostic("wrong-target", path, 0, key, said, hint)


def _sets_and_actions(
    decls: Declarations, scenario: ScenarioDecl, symbols: SymbolTable
) -> Iterable[Diagnostic]:
    for key in scenario.only:
        if key not in symbols.sets:
            path: TomlPath = (*scenario.path, "only", key)
            hint = did_you_mean(key, symbols.sets)
            yield Diagnostic("unknown-name", path, 0, key, f"`{key}` is no set.", hint)
    for i, name in enumerate(scenario.actions or ()):
        if name not in decls.actions:
            path = (*scenario.path, "actions", i)
            hint = did_you_mean(name, decls.actions)
            yield Diagnostic("unknown-name", path, 0, name, f"no action `{name}`.", hint)


def _seats(
    decls: Declarations, scenario: ScenarioDecl, symbols: SymbolTable
) -> Iterable[Diagnostic]:
    if scenario.optional and decls.seated is None:
        said = '[game] must name the register of who sits: `seated = "NAME"`.'
        yield Diagnostic("missing-key", (*scenario.path, "optional"), 0, "", said)
    if "seat" not in symbols.sets:
        return
    known = symbols.sets["seat"].ids
    named: list[tuple[str, TomlPath]] = [
        *((seat, ("seats", i)) for i, seat in enumerate(scenario.seats)),
        *((seat, ("optional", i)) for i, seat in enumerate(scenario.optional)),
        *((seat, ("brief", seat)) for seat in scenario.brief),
    ]
    for seat, key in named:
        if seat not in known:
            path = (*scenario.path, *key)
            hint = did_you_mean(seat, known)
            yield Diagnostic("unknown-name", path, 0, seat, f"no seat `{seat}`.", hint)
    for i, seat in enumerate(scenario.optional):
        if seat in scenario.seats:
            said = f"`{seat}` is in `seats` too: leave it out of one of them."
            yield Diagnostic("duplicate", (*scenario.path, "optional", i), 0, seat, said)
    for i, seat in enumerate(scenario.usual or ()):
        if seat not in scenario.optional:
            path = (*scenario.path, "usual", i)
            hint = did_you_mean(seat, scenario.optional) or "`usual` names some of `optional`."
            yield Diagnostic("unknown-name", path, 0, seat, f"no optional seat `{seat}`.", hint)


def _seated(decls: Declarations, symbols: SymbolTable) -> Iterable[Diagnostic]:
    """The register that says who is played has a cell, true or false, for every seat."""
    said = 'the register of who sits has `of = "seat"` and `range = "bool"`.'

    def fits(info: RegisterInfo) -> bool:
        return info.type == BOOL and [s for _, s in info.index] == ["seat"]

    return _register(decls, symbols, "seated", decls.seated, fits, said)


def _round(decls: Declarations, symbols: SymbolTable) -> Iterable[Diagnostic]:
    """The register that counts rounds is a single number."""
    said = "the register of rounds has `range = [low, high]` and no `of`."

    def fits(info: RegisterInfo) -> bool:
        return info.type.kind == "int" and not info.index

    return _register(decls, symbols, "round", decls.round, fits, said)


def _register(
    decls: Declarations,
    symbols: SymbolTable,
    key: str,
    name: str | None,
    fits: Callable[[RegisterInfo], bool],
    said: str,
) -> Iterable[Diagnostic]:
    """The register that [game] names under a key is there, and is of the shape that it needs."""
    path = ("game", key)
    if name is None or f"register.{name}" in symbols.broken:
        return
    info = symbols.registers.get(name)
    if name not in decls.registers:
        hint = did_you_mean(name, decls.registers)
        yield Diagnostic("unknown-name", path, 0, name, f"no register `{name}`.", hint)
    elif info is not None and not fits(info):
        yield Diagnostic("wrong-type", path, 0, name, said)
