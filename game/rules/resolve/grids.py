"""Enters what a grid makes of its places: columns, rows, neighbours, lines, and its tables."""

from __future__ import annotations

from collections.abc import Iterable

from game.rules.boards.geometry import GRAPH, SQUARE, WAYS
from game.rules.boards.tables import GridTables
from game.rules.declare.records import GridDecl, SetDecl
from game.rules.diagnostics import Diagnostic
from game.rules.ir import BOOL, integer, member
from game.rules.resolve.symbols import FieldInfo, SymbolTable, mask_of


def enter_grid(
    symbols: SymbolTable, decl: SetDecl, grid: GridDecl, diagnostics: list[Diagnostic]
) -> None:
    """Enter the tables of a grid and the fields that it makes.

    Args:
        symbols: has the set with its members in play and their own fields.
        decl: the set.
        grid: how its members lie.
        diagnostics: findings are added here.
    """
    info = symbols.sets[decl.name]
    near: tuple[tuple[int, ...], ...] = ()
    if grid.kind == GRAPH:
        field = info.fields.get("near")
        if field is not None and field.is_list and field.type.base == decl.name:
            near = field.lists
            if not grid.one_way:
                diagnostics += _one_way(decl)
        elif "near" not in info.broken:
            said = f"the places of `{decl.name}` need `near`: the places next to each."
            hint = 'write `{ id = "a", near = ["b"] }`.'
            diagnostics.append(Diagnostic("missing-key", decl.path, 0, decl.name, said, hint))
        near = near or ((),) * len(info.ids)
    tables = symbols.grids[decl.name] = GridTables(grid, info.ids, near)

    def lists(rows: Iterable[Iterable[int]]) -> FieldInfo:
        kept = tuple(map(tuple, rows))
        mask = mask_of(tuple(sorted({x for row in kept for x in row})))
        return FieldInfo(member(decl.name, mask), (), kept, True)

    if grid.kind != GRAPH:
        for key, part in (("col", 0), ("row", 1)):
            values = tuple(grid.named[i][part] for i in info.ids)
            info.fields[key] = FieldInfo(
                integer(min(values, default=1), max(values, default=1)), values
            )
        info.fields["edge"] = FieldInfo(BOOL, tuple(int(i in grid.rim) for i in info.ids))
        count, ways = tables.ways, WAYS[grid.kind]
        steps = [tables.steps[i * count : (i + 1) * count] for i in range(len(info.ids))]
        over_edges = [[q for q, w in zip(row, ways, strict=True) if w.straight] for row in steps]
        info.fields["near"] = lists([q for q in row if q >= 0] for row in over_edges)
        if grid.kind == SQUARE:
            info.fields["around"] = lists([q for q in row if q >= 0] for row in steps)
    places = {ident: i for i, ident in enumerate(info.ids)}
    for line, pairs in grid.lines.items():
        rows: list[list[int]] = [[] for _ in info.ids]
        for a, b in pairs:
            if a in places and b in places:
                rows[places[a]].append(places[b])
                rows[places[b]].append(places[a])
        info.fields[line] = lists(sorted(row) for row in rows)


def _one_way(decl: SetDecl) -> list[Diagnostic]:
    """Links of a graph that lead one way only: more often than not, one end was forgotten."""
    near = {ident: fields.get("near", []) for ident, fields, _ in decl.members}
    return [
        Diagnostic(
            "one-way", (*path, "near", i), 0, other,
            f"`{ident}` is next to `{other}`, and `{other}` not to `{ident}`.",
            f"add `{ident}` to the `near` of `{other}`, or say `one_way = true`.",
        )
        for ident, fields, path in decl.members
        for i, other in enumerate(fields.get("near", []))
        if other in near and ident not in near[other]
    ]  # fmt: skip
