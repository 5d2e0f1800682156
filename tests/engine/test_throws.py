"""The throw that decides: what each face is looked up as, and how the odds come about."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import CHANCE, Game, Throw
from game.rules import parse_rules
from tests.loaded import rules_of

#: Two seats with a strength each; the first attacks, and a die tells what comes of it.
DUEL = """
[game]
name = "Duel"
seats = ["red", "blue"]
[set.place]
members = ["ford", "hill"]
[register.at]
range = "place"
name = "Field"
[register.strength]
of = "seat"
range = [0, 9]
{see}
[register.came]
range = [0, 9]
[table.combat]
by = {{ gap = "-2..2", die = "1..6" }}
cells = \"\"\"
      1-2  3-4  5-6
..-1  0    1    2
0     1    2    3
1+    2    3    4
\"\"\"
[derived.gap]
value = "strength[red] - strength[blue] + (1 if at == hill else 0)"
show = true
name = "Ahead"
[derived.left]
value = "9 - came"
show = true
[action.strike]
choose = {{ place = "place" }}
seats = ["red"]
do = "at = place"
[action.roll]
menu = "go"
seats = ["red"]
do = "pass"
[procedure.play]
do = '''
strength[red] = {red}
strength[blue] = {blue}
act(red)
act(red, menu=go)
die = chance(d6, text="How it goes")
came = combat[max(-2, min(2, gap)), die]
end()
'''
"""


def duel(red: int, blue: int, see: str = "") -> Game:
    return Game(parse_rules(DUEL.format(red=red, blue=blue, see=see)))


def ahead(game: Game, names: str, move: str) -> Throw | None:
    """The throw that a move leads to, after others, as red sees it."""
    state = game.new_game()
    for name in names.split():
        game.apply(state, game.id(name))
    return game.throw(game.observe(state, "red"), game.id(move) if move else None)


@pytest.mark.parametrize(
    ("red", "blue", "place", "row"),
    [
        (3, 5, "ford", (0, 0, 1, 1, 2, 2)),
        (3, 4, "hill", (1, 1, 2, 2, 3, 3)),
        (9, 1, "ford", (2, 2, 3, 3, 4, 4)),
    ],
)
@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_each_face_is_looked_up_in_the_line_of_the_table(
    red: int, blue: int, place: str, row: tuple[int, ...], step: int
) -> None:
    game = duel(red, blue)
    before = ["", f"strike:{place}", f"strike:{place}", f"strike:{place} roll"][step]
    throw = ahead(game, before, [f"strike:{place}", "", "roll", ""][step])
    assert throw is not None
    assert throw.move == (None if step == 3 else game.id("roll"))
    assert throw.text == "How it goes"
    assert throw.outcomes == tuple((str(n), 1) for n in range(1, 7))
    assert throw.lookup.table == "combat"
    assert throw.lookup.line == (max(-2, min(2, red - blue + (place == "hill"))) + 2, None)
    assert throw.lookup.heads == (0, 1, 2, 3, 4, 5)
    assert throw.lookup.cells == row
    # What is shown of `came` has nothing to do with the throw.
    assert [working.name for working in throw.workings] == ["gap"]
    told = [(addend.title, addend.value) for addend in throw.workings[0].addends]
    assert told == [("Strength", red), ("Strength", -blue)] + [("Field", 1)] * (place == "hill")


def test_what_a_seat_does_not_see_is_told_by_no_line() -> None:
    text = DUEL.format(red=3, blue=5, see='see = "viewer == seat"')
    text = text.replace("min(2, gap)", "min(2, reveal(gap))").replace("show = true\n", "")
    game = Game(parse_rules(text))
    assert ahead(game, "", "strike:ford") is None
    assert ahead(game, "strike:ford", "") is None
    assert ahead(game, "strike:ford roll", "") is None


#: A number that the die does not show, and which may be secret.
BID = """
[register.bid]
range = [1, 6]
start = 2
{see}
[table.combat]"""


@pytest.mark.parametrize(("see", "told"), [("", True), ('see = "viewer == blue"', False)])
def test_outcomes_that_hang_on_what_is_not_seen_are_no_odds(see: str, told: bool) -> None:
    text = DUEL.format(red=3, blue=5, see="").replace("[table.combat]", BID.format(see=see))
    drawn = "chance((d for d in range(1, 7) if d != bid), see=viewer == red, text="
    text = text.replace("chance(d6, text=", drawn).replace(", die]", ", reveal(die)]\nbid = 1")
    assert (ahead(Game(parse_rules(text)), "strike:ford roll", "") is not None) == told


def test_a_move_that_leads_to_no_throw_and_rules_without_tables_have_none() -> None:
    game = Game(rules_of("two-bridges"))
    state = game.new_game()
    view = game.observe(state, "red")
    assert game.throw(view) is None
    assert game.throw(view, game.id("march:foot1:d5")) is None
    assert game.throw(view, game.id("storm")) is None
    dice = Game(rules_of("liars-dice"))
    assert dice.throw(dice.observe(dice.new_game(), dice.seats[0])) is None


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_attacked_each_face_does_what_its_cell_says(seed: int) -> None:
    """The line that is told beforehand is that of the odds which are shown when the die falls."""
    game, rng = Game(rules_of("two-bridges")), Random(seed)
    state, seen = game.new_game(), 0
    rows = [head for key in game.tables["combat"].keys[:1] for head in key.heads]
    for _ in range(160):
        actor = game.actor(state)
        if actor is CHANCE:
            game.apply(state, rng.choice(game.chance(state))[0])
            continue
        if not isinstance(actor, str):
            break
        view, legal = game.observe(state, actor), game.legal(state)
        strikes = [m for m in legal if game.name(m).startswith(("assault", "storm"))]
        move = rng.choice(strikes or legal)
        throw = game.throw(view, move) if strikes else None
        game.apply(state, move)
        if throw is None:
            assert not strikes
            continue
        seen += 1
        work = game.clone(state)
        if game.actor(work) is not CHANCE:
            assert throw.move is not None
            game.apply(work, throw.move)
        odds = game.value(work, "odds_now")
        assert throw.lookup.line == (rows.index(str(odds)), None)
        shown = {working.name: working for working in throw.workings}
        assert shown["odds_now"].value == odds
        for name in ("attackers_now", "defenders_now", "shift_now"):
            assert shown[name].value == sum(addend.value for addend in shown[name].addends)
            assert shown[name].value == game.value(work, name)
        shift = shown["shift_now"].value
        scale = shown["odds_now"].scale
        assert isinstance(shift, int)
        first = scale.index(shown["odds_now"].first)
        assert scale.index(shown["odds_now"].words) == max(0, min(len(scale) - 1, first + shift))
    assert seen
