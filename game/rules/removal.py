"""The doctrine with one thing left out: each row of a seat, and each action, as a way to play."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from game.rules.declare.records import DOCTRINE, EVERY, Declarations, DoctrineDecl


@attrs.frozen
class Removal:
    """A way to play in which a seat lacks something.

    Attributes:
        way: the name of the way to play.
        seat: whose it is.
        kind: "row" or "action".
        name: what is left out.
    """

    way: str
    seat: str
    kind: str
    name: str


def _speaks(row: DoctrineDecl) -> bool:
    """Whether a row is one of the doctrine itself."""
    return not row.variant or bool({DOCTRINE, EVERY} & {*row.variant})


def removals_of(decls: Declarations, seats: Collection[str]) -> tuple[Removal, ...]:
    """All that may be left out of the doctrine of some seats: rows, and actions that rows take."""
    found: dict[Removal, None] = {}
    for seat in seats:
        rows = [r for r in decls.doctrine if r.seat in (seat, EVERY) and _speaks(r)]
        for kind, names in (
            ("row", [row.name for row in rows]),
            ("action", [action for row in rows for action in row.act]),
        ):
            found |= {Removal(f"{seat}__no_{kind}__{n}", seat, kind, n): None for n in names}
    return tuple(found)


def removed(decls: Declarations, removals: Collection[Removal]) -> Declarations:
    """The declarations with ways to play in which something is left out."""
    known = decls.doctrines
    rows: list[DoctrineDecl] = []
    for row in decls.doctrine:
        if not _speaks(row):
            rows.append(row)
            continue
        own = [r for r in removals if row.seat in (r.seat, EVERY)]
        without = [r for r in own if r.kind == "row" and r.name == row.name]
        lessened = [r for r in own if r.kind == "action" and r.name in row.act]
        kept = [r.way for r in own if r not in without and r not in lessened]
        usual = known if EVERY in row.variant else row.variant or (DOCTRINE,)
        rows.append(attrs.evolve(row, variant=(*usual, *kept)))
        rows += [_less(row, removal) for removal in lessened if len({*row.act}) > 1]
    added = (*decls.added_ways, *(removal.way for removal in removals))
    return attrs.evolve(decls, doctrine=tuple(rows), added_ways=added)


def _less(row: DoctrineDecl, removal: Removal) -> DoctrineDecl:
    """A row without one of its actions."""
    best = row.best
    if isinstance(best, dict):
        best = {action: text for action, text in best.items() if action != removal.name}
    act = tuple(action for action in row.act if action != removal.name)
    return attrs.evolve(row, act=act, best=best, variant=(removal.way,))
