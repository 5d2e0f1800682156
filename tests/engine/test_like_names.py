"""Two things of the rules never share one function, however their names run together."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine import Game
from game.rules import Rules, parse_rules

HEAD = """
[game]
name = "Names"
seats = ["red", "blue"]
{game}
[register.n]
range = [0, 99]
edge = "clamp"
[register.m]
range = [0, 99]
edge = "clamp"
[action.wait]
seats = "all"
do = "n += 1"
"""
PLAY = """
[procedure.play]
text = "p"
do = '''
for turn in range(3):
    act(red)
{turn}
end()
'''
"""


def both(rules: Rules) -> tuple[Game, Game]:
    """Return the game by either evaluator."""
    return Game(rules, evaluator="compiled"), Game(rules, evaluator="interpreted")


def play_alike(rules: Rules, seeds: int) -> None:
    """Play by both evaluators; they come to the same positions."""
    one, two = both(rules)
    for seed in range(seeds):
        random = Random(seed)
        s, t = one.new_game(), two.new_game()
        while legal := one.legal(s):
            assert legal == two.legal(t)
            move = random.choice(legal)
            one.apply(s, move)
            two.apply(t, move)
            assert s == t


def derived_rules(indexed: str, scalar: str) -> Rules:
    """Rules with a derived value of a set, and one that has no index."""
    return parse_rules(
        HEAD.format(game="")
        + f"""
        [set.cell]
        members = ["a1", "b1", "c1"]
        [derived.{indexed}]
        of = "cell"
        value = "3 + n"
        [derived.{scalar}]
        value = "7 + n"
        [action.go]
        seats = "all"
        needs = [
            {{ id = "one", when = "{indexed}[b1] < 5", say = "No: {{{indexed}[b1]}}." }},
            {{ id = "two", when = "any({indexed}[c] < 7 for c in cell)", say = "No." }},
            {{ id = "three", when = "{scalar} >= 7", say = "No: {{{scalar}}}." }},
        ]
        do = "m += {scalar}"
        """.replace("        ", "")
        + PLAY.format(turn="    m += 1")
    )


def test_a_cell_and_a_scalar_of_like_names() -> None:
    one, two = both(derived_rules("worth", "worth_1"))
    state = one.new_game()
    one.legal(state)
    for game in (one, two):
        assert game.value(state, "worth", "b1") == 3
        assert game.value(state, "worth_1") == 7


WORDS = st.lists(st.sampled_from(["x", "y", "0", "1", "2", "d"]), min_size=1, max_size=3)
NAMES = WORDS.map(lambda words: "_".join(["w", *words]))


@settings(max_examples=25, deadline=None)
@given(NAMES, NAMES)
def test_derived_values_of_any_two_names(indexed: str, scalar: str) -> None:
    if indexed == scalar:
        return
    rules = derived_rules(indexed, scalar)
    play_alike(rules, 2)
    one, two = both(rules)
    state = one.new_game()
    one.legal(state)
    for cell in ("a1", "b1", "c1"):
        assert one.value(state, indexed, cell) == two.value(state, indexed, cell)
    assert one.value(state, scalar) == two.value(state, scalar)


def deck_rules(first: str, card: str, second: str, other: str) -> Rules:
    """Rules with two decks, of which a card is played each turn."""
    return parse_rules(
        HEAD.format(game=f'decks = ["{first}", "{second}"]')
        + f"""
[{first}.{card}]
text = "One."
do = "n += 1"
[{first}.zz]
text = "Two."
do = "n += 2"
[{second}.{other}]
text = "Ten."
do = "m += 10"
[{second}.ww]
text = "Twenty."
do = "m += 20"
"""
        + PLAY.format(
            turn=f"    first = chance((c for c in {first}))\n    play(first)\n"
            f"    second = chance((c for c in {second}))\n    play(second)"
        )
    )


def test_cards_of_like_names() -> None:
    play_alike(deck_rules("deck", "x_y", "deck_x", "y"), 20)


@settings(max_examples=15, deadline=None)
@given(NAMES, NAMES, NAMES, NAMES)
def test_cards_of_any_names(first: str, card: str, second: str, other: str) -> None:
    if first == second or card == other:
        return
    play_alike(deck_rules(first, f"{card}x", second, f"{other}x"), 2)
