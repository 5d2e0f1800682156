"""What lies in zones, in the window: cards face up to who sees them, and chosen by a click."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.rules import parse_rules
from game.story.changes import Change, moved_together, with_move
from game.table.on_board import OnBoard
from game.ui.screens.board_area import RegisterArea
from game.ui.screens.grid_area import GridArea
from game.ui.widgets.laid import LaidCard, LaidRow, LaidRows
from game.ui.widgets.table import Table
from tests.loaded import rules_of
from tests.ui.conftest import Driver


def laid(driver: Driver) -> LaidRows:
    """What lies in the one zone of a game."""
    (found,) = (w for w in driver.table.area.walk() if isinstance(w, LaidRows))
    return found


def cards(driver: Driver) -> dict[str, list[str]]:
    """The words of what lies in each place."""
    return {row.head: [card.words for card in row.cards] for row in laid(driver).rows}


def test_a_hand_is_listed_to_its_player_and_counted_to_others(tmp_path: Path) -> None:
    driver = Driver(rules_of("eights"), tmp_path)
    driver.begin(seed=3)
    assert isinstance(driver.table.area, RegisterArea)
    game, seat = driver.client.game, driver.client.viewer
    own, other = f"Hand ({seat.title()})", f"Hand ({'Second' if seat == 'first' else 'First'})"
    seen = game.lying(driver.client.view, "hand", seat).members
    assert cards(driver)[own] == [game.title("card", card) for card in seen]
    assert cards(driver)[other] == ["2 cards"]
    assert cards(driver)["Stock"] == ["3 cards"]
    assert len(cards(driver)["Pile"]) == 1
    # No table has a row or a column of what lies where.
    heads = [t.heads for t in driver.table.area.walk() if isinstance(t, Table)]
    assert not {"Hand", "Stock", "Pile"} & {head for each in heads for head in each}
    assert driver.picture()


def test_a_card_is_chosen_where_it_lies(tmp_path: Path) -> None:
    driver = Driver(rules_of("pass-the-hand"), tmp_path)
    driver.begin(seed=3)
    seat = driver.client.viewer
    hand = driver.client.game.lying(driver.client.view, "hand", seat).members
    assert {key for key, legal in laid(driver).marks.items() if legal} == set(hand)
    driver.click_at(laid(driver).spot(hand[1]))
    assert driver.table.choosing.picked == (hand[1],)


@pytest.mark.parametrize("width", [120, 300, 900])
def test_cards_break_into_lines_and_stay_inside(tmp_path: Path, width: int) -> None:
    driver = Driver(rules_of("eights"), tmp_path)
    driver.begin(seed=3)
    many = tuple(LaidCard(f"c{n}", f"Card number {n}") for n in range(12))
    rows = laid(driver)
    rows.rows = (LaidRow("a", "A place", many, "on top of 12"), LaidRow("b", "Empty", (), "empty"))
    wide, high = rows.measure(width)
    assert wide <= width
    boxes = [spot.rect for _, spots, _ in rows._lines(width) for spot in spots]
    assert len(boxes) == 12
    assert all(box.right <= width and box.bottom <= high for box in boxes)
    assert not any(a.colliderect(b) for n, a in enumerate(boxes) for b in boxes[:n])


def moved(member: str, title: str, way: str) -> Change:
    """What is told of a card that was moved."""
    return Change(f"hand[red, {member}]", title, "deck", "hand[red]", f"{title}: {way}", way)


def test_words_that_end_in_what_was_moved_tell_the_way() -> None:
    way = "from Deck to Hand (Red)"
    ace, copy = moved("ace", "Ace", way), moved("ace_2", "Ace", "to Hand (Red)")
    other = Change("n", "Count", 1, 2, "Count rose to 2")
    told = ("Red: Draw: Ace, from Deck to Hand (Red)", (copy, other))
    assert with_move("Red: Draw: Ace", (copy, other, ace), "ace") == told
    assert with_move("Red: Draw: Two", (ace,)) == ("Red: Draw: Two", (ace,))
    assert with_move("Red: Draw: Ace", (ace,), "two") == ("Red: Draw: Ace", (ace,))


def test_what_was_moved_the_same_way_is_told_at_once() -> None:
    way = "from Deck to Hand (Red)"
    found = [moved("a", "Ox", way), moved("k", "King", way), moved("b", "Ox", way)]
    other = Change("n", "Count", 1, 2, "Count rose to 2")
    away = moved("q", "Queen", "from Hand (Red)")
    texts = [change.text for change in moved_together((other, *found, away))]
    assert texts == ["Count rose to 2", f"Ox (2), King: {way}", "Queen: from Hand (Red)"]


BOARD = """
[game]
name = "Cards and squares"
language = 2
seats = ["red", "blue"]

[set.square]
grid = "square"
size = [3, 2]

[set.unit]
members = [{ id = "foot", side = "red" }, { id = "guns", side = "blue" }]

[set.card]
members = ["march", "storm", "truce"]

[zone.units]
of = "unit"
start = "field[a1] if unit.side == red else field[c2]"

[zone.units.places]
field = { of = "square", ordered = true }
lost = { ordered = true }

[zone.cards]
of = "card"
start = "hand[red] if card != truce else deck"

[zone.cards.places]
deck = { see = "none" }
hand = { of = "seat", see = "viewer == seat" }
out = {}

[procedure.play]
do = '''
for s in (red, red):
    played = choose(s, hand[s], text="Which card?")
    move(played, hand[s], out)
    if size(field[a1]) > 0:
        move(top(field[a1]), field[a1], field[b1])
end()
'''
"""


def test_cards_lie_below_a_board_on_which_pieces_of_zones_stand(tmp_path: Path) -> None:
    driver = Driver(parse_rules(BOARD), tmp_path)
    driver.begin(seed=1)
    area, client = driver.table.area, driver.client
    assert isinstance(area, GridArea)
    rows = [row for w in area.walk() if isinstance(w, LaidRows) for row in w.rows]
    assert {row.head: [c.words for c in row.cards] for row in rows} == {
        "Lost": [], "Deck": ["1 card"], "Hand (Red)": ["March", "Storm"], "Hand (Blue)": [],
        "Out": [],
    }  # fmt: skip
    on = OnBoard(client.game, "square", {})
    stood = on.read(client.view)
    assert dict(stood.at) == {"foot": "a1", "guns": "c2"}
    assert [(s.what, s.member, s.kind, s.owner) for s in stood.on["a1"]] == [
        ("piece", "foot", "unit", "red")
    ]
    hand = next(w for w in area.walk() if isinstance(w, LaidRows) and w.rows[0].cards[1:])
    driver.click_at(hand.spot("storm"))
    assert driver.table.choosing.picked == ("storm",)
    driver.client.sitting.play("play.played:storm")
    assert dict(on.read(driver.client.sitting.view("red")).at) == {"foot": "b1", "guns": "c2"}
    assert driver.picture()
