"""What is played while calls fail: a table without a face, a terminal, a window.

Each session is the same in every run but for the call that fails: a game begun or gone on with,
some moves, taken back and kept elsewhere; then the fault is over, and play goes on.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import attrs
import pygame
import pytest

from game.bots import bots_of
from game.check import kept_games
from game.check.simulate import play_many
from game.rules import Rules, parse_rules
from game.table import GameSetup, SavedGame, SaveFailed, Sitting
from game.table.errors import TableError
from tests.faults.at_terminal import LIFT, command
from tests.faults.at_window import Acts, Hands, window
from tests.faults.calls import Faults, in_force
from tests.faults.judge import Witness, Wrong
from tests.loaded import path_of

#: A race long enough for every session: the seats, one person and one bot.
OLDER: Final = Path(__file__).parent / "saves"
PERSON, BOT = "amber", "blue"
SEATS: Final = {PERSON: "human", BOT: "bot:random"}


@cache
def text() -> str:
    """The rules that are played: the race of two, over a longer way."""
    found = path_of("dice-race").read_text(encoding="utf-8")
    for short, long in (
        ("range = [0, 8]", "range = [0, 200]"),
        ("value = 8", "value = 200"),
        ("decisions = 27, chance = 39", "decisions = 1000, chance = 1500"),
    ):
        assert short in found
        found = found.replace(short, long)
    return found


@cache
def rules() -> Rules:
    """The same, checked."""
    return parse_rules(text(), "race.toml")


def rules_file(base: Path) -> Path:
    """The same as a file."""
    path = base / "race.toml"
    path.write_text(text(), encoding="utf-8")
    return path


def _setup(path: Path) -> GameSetup:
    return GameSetup(rules(), rules().scenarios[0].id, SEATS, 5, path=path)


def _held(path: Path) -> SavedGame:
    return SavedGame(path, hold=True)


@cache
def a_save() -> bytes:
    """A save of some moves, by this program."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "saves" / "race.toml"
        path.parent.mkdir()
        sitting = Sitting.open(_setup(path), bots_of)
        for _ in range(3):
            _person(sitting)
        sitting.close()
        return path.read_bytes()


def _person(sitting: Sitting) -> None:
    """Bots and dice go on, and the person makes the first move there is."""
    while sitting.step() is not None:
        pass
    sitting.play(sitting.legal()[0].id, "why not")


# Without a face


def _try(witness: Witness, act: Callable[[], object]) -> None:
    """Do something at a table; what it says is heard, and then everything told is true."""
    try:
        act()
    except (TableError, OSError) as error:
        if isinstance(error, OSError):
            raise Wrong(f"the table lets an error of the system out: {error!r}") from error
        witness.said.append(str(error))
    for sitting in witness.sittings[-1:]:
        witness.said += sitting.notices
        sitting.notices.clear()
    witness.acts += 1
    witness.look()


def _steps(sitting: Sitting) -> None:
    """Bots and dice go on; each step that is not kept is said, and play goes on."""
    failed: SaveFailed | None = None
    while True:
        try:
            if sitting.step() is None:
                break
        except SaveFailed as error:
            failed = error
    if failed is not None:
        raise failed


def bare(witness: Witness, start: Callable[[Path], GameSetup | SavedGame]) -> None:
    """A sitting, as a program that uses the table has it."""
    home, faults = witness.home, witness.faults
    with witness.watching(), in_force(faults):
        opened: list[Sitting] = []

        def begin() -> None:
            where = start(home / "saves" / "race.toml")
            opened.append(Sitting.open(where, bots_of, autosave=home / "autosaves"))

        _try(witness, begin)
        if not opened:
            # Refused in a sentence, and nothing was taken: the same again once it is over.
            faults.lift()
            begin()
        sitting = opened[0]

        def move() -> None:
            sitting.play(sitting.legal()[0].id, "why not")

        for act in (
            lambda: _steps(sitting),
            move,
            lambda: _steps(sitting),
            move,
            lambda: sitting.undo(seat=PERSON),
            lambda: sitting.facilitator.note("Somebody spilt tea.", PERSON),
            lambda: _steps(sitting),
            move,
            lambda: sitting.save_as(home / "copies" / "copy.toml"),
            lambda: _steps(sitting),
        ):
            _try(witness, act)
        faults.lift()
        _try(witness, move)
        witness.settled()
        _try(witness, lambda: _steps(sitting))
        _try(witness, sitting.close)
        witness.settled()


# At the terminal

_NEW_LINES = (
    "1", "1", "undo", "1", "save {home}/copies/copy.toml", "1", "seat blue=human",
    "seat blue=bot:random", LIFT, "1", "save {home}/copies/late.toml", "1", "quit",
)  # fmt: skip
_RESUMED_LINES = ("1", "undo", "1", "log", "1", LIFT, "1", "quit")


def terminal_new(witness: Witness) -> None:
    """A new game at the terminal."""
    file = rules_file(witness.home.parent)
    args = ["play", "--rules", str(file), "--text", "--seats", f"{BOT}=bot:random", "--seed", "5"]
    lines = [line.format(home=witness.home) for line in _NEW_LINES]
    _terminal(witness, args, lines)


def terminal_named(witness: Witness) -> None:
    """A new game at the terminal, kept in a file that was named."""
    file, save = rules_file(witness.home.parent), witness.home / "mine" / "race.toml"
    args = ["play", "--rules", str(file), "--text", "--seats", f"{BOT}=bot:random", "--seed", "5"]
    lines = [line.format(home=witness.home) for line in _NEW_LINES]
    _terminal(witness, [*args, "--save", str(save)], lines)


def terminal_resumed(witness: Witness) -> None:
    """A saved game at the terminal, named by its file's name."""
    _terminal(witness, ["play", "race.toml", "--text"], list(_RESUMED_LINES))


def _terminal(witness: Witness, args: list[str], lines: list[str]) -> None:
    status, printed = command(witness, args, lines)
    if not witness.acts:
        if status == 0 or len(printed.strip().splitlines()) != 1:
            raise Wrong(f"it did not begin, status {status}: {printed!r}")
        return
    if witness.acts < len(lines) - 1:
        raise Wrong(f"it ended after {witness.acts} lines, status {status}: {printed[-300:]}")
    if status != 0:
        raise Wrong(f"status {status}: {printed[-300:]}")
    witness.settled()
    # And the next start goes on with it.
    save = witness.sittings[-1].path
    again = Witness(Faults(str(witness.home)), witness.home)
    status, printed = command(again, ["play", str(save), "--text"], ["1", "quit"])
    if status or again.acts != 2 or again.behind():
        raise Wrong(f"the next start fails, status {status}: {printed[-300:]}")
    witness.sittings += again.sittings


# Games between bots


def simulated(witness: Witness) -> None:
    """Games kept in a file while they are played; then the same command, once the fault is over."""
    base, out = witness.home.parent, witness.home / "games.json"
    args = ["simulate", "--rules", str(rules_file(base)), "--games", "6", "--seed", "3"]
    args += ["--out", str(out)]
    with pytest.MonkeyPatch.context() as patch:
        # A simulation is over at once here, and the disk is asked once a second.
        patch.setattr(kept_games, "PATIENCE", 0.0)
        status, printed = command(witness, args, [])
        witness.faults.lift()
        if status and not printed.strip():
            raise Wrong(f"status {status}, and nothing is said")
        again, printed = command(witness, args, [])
    if again and status and out.exists():
        # What was left there is not ours to overwrite, and that is said.
        raise Wrong(f"the same command does not go on: {printed}")
    found = json.loads(out.read_text(encoding="utf-8"))
    if found["games"] != 6 or found["results"] != _simulated():
        raise Wrong("the games are not those of a run without a fault")


@cache
def _simulated() -> list[dict[str, object]]:
    seats = dict.fromkeys((PERSON, BOT), "bot:random")
    setup = GameSetup(rules(), rules().scenarios[0].id, seats, 3)
    return [attrs.asdict(game) for game in play_many(setup, 6)]


# In the window


def _from_title(hands: Hands) -> Acts:
    """A new game from the title, some moves, taken back, left, gone on with."""
    yield from hands.until(lambda: hands.find("New game") is not None, "the title")
    hands.click("New game")
    yield
    hands.click(f"seat:{BOT}")
    yield
    hands.click(f"seat:{BOT}:bot:random")
    yield
    hands.click("begin")
    yield
    yield from _played(hands)


def _of_two(hands: Hands) -> Acts:
    """A new game of two people at one window, with a curtain between them."""
    yield from hands.until(lambda: hands.find("New game") is not None, "the title")
    hands.click("New game")
    yield
    hands.click("begin")
    yield
    yield from _played(hands)


def _from_save(hands: Hands) -> Acts:
    """The game that was played last, gone on with from the title."""
    yield from hands.until(lambda: hands.find("Continue") is not None, "the title")
    for way in ("Continue", "Load", "Continue", "Load"):
        # What is refused in a sentence is tried otherwise, and once more when the fault is over.
        hands.click(way)
        for _ in range(4):
            yield
        if row := hands.names("save:race"):
            hands.click(row[0])
            for _ in range(4):
                yield
        if hands.table is not None:
            break
        yield from hands.until(lambda: not hands.in_dialog, "the title again")
        if way == "Load":
            hands.witness.faults.lift()
    yield from _played(hands)


def _played(hands: Hands) -> Acts:
    for _ in range(2):
        yield from hands.until(lambda: hands.table is not None, "a table")
        yield from hands.move()
    hands.key(pygame.K_z, mod=pygame.KMOD_CTRL)
    yield
    yield from hands.move()
    hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
    yield
    hands.key(pygame.K_F11)
    yield
    yield from hands.move()
    hands.witness.faults.lift()
    yield from hands.move()
    if hands.witness.sittings[-1].path is None:
        # It was said that it is kept in memory only: so whoever plays saves it, once they can.
        yield from hands.until(hands.asked, "a question")
        hands.key(pygame.K_s, mod=pygame.KMOD_CTRL)
        yield
    hands.witness.settled()
    yield from hands.move()


def window_new(witness: Witness) -> None:
    """A window from its title: a new game."""
    _window(witness, _from_title)


def window_of_two(witness: Witness) -> None:
    """A window from its title: a new game of two people."""
    _window(witness, _of_two)


def window_resumed(witness: Witness) -> None:
    """A window from its title: the game that was played last."""
    _window(witness, _from_save)


def _window(witness: Witness, acts: Callable[[Hands], Acts]) -> None:
    window(witness, rules(), None, acts)
    witness.settled()


# Homes


def with_save(home: Path) -> None:
    """A home with a save."""
    (home / "saves").mkdir(parents=True)
    (home / "saves" / "race.toml").write_bytes(a_save())


def with_torn_save(home: Path) -> None:
    """A home with a save whose last line was only half written."""
    (home / "saves").mkdir(parents=True)
    (home / "saves" / "race.toml").write_bytes(a_save()[:-20])


def with_old_save(home: Path) -> None:
    """A home with a save of an older format, which is written anew when the game goes on."""
    (home / "saves").mkdir(parents=True)
    (home / "saves" / "race.toml").write_bytes((OLDER / "version-2.toml").read_bytes())


def with_autosave(home: Path) -> None:
    """A home where only an autosave is left; the game goes on in a file of its own."""
    (home / "autosaves").mkdir(parents=True)
    (home / "autosaves" / "race.0a1b2c3d.autosave-1.toml").write_bytes(a_save())


def empty(home: Path) -> None:
    """A home that was never used."""
    shutil.rmtree(home, ignore_errors=True)


#: By name: how a home is made, and what is done there.
SESSIONS: Final[dict[str, tuple[Callable[[Path], None], Callable[[Witness], None]]]] = {
    "table-new": (empty, lambda witness: bare(witness, _setup)),
    "table-resumed": (with_save, lambda witness: bare(witness, _held)),
    "table-torn": (with_torn_save, lambda witness: bare(witness, _held)),
    "table-old": (with_old_save, lambda witness: bare(witness, _held)),
    "simulate": (empty, simulated),
    "terminal-new": (empty, terminal_new),
    "terminal-named": (empty, terminal_named),
    "terminal-resumed": (with_save, terminal_resumed),
    "terminal-torn": (with_torn_save, terminal_resumed),
    "window-new": (empty, window_new),
    "window-two": (empty, window_of_two),
    "window-autosave": (with_autosave, window_resumed),
    "window-resumed": (with_save, window_resumed),
    "window-torn": (with_torn_save, window_resumed),
}
