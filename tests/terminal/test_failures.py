"""What the table refuses at the terminal, and states that must have a way out."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from game.bots import bots_of
from game.rules import parse_rules
from game.table import BotChoice, GameSetup, NotYourMove, SavedGame, Sitting
from game.table.snapshot import Disk
from tests.loaded import rules_of
from tests.terminal.test_terminal import other, sit, talk


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing can be written while this lasts."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Disk, "append", refuse)
        patch.setattr(Disk, "write", refuse)
        yield


def kept(folder: Path, name: str = "tic-tac-toe", bots: Mapping[str, Any] | None = None) -> Sitting:
    """A game in a file, its second seat held by a bot where bots are given."""
    rules = rules_of(name)
    seats = list(rules.scenarios[0].seats)
    held = {seats[1]: f"bot:{next(iter(bots))}"} if bots else {}
    setup = GameSetup(rules, rules.scenarios[0].id, held, 1, folder / "game.toml")
    return Sitting.open(setup, bots or bots_of(rules))


def test_a_full_disk_is_said_once_and_then_at_each_prompt(tmp_path: Path) -> None:
    sitting = kept(tmp_path)
    with full_disk():
        shown = talk(sitting, "", "1", "", "1", "", "undo", "", "quit", "log", "quit", "quit")
    shown = " ".join(shown.split())  # lines are folded
    assert "<end>" not in shown
    assert shown.count("the game could not be saved") >= 1
    assert "Not saved: the last act is in memory only" in shown
    assert "the last 3 acts are in memory only" in shown
    assert "Taken back." in shown
    assert shown.count("`quit` again leaves without") == 2, "what is done between asks anew"
    assert Sitting.open(SavedGame(tmp_path / "game.toml"), {}).n == 0


def test_the_next_move_tries_again_and_all_is_well(tmp_path: Path) -> None:
    sitting = kept(tmp_path)
    with full_disk():
        talk(sitting, "", "1")
        assert sitting.unsaved == 1
    shown = talk(sitting, "", "1", "", "quit")
    assert sitting.unsaved == 0
    assert shown.count("Not saved") == 1
    assert Sitting.open(SavedGame(tmp_path / "game.toml"), {}).n == 2


def test_the_game_goes_on_elsewhere(tmp_path: Path) -> None:
    sitting = kept(tmp_path)
    with full_disk():
        talk(sitting, "", "1")
    elsewhere = tmp_path / "elsewhere.toml"
    shown = talk(sitting, "", f"save {elsewhere}", "1", "quit")
    # Where a line is folded depends on how long the path is.
    assert "and the game goes on there" in " ".join(shown.split())
    assert sitting.path == elsewhere
    assert Sitting.open(SavedGame(elsewhere), {}).n == 2


def test_a_paused_game_goes_on() -> None:
    sitting = sit("tic-tac-toe")
    shown = talk(sitting, "", "pause for tea", "1", "0", "all", "preview 1", "undo", "resume", "1")
    assert "they go from" not in shown
    assert shown.count("The game is paused; nothing can be chosen") >= 4
    assert "The game goes on." in shown
    assert [e.kind for e in sitting.entries] == ["pause", "pause", "move"]
    assert [e.actor for e in sitting.entries[:2]] == [sitting.game.seats[0]] * 2
    assert "the game is paused. Why: for tea" in "".join(line.text for line in sitting.log(None))


def test_a_game_that_was_saved_paused_says_so_and_goes_on(tmp_path: Path) -> None:
    for bot_first in (False, True):
        path = tmp_path / f"paused-{bot_first}.toml"
        rules = rules_of("tic-tac-toe")
        seats = dict.fromkeys(rules.scenarios[0].seats[: 1 if bot_first else 0], "bot:random")
        setup = GameSetup(rules, rules.scenarios[0].id, seats, 1, path)
        sitting = Sitting.open(setup, bots_of(rules))
        sitting.facilitator.pause(True, reason="lunch")
        sitting.close()
        again = Sitting.open(SavedGame(path), bots_of)
        shown = talk(again, *([] if bot_first else [""]), "1", "resume", "1", "quit")
        assert "The game is paused; nothing can be chosen" in shown
        assert "they go from" not in shown
        assert not again.paused
        assert again.n > sitting.n + 1


def test_a_seat_is_given_by_who_sits_at_the_screen() -> None:
    sitting = sit("tic-tac-toe")
    first, second = sitting.actor, other(sitting)
    assert first is not None
    talk(sitting, "", f"seat {second}=bot:random")
    assert sitting.entries[-1].actor == first
    assert sitting.log(None)[-1].text.startswith(f"{sitting.game.title('seat', first)}: ")


def test_whoever_takes_another_seat_passes_the_curtain() -> None:
    sitting = sit("kuhn")
    while sitting.step():
        pass
    first, second = sitting.actor, other(sitting)
    sitting.facilitator.set_seat(second, "bot:random")
    shown = talk(sitting, f"seat {second}=human", f"seat {first}=bot:random", "")
    assert f"It is the turn of {sitting.game.title('seat', second)}" in shown


def illegal(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> BotChoice:
    """A bot that breaks the rules."""
    return BotChoice(10**6, "because")


def test_a_bot_that_breaks_the_rules_can_be_replaced(tmp_path: Path) -> None:
    sitting = kept(tmp_path, bots={"illegal": illegal})
    seat = next(s for s, who in sitting.seats.items() if who != "human")
    shown = talk(sitting, "1", "", "1", "log", f"seat {seat}=human", "", "1", "", "quit")
    assert "<end>" not in shown
    assert "which is not legal" in shown
    assert "The game cannot go on:" in shown
    assert "There is nothing to choose now." in shown
    assert sitting.n == 3


HELD = (
    """
[game]
name = "High card"
seats = ["red", "blue"]

[register.card]
of = "seat"
range = [0, 9]
see = "viewer == seat"

[action.boast]
seats = "all"
needs = [{ id = "high", when = "card[actor] > 5", say = "You have {card[actor]}." }]
do = "pass"

[action.wait]
seats = "all"
do = "pass"

[procedure.play]
do = """
    + '''"""
card[blue] = chance(range(7, 9), see=viewer == blue)
act(red)
act(blue)
end(winner=red)
"""
'''
)


def test_a_bot_that_stands_still_gives_no_reasons_away() -> None:
    """A person at their prompt may ask why of any move, whoever is to make it."""
    rules = parse_rules(HELD, "held.toml")
    held = {"red": "human", "blue": "bot:illegal"}
    setup = GameSetup(rules, rules.scenarios[0].id, held, 1)
    sitting = Sitting.open(setup, {"illegal": illegal})
    shown = talk(sitting, "wait", "why boast", "preview boast", "boast", "all", "quit")
    assert "which is not legal" in shown
    assert sitting.actor == "blue"
    assert shown.count("Nobody at the table is asked now.") == 4
    assert "allowed" not in shown
    assert "card[blue]" not in shown
    for told in (sitting.candidates, partial(sitting.explain, 0), partial(sitting.prices, 0)):
        with pytest.raises(NotYourMove):
            told()


@pytest.mark.parametrize("name", ["\x00", "a" * 300, "~nobody-here/x", "no/such/folder/x"])
def test_names_that_are_no_names_of_files(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no").write_text("a file")
    shown = talk(sit("tic-tac-toe"), "", f"save '{name}'", "quit", "quit")
    assert "<end>" not in shown
    assert "could not be saved" in shown or "Saved in" in shown


def first(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> BotChoice:
    """A bot that takes the first move there is."""
    return BotChoice(game.legal(state)[0], "the first")


def test_a_choice_is_taken_back_past_the_reply_of_a_bot(tmp_path: Path) -> None:
    sitting = kept(tmp_path, bots={"first": first})
    before = bytes(sitting.state)
    shown = talk(sitting, "5", "undo", "1", "quit")
    assert "Taken back." in shown
    assert [e.kind for e in sitting.entries] == ["move", "move", "undo", "move", "move"]
    assert bytes(sitting._timeline.line[0].before) == before
    again = kept_again(tmp_path)
    assert [len(branch.moves) for branch in again.branches] == [2]


def kept_again(folder: Path) -> Sitting:
    """The same game, opened again."""
    return Sitting.open(SavedGame(folder / "game.toml"), {"first": first})
