"""Types what loops, choices and counts run over: sets, lists, ranges, dice, generators."""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.diagnostics import did_you_mean
from game.rules.ir import BOOL, Const, Domain, Expr, const, fold, integer
from game.rules.resolve.symbols import DICE
from game.rules.typecheck.names import Reading


class DomainTyper(Reading):
    """Types domains, and what is picked from them."""

    def generator(
        self, node: ast.GeneratorExp, body: bool, boolean: bool = False, dice: bool = False
    ) -> tuple[Domain, Expr]:
        """Type `(body for v in D if c)`; without `body` the element must be the variable itself."""
        if len(node.generators) != 1:
            raise self.fault(node, "not-in-language", "one `for` a generator; nest calls instead.")
        part = node.generators[0]
        assert isinstance(part.target, ast.Name)
        outer, facts = self.scope, dict(self.facts)
        domain = self.domain(part.iter, dice)
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

    def domain(self, node: ast.expr, dice: bool = False) -> Domain:
        """Type what stands after `in` or as a choice.

        Args:
            node: the set, list, generator or range.
            dice: whether this is drawn by chance: only there `d6` and `coin` are dice, so that
                they are ordinary names everywhere else.
        """
        slot = self.names.new_slot()
        world = self.world
        if isinstance(node, ast.Name):
            self.sound("set", node.id)
        if isinstance(node, ast.GeneratorExp):
            return self.generator(node, body=False, dice=dice)[0]
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and len(node.values) == 2:
            last = node.values[1]
            if isinstance(last, ast.Name) and last.id == "none":
                return attrs.evolve(self.domain(node.values[0], dice), or_none=True)
        if dice and isinstance(node, ast.Name) and node.id in DICE:
            return Domain(integer(1, DICE[node.id]), slot, tuple(range(1, DICE[node.id] + 1)))
        if dice and isinstance(node, ast.Name) and node.id == "coin":
            return Domain(BOOL, slot, (0, 1))
        if isinstance(node, ast.Name) and node.id in world.sets:
            info = world.sets[node.id]
            return Domain(info.type, slot, info.order)
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
            hint = did_you_mean(node.id, world.sets)
            if node.id in DICE:
                hint = f"dice are rolled by `chance({node.id})`; count with `range(...)`."
            raise self.fault(node, "unknown-name", f"`{node.id}` is no set.", hint)
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
