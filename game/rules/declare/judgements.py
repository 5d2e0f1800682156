"""Reads what judges a game: invariants, rows of doctrine, and endings."""

from __future__ import annotations

from collections.abc import Iterator

from game.rules.declare.records import EVERY, DoctrineDecl, EndingDecl, InvariantDecl
from game.rules.declare.toml_reader import TableReader, dotted
from game.rules.limits import MAX_ROWS


def read_invariants(top: TableReader) -> list[InvariantDecl]:
    """Read every [[invariant]]."""
    out: list[InvariantDecl] = []
    ids: set[str] = set()
    items = top.get("invariant", list, [])
    top.bounded(len(items), MAX_ROWS, "invariants", "invariant")
    for i, item in enumerate(items[:MAX_ROWS]):
        r = top.below(item, "invariant", i)
        ident = r.need_text("id")
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
    before = len(r.diagnostics)
    name = r.need_text("id")
    if name:
        r.named(name, "row", "id")
    row = DoctrineDecl(
        name, r.path, r.texts(), seat, r.get("when", str, "true"),
        r.words("act"), r.get("answer", str), r.get("best", (str, dict)), r.get("say", str, ""),
        r.words("variant"), r.get("least", int), r.get("adds", str),
    )  # fmt: skip
    for word in row.variant:
        if word != EVERY:
            r.named(word, "way to play", "variant")
    r.done()
    if len(r.diagnostics) == before:
        for said, *key in _at_odds(row, r):
            r.report("wrong-shape" if key else "missing-key", said, *key)
    return row


def _at_odds(row: DoctrineDecl, r: TableReader) -> Iterator[tuple[str, ...]]:
    """Keys of a row that do not go together, or say nothing: what is said, and of which."""
    given = r.data.keys()
    if not ({"act", "answer"} & given):
        yield (f"{dotted(r.path)} needs `act` or `answer`.",)
    if r.data.get("act") in ([], ""):
        yield "`act` is empty; it must name an action.", "act"
    if {"act", "answer"} <= given:
        yield "a row has `act` or `answer`; leave one of them out.", "answer"
    if {"best", "adds"} <= given:
        yield "a row has `best` or `adds`; leave one of them out.", "adds"
    if row.answer is not None and row.adds is not None:
        yield "an answer adds to nothing that can be looked up; rank answers by `best`.", "adds"
    if row.least is not None and not ({"best", "adds"} & given):
        yield (
            "`least` is of what `best` or `adds` ranks; write one of them, or leave it out.",
            "least",
        )
    if r.data.get("variant") == []:
        yield "`variant` is empty; leave it out for a row of the doctrine.", "variant"


def read_ending(name: str, r: TableReader) -> EndingDecl:
    """Read [ending.NAME]."""
    return EndingDecl(
        name, r.path, r.texts(), r.get("winner", str), r.get("score", str), r.get("returns", str),
        r.get("verdict", str),
    )  # fmt: skip
