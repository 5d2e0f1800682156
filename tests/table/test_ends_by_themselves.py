"""A game that ends by itself, at a table: it says so in time; undo, saves and logs hold to it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import Game
from game.rules import Rules, parse_rules
from game.rules.reference.idioms import CIRCLES
from game.table import GameSetup, SavedGame, Sitting
from game.table.nearing import nth
from game.table.rulebook import rulebook
from tests.loaded import rules_of
from tests.randomised import examples

BACK = ("a2", "c1", "a1", "c2")
ENDS = "They go in circles, and the fox gets away."


@pytest.fixture(scope="module")
def hunt() -> Rules:
    return parse_rules(CIRCLES, "hunt.toml")


def run(sitting: Sitting, *places: str) -> None:
    for place in places:
        sitting.play(f"run:{place}")


def near(sitting: Sitting) -> list[str]:
    """What the table is told of ends that are near, at this moment."""
    return list(sitting.nearing)


def sit(rules: Rules) -> Sitting:
    return Sitting.open(GameSetup(rules, rules.scenarios[0].id, seed=1), {})


def test_a_position_that_comes_back_is_told_of_and_ends_the_game(hunt: Rules) -> None:
    sitting = sit(hunt)
    assert near(sitting) == []
    run(sitting, *BACK)
    second = "This position stands for the second time"
    assert near(sitting) == [f"{second}; the third ends the game: {ENDS}"]
    assert sitting.log(None)[-1].text.endswith(f"{second}.")
    assert sitting.log("hound")[-1].text.endswith(f"{second}.")
    run(sitting, *BACK[:3])
    step = sitting.play("run:c2")
    assert sitting.over
    assert [(e.kind, e.cell, e.rule) for e in step.events][-1] == (
        "end", "circles", "game.repetition",
    )  # fmt: skip
    assert sitting.steps()[-1].events == step.events
    result = sitting.result
    assert result is not None
    assert (result.ending, result.winner) == ("circles", "fox")
    said = sitting.log("fox")[-1].text
    assert said.endswith(f"Fox wins. The position stands for the third time: {ENDS}")
    assert near(sitting) == []


def test_the_last_moves_are_counted_down(hunt: Rules) -> None:
    rules = parse_rules(
        CIRCLES.replace("moves = 40", "moves = 12").replace("times = 3", "times = 9")
    )
    sitting = sit(rules)
    told, logged = [], []
    places = BACK * 3
    for place in places:
        told.append([s for s in sitting.nearing if "left" in s or "last" in s])
        run(sitting, place)
        logged.append("left" in sitting.log(None)[-1].text or "last" in sitting.log(None)[-1].text)
    assert told[:2] == [[], []]
    assert told[2] == ["10 moves are left. Then: Night falls, and the fox gets away."]
    assert told[-1] == ["This is the last move. Then: Night falls, and the fox gets away."]
    assert [12 - n for n, line in enumerate(logged, 1) if line] == [10, 5, 1]
    assert sitting.over
    assert sitting.log(None)[-1].text.endswith(
        "After 12 moves: Night falls, and the fox gets away."
    )


def test_what_is_taken_back_counts_no_more(hunt: Rules) -> None:
    sitting = sit(hunt)
    run(sitting, *BACK, "a2", "c1", "a1")
    for _ in range(3):
        run(sitting, "c2")
        assert sitting.over
        sitting.undo()
        assert not sitting.over
    sitting.facilitator.roll_back(1, "Once more")
    run(sitting, *BACK[1:])
    assert near(sitting)[0].startswith("This position stands for the second time")


def test_a_board_that_was_changed_by_hand_is_counted_anew(hunt: Rules) -> None:
    sitting = sit(hunt)
    run(sitting, *BACK)
    sitting.facilitator.override("at[fox]", "b3", "A test")
    assert near(sitting) == []
    sitting.facilitator.override("at[fox]", "c2", "Back again")
    run(sitting, *BACK)
    assert not sitting.over
    assert near(sitting)[0].startswith("This position stands for the second time")


@pytest.mark.parametrize("name", ["circles", "ring"])
@given(seed=st.integers(0, 2**32))
@examples(25, slow=True)
def test_a_table_plays_as_a_line_does_and_a_save_loads_so(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int
) -> None:
    """Moves by lot, and now and then some are taken back: what counts is the line that is left."""
    rules = rules_of("ring") if name == "ring" else parse_rules(CIRCLES)
    game, random, sitting = Game(rules), Random(seed), sit(rules)
    while not sitting.over:
        if sitting.to_move is None:
            assert sitting.step() is not None
            continue
        if random.random() < 0.2 and sitting.n:
            sitting.facilitator.roll_back(random.randrange(sitting.n + 1), "By lot")
            if sitting.n > 150:
                break
            continue
        sitting.play(random.choice(sitting.legal()).id)
    state = game.new_game()
    line = game.line(state)
    for step in sitting.steps():
        assert game.actor(state) != "over"
        game.apply(state, step.move.id)
        line.arrive(state)
    assert bytes(sitting.state) == bytes(state)
    path: Path = tmp_path_factory.mktemp("save") / "game.toml"
    sitting.save_as(path)
    again = Sitting.open(SavedGame(path), {})
    assert again.notices == []
    assert again.findings() == []
    assert bytes(again.state) == bytes(state)
    assert [line.text for line in again.log(None)] == [line.text for line in sitting.log(None)]
    assert again.nearing == sitting.nearing
    assert again.steps() == sitting.steps()


def test_a_game_without_endings_says_that_nobody_wins() -> None:
    text = CIRCLES[: CIRCLES.index("[ending.caught]")].replace("end(caught)", "end(winner=hound)")
    text = text.replace(', ending = "dusk"', "").replace(', ending = "circles"', "")
    sitting = sit(parse_rules(text))
    run(sitting, *BACK, *BACK)
    assert sitting.log(None)[-1].text.endswith(
        "The game is over. The position stands for the third time: nobody wins."
    )


def test_the_rules_in_words_tell_of_it(hunt: Rules) -> None:
    (ends,) = [chapter for chapter in rulebook(Game(hunt)) if chapter.head == "How it ends"]
    assert ends.passages[-1].name == "By itself"
    assert ends.passages[-1].lines == (
        f"Where a position stands for the third time: {ENDS}",
        "After 40 moves by all seats: Night falls, and the fox gets away.",
    )


@pytest.mark.parametrize(
    ("number", "said"), [(2, "second"), (9, "ninth"), (10, "10th"), (1, "first")]
)
def test_numbers_in_a_row(number: int, said: str) -> None:
    assert nth(number) == said
