"""Two programs on one save: what was acknowledged is kept, and nobody goes on elsewhere unaware."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from game.table import GameSetup, SavedGame, Sitting
from tests.files import files
from tests.loaded import rules_of
from tests.making_once import making_once
from tests.randomised import examples
from tests.table.two_programs import GAME, OUTSIDE, World, at_once, no_locks

if TYPE_CHECKING:
    from game.rules import Rules

WHICH = st.integers(0, 3)


@pytest.fixture(autouse=True, scope="module")
def rules_are_read_once() -> Iterator[None]:
    """Load thousands of saves of the same rules without compiling them each time."""
    with making_once():
        yield


class OneSave(RuleBasedStateMachine):
    """Up to four programs open one save, write, leave and crash, and others lay hands on it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.world = World(self.folder)

    @precondition(lambda self: len(self.world.programs) < 4)
    @rule(hold=st.booleans())
    def open(self, hold: bool) -> None:
        self.world.open(hold)

    @precondition(lambda self: self.world.programs)
    @rule(which=WHICH, move=st.booleans())
    def write(self, which: int, move: bool) -> None:
        self.world.write(which, move)

    @precondition(lambda self: self.world.programs)
    @rule(which=WHICH)
    def close(self, which: int) -> None:
        self.world.close(which)

    @precondition(lambda self: self.world.programs)
    @rule(which=WHICH)
    def crash(self, which: int) -> None:
        self.world.crash(which)

    @rule(what=st.sampled_from(OUTSIDE), at=st.integers(1, 10**9))
    def outside(self, what: str, at: int) -> None:
        self.world.outside(what, at)

    @invariant()
    def nothing_is_lost(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        self.world.end()
        shutil.rmtree(self.folder)


class OneSaveWithoutLocks(OneSave):
    """The same on a file system that has no locks."""

    def __init__(self) -> None:
        self.locks = no_locks()
        self.locks.__enter__()
        super().__init__()

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            self.locks.__exit__(None, None, None)


OneSave.TestCase.settings = examples(20, slow=True)
OneSaveWithoutLocks.TestCase.settings = examples(20, slow=True)
TestOneSave = OneSave.TestCase
TestOneSaveWithoutLocks = OneSaveWithoutLocks.TestCase


@pytest.mark.parametrize("locks", [True, False])
def test_processes_that_write_at_once(tmp_path: Path, locks: bool) -> None:
    assert at_once(7, tmp_path, programs=3, words=12, locks=locks)


def test_twenty_moves_each_make_two_files(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    Sitting.open(GameSetup(rules_of(GAME), "standard", path=path), {}).close()
    one, two = (Sitting.open(SavedGame(path), {}) for _ in range(2))
    for k in range(20):
        one.facilitator.note(f"one {k}")
        two.facilitator.note(f"two {k}")
    copy = tmp_path / "game-copy-1.toml"
    assert files(tmp_path) == [copy, path]
    assert one.notices == []
    (notice,) = two.notices
    assert notice.startswith(f"game.toml is being played elsewhere (process {os.getpid()}") or (
        "this program has it" in notice
    )
    assert notice.endswith(f"it stays as it is there, and this game goes on in {copy}.")
    for sitting, own in ((one, path), (two, copy)):
        assert sitting.path == own
        assert Sitting.open(SavedGame(own), {}).entries == sitting.entries


def test_entries_of_one_length_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    with no_locks():
        Sitting.open(GameSetup(rules_of(GAME), "standard", path=path), {}).close()
        one, two = (Sitting.open(SavedGame(path), {}) for _ in range(2))
        one.play("place:a1")
        two.play("place:b2")
        time = path.stat().st_mtime_ns
        path.write_bytes(path.read_bytes().replace(b"a1", b"b2"))
        os.utime(path, ns=(time, time))
        one.play("place:c3")
    assert one.path == tmp_path / "game-copy-2.toml"
    for sitting in (one, two):
        assert sitting.path is not None
        assert Sitting.open(SavedGame(sitting.path), {}).entries == sitting.entries


def test_two_games_begun_at_one_moment(marks: Rules, tmp_path: Path) -> None:
    one, two = (
        Sitting.open(GameSetup(marks, "standard", seed=seed, folder=tmp_path), {})
        for seed in (1, 2)
    )
    one.play("draw")
    two.play("skip")
    assert one.path != two.path
    for seed, sitting in ((1, one), (2, two)):
        assert sitting.path is not None
        assert Sitting.open(SavedGame(sitting.path), {}).header.seed == seed
        assert sitting.notices == []


def test_a_folder_that_refuses_leaves_the_game_in_memory(marks: Rules, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    sitting = Sitting.open(GameSetup(marks, "standard", folder=tmp_path / "file"), {})
    (notice,) = sitting.notices
    assert "kept in memory only" in notice
    assert sitting.path is None
    sitting.play("draw")
    sitting.save_as(tmp_path / "mine.toml")
    assert Sitting.open(SavedGame(tmp_path / "mine.toml"), {}).n == 1


def test_who_only_looks_changes_nothing(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    playing = Sitting.open(GameSetup(marks, "standard", path=path), {})
    looking = Sitting.open(SavedGame(path), {})
    playing.play("draw")
    looking.close()
    assert files(tmp_path) == [path]
    assert looking.notices == []
