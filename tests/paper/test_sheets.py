"""Sheets to print: everything is on paper exactly once, fits, and loads nothing."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import Game
from game.paper import kit
from game.paper.map_sheet import _Plate, apart
from game.paper.pages import PAPERS, Pages, Paper
from game.paper.pieces import piece_groups
from tests.loaded import SHELF, compiled, rules_of

ALL = ["rules", *SHELF]


def first(name: str) -> Game:
    """The first scenario of some rules."""
    return compiled(name, rules_of(name).scenarios[0].id)


@cache
def sheets(name: str, paper: str = "a4") -> dict[str, str]:
    """All pages of that scenario."""
    return Pages(first(name), Paper(paper)).all()


def told(page: str, what: str) -> list[str]:
    """The values of an attribute in a page, in order."""
    return re.findall(f'data-{what}="([^"]*)"', page)


@pytest.mark.parametrize("name", ALL)
def test_every_place_of_a_board_or_map_is_drawn_exactly_once(name: str) -> None:
    game = first(name)
    drawn = told(sheets(name).get("map.html", ""), "place")
    places = [place for which in kit.place_sets(game) for place in game.members(which)]
    assert sorted(drawn) == sorted(places)


@pytest.mark.parametrize("name", ALL)
def test_every_seat_has_one_mat(name: str) -> None:
    assert told(sheets(name)["mats.html"], "seat") == [*first(name).seats]


@pytest.mark.parametrize("name", ALL)
def test_every_card_is_printed_exactly_once(name: str) -> None:
    game = first(name)
    printed = told(sheets(name).get("cards.html", ""), "card")
    assert len(printed) == len(set(printed))
    decks = {f"{deck}.{card}" for deck in game.decks for card in game.sets[deck].members}
    owned = {f"{k.set}.{c.id}" for k in kit.card_kinds(game) for c in k.cards}
    assert set(printed) == owned
    # Of a deck nothing is left out, but what is a seat's that nobody may play.
    for card in decks - owned:
        deck, _, member = card.partition(".")
        fields = game.sets[deck].fields
        seats = [game.field(deck, member, f) for f, s in fields.items() if s.of == "seat"]
        assert any(seat is not None and seat not in game.seats for seat in seats)


@pytest.mark.parametrize("name", ALL)
def test_every_piece_that_stands_on_a_board_is_printed_exactly_once(name: str) -> None:
    game = first(name)
    printed = told(sheets(name).get("pieces.html", ""), "piece")
    for which in kit.piece_sets(game):
        if which == "seat":
            continue
        for member in game.members(which):
            assert printed.count(f"{which}.{member}") == 1


@pytest.mark.parametrize("name", ALL)
def test_every_number_of_the_table_or_a_seat_has_its_track(name: str) -> None:
    game, pages = first(name), sheets(name)
    quiet = game.rules.look.roles.quiet - {game.rules.round}
    for spec in game.registers.values():
        if spec.kind != "int" or spec.constant or spec.zone or spec.name in quiet:
            continue
        if not spec.index:
            assert told(pages["tracks.html"], "track").count(spec.name) == 1
        elif spec.index == ("seat",):
            title = str(game.describe("register", spec.name)["name"] or spec.name)
            assert title in pages["mats.html"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_loads_nothing_and_says_its_paper(name: str, paper: str) -> None:
    for page in sheets(name, paper).values():
        assert not re.search(r"https?:|<script|<link|<img|url\((?!data:)|href=\"(?!#)", page)
        assert f"size: {PAPERS[paper][2]}" in page


@pytest.mark.parametrize("paper", PAPERS)
def test_nine_cards_of_63_by_88_fit_on_either_paper(paper: str) -> None:
    room = Paper(paper).style(wide=False)
    assert room["wide"] >= 3 * 63
    assert room["high"] >= 3 * 88
    width, height, _ = PAPERS[paper]
    assert room["wide"] + 2 * room["margin"] <= width
    assert room["high"] + 2 * room["margin"] <= height


def test_what_is_hidden_at_the_start_is_on_no_sheet_for_all() -> None:
    game = compiled("rules", "full-equation")
    pages = Pages(game, Paper("a4"))
    secret = [s.name for s in game.registers.values() if not s.public]
    assert secret
    tables = {t.register for t in kit.other_tables(game, pages.start)}
    tracks = {t.register for t in kit.table_tracks(game, pages.start)}
    assert not (tables | tracks) & {*secret}
    places = kit.place_values(game, game.rules.look.roles.places)
    assert not {s.name for s in places} & {*secret}


def test_the_sheets_of_another_start_tell_what_differs() -> None:
    games = [compiled("rules", name) for name in ("shamsiddin-shohin", "bishkek-test")]
    tables = []
    for game in games:
        tables.append(kit.place_table(game, game.unstarted(), game.rules.look.roles.places))
    assert tables[0] != tables[1]


def test_pieces_say_how_many_and_how_large() -> None:
    game = first("two-bridges")
    groups = {g.name: g for g in piece_groups(game, game.unstarted())}
    (units,) = (g for g in groups.values() if g.size > 12)
    assert [p.count for p in units.pieces] == [1] * len(game.members("unit"))
    assert any(p.note for p in units.pieces)


boxes = st.tuples(
    st.floats(0, 250), st.floats(0, 170), st.floats(10, 40), st.floats(6, 14)
)  # fmt: skip


@given(st.lists(boxes, max_size=14))
def test_names_on_a_map_are_moved_apart_and_stay_on_it(found: list[tuple[float, ...]]) -> None:
    plates = [_Plate(str(n), (x, y), w, h, x, y) for n, (x, y, w, h) in enumerate(found)]
    apart(plates, (0.0, 0.0, 264.0, 182.0))
    for plate in plates:
        assert plate.wide / 2 - 1e-6 <= plate.x <= 264 - plate.wide / 2 + 1e-6
        assert plate.high / 2 - 1e-6 <= plate.y <= 182 - plate.high / 2 + 1e-6


def test_no_two_names_on_the_map_lie_on_each_other() -> None:
    page = Pages(compiled("rules", "full-equation"), Paper("a4")).map()
    found = re.findall(
        r'data-plate="\w+">(?:<path[^>]*/><circle[^>]*/>)?<rect x="([\d.]+)" y="([\d.]+)" '
        r'width="([\d.]+)" height="([\d.]+)"',
        page,
    )
    rects = [tuple(map(float, each)) for each in found]
    assert len(rects) == 22
    for n, (x, y, w, h) in enumerate(rects):
        for u, v, a, b in rects[n + 1 :]:
            assert x + w <= u or u + a <= x or y + h <= v or v + b <= y
