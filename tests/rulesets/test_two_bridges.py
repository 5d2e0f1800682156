"""Two Bridges, adjudicated by hand: each case is numbered and names the rule that it is under."""

from __future__ import annotations

from functools import cache

import pytest

from game.engine import Game, ReachPicture
from tests.loaded import rules_of

State = bytearray
UNITS = {
    "red": "guard foot1 foot2 foot3 foot4 horse1 horse2 guns1 guns2 rangers staff_r train_r",
    "blue": "foot5 foot6 foot7 foot8 foot9 lancers horse3 horse4 guns3 pickets staff_b train_b",
}

ODDS = ["o13", "o12", "o11", "o32", "o21", "o31", "o41", "o51"]


@cache
def war() -> Game:
    return Game(rules_of("two-bridges"))


def board(**at: str) -> State:
    """Red's first order with these counters on the board, `j7="foot5 foot6"`, and no others."""
    game = war()
    state = game.new_game()
    for unit in " ".join(UNITS.values()).split():
        game.override(state, f"at[{unit}]", None)
    for place, units in at.items():
        for unit in units.split():
            game.override(state, f"at[{unit}]", place)
    return state


def play(state: State, moves: str) -> State:
    """The state after these moves."""
    for name in moves.split():
        war().apply(state, war().id(name))
    return state


def put(state: State, **cells: int) -> State:
    """The state with `steps__foot5=1` and its like set."""
    for name, value in cells.items():
        register, _, member = name.partition("__")
        cell = f"{register}[{member}]" if member else register
        war().override(state, cell, bool(value) if register in ("dug", "used") else value)
    return state


def march(state: State, unit: str) -> dict[str, int]:
    """Where a counter can march, each place with its cost."""
    found = war().reach(state, "march", unit)
    assert isinstance(found, ReachPicture)
    return dict(found.costs)


def why(state: State, move: str) -> str:
    """Why a move may not be made; nothing if it may."""
    verdict = war().explain(state, war().id(move))
    return next((clause.say for clause in verdict.clauses if not clause.held), "")


def where(state: State, unit: str) -> object:
    return war().value(state, "at", unit)


def assault(state: State, target: str, moves: str = "") -> State:
    """Red orders nothing and attacks; the state before the die, or after the moves."""
    return play(state, f"rest assault:{target} {moves}")


def moves(state: State) -> set[str]:
    return {war().name(move) for move in war().legal(state)}


# Marches: [table.toll], [derived.march] ------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "unit", "start", "there", "cost"),
    [
        ("1: foot pays 2 for clear ground", "foot1", "f2", "e2", 2),
        ("2: foot pays 3 for a wood", "foot1", "l3", "l2", 3),
        ("3: foot pays 4 for a hill", "foot1", "f2", "g2", 4),
        ("4: horse pays 4 for a wood", "horse1", "l3", "l2", 4),
        ("5: a step by road costs 1, through a wood too", "foot1", "e3", "f3", 1),
        ("6: a bridge is crossed by road for 1", "foot1", "d5", "e7", 2),
        ("7: foot pays 4 for the ford", "foot1", "g5", "g6", 4),
    ],
)
def test_steps_cost(case: str, unit: str, start: str, there: str, cost: int) -> None:
    state = board(**{start: unit, "d1": "staff_r train_r"})
    assert march(state, unit)[there] == cost, case


def test_08_nobody_enters_the_river() -> None:
    state = board(d5="foot1 staff_r")
    assert why(state, "march:foot1:d6") == ""
    assert "march:foot1:c6" not in war().names


def test_09_guns_and_train_cannot_use_the_ford() -> None:
    state = board(g5="guns1 train_r horse1", e3="staff_r")
    assert "g6" not in march(state, "guns1")
    assert "g6" not in march(state, "train_r")
    assert "g6" in march(state, "horse1")


def test_10_a_march_ends_where_it_enters_an_enemy_zone() -> None:
    state = board(d3="horse1 staff_r", g4="foot5")
    costs = march(state, "horse1")
    assert costs["f3"] == 2
    assert "g3" in costs
    assert "h3" not in costs
    assert why(state, "march:horse1:g4").startswith("G4 is held by the enemy")


def test_11_scouts_slip_through_zones() -> None:
    state = board(d3="rangers staff_r", g4="foot5")
    assert march(state, "rangers")["h3"] == 4


def test_12_who_begins_in_a_zone_may_march_out() -> None:
    state = board(f3="foot1 staff_r", g3="foot5")
    assert march(state, "foot1")["d3"] == 2


def test_13_out_of_supply_one_marches_half_as_far() -> None:
    state = board(g5="foot1 staff_r")
    assert war().value(state, "fed", "foot1") is True
    assert war().value(state, "stride", "foot1") == 6
    war().override(state, "at[foot5]", "d1")
    war().override(state, "at[foot6]", "k1")
    assert war().value(state, "fed", "foot1") is False
    assert war().value(state, "stride", "foot1") == 3


# Orders, stacking, reserves ------------------------------------------------------------------


def test_14_two_counters_that_fight_fill_a_hex_and_staff_comes_on_top() -> None:
    state = board(d4="foot1 foot2", d3="foot3 staff_r rangers")
    assert why(state, "march:foot3:d4") == "D4 is full: 2 counters that fight stand there."
    assert why(state, "march:staff_r:d4") == ""
    assert why(state, "march:rangers:d4") == ""


def test_15_far_from_the_staff_an_order_costs_two() -> None:
    state = board(d3="staff_r foot1", j3="foot2")
    assert war().value(state, "price", "foot1") == 1
    assert war().value(state, "price", "foot2") == 2
    assert war().value(play(state, "march:foot2:k3"), "orders") == 3


def test_16_without_a_staff_there_are_three_orders() -> None:
    state = board(d3="foot1", k9="foot5")
    play(state, "rest")
    assert war().value(state, "orders") == 3


def test_17_a_counter_has_one_order_a_day() -> None:
    state = play(board(d3="foot1 staff_r"), "march:foot1:d4")
    assert why(state, "march:foot1:d5") == "1 Foot has had its order today."


def test_18_a_reserve_comes_when_it_is_due_and_by_an_open_road() -> None:
    state = board(d3="staff_r", k1="foot5")
    assert why(state, "enter:foot4:d1") == "4 Foot comes on day 2."
    put(state, day=2)
    assert why(state, "enter:foot4:d1") == ""
    assert why(state, "enter:foot4:k1").startswith("The enemy stands on North-east road")
    assert why(state, "enter:foot4:d11") == "South-west road leads to the enemy's land."


# Supply: [derived.lifeline], [derived.supplied] ------------------------------------------------


def test_19_zones_cut_supply_and_a_counter_of_ones_own_keeps_it_open() -> None:
    state = board(d5="foot1", c2="foot5", e2="foot6", k1="foot7")
    assert war().value(state, "fed", "foot1") is False
    state = board(d5="foot1", d1="foot4", d2="foot2", d3="foot3", c2="foot5", e2="foot6")
    assert war().value(state, "fed", "foot1") is True


def test_20_the_train_carries_supply_on_but_only_where_carts_come_to_it() -> None:
    state = board(d11="foot1", d8="train_r", k11="foot5")
    assert war().value(state, "fed", "foot1") is True
    war().override(state, "at[foot6]", "d6")
    war().override(state, "at[foot7]", "g6")
    war().override(state, "at[foot8]", "j6")
    assert war().value(state, "fed", "foot1") is False


# Odds and shifts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "at", "target", "shift", "odds"),
    [
        ("21: 8 to 4 is 2:1", {"g3": "foot1 foot2", "h3": "foot5"}, "h3", 0, "o21"),
        ("22: 7 to 4 falls to 3:2", {"g3": "foot1 guns1", "h3": "foot5"}, "h3", 0, "o32"),
        ("23: a wood shifts one left", {"g3": "foot1 foot2", "f3": "foot5"}, "f3", -1, "o32"),
        ("24: a town shifts two left", {"j3": "foot1 foot2", "k3": "foot5"}, "k3", -2, "o11"),
        ("25: off a bridge, one left", {"d6": "foot1 foot2", "e7": "foot5"}, "e7", -1, "o32"),
        ("26: foot with horse, one right", {"g3": "foot1 horse1", "h3": "foot5"}, "h3", 1, "o21"),
        ("27: from two sides, one right", {"g3": "foot1", "i3": "foot2", "h3": "foot5"}, "h3", 1,
         "o31"),
        ("28: guns fire over a hex", {"g3": "foot1", "f3": "guns1", "h3": "foot5"}, "h3", 0, "o32"),
    ],
)  # fmt: skip
def test_the_column(case: str, at: dict[str, str], target: str, shift: int, odds: str) -> None:
    state = assault(board(**{**at, "e1": "train_r", "k11": "foot9"}), target)
    # Who stands so far forward may be hungry, which is a column to the right.
    hungry = 0 if war().value(state, "fed", "foot5") else 1
    assert war().value(state, "shift_now") == shift + hungry, case
    assert war().value(state, "odds_now") == ODDS[ODDS.index(odds) + hungry], case


def test_29_who_has_dug_in_shifts_one_left_and_leaves_it_to_attack() -> None:
    state = board(g3="foot1 foot2", h3="foot5")
    base = war().value(assault(bytearray(state), "h3"), "shift_now")
    put(state, dug__foot5=1, dug__foot1=1)
    assault(state, "h3")
    assert war().value(state, "shift_now") == int(str(base)) - 1
    play(state, "storm fight.die:2")
    assert war().value(state, "dug", "foot1") is False


def test_30_hungry_defenders_shift_right_and_hungry_attackers_left() -> None:
    fed = board(g3="foot1 foot2", h3="foot5")
    assert war().value(assault(fed, "h3"), "shift_now") == 1
    both = board(g3="foot1 foot2", h3="foot5", d1="foot8", k1="foot7")
    assert war().value(assault(both, "h3"), "shift_now") == 0


# Results: [table.combat], [procedure.fight] ---------------------------------------------------


def test_31_attackers_retreat_all_that_touch_the_hex() -> None:
    state = board(g3="foot1", f3="guns1", h3="foot5 foot6")
    assault(state, "h3", "storm fight.die:3")
    # 7 to 8 is 1:2, one right for hunger: 1:1, and a three sends the attackers back.
    assert war().value(state, "shaken") == "foot1"
    assert where(state, "guns1") == "f3"
    assert why(state, "retreat:g2").endswith("no friend stands there.")
    play(state, "retreat:f2")
    assert where(state, "foot1") == "f2"


def test_32_a_broken_attack_costs_a_step_too() -> None:
    state = board(g3="foot1", h3="foot5 foot6")
    assault(state, "h3", "storm fight.die:1")
    assert moves(state) == {"lose:foot1"}
    play(state, "lose:foot1")
    assert war().value(state, "steps", "foot1") == 1
    assert war().value(state, "force", "foot1") == 2
    assert war().value(state, "shaken") == "foot1"


def test_33_an_exchange_costs_both_a_step_and_nobody_moves() -> None:
    state = assault(board(g3="foot1 foot2", h3="foot5"), "h3", "storm fight.die:2")
    # 2:1, one right for hunger: 3:1, and a two is an exchange; the defender loses first.
    assert moves(state) == {"lose:foot5"}
    play(state, "lose:foot5")
    assert moves(state) == {"lose:foot1", "lose:foot2"}
    play(state, "lose:foot1")
    assert (where(state, "foot1"), where(state, "foot5")) == ("g3", "h3")


def test_34_nothing_happens() -> None:
    state = assault(board(g3="foot1 foot2", h3="foot5"), "h3", "storm fight.die:1")
    assert (where(state, "foot1"), where(state, "foot5")) == ("g3", "h3")
    assert war().value(state, "mover") == "blue"


def test_35_defenders_retreat_and_the_attackers_may_advance() -> None:
    state = assault(board(g3="foot1 foot2", h3="foot5"), "h3", "storm fight.die:3")
    assert war().actor(state) == "blue"
    assert moves(state) == {"retreat:i3", "retreat:h4", "retreat:h2"}
    play(state, "retreat:i3")
    assert moves(state) == {"advance:foot1", "advance:foot2", "hold_ground"}
    play(state, "advance:foot1 advance:foot2")
    assert (where(state, "foot1"), where(state, "foot2")) == ("h3", "h3")


def test_36_defenders_are_broken() -> None:
    state = assault(board(g3="foot1 foot2", h3="foot5"), "h3", "storm fight.die:5 lose:foot5")
    assert war().value(state, "steps", "foot5") == 1
    assert war().value(state, "shaken") == "foot5"


def test_37_defenders_are_destroyed_and_the_enemy_has_their_price() -> None:
    state = assault(board(g3="guard foot2", h3="lancers"), "h3", "storm fight.die:6")
    # 10 to 5, hungry: 3:1, and a six destroys.
    assert where(state, "lancers") is None
    assert war().value(state, "steps", "lancers") == 0
    assert war().value(state, "points", "red") == 2


def test_38_who_cannot_retreat_is_destroyed() -> None:
    state = board(g3="foot1 foot2", h3="foot5", i3="foot3")
    assault(state, "h3", "spare:foot3 storm")
    assert war().value(state, "attackers_now") == 8
    play(state, "fight.die:3")
    assert moves(state) == {"perish"}
    assert where(play(state, "perish"), "foot5") is None
    assert war().value(state, "points", "red") == 1


def test_39_a_friend_makes_an_enemy_zone_safe_to_retreat_to_and_a_full_hex_takes_nobody() -> None:
    at = {"g3": "foot1 foot2", "h3": "foot5", "i3": "foot6", "h1": "foot3", "i5": ""}
    state = assault(board(**at), "h3", "storm fight.die:3")
    assert "retreat:i3" in moves(state)
    assert why(state, "retreat:h2").endswith("no friend stands there.")
    full = assault(board(**{**at, "i3": "foot6 foot7"}), "h3", "storm fight.die:3")
    assert why(full, "retreat:i3") == "I3 is full, or is what was attacked."


def test_40_a_hex_is_attacked_once_a_turn_and_a_counter_fights_once() -> None:
    state = board(g3="foot1 foot2", h3="foot5", g4="foot6")
    assault(state, "h3", "storm fight.die:1")
    assert war().value(state, "mover") == "blue"
    state = board(g3="foot1 foot2", h3="foot5", g4="foot6")
    assault(state, "h3", "spare:foot2 storm fight.die:3")
    assert why(state, "assault:h3") == "H3 has been attacked this turn."
    assert why(state, "assault:g4") == ""


# Places, rallying, the end --------------------------------------------------------------------


def test_41_places_fall_to_who_marches_in_but_not_to_staff_and_train() -> None:
    state = board(d7="foot1 staff_r", d8="foot2")
    play(state, "march:staff_r:d9")
    assert war().value(state, "holder", "d9") == "blue"
    play(state, "march:foot2:d9")
    assert war().value(state, "holder", "d9") == "red"


def test_42_a_weak_counter_rallies_in_supply_and_out_of_zones_for_two_orders() -> None:
    state = put(board(d3="foot1 staff_r", f3="foot2", g3="foot5"), steps__foot1=1, steps__foot2=1)
    assert why(state, "rally:foot2") == "2 Foot stands in an enemy zone."
    play(state, "rally:foot1")
    assert war().value(state, "steps", "foot1") == 2
    assert war().value(state, "orders") == 3


def test_43_who_holds_both_towns_when_the_others_turn_has_ended_wins() -> None:
    state = board(k8="foot1", k7="", g9="foot5", d3="staff_r")
    play(state, "march:foot1:k7 rest rest")
    assert war().ending(state) == "conquest"
    assert war().winner(state) == "red"


@pytest.mark.parametrize(
    ("red", "blue", "verdict"),
    [(9, 3, "decisive_red"), (4, 3, "narrow_red"), (3, 3, "narrow_blue"), (3, 9, "decisive_blue")],
)
def test_44_points_decide_after_ten_days(red: int, blue: int, verdict: str) -> None:
    state = board(d3="staff_r", k9="staff_b")
    for _ in range(9):
        play(state, "rest rest")
    put(state, points__red=red, points__blue=blue)
    play(state, "rest rest")
    # A town held on the last day, then the places of either side: alike for both.
    assert war().ending(state) == "reckoning"
    assert war().verdict(state) == verdict
