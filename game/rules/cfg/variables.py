"""Which locals expressions and statements read and write.

Locals are known by their slots: numbers that are unique in a program. A slot stands for the same
place whenever its script runs, since scripts never call themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.rules import ir
from game.rules.ir import Const, Expr, Local, Stmt

#: What sets a local, or cells of one.
_SETTING = (ir.StoreLocal, ir.StoreScratch, ir.FillScratch, ir.HoldPlaces)


def free(e: Expr | None) -> set[int]:
    """The locals that an expression reads, without those it binds itself."""
    if e is None or isinstance(e, Const):
        return set()
    if isinstance(e, Local):
        return {e.slot}
    out = free_of(ir.children(e))
    if isinstance(e, ir.ScratchRef):
        out.add(e.slot)
    return out.difference(ir.binds(e))


def free_of(parts: Iterable[Expr | None]) -> set[int]:
    """The locals that several expressions read."""
    out: set[int] = set()
    for part in parts:
        out |= free(part)
    return out


def domain_free(d: ir.Domain) -> set[int]:
    """The locals that a domain reads."""
    return free_of(ir.domain_parts(d)) - {d.slot}


def ask_reads(ask: ir.Act | ir.Ask) -> set[int]:
    """The locals that a question reads while it waits, but not what its answer is stored by."""
    if isinstance(ask, ir.Act):
        return free_of((ask.seat, *ask.words.open)) | (free(ask.see) - {ir.VIEWER})
    return (
        free(ask.seat)
        | domain_free(ask.domain)
        | (free(ask.weight) - {ask.domain.slot})
        | (free(ask.see) - {ir.VIEWER})
        | free_of(ask.words.open)
        | (free_of(ask.words.closed) - {ask.domain.slot})
    )


def tell_reads(tell: ir.Tell) -> set[int]:
    """The locals that what is told reads, and who is told."""
    return (free_of(tell.reads) | free_of((tell.see, tell.others_see))) - {ir.VIEWER}


def nested(body: Iterable[Stmt]) -> list[Stmt]:
    """All statements of a body, inner ones too, in order."""
    out: list[Stmt] = []
    for s in body:
        out.append(s)
        if isinstance(s, ir.If):
            out += nested(s.then) + nested(s.other)
        elif isinstance(s, (ir.For, ir.While, ir.OpenLoop)):
            out += nested(s.body)
    return out


def written(body: Iterable[Stmt]) -> set[int]:
    """The locals that statements may set."""
    out: set[int] = set()
    for s in nested(body):
        if isinstance(s, _SETTING):
            out.add(s.slot)
        elif isinstance(s, ir.For):
            out.add(s.domain.slot)
        elif isinstance(s, ir.SelectBest):
            out.update(local.slot for local in s.into)
    return out
