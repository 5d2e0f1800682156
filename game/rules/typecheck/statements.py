"""Types scripts: from Python's statements to the program's, or findings."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import attrs

from game.rules import ir
from game.rules.diagnostics import Abort, Diagnostic, note
from game.rules.ir import Const, Domain, Expr, Local, Stmt, integer, member
from game.rules.parse.scan import offset_of, parse_script
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.calls import Asking

MAX_PASSES = 12
MAX_PICKS = 16


class ScriptTyper(Asking):
    """Types one script; `locals` then holds the type and name of every local slot.

    A statement at fault is left out; what it would have set is `broken` from there on, and once a
    condition is at fault the script is `loose`: what that condition taught is not missed.
    """

    def body(self) -> tuple[Stmt, ...]:
        """Type the script; what is wrong goes to `faults` and leaves a gap."""
        try:
            tree = parse_script(self.text, self.path)
        except Abort as error:
            note(self.faults, error)
            return ()
        for statement in tree:
            self.names.note(statement, self.script)
        for _ in range(MAX_PASSES):
            self.changed, self.loose = False, self.already_loose
            self.broken = set()
            found: list[Diagnostic] = []
            self.scope = dict(self.params)
            for name, type_ in self.types.items():
                self.scope.setdefault(name, (self.slot(name), type_))
            self.typer.facts = {}
            out = self.block(tree, found)
            if not self.changed:
                self.faults.extend(found)
                return out
        grows = "a local grows in a loop; say its range: `x: range(0, 10) = 0`."
        note(self.faults, self.error(tree[0], "unbounded", grows))
        return ()

    def block(self, body: Iterable[ast.stmt], found: list[Diagnostic]) -> tuple[Stmt, ...]:
        out: list[Stmt] = []
        for node in body:
            facts = dict(self.typer.facts)
            try:
                out += (
                    s if s.at >= 0 else attrs.evolve(s, at=offset_of(self.text, node))
                    for s in self.statement(node, found)
                )  # fmt: skip
            except Abort as error:
                self.typer.facts = facts
                note(found, error, self.loose)
                self.gap(node)
            if out and isinstance(out[-1], (ir.Jump, ir.End)):
                break
        return tuple(out)

    def gap(self, node: ast.stmt) -> None:
        """Nothing is known any more of the local that a statement at fault would have set."""
        match node:
            case (
                ast.Assign([ast.Name(name)])
                | ast.AnnAssign(ast.Name(name))
                | ast.AugAssign(ast.Name(name))
            ) if name not in self.fixed and name not in self.world.decls.registers:
                self.broken.add(name)
                self.scope[name] = (self.slot(name), ir.UNKNOWN)

    def statement(self, node: ast.stmt, found: list[Diagnostic]) -> list[Stmt]:
        match node:
            case ast.Pass():
                return []
            case ast.Break() | ast.Continue():
                if not self.loop_names:
                    raise self.error(node, "not-in-language", "this stands in no loop.")
                return [ir.Jump(self.rule, type(node).__name__.lower())]
            case ast.Return(value):
                if value is not None:
                    raise self.error(node, "not-in-language", "procedures give no result.")
                return [ir.Jump(self.rule, "return")]
            case ast.Assign([target], value):
                return self.assign(node, target, value)
            case ast.AnnAssign(ast.Name(name), note, value) if value is not None:
                return self.annotated(node, name, note, value)
            case ast.AugAssign(_, op, _) if not isinstance(op, (ast.Add, ast.Sub)):
                raise self.error(node, "not-in-language", "only += and -= change in place.")
            case ast.AugAssign(target, op, value):
                if not isinstance(op, (ast.Add, ast.Sub)):
                    raise self.error(node, "not-in-language", "write `+=`, `-=` or `x = ...`.")
                load: ast.expr = ast.parse(ast.unparse(target), mode="eval").body
                ast.copy_location(load, target)
                for child in ast.walk(load):
                    ast.copy_location(child, target)
                both = ast.copy_location(ast.BinOp(load, op, value), node)
                return self.assign(node, target, both)
            case ast.If(test, then, other):
                return self.branch(test, then, other, found)
            case ast.For(target, domain, then):
                return self.loop(node, target, domain, then, found)
            case ast.While(test, then):
                return self.falling(node, test, then, found)
            case ast.Expr(ast.Call() as call):
                return self.call(call)
        raise self.error(
            node, "not-in-language", "this statement is not part of the rules language."
        )

    def assign(self, node: ast.stmt, target: ast.expr, value: ast.expr) -> list[Stmt]:
        if (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in ("choose", "chance")
        ):
            return self.ask(node, target, value)
        info = self.world.registers.get(self.register_of(target) or "")
        e = self.expr(value, info.type if info else None)
        return self.store(node, target, e)

    def branch(
        self,
        test_node: ast.expr,
        then: list[ast.stmt],
        other: list[ast.stmt],
        found: list[Diagnostic],
    ) -> list[Stmt]:
        try:
            test = self.boolean(test_node)
        except Abort as error:
            return self.untested(error, [then, other], found)
        if isinstance(test, Const):
            return list(self.block(then if test.value else other, found))
        before = dict(self.typer.facts)
        self.typer.learn(test, True)
        a = self.block(then, found)
        after_a = self.typer.facts
        self.typer.facts = dict(before)
        self.typer.learn(test, False)
        b = self.block(other, found)
        after_b = self.typer.facts
        ends_a, ends_b = _ends(a), _ends(b)
        if ends_a:
            self.typer.facts = after_b
        elif ends_b:
            self.typer.facts = after_a
        else:
            self.typer.facts = {e: t for e, t in after_a.items() if after_b.get(e) == t}
        return [ir.If(self.rule, test, a, b)]

    def untested(
        self, error: Abort, bodies: list[list[ast.stmt]], found: list[Diagnostic]
    ) -> list[Stmt]:
        """Go on reading what stands under a condition or domain that is at fault."""
        note(found, error, self.loose)
        self.loose, self.typer.facts = True, {}
        then, *other = [self.block(body, found) for body in bodies]
        return [ir.If(self.rule, ir.TRUE, then, *other or ((),))]

    def loop(
        self,
        node: ast.For,
        target: ast.expr,
        over: ast.expr,
        then: list[ast.stmt],
        found: list[Diagnostic],
    ) -> list[Stmt]:
        if not isinstance(target, ast.Name):
            raise self.error(target, "not-in-language", "a loop has one variable.")
        if target.id in self.types:
            raise self.error(
                target,
                "wrong-target",
                f"`{target.id}` is a local already; name the loop's variable otherwise.",
            )
        outer, names = dict(self.scope), self.loop_names
        try:
            domain, picks, keys, sign = self.over(node, over)
        except Abort as error:
            self.scope[target.id] = (self.slot((id(node), "broken")), ir.UNKNOWN)
            self.loop_names = names | {target.id}
            body = self.untested(error, [then], found)
            self.leave(target.id, outer, names)
            return body
        slot = domain.slot
        index, held, bound = (self.slot((id(node), w)) for w in ("index", "held", "bound"))
        size = self.typer.size(domain)
        self.locals[slot] = (target.id, domain.type)
        self.locals[index] = ("", integer(0, max(size, len(picks)) + 0))
        if domain.lo is not None and domain.hi is not None:
            self.locals[index] = (
                "",
                integer(domain.lo.type.lo, max(domain.lo.type.hi, domain.hi.type.hi)),
            )
            self.locals[bound] = ("", domain.hi.type)
        if domain.subject is not None:
            self.locals[held] = ("", domain.subject.type)
        self.scope[target.id] = (slot, domain.type)
        self.loop_names = names | {target.id}
        before = self.typer.facts
        self.typer.facts = {}
        if domain.filter is not None:
            self.typer.learn(domain.filter, True)
        inner = self.block(then, found)
        self.typer.facts = {e: t for e, t in before.items() if not _touched(e, inner)}
        self.leave(target.id, outer, names)
        return [ir.For(self.rule, domain, inner, index, held, bound, picks, keys, sign)]

    def leave(self, variable: str, outer: Scope, names: frozenset[str]) -> None:
        """Give a loop's variable back its meaning before the loop."""
        kept = {n: v for n, v in self.scope.items() if n in outer or n != variable}
        if variable in outer:
            kept[variable] = outer[variable]
        self.scope, self.loop_names = kept, names

    def over(
        self, node: ast.For, over: ast.expr
    ) -> tuple[Domain, tuple[int, ...], tuple[Expr, ...], int]:
        """(domain, picks, keys, sign) of what a loop runs over."""
        self.typer.scope = self.scope
        keys: tuple[Expr, ...] = ()
        picks: tuple[int, ...] = ()
        sign = 1
        if (
            isinstance(over, ast.Call)
            and isinstance(over.func, ast.Name)
            and over.func.id in ("lowest", "highest")
        ):
            if (
                len(over.args) != 2
                or not isinstance(over.args[0], ast.Constant)
                or type(over.args[0].value) is not int
            ):
                raise self.error(
                    over,
                    "wrong-call",
                    "write lowest(2, (v for v in D if c), by=...), with a plain number.",
                )
            sign = 1 if over.func.id == "lowest" else -1
            domain, keys = self.typer.picked(over, over.args[1])
            if not 1 <= over.args[0].value <= MAX_PICKS:
                raise self.error(
                    over.args[0], "wrong-call", f"a loop takes the 1 to {MAX_PICKS} lowest."
                )
            picks = tuple(
                self.slot((id(node), "pick", i)) for i in range(min(over.args[0].value, MAX_PICKS))
            )
            for p in picks:
                self.locals[p] = (
                    "",
                    attrs.evolve(member(domain.type.base, domain.type.mask, True)),
                )
        else:
            domain = self.typer.domain(over)
        if domain.or_none:
            raise self.error(over, "not-in-language", "a loop needs no `or none`.")
        return domain, picks, keys, sign

    def falling(
        self, node: ast.While, test: ast.expr, then: list[ast.stmt], found: list[Diagnostic]
    ) -> list[Stmt]:
        if not (
            isinstance(test, ast.Call) and isinstance(test.func, ast.Name)
            and test.func.id == "falling" and len(test.args) == 1 and not test.keywords
        ):  # fmt: skip
            raise self.error(
                test,
                "unbounded",
                "the only `while` is `while falling(number):`, which every round lowers.",
            )
        self.typer.scope = self.scope
        names, self.loop_names = self.loop_names, self.loop_names | {"while"}
        try:
            measure = self.typer.number(test.args[0])
        except Abort as error:
            inner = self.untested(error, [then], found)
            self.loop_names = names
            return inner
        if measure.type.hi > 254:
            raise self.error(test, "too-large", "a falling number may start at 254 at most.")
        last = self.slot((id(node), "last"))
        self.locals[last] = ("", integer(0, max(0, measure.type.hi) + 1))
        self.typer.facts = {}
        body = self.block(then, found)
        self.typer.facts, self.loop_names = {}, names
        return [ir.While(self.rule, measure, last, body)]


def _ends(body: tuple[Stmt, ...]) -> bool:
    return bool(body) and isinstance(body[-1], (ir.Jump, ir.End))


def _touched(e: Expr, body: tuple[Stmt, ...]) -> bool:
    slots, registers = set(), False
    todo: list[Stmt] = list(body)
    while todo:
        s = todo.pop()
        if isinstance(s, ir.Set):
            slots.add(s.slot)
            registers = registers or s.slot < 0
        elif isinstance(s, ir.If):
            todo += [*s.then, *s.other]
        elif isinstance(s, (ir.For, ir.While)):
            todo += s.body
        elif isinstance(s, ir.Ask):
            todo.append(s.into)
            registers = True
        elif isinstance(s, (ir.Call, ir.Act)):
            registers = True
    return any(
        (isinstance(x, Local) and x.slot in slots)
        or (isinstance(x, (ir.Reg, ir.Der)) and registers)
        for x in ir.walk(e)
    )
