"""Types where the members of a zone start, and lays them there."""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.context import CompileContext
from game.rules.declare.records import ZoneDecl, size_of
from game.rules.diagnostics import TomlPath, abort, did_you_mean
from game.rules.ir import Const, Expr
from game.rules.parse.scan import parse_expression
from game.rules.resolve.cells import cell_of
from game.rules.resolve.symbols import SetInfo
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.registers import type_register
from game.rules.typecheck.typer import Typer
from game.rules.typecheck.zones import NamedPlace, place_of


@attrs.frozen
class _Fork:
    """One of two places, as a condition says."""

    test: Expr
    yes: _Fork | NamedPlace
    no: _Fork | NamedPlace


@attrs.frozen
class _Start:
    """Where members start: the place, by the slot of the member, and where that is said."""

    where: _Fork | NamedPlace
    slot: int
    path: TomlPath

    def of(self, member: int) -> tuple[str, tuple[int, ...]]:
        """The name and the index of the place where a member starts; raises Abort."""
        values: dict[int, int | bool | Expr] = {self.slot: member}
        where = self.where
        while isinstance(where, _Fork):
            test = self._constant(ir.substitute(where.test, values))
            where = where.yes if test else where.no
        args = (self._constant(ir.substitute(arg, values)) for arg in where.args)
        return where.decl.name, tuple(map(int, args))

    def _constant(self, e: Expr) -> int | bool:
        if not isinstance(e, Const):
            raise abort("not-constant", self.path, "a start reads constants only.")
        return e.value


def type_zone(ctx: CompileContext, name: str) -> None:
    """Enter the registers of a zone's places among the symbols, and lay its members out."""
    zone, symbols = ctx.decls.zones[name], ctx.symbols
    registers = [(place, size_of(place)) for place in zone.places]
    if ctx.attempt(symbols.set_of, zone.of, (*zone.path, "of")) is None:
        symbols.broken |= {f"zone.{name}", *(f"register.{r}" for pair in registers for r in pair)}
        return
    for place, size in registers:
        # What is wrong with the index of one is wrong with that of the other.
        ctx.attempt_name(f"register.{place}", type_register, ctx, place)
        if place in symbols.registers:
            ctx.attempt_name(f"register.{size}", type_register, ctx, size)
        else:
            symbols.broken |= {f"zone.{name}", f"register.{size}"}
    if f"zone.{name}" not in symbols.broken:
        ctx.attempt_name(f"zone.{name}", lay_out, ctx, name)


def lay_out(ctx: CompileContext, name: str) -> None:
    """Lay every member of a zone where it starts in this scenario.

    In an ordered place they lie as if they had been put there one after the other.

    Raises:
        Abort: with the finding.
    """
    zone = ctx.decls.zones[name]
    members = ctx.symbols.set_of(zone.of, (*zone.path, "of"))
    usual = _read(ctx, zone, members, zone.start, (*zone.path, "start"))
    said = _of_scenario(ctx, zone, members)
    laid: dict[str, dict[tuple[int, ...], list[int]]] = {}
    for member in members.order:
        place, args = said.get(member, usual).of(member)
        laid.setdefault(place, {}).setdefault(args, []).append(member)
    for place, spots in laid.items():
        lying, counted = ctx.symbols.registers[place], ctx.symbols.registers[size_of(place)]
        cells, counts = list(lying.start), list(counted.start)
        for args, there in spots.items():
            for height, member in enumerate(there, 1):
                cells[lying.cell((*args, member))] = height if zone.places[place].ordered else 1
            counts[counted.cell(args)] = len(there)
        lying.start, counted.start = tuple(cells), tuple(counts)


def _read(
    ctx: CompileContext, zone: ZoneDecl, members: SetInfo, text: str, path: TomlPath
) -> _Start:
    """Read where members start; the set's name stands for one of them."""
    slot = ctx.scopes.new_slot()
    parsed = parse_expression(text, path)
    ctx.scopes.used |= parsed.words
    typer = typer_of(ctx.scopes, path, text, {zone.of: (slot, members.type)})
    return _Start(_where(typer, zone, parsed.tree), slot, path)


def _where(typer: Typer, zone: ZoneDecl, node: ast.expr) -> _Fork | NamedPlace:
    if isinstance(node, ast.IfExp):
        test = typer.boolean(node.test)
        before, ways = dict(typer.facts), []
        for side, held in ((node.body, True), (node.orelse, False)):
            typer.learn(test, held)
            ways.append(_where(typer, zone, side))
            typer.facts = dict(before)
        return _Fork(test, *ways)
    place = place_of(typer, node)
    if place.decl.zone != zone.name:
        said = f"`{place.decl.name}` is no place of the zone `{zone.name}`."
        raise typer.error(node, "wrong-type", said, f"name one of {', '.join(zone.places)}.")
    return place


def _of_scenario(ctx: CompileContext, zone: ZoneDecl, members: SetInfo) -> dict[int, _Start]:
    """Where the scenario has members start, by member."""
    out: dict[int, _Start] = {}
    single: dict[int, _Start] = {}
    for key, text in ctx.scenario.start.items():
        cell = cell_of(key)
        if cell.register != zone.name or text is None:
            continue
        path: TomlPath = (*ctx.scenario.path, "start", key)
        if not isinstance(text, str):
            said = "a member starts in a place."
            raise abort("wrong-shape", path, said, str(text), _example(zone, members))
        ids = [members.ids[m] for m in members.order]
        if len(cell.index) > 1 or (cell.index and cell.index[0] not in ids):
            said, hint = f"`{zone.name}` has no `{key}`.", did_you_mean(cell.index[0], ids)
            raise abort("unknown-name", path, said, key, hint)
        start = _read(ctx, zone, members, text, path)
        if cell.index:
            single[members.ids.index(cell.index[0])] = start
        else:
            out = dict.fromkeys(members.order, start)
    # What is said of one goes before what is said of all.
    return out | single


def _example(zone: ZoneDecl, members: SetInfo) -> str:
    """How a scenario says where a member starts."""
    place = next(iter(zone.places.values()))
    index = f"[{', '.join(set_name.upper() for _, set_name in place.of)}]" if place.of else ""
    return f'write `"{zone.name}[{members.ids[0]}]" = "{place.name}{index}"`.'
