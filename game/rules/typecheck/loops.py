"""Types what a loop runs over: a domain, or the n lowest or highest of one, taken at its entry."""

from __future__ import annotations

import ast

import attrs

from game.rules.ir import BOOL, CellShape, Domain, Expr, integer, member
from game.rules.typecheck.iteration import domain_of, picked, size_of
from game.rules.typecheck.script import Script

#: How many a loop over the lowest or highest may take.
MAX_PICKS = 16


@attrs.frozen
class LoopDomain:
    """What a loop runs over.

    Attributes:
        domain: the members, in order.
        picks: the slots of the members taken at the loop's entry, if it takes the lowest.
        keys: what they are ordered by.
        sign: 1 for the lowest, -1 for the highest.
    """

    domain: Domain
    picks: tuple[int, ...] = ()
    keys: tuple[Expr, ...] = ()
    sign: int = 1


def span_of(script: Script, node: ast.For) -> LoopDomain:
    """Type what stands after `in`."""
    script.typer.scope = script.scope
    match node.iter:
        case ast.Call(ast.Name("lowest" | "highest" as word)) as over:
            span = _lowest(script, node, over, 1 if word == "lowest" else -1)
        case _:
            span = LoopDomain(domain_of(script.typer, node.iter))
    if span.domain.or_none:
        raise script.error(node.iter, "not-in-language", "a loop needs no `or none`.")
    return span


def _lowest(script: Script, node: ast.For, over: ast.Call, sign: int) -> LoopDomain:
    match over.args:
        case [ast.Constant(int(n)), over_what] if not isinstance(n, bool):
            pass
        case _:
            said = "write lowest(2, (v for v in D if c), by=...), with a plain number."
            raise script.error(over, "wrong-call", said)
    found, keys = picked(script.typer, over, over_what)
    if not 1 <= n <= MAX_PICKS:
        said = f"a loop takes the 1 to {MAX_PICKS} lowest."
        raise script.error(over.args[0], "wrong-call", said)
    picks = tuple(script.slot((id(node), "pick", i)) for i in range(n))
    for slot in picks:
        script.locals[slot] = ("", member(found.type.base, found.type.mask, True))
    return LoopDomain(found, picks, keys, sign)


def hold_place(script: Script, node: ast.For, span: LoopDomain) -> tuple[int, int, int]:
    """The hidden locals in which a loop that pauses keeps its place.

    Returns:
        (index, held, bound): how far it is, over whose list, and to which number.
    """
    d = span.domain
    index, held, bound = (script.slot((id(node), w)) for w in ("index", "held", "bound"))
    script.locals[index] = ("", integer(0, max(size_of(d), len(span.picks))))
    if d.lo is not None and d.hi is not None:
        reach = integer(d.lo.type.lo, max(d.lo.type.hi, d.hi.type.hi))
        script.locals[index] = ("", reach)
        script.locals[bound] = ("", d.hi.type)
    if d.subject is not None:
        script.locals[held] = ("", d.subject.type)
    if d.places is not None and not span.picks:
        members = len(script.symbols.set_of(d.type.base, script.path).ids)
        script.locals[held] = ("", BOOL)
        script.shapes[held] = CellShape((tuple(range(members)),), (members,))
    return index, held, bound
