"""Types calls in expressions: sums and counts, picks, `min`, `reveal`, `seen`, `known`, `holds`."""

from __future__ import annotations

import ast
from collections.abc import Callable

from game.rules import ir
from game.rules.declare.records import conditions_of
from game.rules.diagnostics import did_you_mean, nearest
from game.rules.information.visibility import hidden_reads, sight_of
from game.rules.ir import BOOL, Const, Expr, Local, const, fold, integer, member
from game.rules.typecheck import boards, zones
from game.rules.typecheck.iteration import domain_of, generator, picked, size_of
from game.rules.typecheck.operators import same_kind
from game.rules.typecheck.reach import reach, spent
from game.rules.typecheck.typer import Typer


def call(typer: Typer, node: ast.Call) -> Expr:
    """Type a call in an expression: `sum`, `count`, `min`, `reveal` and their like.

    Raises:
        Abort: there is no such function, or it is not called like that.
    """
    word = node.func.id if isinstance(node.func, ast.Name) else ""
    handlers: dict[str, Callable[[Typer, ast.Call, str], Expr]] = {
        "sum": _aggregate, "any": _aggregate, "all": _aggregate, "count": _aggregate,
        "lowest_one": _pick, "highest_one": _pick, "min": _minmax,
        "max": _minmax, "abs": _abs, "reveal": _reveal, "seen": _seen,
        "known": _known, "holds": _holds, "step": boards.step, "ray": boards.no_value,
        "distance": boards.distance,
        "reach": _reach, "spent": _spent, **dict.fromkeys(zones.FUNCTIONS, zones.call),
    }  # fmt: skip
    off_board = word in boards.FUNCTIONS and not typer.symbols.grids
    off_zone = word in zones.FUNCTIONS and not typer.symbols.decls.zones
    if word not in handlers or off_board or off_zone:
        hint, decls = did_you_mean(word, handlers), typer.symbols.decls
        if word in decls.registers or word in decls.derived or word in decls.tables:
            index = ", ".join(map(ast.unparse, node.args))
            hint = f"write `{word}[{index}]`." if index else f"write `{word}`."
        elif word in decls.procedures:
            hint = "a procedure stands on a line of its own and has no result."
        elif word in ("choose", "chance") or did_you_mean(word, ("choose", "chance")):
            asks = word if word in ("choose", "chance") else nearest(word, ("choose", "chance"))
            hint = f"an answer goes into a local or a register: `x = {asks}(...)`."
        elif off_board:
            hint = 'it asks about a set with a `grid`: `grid = "hex"`.'
        elif off_zone:
            hint = "it asks about a place of a zone: [zone.NAME]."
        raise typer.error(
            node,
            "unknown-name",
            f"`{word or ast.unparse(node.func)}` cannot be called in an expression.",
            hint,
        )
    keys = [k.arg for k in node.keywords]
    takes = {"lowest_one": "by", "highest_one": "by", "min": "default", "max": "default"}
    if keys and keys != [takes.get(word)] and word not in ("reach", "spent"):
        raise typer.error(node, "wrong-call", f"`{word}` takes no `{keys[0]}=`.")
    return handlers[word](typer, node, word)


def _arity(typer: Typer, node: ast.Call, word: str, n: int) -> None:
    if len(node.args) != n:
        raise typer.error(node, "wrong-call", f"`{word}` takes {n} value{'s' * (n > 1)}.")


def _aggregate(typer: Typer, node: ast.Call, word: str) -> Expr:
    _arity(typer, node, word, 1)
    inner = node.args[0]
    if word == "count" and not isinstance(inner, ast.GeneratorExp):
        domain = domain_of(typer, inner)
        return ir.Aggregate(integer(0, size_of(domain)), "count", domain, ir.TRUE)
    if not isinstance(inner, ast.GeneratorExp):
        raise typer.error(inner, "wrong-call", f"write `{word}(... for x in ...)`.")
    domain, body = generator(typer, inner, body=word != "count", boolean=word in ("any", "all"))
    size = size_of(domain)
    if word == "sum":
        low, high = min(0, body.type.lo) * size, max(0, body.type.hi) * size
        if domain.filter is None and domain.values:
            low, high = body.type.lo * size, body.type.hi * size
        return ir.Aggregate(integer(low, high), word, domain, body)
    if word == "count":
        return ir.Aggregate(integer(0, size), word, domain, ir.TRUE)
    if isinstance(body, Const) and bool(body.value) == (word == "all"):
        return body
    return ir.Aggregate(BOOL, word, domain, body)


def _pick(typer: Typer, node: ast.Call, word: str) -> Expr:
    _arity(typer, node, word, 1)
    domain, keys = picked(typer, node, node.args[0])
    sure = domain.filter is None and bool(domain.values)
    type_ = member(domain.type.base, domain.type.mask, not sure)
    return ir.Pick(type_, 1 if word == "lowest_one" else -1, domain, keys)


def _minmax(typer: Typer, node: ast.Call, word: str) -> Expr:
    if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
        return _extreme(typer, node, word, node.args[0])
    if node.keywords:
        said = f"`default=` is what `{word}` of no values is, and here are some."
        raise typer.error(node, "wrong-call", said)
    if len(node.args) < 2:
        hint = f"write `{word}(a, b)`, or `{word}((... for x in ...), default=0)`."
        raise typer.error(node, "wrong-call", f"`{word}` takes two values or more.", hint)
    e = typer.number(node.args[0])
    for arg in node.args[1:]:
        other = typer.number(arg)
        pick = min if word == "min" else max
        type_ = integer(pick(e.type.lo, other.type.lo), pick(e.type.hi, other.type.hi))
        e = fold(ir.Arithmetic(type_, word, e, other))
    return e


def _extreme(typer: Typer, node: ast.Call, word: str, inner: ast.GeneratorExp) -> Expr:
    """Type the least or greatest of some values; `default` is what it is of none."""
    domain, body = generator(typer, inner, body=True)
    default = typer.number(node.keywords[0].value) if node.keywords else None
    if default is None and (domain.filter is not None or not domain.values):
        hint = f"say what it is then: `{word}((...), default=0)`."
        raise typer.error(node, "wrong-call", "there may be no values here.", hint)
    type_ = body.type if default is None else ir.join(body.type, default.type)
    assert type_ is not None
    return ir.Aggregate(type_, word, domain, body, default)


def _abs(typer: Typer, node: ast.Call, word: str) -> Expr:
    _arity(typer, node, word, 1)
    e = typer.number(node.args[0])
    minus = fold(ir.Arithmetic(integer(-e.type.hi, -e.type.lo), "-", const(0), e))
    low = 0 if e.type.lo <= 0 <= e.type.hi else min(abs(e.type.lo), abs(e.type.hi))
    return fold(ir.Arithmetic(integer(low, max(abs(e.type.lo), abs(e.type.hi))), "max", e, minus))


def _reveal(typer: Typer, node: ast.Call, word: str) -> Expr:
    _arity(typer, node, word, 1)
    e = typer.expr(node.args[0])
    if e.type.kind == "places":
        said = "a whole set of places cannot be revealed; reveal what is asked of it."
        raise typer.error(node, "wrong-type", said, "write `reveal(p in ...)`.")
    return e if isinstance(e, Const) else ir.Reveal(e.type, e)


def _reach(typer: Typer, node: ast.Call, word: str) -> Expr:
    return reach(typer, node)


def _spent(typer: Typer, node: ast.Call, word: str) -> Expr:
    return spent(typer, node)


def _seen(typer: Typer, node: ast.Call, word: str) -> Expr:
    _arity(typer, node, word, 1)
    e = typer.expr(node.args[0])
    if isinstance(e, ir.Compare) and isinstance(node.args[0], ast.Compare):
        # What lies in an ordered place is told by how high it lies.
        ends = [x for x in (e.a, e.b) if isinstance(x, ir.RegisterRef)]
        lying = len(ends) == 1 and ends[0].name in typer.symbols.decls.places
        e = ends[0] if lying else e
    if "actor" not in typer.scope:
        raise typer.error(
            node, "wrong-call", "`seen` asks what the acting seat sees; nobody acts here."
        )
    if isinstance(e, Const):
        return ir.TRUE
    if not isinstance(e, ir.RegisterRef):
        raise typer.error(node.args[0], "wrong-call", "`seen` takes a register.")
    test = _sight(typer, e)
    return test if isinstance(test, Const) else ir.Seen(BOOL, e.name, e.args, test)


def _sight(typer: Typer, e: ir.RegisterRef) -> Expr:
    """The condition under which the acting seat sees a cell."""
    slot, type_ = typer.scope["actor"]
    return sight_of(typer.symbols, e, Local(type_, slot))


def _holds(typer: Typer, node: ast.Call, word: str) -> Expr:
    _arity(typer, node, word, 1)
    card = typer.expr(node.args[0])
    if card.type.base not in typer.symbols.decls.decks or card.type.none:
        known = " or ".join(typer.symbols.decls.decks) or "a member of a deck"
        raise typer.error(
            node.args[0], "wrong-type", f"`holds` takes a card ({known}), not {card.type}."
        )
    name = conditions_of(card.type.base)
    assert typer.scopes.derive is not None
    _, body = typer.scopes.derive(name)
    return body if isinstance(body, Const) else fold(ir.DerivedRef(BOOL, name, (card,)))


def _known(typer: Typer, node: ast.Call, word: str) -> Expr:
    _arity(typer, node, word, 2)
    if not typer.doctrine:
        raise typer.error(node, "wrong-call", "`known` is for doctrine rows only.")
    a = typer.expr(node.args[0])
    b = same_kind(typer, node.args[1], a)
    tests = [_sight(typer, r) for r in hidden_reads(typer.scopes, a)]
    both = ir.join(a.type, b.type)
    assert both is not None
    return ir.Known(both, a, b, fold(ir.Connective(BOOL, "and", tuple(tests))))
