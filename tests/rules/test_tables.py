"""Tables: what a cell is read as, in each way of writing heads, and the types of what is read."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import Game
from game.rules import RulesError, parse_rules

HEAD = """
[game]
name = "Tables"
seats = ["red"]
[set.place]
members = [{ id = "hill", wet = true }, { id = "ford", wet = true }, "mill"]
[set.wet]
of = "place"
where = "place.wet"
[register.n]
range = [-9, 9]
[register.at]
range = "place"
[action.wait]
[procedure.play]
do = '''
act(red)
end()
'''
"""


def read(table: str, value: str, start: str = "") -> Game:
    """A game with a table and the derived value `it`."""
    scenario = f'[scenario.one]\nname = "One"\n{start}\n' if start else ""
    text = f'{HEAD}\n[table.t]\n{table}\n[derived.it]\nname = "It"\nvalue = "{value}"\n{scenario}'
    return Game(parse_rules(text))


def it(table: str, value: str, start: str = "") -> object:
    """What the derived value is at the start."""
    game = read(table, value, start)
    return game.value(game.new_game(), "it")


@pytest.mark.parametrize("n", range(-9, 10))
def test_heads_of_numbers(n: int) -> None:
    cells = 'by = { k = "-3..4" }\ncells = { "..-2" = -2, "-1-0" = 0, 1 = 1, "2-3" = 2, "4+" = 4 }'
    wanted = -2 if n <= -2 else 0 if n <= 0 else 1 if n == 1 else 2 if n <= 3 else 4
    assert it(cells, "t[n]", f"start = {{ n = {n} }}") == wanted


def test_a_table_of_three_keys() -> None:
    rng = Random(11)
    cells = {(a, b, c): rng.randint(-9, 9) for a in (1, 2) for b in range(3) for c in (5, 6, 7)}
    places = ("hill", "ford", "mill")
    lines = ["7 5 6"]
    for a in (2, 1):
        lines.append(f"  [{a}]")
        for b in (1, 2, 0):
            lines.append(f"{places[b]}  {' '.join(str(cells[a, b, c]) for c in (7, 5, 6))}")
    table = 'by = ["1..2", "place", "5..7"]\ncells = """\n' + "\n".join(lines) + '\n"""'
    for (a, b, c), wanted in cells.items():
        assert it(table, f"t[{a}, {places[b]}, {c}]") == wanted
        start = f'start = {{ n = {c}, at = "{places[b]}" }}'
        assert it(table, f"t[{a}, at, min(7, max(5, n))]", start) == wanted


def test_a_member_that_a_scenario_leaves_out_needs_no_cell_and_is_none() -> None:
    table = 'by = "place"\nvalue = "place"\ncells = { hill = "ford", ford = "mill", mill = "hill" }'
    assert it(table, "t[hill]", 'only = { place = ["hill", "ford"] }') == "ford"
    assert it(table, "t[ford] == none", 'only = { place = ["hill", "ford"] }') is True


def test_a_table_of_a_subset() -> None:
    table = 'by = "wet"\ncells = { hill = 3, ford = 4 }'
    assert it(table, "sum(t[p] for p in wet)") == 7
    with pytest.raises(RulesError, match="may lie outside `wet`"):
        it(table, "t[at]")


@pytest.mark.parametrize(
    ("index", "fits"),
    [("n", False), ("max(-2, n)", False), ("min(3, n)", False), ("min(3, max(0, n))", True),
     ("n % 4", True), ("9 // max(3, n)", True), ("9 // max(2, n)", False), ("max(0, 3)", True)],
)  # fmt: skip
def test_an_index_is_proved_to_lie_within(index: str, fits: bool) -> None:
    table = 'by = { k = "0..3" }\ncells = { "0-1" = 5, "2-3" = 6 }'
    if fits:
        assert it(table, f"t[{index}]") in (5, 6)
    else:
        with pytest.raises(RulesError, match="wrong-index"):
            it(table, f"t[{index}]")


def test_a_cell_is_typed_by_where_it_may_lie() -> None:
    # 12 would not fit into the register, and cannot be read by this index.
    table = 'by = { k = "0..3" }\ncells = { "0-1" = 5, "2-3" = 12 }'
    text = f"{HEAD}\n[table.t]\n{table}\n".replace("act(red)", "act(red)\nn = t[1 if n > 0 else 0]")
    assert Game(parse_rules(text)).new_game()


def test_a_hidden_index_makes_a_hidden_cell() -> None:
    hidden = '[register.card]\nof = "seat"\nrange = [1, 6]\nsee = "viewer == seat"\n'
    table = '[table.t]\nby = { k = "1..6" }\ncells = { "1-3" = 0, "4-6" = 1 }\n'
    text = HEAD.replace('["red"]', '["red", "blue"]') + hidden + table
    with pytest.raises(RulesError, match="leak") as caught:
        parse_rules(text.replace("end()", "n = t[card[red]]\nend()"))
    assert "card" in str(caught.value)
    parse_rules(text.replace("end()", "n = reveal(t[card[red]])\nend()"))


def test_tables_may_not_grow_without_bound() -> None:
    wide = "".join(
        f'[table.t{i}]\nby = {{ k = "1..60000" }}\ncells = {{ "1-60000" = 1 }}\n' for i in range(5)
    )
    with pytest.raises(RulesError, match="the tables have more than"):
        parse_rules(HEAD + wide)
    with pytest.raises(RulesError, match="65536 at most"):
        parse_rules(
            HEAD
            + '[table.t]\nby = { a = "1..999", b = "1..999" }\ncells = """\n 1-999\n1-999 1\n"""\n'
        )
