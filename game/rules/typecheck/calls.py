"""Types the calls of scripts: procedures, events, questions to seats and to chance, the end."""

from __future__ import annotations

import ast
from collections.abc import Callable

from game.rules import ir
from game.rules.diagnostics import TomlPath, did_you_mean
from game.rules.ir import Const, Domain, Expr, Local, Stmt, Type, member
from game.rules.parse.scan import parse_expression
from game.rules.resolve.scopes import Scopes
from game.rules.typecheck.assignments import Storing
from game.rules.typecheck.operators import Typer


class Asking(Storing):
    """Calls and questions of one script."""

    def call(self, node: ast.Call) -> list[Stmt]:
        word = node.func.id if isinstance(node.func, ast.Name) else ""
        decls = self.world.decls
        if word == "act":
            return self.act(node)
        if word == "end":
            return self.end(node)
        if word == "play" and len(node.args) == 1 and decls.decks:
            which = self.expr(node.args[0])
            deck = which.type.base
            if deck not in decls.decks or which.type.none:
                known = " or ".join(decls.decks)
                raise self.error(
                    node.args[0], "wrong-type", f"`play` takes a card ({known}), not {which.type}.",
                    taught=deck in decls.decks,
                )  # fmt: skip
            self.forget_registers()
            cards = self.world.sets[deck].ids
            return [ir.Call(self.rule, tuple(f"{deck}.{i}" for i in cards), which, ())]
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

    def seat(self, node: ast.expr) -> Expr:
        e = self.expr(node, self.world.seats.type)
        if e.type.base != "seat" or e.type.none:
            raise self.error(
                node, "wrong-type", f"this is {e.type}; a seat is needed.",
                taught=e.type.base == "seat",
            )  # fmt: skip
        return e

    def act(self, node: ast.Call) -> list[Stmt]:
        menu, text = "main", ""
        for k in node.keywords:
            if k.arg == "text":
                text = self.prompt(k.value)
            elif k.arg == "menu" and isinstance(k.value, ast.Name):
                menu = k.value.id
            else:
                words = 'write act(seat), act(seat, menu=name) or act(seat, text="...").'
                raise self.error(k.value, "wrong-call", words)
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
            node, seat, lambda s: ir.Act(self.rule, s, menu, self.slot((id(node), "seat")), text)
        )

    def prompt(self, node: ast.expr) -> str:
        """The `text` of a question: words for people, as they stand."""
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise self.error(node, "wrong-type", '`text` is a string: text="...".')
        if "{" in node.value or "}" in node.value:
            words = "a question's text is shown as it stands; only `say` has places for `{values}`."
            raise self.error(node, "not-in-language", words, "say it without brackets.")
        return node.value

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
        text = self.prompt(extra["text"]) if "text" in extra else ""
        domain, variable = self.options(call.args[-1], f"{self.rule}.{local}", kind == "chance")
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

    def options(self, node: ast.expr, label: str, dice: bool) -> tuple[Domain, str]:
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
        domain = self.typer.domain(node, dice)
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


def param_types(
    names: Scopes, path: TomlPath, params: tuple[tuple[str, str], ...]
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
