"""Reads a set that is a grid: a board drawn in letters, a size, or a graph with places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import attrs

from game.rules.boards.geometry import (
    GRAPH,
    HEX,
    KINDS,
    SQUARE,
    LatticePoint,
    letters,
    rim,
    way_fields,
)
from game.rules.boards.lines import FEW, read_lines
from game.rules.boards.rows import HOLE, BadBoard, rows_of, same_length, shifts
from game.rules.declare.records import Fields, GridDecl, Member, SetDecl
from game.rules.declare.toml_reader import DISPLAY, TableReader
from game.rules.diagnostics import Diagnostic, TomlPath, did_you_mean
from game.rules.limits import MAX_FINDINGS, MAX_MEMBERS

ReadMembers = Callable[[str, TableReader], dict[str, Member]]

#: The fields that a grid makes for each of its places; no legend may.
MADE = {
    HEX: ("col", "row", "edge", "near"),
    SQUARE: ("col", "row", "edge", "near", "around"),
    GRAPH: (),
}
#: What a place is on which nothing stands, where the legend does not say.
PLAIN = "."


@attrs.frozen
class _Cell:
    """A place of a drawn or sized board: its token, its spot, its column and row from the top."""

    token: str
    spot: LatticePoint
    column: int
    row: int
    offset: int = -1


def read_grid(name: str, r: TableReader, members: ReadMembers) -> SetDecl:
    """Read [set.NAME] with a `grid`.

    Args:
        name: the set.
        r: its table.
        members: reads the members that are listed, as those of any set.
    """
    kind = r.get("grid", str, "")
    if kind not in KINDS:
        said, hint = '`grid` is "hex", "square" or "graph".', did_you_mean(kind, KINDS)
        r.report("wrong-shape", said, "grid", word=kind, hint=hint)
        kind = SQUARE if kind != GRAPH and "members" not in r.data else GRAPH
    return _graph(name, r, members) if kind == GRAPH else _board(name, kind, r)


def made_sets(sets: Mapping[str, SetDecl], top: TableReader) -> dict[str, SetDecl]:
    """All sets, with the directions that the grids among them make.

    Two grids of one kind share their directions.
    """
    out: dict[str, SetDecl] = dict(sets)
    kinds: dict[str, str] = {}
    for name, decl in sets.items():
        if decl.grid is None or not (ways := decl.grid.directions):
            continue
        if ways in sets or kinds.setdefault(ways, decl.grid.kind) != decl.grid.kind:
            said = f"the grid `{name}` makes a set `{ways}`, and there is another."
            hint = 'call its directions otherwise: `directions = "way"`.'
            top.report("duplicate", said, "set", name, "directions", word=ways, hint=hint)
            continue
        path: TomlPath = ("set", name)
        fields = way_fields(decl.grid.kind)
        texts: Fields = {key: () if key == "models" else "" for key in DISPLAY}
        texts["text"] = "The directions of the board."
        rows = tuple((ident, told, path) for ident, told in fields)
        out.setdefault(ways, SetDecl(ways, path, texts, rows, made=True))
    return out


# Hexes and squares ---------------------------------------------------------------------------


def _board(name: str, kind: str, r: TableReader) -> SetDecl:
    """A grid of hexes or squares."""
    texts, prefix = r.texts(), r.get("prefix", str, "")
    upward = _one_of(r, "numbered", ("down", "up")) == "up"
    legend, usual = _legend(kind, r), r.get("defaults", dict, {})
    if "size" in r.data and "board" in r.data:
        r.report("wrong-shape", "a grid has a `board` or a `size`, not both.", "size")
    cells = _sized(kind, r) if "size" in r.data and "board" not in r.data else _drawn(kind, r)
    if upward:
        rows = max((c.row for c in cells), default=0)
        cells = [attrs.evolve(c, row=rows - c.row) for c in cells]
        cells.sort(key=lambda c: c.row)
    ids = [f"{prefix}{letters(c.column)}{c.row + 1}" for c in cells]
    if prefix and ids:
        r.named(ids[0], "member", "prefix")
    own = _places(name, kind, r, ids)
    members: list[Member] = []
    known = {c.token for c in cells if c.token in legend}
    for ident, cell in zip(ids, cells, strict=True):
        token = cell.token
        if token not in legend and token != PLAIN:
            token = next(iter(known), PLAIN)
        fields, path = legend.get(token, ({}, (*r.path, "board" if "board" in r.data else "size")))
        more, place = own.get(ident, ({}, path))
        members.append((ident, {**usual, **fields, **more}, place if not fields else path))
    spots = {ident: c.spot for ident, c in zip(ids, cells, strict=True)}
    named = {ident: (c.column + 1, c.row + 1) for ident, c in zip(ids, cells, strict=True)}
    border = rim(kind, spots.values())
    grid = GridDecl(
        kind, spots, named, frozenset(i for i, spot in spots.items() if spot in border),
        r.get("directions", str, "direction"),
    )  # fmt: skip
    if "directions" in r.data:
        r.named(grid.directions, "set", "directions")
    taken = {*MADE[kind], *(key for _, fields, _ in members for key in fields)}
    grid = attrs.evolve(grid, lines=read_lines(name, r, grid, None, taken))
    return SetDecl(name, r.path, texts, tuple(members), grid=grid)


def _one_of(r: TableReader, key: str, words: tuple[str, ...]) -> str:
    """The word under a key, the first of those allowed where it is none of them."""
    word: str = r.get(key, str, words[0])
    if word not in words:
        allowed = " or ".join(f'"{w}"' for w in words)
        r.report(
            "wrong-shape", f"`{key}` is {allowed}.", key, word=word, hint=did_you_mean(word, words)
        )
        return words[0]
    return word


def _legend(kind: str, r: TableReader) -> dict[str, tuple[Fields, TomlPath]]:
    """What each token of a drawn board says of its place, and where that stands."""
    out: dict[str, tuple[Fields, TomlPath]] = {}
    for token, value in r.get("legend", dict, {}).items():
        if not isinstance(value, dict):
            said = f"`{token}` must be a table of fields."
            hint = f'write `{token} = {{ terrain = "wood" }}`, or `{{}}` for no field.'
            r.report("wrong-shape", said, "legend", token, hint=hint)
            value = {}
        if not token or any(c.isspace() for c in token):
            said = "a token of a board has no blanks in it."
            r.report("wrong-shape", said, "legend", token, word=token)
        _check_fields(kind, r, value, ("legend", token))
        out[token] = value, (*r.path, "legend", token)
    if isinstance(r.data.get("defaults"), dict):
        _check_fields(kind, r, r.data["defaults"], ("defaults",))
    return out


def _check_fields(kind: str, r: TableReader, fields: Fields, place: TomlPath) -> None:
    """Tell of fields that cannot be called so, or that the grid makes itself."""
    if isinstance(fields.get("label"), str):
        r.below(fields, *place).label(fields["label"])
    for key in fields:
        if key in MADE[kind]:
            said = f"a grid makes the field `{key}` itself."
            r.report("bad-name", said, *place, key, word=key, hint="call it otherwise.")
        elif key not in DISPLAY:
            r.named(key, "field", *place, key)


def _letters(r: TableReader) -> Fields:
    """What the letters of a board stand for; nothing where this is no table, which is told."""
    legend = r.data.get("legend")
    return legend if isinstance(legend, dict) else {}


def _drawn(kind: str, r: TableReader) -> list[_Cell]:
    """The places of a board that is drawn in letters; none where it cannot be read."""
    text = r.get("board", str, "", need=True)
    if not text:
        if "board" in r.data and isinstance(r.data["board"], str):
            r.report("bad-board", "a board with no place.", "board")
        return []

    def blame(offset: int, code: str, said: str, word: str, hint: str | None = None) -> None:
        path = (*r.path, "board")
        r.diagnostics.append(Diagnostic(code, path, offset, word, said, hint))

    try:
        rows = rows_of(text)
        shifted = shifts(rows) if kind == HEX else [False] * len(rows)
        same_length(rows, shifted)
    except BadBoard as error:
        blame(error.offset, "bad-board", error.said, error.word)
        return []
    r.asked.add("shifted")
    if "shifted" in r.data:
        said = "`shifted` goes with `size`; a drawn board shows which rows are."
        r.report("wrong-shape", said, "shifted")
    legend = _letters(r)
    cells = [
        _Cell(token, _spot(kind, column, number, moved), column, number, offset)
        for number, (row, moved) in enumerate(zip(rows, shifted, strict=True))
        for column, (token, offset) in enumerate(row.tokens)
        if token != HOLE or HOLE in legend
    ]
    if not r.bounded(len(cells), MAX_MEMBERS, "places", "board"):
        return cells[:MAX_MEMBERS]
    strange: dict[str, _Cell] = {}
    for cell in cells:
        if cell.token not in legend and cell.token != PLAIN:
            strange.setdefault(cell.token, cell)
    for token, cell in islice(strange.items(), MAX_FINDINGS):
        hint = did_you_mean(token, legend) or f"add `{token} = {{ }}` to the legend."
        blame(cell.offset, "unknown-name", f"the legend has no `{token}`.", token, hint)
    used = {cell.token for cell in cells}
    for token in islice((t for t in legend if t not in used), MAX_FINDINGS):
        said = f"no place of the board is `{token}`."
        r.report("bad-board", said, "legend", token, word=token, hint="leave it out.")
    if not cells:
        blame(0, "bad-board", "a board with no place.", "")
    return cells


def _sized(kind: str, r: TableReader) -> list[_Cell]:
    """The places of a board that is told by its size."""
    size = r.get("size", list, [])
    shift = _one_of(r, "shifted", ("even", "odd")) if kind == HEX else ""
    if len(size) != 2 or not all(type(n) is int and n > 0 for n in size):
        said = "`size` is [columns, rows], each 1 or more."
        r.report("wrong-shape", said, "size", word=str(size)[:40])
        return []
    columns, rows = size
    if not r.bounded(columns * rows, MAX_MEMBERS, "places", "size"):
        return []
    for token in _letters(r):
        if token != PLAIN:
            said = f"all places of a board told by its size are `{PLAIN}`."
            r.report("bad-board", said, "legend", token, word=token, hint="draw the board.")
    odd_row = {"even": 1, "odd": 0}.get(shift, -1)
    return [
        _Cell(PLAIN, _spot(kind, column, row, row % 2 == odd_row), column, row)
        for row in range(rows)
        for column in range(columns)
    ]


def _spot(kind: str, column: int, row: int, shifted: bool) -> LatticePoint:
    return (2 * column + shifted, row) if kind == HEX else (column, row)


def _places(name: str, kind: str, r: TableReader, ids: list[str]) -> dict[str, tuple[Fields, Any]]:
    """What the author says of single places, and where."""
    out: dict[str, tuple[Fields, Any]] = {}
    known = set(ids)
    items = r.get("places", list, [])
    r.bounded(len(items), MAX_MEMBERS, "places", "places")
    for i, item in enumerate(items[:MAX_MEMBERS]):
        if len(r.diagnostics) >= MAX_FINDINGS:
            break
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            said = 'a place is a table with an `id`: `{ id = "a1", worth = 2 }`.'
            r.report("wrong-shape", said, "places", i)
            continue
        ident = item["id"]
        if ident not in known and known:
            few = len(r.diagnostics) < FEW
            said = f"`{ident}` is no place of the board."
            hint = did_you_mean(ident, ids) if few else None
            r.report("bad-board", said, "places", i, "id", word=ident, hint=hint)
            continue
        if ident in out:
            said = f"[set.{name}] tells of `{ident}` twice."
            hint = "say all of a place in one table."
            r.report("duplicate", said, "places", i, "id", word=ident, hint=hint)
        fields = {key: value for key, value in item.items() if key != "id"}
        _check_fields(kind, r, fields, ("places", i))
        out.setdefault(ident, (fields, (*r.path, "places", i)))
    return out


# Graphs --------------------------------------------------------------------------------------


def _graph(name: str, r: TableReader, read_members: ReadMembers) -> SetDecl:
    """A graph: members as those of any set, each with the place where it is drawn."""
    texts, one_way = r.texts(), r.get("one_way", bool, False)
    found = read_members(name, r)
    if not found and not r.data.get("members"):
        r.missing("members")
    members: list[Member] = []
    spots: dict[str, LatticePoint] = {}
    outlines: dict[str, tuple[LatticePoint, ...]] = {}
    for ident, fields, path in found.values():
        kept = {key: value for key, value in fields.items() if key not in ("at", "outline")}
        members.append((ident, kept, path))
        key = path[len(r.path) :]
        if "at" in fields and (spot := _point(r, fields["at"], (*key, "at"))):
            spots[ident] = spot
        if "outline" in fields and (corners := _corners(r, fields["outline"], (*key, "outline"))):
            outlines[ident] = corners
    placed = {ident for ident, (_, fields, _) in found.items() if "at" in fields}
    for ident, _, path in members if placed else ():
        if ident not in placed:
            said = f"`{ident}` needs `at`, as other places have it."
            r.report("missing-key", said, *path[len(r.path) :], word=ident)
    grid = GridDecl(GRAPH, spots, outlines=outlines, one_way=one_way)
    near = {ident: fields.get("near") for ident, fields, _ in members}
    taken = {key for _, fields, _ in members for key in fields} | {"at", "outline"}
    grid = attrs.evolve(grid, lines=read_lines(name, r, grid, near, taken))
    return SetDecl(name, r.path, texts, tuple(members), grid=grid)


def _is_point(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(_fits(n) for n in value)


def _fits(n: Any) -> bool:
    return type(n) is int and abs(n) <= 1_000_000


def _point(r: TableReader, value: Any, key: TomlPath) -> LatticePoint | None:
    if not _is_point(value):
        said = "`at` is [x, y]: whole numbers within a million, x to the right and y down."
        r.report("wrong-shape", said, *key, word=str(value)[:40])
        return None
    return value[0], value[1]


def _corners(r: TableReader, value: Any, key: TomlPath) -> tuple[LatticePoint, ...]:
    if not isinstance(value, list) or len(value) < 3 or not all(map(_is_point, value)):
        said = "an `outline` is three corners or more: `[[0, 0], [40, 0], [20, 30]]`."
        r.report("wrong-shape", said, *key, word=str(value)[:40])
        return ()
    return tuple((x, y) for x, y in value)
