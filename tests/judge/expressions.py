"""Writes well-typed expressions of the rules language: as text, over a described stage."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from tests.judge.choices import Choices

#: No number that an expression may give is greater than this, so that none is refused as too large.
MOST = 1_000_000
#: An expression may have 500 characters; what grows past this is replaced by something short.
LONGEST = 330


@attrs.frozen
class Kind:
    """What a value is: "int", "bool", or a member of the named set, or none as well."""

    name: str
    none: bool = False
    bound: int = 0


INT, BOOL = "int", "bool"
#: A key of a table whose heads have open ends.
ANY = "any number"


@attrs.frozen
class Shape:
    """A set: the set it is part of, its members' ids, and its constant fields by kind.

    A field whose kind is in `lists` holds a list of such members.
    """

    name: str
    base: str
    ids: tuple[str, ...]
    fields: dict[str, Kind] = attrs.Factory(dict)
    lists: dict[str, Kind] = attrs.Factory(dict)


@attrs.frozen
class Readable:
    """A register, derived value, table or number: its index, its kind, who may read it.

    The index names sets; of a table also spans of numbers, ``1..6``, or `ANY` for any number.
    """

    name: str
    index: tuple[str, ...]
    kind: Kind
    secret: bool = False
    derived: bool = False


@attrs.frozen
class Pile:
    """A place of the zone, in which tiles lie: its index, whether they have an order there."""

    name: str
    index: tuple[str, ...]
    ordered: bool
    secret: bool


@attrs.frozen
class Var:
    """Something with a value here: a variable, or a cell known not to be none."""

    text: str
    kind: Kind
    secret: bool = False


@attrs.define
class Stage:
    """All that an expression may name."""

    sets: dict[str, Shape] = attrs.Factory(dict)
    readable: list[Readable] = attrs.Factory(list)
    cards: dict[str, str] = attrs.Factory(dict)
    """The name of a deck, by its name: what `holds` may be asked of."""
    narrow_derived: bool = True
    """Is a derived value that may be none known not to be, once it is tested?"""
    qualified: set[str] = attrs.Factory(set)
    """The sets whose members are always written with their set."""
    piles: list[Pile] = attrs.Factory(list)
    """The places in which the members of the set `tile` lie."""

    def within(self, small: str, large: str) -> bool:
        """Is every member of one set one of the other?"""
        one, two = self.sets[small], self.sets[large]
        return one.base == two.base and set(one.ids) <= set(two.ids)

    def word(self, ident: str, base: str) -> str:
        """A member as it is written: with its set where the word alone says too little."""
        homes = [s for s in self.sets.values() if s.base == s.name and ident in s.ids]
        plain = len(homes) == 1 and homes[0].name not in self.qualified
        return ident if plain else f"{base}.{ident}"

    @property
    def has_grid(self) -> bool:
        """Is there a grid, `field`, with its directions?"""
        return "field" in self.sets


Scope = tuple[Var, ...]


class Writer:
    """Writes expressions; `secret` says whether hidden cells may be read openly."""

    def __init__(self, stage: Stage, choose: Choices, secret: bool = False) -> None:
        self.stage, self.choose, self.secret = stage, choose, secret

    # Leaves ------------------------------------------------------------------------------

    def open(self, thing: Var | Readable) -> bool:
        """May it be read here?"""
        return self.secret or not thing.secret

    def literal(self) -> tuple[str, int]:
        n = self.choose.pick([0, 1, 2, 3, 5, 12, -1, -2, -7])
        return str(n), abs(n)

    def constant(self, name: str) -> str:
        """A member of a set, by its id."""
        shape = self.stage.sets[name]
        return self.stage.word(self.choose.pick(shape.ids), shape.base)

    def simple(self, scope: Scope, name: str) -> str:
        """A member of a set that is never none: a variable where there is one."""
        fits = [v.text for v in scope if self._fits(v, name)]
        if fits and self.choose.often(75):
            return self.choose.pick(fits)
        return self.constant(name)

    def _fits(self, v: Var, name: str) -> bool:
        known = v.kind.name in self.stage.sets
        return known and not v.kind.none and self.open(v) and self.stage.within(v.kind.name, name)

    def cell(self, scope: Scope, of: Readable, depth: int) -> str:
        """A register or derived value with its index."""
        if not of.index:
            return of.name
        return f"{of.name}[{', '.join(self.key(scope, depth - 1, s) for s in of.index)}]"

    def key(self, scope: Scope, depth: int, of: str, simply: bool = False) -> str:
        """A part of an index: a member, or a number within the span of a table's key."""
        if of in self.stage.sets:
            return self.simple(scope, of) if simply else self.member(scope, depth, of)
        text = self.leaf(scope)[0] if simply else self.number(scope, depth)[0]
        if of == ANY:
            return text
        low, _, high = of.partition("..")
        if self.choose.often(30):
            return self.choose.pick([low, high])
        return f"min({high}, max({low}, {text}))"

    def pile(self, scope: Scope, pile: Pile) -> str:
        """A place of the zone with its index."""
        index = ", ".join(self.simple(scope, of) for of in pile.index)
        return f"{pile.name}[{index}]" if index else pile.name

    def open_piles(self, ordered: bool = False) -> list[Pile]:
        """The places of which one may read here what lies there."""
        return [
            p
            for p in self.stage.piles
            if (self.secret or not p.secret) and (p.ordered or not ordered)
        ]

    def pile_end(self, scope: Scope) -> str:
        """What lies on top or at the bottom of a pile, or nothing where there is no pile."""
        piles = self.open_piles(ordered=True)
        if not piles:
            return ""
        word = self.choose.pick(["top", "bottom"])
        return f"{word}({self.pile(scope, self.choose.pick(piles))})"

    def readable(self, test: Callable[[Kind], bool]) -> list[Readable]:
        """What may be read here and has such a kind."""
        return [r for r in self.stage.readable if test(r.kind) and self.open(r)]

    # Numbers -----------------------------------------------------------------------------

    def number(self, scope: Scope, depth: int) -> tuple[str, int]:
        """A number, with the greatest absolute value it may have."""
        text, bound = self._number(scope, depth)
        return (text, bound) if len(text) <= LONGEST and bound <= MOST else self.leaf(scope)

    def leaf(self, scope: Scope) -> tuple[str, int]:
        """A number that has no parts."""
        ways = [(v.text, v.kind.bound) for v in scope if v.kind.name == INT and self.open(v)]
        plain = [r for r in self.readable(lambda k: k.name == INT) if not r.index]
        ways += [(r.name, r.kind.bound) for r in plain]
        for v in scope:
            if v.kind.name in self.stage.sets and not v.kind.none and self.open(v):
                fields = self.stage.sets[v.kind.name].fields
                ways += [(f"{v.text}.{f}", k.bound) for f, k in fields.items() if k.name == INT]
        if ways and self.choose.often(75):
            return self.choose.pick(ways)
        return self.literal()

    def _number(self, scope: Scope, depth: int) -> tuple[str, int]:
        if depth <= 0:
            return self.leaf(scope)
        way = self.choose.below(16)
        if way == 15 and self.stage.piles:
            pile = self.choose.pick(self.stage.piles)
            return f"size({self.pile(scope, pile)})", len(self.stage.sets["tile"].ids)
        if way == 14:
            return self.spent(scope, depth)
        if way < 3:
            cells = [r for r in self.readable(lambda k: k.name == INT) if r.index]
            if cells:
                found = self.choose.pick(cells)
                return self.cell(scope, found, depth), found.kind.bound
        if way < 6:
            (a, m), (b, n) = self.number(scope, depth - 1), self.number(scope, depth - 1)
            op = self.choose.pick(["+", "-", "*"])
            return f"({a} {op} {b})", m * n if op == "*" else m + n
        if way == 6:
            a, m = self.number(scope, depth - 1)
            op = self.choose.pick(["//", "%"])
            if self.choose.often(30):
                b, n = self.number(scope, depth - 1)
                return f"({a} {op} max(1, {b}))", m + 1 if op == "//" else max(1, n)
            by = self.choose.pick([2, 3, 1, 7])
            return f"({a} {op} {by})", m + 1 if op == "//" else by
        if way == 7:
            if self.stage.has_grid and self.choose.often(30):
                p, q = (self.member(scope, depth - 1, "field") for _ in range(2))
                return f"distance({p}, {q})", 9
            if self.choose.often(30):
                return self.extreme(scope, depth)
            parts = [self.number(scope, depth - 1) for _ in range(self.choose.between(2, 3))]
            name = self.choose.pick(["min", "max"])
            return f"{name}({', '.join(p for p, _ in parts)})", max(b for _, b in parts)
        if way == 8:
            a, m = self.number(scope, depth - 1)
            return self.choose.pick([f"abs({a})", f"(-{a})", f"(1 - {a})"]), m + 1
        if way == 9:
            (a, m), (b, n) = self.number(scope, depth - 1), self.number(scope, depth - 1)
            return f"({a} if {self.truth(scope, depth - 1)} else {b})", max(m, n)
        if way == 10:
            return self.sum(scope, depth)
        if way == 11:
            return self.count(scope, depth)
        if way == 12:
            return self.guarded_number(scope, depth)
        return self.leaf(scope)

    def sum(self, scope: Scope, depth: int) -> tuple[str, int]:
        inner, span, test, size = self.each(scope, depth)
        body, bound = self.number(inner, depth - 1)
        return f"sum({body} for {span}{test})", bound * size

    def extreme(self, scope: Scope, depth: int) -> tuple[str, int]:
        """The least or greatest of some numbers, which there may not be."""
        inner, span, test, _ = self.each(scope, depth)
        (body, m), (last, n) = self.number(inner, depth - 1), self.number(scope, depth - 1)
        name = self.choose.pick(["min", "max"])
        return f"{name}(({body} for {span}{test}), default={last})", max(m, n)

    def count(self, scope: Scope, depth: int) -> tuple[str, int]:
        _, span, test, size = self.each(scope, depth)
        variable, _, domain = span.partition(" in ")
        if not test and self.choose.often(60) and not domain.startswith("range"):
            return f"count({domain})", size
        return f"count({variable} for {span}{test})", size

    def guarded_number(self, scope: Scope, depth: int) -> tuple[str, int]:
        found = self.narrowed(scope)
        if found is None:
            return self.leaf(scope)
        text, inner = found
        (a, m), (b, n) = self.number(inner, depth - 1), self.number(scope, depth - 1)
        return self.chosen(text, a, b), max(m, n)

    # None --------------------------------------------------------------------------------

    def narrowed(self, scope: Scope) -> tuple[str, Scope] | None:
        """A test, and the scope in which what it says is known."""
        if self.choose.often(25) and (inside := self.within_set(scope)):
            return inside
        ways = [v for v in scope if v.kind.none and self.open(v)]
        for r in self.readable(lambda k: k.none):
            if not r.derived or self.stage.narrow_derived:
                parts = ", ".join(self.key(scope, 0, s, simply=True) for s in r.index)
                ways.append(Var(f"{r.name}[{parts}]" if r.index else r.name, r.kind, r.secret))
        for v in scope:
            if v.kind.name in self.stage.sets and not v.kind.none and self.open(v):
                fields = self.stage.sets[v.kind.name].fields
                ways += [Var(f"{v.text}.{f}", k, v.secret) for f, k in fields.items() if k.none]
        if self.stage.has_grid:
            p, d = self.simple(scope, "field"), self.simple(scope, "direction")
            ways.append(Var(f"step({p}, {d})", Kind("field", True)))
        if end := self.pile_end(scope):
            ways.append(Var(end, Kind("tile", True)))
        if not ways:
            return None
        found = self.choose.pick(ways)
        known = attrs.evolve(found, kind=attrs.evolve(found.kind, none=False))
        tests = [f"{found.text} != none", f"none != {found.text}", f"not {found.text} == none"]
        word, _, pile = found.text.partition("(")
        if word in ("top", "bottom"):
            tests += [f"size({pile} > 0", f"not size({pile} == 0", f"1 <= size({pile}"]
        test = self.choose.pick(tests)
        return test, (*scope, known)

    def within_set(self, scope: Scope) -> tuple[str, Scope] | None:
        """A test that something is in a smaller set, and the scope in which it is known to be."""
        sets = self.stage.sets
        ways = []
        for v in scope:
            if v.kind.name in sets and self.open(v):
                home = sets[v.kind.name]
                parts = [s for s in sets.values() if s.base == home.base and s.name != home.base]
                ways += [(v, s.name, s.name) for s in parts if set(s.ids) <= set(home.ids)]
                ways += [
                    (v, k.name, f"{self.stage.word(i, s.base)}.{f}")
                    for s in sets.values() if s.name == s.base for f, k in s.lists.items()
                    if k.name == v.kind.name for i in s.ids[:1]
                ]  # fmt: skip
        if not ways:
            return None
        v, name, domain = self.choose.pick(ways)
        known = attrs.evolve(v, kind=Kind(name))
        # What was known of a cell by this index is forgotten: the language looks no further.
        kept = [u for u in scope if u == v or v.text not in u.text]
        return f"{v.text} in {domain}", (*(u for u in kept if u != v), known)

    def chosen(self, test: str, a: str, b: str) -> str:
        """One value where a test holds, another where not."""
        return self.choose.pick([f"({a} if {test} else {b})", f"({b} if not ({test}) else {a})"])

    # What is gone through ----------------------------------------------------------------

    def each(self, scope: Scope, depth: int, sets: bool = False) -> tuple[Scope, str, str, int]:
        """(scope inside, "v in D", " if c" or "", the most there are) of a generator."""
        used = {v.text for v in scope}
        variable = next(f"v{n}" for n in range(99) if f"v{n}" not in used)
        inner, domain, size = self.domain(scope, depth, variable, sets)
        if inner and self.choose.often(12) and (old := [v for v in used if v.isalnum()]):
            # A name that hides another; what is said of the other is out of reach inside.
            other = self.choose.pick(sorted(old))
            if other not in domain and other not in self.stage.sets:
                hidden = tuple(v for v in scope if other not in v.text)
                inner, variable = (*hidden, attrs.evolve(inner[-1], text=other)), other
        test = f" if {self.truth(inner, depth - 1)}" if self.choose.often(40) else ""
        return inner, f"{variable} in {domain}", test, size

    # Places that are reached -----------------------------------------------------------------

    def reach(self, scope: Scope, depth: int) -> tuple[str, str, int]:
        """(the text of a reach, the set of its places, the greatest cost it may tell of)."""
        homes = [
            (s, f) for s in self.stage.sets.values() for f, k in s.lists.items()
            if s.name == s.base == k.name
        ]  # fmt: skip
        shape, field = self.choose.pick(homes)
        p, q = f"x{depth + 1}", f"y{depth + 1}"
        here = (*scope, Var(p, Kind(shape.name)))
        inner = (*here, Var(q, Kind(shape.name)))
        lower = max(0, depth - 2)
        source = shape.name
        parts = [s.name for s in self.stage.sets.values() if s.base == shape.base]
        if self.choose.often(20):
            source = self.choose.pick(parts)
        if source != shape.name:
            here = inner = (*scope, Var(p, Kind(source)), Var(q, Kind(shape.name)))
        start = self.perhaps(scope, lower, shape.name)
        if self.choose.often(15):
            start = self.choose.pick(parts)
        leave = f" if {self.truth(here[: len(scope) + 1], lower)}" * self.choose.often(20)
        there = f"{p}.{field}" if self.choose.often(85) else shape.name
        test = f" if {self.truth(inner, lower)}" * self.choose.often(50)
        text = f"reach({start}, ({q} for {p} in {source}{leave} for {q} in {there}{test})"
        bound, within = len(shape.ids), self.choose.often(60)
        if self.choose.often(50) and within:
            cost = self.choose.pick(["0", "1", "2", f"abs({self.number(inner, lower)[0]}) % 3"])
            text += f", cost={cost}"
        if within:
            most, bound = self.choose.pick([("0", 1), ("2", 3), ("5", 6), ("", 5)])
            text += f", within={most or f'abs({self.number(scope, lower)[0]}) % 5'}"
        if self.choose.often(40):
            text += f", stop={self.truth(inner, lower)}"
        return text + ")", shape.name, bound

    def reached(self, scope: Scope, depth: int) -> str:
        """Is a member reached?"""
        text, base, _ = self.reach(scope, depth)
        if len(text) > LONGEST:
            return self.mark(scope)
        word = self.choose.pick(["in", "in", "not in"])
        return f"({self.perhaps(scope, depth - 1, base)} {word} {text})"

    def spent(self, scope: Scope, depth: int) -> tuple[str, int]:
        """What it costs to reach a member."""
        text, base, bound = self.reach(scope, depth)
        if len(text) > LONGEST:
            return self.leaf(scope)
        return f"spent({self.member(scope, depth - 1, base)}, {text})", bound

    def domain(self, scope: Scope, depth: int, variable: str, sets: bool) -> tuple[Scope, str, int]:
        """The scope with the variable in it, the domain, and how many it has at most."""
        way = self.choose.below(12)
        if way == 11 and (piles := self.open_piles()):
            text = self.pile(scope, self.choose.pick(piles))
            return (*scope, Var(variable, Kind("tile"))), text, len(self.stage.sets["tile"].ids)
        if way == 10:
            text, base, _ = self.reach(scope, depth)
            if len(text) <= LONGEST // 2:
                size = len(self.stage.sets[base].ids)
                return (*scope, Var(variable, Kind(base))), text, size
        if way >= 8 and self.stage.has_grid:
            return (*scope, Var(variable, Kind("field"))), self.ray(scope, depth), 3
        if way >= 7:
            lists = [
                (s, f, k) for s in self.stage.sets.values() for f, k in s.lists.items()
                if s.name == s.base
            ]  # fmt: skip
            if lists:
                shape, field, kind = self.choose.pick(lists)
                size = len(self.stage.sets[kind.name].ids)
                text = f"{self.member(scope, depth - 1, shape.name)}.{field}"
                return (*scope, Var(variable, kind)), text, size
        if way >= 5 and not sets:
            low, m = self.small(scope)
            high, n = self.small(scope)
            text = f"range({high})" if self.choose.often(50) else f"range({low}, {high})"
            return (*scope, Var(variable, Kind(INT, bound=max(m, n) + 1))), text, m + n
        shape = self.choose.pick(list(self.stage.sets.values()))
        kind = Kind(shape.name)
        return (*scope, Var(variable, kind)), shape.name, len(shape.ids)

    def ray(self, scope: Scope, depth: int) -> str:
        """The places of the grid from one on."""
        p, d = (self.member(scope, depth - 1, name) for name in ("field", "direction"))
        return f"ray({p}, {d})"

    def small(self, scope: Scope) -> tuple[str, int]:
        """A number small enough to be the end of a range."""
        text, bound = self.leaf(scope)
        return (text, bound) if bound <= 9 else (f"{text} % 4", 4)

    # Members -----------------------------------------------------------------------------

    def member(self, scope: Scope, depth: int, name: str) -> str:
        """A member of a set, never none."""
        text = self._member(scope, depth, name)
        return text if len(text) <= LONGEST // 2 else self.simple(scope, name)

    def _member(self, scope: Scope, depth: int, name: str) -> str:
        if depth <= 0 or self.choose.often(50):
            return self.simple(scope, name)
        way = self.choose.below(4)
        within = self.stage.within
        if way == 0:
            cells = self.readable(lambda k: self._sure(k, name))
            if cells:
                return self.cell(scope, self.choose.pick(cells), depth)
        if way == 1:
            fields = [
                (s.name, f) for s in self.stage.sets.values() for f, k in s.fields.items()
                if self._sure(k, name)
            ]  # fmt: skip
            if fields:
                owner, field = self.choose.pick(fields)
                return f"{self.member(scope, depth - 1, owner)}.{field}"
        if way == 2:
            a, b = (self.member(scope, depth - 1, name) for _ in range(2))
            return f"({a} if {self.truth(scope, depth - 1)} else {b})"
        if way == 3:
            # A variable named like its set hides the set where a member is written `set.member`.
            sets = [
                s.name for s in self.stage.sets.values()
                if within(s.name, name) and all(self.stage.word(i, "") == i for i in s.ids)
            ] or [""]  # fmt: skip
            found = self.choose.pick(sets)
            if found and found not in {v.text for v in scope}:
                inner = (*scope, Var(found, Kind(found)))
                return f"{self.which()}({found}, by={self.by(inner, depth - 1)})"
        return self.simple(scope, name)

    def _sure(self, kind: Kind, name: str) -> bool:
        return kind.name in self.stage.sets and not kind.none and self.stage.within(kind.name, name)

    def which(self) -> str:
        return self.choose.pick(["lowest_one", "highest_one"])

    def by(self, scope: Scope, depth: int) -> str:
        """A key to rank members by."""
        keys = [
            self.number(scope, depth)[0] if self.choose.often(70) else self.truth(scope, depth)
            for _ in range(self.choose.between(1, 2))
        ]
        return keys[0] if len(keys) == 1 else f"({', '.join(keys)})"

    def perhaps(self, scope: Scope, depth: int, base: str) -> str:
        """A member of a set, or none."""
        within = self.stage.within
        way = self.choose.below(5)
        if way == 0:
            return "none"
        if way == 1:
            fits = [
                v.text for v in scope
                if v.kind.none and self.open(v) and within(v.kind.name, base)
            ]  # fmt: skip
            if fits:
                return self.choose.pick(fits)
        if way == 2 and depth > 0 and base == "field" and self.choose.often(70):
            p, d = (self.member(scope, depth - 1, name) for name in ("field", "direction"))
            return f"step({p}, {d})"
        if way == 2 and base == "tile" and (end := self.pile_end(scope)):
            return end
        if way <= 2 and depth > 0:
            cells = self.readable(lambda k: k.none and within(k.name, base))
            if cells:
                return self.cell(scope, self.choose.pick(cells), depth)
        if way == 3 and depth > 0:
            inner, span, test, _ = self.each(scope, depth, sets=True)
            if self._sure(inner[-1].kind, base):
                variable = span.partition(" ")[0]
                by = self.by(inner, depth - 1)
                return f"{self.which()}(({variable} for {span}{test}), by={by})"
        return self.member(scope, depth, base)

    # Truths ------------------------------------------------------------------------------

    def truth(self, scope: Scope, depth: int) -> str:
        """A condition."""
        text = self._truth(scope, depth)
        return text if len(text) <= LONGEST else self.mark(scope)

    def mark(self, scope: Scope) -> str:
        """A condition that has no parts, or nearly none."""
        ways = [v.text for v in scope if v.kind.name == BOOL and self.open(v)]
        ways += [r.name for r in self.readable(lambda k: k.name == BOOL) if not r.index]
        for v in scope:
            if v.kind.name in self.stage.sets and not v.kind.none and self.open(v):
                fields = self.stage.sets[v.kind.name].fields
                ways += [f"{v.text}.{f}" for f, k in fields.items() if k.name == BOOL]
        if ways and self.choose.often(70):
            return self.choose.pick(ways)
        (a, _), (b, _) = self.leaf(scope), self.leaf(scope)
        return f"({a} {self.choose.pick(['<', '>=', '==', '!=', '<=', '>'])} {b})"

    def base(self) -> str:
        return self.choose.pick([s.name for s in self.stage.sets.values() if s.name == s.base])

    def _truth(self, scope: Scope, depth: int) -> str:
        if depth <= 0:
            return self.mark(scope)
        way = self.choose.below(17)
        if way == 16 and (piles := self.open_piles()):
            word, item = self.choose.pick(["in", "not in"]), self.member(scope, depth - 1, "tile")
            return f"({item} {word} {self.pile(scope, self.choose.pick(piles))})"
        if way == 15:
            return self.reached(scope, depth)
        if way < 2:
            cells = [r for r in self.readable(lambda k: k.name == BOOL) if r.index]
            if cells:
                return self.cell(scope, self.choose.pick(cells), depth)
        if way < 5:
            parts = [self.number(scope, depth - 1)[0] for _ in range(self.choose.between(2, 3))]
            out = parts[0]
            for part in parts[1:]:
                out += f" {self.choose.pick(['<', '>=', '==', '!=', '<=', '>'])} {part}"
            return f"({out})"
        if way < 7:
            parts = [self.truth(scope, depth - 1) for _ in range(self.choose.between(2, 3))]
            op = self.choose.pick([" and ", " or "])
            return f"({op.join(parts)})"
        if way == 7:
            return f"(not {self.truth(scope, depth - 1)})"
        if way == 8:
            base = self.base()
            a, b = self.perhaps(scope, depth - 1, base), self.perhaps(scope, depth - 1, base)
            if a == b == "none":
                b = self.constant(base)
            return f"({a} {self.choose.pick(['==', '!='])} {b})"
        if way == 9:
            base = self.base()
            a, b = self.member(scope, depth - 1, base), self.member(scope, depth - 1, base)
            return f"({a} {self.choose.pick(['<', '>=', '<=', '>'])} {b})"
        if way == 10:
            return self.among(scope, depth)
        if way == 11:
            inner, span, test, _ = self.each(scope, depth)
            name = self.choose.pick(["any", "all"])
            return f"{name}({self.truth(inner, depth - 1)} for {span}{test})"
        if way == 12:
            a, b = self.truth(scope, depth - 1), self.truth(scope, depth - 1)
            return f"({a} if {self.truth(scope, depth - 1)} else {b})"
        if way == 13:
            found = self.narrowed(scope)
            if found is not None:
                text, inner = found
                part = self.truth(inner, depth - 1)
                return self.choose.pick([f"({text} and {part})", f"(not ({text}) or {part})"])
        if way == 14:
            if self.stage.cards and self.choose.often(50):
                deck = self.choose.pick(list(self.stage.cards))
                return f"holds({self.member(scope, depth - 1, deck)})"
            return f"reveal({self.truth(scope, depth - 1)})"
        return self.mark(scope)

    def among(self, scope: Scope, depth: int) -> str:
        """Is a member in a set, a list field, or one of a few?"""
        word = self.choose.pick(["in", "in", "not in"])
        way = self.choose.below(3)
        if way == 0:
            shape = self.choose.pick(list(self.stage.sets.values()))
            return f"({self.perhaps(scope, depth - 1, shape.base)} {word} {shape.name})"
        if way == 1 and self.stage.has_grid and self.choose.often(40):
            item = self.perhaps(scope, depth - 1, "field")
            return f"({item} {word} {self.ray(scope, depth)})"
        if way == 1:
            lists = [(s, f, k) for s in self.stage.sets.values() for f, k in s.lists.items()]
            if lists:
                shape, field, kind = self.choose.pick(lists)
                base = self.stage.sets[kind.name].base
                item = self.perhaps(scope, depth - 1, base)
                owner = self.member(scope, depth - 1, shape.name)
                return f"({item} {word} {owner}.{field})"
        base = self.base()
        few = [self.constant(base) for _ in range(self.choose.between(2, 3))]
        if self.choose.often(30):
            few.append("none")
        return f"({self.perhaps(scope, depth - 1, base)} {word} ({', '.join(few)}))"
