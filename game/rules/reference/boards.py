"""What the reference says of boards: grids of hexes and squares, graphs, and what asks of them."""

from __future__ import annotations

from game.rules.reference.sections import Construct

BOARDS = (
    Construct(
        "section",
        "grid: hexes and squares",
        '`grid = "hex"` or `"square"` makes the members of a set from a drawn `board`: a line a '
        "row, the places parted by blanks. Each is a token that `legend` explains: the fields of "
        "its place. `.` may do without, `_` is a hole, where no place is. Of hexes a corner points "
        "up, and every second row is indented by a blank: it lies half a hex to the right. "
        "Instead, "
        "`size = [columns, rows]` makes all places alike (of hexes the 2nd, 4th ... row lies to "
        'the right; `shifted = "odd"`: the 1st, 3rd ...).\n\n'
        "Members are called by column and row, `a1` `b1` ..., in reading order; after `z` comes "
        '`aa`. `numbered = "up"` counts rows from the foot, as in chess, and begins there. '
        '`prefix = "x_"` goes before each. `defaults` are fields of every place, `places` those of '
        "single ones, over the legend's. `lines` joins neighbours, as roads and rivers do: each "
        "is a list field, both ways (`q in p.road`).\n\n"
        "The grid makes the fields `col` and `row` (from 1), `edge` (true on the border of the "
        "board; a lake is none), `near` (its neighbours over edges, in the order of the "
        "directions) and, of squares, `around` (all eight). It makes a set `direction` as well "
        '(`directions = "way"` calls it otherwise): of hexes `e se sw w nw ne`, of squares '
        "`n e s w ne se sw nw`, with the fields `opposite`, `left` and `right` (the next one "
        "round) and `straight` (over an edge). Two grids of a kind share it.\n\n"
        "Which hexes lie next to each other depends on the row. In the rows above and below it, a "
        "hex of a row that lies to the left is next to those of the column before and of its own; "
        "one of a row that lies to the right, half a hex on, to those of its own column and of the "
        "next. Where the 2nd, 4th ... row lies to the right:\n\n"
        "| hex | `nw` | `ne` | `w` | `e` | `sw` | `se` |\n"
        "|---|---|---|---|---|---|---|\n"
        "| `c3`, its row to the left | `b2` | `c2` | `b3` | `d3` | `b4` | `c4` |\n"
        "| `c4`, its row to the right | `c3` | `d3` | `b4` | `d4` | `c5` | `d5` |\n\n"
        'So `lines` may say `"c3 c4 d5"`, and not `"c3 d4"`, between which lie `d3` and `c4`.',
        "[set.hex]\n"
        'grid = "hex"\n'
        'board = """\n'
        "  . . w w .\n"
        " . . w _ t\n"
        "  . . . . .\n"
        '"""\n'
        "legend = { w = { cost = 2, rough = true }, t = { worth = 2 } }\n"
        "defaults = { cost = 1, worth = 0 }\n"
        'places = [{ id = "e2", name = "Weir", worth = 3 }]\n'
        'lines = { road = ["a1 b1 c2", "c2 b3"], river = ["a1 a2"] }\n'
        "\n"
        "[register.scout]\n"
        'range = "hex or none"\n'
        'start = "a1"\n'
        "\n"
        "[derived.way_out]\n"
        'value = "scout != none and any(h in scout.near and not h.rough for h in hex)"\n'
        'text = "Can the scout march on over open ground?"',
    ),
    Construct(
        "section",
        "step ray distance",
        "Of places of a grid: `step(p, d)` is the place next to `p` in a direction, or none. "
        "`ray(p, d)` is the list of the places from there on to the border or a hole, without "
        "`p`: it stands where a list field may, after `in`, in `for`, `choose`, `sum` and their "
        "like. `distance(p, q)` is the number of steps over edges from one to the other as the "
        "crow flies, over holes too; in a graph the fewest links, and the number of places where "
        "none lead. What may be none, a step off the board say, is tested first.",
        "[set.square]\n"
        'grid = "square"\n'
        "size = [8, 8]\n"
        'numbered = "up"\n'
        "\n"
        "[register.rook]\n"
        'range = "square"\n'
        'start = "d4"\n'
        "\n"
        "[register.pawn]\n"
        'range = "square or none"\n'
        'start = "d7"\n'
        "\n"
        "[derived.open]\n"
        'of = "direction"\n'
        'value = "count(q for q in ray(rook, direction) if q != pawn)"\n'
        'text = "Places before the rook that are free of the pawn."\n'
        "\n"
        "[procedure.advance]\n"
        'do = """\n'
        "if pawn != none and any(pawn in ray(rook, d) for d in direction if d.straight):\n"
        "    pawn = none\n"
        "elif pawn != none and step(pawn, s) != none and distance(pawn, rook) > 1:\n"
        "    pawn = step(pawn, s)\n"
        '"""\n'
        'text = "A pawn that the rook sees is taken; else it goes one step south."',
    ),
    Construct(
        "section",
        "grid: graphs",
        '`grid = "graph"` is for areas, and points with roads: its members are listed, each with '
        "`near`, the places next to it. A link leads both ways; `one_way = true` lets some lead "
        "one way only. `at = [x, y]` says where a place is drawn, in whole numbers of your own, x "
        "to the right and y down; all places have it, or the graph is no board. `outline = [[x, "
        "y], ...]` are the corners of an area. `lines` as for hexes. It has no directions, and so "
        "no `step` and `ray`.",
        "[set.port]\n"
        'grid = "graph"\n'
        "members = [\n"
        '  { id = "weir", near = ["mill", "lock"], at = [10, 10] },\n'
        '  { id = "mill", near = ["weir"], at = [40, 12] },\n'
        '  { id = "lock", near = ["weir"], at = [5, 15], outline = [[0, 9], [9, 9], [4, 20]] },\n'
        "]\n"
        'lines = { canal = ["weir lock"] }\n'
        "\n"
        "[register.barge]\n"
        'range = "port"\n'
        'start = "weir"\n'
        "\n"
        "[derived.voyage]\n"
        'of = "port"\n'
        'value = "distance(barge, port)"',
    ),
)
