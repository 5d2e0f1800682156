"""How a value comes about: the addends of a sum, and the table that this is looked up in."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs

from game.engine.cells import Cells
from game.engine.core import Core
from game.engine.interpret import State
from game.engine.texts import Texts, words
from game.engine.view import HIDDEN, CellValue, View, decode
from game.rules import ir
from game.rules.resolve.symbols import TableInfo, TableKey

#: An expression leads through at most so many others to the sum that it is.
_DEEP = 16


@attrs.frozen
class WorkingPart:
    """A part of a sum.

    Attributes:
        title: what it is called for people.
        value: what it adds; never 0.
        set: the set of which `member` is, or "".
        member: the member that adds it, where the sum goes over a set; else "".
    """

    title: str
    value: int
    set: str = ""
    member: str = ""


@attrs.frozen
class Working:
    """How a value that the rules show comes about.

    Attributes:
        name: the derived value.
        title: what it is called for people.
        value: its value.
        words: the value for people.
        addends: what it is the sum of; where it is looked up in a table of one key, what the key
            is the sum of. Empty where it is no sum.
        scale: where it is looked up so, all values of the table in order, for people.
        first: where it is looked up so, the value for people that the first addend alone gives.
    """

    name: str
    title: str
    value: CellValue
    words: str
    addends: tuple[WorkingPart, ...] = ()
    scale: tuple[str, ...] = ()
    first: str = ""


def keys_of(info: TableInfo, at: ir.Expr) -> list[ir.Expr | None]:
    """The expressions by which a table is read, key by key; None for one that is not to be told.

    Args:
        info: the table.
        at: the expression of the cell's number, as the typer made it of the keys.
    """
    found: list[ir.Expr | None] = []
    for key in reversed(info.keys[1:]):
        match at:
            case ir.Arithmetic(_, "+", ir.Arithmetic(_, "*", before, ir.Const(_, size)), last) if (
                size == key.size
            ):
                found.append(_whole(last, key))
                at = before
            case _:
                # What is constant was put together: it is told of no single key any more.
                return [None] * len(info.keys)
    return [_whole(at, info.keys[0]), *reversed(found)]


def _whole(e: ir.Expr, key: TableKey) -> ir.Expr:
    """A key as it was written: without what counts it from its lowest, or keeps it in its span."""
    if key.lo:
        match e:
            case ir.Arithmetic(_, "-", a, ir.Const(_, value)) if value == key.lo:
                e = a
    while isinstance(e, ir.Arithmetic) and e.op in ("min", "max") and isinstance(e.b, ir.Const):
        e = e.a
    return e


def _telling(addends: list[WorkingPart]) -> tuple[WorkingPart, ...]:
    """Those that add something."""
    return tuple(addend for addend in addends if addend.value)


class Workings:
    """Tells how the values of one game come about."""

    def __init__(self, core: Core, cells: Cells, texts: Texts) -> None:
        self._core, self._cells, self._texts, self._program = core, cells, texts, core.program
        #: The tables by what is read: each is a tuple of its own.
        self.tables = {id(info.cells): info for info in core.program.symbols.tables.values()}

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The single derived values that the rules show, by name."""
        decls = self._program.decls.derived.items()
        return tuple(name for name, decl in decls if decl.show and not decl.of)

    def of(self, view: View, name: str) -> Working | None:
        """How a single derived value comes about; None for none, and where the view hides it."""
        value = self._cells.value(view, name, ())
        if value is HIDDEN or value is None:
            return None
        state, body = view.masked, self._program.scopes.derived[name][1]
        e, env = self._led(body, state, {})
        title = str(self._texts.describe("derived", name)["name"])
        said = self._words(body.type, value)
        info = self.tables.get(id(e.table)) if isinstance(e, ir.FieldRef) else None
        if info is None:
            return Working(name, title, value, said, _telling(self._addends(e, state, env)))
        assert isinstance(e, ir.FieldRef)
        key = keys_of(info, e.arg)[0] if len(info.keys) == 1 else None
        if key is None:
            return Working(name, title, value, said)
        key, env = self._led(key, state, env)
        addends = self._addends(key, state, env)
        first = ""
        if addends:
            lo, hi = info.keys[0].lo, info.keys[0].hi
            at = min(max(addends[0].value, lo), hi) - lo
            first = self._words(info.type, decode(self._program, info.type, info.cells[at]))
        scale = [self._words(info.type, decode(self._program, info.type, c)) for c in info.cells]
        once = tuple(dict.fromkeys(scale))
        return Working(name, title, value, said, _telling(addends), once, first)

    def parts(self, e: ir.Expr, state: State, env: dict[int, Any]) -> tuple[WorkingPart, ...]:
        """What the value of an expression is the sum of; nothing where it is no sum."""
        e, env = self._led(e, state, env)
        return _telling(self._addends(e, state, env))

    def _words(self, type_: ir.Type, value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if value is None:
            return "none"
        return self._texts.short(type_.base, value) if isinstance(value, str) else str(value)

    def _led(self, e: ir.Expr, s: State, env: dict[int, Any]) -> tuple[ir.Expr, dict[int, Any]]:
        """The expression that one comes down to here, with the locals that it reads."""
        run = self._core.interpreter
        for _ in range(_DEEP):
            match e:
                case ir.Conditional(_, test, a, b) | ir.Known(_, a, b, test):
                    e = a if run.value(test, s, env) else b
                case ir.DerivedRef(_, name, args):
                    slots, body = self._program.scopes.derived[name]
                    given = [run.value(arg, s, env) for arg in args]
                    e, env = body, dict(zip(slots, given, strict=True))
                case _:
                    break
        return e, env

    def _addends(self, e: ir.Expr, s: State, env: dict[int, Any]) -> list[WorkingPart]:
        """What an expression is the sum of, each 0 too; nothing where it is no sum of numbers."""
        match e:
            case ir.Arithmetic(_, "+" | "-") | ir.Aggregate(_, "sum"):
                return self._split(e, s, env, 1)
        return []

    def _split(self, e: ir.Expr, s: State, env: dict[int, Any], sign: int) -> list[WorkingPart]:
        run = self._core.interpreter
        match e:
            case ir.Arithmetic(_, "+", a, b):
                return self._split(a, s, env, sign) + self._split(b, s, env, sign)
            case ir.Arithmetic(_, "-", a, b):
                return self._split(a, s, env, sign) + self._split(b, s, env, -sign)
            case ir.Aggregate(_, "sum", domain, body) if domain.type.kind == "member":
                base, out = domain.type.base, []
                for v in run.members(domain, s, env):
                    value = sign * int(run.value(body, s, {**env, domain.slot: v}))
                    ident = self._program.symbols.sets[base].ids[int(v)]
                    out.append(WorkingPart(self._texts.short(base, ident), value, base, ident))
                return out
        value = sign * int(run.value(e, s, env))
        return [WorkingPart(self.called(e), value)]

    def called(self, e: ir.Expr) -> str:
        """What a part of a sum is called: by the first value or table of the rules in it."""
        match e:
            case ir.DerivedRef(_, name):
                return self._named("derived", name)
            case ir.RegisterRef(_, name):
                return self._named("register", name)
            case ir.FieldRef(_, table):
                info = self.tables.get(id(table))
                return self._field(table) if info is None else self._named("table", info.name)
            case ir.Aggregate(body=body) if said := self.called(body):
                return said
            case ir.Conditional(_, _, a, b) if said := self.called(a) or self.called(b):
                return said
        return next(filter(None, map(self.called, ir.children(e))), "")

    def _named(self, kind: str, name: str) -> str:
        return str(self._texts.describe(kind, name)["name"])

    def _field(self, table: tuple[int, ...]) -> str:
        """The name of the constant field that is read."""
        for info in self._program.symbols.sets.values():
            for name, field in info.fields.items():
                if field.table is table:
                    return words(name)
        return ""
