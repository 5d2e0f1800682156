"""Many choices at the terminal: asked one step after another, refused in words, or typed whole."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from random import Random

import pytest
from rich.console import Console

from game.bots import bots_of
from game.engine import CHANCE
from game.table import GameSetup, Sitting
from game.terminal.loop import Terminal
from game.terminal.offer import MANY, steps_of
from tests.loaded import compiled, rules_of

BOARD = " 1 w    .    .    R"


def talk(lines: Iterable[str], rules: str = "two-bridges", seed: int = 1) -> tuple[str, Sitting]:
    """What is printed while somebody types these lines, and the game as they leave it."""
    made = rules_of(rules)
    info = made.scenarios[0]
    seats = dict.fromkeys(info.seats or made.seats, "human")
    sitting = Sitting.open(GameSetup(made, info.id, seats, seed), bots_of(made))
    typed = iter(lines)

    def ask(prompt: str) -> str:
        return next(typed, "quit") if prompt == "> " else ""

    paper = io.StringIO()
    Terminal(sitting, Console(file=paper, width=110, highlight=False), ask).run()
    return paper.getvalue(), sitting


def value(sitting: Sitting, name: str, *index: str) -> object:
    return sitting.game.value(sitting.view("red"), name, *index)


def test_of_many_choices_the_actions_are_asked_first() -> None:
    shown, _ = talk([])
    asked = shown[shown.rindex("Whom do you give the first order?") :]
    assert "324 ways" in asked
    assert "No more orders" in asked
    assert "foot1" not in asked


@pytest.mark.parametrize(
    "lines",
    [
        ["march", "foot1", "d5"],
        ["1", "2", "Weir"],
        ["March", "1 Foot", "weir"],
        ["march foot1 d5"],
        ["march:foot1:d5"],
        ["march foot1", "d5"],
        ["dig_in", "back", "march", "guard", "back", "foot1", "d5"],
    ],
)
def test_a_choice_is_made_by_numbers_ids_names_or_all_at_once(lines: list[str]) -> None:
    _, sitting = talk(lines)
    assert value(sitting, "at", "foot1") == "d5"
    assert value(sitting, "orders") == 4


def test_the_board_is_printed_where_it_is_asked_which_and_where_to() -> None:
    for lines, boards in ((["march"], 1), (["march", "foot1"], 2), (["march foot1"], 1)):
        shown, _ = talk(lines)
        assert shown.count("+ may be chosen") == boards
    assert "+ may be chosen" not in talk(["back"])[0]


def test_the_board_marks_what_may_be_chosen() -> None:
    shown, _ = talk(["march", "foot1"])
    first, second = shown.split("which unit?")
    assert re.search(r"R1Hor\w*\+", first)
    assert ".+" not in first
    assert ".+" in second


def test_what_cannot_be_chosen_is_refused_with_the_rules_own_words() -> None:
    shown, sitting = talk(["march", "lancers", "foot1", "n11", "d4", "march foot1 a1", "zz"])
    assert "Lancers is not on the board under your command." in shown
    assert "N11 is out of reach: 1 Foot has 6 points" in " ".join(shown.split())
    assert "1 Foot stands there already." in shown
    assert "'zz'" in shown
    assert value(sitting, "at", "foot1") == "d4"
    assert value(sitting, "orders") == 5


def test_numbers_beyond_the_list_and_steps_back_from_nothing_are_told() -> None:
    shown, sitting = talk(["back", "9", "march", "10", "why 1", "preview 1", "march foot1 d5 e5"])
    told = " ".join(shown.split())
    assert "There is no step to go back from" in told
    assert "There is no choice 9: they go from 1 to 3." in told
    assert "There is no choice 10: they go from 1 to 9." in told
    assert told.count("is the beginning of 24 choices: say which.") == 2
    assert value(sitting, "orders") in (4, 5)


def test_all_tells_of_the_open_step_alone() -> None:
    shown, _ = talk(["march", "all"])
    told = shown[shown.rindex("which unit?") :]
    assert "Lancers is not on the board under your command." in told
    assert len(told.splitlines()) < 60


def test_help_and_a_question_mark_say_how_steps_are_typed() -> None:
    for word in ("?", "help"):
        shown, _ = talk([word])
        assert "step by step" in " ".join(shown.split())
        assert "march foot1 d5" in " ".join(shown.split())


def test_after_a_choice_the_steps_begin_anew() -> None:
    shown, _ = talk(["march", "foot1", "d5", "dig_in", "guard"])
    assert "which unit?" in shown[shown.rindex("1 Foot:") if "1 Foot:" in shown else 0 :]
    tail = shown[shown.rindex("Whom do you give an order?") :]
    assert "ways" in tail


@pytest.mark.parametrize("seed", range(2))
def test_every_legal_move_is_reached_by_its_steps(seed: int) -> None:
    """In positions by lot the words of a move, one after another, make that move and no other."""
    game, rng = compiled("two-bridges", "ten-days"), Random(seed)
    state = game.new_game()
    for _ in range(40):
        actor = game.actor(state)
        if actor is CHANCE:
            game.apply(state, rng.choice(game.chance(state))[0])
            continue
        if not isinstance(actor, str):
            break
        moves = [game.move(m) for m in game.legal(state)]
        steps = [steps_of(move) for move in moves]
        assert len(set(steps)) == len(steps)
        if len(moves) > MANY:
            # No choice is the beginning of another.
            assert not any(a != b and b[: len(a)] == a for a in steps for b in steps)
        game.apply(state, rng.choice(moves).id)
