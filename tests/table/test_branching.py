"""A game of its own that begins as another went, and the game as it stood after a step."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.bots import bots_of
from game.table import GameSetup, SavedGame, Sitting
from game.table.branching import origin_words
from game.table.errors import BadSeat, SaveExists, TableError
from game.table.saves import save_info
from tests.loaded import rules_of

RULES = rules_of("rules")


def played(scenario: str, seed: int, path: Path | None = None, bot: str = "doctrine") -> Sitting:
    """A game that bots played to its end."""
    seats = {"all": f"bot:{bot}"}
    sitting = Sitting.open(GameSetup(RULES, scenario, seats, seed, path), bots_of)
    while sitting.step() is not None:
        pass
    return sitting


def until_asked(sitting: Sitting) -> None:
    """Let chance answer until a person is asked."""
    while sitting.step() is not None:
        pass


@pytest.mark.parametrize("scenario", [s.id for s in RULES.scenarios])
def test_a_game_as_it_stood_is_the_game_that_was(scenario: str) -> None:
    seats = {"all": "bot:random"}
    sitting = Sitting.open(GameSetup(RULES, scenario, seats, 3), bots_of)
    known = []
    for _ in range(60):
        views = [sitting.sight(s).key for s in (None, *sitting.game.seats)]
        logs = [list(sitting.log(s)) for s in (None, *sitting.game.seats)]
        known.append((sitting.n, views, logs, sitting.pending, sitting.nearing, sitting.seats))
        if sitting.step() is None:
            break
    for n, views, logs, pending, nearing, held in known:
        then = sitting.as_of(n)
        assert then.n == n
        assert [then.sight(s).key for s in (None, *sitting.game.seats)] == views
        assert [list(then.log(s)) for s in (None, *sitting.game.seats)] == logs
        assert (then.pending, then.nearing, then.seats) == (pending, nearing, held)


def test_what_was_given_up_by_then_is_not_in_it(tmp_path: Path) -> None:
    sitting = Sitting.open(GameSetup(RULES, "first-watch", {}, 5), bots_of)
    until_asked(sitting)
    first = sitting.n
    sitting.play(sitting.legal()[0].id)
    sitting.facilitator.roll_back(first, "again", "umpire")
    until_asked(sitting)
    sitting.play(sitting.legal()[1].id)
    then = sitting.as_of(sitting.n)
    assert then.state == sitting.state
    assert [line.text for line in then.log(None)] == [line.text for line in sitting.log(None)]
    made = sitting.branch(sitting.n, [tmp_path / "made.toml"], {}, 9)
    again = Sitting.open(SavedGame(made), bots_of)
    assert again.state == sitting.state
    assert [e.kind for e in again.entries] == ["move"] * len(sitting.line)
    assert not again.notices


@pytest.mark.parametrize("scenario", [s.id for s in RULES.scenarios])
def test_a_branch_goes_as_the_other_went_and_then_its_own_way(
    scenario: str, tmp_path: Path, long_run: bool
) -> None:
    sitting = played(scenario, 4, tmp_path / "whole.toml")
    before = (tmp_path / "whole.toml").read_bytes()
    middle = sitting.n // 2
    # Where a branch may begin hangs on no scenario: one has all the kinds of places.
    whole = long_run or scenario == RULES.scenarios[0].id
    for n in (0, 1, middle, sitting.n - 1) if whole else (middle,):
        made = sitting.branch(n, [tmp_path / f"{n}.toml"], {}, 77)
        branched = Sitting.open(SavedGame(made), bots_of)
        assert not branched.notices
        assert branched.state == sitting.as_of(n).state
        assert [e.act for e in branched.entries] == [e.act for e in sitting.entries[:n]]
        assert branched.header.seed == 77
        assert branched.header.origin["n"] == n
        assert branched.header.origin["root"] == sitting.header.root()
        assert "whole.toml" in origin_words(branched.header)
        info = save_info(made)
        assert info is not None
        assert info.origin == origin_words(branched.header)
        assert info.n == n
        while branched.step() is not None:
            pass
        assert branched.over
        # What was played on holds too.
        again = Sitting.open(SavedGame(made), bots_of)
        assert not again.notices
        assert again.state == branched.state
    assert (tmp_path / "whole.toml").read_bytes() == before


def test_seats_are_taken_over_in_a_branch_alone(tmp_path: Path) -> None:
    sitting = played("first-watch", 4)
    seat, other, *_ = sitting.game.seats
    made = sitting.branch(5, [tmp_path / "a.toml"], {"all": "human", other: "bot:random"}, 1)
    branched = Sitting.open(SavedGame(made), bots_of)
    assert branched.seats[seat] == "human"
    assert branched.seats[other] == "bot:random"
    assert set(sitting.seats.values()) == {"bot:doctrine"}
    with pytest.raises(SaveExists):
        sitting.branch(5, [made], {}, 1)
    with pytest.raises(BadSeat):
        sitting.branch(5, [tmp_path / "b.toml"], {"nobody": "human"}, 1)
    with pytest.raises(BadSeat):
        sitting.branch(5, [tmp_path / "b.toml"], {seat: "bot:none"}, 1)
    with pytest.raises(BadSeat):
        sitting.branch(5, [tmp_path / "b.toml"], {seat: "auto"}, 1)
    with pytest.raises(TableError):
        sitting.branch(sitting.n + 1, [tmp_path / "b.toml"], {}, 1)
    assert not (tmp_path / "b.toml").exists()


def test_the_dice_of_a_branch_say_nothing_of_those_to_come(tmp_path: Path) -> None:
    sitting = played("first-watch", 4)
    ways = set()
    for seed in range(6):
        made = sitting.branch(6, [tmp_path / f"{seed}.toml"], {}, seed)
        branched = Sitting.open(SavedGame(made), bots_of)
        while branched.step() is not None:
            pass
        ways.add(bytes(branched.state))
    assert len(ways) > 1
