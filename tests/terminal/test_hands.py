"""One terminal in several hands, and whatever comes in at standard input."""

from __future__ import annotations

import io
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from game.bots import bots_of
from game.cli import main
from game.table import GameSetup, Sitting
from game.terminal import hands, show
from game.terminal.reading import MOST, fault
from tests.loaded import path_of, rules_of
from tests.terminal.test_terminal import other, sit, talk

ROOT = Path(__file__).resolve().parents[2]
KUHN = ("play", "--text", "--rules", str(path_of("kuhn")), "--seed", "7")

posix = pytest.mark.skipif(os.name != "posix", reason="needs a terminal that a test can open")


def pushed(text: str) -> int:
    """The most blank lines in a row."""
    return max(len(run) - 1 for run in re.findall(r"\n+", text.replace(" ", "")))


@pytest.mark.parametrize(
    ("term", "live"), [("dumb", True), ("unknown", True), (None, True), ("xterm", False)]
)
def test_what_cannot_be_cleared_is_said_once_and_pushed_away(
    term: str | None, live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if term is None:
        monkeypatch.delenv("TERM", raising=False)
    else:
        monkeypatch.setenv("TERM", term)
    sitting = sit("kuhn")
    shown = talk(sitting, "", "1", "", "view", terminal=live)
    assert " ".join(shown.split()).count("This terminal cannot be cleared.") == 1
    asked = shown.split("Press Enter when only you look. ")
    assert "cannot be cleared" in asked[0]
    assert len(asked) == 3
    # After Enter the prompt is pushed away too; before it, the seat that sat there.
    assert [pushed(part) >= hands.LEAST for part in asked] == [True, True, True]


def test_a_high_terminal_is_pushed_over_its_whole_height(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "240")
    file = io.StringIO()
    hands.blank(Console(file=file))
    assert file.getvalue().count("\n") > 240


def test_a_terminal_that_can_be_cleared_is_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = talk(sit("kuhn"), "", "1", "", terminal=True)
    assert "cannot be cleared" not in shown
    assert shown.count("\x1b[3J") == 4
    assert pushed(shown) < 10


def test_one_person_is_told_nothing_and_reads_the_brief_once() -> None:
    rules = rules_of("rules")
    sitting = Sitting.open(GameSetup(rules, "first-watch", {}, 3), bots_of(rules))
    first = sitting.actor
    for seat in sitting.game.seats:
        if seat != first:
            sitting.facilitator.set_seat(seat, "bot:random")
    assert first is not None
    head = next(iter(sitting.game.scenario.briefs[first].values()))[:40]
    shown = " ".join(talk(sitting, "1", "1", "1").split())
    assert shown.count(" ".join(head.split())) == 1
    assert "cannot be cleared" not in shown


def test_seats_that_change_hands_are_told_at_the_first_curtain() -> None:
    sitting = sit("tic-tac-toe")
    seat = other(sitting)
    sitting.facilitator.set_seat(seat, "bot:random")
    shown = talk(sitting, f"seat {seat}=human", "1", "", "1", "")
    assert " ".join(shown.split()).count("This terminal cannot be cleared.") == 1


@pytest.mark.parametrize("width", [100, 60, 40])
def test_ids_can_be_typed_at_any_width(width: int) -> None:
    sitting = Sitting.open(GameSetup(rules_of("rules"), "first-watch", {}, 3), {})
    groups = sitting.game.rules.look.roles.groups
    for _ in range(12):
        while sitting.to_move is None and not sitting.over:
            sitting.step()
        if sitting.over:
            break
        legal = sitting.legal()
        file = io.StringIO()
        console = Console(file=file, width=width)
        console.print(show.choices(show.grouped(sitting.game, legal, groups), sitting.prices))
        lines = [line.strip() for line in file.getvalue().splitlines()]
        for move in legal:
            assert any(line.endswith(move.name) for line in lines), (width, move.name)
        assert max(map(len, lines)) <= width
        sitting.play(legal[-1].id)


# Standard input


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("caf\udce9", "is no text"),
        ("a\0b", "control character"),
        ("\x1b[A", "control character"),
        ("x" * (MOST + 1), "no answer"),
        ("x" * MOST, ""),
        ("Ҷирғатол\tسلام", ""),
        ("", ""),
    ],
)
def test_what_is_wrong_with_a_line(line: str, said: str) -> None:
    assert said in fault(line)
    assert bool(said) == bool(fault(line))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


Fed = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def feed(home: Path) -> Fed:
    """Play with something at standard input."""

    def go(typed: bytes, **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "game", *KUHN],
            input=typed,
            env={**os.environ, **env},
            capture_output=True,
            timeout=120,
            check=False,
        )

    return go


@pytest.mark.parametrize(
    ("typed", "env", "said"),
    [
        (b"\ncaf\xe9\n1\n", {"LC_ALL": "C.UTF-8"}, b"type it again"),
        (b"\n\x98\xff\xfe\n1\n", {"PYTHONIOENCODING": "cp1251:strict"}, b"type it again"),
        (b"\n\x00\x00\n1\n", {}, b"control character"),
        (b"\n" + b"9" * 3_000_000 + b"\n1\n", {}, b"no answer"),
    ],
)
def test_a_line_that_is_no_answer_is_asked_again(
    feed: Fed, typed: bytes, env: dict[str, str], said: bytes
) -> None:
    done = feed(typed, **env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(said) == 1
    # The line after it counted: it is the other person's turn.
    assert done.stdout.count(b"Press Enter when only you look.") == 2
    assert b"go on with: panj play" in b" ".join(done.stderr.split())
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("typed", [b"", b"\n", b"\n1\n", b"\n1\n\n", b"\n1", b"\nwh"])
@pytest.mark.usefixtures("home")
def test_the_input_may_end_at_every_question(
    typed: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
    with pytest.raises(SystemExit) as stopped:
        main([*KUHN])
    told = capsys.readouterr().err
    assert not stopped.value.code, told
    assert "go on with: panj play" in " ".join(told.split())
    assert "Traceback" not in told


class AtTerminal:
    """Somebody at a terminal in which a game runs."""

    def __init__(self) -> None:
        import pty

        self.master, slave = pty.openpty()
        self.game = subprocess.Popen(
            [sys.executable, "-m", "game", *KUHN],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "xterm"},
            start_new_session=True,
        )
        os.close(slave)
        self.seen = b""

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def read(self, seconds: float) -> bytes:
        """Look at the screen for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                self.seen += os.read(self.master, 4096)
        return self.seen

    def wait(self, word: bytes, count: int) -> None:
        """Look until a word was shown so many times."""
        end = time.monotonic() + 60
        while self.seen.count(word) < count and time.monotonic() < end:
            self.read(0.1)
        assert self.seen.count(word) >= count, self.seen


@pytest.fixture
def person(home: Path) -> Iterator[AtTerminal]:
    """Somebody at a terminal in which two people play."""
    at = AtTerminal()
    yield at
    at.game.send_signal(signal.SIGKILL)
    at.game.wait(30)
    os.close(at.master)


@posix
def test_what_was_typed_ahead_does_not_count_for_the_next_person(person: AtTerminal) -> None:
    person.wait(b"Press Enter", 1)
    person.type(b"\n")
    person.wait(b"> ", 1)
    # Somebody leans on Enter after the answer: the curtain stays.
    person.type(b"1\n\n1\n")
    end = time.monotonic() + 1.5 * hands.QUIET
    while time.monotonic() < end:
        person.type(b"\n")
        person.read(0.04)
    person.wait(b"Press Enter", 2)
    questions = person.seen.count(b"> ")
    assert person.read(1.5 * hands.QUIET).count(b"> ") == questions
    person.type(b"\n")
    person.wait(b"> ", questions + 1)
