"""What a seat is told it may do reads only what it may see."""

from __future__ import annotations

import attrs

from game.rules import ir
from game.rules.diagnostics import TomlPath, abort
from game.rules.information.visibility import hidden_reads, sight_of
from game.rules.ir import Expr, Local, Type
from game.rules.resolve.scopes import Scope, Scopes

#: A cell: register and index.
CellRef = tuple[str, tuple[Expr, ...]]


@attrs.define
class Acting:
    """A seat that acts, while the clauses of what it may do are read one after the other.

    Attributes:
        scope: its locals; the acting seat is `actor`.
        seen: the cells that the clauses so far ask to be `seen`.
        facts: what the clauses so far say of values.
    """

    scope: Scope
    seen: frozenset[CellRef] = frozenset()
    facts: dict[Expr, Type] = attrs.Factory(dict)


def must_be_seen(
    scopes: Scopes, e: Expr, acting: Acting, path: TomlPath, doctrine: bool = False
) -> frozenset[CellRef]:
    """A finding unless the acting seat sees all that an expression reads.

    Args:
        scopes: what names mean.
        e: the expression.
        acting: who acts, and what is known to be seen.
        path: where the expression stands.
        doctrine: whether it is of a row of doctrine, which has another cure.

    Returns:
        The cells that are known to be seen where the expression is true.

    Raises:
        Abort: with the first cell that it may not see.
    """
    slot, type_ = acting.scope["actor"]
    actors: list[Expr] = [Local(type_, slot)]
    if type_.mask.bit_count() == 1:
        actors.append(ir.Const(type_, type_.mask.bit_length() - 1))

    def check(x: Expr, seen: frozenset[CellRef]) -> frozenset[CellRef]:
        match x:
            case ir.Connective(_, "and", items):
                for item in items:
                    seen = check(item, seen)
                return seen
            case ir.Seen(_, name, args):
                return seen | {(name, args)}
            case ir.Conditional(_, test, a, b):
                check(a, check(test, seen))
                check(b, seen)
                return seen
            case ir.Connective() | ir.Not():
                for child in ir.children(x):
                    check(child, seen)
                return seen
        for read in hidden_reads(scopes, x):
            if (read.name, read.args) in seen:
                continue
            if not any(sight_of(scopes.symbols, read, who) == ir.TRUE for who in actors):
                cell = f"{read.name}[...]" if read.args else read.name
                hint = f"ask `seen({cell}) and ...` first."
                if doctrine:
                    hint = f"write `known({cell}, default)`."
                said = f"`{read.name}` is not always seen by who acts."
                raise abort("hidden-read", path, said, read.name, hint)
        return seen

    return check(e, acting.seen)
