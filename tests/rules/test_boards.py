"""Grids: members, fields, lines and boards, as the author draws them or by a size."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import Board, Game
from game.rules import RulesError, parse_rules
from game.rules.boards.geometry import WAYS, apart, letters, links_apart, rays, rim, steps
from tests.randomised import examples

HEAD = """\
[game]
name = "Board"
seats = ["red", "blue"]

[register.at]
of = "seat"
range = "place or none"

[procedure.play]
do = '''
for s in seat:
    to = choose(s, place)
    at[s] = to
end()
'''

"""


def board_of(grid: str) -> tuple[Game, Board]:
    """The game around a grid, and its one board."""
    game = Game(parse_rules(HEAD + "[set.place]\n" + grid))
    [board] = game.boards
    return game, board


def rows(game: Game, field: str) -> dict[str, object]:
    return {p: game.field("place", p, field) for p in game.members("place")}


HEXES = '''
grid = "hex"
board = """
  . w .
 . _ t
  w . .
"""
legend = { w = { terrain = "wood" }, t = { terrain = "town", worth = 2 }, "." = {} }
defaults = { worth = 1, terrain = "clear" }
places = [ { id = "a2", name = "Weir", worth = 3 } ]
lines = { road = ["a1 b1 c1"], river = "a2 a1" }

[set.terrain]
members = ["clear", "wood", "town"]
'''


def test_a_drawn_board_of_hexes() -> None:
    game, board = board_of(HEXES)
    assert game.members("place") == ("a1", "b1", "c1", "a2", "c2", "a3", "b3", "c3")
    assert rows(game, "terrain")["b1"] == "wood"
    assert rows(game, "worth") == {
        "a1": 1, "b1": 1, "c1": 1, "a2": 3, "c2": 2, "a3": 1, "b3": 1, "c3": 1,
    }  # fmt: skip
    assert game.title("place", "a2") == "Weir"
    # Rows 1 and 3 are shifted to the right; the order of neighbours is e se sw w nw ne.
    assert rows(game, "near")["a1"] == ("b1", "a2")
    assert rows(game, "near")["b1"] == ("c1", "c2", "a1")
    assert rows(game, "near")["c2"] == ("c3", "b3", "b1", "c1")
    assert rows(game, "road")["b1"] == ("a1", "c1")
    assert rows(game, "river") == {**dict.fromkeys(game.members("place"), ()),
                                   "a1": ("a2",), "a2": ("a1",)}  # fmt: skip
    assert rows(game, "col")["c2"] == 3
    assert rows(game, "row")["c2"] == 2
    assert board.kind == "hex"
    assert board.directions == ("e", "se", "sw", "w", "nw", "ne")
    assert board.lines == {"road": (("a1", "b1"), ("b1", "c1")), "river": (("a2", "a1"),)}
    assert game.members("direction") == board.directions
    assert game.field("direction", "e", "opposite") == "w"
    assert game.field("direction", "e", "left") == "ne"
    assert game.field("direction", "e", "right") == "se"


def test_hexes_side_by_side_share_two_corners() -> None:
    game, board = board_of(HEXES)
    places = {p.id: p for p in board.places}
    for place in board.places:
        for other in game.field("place", place.id, "near"):
            assert len({*place.outline} & {*places[other].outline}) == 2


def test_a_board_numbered_upwards_begins_at_its_foot() -> None:
    game, board = board_of('grid = "square"\nboard = """\n. _\n. .\n. x\n"""\nnumbered = "up"\n'
                           'legend = { x = { home = true } }\nprefix = "q_"')  # fmt: skip
    assert game.members("place") == ("q_a1", "q_b1", "q_a2", "q_b2", "q_a3")
    assert rows(game, "home")["q_b1"] is True
    assert rows(game, "near")["q_a2"] == ("q_a3", "q_b2", "q_a1")
    assert rows(game, "around")["q_a2"] == ("q_a3", "q_b2", "q_a1", "q_b1")
    # What is drawn higher up lies higher up, whatever it is called.
    assert [(p.id, p.x, p.y) for p in board.places][:3] == [
        ("q_a1", 1000, 5000), ("q_b1", 3000, 5000), ("q_a2", 1000, 3000),
    ]  # fmt: skip
    assert [w for w in board.directions if game.field("direction", w, "straight")] == [*"nesw"]
    assert game.field("direction", "n", "right") == "ne"


def test_a_board_by_its_size() -> None:
    game, _ = board_of('grid = "hex"\nsize = [2, 3]')
    assert game.members("place") == ("a1", "b1", "a2", "b2", "a3", "b3")
    assert rows(game, "near")["a2"] == ("b2", "b3", "a3", "a1", "b1")
    game, _ = board_of('grid = "hex"\nsize = [2, 3]\nshifted = "odd"')
    assert rows(game, "near")["a2"] == ("b2", "a3", "a1")


def test_a_lake_is_no_border() -> None:
    game, _ = board_of('grid = "square"\nboard = """\n. . . . _\n. . . . .\n. . _ . .\n'
                       '. . . . .\n. . . . .\n"""')  # fmt: skip
    inner = [p for p, edge in rows(game, "edge").items() if not edge]
    assert inner == ["b2", "c2", "d2", "b3", "d3", "b4", "c4", "d4"]


def test_a_graph_is_a_board_where_its_places_lie() -> None:
    game, board = board_of("""grid = "graph"
members = [
  { id = "a", near = ["b"], at = [10, 20] },
  { id = "b", near = ["a", "c"], at = [30, 20], outline = [[0, 0], [9, 0], [9, 9]] },
  { id = "c", near = ["b"], at = [50, 20] },
]
lines = { road = ["a b"] }""")
    assert [(p.id, p.x, p.y) for p in board.places] == [("a", 10, 20), ("b", 30, 20), ("c", 50, 20)]
    assert board.places[1].outline == ((0, 0), (9, 0), (9, 9))
    assert board.directions == ()
    assert board.lines == {"road": (("a", "b"),)}
    assert rows(game, "road")["b"] == ("a",)
    assert set(game.sets["place"].fields) == {"near", "road"}


def advice(grid: str, line: str) -> str:
    """What the one finding about a line of a board says to do."""
    with pytest.raises(RulesError) as caught:
        board_of(f'{grid}\nlines = {{ road = "{line}" }}')
    [found] = caught.value.findings
    assert found.code == "bad-board"
    return found.suggestion or ""


GRAPH = """grid = "graph"
members = [
  { id = "a", near = ["b", "c"] }, { id = "b", near = ["a", "d"] },
  { id = "c", near = ["a", "d"] }, { id = "d", near = ["b", "c", "e"] },
  { id = "e", near = ["d"] },
]"""


@pytest.mark.parametrize(
    ("grid", "line", "says"),
    [
        ('grid = "hex"\nsize = [9, 3]', "a1 b1 d1", "Go by `c1`."),
        ('grid = "hex"\nsize = [9, 3]', "e1 a1", "Go by `d1 c1 b1`."),
        ('grid = "hex"\nsize = [9, 3]', "b3 a1", "Go by `a2`."),
        ('grid = "hex"\nsize = [9, 3]', "a1 b2", "Go by `b1` or `a2`."),
        ('grid = "hex"\nsize = [12, 1]', "a1 l1", "Go by `b1 ... k1`."),
        ('grid = "square"\nsize = [3, 3]', "a1 c3", "Go by `b2`."),
        ('grid = "square"\nsize = [3, 3]', "a1 c2", "Go by `b1` or `b2`."),
        ('grid = "square"\nboard = """\n. _ .\n. _ .\n"""', "a1 c1",
         "No straight way joins them: name every place on the way."),
        ('grid = "hex"\nsize = [9, 9]', "a1 c9",
         "No straight way joins them: name every place on the way."),
        ('grid = "hex"\nsize = [9, 3]', "a1 a1 b1", "Name it once."),
        (GRAPH, "a d", "Go by `b` or `c`."),
        (GRAPH, "a e", "No place lies next to both: name every place on the way."),
    ],
)  # fmt: skip
def test_a_line_that_jumps_is_told_the_way(grid: str, line: str, says: str) -> None:
    assert advice(grid, line) == says


@examples(40)
@given(st.data())
def test_the_way_that_is_told_is_one(data: st.DataObject) -> None:
    """Whatever two places a line joins, with the places that are told between them it is read."""
    kind = data.draw(st.sampled_from(["hex", "square"]))
    grid = f'grid = "{kind}"\nsize = [6, 5]'
    names = [f"{letters(x)}{y}" for y in range(1, 6) for x in range(6)]
    a, b = data.draw(st.permutations(names))[:2]
    try:
        board_of(f'{grid}\nlines = {{ road = "{a} {b}" }}')
        return
    except RulesError as error:
        said = error.findings[0].suggestion or ""
    for way in re.findall(r"`([^`]*)`", said):
        board_of(f'{grid}\nlines = {{ road = "{a} {way} {b}" }}')


def test_a_graph_that_says_nothing_sound_of_neighbours_is_no_end_of_reading() -> None:
    for near in ("3", "[[1]]", '"b"', "true"):
        with pytest.raises(RulesError):
            board_of(
                f'grid = "graph"\nmembers = [{{ id = "a", near = {near} }}, {{ id = "b" }}]\n'
                'lines = { road = "a b" }'
            )


def test_a_thousand_places_are_loaded_and_played_on() -> None:
    game, board = board_of('grid = "hex"\nsize = [40, 25]')
    assert len(board.places) == len(game.members("place")) == 1000
    state = game.new_game()
    # Two bytes for each of two seats, and one for the seat of the loop.
    assert game.registers["at"].high == 999
    assert game.pending(state).kind == "choose"
    game.apply(state, game.id("play.to:an25"))
    assert game.value(state, "at", "red") == "an25"
    assert game.observe(state, "blue").get("at", "red") == "an25"


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "a", "z", "aa", "az", "ba", "zz", "aaa",
    ]  # fmt: skip


# The geometry ------------------------------------------------------------------------------------


def spots(kind: str) -> st.SearchStrategy[list[tuple[int, int]]]:
    """The spots of some places, a few of a rectangle left out."""

    def of(columns: int, count: int, moved: int, gone: set[int]) -> list[tuple[int, int]]:
        every = [
            ((2 * x + (y + moved) % 2, y) if kind == "hex" else (x, y))
            for y in range(count)
            for x in range(columns)
        ]
        return [spot for i, spot in enumerate(every) if i not in gone] or every

    size = st.integers(1, 6)
    return st.builds(of, size, size, st.integers(0, 1), st.sets(st.integers(0, 35), max_size=9))


kinds = st.sampled_from(["hex", "square"]).flatmap(
    lambda kind: st.tuples(st.just(kind), spots(kind))
)


@examples(150)
@given(kinds)
def test_a_step_and_its_opposite_come_back_and_a_ray_is_steps(
    drawn: tuple[str, list[tuple[int, int]]],
) -> None:
    kind, places = drawn
    ways = WAYS[kind]
    step = steps(kind, places)
    half = {w.id: next(o for o, v in enumerate(ways) if (v.dx, v.dy) == (-w.dx, -w.dy))
            for w in ways}  # fmt: skip
    ray = rays(len(ways), step)
    for p in range(len(places)):
        for d, way in enumerate(ways):
            there = step[p * len(ways) + d]
            assert there < 0 or step[there * len(ways) + half[way.id]] == p
            trail, at = [], p
            while (at := step[at * len(ways) + d]) >= 0:
                trail.append(at)
            assert ray[p * len(ways) + d] == tuple(trail)


@examples(100)
@given(kinds)
def test_distance_is_a_metric_and_the_search_agrees_where_there_is_no_hole(
    drawn: tuple[str, list[tuple[int, int]]],
) -> None:
    kind, places = drawn
    ways = [w for w in WAYS[kind] if w.straight]
    # All ground, with room around: the shortest way over holes is a way over ground.
    xs, ys = [x for x, _ in places], [y for _, y in places]
    parity = (places[0][0] + places[0][1]) % 2
    ground = [
        (x, y)
        for x in range(min(xs) - 2, max(xs) + 3)
        for y in range(min(ys) - 2, max(ys) + 3)
        if kind == "square" or (x + y) % 2 == parity
    ]
    number = {spot: i for i, spot in enumerate(ground)}
    near = [[number[q] for w in ways if (q := (x + w.dx, y + w.dy)) in number] for x, y in ground]
    found, size = links_apart(near), len(ground)
    for a in places:
        for b in places:
            far = apart(kind, a, b)
            assert far == found[number[a] * size + number[b]] == apart(kind, b, a)
            assert (far == 0) == (a == b)
            assert all(far <= apart(kind, a, c) + apart(kind, c, b) for c in places)


def test_the_links_between_places_that_nothing_joins_are_the_number_of_places() -> None:
    assert links_apart([[1], [0], []]) == (0, 1, 3, 1, 0, 3, 3, 3, 0)


@examples(60)
@given(kinds)
def test_the_rim_is_where_one_can_leave_the_board(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    kind, places = drawn
    border = rim(kind, places)
    ways = [w for w in WAYS[kind] if w.straight]
    outside, todo = set[tuple[int, int]](), [(min(x for x, _ in places) - 2, places[0][1])]
    if kind == "hex":
        parity = sum(places[0]) % 2
        todo = [(x, y) for x, y in [(todo[0][0], todo[0][1]), (todo[0][0] - 1, todo[0][1])]
                if (x + y) % 2 == parity]  # fmt: skip
    while todo:
        spot = todo.pop()
        if spot in outside or spot in places or not (-9 < spot[0] < 24 and -9 < spot[1] < 18):
            continue
        outside.add(spot)
        todo += [(spot[0] + w.dx, spot[1] + w.dy) for w in ways]
    assert border == {
        (x, y) for x, y in places if any((x + w.dx, y + w.dy) in outside for w in ways)
    }


# Expressions -------------------------------------------------------------------------------------

ASKING = """\
[game]
name = "Asking"
seats = ["red", "blue"]

[register.at]
of = "seat"
range = "place or none"

[register.way]
range = "direction"

[derived.next]
of = ["place", "direction"]
value = "step(place, direction)"

[derived.seen_from]
of = ["place", "direction"]
value = "count(ray(place, direction))"

[derived.in_line]
of = ["place", "place2"]
value = "any(place2 in ray(place, d) for d in direction)"

[derived.apart]
of = ["place", "place2"]
value = "distance(place, place2)"

[derived.twice]
of = ["place", "direction"]
value = "none if step(place, direction) == none else step(step(place, direction), direction)"

[derived.reach]
of = "place"
value = "0 if at[red] == none else distance(at[red], place)"

[derived.ahead]
value = "none if at[red] == none else step(at[red], way.right)"

[derived.shown]
of = "place"
value = "at[red] != none and place in ray(at[red], way)"

[set.place2]
of = "place"
where = "true"

[action.go]
choose = "place"
do = '''
at[actor] = place
for d in direction:
    if step(place, d) != none and not step(place, d).edge:
        way = d
'''

[procedure.play]
do = '''
act(red)
end()
'''

[set.place]
"""


@examples(10)
@given(st.sampled_from(["hex", "square"]), st.integers(1, 3), st.integers(1, 3),
       st.sets(st.integers(0, 8), max_size=3))  # fmt: skip
def test_both_evaluators_ask_a_grid_as_the_geometry_says(
    kind: str, columns: int, count: int, holes: set[int]
) -> None:
    tokens = ["_" if i in holes else "." for i in range(columns * count)]
    if "." not in tokens:
        tokens[0] = "."
    drawn = "\n".join(
        " " * (y % 2) + " ".join(tokens[y * columns : (y + 1) * columns]) for y in range(count)
    )
    rules = parse_rules(f"{ASKING}grid = '{kind}'\nboard = '''\n{drawn}'''\n")
    games = [Game(rules, evaluator=e) for e in ("compiled", "interpreted")]
    game = games[0]
    [board] = game.boards
    where = {p.id: (p.x // 1000 if kind == "hex" else (p.x - 1000) // 2000,
                    p.y // 1732 if kind == "hex" else (p.y - 1000) // 2000)
             for p in board.places}  # fmt: skip
    there = {spot: ident for ident, spot in where.items()}
    ways = {w.id: (w.dx, w.dy) for w in WAYS[kind]}

    def onward(p: str, d: str) -> list[str]:
        out, (x, y), (dx, dy) = [], where[p], ways[d]
        while (x + dx, y + dy) in there:
            x, y = x + dx, y + dy
            out.append(there[x, y])
        return out

    start = game.new_game()
    for p in where:
        for d in ways:
            line = onward(p, d)
            for each in games:
                assert each.value(start, "next", p, d) == (line[0] if line else None)
                assert each.value(start, "twice", p, d) == (line[1] if len(line) > 1 else None)
                assert each.value(start, "seen_from", p, d) == len(line)
        for q in where:
            for each in games:
                assert each.value(start, "apart", p, q) == apart(kind, where[p], where[q])
                assert each.value(start, "in_line", p, q) == any(q in onward(p, d) for d in ways)
    for move in game.legal(start):
        after = [each.clone(start) for each in games]
        for each, state in zip(games, after, strict=True):
            each.apply(state, move)
        assert after[0] == after[1]
        p = str(game.value(after[0], "at", "red"))
        d = str(game.value(after[0], "way"))
        right = str(game.field("direction", d, "right"))
        for each, state in zip(games, after, strict=True):
            assert each.value(state, "ahead") == next(iter(onward(p, right)), None)
            for q in where:
                assert each.value(state, "reach", q) == apart(kind, where[p], where[q])
                assert each.value(state, "shown", q) == (q in onward(p, d))


def test_distances_of_a_graph_are_links() -> None:
    rules = parse_rules(ASKING.split("[derived.next]", maxsplit=1)[0].replace(
        '[register.way]\nrange = "direction"\n', ""
    ) + """
[derived.apart]
of = { a = "place", b = "place" }
value = "distance(a, b)"

[action.go]
choose = "place"
do = "at[actor] = place"

[procedure.play]
do = "act(red)\\nend()"

[set.place]
grid = "graph"
one_way = true
members = [
  { id = "v", near = ["x"] }, { id = "x", near = ["y"] }, { id = "y", near = ["x"] },
]
""")  # fmt: skip
    game = Game(rules)
    start = game.new_game()
    assert game.boards == ()
    found = {(a, b): game.value(start, "apart", a, b) for a in "vxy" for b in "vxy"}
    assert found == {
        ("v", "v"): 0, ("v", "x"): 1, ("v", "y"): 2, ("x", "v"): 3, ("x", "x"): 0,
        ("x", "y"): 1, ("y", "v"): 3, ("y", "x"): 1, ("y", "y"): 0,
    }  # fmt: skip
