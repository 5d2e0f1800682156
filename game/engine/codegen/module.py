"""The module under construction: Python functions made from the rules when first needed.

Only integers, operators and indexes that are written here ever get into the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from heapq import heappop, heappush
from typing import Any

from game.engine.codegen.expand import INLINE, Expander
from game.engine.codegen.piles import PileRow, move_between
from game.engine.codegen.reach import ReachWriter
from game.engine.codegen.source import FunctionSource, wide
from game.engine.codegen.stmt import StmtWriter, size
from game.engine.errors import InternalError, breach, misplaced, stuck
from game.engine.interpret import State
from game.engine.reaching import Costs
from game.rules import cfg, ir
from game.rules.program import Program

_SMALL = 40

ValueFunction = Callable[[State], Any]


class CellFunctions(dict[Any, ValueFunction]):
    """The functions of the cells of a derived value, by their places, each made when first read."""

    def __init__(self, make: Callable[[Any], ValueFunction]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, places: Any) -> ValueFunction:
        found = self[places] = self._make(places if isinstance(places, tuple) else (places,))
        return found


class Remembered(dict[Any, Any]):
    """The cells of a derived value that are known in one state, by the places of their index."""

    def __init__(self, functions: CellFunctions, state: bytes) -> None:
        super().__init__()
        self._functions, self._state = functions, bytearray(state)

    def __missing__(self, places: Any) -> Any:
        found = self[places] = self._functions[places](self._state)
        return found


class Module:
    """The generated functions of one program that tell values, and what their source refers to."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.expander = Expander(program)
        self.space: dict[str, Any] = {
            "breach": breach, "stuck": stuck, "Costs": Costs, "heappush": heappush,
            "heappop": heappop, "wide": wide, "misplaced": misplaced, "PileRow": PileRow,
            "move_between": move_between,
        }  # fmt: skip
        self.sources: dict[str, str] = {}
        self._constants: dict[object, str] = {}
        self._names: dict[tuple[object, ...], str] = {}
        self._calls: Counter[str] | None = None

    def name(self, kind: str, *key: object) -> str:
        """The name of the function that `kind` and `key` stand for.

        Names are numbered, since an author's words joined into one may coincide; the underscore
        keeps them apart from the variables inside functions.
        """
        whole = (kind, *key)
        return self._names.setdefault(whole, f"{kind}_{len(self._names)}")

    def make(self, name: str, params: str, written: FunctionSource) -> Any:
        """Compile one function from its source.

        Raises:
            InternalError: the name stands for another function already.
        """
        if name in self.sources:
            raise InternalError(f"two generated functions are called {name}.")
        source = self.sources[name] = written.text(name, params)
        exec(compile(source, f"<panj {name}>", "exec"), self.space)  # only source written here
        return self.space[name]

    def constant(self, value: tuple[Any, ...]) -> str:
        """The name of a constant table; equal tables share one."""
        # Equal tables may differ in kind: (0, 1) and (False, True).
        key = (value, str(value))
        if key not in self._constants:
            self._constants[key] = f"K{len(self._constants)}"
            self.space[self._constants[key]] = value
        return self._constants[key]

    # Derived values ----------------------------------------------------------------------

    def cell(self, name: str, places: tuple[int | bool, ...]) -> str:
        """The name of the function of one derived cell, which is compiled when first called."""
        full = self.name("derived", name, *map(int, places))
        if full not in self.space:
            self.space[full] = lambda s: self.value(full, self.expander.cell(name, places))(s)
        return full

    def value(self, full: str, e: ir.Expr) -> ValueFunction:
        """The function of an expression without free locals, made once under that name."""
        if full not in self.sources:
            writer = StmtWriter(self)
            writer.out.line(f"return {writer.expr.text(e)}")
            self.make(full, "s", writer.out)
        found: ValueFunction = self.space[full]
        return found

    def derived(self, name: str, places: tuple[int, ...]) -> ValueFunction:
        """The function of a derived cell."""
        if self.expander.is_shared(name):
            every = self.space[self.shared(name)]
            return lambda s: every(s, *places)
        return self.value(self.cell(name, places), self.expander.cell(name, places))

    def shared(self, name: str) -> str:
        """The name of the function of all cells of a derived value, by its index; made when named.

        See `Expander.is_shared`.
        """
        full = self.name("shared", name)
        if full not in self.space:
            slots, body = self.program.scopes.derived[name]
            writer = StmtWriter(self)
            writer.out.line(f"return {writer.expr.text(body)}")
            self.make(full, ", ".join(["s", *(f"v{slot}" for slot in slots)]), writer.out)
        return full

    def judged(self, e: ir.Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression that reads these locals, given the state and them."""
        full = self.name("judged", e, *slots)
        if full not in self.space:
            # A local that outlives a question is in the state; here it is given.
            types = {x.slot: x.type for x in ir.walk(e) if isinstance(x, ir.Local)}
            fresh = {slot: self.program.scopes.slots + i for i, slot in enumerate(slots)}
            given: dict[int, Any] = {x: ir.Local(types[x], fresh[x]) for x in slots if x in types}
            writer = StmtWriter(self)
            writer.out.line(f"return {writer.expr.text(ir.substitute(e, given))}")
            self.make(full, ", ".join(["s", *(f"v{x}" for x in fresh.values())]), writer.out)
        found: Callable[..., Any] = self.space[full]
        return found

    def table(self, name: str) -> str:
        """The name of nested lists of the functions of a derived value, a level for each index."""
        full = self.name("table", name)
        if full not in self.space:
            index = self.program.decls.index_of(name)
            sizes = [len(self.program.symbols.sets[s].ids) for _, s in index]
            self.space[full] = self._rows(name, sizes, ())
        return full

    def _rows(self, name: str, sizes: list[int], places: tuple[int, ...]) -> list[Any]:
        """One entry a member: the rows of the next index, or functions made when first called."""
        rows: list[Any] = []
        for place in range(sizes[len(places)]):
            here = (*places, place)
            if len(here) < len(sizes):
                rows.append(self._rows(name, sizes, here))
            else:
                rows.append(self._lazy(rows, name, here))
        return rows

    def _lazy(self, row: list[Any], name: str, places: tuple[int, ...]) -> ValueFunction:
        def first(s: State) -> Any:
            row[places[-1]] = self.derived(name, places)
            return row[places[-1]](s)

        return first

    def picker(self, pick: ir.Pick) -> str:
        """A call of a new function that picks, given the locals which the pick reads."""
        free = sorted(x for x in cfg.free(pick) if x not in self.program.offsets)
        name = self.name("pick", len(self._names))
        writer = StmtWriter(self)
        writer.out.line(f"return {writer.expr.ranking.pick(pick)}")
        self.make(name, ", ".join(["s", *(f"v{x}" for x in free)]), writer.out)
        return f"{name}({', '.join(['s', *(f'v{x}' for x in free)])})"

    def compute(self, e: ir.Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression that reads these locals, and no state."""
        name = self.name("compute", e, *slots)
        if name not in self.space:
            writer = StmtWriter(self)
            writer.out.line(f"return {writer.expr.text(e)}")
            self.make(name, ", ".join(f"v{slot}" for slot in slots), writer.out)
        found: Callable[..., Any] = self.space[name]
        return found

    def is_heavy(self, name: str) -> bool:
        """Does it take long to work out a cell of a derived value?"""
        _, body = self.program.scopes.derived[name]
        parts = self.program.scopes.parts(body)
        loops = any(isinstance(x, ir.Aggregate | ir.Pick | ir.Reach) for x in parts)
        return body.type.kind != "places" and (loops or len(parts) > INLINE)

    def remembered(self, name: str) -> str:
        """The name of a function that gives what is known of a derived value in a state.

        That is a mapping by the places of the index, which works out what it has not.
        """
        full = self.name("remembered", name)
        if full not in self.space:
            functions = CellFunctions(partial(self.derived, name))
            last: tuple[bytes, Remembered] = (b"", Remembered(functions, b""))

            def found(s: State) -> Remembered:
                nonlocal last
                if s != last[0]:
                    key = bytes(s)
                    last = (key, Remembered(functions, key))
                return last[1]

            self.space[full] = found
        return full

    def reacher(self, reach: ir.Reach) -> str:
        """A call of the function that tells the places which are reached; equal ones share it."""
        free = [f"v{x}" for x in sorted(cfg.free(reach)) if x not in self.program.offsets]
        params = ", ".join(["s", *free])
        name = self.name("reach", reach)
        if name not in self.space:
            # A list of one, that the function may replace what it holds.
            self.space[f"L{name}"] = [(b"", None if not free else {})]
            writer = StmtWriter(self)
            indexed = {f"v{x.slot}" for x in ir.walk(reach) if isinstance(x, ir.ScratchRef)}
            keys = [f"tuple({v})" if v in indexed else v for v in free]
            ReachWriter(writer.expr).write(reach, f"L{name}", keys)
            self.make(name, params, writer.out)
        return f"{name}({params})"

    # Scripts that never pause ------------------------------------------------------------

    def is_inlined(self, key: str) -> bool:
        """Is this script written where it is called: short or called once, without `return`?"""
        body = self.program.functions[key].body
        if any(isinstance(x, ir.Jump) and x.kind == "return" for x in cfg.nested(body)):
            return False
        return size(body) <= _SMALL or self._uses()[key] == 1

    def _uses(self) -> Counter[str]:
        """How often each script that never pauses is called."""
        if self._calls is None:
            self._calls = Counter()
            bodies = [tuple(b.code) for b in self.program.graph.blocks]
            bodies += [u.body for u in self.program.functions.values() if not u.pauses]
            for body in bodies:
                for x in cfg.nested(body):
                    if isinstance(x, ir.Call):
                        self._calls.update(x.targets)
        return self._calls

    def script(self, key: str) -> str:
        """The name of the function of a script that never pauses, compiled when first named."""
        full = self.name("script", key)
        if full not in self.space:
            function = self.program.functions[key]
            writer = StmtWriter(self)
            writer.body(function.body)
            params = ["s", *(f"v{slot}" for slot in function.params)]
            self.make(full, ", ".join(params), writer.out)
        return full
