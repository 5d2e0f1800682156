"""The shapes of boards: which place a point is in, borders, and land that is shared out."""

from __future__ import annotations

import random
from itertools import pairwise
from math import hypot

from game.drawing.geometry import shapes, within
from game.drawing.lines import chains
from game.engine import Board, BoardPlace


def graph(spots: dict[str, tuple[int, int]]) -> Board:
    """A graph whose places lie there."""
    return Board(
        "place", "graph", tuple(BoardPlace(i, x, y) for i, (x, y) in spots.items()), (), {}
    )


def squares(columns: int, rows: int) -> Board:
    """A board of squares."""
    corners = ((-1000, -1000), (1000, -1000), (1000, 1000), (-1000, 1000))
    places = []
    for row in range(rows):
        for column in range(columns):
            x, y = 2000 * column + 1000, 2000 * row + 1000
            outline = tuple((x + a, y + b) for a, b in corners)
            places.append(BoardPlace(f"p{column}_{row}", x, y, outline))
    return Board("place", "square", tuple(places), (), {})


def test_the_middle_of_each_place_is_in_it() -> None:
    for board in (squares(7, 5), graph({"a": (0, 0), "b": (9, 1), "c": (3, 8), "d": (70, 80)})):
        for voronoi in (False, True):
            made = shapes(board, voronoi=voronoi)
            for place, cell in made.cells.items():
                assert made.at(cell.centre) == place


def test_land_is_shared_out_to_the_nearest_place() -> None:
    lot = random.Random(5)
    spots = {f"p{n}": (lot.randrange(1000), lot.randrange(1000)) for n in range(60)}
    made = shapes(graph(spots), voronoi=True)
    for _ in range(400):
        point = (lot.uniform(0, 1000), lot.uniform(0, 1000))
        found = made.at(point)
        assert found is not None
        least = min(hypot(point[0] - x, point[1] - y) for x, y in spots.values())
        x, y = spots[found]
        assert abs(hypot(point[0] - x, point[1] - y) - least) < 0.02


def test_the_border_of_some_places_goes_round_them_once() -> None:
    made = shapes(squares(5, 5))
    (ring,) = made.rim(made.cells)
    assert len(ring) == 20
    block = ["p1_1", "p2_1", "p1_2"]
    (ring,) = made.rim(block)
    assert len(ring) == 8
    for place, cell in made.cells.items():
        assert within(cell.centre, ring) == (place in block)
    # A hole in the midst has a border of its own.
    assert len(made.rim([p for p in made.cells if p != "p2_2"])) == 2


def test_places_that_nobody_placed_stand_apart() -> None:
    made = shapes(graph({f"p{n}": (0, 0) for n in range(6)}))
    spots = [c.centre for c in made.cells.values()]
    assert len(set(spots)) == 6
    assert made.unit > 0


def test_outlines_far_larger_than_the_distance_of_places_do_not_take_long() -> None:
    far = 10**7
    big = ((0, 0), (far, 0), (far, far), (0, far))
    places = (BoardPlace("a", 10, 10, big), BoardPlace("b", 11, 10, big))
    made = shapes(Board("place", "graph", places, (), {}))
    assert made.at((far / 2, far / 2)) in ("a", "b")


def test_the_pairs_of_a_line_are_put_together() -> None:
    pairs = (("a", "b"), ("b", "c"), ("c", "d"), ("c", "e"), ("x", "y"), ("y", "z"), ("z", "x"))
    found = chains(pairs)
    told = {frozenset(p) for chain in found for p in pairwise(chain)}
    assert told == {frozenset(p) for p in pairs}
    assert sum(len(chain) - 1 for chain in found) == len(pairs)
