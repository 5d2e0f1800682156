"""Types expressions: from Python's grammar to the program's expressions, or a finding."""

from __future__ import annotations

import ast
from collections.abc import Callable

import attrs

from game.rules import ir
from game.rules.findings import Fault, FaultError, Path, did_you_mean
from game.rules.ir import BOOL, NONE, Const, Domain, Expr, Local, Type, const, fold, integer, member
from game.rules.scan import offset_of, parse_expression
from game.rules.world import DICE, World

Scope = dict[str, tuple[int, Type]]
_CMP = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_BIN = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%"}


@attrs.define
class Names:
    """What names mean beyond the world: derived values and slots; shared by a whole program."""

    world: World
    derived: dict[str, tuple[tuple[int, ...], Expr]] = attrs.Factory(dict)
    derive: Callable[[str], tuple[tuple[int, ...], Expr]] | None = None
    slots: int = 0
    used: set[str] = attrs.Factory(set)

    def note(self, tree: ast.AST) -> None:
        """Note the words of a text as used, those in branches that a scenario drops as well."""
        self.used.update(n.id for n in ast.walk(tree) if isinstance(n, ast.Name))

    def new_slot(self) -> int:
        self.slots += 1
        return self.slots - 1


class Typer:
    """Types the expressions of one TOML string."""

    def __init__(
        self, names: Names, path: Path, text: str, scope: Scope, doctrine: bool = False
    ) -> None:
        self.names, self.world = names, names.world
        self.path, self.text, self.scope = path, text, dict(scope)
        self.facts: dict[Expr, Type] = {}
        self.doctrine = doctrine

    def fault(
        self,
        node: ast.AST,
        code: str,
        message: str,
        hint: str | None = None,
        taught: bool = False,
    ) -> FaultError:
        word = ast.unparse(node)[:60] if isinstance(node, (ast.expr, ast.stmt)) else ""
        at = offset_of(self.text, node)
        return FaultError(Fault(code, self.path, at, word, message, hint, taught=taught))

    def whole(self, expect: Type | None = None) -> Expr:
        """Type the whole text as one expression."""
        tree = parse_expression(self.text, self.path)
        self.names.note(tree)
        return self.expr(tree, expect)

    def boolean(self, node: ast.expr) -> Expr:
        e = self.expr(node)
        if e.type.kind != "bool":
            raise self.fault(node, "wrong-type", f"this is {e.type}; a condition is true or false.")
        return e

    def number(self, node: ast.expr) -> Expr:
        e = self.expr(node)
        if e.type.kind == "bool":
            raise self.fault(
                node, "wrong-type", "true and false are not numbers; write `1 if ... else 0`."
            )
        if e.type.kind != "int":
            raise self.fault(node, "wrong-type", f"this is {e.type}; a number is needed.")
        return e

    def expr(self, node: ast.expr, expect: Type | None = None) -> Expr:
        """Type one expression; `expect` helps to tell which set a word belongs to."""
        method = getattr(self, "_" + type(node).__name__.lower(), None)
        if method is None:
            raise self.fault(node, "not-in-language", f"{type(node).__name__} cannot stand here.")
        e: Expr = method(node, expect)
        if e in self.facts:
            e = attrs.evolve(e, type=self.facts[e])
        if e.type.kind == "int" and max(abs(e.type.lo), abs(e.type.hi)) > ir.LIMIT:
            raise self.fault(node, "overflow", "this may pass two thousand million.")
        return e

    # Leaves ------------------------------------------------------------------------------

    def _constant(self, node: ast.Constant, expect: Type | None) -> Expr:
        value = node.value
        if isinstance(value, bool) or value is None:
            hint = {True: "true", False: "false", None: "none"}[value]
            raise self.fault(
                node, "unknown-name", f"`{value}` is no word here.", f"did you mean `{hint}`?"
            )
        if not isinstance(value, int):
            raise self.fault(
                node, "wrong-type", "only whole numbers and words of the rules can stand here."
            )
        return const(value)

    def _name(self, node: ast.Name, expect: Type | None) -> Expr:
        return self.name(node, node.id, expect)

    def name(self, node: ast.AST, word: str, expect: Type | None) -> Expr:
        world = self.world
        if word in ("true", "false"):
            return const(word == "true")
        if word == "none":
            return Const(NONE, -1)
        if word in self.scope:
            slot, type_ = self.scope[word]
            if type_ == ir.UNKNOWN:
                raise FaultError()
            return Local(type_, slot)
        if expect is not None and expect.base in world.labels and word in world.labels[expect.base]:
            place = world.labels[expect.base].index(word)
            return Const(member(expect.base, 1 << place), place)
        if word in world.numbers:
            self.sound("number", word)
            return const(world.numbers[word])
        if word in world.decls.registers:
            return self._cell(node, word, ())
        if word in world.decls.derived:
            return self._derived(node, word, ())
        owners = world.owners.get(word, [])
        if owners:
            if expect is not None and expect.base in owners:
                return self._member(node, expect.base, word)
            if len(owners) > 1:
                raise self.fault(
                    node, "ambiguous", f"`{word}` is in several sets; write `{owners[0]}.{word}`."
                )
            return self._member(node, owners[0], word)
        if word in world.sets:
            raise self.fault(node, "wrong-type", f"`{word}` is a set; a value is needed here.")
        known = [
            *self.scope,
            *world.numbers,
            *world.decls.registers,
            *world.decls.derived,
            *world.owners,
        ]
        raise self.fault(
            node, "unknown-name", f"nothing is called `{word}`.", did_you_mean(word, known)
        )

    def sound(self, kind: str, word: str) -> None:
        """Stop here, in silence, if what is named so is at fault already."""
        if f"{kind}.{word}" in self.world.broken:
            raise FaultError()

    def _member(self, node: ast.AST, base: str, word: str) -> Expr:
        ids = self.world.sets[base].ids
        if word not in ids:
            raise self.fault(node, "not-in-scenario", f"`{word}` is not in this scenario.")
        return Const(member(base, 1 << ids.index(word)), ids.index(word))

    def _attribute(self, node: ast.Attribute, expect: Type | None) -> Expr:
        if isinstance(node.value, ast.Name) and node.value.id not in self.scope:
            info = self.world.sets.get(node.value.id)
            if info is not None:
                if node.attr not in self.world.decls_members(info.base):
                    raise self.fault(
                        node,
                        "unknown-name",
                        f"`{node.attr}` is no {info.base}.",
                        did_you_mean(node.attr, info.ids),
                    )
                return self._member(node, info.base, node.attr)
        subject, field = self._field_of(node)
        if field.is_list:
            raise self.fault(node, "wrong-type", f"`{node.attr}` is a list; use it after `in`.")
        return fold(ir.Field(field.type, field.table, subject))

    def _field_of(self, node: ast.Attribute):  # type: ignore[no-untyped-def]
        subject = self.expr(node.value)
        if subject.type.kind != "member" or not subject.type.base:
            raise self.fault(
                node.value, "wrong-type", f"this is {subject.type}; only members have fields."
            )
        if subject.type.none:
            raise self.fault(node.value, "maybe-none", "this may be none; test `!= none` first.")
        info = self.world.set_of(subject.type.base, self.path)
        field = info.fields.get(node.attr)
        if node.attr in info.broken:
            raise FaultError()
        if field is None:
            raise self.fault(
                node, "unknown-name", f"a {subject.type.base} has no field `{node.attr}`.",
                did_you_mean(node.attr, info.fields),
            )  # fmt: skip
        return subject, field

    def _subscript(self, node: ast.Subscript, expect: Type | None) -> Expr:
        if not isinstance(node.value, ast.Name):
            raise self.fault(
                node, "not-in-language", "only registers and derived values have indexes."
            )
        word = node.value.id
        parts = tuple(node.slice.elts) if isinstance(node.slice, ast.Tuple) else (node.slice,)
        if word in self.world.decls.registers:
            return self._cell(node, word, parts)
        if word in self.world.decls.derived:
            return self._derived(node, word, parts)
        known = [*self.world.decls.registers, *self.world.decls.derived]
        raise self.fault(
            node,
            "unknown-name",
            f"no register or derived value `{word}`.",
            did_you_mean(word, known),
        )

    def args(
        self,
        node: ast.AST,
        word: str,
        index: tuple[tuple[str, str], ...],
        parts: tuple[ast.expr, ...],
    ) -> tuple[Expr, ...]:
        """Type the index of a register or derived value against its declared sets."""
        if len(parts) != len(index):
            wants = ", ".join(s for _, s in index) or "none"
            raise self.fault(node, "wrong-index", f"`{word}` takes the index: {wants}.")
        out = []
        for part, (_, set_name) in zip(parts, index, strict=True):
            info = self.world.sets.get(set_name)
            if info is None:
                raise FaultError()
            e = self.expr(part, info.type)
            if e.type.kind != "member" or e.type.base != info.base:
                raise self.fault(
                    part, "wrong-type", f"this is {e.type}; `{word}` takes a {set_name} here."
                )
            if e.type.none:
                raise self.fault(part, "maybe-none", "this may be none; test `!= none` first.")
            if e.type.mask & ~info.mask:
                raise self.fault(
                    part,
                    "wrong-index",
                    f"this may lie outside `{set_name}`, and `{word}` is of `{set_name}`.",
                    taught=not isinstance(e, Const),
                )
            out.append(e)
        return tuple(out)

    def _cell(self, node: ast.AST, word: str, parts: tuple[ast.expr, ...]) -> Expr:
        info = self.world.registers.get(word)
        if info is None:
            self.sound("register", word)
            raise self.fault(node, "unknown-name", f"`{word}` cannot be read here.")
        args = self.args(node, word, info.index, parts)
        self.sound("register", word)
        e = ir.Reg(info.type, word, args)
        if info.frozen:
            if len(set(info.start)) == 1:
                return ir.exact(info.type, info.start[0])
            if len(args) == 1:
                table = tuple(info.start[p] if p >= 0 else 0 for p in info.places[0])
                return fold(ir.Field(info.type, table, args[0]))
        return e

    def _derived(self, node: ast.AST, word: str, parts: tuple[ast.expr, ...]) -> Expr:
        self.sound("derived", word)
        args = self.args(node, word, self.world.decls.derived[word].of, parts)
        assert self.names.derive is not None
        _, body = self.names.derive(word)
        if isinstance(body, Const):
            return body
        return ir.Der(body.type, word, args)

    # Operators ---------------------------------------------------------------------------

    def _unaryop(self, node: ast.UnaryOp, expect: Type | None) -> Expr:
        if isinstance(node.op, ast.Not):
            return fold(ir.Not(BOOL, self.boolean(node.operand)))
        e = self.number(node.operand)
        return fold(ir.Bin(integer(-e.type.hi, -e.type.lo), "-", const(0), e))

    def _binop(self, node: ast.BinOp, expect: Type | None) -> Expr:
        op = _BIN[type(node.op)]
        a, b = self.number(node.left), self.number(node.right)
        if op in ("//", "%") and not (isinstance(b, Const) and b.value > 0):
            raise self.fault(
                node.right, "bad-division", f"`{op}` needs a positive constant on its right."
            )
        return fold(ir.Bin(_span(op, a.type, b.type), op, a, b))

    def _boolop(self, node: ast.BoolOp, expect: Type | None) -> Expr:
        op = "and" if isinstance(node.op, ast.And) else "or"
        before = dict(self.facts)
        items: list[Expr] = []
        for value in node.values:
            item = self.boolean(value)
            items.append(item)
            if isinstance(item, Const) and bool(item.value) == (op == "or"):
                break
            self.learn(item, op == "and")
        self.facts = before
        return fold(ir.Bool(BOOL, op, tuple(items)))

    def _ifexp(self, node: ast.IfExp, expect: Type | None) -> Expr:
        test = self.boolean(node.test)
        if isinstance(test, Const):
            return self.expr(node.body if test.value else node.orelse, expect)
        before = dict(self.facts)
        self.learn(test, True)
        a = self.expr(node.body, expect)
        self.facts = dict(before)
        self.learn(test, False)
        b = self.expr(node.orelse, expect or a.type)
        self.facts = before
        both = ir.join(a.type, b.type)
        if both is None:
            raise self.fault(node, "wrong-type", f"{a.type} on one side, {b.type} on the other.")
        return fold(ir.Cond(both, test, a, b))

    def _compare(self, node: ast.Compare, expect: Type | None) -> Expr:
        out: list[Expr] = []
        left_node: ast.expr = node.left
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, (ast.In, ast.NotIn)):
                e = self._in(left_node, right_node)
                out.append(fold(ir.Not(BOOL, e)) if isinstance(op, ast.NotIn) else e)
            else:
                out.append(self._pair(node, left_node, _CMP[type(op)], right_node))
            left_node = right_node
        return fold(ir.Bool(BOOL, "and", tuple(out))) if len(out) > 1 else out[0]

    def _pair(self, node: ast.AST, left: ast.expr, op: str, right: ast.expr) -> Expr:
        if isinstance(left, ast.Name) and left.id not in self.scope:
            b = (
                self.expr(right)
                if not isinstance(right, ast.Name) or right.id in self.scope
                else None
            )
            a = self.expr(left, b.type if b else None)
            b = b or self.expr(right, a.type)
        else:
            a = self.expr(left)
            b = self.expr(right, a.type)
        if ir.join(a.type, b.type) is None:
            raise self.fault(node, "wrong-type", f"{a.type} cannot be compared with {b.type}.")
        if op not in ("==", "!=") and (a.type.kind == "bool" or a.type.none or b.type.none):
            raise self.fault(
                node, "wrong-type", f"`{op}` compares numbers, or members in declared order.",
                taught=a.type.kind != "bool",
            )  # fmt: skip
        return fold(ir.Cmp(BOOL, op, a, b))

    def _in(self, left: ast.expr, right: ast.expr) -> Expr:
        if isinstance(right, (ast.Tuple, ast.List)):
            item = self.expr(left)
            tests = [fold(ir.Cmp(BOOL, "==", item, self._same(r, item))) for r in right.elts]
            return fold(ir.Bool(BOOL, "or", tuple(tests)))
        if isinstance(right, ast.Name):
            self.sound("set", right.id)
        if isinstance(right, ast.Name) and right.id in self.world.sets:
            info = self.world.sets[right.id]
            item = self.expr(left, info.type)
            self._same_base(left, item, info.base)
            if not item.type.none and not item.type.mask & ~info.mask:
                return ir.TRUE
            return fold(ir.Has(BOOL, (info.mask,), None, item))
        if isinstance(right, ast.Attribute):
            subject, field = self._field_of(right)
            if not field.is_list:
                raise self.fault(right, "wrong-type", f"`{right.attr}` is not a list.")
            item = self.expr(left, field.type)
            self._same_base(left, item, field.type.base)
            masks = tuple(sum(1 << x for x in row) for row in field.lists)
            return fold(ir.Has(BOOL, masks, subject, item))
        raise self.fault(right, "wrong-type", "after `in` stands a set, a list field or (a, b).")

    def _same(self, node: ast.expr, item: Expr) -> Expr:
        e = self.expr(node, item.type)
        if ir.join(e.type, item.type) is None:
            raise self.fault(node, "wrong-type", f"{item.type} cannot be compared with {e.type}.")
        return e

    def _same_base(self, node: ast.expr, item: Expr, base: str) -> None:
        if item.type.kind != "member" or item.type.base not in ("", base):
            raise self.fault(node, "wrong-type", f"this is {item.type}; a {base} is needed.")

    def learn(self, test: Expr, held: bool) -> None:
        """Remember what a condition says about values that may be none."""
        match test:
            case ir.Not(_, a):
                self.learn(a, not held)
            case ir.Reveal(_, a):
                self.learn(a, held)
            case ir.Bool(_, op, items) if (op == "and") == held:
                for item in items:
                    self.learn(item, held)
            case ir.Cmp(_, op, a, b) if op in ("==", "!="):
                for x, y in ((a, b), (b, a)):
                    if y.type.kind != "member" or not isinstance(x, (Local, ir.Reg, ir.Field)):
                        continue
                    if (op == "==") == held:
                        new = attrs.evolve(
                            x.type, mask=x.type.mask & y.type.mask, none=x.type.none and y.type.none
                        )
                        self.facts[x] = member(x.type.base, new.mask, new.none)
                    elif isinstance(y, Const):
                        gone = 0 if y.value < 0 else 1 << y.value
                        self.facts[x] = member(
                            x.type.base, x.type.mask & ~gone, x.type.none and y.value >= 0
                        )
            case ir.Has(_, masks, None, item) if isinstance(item, (Local, ir.Reg, ir.Field)):
                mask = item.type.mask & (masks[0] if held else ~masks[0])
                self.facts[item] = member(item.type.base, mask, item.type.none and not held)
            case ir.Has(_, masks, _, item) if held and isinstance(item, (Local, ir.Reg, ir.Field)):
                every = 0
                for m in masks:
                    every |= m
                self.facts[item] = member(item.type.base, item.type.mask & every)

    # Calls -------------------------------------------------------------------------------

    def _call(self, node: ast.Call, expect: Type | None) -> Expr:
        word = node.func.id if isinstance(node.func, ast.Name) else ""
        handlers = {
            "sum": self._agg, "any": self._agg, "all": self._agg, "count": self._agg,
            "lowest_one": self._pick, "highest_one": self._pick, "min": self._minmax,
            "max": self._minmax, "abs": self._abs, "reveal": self._reveal, "seen": self._seen,
            "known": self._known,
        }  # fmt: skip
        if word not in handlers:
            hint = did_you_mean(word, handlers)
            raise self.fault(
                node,
                "unknown-name",
                f"`{word or ast.unparse(node.func)}` cannot be called in an expression.",
                hint,
            )
        keys = [k.arg for k in node.keywords]
        if keys and not (word in ("lowest_one", "highest_one") and keys == ["by"]):
            raise self.fault(node, "wrong-call", f"`{word}` takes no `{keys[0]}=`.")
        return handlers[word](node, word)

    def _arity(self, node: ast.Call, word: str, n: int) -> None:
        if len(node.args) != n:
            raise self.fault(node, "wrong-call", f"`{word}` takes {n} value{'s' * (n > 1)}.")

    def _agg(self, node: ast.Call, word: str) -> Expr:
        self._arity(node, word, 1)
        inner = node.args[0]
        if word == "count" and not isinstance(inner, ast.GeneratorExp):
            domain = self.domain(inner)
            return ir.Agg(integer(0, self.size(domain)), "count", domain, ir.TRUE)
        if not isinstance(inner, ast.GeneratorExp):
            raise self.fault(inner, "wrong-call", f"write `{word}(... for x in ...)`.")
        domain, body = self.generator(inner, body=word != "count", boolean=word in ("any", "all"))
        size = self.size(domain)
        if word == "sum":
            low, high = min(0, body.type.lo) * size, max(0, body.type.hi) * size
            if domain.filter is None and domain.values:
                low, high = body.type.lo * size, body.type.hi * size
            return ir.Agg(integer(low, high), word, domain, body)
        if word == "count":
            return ir.Agg(integer(0, size), word, domain, ir.TRUE)
        if isinstance(body, Const) and bool(body.value) == (word == "all"):
            return body
        return ir.Agg(BOOL, word, domain, body)

    def generator(
        self, node: ast.GeneratorExp, body: bool, boolean: bool = False
    ) -> tuple[Domain, Expr]:
        """Type `(body for v in D if c)`; without `body` the element must be the variable itself."""
        if len(node.generators) != 1:
            raise self.fault(node, "not-in-language", "one `for` a generator; nest calls instead.")
        part = node.generators[0]
        assert isinstance(part.target, ast.Name)
        outer, facts = self.scope, dict(self.facts)
        domain = self.domain(part.iter)
        if domain.or_none or domain.filter is not None:
            raise self.fault(part.iter, "not-in-language", "put the filter after `if` here.")
        self.scope = {**outer, part.target.id: (domain.slot, domain.type)}
        if part.ifs:
            test = fold(ir.Bool(BOOL, "and", tuple(self.boolean(i) for i in part.ifs)))
            domain = attrs.evolve(domain, filter=None if test == ir.TRUE else test)
            self.learn(test, True)
        if body:
            e = self.boolean(node.elt) if boolean else self.number(node.elt)
        else:
            if not (isinstance(node.elt, ast.Name) and node.elt.id == part.target.id):
                raise self.fault(
                    node.elt,
                    "not-in-language",
                    f"write `({part.target.id} for {part.target.id} in ...)`.",
                )
            e = self.expr(node.elt)
            domain = attrs.evolve(domain, type=e.type)
        self.scope, self.facts = outer, facts
        return domain, e

    def size(self, d: Domain) -> int:
        """How many members a domain has at most."""
        if d.table:
            return max((len(row) for row in d.table), default=0)
        if d.lo is not None and d.hi is not None:
            return max(0, d.hi.type.hi - d.lo.type.lo)
        return len(d.values)

    def domain(self, node: ast.expr) -> Domain:
        """Type what stands after `in` or as a choice."""
        slot = self.names.new_slot()
        world = self.world
        if isinstance(node, ast.Name):
            self.sound("set", node.id)
        if isinstance(node, ast.GeneratorExp):
            return self.generator(node, body=False)[0]
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and len(node.values) == 2:
            last = node.values[1]
            if isinstance(last, ast.Name) and last.id == "none":
                return attrs.evolve(self.domain(node.values[0]), or_none=True)
        if isinstance(node, ast.Name) and node.id in world.sets:
            info = world.sets[node.id]
            return Domain(info.type, slot, info.order)
        if isinstance(node, ast.Name) and node.id in DICE:
            return Domain(integer(1, DICE[node.id]), slot, tuple(range(1, DICE[node.id] + 1)))
        if isinstance(node, ast.Name) and node.id == "coin":
            return Domain(BOOL, slot, (0, 1))
        if isinstance(node, ast.Attribute):
            subject, field = self._field_of(node)
            if not field.is_list:
                raise self.fault(node, "wrong-type", f"`{node.attr}` is not a list.")
            return ir.settle(Domain(field.type, slot, (), field.lists, subject))
        if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
            items = [self.expr(x) for x in node.elts]
            type_ = items[0].type
            for x, item in zip(node.elts, items, strict=True):
                joined = ir.join(type_, item.type)
                if not isinstance(item, Const) or joined is None or item.type.none:
                    raise self.fault(x, "wrong-type", "a list holds members of one set.")
                type_ = joined
            return Domain(type_, slot, tuple(int(i.value) for i in items if isinstance(i, Const)))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "range"
        ):
            if not 1 <= len(node.args) <= 2 or node.keywords:
                raise self.fault(node, "wrong-call", "write range(n) or range(low, past).")
            ends = [self.number(a) for a in node.args]
            lo, hi = ends if len(ends) == 2 else (const(0), ends[0])
            if hi.type.hi - lo.type.lo > 1000:
                raise self.fault(node, "too-large", "a range of more than 1000 steps.")
            top = max(lo.type.lo, hi.type.hi - 1)
            return ir.settle(Domain(integer(lo.type.lo, top), slot, lo=lo, hi=hi))
        if isinstance(node, ast.Name):
            raise self.fault(
                node, "unknown-name", f"`{node.id}` is no set.", did_you_mean(node.id, world.sets)
            )
        raise self.fault(
            node, "wrong-type", "a set, a list field, a generator, a range or dice is needed here."
        )

    def keys(self, node: ast.Call, domain: Domain, variable: str) -> tuple[Expr, ...]:
        """Type `by=`, with the loop variable bound."""
        by = next((k.value for k in node.keywords if k.arg == "by"), None)
        if by is None:
            raise self.fault(node, "wrong-call", "say what it goes by: `by=...`.")
        outer, facts = self.scope, dict(self.facts)
        if variable:
            self.scope = {**outer, variable: (domain.slot, domain.type)}
        if domain.filter is not None:
            self.learn(domain.filter, True)
        parts = by.elts if isinstance(by, ast.Tuple) else [by]
        out = []
        for part in parts:
            e = self.expr(part)
            if e.type.kind == "member":
                raise self.fault(
                    part, "wrong-type", f"this is {e.type}; order by numbers or conditions."
                )
            out.append(e)
        self.scope, self.facts = outer, facts
        return tuple(out)

    def picked(self, node: ast.Call, inner: ast.expr) -> tuple[Domain, tuple[Expr, ...]]:
        """The domain and keys of lowest, highest, lowest_one or highest_one."""
        domain = self.domain(inner)
        if domain.type.kind != "member":
            raise self.fault(inner, "wrong-type", "only members can be picked.")
        variable = ""
        if isinstance(inner, ast.GeneratorExp):
            target = inner.generators[0].target
            assert isinstance(target, ast.Name)
            variable = target.id
        elif isinstance(inner, ast.Name):
            variable = inner.id
        return domain, self.keys(node, domain, variable)

    def _pick(self, node: ast.Call, word: str) -> Expr:
        self._arity(node, word, 1)
        domain, keys = self.picked(node, node.args[0])
        sure = domain.filter is None and bool(domain.values)
        type_ = member(domain.type.base, domain.type.mask, not sure)
        return ir.Pick(type_, 1 if word == "lowest_one" else -1, domain, keys)

    def _minmax(self, node: ast.Call, word: str) -> Expr:
        if len(node.args) < 2:
            raise self.fault(node, "wrong-call", f"`{word}` takes two values or more.")
        e = self.number(node.args[0])
        for arg in node.args[1:]:
            other = self.number(arg)
            pick = min if word == "min" else max
            type_ = integer(pick(e.type.lo, other.type.lo), pick(e.type.hi, other.type.hi))
            e = fold(ir.Bin(type_, word, e, other))
        return e

    def _abs(self, node: ast.Call, word: str) -> Expr:
        self._arity(node, word, 1)
        e = self.number(node.args[0])
        minus = fold(ir.Bin(integer(-e.type.hi, -e.type.lo), "-", const(0), e))
        low = 0 if e.type.lo <= 0 <= e.type.hi else min(abs(e.type.lo), abs(e.type.hi))
        return fold(ir.Bin(integer(low, max(abs(e.type.lo), abs(e.type.hi))), "max", e, minus))

    def _reveal(self, node: ast.Call, word: str) -> Expr:
        self._arity(node, word, 1)
        e = self.expr(node.args[0])
        return e if isinstance(e, Const) else ir.Reveal(e.type, e)

    def _seen(self, node: ast.Call, word: str) -> Expr:
        self._arity(node, word, 1)
        e = self.expr(node.args[0])
        if "actor" not in self.scope:
            raise self.fault(
                node, "wrong-call", "`seen` asks what the acting seat sees; nobody acts here."
            )
        if isinstance(e, Const):
            return ir.TRUE
        if not isinstance(e, ir.Reg):
            raise self.fault(node.args[0], "wrong-call", "`seen` takes a register.")
        test = self.sight(e)
        return test if isinstance(test, Const) else ir.Seen(BOOL, e.name, e.args, test)

    def sight(self, e: ir.Reg) -> Expr:
        """The condition under which the acting seat sees a cell."""
        slot, type_ = self.scope["actor"]
        return sight_of(self.world, e, Local(type_, slot))

    def _known(self, node: ast.Call, word: str) -> Expr:
        self._arity(node, word, 2)
        if not self.doctrine:
            raise self.fault(node, "wrong-call", "`known` is for doctrine rows only.")
        a = self.expr(node.args[0])
        b = self._same(node.args[1], a)
        tests = [self.sight(r) for r in hidden_reads(self.names, a)]
        both = ir.join(a.type, b.type)
        assert both is not None
        return ir.Known(both, a, b, fold(ir.Bool(BOOL, "and", tuple(tests))))


def _span(op: str, a: Type, b: Type) -> Type:
    if op in ("//", "%"):
        if op == "%":
            return integer(0, min(b.hi - 1, a.hi) if a.lo >= 0 else b.hi - 1)
        return integer(a.lo // b.lo, a.hi // b.lo)
    corners = [ir.arithmetic(op, x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return integer(min(corners), max(corners))


def sight_of(world: World, e: ir.Reg, viewer: Expr) -> Expr:
    """The `see` condition of a cell, with its index and the viewer put in; TRUE for public ones."""
    info = world.registers[e.name]
    if info.see is None:
        return ir.TRUE
    values: dict[int, int | bool | Expr] = {info.slots[0]: viewer}
    values.update(zip(info.slots[1:], e.args, strict=True))
    return ir.substitute(info.see, values)


def hidden_reads(names: Names, e: Expr) -> list[ir.Reg]:
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
            slots, body = names.derived[here.name]
            values: dict[int, int | bool | Expr] = dict(zip(slots, here.args, strict=True))
            todo.append(ir.substitute(body, values))
        if isinstance(here, ir.Reg) and names.world.registers[here.name].see is not None:
            out.append(here)
        todo += ir.children(here)
    return out
