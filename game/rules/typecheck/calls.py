"""Types calls that are statements: procedures, cards, `act`, `end`."""

from __future__ import annotations

import ast
from collections.abc import Callable

from game.rules import ir
from game.rules.diagnostics import TomlPath, did_you_mean
from game.rules.ir import Const, Expr, Local, Stmt, Type, member
from game.rules.parse.scan import parse_expression
from game.rules.resolve.scopes import Scopes
from game.rules.typecheck.asking import sentence, told
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.iteration import domain_of, range_type
from game.rules.typecheck.moves import move
from game.rules.typecheck.script import Script


def call(script: Script, node: ast.Call) -> list[Stmt]:
    """The statements of a call that stands by itself."""
    word = node.func.id if isinstance(node.func, ast.Name) else ""
    decls = script.symbols.decls
    if word == "act":
        return _act(script, node)
    if word == "end":
        return [_end(script, node)]
    if word == "play" and len(node.args) == 1 and decls.decks:
        return [_play(script, node)]
    own = decls.procedures.get("play")
    if word == "play" and len(node.args) == 1 and (own is None or not own.params):
        said = "there is no deck to play a card of; [game] names decks: `decks = [...]`."
        raise script.error(node, "unknown-name", said)
    if word == "move" and decls.zones:
        return [move(script, node)]
    if word == "tell" and word not in decls.procedures:
        return [_tell(script, node)]
    if word in decls.procedures:
        return [_procedure(script, node, word)]
    if word in ("choose", "chance"):
        said = f"the answer of `{word}` must go somewhere: `x = {word}(...)`."
        raise script.error(node, "wrong-call", said)
    hint = did_you_mean(word, [*decls.procedures, "act", "end", "play", "move", "tell"])
    if word == "move":
        hint = "it moves what lies in a place of a zone: [zone.NAME]."
    raise script.error(node, "unknown-name", f"no procedure is called `{word}`.", hint)


def _play(script: Script, node: ast.Call) -> Stmt:
    """Run the script of a card."""
    decks = script.symbols.decls.decks
    which = script.expr(node.args[0])
    deck = which.type.base
    if deck not in decks or which.type.none:
        said = f"`play` takes a card ({' or '.join(decks)}), not {which.type}."
        raise script.error(node.args[0], "wrong-type", said, flow_dependent=deck in decks)
    script.forget_registers()
    cards = script.symbols.sets[deck].ids
    return ir.Call(script.rule, tuple(f"{deck}.{i}" for i in cards), which, ())


def _procedure(script: Script, node: ast.Call, word: str) -> Stmt:
    decl = script.symbols.decls.procedures[word]
    if len(node.args) != len(decl.params) or node.keywords:
        takes = ", ".join(name for name, _ in decl.params)
        raise script.error(node, "wrong-call", f"write {word}({takes}).")
    types = param_types(script.scopes, decl.path, decl.params)
    args = []
    for arg, (_, type_) in zip(node.args, types, strict=True):
        e = script.expr(arg, type_)
        script.fits(arg, e.type, type_)
        args.append(e)
    script.forget_registers()
    return ir.Call(script.rule, (f"procedure.{word}",), None, tuple(args))


def _act(script: Script, node: ast.Call) -> list[Stmt]:
    """Let a seat take an action of a menu."""
    menu = "main"
    see: Expr | None = None
    for k in node.keywords:
        if k.arg in ("text", "about"):
            continue
        if k.arg == "menu" and isinstance(k.value, ast.Name):
            menu = k.value.id
        elif k.arg == "see":
            see = told_to(script, k.value)
        else:
            said = "write act(seat); it knows `menu=name`, `text=`, `about=` and `see=`."
            raise script.error(k.value, "wrong-call", said)
    menus = {a.menu for a in script.symbols.decls.actions.values()}
    if len(node.args) != 1:
        raise script.error(node, "wrong-call", "`act` takes one seat.")
    if menu not in menus:
        hint = did_you_mean(menu, menus)
        raise script.error(node, "unknown-name", f"no action is on the menu `{menu}`.", hint)
    who = seat(script, node.args[0])
    text, words = told(script, {k.arg: k.value for k in node.keywords})
    script.forget_registers()
    slot = script.slot((id(node), "seat"))

    def asked(who: Expr) -> Stmt:
        return ir.Act(script.rule, who, menu, slot, text, see, words)

    return hold_seat(script, node, who, asked)


def _tell(script: Script, node: ast.Call) -> Stmt:
    """Tell those who may know it what happens."""
    if len(node.args) != 1:
        raise script.error(node, "wrong-call", 'write tell("..."): one sentence.')
    see: Expr | None = None
    others: ir.Sentence = ()
    for k in node.keywords:
        if k.arg == "see":
            # `see=all` claims that all may know it; left out, it is worked out who may.
            see = told_to(script, k.value) or ir.TRUE
        elif k.arg == "others":
            others = sentence(script, k.value, "others")
        else:
            said = '`tell` takes a sentence; it knows `see=` and `others="..."`.'
            raise script.error(k.value, "wrong-call", said)
    return ir.Tell(script.rule, sentence(script, node.args[0], "tell"), see, others)


def _end(script: Script, node: ast.Call) -> Stmt:
    endings = list(script.symbols.decls.endings)
    which = -1
    if node.args:
        arg = node.args[0]
        word = arg.id if isinstance(arg, ast.Name) else ""
        if word not in endings or len(node.args) > 1:
            hint = did_you_mean(word, endings)
            raise script.error(arg, "unknown-name", f"no [ending.{word}].", hint)
        which = endings.index(word)
    elif endings:
        raise script.error(node, "wrong-call", f"say which ending: end({endings[0]}).")
    winner: Expr | None = None
    for k in node.keywords:
        if k.arg != "winner":
            raise script.error(node, "wrong-call", "`end` knows only `winner=`.")
        winner = script.expr(k.value, script.symbols.seats.type)
        if winner.type.base not in ("", "seat") or winner.type.kind != "member":
            said = f"this is {winner.type}; a seat or none is needed."
            raise script.error(k.value, "wrong-type", said)
    return ir.End(script.rule, max(which, 0), winner)


def seat(script: Script, node: ast.expr) -> Expr:
    """Type who is asked."""
    e = script.expr(node, script.symbols.seats.type)
    if e.type.base != "seat" or e.type.none:
        said = f"this is {e.type}; a seat is needed."
        raise script.error(node, "wrong-type", said, flow_dependent=e.type.base == "seat")
    return e


def hold_seat(script: Script, node: ast.AST, who: Expr, make: Callable[[Expr], Stmt]) -> list[Stmt]:
    """Keep the seat of a pause in a hidden local, unless it is constant."""
    if isinstance(who, Const):
        return [make(who)]
    slot = script.slot((id(node), "seat"))
    script.locals[slot] = ("", who.type)
    return [ir.StoreLocal(script.rule, slot, who), make(Local(who.type, slot))]


def told_to(script: Script, node: ast.expr | None) -> Expr | None:
    """Who is told an answer or an action: a condition over the viewer; None for all."""
    if node is None or (isinstance(node, ast.Name) and node.id == "all"):
        return None
    if isinstance(node, ast.Name) and node.id == "none":
        return ir.FALSE
    outer = script.scope
    script.scope = {**outer, "viewer": (ir.VIEWER, script.symbols.seats.type)}
    try:
        e = script.boolean(node)
    finally:
        script.scope = outer
    return None if e == ir.TRUE else e


def param_types(
    scopes: Scopes, path: TomlPath, params: tuple[tuple[str, str], ...]
) -> list[tuple[str, Type]]:
    """(name, type) of the parameters of a procedure: a set, range(low, past) or bool."""
    out = []
    for name, text in params:
        here = (*path, "params", name)
        if text == "bool":
            out.append((name, ir.BOOL))
        elif "(" in text:
            parsed = parse_expression(text, here)
            scopes.used |= parsed.words
            typer = typer_of(scopes, here, text, {})
            numbers = range_type(typer, parsed.tree)
            out.append((name, numbers or domain_of(typer, parsed.tree).type))
        else:
            base, _, rest = text.partition(" or ")
            info = scopes.symbols.set_of(base, here)
            out.append((name, member(info.base, info.mask, rest == "none")))
    return out
