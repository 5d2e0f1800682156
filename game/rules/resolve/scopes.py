"""What names mean beyond the world, and who may read what they name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache

import attrs

from game.rules import ir
from game.rules.ir import Expr, Type
from game.rules.resolve.symbols import SymbolTable

Scope = dict[str, tuple[int, Type]]


@attrs.define
class Scopes:
    """What names mean beyond the world: derived values and slots; shared by a whole program."""

    world: SymbolTable
    derived: dict[str, tuple[tuple[int, ...], Expr]] = attrs.Factory(dict)
    derive: Callable[[str], tuple[tuple[int, ...], Expr]] | None = None
    bodies: dict[ir.Der, Expr] = attrs.Factory(dict)
    slots: int = 0
    used: set[str] = attrs.Factory(set)
    asked: set[str] = attrs.Factory(set)
    numbers: set[str] = attrs.Factory(set)
    """The numbers that something in play reads; what a scenario drops does not count."""

    def note(self, tree: ast.AST, script: str = "") -> None:
        """Note the words and questions of a text, those that a scenario drops as well."""
        words, asked = _noted(tree)
        self.used |= words
        self.asked |= {f"{script}.{into}" for into in asked}

    def body(self, derived: ir.Der) -> Expr:
        """What a derived value stands for, with its index put in."""
        if derived not in self.bodies:
            slots, body = self.derived[derived.name]
            values: dict[int, int | bool | Expr] = dict(zip(slots, derived.args, strict=True))
            self.bodies[derived] = ir.substitute(body, values)
        return self.bodies[derived]

    def new_slot(self) -> int:
        self.slots += 1
        return self.slots - 1


# Each scenario reads the same trees again.
@lru_cache(maxsize=8192)
def _noted(tree: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text, and the names into which it asks."""
    words, asked = set(), set()
    for n in ast.walk(tree):
        match n:
            case ast.Name(word):
                words.add(word)
            case ast.Assign(
                [ast.Name(into) | ast.Subscript(ast.Name(into))], ast.Call(ast.Name("choose"))
            ):
                asked.add(into)
    return frozenset(words), frozenset(asked)


def sight_of(world: SymbolTable, e: ir.Reg, viewer: Expr) -> Expr:
    """The `see` condition of a cell, with its index and the viewer put in; TRUE for public ones."""
    info = world.registers[e.name]
    if info.see is None:
        return ir.TRUE
    values: dict[int, int | bool | Expr] = {info.slots[0]: viewer}
    values.update(zip(info.slots[1:], e.args, strict=True))
    return ir.substitute(info.see, values)


def hidden_reads(names: Scopes, e: Expr) -> list[ir.Reg]:
    """The register reads in `e` (through derived values) that not every seat may make."""
    out: list[ir.Reg] = []
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
        if isinstance(here, ir.Der):
            todo.append(names.body(here))
        if isinstance(here, ir.Reg) and names.world.registers[here.name].see is not None:
            out.append(here)
        todo += ir.children(here)
    return out
