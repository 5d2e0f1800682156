"""Types scripts: from Python's statements to the program's, or findings."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

import attrs

from game.rules import ir
from game.rules.findings import Fault, FaultError, Path, did_you_mean, note
from game.rules.ir import Const, Domain, Expr, Local, Stmt, Type, integer, member
from game.rules.scan import offset_of, parse_expression, parse_script
from game.rules.typing import Names, Scope, Typer

MAX_PASSES = 12
MAX_PICKS = 16


class ScriptTyper:
    """Types one script; `locals` then holds the type and name of every local slot.

    A statement at fault is left out; what it would have set is `broken` from there on, and once a
    condition is at fault the script is `loose`: what that condition taught is not missed.
    """

    def __init__(
        self,
        names: Names,
        path: Path,
        text: str,
        rule: str,
        params: Scope,
        faults: list[Fault],
        loose: bool = False,
    ) -> None:
        self.names, self.world, self.path, self.text = names, names.world, path, text
        self.rule, self.script, self.faults = rule, rule.partition(".")[2], faults
        self.params, self.scope = dict(params), dict(params)
        self.slots: dict[object, int] = {}
        self.types: dict[str, Type] = {n: t for n, (_, t) in params.items()}
        self.fixed: set[str] = set(params)
        self.locals: dict[int, tuple[str, Type]] = {s: (n, t) for n, (s, t) in params.items()}
        self.sees: dict[int, Expr | None] = {}
        self.changed = False
        self.typer = Typer(names, path, text, {})
        self.error = self.typer.fault
        self.already_loose = self.loose = loose
        self.broken: set[str] = set()

    def body(self) -> tuple[Stmt, ...]:
        """Type the script; what is wrong goes to `faults` and leaves a gap."""
        try:
            tree = parse_script(self.text, self.path)
        except FaultError as error:
            note(self.faults, error)
            return ()
        for statement in tree:
            self.names.note(statement)
        for _ in range(MAX_PASSES):
            self.changed, self.loose = False, self.already_loose
            self.broken = set()
            found: list[Fault] = []
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

    def slot(self, key: object) -> int:
        if key in self.params and isinstance(key, str):
            return self.params[key][0]
        if key not in self.slots:
            self.slots[key] = self.names.new_slot()
        return self.slots[key]

    def expr(self, node: ast.expr, expect: Type | None = None) -> Expr:
        self.typer.scope = self.scope
        return self.typer.expr(node, expect)

    def boolean(self, node: ast.expr) -> Expr:
        self.typer.scope = self.scope
        return self.typer.boolean(node)

    def block(self, body: Iterable[ast.stmt], found: list[Fault]) -> tuple[Stmt, ...]:
        out: list[Stmt] = []
        for node in body:
            facts = dict(self.typer.facts)
            try:
                out += (
                    s if s.at >= 0 else attrs.evolve(s, at=offset_of(self.text, node))
                    for s in self.statement(node, found)
                )  # fmt: skip
            except FaultError as error:
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

    def statement(self, node: ast.stmt, found: list[Fault]) -> list[Stmt]:
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

    # Assignment --------------------------------------------------------------------------

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

    def register_of(self, target: ast.expr) -> str | None:
        word = target.id if isinstance(target, ast.Name) else ""
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            word = target.value.id
        return word if word in self.world.decls.registers else None

    def store(self, node: ast.AST, target: ast.expr, e: Expr) -> list[Stmt]:
        """The statements that put a value into a local or a register cell."""
        register = self.register_of(target)
        if register is not None:
            info = self.world.registers.get(register)
            if info is None:
                raise FaultError()
            parts: tuple[ast.expr, ...] = ()
            if isinstance(target, ast.Subscript):
                parts = (
                    tuple(target.slice.elts)
                    if isinstance(target.slice, ast.Tuple)
                    else (target.slice,)
                )
            self.typer.scope = self.scope
            args = self.typer.args(target, register, info.index, parts)
            self.typer.sound("register", register)
            self.forget_registers(register)
            t = info.type
            if ir.join(t, e.type) is None:
                raise self.error(node, "wrong-type", f"`{register}` holds {t}, not {e.type}.")
            fits = t.kind != "int" or (t.lo <= e.type.lo and e.type.hi <= t.hi)
            if t.kind == "member":
                if e.type.none and not t.none:
                    raise self.error(
                        node, "maybe-none", f"this may be none, and `{register}` is never none."
                    )
                if e.type.mask & ~t.mask:
                    raise self.error(
                        node, "wrong-type", f"this may be a member that `{register}` cannot hold.",
                        taught=True,
                    )  # fmt: skip
            if info.frozen:
                return []
            return [ir.Set(self.rule, -1, register, args, e, "" if fits else info.edge, t.lo, t.hi)]
        if not isinstance(target, ast.Name):
            word = target.value if isinstance(target, ast.Subscript) else target
            name = ast.unparse(word)
            raise self.error(
                target,
                "unknown-name",
                f"`{name}` is no register.",
                did_you_mean(name, self.world.registers),
            )
        name = target.id
        if (
            name in self.world.decls.derived
            or name in self.world.numbers
            or name in self.world.owners
            or name in self.world.sets
        ):
            raise self.error(
                target, "wrong-target", f"`{name}` is declared elsewhere and cannot be set."
            )
        if name in self.loop_names:
            raise self.error(
                target, "wrong-target", f"`{name}` is a loop's variable and cannot be set."
            )
        return [self.local(node, name, e)]

    loop_names: frozenset[str] = frozenset()

    def local(self, node: ast.AST, name: str, e: Expr) -> ir.Set:
        old = self.types.get(name)
        slot = self.slot(name)
        if name in self.fixed and old is not None:
            if ir.join(old, e.type) is None:
                raise self.error(node, "wrong-type", f"`{name}` holds {old}, not {e.type}.")
            edge = (
                ""
                if old.kind != "int" or (old.lo <= e.type.lo and e.type.hi <= old.hi)
                else "error"
            )
            self.forget(slot)
            return ir.Set(self.rule, slot, name, (), e, edge, old.lo, old.hi)
        new = e.type if old is None else ir.join(old, e.type)
        if new is None:
            raise self.error(node, "wrong-type", f"`{name}` holds {old}, not {e.type}.")
        if new != old:
            self.types[name] = new
            self.changed = True
        self.scope[name] = (slot, ir.UNKNOWN if name in self.broken else new)
        self.locals[slot] = (name, new)
        self.forget(slot)
        if e.type.kind == "member" and e.type != new:
            self.typer.facts[Local(new, slot)] = e.type
        return ir.Set(self.rule, slot, name, (), e, "", new.lo, new.hi)

    def annotated(self, node: ast.stmt, name: str, note: ast.expr, value: ast.expr) -> list[Stmt]:
        self.typer.scope = self.scope
        type_ = self.typer.domain(note).type
        if self.types.get(name) != type_:
            self.types[name] = type_
            self.changed = True
        self.fixed.add(name)
        self.scope[name] = (self.slot(name), type_)
        self.locals[self.slot(name)] = (name, type_)
        return [self.local(node, name, self.expr(value))]

    def forget(self, slot: int) -> None:
        self.typer.facts = {
            e: t for e, t in self.typer.facts.items()
            if not any(isinstance(x, Local) and x.slot == slot for x in ir.walk(e))
        }  # fmt: skip

    def forget_registers(self, name: str | None = None) -> None:
        self.typer.facts = {
            e: t for e, t in self.typer.facts.items()
            if not any(isinstance(x, ir.Reg) and name in (None, x.name) for x in ir.walk(e))
        }  # fmt: skip

    # Control -----------------------------------------------------------------------------

    def branch(
        self, test_node: ast.expr, then: list[ast.stmt], other: list[ast.stmt], found: list[Fault]
    ) -> list[Stmt]:
        try:
            test = self.boolean(test_node)
        except FaultError as error:
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
        self, error: FaultError, bodies: list[list[ast.stmt]], found: list[Fault]
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
        found: list[Fault],
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
        except FaultError as error:
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
        self, node: ast.While, test: ast.expr, then: list[ast.stmt], found: list[Fault]
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
        except FaultError as error:
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

    # Calls and questions -----------------------------------------------------------------

    def call(self, node: ast.Call) -> list[Stmt]:
        word = node.func.id if isinstance(node.func, ast.Name) else ""
        decls = self.world.decls
        if word == "act":
            return self.act(node)
        if word == "end":
            return self.end(node)
        if word == "play" and len(node.args) == 1 and "event" in self.world.sets:
            info = self.world.sets["event"]
            which = self.expr(node.args[0], info.type)
            if which.type.base != "event" or which.type.none:
                raise self.error(
                    node.args[0], "wrong-type", f"`play` takes an event, not {which.type}.",
                    taught=which.type.base == "event",
                )  # fmt: skip
            self.forget_registers()
            return [ir.Call(self.rule, tuple(f"event.{i}" for i in info.ids), which, ())]
        if word in decls.procedures:
            decl = decls.procedures[word]
            if len(node.args) != len(decl.params) or node.keywords:
                raise self.error(node, "wrong-call", f"`{word}` takes {len(decl.params)} value(s).")
            types = param_types(self.names, decl.path, decl.params)
            args = []
            for arg, (_, type_) in zip(node.args, types, strict=True):
                e = self.expr(arg, type_)
                self.fits(arg, e.type, type_)
                args.append(e)
            self.forget_registers()
            return [ir.Call(self.rule, (f"procedure.{word}",), None, tuple(args))]
        if word in ("choose", "chance"):
            raise self.error(
                node, "wrong-call", f"the answer of `{word}` must go somewhere: `x = {word}(...)`."
            )
        hint = did_you_mean(word, [*decls.procedures, "act", "end", "play"])
        raise self.error(node, "unknown-name", f"no procedure is called `{word}`.", hint)

    def fits(self, node: ast.AST, given: Type, wanted: Type) -> None:
        wrong = ir.join(given, wanted) is None
        if given.kind == "int":
            wrong = wrong or given.lo < wanted.lo or given.hi > wanted.hi
        outside = (given.none and not wanted.none) or bool(given.mask & ~wanted.mask)
        if wrong or outside:
            raise self.error(
                node, "wrong-type", f"this is {given}; {wanted} is needed.", taught=not wrong
            )

    def seat(self, node: ast.expr) -> Expr:
        e = self.expr(node, self.world.seats.type)
        if e.type.base != "seat" or e.type.none:
            raise self.error(
                node, "wrong-type", f"this is {e.type}; a seat is needed.",
                taught=e.type.base == "seat",
            )  # fmt: skip
        return e

    def act(self, node: ast.Call) -> list[Stmt]:
        menu = "main"
        for k in node.keywords:
            if k.arg != "menu" or not isinstance(k.value, ast.Name):
                raise self.error(node, "wrong-call", "write act(seat) or act(seat, menu=name).")
            menu = k.value.id
        menus = {a.menu for a in self.world.decls.actions.values()}
        if len(node.args) != 1:
            raise self.error(node, "wrong-call", "`act` takes one seat.")
        if menu not in menus:
            raise self.error(
                node,
                "unknown-name",
                f"no action is on the menu `{menu}`.",
                did_you_mean(menu, menus),
            )
        seat = self.seat(node.args[0])
        self.forget_registers()
        return self.hold_seat(
            node, seat, lambda s: ir.Act(self.rule, s, menu, self.slot((id(node), "seat")))
        )

    def hold_seat(self, node: ast.AST, seat: Expr, make: Callable[[Expr], Stmt]) -> list[Stmt]:
        """Keep the seat of a pause in a hidden local, unless it is constant."""
        if isinstance(seat, Const):
            return [make(seat)]
        slot = self.slot((id(node), "seat"))
        self.locals[slot] = ("", seat.type)
        return [ir.Set(self.rule, slot, "", (), seat), make(Local(seat.type, slot))]

    def end(self, node: ast.Call) -> list[Stmt]:
        endings = list(self.world.decls.endings)
        which = -1
        if node.args:
            arg = node.args[0]
            word = arg.id if isinstance(arg, ast.Name) else ""
            if word not in endings or len(node.args) > 1:
                raise self.error(
                    arg, "unknown-name", f"no [ending.{word}].", did_you_mean(word, endings)
                )
            which = endings.index(word)
        elif endings:
            raise self.error(node, "wrong-call", f"say which ending: end({endings[0]}).")
        winner: Expr | None = None
        for k in node.keywords:
            if k.arg != "winner":
                raise self.error(node, "wrong-call", "`end` knows only `winner=`.")
            winner = self.expr(k.value, self.world.seats.type)
            if winner.type.base not in ("", "seat") or winner.type.kind != "member":
                raise self.error(
                    k.value, "wrong-type", f"this is {winner.type}; a seat or none is needed."
                )
        return [ir.End(self.rule, max(which, 0), winner)]

    def ask(self, node: ast.stmt, target: ast.expr, call: ast.Call) -> list[Stmt]:
        kind = call.func.id if isinstance(call.func, ast.Name) else ""
        wants = 2 if kind == "choose" else 1
        if len(call.args) != wants:
            raise self.error(call, "wrong-call", "write choose(seat, options) or chance(options).")
        extra = {k.arg: k.value for k in call.keywords}
        allowed = {"text", "see"} | ({"weight"} if kind == "chance" else set())
        for key in extra:
            if key not in allowed:
                raise self.error(
                    call,
                    "wrong-call",
                    f"`{kind}` knows no `{key}=`.",
                    did_you_mean(str(key), allowed),
                )
        local = target.id if isinstance(target, ast.Name) else (self.register_of(target) or "")
        if not local:
            raise self.error(target, "wrong-target", "an answer goes into a local or a register.")
        text = ""
        if "text" in extra:
            node_text = extra["text"]
            if not isinstance(node_text, ast.Constant) or not isinstance(node_text.value, str):
                raise self.error(node_text, "wrong-type", "`text` is a string.")
            text = node_text.value
        domain, variable = self.options(call.args[-1], f"{self.script}.{local}")
        if domain.filter is not None and not domain.or_none:
            raise self.error(
                call.args[-1], "maybe-empty", "a filtered list may be empty; end it with `or none`."
            )
        self.typer.scope = self.scope
        weight: Expr | None = None
        if "weight" in extra:
            inner = dict(self.scope)
            if variable:
                self.scope = {**self.scope, variable: (domain.slot, domain.type)}
            weight = self.expr(extra["weight"])
            self.scope = inner
            if (
                weight.type.kind != "int"
                or weight.type.lo < 0
                or (weight.type.lo == 0 and not domain.or_none)
            ):
                raise self.error(
                    extra["weight"],
                    "bad-weight",
                    f"a weight is a positive number; this is {weight.type}.",
                )
        see, told = self.see(extra.get("see")), "see" in extra
        type_ = domain.type
        if domain.or_none:
            if type_.kind != "member":
                raise self.error(call.args[-1], "wrong-type", "only members can be `or none`.")
            type_ = member(type_.base, type_.mask, True)
        answer = self.slot((id(node), "answer"))
        stored = self.store(node, target, Local(type_, answer))
        if not stored:
            return []
        into = stored[0]
        assert isinstance(into, ir.Set)
        if into.slot >= 0:
            self.sees[into.slot] = see
        self.forget_registers()
        if kind == "chance":
            return [ir.Ask(self.rule, None, answer, domain, weight, into, local, text, see, told)]
        seat = self.seat(call.args[0])
        return self.hold_seat(
            node,
            seat,
            lambda s: ir.Ask(self.rule, s, answer, domain, None, into, local, text, see, told),
        )

    def options(self, node: ast.expr, label: str) -> tuple[Domain, str]:
        inner = node
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            inner = node.values[0]
        self.typer.scope = self.scope
        if (
            isinstance(inner, (ast.List, ast.Tuple))
            and inner.elts
            and all(isinstance(x, ast.Name) for x in inner.elts)
        ):
            words = [x.id for x in inner.elts if isinstance(x, ast.Name)]
            if not any(w in self.world.owners or w in self.scope for w in words):
                if len(set(words)) < len(words):
                    raise self.error(inner, "duplicate", "an option is named twice.")
                return self.world.label_domain(label, words, self.names.new_slot()), ""
        domain = self.typer.domain(node)
        sure = bool(domain.values) or domain.lo is not None
        if not domain.or_none and not sure and not (domain.table and all(domain.table)):
            raise self.error(node, "maybe-empty", "this list may be empty; end it with `or none`.")
        variable = ""
        if isinstance(inner, ast.GeneratorExp) and isinstance(inner.generators[0].target, ast.Name):
            variable = inner.generators[0].target.id
        elif isinstance(inner, ast.Name):
            variable = inner.id
        return domain, variable

    def see(self, node: ast.expr | None) -> Expr | None:
        """The visibility of an answer: None for all."""
        if node is None or (isinstance(node, ast.Name) and node.id == "all"):
            return None
        if isinstance(node, ast.Name) and node.id == "none":
            return ir.FALSE
        self.scope = {**self.scope, "viewer": (ir.VIEWER, self.world.seats.type)}
        e = self.boolean(node)
        del self.scope["viewer"]
        return None if e == ir.TRUE else e


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
        (isinstance(x, Local) and x.slot in slots) or (isinstance(x, ir.Reg) and registers)
        for x in ir.walk(e)
    )


def param_types(
    names: Names, path: Path, params: tuple[tuple[str, str], ...]
) -> list[tuple[str, Type]]:
    """(name, type) of the parameters of a procedure: a set, or range(low, past)."""
    out = []
    for name, text in params:
        if "(" in text or text == "bool":
            if text == "bool":
                out.append((name, ir.BOOL))
                continue
            typer = Typer(names, (*path, "params", name), text, {})
            node = parse_expression(text, (*path, "params", name))
            names.note(node)
            out.append((name, typer.domain(node).type))
        else:
            base, _, rest = text.partition(" or ")
            info = names.world.set_of(base, (*path, "params", name))
            out.append((name, member(info.base, info.mask, rest == "none")))
    return out
