"""Types expressions: from Python's grammar to the program's expressions, or a finding."""

from __future__ import annotations

import ast

from game.rules import ir
from game.rules.declare.records import conditions_of
from game.rules.diagnostics import did_you_mean
from game.rules.ir import BOOL, Const, Expr, Local, Type, const, fold, integer, member
from game.rules.resolve.scopes import hidden_reads, sight_of
from game.rules.typecheck.iteration import DomainTyper

_CMP = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_BIN = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%"}


class Typer(DomainTyper):
    """Types the expressions of one TOML string: operators and calls."""

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

    def absent(self, node: ast.expr) -> bool:
        """Is this the bare name of a member the scenario leaves out? It equals nothing."""
        if not isinstance(node, ast.Name) or node.id in self.scope:
            return False
        owners = self.world.owners.get(node.id, [])
        return len(owners) == 1 and node.id not in self.world.sets[owners[0]].ids

    def _pair(self, node: ast.AST, left: ast.expr, op: str, right: ast.expr) -> Expr:
        if op in ("==", "!=") and (self.absent(left) or self.absent(right)):
            return const(op == "!=")
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
            kept = [r for r in right.elts if not self.absent(r)]
            tests = [fold(ir.Cmp(BOOL, "==", item, self._same(r, item))) for r in kept]
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

    def _call(self, node: ast.Call, expect: Type | None) -> Expr:
        word = node.func.id if isinstance(node.func, ast.Name) else ""
        handlers = {
            "sum": self._agg, "any": self._agg, "all": self._agg, "count": self._agg,
            "lowest_one": self._pick, "highest_one": self._pick, "min": self._minmax,
            "max": self._minmax, "abs": self._abs, "reveal": self._reveal, "seen": self._seen,
            "known": self._known, "holds": self._holds,
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

    def _holds(self, node: ast.Call, word: str) -> Expr:
        self._arity(node, word, 1)
        card = self.expr(node.args[0])
        if card.type.base not in self.world.decls.decks or card.type.none:
            known = " or ".join(self.world.decls.decks) or "a member of a deck"
            raise self.fault(
                node.args[0], "wrong-type", f"`holds` takes a card ({known}), not {card.type}."
            )
        name = conditions_of(card.type.base)
        assert self.names.derive is not None
        _, body = self.names.derive(name)
        return body if isinstance(body, Const) else fold(ir.Der(BOOL, name, (card,)))

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
