"""Reads what judges a game: invariants, rows of doctrine, and endings."""

from __future__ import annotations

from game.rules.declare.records import EVERY, DoctrineDecl, EndingDecl, InvariantDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.limits import MAX_ROWS


def read_invariants(top: TableReader) -> list[InvariantDecl]:
    """Read every [[invariant]]."""
    out: list[InvariantDecl] = []
    ids: set[str] = set()
    items = top.get("invariant", list, [])
    top.bounded(len(items), MAX_ROWS, "invariants", "invariant")
    for i, item in enumerate(items[:MAX_ROWS]):
        r = top.below(item, "invariant", i)
        ident = r.get("id", str, "", need=True)
        always = r.get("always", str, "true", need=True)
        out.append(InvariantDecl(ident, r.path, r.texts(), always))
        if ident:
            r.named(ident, "invariant", "id")
        if ident in ids:
            r.report("duplicate", f"there is an invariant `{ident}` already.", "id", word=ident)
        ids |= {ident} - {""}
        r.done()
    return out


def read_doctrine(top: TableReader) -> list[DoctrineDecl]:
    """Read the rows of every [[doctrine.SEAT]], and of [[doctrine.all]], which are every seat's."""
    out: list[DoctrineDecl] = []
    tables = top.get("doctrine", dict, {})
    shared: set[str] = set()
    # A seat's own rows come before those of all, wherever in the file each stands.
    for seat in sorted(tables, key=lambda seat: seat == EVERY):
        rows = tables[seat]
        if not isinstance(rows, list):
            message = f"[doctrine.{seat}] must be a list of rows; write [[doctrine.{seat}]]."
            top.report("wrong-shape", message, "doctrine", seat)
            continue
        ids = set(shared) if seat == EVERY else set()
        top.bounded(len(rows), MAX_ROWS, f"rows of `{seat}`", "doctrine", seat)
        for i, item in enumerate(rows[:MAX_ROWS]):
            r = top.below(item, "doctrine", seat, i)
            row = doctrine_row(seat, r)
            if row.name:
                r.named(row.name, "row", "id")
            if row.name in ids:
                whose = "a seat" if row.name in shared else f"`{seat}`"
                message = f"{whose} has a row `{row.name}` already."
                r.report("duplicate", message, "id", word=row.name)
            ids |= {row.name} - {""}
            out.append(row)
        shared |= ids
    return out


def doctrine_row(seat: str, r: TableReader) -> DoctrineDecl:
    """Read one row of a seat."""
    row = DoctrineDecl(
        r.get("id", str, "", need=True), r.path, r.texts(), seat, r.get("when", str, "true"),
        r.words("act"), r.get("answer", str), r.get("best", (str, dict)), r.get("say", str, ""),
        r.words("variant"), r.get("least", int), r.get("adds", str),
    )  # fmt: skip
    if row.adds is not None and row.best is not None:
        r.report("wrong-shape", "a row has `best` or `adds`; leave one of them out.", "adds")
    r.done()
    return row


def read_ending(name: str, r: TableReader) -> EndingDecl:
    """Read [ending.NAME]."""
    return EndingDecl(
        name, r.path, r.texts(), r.get("winner", str), r.get("score", str), r.get("returns", str),
        r.get("verdict", str),
    )  # fmt: skip
