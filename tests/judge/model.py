"""A second reading of the rules language, by Python itself: what expressions are worth.

The language is a subset of Python, so the text of an expression is given to Python's own `eval`
over small classes that stand for sets, members and cells. Nothing here is taken from `game`:
that is what makes it a judge.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterable
from typing import Any

from tests.judge.each import written_out
from tests.judge.grids import Asked, Grid
from tests.judge.values import (
    NONE,
    Cells,
    Derived,
    Group,
    Key,
    Member,
    Names,
    Places,
    Row,
    Table,
    count,
    highest,
    highest_one,
    lowest,
    lowest_one,
)
from tests.judge.zones import Heaps, bottom, heaps, size, top

PICKS = {"lowest_one": 0, "highest_one": 0, "lowest": 1, "highest": 1}


def members_name(name: str) -> str:
    """What a set is called where only a set can stand, so that no variable hides it."""
    return f"members of {name}"


class Plain(ast.NodeTransformer):
    """The two things in which the language is not Python.

    A set's name after `in` is the set, whatever variable has that name; and `by=` is an
    expression over the variable of the list before it, so it becomes a function of it.
    """

    def __init__(self, sets: Iterable[str], lying: dict[str, str] | None = None) -> None:
        self.sets = set(sets)
        #: What lies in each place of a zone.
        self.lying = lying or {}

    def span(self, node: ast.expr) -> ast.expr:
        """What is gone through: a set by its name, or anything else."""
        if isinstance(node, ast.Name) and node.id in self.sets:
            return ast.Name(members_name(node.id), ast.Load())
        found: ast.expr = self.visit(node)
        return found

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        return ast.comprehension(
            node.target, self.span(node.iter), [self.visit(i) for i in node.ifs], 0
        )

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        kinds = (ast.In, ast.NotIn)
        right = [
            self.span(c) if isinstance(op, kinds) else self.visit(c)
            for op, c in zip(node.ops, node.comparators, strict=True)
        ]
        return ast.Compare(self.visit(node.left), node.ops, right)

    def by(self, domain: ast.expr, key: ast.expr) -> ast.Lambda:
        """A key as a function of the variable of what it ranks."""
        variable = "_"
        if isinstance(domain, ast.GeneratorExp) and isinstance(
            domain.generators[0].target, ast.Name
        ):
            variable = domain.generators[0].target.id
        elif isinstance(domain, ast.Name):
            variable = self.lying.get(domain.id, domain.id)
        elif isinstance(domain, ast.Subscript) and isinstance(domain.value, ast.Name):
            variable = self.lying[domain.value.id]
        return function([variable], self.visit(key))

    def visit_Call(self, node: ast.Call) -> ast.Call:
        word = node.func.id if isinstance(node.func, ast.Name) else ""
        if word in PICKS:
            at = PICKS[word]
            domain = node.args[at]
            args = [*node.args[:at], self.span(domain), self.by(domain, node.keywords[0].value)]
            return ast.Call(node.func, args, [])
        if word == "reach":
            return self.reach(node)
        if word == "spent":
            places = ast.Attribute(self.visit(node.args[1]), "cost", ast.Load())
            return ast.Call(places, [self.visit(node.args[0])], [])
        if word == "count":
            return ast.Call(node.func, [self.span(node.args[0])], [])
        if word in ("min", "max"):
            last = [ast.keyword(k.arg, self.visit(k.value)) for k in node.keywords]
            return ast.Call(node.func, [self.visit(a) for a in node.args], last)
        return ast.Call(node.func, [self.visit(a) for a in node.args], [])

    def reach(self, node: ast.Call) -> ast.Call:
        """A reach as a call with functions of where one comes from, and of where one goes."""
        start, way = node.args
        assert isinstance(way, ast.GeneratorExp)
        away, there = way.generators
        assert isinstance(away.target, ast.Name)
        assert isinstance(there.target, ast.Name)
        p, q = away.target.id, there.target.id
        keys = {k.arg: self.visit(k.value) for k in node.keywords}
        true = ast.Constant(True)
        leave = ast.BoolOp(ast.And(), [true, true, *(self.visit(i) for i in away.ifs)])
        inner = ast.comprehension(
            ast.Name(q, ast.Store()), self.span(there.iter), [self.visit(i) for i in there.ifs], 0
        )
        steps = ast.ListComp(ast.Name(q, ast.Load()), [inner])
        return ast.Call(
            ast.Name("reach", ast.Load()),
            [
                self.visit(start), self.span(away.iter), function([p], leave), function([p], steps),
                function([p, q], keys.get("cost", ast.Constant(1))),
                keys.get("within", ast.Constant(None)),
                function([p, q], keys.get("stop", ast.Constant(False))),
            ],
            [],
        )  # fmt: skip


def function(variables: list[str], body: ast.expr) -> ast.Lambda:
    """A function of some variables."""
    blank = ast.arguments([], [ast.arg(v) for v in variables], None, [], [], None, [])
    return ast.Lambda(blank, body)


def index_of(declared: Any) -> list[tuple[str, str]]:
    """The variables and sets of `of`: "place", ["place"], or { one = "place", two = "place" }."""
    if declared is None:
        return []
    if isinstance(declared, list):
        return [(of, of) for of in declared]
    return [(declared, declared)] if isinstance(declared, str) else list(declared.items())


class Model:
    """A rules file without scenarios, read by Python."""

    def __init__(self, text: str) -> None:
        self.data = data = tomllib.loads(text)
        self.decks: list[str] = data["game"].get("decks", ["event"])
        self.sets: dict[str, Group] = {}
        self.names = Names()
        self.names.derived = {}
        self._read_sets(data)
        self.names.update(
            true=True, false=False, none=NONE, count=count, lowest_one=lowest_one,
            highest_one=highest_one, lowest=lowest, highest=highest, reveal=lambda x: x,
            holds=self.holds, reach=self.reach, size=size, top=top, bottom=bottom,
        )  # fmt: skip
        for number, told in data.get("number", {}).items():
            self.names[number] = told["value"]
        lying = {
            place: told["of"] for told in data.get("zone", {}).values() for place in told["places"]
        }
        self.plain = Plain(self.sets, lying)
        self.places: dict[str, Heaps] = {}
        for told in data.get("zone", {}).values():
            self._lay(told)
        self.registers = {
            n: self._register(n, told) for n, told in data.get("register", {}).items()
        }
        for name, told in data.get("table", {}).items():
            self.names[name] = self._table(told)
        for name, told in data.get("derived", {}).items():
            index = index_of(told.get("of"))
            needs = [f"({need['when']})" for need in told.get("needs", ())]
            work = self.function([v for v, _ in index], told.get("value") or " and ".join(needs))
            sets = tuple(self.sets[s] for _, s in index)
            self.names.derived[name] = Derived(name, sets, work)
        for cells in self.registers.values():
            self._start(cells)

    # Sets --------------------------------------------------------------------------------

    def _read_sets(self, data: dict[str, Any]) -> None:
        declared = dict(data.get("set", {}))
        if "seats" in data["game"]:
            declared["seat"] = {"members": data["game"]["seats"]}
        for deck in self.decks:
            if deck in data:
                rows = [{"id": card, **told} for card, told in data[deck].items()]
                declared[deck] = {"members": rows}
        declared = written_out(declared)
        rows_of = {}
        grids: dict[str, Grid] = {}
        for name, told in list(declared.items()):
            if "grid" in told:
                grids[name] = grid = Grid.drawn(told)
                declared[name] = {"members": list(grid.spots)}
                declared["direction"] = {"members": grid.directions()}
        for name, told in declared.items():
            if "of" not in told:
                rows = [{"id": m} if isinstance(m, str) else m for m in told["members"]]
                rows_of[name] = rows
                found = tuple(Member(name, i, row["id"]) for i, row in enumerate(rows))
                self.sets[name] = Group(name, found)
        owners: dict[str, list[Member]] = {}
        for group in self.sets.values():
            for m in group:
                owners.setdefault(m.id, []).append(m)
        for name, rows in rows_of.items():
            self._fields(self.sets[name], rows, owners)
        for name, grid in grids.items():
            grid.fields(self.sets[name])
            asked = Asked(grid, self.sets[name])
            self.names.update(step=asked.step, ray=asked.ray, distance=asked.distance)
        self.names.update({word: found[0] for word, found in owners.items() if len(found) == 1})
        for name, group in self.sets.items():
            self.names[name] = self.names[members_name(name)] = group
        for name, told in declared.items():
            if "of" in told:
                base = self.sets[told["of"]]
                if "members" in told:
                    kept = tuple(m for m in base if m.id in told["members"])
                else:
                    self.plain = Plain(self.sets)
                    self.names.update(true=True, false=False, none=NONE, count=count)
                    test = self.function([told["of"]], told["where"])
                    kept = tuple(m for m in base if test(m))
                self.sets[name] = Group(name, kept)
                self.names[name] = self.names[members_name(name)] = self.sets[name]

    def _fields(self, group: Group, rows: list[Any], owners: dict[str, list[Member]]) -> None:
        people = {"name", "text", "short", "do", "when", "id"}
        usual: dict[str, Any] = {}
        for row in rows:
            for key, value in row.items():
                if key not in people:
                    blank: Any = False if isinstance(value, bool) else NONE
                    usual[key] = [] if isinstance(value, list) else blank

        def read(value: Any) -> Any:
            if isinstance(value, list):
                return [owners[v][0] for v in dict.fromkeys(value)]
            return owners[value][0] if isinstance(value, str) else value

        for m, row in zip(group, rows, strict=True):
            m.fields.update(usual)
            m.fields.update({k: read(v) for k, v in row.items() if k in usual})

    # Tables ------------------------------------------------------------------------------

    def _table(self, told: dict[str, Any]) -> Table:
        """A table as it is drawn: for each block and line, each column's head with its cell."""
        spans = [of for _, of in index_of(told["by"])]
        value = told.get("value", "int").partition(" ")[0]

        def read(cell: Any) -> Any:
            if isinstance(cell, int):
                return cell
            if cell == ".":
                return NONE
            if value == "bool":
                return {"true": True, "false": False}[cell]
            return int(cell) if value == "int" else self.sets[value].named(cell)

        def fits(of: str, head: str) -> Callable[[Any], bool]:
            if of in self.sets:
                member = self.sets[of].named(head)
                return lambda v: v is member
            if head.endswith("+"):
                low = int(head[:-1])
                return lambda v: low <= v
            if head.startswith(".."):
                high = int(head[2:])
                return lambda v: v <= high
            first, minus, last = head[1:].partition("-")
            start = int(head[0] + first)
            end = int(last) if minus else start
            return lambda v: start <= v <= end

        cells = told["cells"]
        rows: list[Row] = []
        if isinstance(cells, dict):
            rows += [((fits(spans[0], head),), read(cell)) for head, cell in cells.items()]
            return Table(rows)
        heads, *lines = [line.split() for line in cells.split("\n") if line.split()]
        block: tuple[Callable[[Any], bool], ...] = ()
        for head, *row in lines:
            if not row:
                block = (fits(spans[0], head[1:-1]),)
                continue
            line = fits(spans[-2], head)
            for column, cell in zip(heads, row, strict=True):
                rows.append(((*block, line, fits(spans[-1], column)), read(cell)))
        return Table(rows)

    def _lay(self, told: dict[str, Any]) -> None:
        """The places of a zone, and its members in them one after the other."""
        group = self.sets[told["of"]]
        for name, place in told["places"].items():
            sets = tuple(self.sets[s] for _, s in index_of(place.get("of")))
            self.places[name] = found = heaps(name, place, group, sets)
            self.names[name] = found if sets else found.heaps[()]
        start = self.function([told["of"]], told["start"])
        for member in group:
            start(member).lying.append(member)

    # Registers ---------------------------------------------------------------------------

    def _register(self, name: str, told: dict[str, Any]) -> Cells:
        sets = tuple(self.sets[s] for _, s in index_of(told.get("of")))
        span = told["range"]
        edge = told.get("edge", "error")
        if isinstance(span, list):
            return Cells(name, sets, "int", span[0], span[1], edge)
        return Cells(name, sets, span, edge=edge)

    def _start(self, cells: Cells) -> None:
        told = self.data["register"][cells.name]
        index = index_of(told.get("of"))
        base, _, rest = cells.kind.partition(" or ")
        usual: Any = cells.lo if cells.lo > 0 else min(0, cells.hi)
        if cells.kind == "bool":
            usual = False
        elif cells.kind != "int":
            usual = NONE if rest else self.sets[base].members[0]
        start = told.get("start")
        for key in cells.keys:
            value = usual
            if isinstance(start, str):
                value = self.function([v for v, _ in index], start)(*key)
            elif start is not None:
                value = start
            self.put(cells, key, value)

    def put(self, cells: Cells, key: Key, value: Any) -> None:
        """Set a cell; nothing is checked."""
        cells.values[key] = value
        self.names[cells.name] = cells if cells.sets else value

    def domain(self, cells: Cells) -> list[Any]:
        """Every value a cell may have."""
        if cells.kind == "int":
            return list(range(cells.lo, cells.hi + 1))
        if cells.kind == "bool":
            return [False, True]
        base, _, rest = cells.kind.partition(" or ")
        return [*self.sets[base], *([NONE] if rest else [])]

    # Expressions -------------------------------------------------------------------------

    def function(self, variables: list[str], text: str) -> Callable[..., Any]:
        """An expression as a function of its variables."""
        body = self.plain.visit(ast.parse(text.strip(), mode="eval").body)
        tree = ast.fix_missing_locations(ast.Expression(function(variables, body)))
        made: Callable[..., Any] = eval(compile(tree, text, "eval"), self.names)
        return made

    def reach(
        self,
        start: Any,
        sources: Iterable[Member],
        leave: Callable[[Member], bool],
        steps: Callable[[Member], Iterable[Member]],
        cost: Callable[[Member, Member], int],
        within: int | None,
        stop: Callable[[Member, Member], bool],
    ) -> Places:
        """What is reached: every step is tried again and again, until nothing gets better."""
        sources = list(sources)
        every = self.sets[sources[0].base].members
        first = [start] if isinstance(start, Member) else [] if start is NONE else list(start)
        spent = dict.fromkeys(first, 0)
        on = dict(spent)
        before: object = None
        while before != (spent, on):
            before = (dict(spent), dict(on))
            for p in [p for p in sources if p in on and leave(p)]:
                for q in steps(p):
                    total = on[p] + cost(p, q)
                    if within is None or total <= within:
                        spent[q] = min(total, spent.get(q, total))
                        if not stop(p, q):
                            on[q] = min(total, on.get(q, total))
        return Places(every, spent, len(every) if within is None else within + 1)

    def holds(self, card: Member) -> bool:
        """Does the `when` of a card hold?"""
        told = self.data[card.base][card.id]
        return bool(self.function([], told["when"])()) if "when" in told else True

    def value(self, name: str, key: Key = ()) -> Any:
        """A register's cell, or a derived value."""
        if name in self.registers:
            return self.registers[name].values[key]
        return self.names.derived[name].work(*key)
