"""Who sees a cell, and which hidden cells an expression reads."""

from __future__ import annotations

from game.rules import ir
from game.rules.ir import Expr
from game.rules.resolve.scopes import Scopes
from game.rules.resolve.symbols import SymbolTable


def sight_of(symbols: SymbolTable, e: ir.RegisterRef, viewer: Expr) -> Expr:
    """The `see` condition of a cell, with its index and the viewer put in; TRUE for public ones."""
    info = symbols.registers[e.name]
    if info.see is None:
        return ir.TRUE
    values: dict[int, int | bool | Expr] = {info.slots[0]: viewer}
    values.update(zip(info.slots[1:], e.args, strict=True))
    return ir.substitute(info.see, values)


def hidden_reads(scopes: Scopes, e: Expr) -> list[ir.RegisterRef]:
    """The register reads in `e` (through derived values) that not every seat may make."""
    out: list[ir.RegisterRef] = []
    todo = [e]
    while todo:
        here = todo.pop()
        if isinstance(here, ir.Reveal):
            continue
        if isinstance(here, ir.Known):
            todo.append(here.b)
            continue
        if isinstance(here, ir.Seen):
            todo += here.args
            continue
        if isinstance(here, ir.DerivedRef) and not _reads_openly(scopes, here.name):
            todo.append(scopes.body(here))
        if isinstance(here, ir.RegisterRef) and scopes.symbols.registers[here.name].see is not None:
            out.append(here)
        todo += ir.children(here)
    return out


def _reads_openly(scopes: Scopes, derived: str) -> bool:
    """Does a derived value read only what all seats see, whatever its index?"""
    if derived not in scopes.open:
        _, body = scopes.derived[derived]
        scopes.open[derived] = not hidden_reads(scopes, body)
    return scopes.open[derived]
