"""Types what an expression reads: words, members, fields, cells, and what is known of them."""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.diagnostics import Abort, TomlPath, abort, did_you_mean
from game.rules.ir import NONE, Const, Expr, Local, Type, const, fold, member
from game.rules.parse.hints import unlike_here
from game.rules.parse.scan import offset_of, parse_expression
from game.rules.resolve.scopes import Scope, Scopes

#: What a condition can teach something of: these mean the same until something they read changes.
NARROWED = (Local, ir.Reg, ir.Field, ir.Der)


class Reading:
    """Types the leaves of the expressions of one TOML string; the operators are added above it."""

    def __init__(
        self, names: Scopes, path: TomlPath, text: str, scope: Scope, doctrine: bool = False
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
    ) -> Abort:
        word = ast.unparse(node)[:60] if isinstance(node, (ast.expr, ast.stmt)) else ""
        at = offset_of(self.text, node)
        return abort(code, self.path, message, word, hint, offset=at, taught=taught)

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
            words = unlike_here(type(node).__name__, "", "cannot stand here")
            raise self.fault(node, "not-in-language", *words)
        e: Expr = method(node, expect)
        while e in self.facts and self.facts[e] != e.type:
            e = attrs.evolve(e, type=self.facts[e])
        if e.type.kind == "int" and max(abs(e.type.lo), abs(e.type.hi)) > ir.LIMIT:
            raise self.fault(node, "overflow", "this may pass two thousand million.")
        return e

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
                raise Abort()
            return Local(type_, slot)
        if expect is not None and expect.base in world.labels and word in world.labels[expect.base]:
            place = world.labels[expect.base].index(word)
            return Const(member(expect.base, 1 << place), place)
        if word in world.numbers:
            self.sound("number", word)
            self.names.numbers.add(word)
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
            raise Abort()

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
            raise Abort()
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
                raise Abort()
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
                    if y.type.kind != "member" or not isinstance(x, NARROWED):
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
            case ir.Has(_, masks, None, item) if isinstance(item, NARROWED):
                mask = item.type.mask & (masks[0] if held else ~masks[0])
                self.facts[item] = member(item.type.base, mask, item.type.none and not held)
            case ir.Has(_, masks, _, item) if held and isinstance(item, NARROWED):
                every = 0
                for m in masks:
                    every |= m
                self.facts[item] = member(item.type.base, item.type.mask & every)
