"""Types what a script keeps: its locals, and what it puts into them and into registers."""

from __future__ import annotations

import ast

from game.rules import ir
from game.rules.diagnostics import Abort, Diagnostic, TomlPath, did_you_mean
from game.rules.ir import Expr, Local, Stmt, Type
from game.rules.resolve.scopes import Scope, Scopes
from game.rules.typecheck.operators import Typer


class Storing:
    """The locals of one script: their slots, types, and what is known of them here."""

    def __init__(
        self,
        names: Scopes,
        path: TomlPath,
        text: str,
        rule: str,
        params: Scope,
        faults: list[Diagnostic],
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
                raise Abort()
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
                raise self.unlike(node, name, old, e.type)
            if e.type.none and not old.none:
                words = f"this may be none, and `{name}` is never none."
                hint = f"say that it may be: `{name}: {old.base} or none = ...`."
                raise self.error(node, "maybe-none", words, hint)
            if e.type.mask & ~old.mask:
                words = f"this may be a member that `{name}` cannot hold."
                raise self.error(node, "wrong-type", words, taught=True)
            edge = (
                ""
                if old.kind != "int" or (old.lo <= e.type.lo and e.type.hi <= old.hi)
                else "error"
            )
            self.forget(slot)
            return ir.Set(self.rule, slot, name, (), e, edge, old.lo, old.hi)
        new = e.type if old is None else ir.join(old, e.type)
        if new is None:
            assert old is not None
            raise self.unlike(node, name, old, e.type)
        if new != old:
            self.types[name] = new
            self.changed = True
        self.scope[name] = (slot, ir.UNKNOWN if name in self.broken else new)
        self.locals[slot] = (name, new)
        self.forget(slot)
        if e.type.kind == "member" and e.type != new:
            self.typer.facts[Local(new, slot)] = e.type
        return ir.Set(self.rule, slot, name, (), e, "", new.lo, new.hi)

    def unlike(self, node: ast.AST, name: str, old: Type, new: Type) -> Abort:
        """The finding of a local that would hold values of two kinds."""
        words = [self.world.labels.get(t.base) for t in (old, new)]
        if words[0] and words[1]:
            before, now = (f"[{', '.join(w or ())}]" for w in words)
            said = f"`{name}` is asked for with the words {before} and, here, with {now}."
            return self.error(node, "wrong-type", said, "give one of them a local of its own.")
        return self.error(node, "wrong-type", f"`{name}` holds {old}, not {new}.")

    def annotated(self, node: ast.stmt, name: str, note: ast.expr, value: ast.expr) -> list[Stmt]:
        self.typer.scope = self.scope
        domain = self.typer.domain(note)
        if domain.filter is not None:
            words = "a local is of a set, `SET or none`, or range(low, past)."
            raise self.error(note, "not-in-language", words)
        type_ = domain.type
        if domain.or_none:
            if type_.kind != "member":
                raise self.error(note, "wrong-type", "only members can be `or none`.")
            type_ = ir.member(type_.base, type_.mask, True)
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
            if not any(
                isinstance(x, ir.Der) or (isinstance(x, ir.Reg) and name in (None, x.name))
                for x in ir.walk(e)
            )
        }  # fmt: skip

    def fits(self, node: ast.AST, given: Type, wanted: Type) -> None:
        wrong = ir.join(given, wanted) is None
        if given.kind == "int":
            wrong = wrong or given.lo < wanted.lo or given.hi > wanted.hi
        outside = (given.none and not wanted.none) or bool(given.mask & ~wanted.mask)
        if wrong or outside:
            raise self.error(
                node, "wrong-type", f"this is {given}; {wanted} is needed.", taught=not wrong
            )
