"""Boards at the terminal: rows of places, as wide as fits."""

from __future__ import annotations

import io

from rich.console import Console

from game.engine import Game, View
from game.rules import load_rules
from game.terminal.board import position
from tests.loaded import RULESETS


def begun(name: str) -> Game:
    """The first scenario of a rule set with a board."""
    rules = load_rules(RULESETS / "boards" / f"{name}.toml")
    return Game(rules, rules.scenarios[0].id)


def printed(game: Game, view: View, width: int) -> list[str]:
    """What a seat sees on paper of a width."""
    paper = io.StringIO()
    Console(file=paper, width=width, highlight=False, no_color=True).print(position(game, view))
    return paper.getvalue().splitlines()


def test_squares_stand_in_rows_with_letters_and_numbers() -> None:
    game = begun("squares")
    lines = printed(game, game.observe(game.new_game(), "white"), 80)
    assert lines == [
        "  a  b  c  d  e  f",
        "6 B  B  B  B  B  B",
        "5 B  B  B  B  B  B",
        "4 .  .  .  .  .  .",
        "3 .  .  .  .  .  .",
        "2 W  W  W  W  W  W",
        "1 W  W  W  W  W  W",
        "W White   B Black",
    ]


def test_hexes_are_staggered_and_what_is_cut_is_told_below() -> None:
    game = begun("marching")
    view = game.observe(game.new_game(), "blue")
    for width in (120, 80, 60):
        lines = printed(game, view, width)
        assert max(map(len, lines)) <= width
        rows = lines[:11]
        assert [row.split()[0] for row in rows] == [str(n) for n in range(1, 12)]
        # The odd rows stand half a place to the right.
        assert rows[0].index(".") > rows[1].index(".")
        assert "h8 Alder: B 3 Guns 3-4, B 4 Foot 4-5, B Staff 1-6" in lines
        assert "B Blue   R Red   . Clear   w Wood   h Hill   t Town   l Lake" in lines


def test_a_board_that_is_too_wide_is_told_place_by_place() -> None:
    game = begun("marching")
    lines = printed(game, game.observe(game.new_game(), "blue"), 40)
    assert lines[0].startswith("d2: R 2 Horse")


def test_the_places_of_a_graph_tell_where_their_roads_lead() -> None:
    game = begun("areas")
    lines = printed(game, game.observe(game.new_game(), "rose"), 80)
    assert lines[0] == "north Northgate: Rose 3   to mill, ford"


def test_what_a_seat_does_not_see_is_not_on_its_board() -> None:
    game = begun("fog")
    for seat, own, other in (("blue", "BHero", "RCran"), ("red", "RCran", "BHero")):
        told = "\n".join(printed(game, game.observe(game.new_game(), seat), 80))
        assert own in told
        assert other not in told
