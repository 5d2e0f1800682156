"""A sitting: steps, undo, the facilitator's acts, logs, seeds."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.errors import EngineError
from game.table import BadSeat, GameSetup, NotYourMove, SavedGame, Sitting, TableError, UndoRefused
from game.table.acts import Moved
from tests.entries import moved
from tests.randomised import examples
from tests.table.clocks import SetClock

if TYPE_CHECKING:
    from game.rules import Rules

RELAXED = examples(40, shared=True, slow=True)
ALL_BOTS = {"amber": "bot:random", "blue": "bot:random"}


def finish(sitting: Sitting) -> None:
    """Play to the end: bots and chance by themselves, people take their first legal move."""
    while not sitting.over:
        if sitting.step() is None:
            sitting.play(sitting.legal()[0].id)


def ids(sitting: Sitting) -> list[str | None]:
    acts = [entry.act for entry in sitting.entries]
    return [act.id if isinstance(act, Moved) else None for act in acts]


@given(seed=st.integers(0, 2**63 - 1))
@RELAXED
def test_seeds_reproduce(race: Rules, bots: Mapping[str, Any], seed: int) -> None:
    one, two = (
        Sitting.open(GameSetup(race, "standard", ALL_BOTS, seed), bots, clock=SetClock())
        for _ in range(2)
    )
    finish(one)
    finish(two)
    assert one.entries == two.entries
    assert one.state == two.state


def test_seeds_differ(race: Rules, bots: Mapping[str, Any]) -> None:
    games = set()
    for seed in range(10):
        sitting = Sitting.open(GameSetup(race, "standard", ALL_BOTS, seed), bots)
        finish(sitting)
        games.add(tuple(ids(sitting)))
    assert len(games) > 5


@given(seed=st.integers(0, 1000), stop=st.integers(0, 12), idle=st.booleans())
@RELAXED
def test_resuming_continues_the_stream(
    race: Rules, bots: Mapping[str, Any], tmp_path_factory: Any, seed: int, stop: int, idle: bool
) -> None:
    whole = Sitting.open(GameSetup(race, "standard", ALL_BOTS, seed), bots)
    finish(whole)
    path = tmp_path_factory.mktemp("s") / "save.toml"
    broken = Sitting.open(GameSetup(race, "standard", ALL_BOTS, seed, path), bots)
    for _ in range(stop):
        broken.step()
    if idle:
        broken.facilitator.note("a word that must not shift the dice")
    again = Sitting.open(SavedGame(path), bots)
    assert again.notices == []
    assert again.state == broken.state
    finish(again)
    assert again.state == whole.state
    moves = [moved(entry).id for entry in again.entries if entry.kind == "move"]
    assert moves == ids(whole)


def test_people_and_chance_take_turns(race: Rules) -> None:
    sitting = Sitting.open(GameSetup(race, "standard", {}, 4), {})
    assert (sitting.to_move, sitting.step()) == ("amber", None)
    step = sitting.play("walk", rationale="  to get there ")
    assert (step.n, step.actor, step.move.name) == (1, "amber", "walk")
    assert (sitting.to_move, sitting.legal()) == (None, [])
    with pytest.raises(NotYourMove, match="turn of chance"):
        sitting.play("walk")
    rolled = sitting.step()
    assert rolled is not None
    assert rolled.actor == "chance"
    assert moved(sitting.entries[0]).rationale == "to get there"
    assert moved(sitting.entries[1]).author == "generator"
    assert sitting.to_move == "blue"
    assert [s.move.name for s in sitting.steps()] == ids(sitting)


def test_dice_of_the_table(race: Rules, kuhn: Rules) -> None:
    sitting = Sitting.open(GameSetup(race, "standard", {}, 4), {})
    sitting.real_dice = True
    with pytest.raises(NotYourMove, match="No outcome"):
        sitting.set_outcome("walk")
    sitting.play("walk")
    assert sitting.step() is None
    outcome, weight = sitting.outcomes()[2]
    assert weight == 1
    with pytest.raises(EngineError):
        sitting.set_outcome("no_such:outcome")
    with pytest.raises(TableError, match="not by 'cat'"):
        sitting.set_outcome(outcome.id, "cat")
    sitting.set_outcome(outcome.name)
    assert moved(sitting.entries[-1]).author == "dice"
    assert moved(sitting.entries[-1]).draws is None
    assert sitting.game.value(sitting.state, "pace", "amber") == 3

    cards = Sitting.open(GameSetup(kuhn, "standard", {}, 4), {})
    card = cards.outcomes()[0][0]
    with pytest.raises(TableError, match="stay hidden"):
        cards.set_outcome(card.id, "dice")
    cards.set_outcome(card.id, "facilitator")
    cards.real_dice = True
    assert cards.step() is not None, "a hidden outcome is drawn even at a table with dice"


def test_illegal_moves_change_nothing(marks: Rules) -> None:
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    before = sitting.state
    for bad in ("dance", 99, -5):
        with pytest.raises(EngineError):
            sitting.play(bad)
    assert sitting.state == before
    assert sitting.entries == ()


def test_undo_returns_the_earlier_state(marks: Rules) -> None:
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    assert sitting.undo_reason() == "There is nothing to take back."
    states = [sitting.state]
    for _ in range(3):
        sitting.play("draw")
        states.append(sitting.state)
    assert sitting.undo_depth() == 3
    sitting.undo()
    assert sitting.state == states[2]
    sitting.undo(2)
    assert sitting.state == states[0]
    for _ in range(3):
        sitting.play("skip")
    assert sitting.undo_all() == 3
    assert sitting.state == states[0]
    assert sitting.undo_all() == 0
    assert [branch.to for branch in sitting.branches] == [2, 0, 0]
    assert len(sitting.branches[-1].moves) == 3


def test_undo_stops_at_another_seat(marks: Rules) -> None:
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    for _ in range(4):
        sitting.play("draw")
    assert "Ink" in (sitting.undo_reason("chalk") or "Ink")
    assert sitting.undo_depth() == 1
    with pytest.raises(UndoRefused):
        sitting.undo(2)
    assert sitting.game.value(sitting.state, "marks", "chalk") == 1
    assert "has acted since" in (sitting.undo_reason("ink") or "")
    sitting.undo()
    # Chalk acted and took it back, but saw what Ink had done: Ink's turn stays closed.
    assert "has acted since" in (sitting.undo_reason() or "")
    with pytest.raises(UndoRefused, match="no seat"):
        sitting.undo(1, "nobody")


def test_undo_stops_at_chance_bots_and_overrides(
    race: Rules, marks: Rules, bots: Mapping[str, Any]
) -> None:
    sitting = Sitting.open(GameSetup(race, "standard", {}, 1), {})
    sitting.play("walk")
    assert sitting.undo_reason() is None
    sitting.step()
    assert sitting.undo_reason() is not None
    mixed = Sitting.open(GameSetup(marks, "standard", {"ink": "bot:random"}, 1), bots)
    while mixed.step():
        pass
    assert mixed.undo_reason() == "A bot does not take its moves back."
    mixed.play("draw")
    mixed.facilitator.override("marks[ink]", 0, "to test", "Anna")
    assert mixed.undo_reason() == "Anna has changed the board since."


@given(st.lists(st.sampled_from(["draw", "skip", "undo", "undo_all"]), max_size=40))
@RELAXED
def test_undo_is_the_earlier_state(marks: Rules, acts: list[str]) -> None:
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    stack = [sitting.state]
    for act in acts:
        if act in ("draw", "skip"):
            if not sitting.over:
                sitting.play(act)
                stack.append(sitting.state)
        elif act == "undo" and sitting.undo_reason() is None:
            sitting.undo()
            stack.pop()
        elif act == "undo_all":
            for _ in range(sitting.undo_all()):
                stack.pop()
        assert sitting.state == stack[-1]


def test_roll_back_keeps_the_branch(race: Rules, tmp_path: Path) -> None:
    sitting = Sitting.open(GameSetup(race, "standard", {}, 3, tmp_path / "save.toml"), {})
    for _ in range(3):
        sitting.play("walk")
        sitting.step()
    draws = moved(sitting.entries[-1]).draws
    marked = sitting.n
    state = sitting.state
    sitting.play("walk")
    sitting.step()
    branch = sitting.facilitator.roll_back(marked, "Anna", "a wrong die")
    assert sitting.state == state
    assert [entry.n for entry in branch.moves] == [marked + 1, marked + 2]
    assert (branch.author, branch.reason) == ("Anna", "a wrong die")
    assert any(
        "goes back to entry 6. Why: a wrong die" in line.text for line in sitting.log("blue")
    )
    sitting.play("walk")
    sitting.step()
    assert (moved(sitting.entries[-1]).draws or 0) > (draws or 0) + 1, (
        "the generator is not wound back"
    )
    with pytest.raises(TableError, match="no entry 99"):
        sitting.facilitator.roll_back(99)
    again = Sitting.open(SavedGame(tmp_path / "save.toml"), {})
    assert again.state == sitting.state
    assert again.branches == sitting.branches
    sitting.facilitator.roll_back(0)
    assert sitting.state == sitting.game.new_game()


def test_override_note_pause_inject(marks: Rules, tmp_path: Path) -> None:
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0, tmp_path / "save.toml"), {})
    sitting.play("draw")
    assert sitting.facilitator.override("marks[chalk]", 5, "they deserve it", "Anna") == (0, 5)
    line = sitting.log("ink")[-1]
    assert line.cells == ("marks[chalk]",)
    assert "Anna: changed the board: they deserve it." in line.text
    assert "rose to 5" in line.text
    with pytest.raises(EngineError):
        sitting.facilitator.override("marks[chalk]", 99, "too much")
    sitting.facilitator.note("ink hesitates\nlong", "Anna")
    assert not any("hesitates" in text.text for text in sitting.log("ink"))
    assert any("hesitates" in text.text for text in sitting.log(None))
    sitting.facilitator.pause(True, "Anna", "tea")
    sitting.facilitator.pause(True)
    assert sitting.paused
    assert sitting.legal() == []
    with pytest.raises(NotYourMove, match="paused"):
        sitting.play("draw")
    sitting.facilitator.pause(False)
    sitting.facilitator.inject("Flood", "The river rises.", {"marks[ink]": 0}, "Anna")
    assert sitting.log("chalk")[-1].text.startswith("Anna: Flood. The river rises.")
    with pytest.raises(TableError, match="empty note"):
        sitting.facilitator.note("  ")
    kinds = [entry.kind for entry in sitting.entries]
    assert kinds == ["move", "override", "note", "pause", "pause", "inject"]
    again = Sitting.open(SavedGame(tmp_path / "save.toml"), {})
    assert again.notices == []
    assert again.state == sitting.state
    assert again.entries == sitting.entries
    assert again.log("ink") == sitting.log("ink")
    assert again.log(None) == sitting.log(None)


def test_seats_change_hands(marks: Rules, bots: Mapping[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 5, path), bots)
    sitting.play("draw")
    sitting.facilitator.set_seat("ink", "bot:random", "Anna")
    assert sitting.to_move is None
    step = sitting.step()
    assert step is not None
    assert (step.actor, step.why) == ("ink", "by lot")
    assert moved(sitting.entries[-1]).bot == "random"
    again = Sitting.open(SavedGame(path), bots)
    assert again.seats["ink"] == "bot:random"
    without = Sitting.open(SavedGame(path), {})
    assert without.to_move == "ink"
    assert "no bot 'random'" in without.notices[0]
    for seat, occupant in (("ink", "robot"), ("ink", "bot:deep"), ("pencil", "human")):
        with pytest.raises(BadSeat):
            sitting.facilitator.set_seat(seat, occupant)


@pytest.mark.parametrize(
    "seats", [{"pencil": "human"}, {"ink": "bot:deep"}, {"ink": "auto"}, {"ink": ""}]
)
def test_bad_seats(marks: Rules, seats: dict[str, str]) -> None:
    with pytest.raises(BadSeat, match=r"there are|cannot fill|cannot act"):
        Sitting.open(GameSetup(marks, "standard", seats, 0), {})


def test_bad_seed_and_scenario(marks: Rules) -> None:
    with pytest.raises(TableError, match="out of range"):
        Sitting.open(GameSetup(marks, "standard", {}, -1), {})
    with pytest.raises(EngineError):
        Sitting.open(GameSetup(marks, "nowhere", {}, 1), {})


def test_a_bot_that_cheats(marks: Rules) -> None:
    from game.table import BotChoice

    def cheat(game: Any, state: Any, seat: str, rng: Any, told: Any, /) -> BotChoice:
        return BotChoice(77, "because")

    sitting = Sitting.open(GameSetup(marks, "standard", {"ink": "bot:cheat"}, 0), {"cheat": cheat})
    with pytest.raises(TableError, match="not legal"):
        sitting.step()
    assert sitting.entries == ()


def test_logs_hide_what_is_hidden(kuhn: Rules) -> None:
    """Whatever the other was dealt, what a seat reads before the cards show is the same."""
    probe = Sitting.open(GameSetup(kuhn, "standard", {}, 0), {})
    shown: dict[str, set[str]] = {}
    for mine, theirs in itertools.permutations(["jack", "queen", "king"], 2):
        sitting = Sitting.open(GameSetup(kuhn, "standard", {}, 0), {})
        for card in (mine, theirs):
            outcome = next(m for m, _ in sitting.outcomes() if m.name.endswith(":" + card))
            sitting.set_outcome(outcome.id, "facilitator")
        sitting.play("check")
        for seat, own in (("first", mine), ("second", theirs)):
            lines = [
                *sitting.log(seat), *sitting.since(seat),
            ]  # fmt: skip
            shown.setdefault(f"{seat} {own}", set()).add(repr(lines))
        hidden = sitting.log("first")[1]
        assert hidden.text == "Second is dealt a card."
        assert (hidden.cells, hidden.move) == ((), None)
        assert theirs in sitting.log("second")[1].text.lower()
        assert theirs in sitting.log(None)[1].text.lower()
    assert all(len(texts) == 1 for texts in shown.values())
    assert len(shown) == 6
    assert probe.log("first") == []


def test_since_the_last_turn(marks: Rules) -> None:
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    for _ in range(6):
        sitting.play("draw")
    assert [line.n for line in sitting.since("ink")] == [4, 5, 6]
    assert sitting.since("chalk") == []
    sitting.play("draw")
    assert [line.actor for line in sitting.since("chalk")] == ["ink"]
    with pytest.raises(BadSeat):
        sitting.log("nobody")


def test_the_end_is_told(marks: Rules) -> None:
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    before = sitting.result
    finish(sitting)
    assert before is None
    assert sitting.result is not None
    assert sitting.result.winner == "ink"
    assert sitting.log("chalk")[-1].text.endswith("The game is over. Ink wins.")
    with pytest.raises(NotYourMove, match="over"):
        sitting.play("draw")
    assert sitting.step() is None


def test_autosaves_at_both_ends_of_a_turn(
    marks: Rules, bots: Mapping[str, Any], tmp_path: Path
) -> None:
    sitting = Sitting.open(
        GameSetup(marks, "standard", {"chalk": "bot:random"}, 0), bots, autosave=tmp_path
    )
    (newest,) = tmp_path.iterdir()
    assert newest.name.endswith(".autosave-1.toml")
    assert Sitting.open(SavedGame(newest), bots).n == 0
    sitting.play("draw")
    assert Sitting.open(SavedGame(newest), bots).n == 0, "the turn is not over"
    sitting.play("draw")
    sitting.play("draw")
    assert Sitting.open(SavedGame(newest), bots).n == 3
    while sitting.step():
        pass
    assert Sitting.open(SavedGame(newest), bots).state == sitting.state
    assert len(list(tmp_path.iterdir())) == 3


def test_an_autosave_goes_on_in_a_file_of_its_own(marks: Rules, tmp_path: Path) -> None:
    first = Sitting.open(GameSetup(marks, "standard", {}, 0), {}, autosave=tmp_path)
    for _ in range(3):
        first.play("draw")
    (newest,) = tmp_path.glob("standard.*.autosave-1.toml")
    kept = newest.read_bytes()
    again = Sitting.open(SavedGame(newest), {}, autosave=tmp_path)
    assert "goes on in" in again.notices[0]
    assert again.path == tmp_path / "standard.toml"
    again.close()
    again.play("skip")
    assert newest.read_bytes() == kept
    for _ in range(2):
        again.play("skip")
    assert Sitting.open(SavedGame(tmp_path / "standard.toml"), {}).entries == again.entries
    assert not list(tmp_path.glob("*.damaged*"))
