"""Reads needs: conditions with ids, each with the sentence that tells that it does not hold."""

from __future__ import annotations

from game.rules.declare.records import Need
from game.rules.declare.toml_reader import TableReader
from game.rules.limits import MAX_NEEDS


def read_needs(name: str, r: TableReader) -> tuple[Need, ...]:
    """The `needs` of a table, in order; none if it has none.

    Args:
        name: what has them.
        r: reads the table.
    """
    needs: list[Need] = []
    items = r.get("needs", list, [])
    r.bounded(len(items), MAX_NEEDS, f"needs of `{name}`", "needs")
    for i, item in enumerate(items[:MAX_NEEDS]):
        n = r.below(item, "needs", i)
        ident = n.get("id", str, f"need{i + 1}", need=True)
        n.named(ident, "need", "id")
        needs.append(Need(ident, n.get("when", str, "true", need=True), n.need_text("say"), n.path))
        n.done()
    ids = [need.id for need in needs]
    for twice in sorted({ident for ident in ids if ids.count(ident) > 1}):
        r.report("duplicate", f"two needs of `{name}` are called `{twice}`.", word=twice)
    return tuple(needs)
