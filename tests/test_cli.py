"""The commands as people and scripts meet them: output, exit statuses, one sentence per mistake."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.cli import main
from game.engine import Game
from game.resources import known_games
from game.rules.reference.constructs import CONSTRUCTS
from game.table.lock import SaveLock
from game.table.snapshot import Disk
from game.terminal import hints
from tests.loaded import path_of, rules_of

NIM = str(path_of("nim"))
RULES = ("--rules", NIM)
STEPS = ("--rules", str(Path(__file__).parent / "rulesets" / "steps.toml"))
DEVICE_FULL = Path("/dev/full")
posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals of POSIX")

BAD_FILES: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "unreadable"),
    "empty": (b"", "empty"),
    "blank": (b"\n \n", "empty"),
    "not-utf8": (b'[game]\nname = "\xff\xfe"\n', "not-utf8"),
    "not-toml": (b"[game]\nname = = 3\n", "not-toml"),
    "nul": (b"[game]\n\x00\n", "not-toml"),
    "too-large": (b"#" * 1_100_000, "too-large"),
    "too-deep": (b"a = " + b"[" * 5000, "too-deep"),
}


class Outcome:
    """What a command printed and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    def sentence(self) -> str:
        """The one line on standard error."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in lines[0]
        return lines[0]


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the saves of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, typing the given lines."""

    def go(*args: str, typed: str = "") -> Outcome:
        lines = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", lines)
        with pytest.raises(SystemExit) as stopped:
            main(list(args))
        captured = capsys.readouterr()
        code = stopped.value.code
        return Outcome(code if isinstance(code, int) else 1, captured.out, captured.err)

    return go


def spawn(*args: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start `panj` in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "game", *args], **options)


def bad_file(folder: Path, kind: str) -> Path:
    """Write one of the files nobody can play."""
    path = folder / f"{kind}.toml"
    content = BAD_FILES[kind][0]
    if content is not None:
        path.write_bytes(content)
    return path


# Help and usage


def entries_of(told: str) -> list[str]:
    """The lines of a replay that tell of an entry; those of its reasons are indented further."""
    return re.findall(r"^ {0,3}\d+  .*", told, re.MULTILINE)


def test_the_shelf_is_listed_and_any_command_takes_a_game_by_its_id(run: Run) -> None:
    rows = json.loads(run("games", "--json").out)
    assert [row["id"] for row in rows] == [*known_games()]
    assert all(row.keys() == {"id", "name", "players", "minutes"} for row in rows)
    assert all(row["players"] >= 2 for row in rows)
    lines = run("games").out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [row["id"] for row in rows]
    assert run("scenarios", "--rules", "kuhn").status == 0
    assert run("check", "kuhn", "--games", "1").status == 0
    assert json.loads(run("simulate", "--rules", "nim", "--games", "2", "--json").out)["games"] == 2


def test_a_game_that_is_not_on_the_shelf_is_said(run: Run) -> None:
    for command in (("play", "--text", "--rules"), ("simulate", "--rules"), ("check",)):
        told = run(*command, "othelo")
        assert told.status == 2
        assert "did you mean 'othello'?" in told.sentence()
    told = run("check", "othelo.toml")
    assert told.status == 2
    assert "othelo.toml" in told.out


def test_a_file_of_that_name_goes_before_the_shelf(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = path_of("kuhn").read_text(encoding="utf-8").replace("Kuhn poker", "Mine")
    (tmp_path / "nim").write_text(text, encoding="utf-8")
    assert "seats: first, second" in run("scenarios", "--rules", "nim").out


def test_help_has_an_example(run: Run) -> None:
    commands = re.findall(r"^  ([a-z]+)  ", run("--help").out, re.MULTILINE)
    assert {"play", "check", "simulate", "replay", "scenarios", "bench"} <= set(commands)
    for command in commands:
        told = run(command, "--help")
        assert told.status == 0
        assert f"Example: panj {command}" in told.out


def test_rulebook_writes_the_language(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "language.md"
    assert run("rulebook", "--language", "--out", str(out)).status == 0
    assert out.read_text().startswith("# The rules language")
    assert run("rulebook", "--language", "--rules", "nim").status == 2


@pytest.mark.parametrize("game", [[], *(["--rules", ident] for ident in known_games())])
def test_the_rulebook_of_any_game_tells_all_that_its_rules_tell(run: Run, game: list[str]) -> None:
    told = run("rulebook", *game)
    assert told.status == 0
    said = " ".join(told.out.split())
    made = Game(rules_of(game[1] if game else "rules"))
    for action in made.actions:
        assert " ".join(action.text.split()) in said
    for name in made.declared("ending"):
        assert " ".join(str(made.describe("ending", name).get("text") or "").split()) in said
    parts = told.out.split("\n### ")[1:]
    # Nothing is told twice, and nothing has a heading alone.
    assert all(len(part.split("\n", 1)[1].strip()) > 0 for part in parts)
    assert len(set(parts)) == len(parts)
    for table in made.tables.values():
        for axis in table.keys:
            heads = axis.heads if not axis.of else made.sets[axis.of].members
            words = heads if not axis.of else [made.short(axis.of, m) for m in heads]
            assert all(word in said for word in words)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["plya"], "did you mean 'play'"),
        (["play", "--sed", "3"], "--seed"),
        (["play", "--seed", "x"], "'x'"),
        (["simulate", "--games", "0"], "--games"),
        (["replay"], "SAVE"),
        (["scenarios", "extra"], "extra"),
        (["play", *RULES, "--text", "--scenario", "one-four-fiv"], "did you mean 'one-four-five'"),
        (["play", *RULES, "--text", "--seats", "opner=human"], "did you mean 'opener'"),
        (["play", *RULES, "--text", "--seats", "opener=bot:randm"], "did you mean 'random'"),
        (["play", *RULES, "--text", "--seats", "opener"], "SEAT=human"),
        (
            ["simulate", *RULES, "--seats", "all=bot:random,all=bot:doctrine"],
            "'all' is given twice",
        ),
        (["play", *RULES, "--text", "--seats", "opener=me"], "human"),
        (["simulate", *RULES, "--scenario", "nothing"], "three-four-five"),
        (["simulate", *RULES, "--seats", "all=human"], "opener"),
        (["replay", "no-such-save.toml"], "no-such-save.toml"),
        (["play", "no-such-save.toml", "--text"], "no-such-save.toml"),
        (["play", "no-such-save.toml", "--seed", "1"], "seed"),
        (["play", ""], "empty name"),
        (["simulate", "--out", " "], "empty name"),
        (["replay", "game.toml", "--branhc"], "'--branch'? See `panj replay --help`."),
        (["replay", "game.toml", "--json", "--text"], "give one of them"),
        (["replay", "game.toml", "--branch", "3"], "--out"),
        (["replay", "game.toml", "--branch", "3", "--out", "new.toml", "--json"], "--json"),
        (["play", *RULES, "--text", "--people", "opner=Bek"], "did you mean 'opener'"),
        (["play", *RULES, "--text", "--people", "opener="], "SEAT=NAME"),
        (["play", *RULES, "--text", "--people", "opener=A,opener=B"], "given twice"),
        (["simulate", "--out", "/"], "is a directory. See"),
        (["rulebook", "--language", "--out", "/"], "is a directory. See"),
        (["play", "--after", "3", "--text"], "--shot"),
        (["play", "--shot", "x.png", "--text"], "--text"),
        (["play", "--shot", "picture.txt"], ".png"),
        (["play", "--shot"], "See `panj play --help`."),
        (["--shot"], "See `panj play --help`."),
        (["play", *RULES, "--text", "--umpire", "abc"], "4 to 40"),
        (["play", "game.toml", "--umpire", "4719"], "leave those out"),
        (["serve", "game.toml", "--umpire"], "leave those out"),
        (["bench", "--ui", "--options", "length=long"], "--options"),
    ],
    ids=lambda value: " ".join(value[:1] + value[-1:]) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_sentence(run: Run, args: list[str], words: str) -> None:
    outcome = run(*args)
    assert outcome.status == 2
    assert words in outcome.sentence()
    assert outcome.out == ""


# Files that cannot be read


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("command", ["scenarios", "simulate", "play --text"])
def test_bad_rules_file(run: Run, tmp_path: Path, kind: str, command: str) -> None:
    path = bad_file(tmp_path, kind)
    outcome = run(*command.split(), "--rules", str(path))
    assert outcome.status == 2
    assert str(path) in outcome.sentence()
    assert outcome.out == ""


@pytest.mark.parametrize("kind", BAD_FILES)
def test_check_of_a_bad_file_prints_its_document(run: Run, tmp_path: Path, kind: str) -> None:
    path = bad_file(tmp_path, kind)
    outcome = run("check", str(path), "--json")
    document = json.loads(outcome.out)
    assert document["ok"] is False
    assert document["stages"] == {}
    (finding,) = document["findings"]
    assert set(finding) == {
        "code",
        "severity",
        "file",
        "line",
        "column",
        "offending",
        "message",
        "suggestion",
    }
    assert finding["code"] == BAD_FILES[kind][1]
    assert (document["rules_sha256"] is None) == (kind == "missing")
    assert outcome.status == (2 if kind == "missing" else 1)
    assert run("check", str(path)).status == outcome.status


def test_results_are_told_even_if_they_cannot_be_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("No folder.")
    out = str(tmp_path / "file" / "games.json")
    outcome = run("simulate", *RULES, "--games", "1", "--out", out, "--json")
    assert outcome.status == 1
    assert json.loads(outcome.out)["games"] == 1
    assert "could not be written" in outcome.err


def test_all_findings_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    text = Path(NIM).read_text(encoding="utf-8")
    path.write_text(text + "\n[register.one]\nrnage = [0, 1]\n[register.two]\nrnage = [0, 1]\n")
    outcome = run("check", str(path))
    assert outcome.status == 1
    places = re.findall(rf"^{re.escape(str(path))}:\d+:\d+: ", outcome.out, re.MULTILINE)
    assert len(places) >= 2


def test_every_command_tells_the_same_findings_in_the_same_order(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    wrong = """
[derived.odd]
value = "hepa + 1"
[scenario.one]
name = "One"
actions = ["takee"]
[scenario.two]
name = "Two"
frozen = ["heapp"]
"""
    path.write_text(Path(NIM).read_text(encoding="utf-8").partition("[scenario")[0] + wrong)
    rules = ("--rules", str(path))
    commands = (
        ("check", str(path)),
        ("play", "--text", *rules),
        ("play", "--text", "--scenario", "two", *rules),
        ("simulate", "--games", "1", *rules),
        ("simulate", "--games", "1", "--scenario", "one", *rules),
        ("scenarios", *rules),
    )
    said = {}
    for command in commands:
        outcome = run(*command)
        assert outcome.status == (1 if command[0] == "check" else 2), command
        lines = (outcome.out + outcome.err).splitlines()
        said[command] = [line for line in lines if line.startswith(f"{path}:")]
    told = next(iter(said.values()))
    assert len(told) >= 3
    assert len(set(told)) == len(told)
    assert all(": error: " in line for line in told)
    places = [tuple(map(int, line.removeprefix(f"{path}:").split(":")[:2])) for line in told]
    assert places == sorted(places)
    assert set(map(tuple, said.values())) == {tuple(told)}, said


def test_no_warning_of_pythons_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    text = Path(NIM).read_text(encoding="utf-8")
    odd = [
        '[derived.a]\nname = "A"\nvalue = "1 if 1 is 1 else 2"',
        '[derived.b]\nname = "B"\nvalue = "1or 2"',
        '[derived.c]\nname = "C"\nvalue = \'count(x for x in seat if "\\d" == 1)\'',
        '[derived.d]\nname = "D"\nvalue = "1(2)"',
        '[derived.e]\nname = "E"\nvalue = "(1, 2)[true]"',
    ]
    path.write_text("\n".join([text, *odd]))
    command = [sys.executable, "-W", "always", "-m", "game", "check", str(path), "--games", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "Warning" not in done.stderr + done.stdout
    assert len(re.findall(": error: ", done.stdout)) == len(odd)
    command[2] = "error"
    again = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (again.returncode, again.stdout) == (1, done.stdout)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"= 3", b'name = "not a save"\n'])
def test_not_a_save(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "game.toml"
    path.write_bytes(content)
    for args in (["replay", str(path)], ["play", str(path), "--text"], [str(path), "--text"]):
        outcome = run(*args)
        assert outcome.status == 2
        assert "game.toml" in outcome.sentence()


def test_a_save_that_is_not_there(run: Run) -> None:
    assert run("replay", "none.toml").sentence().endswith("none is saved yet.")
    run("play", *RULES, "--text", "--seats", "replier=bot:random", typed="1")
    for args in (["replay", "none.toml"], ["play", "none.toml", "--text"]):
        outcome = run(*args)
        assert outcome.status == 2
        named = r"three-four-five-\d+-\d+-\d+-1\.toml \(three-four-five, entry 2, opener to move\)"
        assert re.search(named, outcome.sentence())


def test_a_save_is_found_by_its_name(run: Run, tmp_path: Path) -> None:
    run("play", *RULES, "--text", "--seats", "replier=bot:random", typed="1")
    (save,) = (tmp_path / "data" / "panj" / "saves").glob("three-four-five-*.toml")
    assert len(entries_of(run("replay", save.name).out)) == 2
    assert run("play", save.name, "--text").status == 0


# Where a game is kept


@posix
def test_hints_can_be_pasted(tmp_path: Path) -> None:
    """What the program says to type, typed in a shell, in the narrowest terminal."""
    folder = tmp_path / "it's a folder with spaces, $HOME and 'quotes' that is long enough to fold"
    folder.mkdir()
    save = folder / "my save (1) & more.toml"
    env = {**os.environ, "COLUMNS": "40"}
    process = spawn(
        *("play", *RULES, "--text", "--seats", "replier=bot:random", "--save", str(save)),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
    )  # fmt: skip
    _, err = process.communicate(b"1\nquit\n", timeout=60)
    hint = re.search(r"go on with: (panj play .*)", err.decode())
    assert hint is not None, err
    again = _pasted(hint[1] + " --text", b"1\n" * 40, env)
    assert "The game is over." in again
    told = re.search(r"^panj replay .*$", again, re.MULTILINE)
    assert told is not None, again
    assert len(_pasted(told[0], b"", env).splitlines()) >= 2


def _pasted(command: str, typed: bytes, env: dict[str, str]) -> str:
    """Give a command to a shell that knows where `panj` is."""
    script = f'panj() {{ "{sys.executable}" -m game "$@"; }}\n{command}\n'
    done = subprocess.run(
        ["sh", "-c", script], input=typed, capture_output=True, timeout=60, env=env
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "shell", "windows"),
    [
        (["play", Path("a b.toml")], "panj play 'a b.toml'", 'panj play "a b.toml"'),
        (["play", Path("-x.toml")], "panj play ./-x.toml", None),
        (["play", Path("plain.toml")], "panj play plain.toml", "panj play plain.toml"),
    ],
)
def test_a_command_is_quoted_for_its_shell(
    words: list[str | Path], shell: str, windows: str | None
) -> None:
    assert hints.command(words, windows=False) == shell
    assert windows is None or hints.command(words, windows=True) == windows


def test_a_new_game_in_a_named_file(run: Run, tmp_path: Path) -> None:
    save = tmp_path / "mine.toml"
    seats = ("--text", "--seats", "replier=bot:random")
    assert run("play", *RULES, *seats, "--save", str(save), typed="1").status == 0
    before = save.read_bytes()
    assert not (tmp_path / "data" / "panj" / "saves").exists()
    refused = run("play", *RULES, *seats, "--save", str(save), typed="1")
    assert refused.status == 2
    assert "there is a file of that name" in refused.sentence()
    copy = tmp_path / "copy.toml"
    assert run("play", str(save), "--text", "--save", str(copy), typed="1").status == 0
    assert save.read_bytes() == before
    assert len(copy.read_bytes()) > len(before)
    nowhere = tmp_path / "mine.toml" / "x.toml"
    assert "could not be saved" in run("play", *RULES, *seats, "--save", str(nowhere)).sentence()


def test_a_table_with_an_umpire_whose_code_is_drawn_or_typed(run: Run, tmp_path: Path) -> None:
    for n, typed in enumerate((["--umpire"], ["--umpire", "Silk26"])):
        save = tmp_path / f"{n}.toml"
        told = run("play", *RULES, "--text", *typed, "--save", str(save), typed="1")
        assert told.status == 0
        code = "Silk26" if n else re.findall(r"code is (\d{4})\.", told.err)[0]
        assert code not in save.read_text(encoding="utf-8")
        assert code not in told.out
        opened = run("play", str(save), "--text", typed=f"\numpire {code}\nleave\n")
        assert "console is open" in opened.out
        assert "does not open" in run("play", str(save), "--text", typed="\numpire 0\n").out


def test_a_save_that_is_played_elsewhere(run: Run, tmp_path: Path) -> None:
    save = tmp_path / "mine.toml"
    run("play", *RULES, "--text", "--seats", "replier=bot:random", "--save", str(save), typed="1")
    lock = SaveLock(save)
    refused = run("play", str(save), "--text", typed="1")
    assert refused.status == 2
    said, read, copy = refused.err.splitlines()
    assert "this game is being played already (this program has it)" in said
    assert read == f"To read it: panj replay {save}"
    assert copy == f"To go on in a copy: panj play {save} --save {tmp_path / 'mine-copy.toml'}"
    assert run("replay", str(save)).status == 0
    assert run(*copy.partition("panj ")[2].split(), "--text", typed="1").status == 0
    lock.release()
    assert run("play", str(save), "--text", typed="1").status == 0
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [
        "mine-copy.toml", "mine.toml",
    ]  # fmt: skip


def test_a_file_of_games_that_another_simulation_writes(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "games.json"
    command = ["simulate", *RULES, "--games", "2", "--out", str(out)]
    for before in (None, b"[1]"):
        if before is not None:
            assert run(*command).status == 0
            before = out.read_bytes()
        lock = SaveLock(out)
        refused = run(*command)
        assert refused.status == 2
        assert "is being written by another simulation (this program" in refused.sentence()
        assert "--out" in refused.sentence()
        assert (out.read_bytes() if out.exists() else None) == before
        lock.release()
    assert run(*command).status == 0
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["games.json"]


def test_a_home_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    outcome = run(
        *("play", *RULES, "--text", "--seats", "replier=bot:random"),
        typed=f"1\nquit\nsave {tmp_path / 'kept.toml'}\nquit",
    )
    assert outcome.status == 0
    told = " ".join(outcome.out.split())
    assert "so this one is kept in memory only" in told
    assert run("replay", str(tmp_path / "kept.toml")).status == 0


# What the commands print


def test_scenarios(run: Run) -> None:
    rows = json.loads(run("scenarios", *RULES, "--json").out)
    assert [row["id"] for row in rows] == ["three-four-five", "one-four-five"]
    assert set(rows[0]) == {
        "id", "name", "rounds", "minutes", "seats", "optional", "usual", "options",
    }  # fmt: skip
    assert "one-four-five" in run("scenarios", *RULES).out


def test_scenarios_tell_who_may_sit_down_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "chair.toml"
    path.write_text(next(c.example for c in CONSTRUCTS if c.name == "seats and optional"))
    told = run("scenarios", "--rules", str(path)).out
    assert "seats: red, blue; optional: green" in told


def test_scenarios_tell_their_options(run: Run) -> None:
    rows = json.loads(run("scenarios", *STEPS, "--json").out)
    assert [[option["id"] for option in row["options"]] for row in rows] == [
        ["length", "legs"], ["legs"], [],
    ]  # fmt: skip
    length = rows[0]["options"][0]
    assert length["default"] == "usual"
    assert [value["id"] for value in length["values"]] == ["short", "usual", "long"]
    assert "  length: short, usual (default), long" in run("scenarios", *STEPS).out.splitlines()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("length=lung", "did you mean 'long'"),
        ("lenght=long", "did you mean 'length'"),
        ("length", "write OPTION=VALUE"),
        ("=long", "write OPTION=VALUE"),
        ("length=", "write OPTION=VALUE"),
        ("length=long,length=short", "given twice"),
    ],
)
@pytest.mark.parametrize("command", ["simulate", "play", "bench"])
def test_wrong_options(run: Run, command: str, options: str, words: str) -> None:
    text = ["--text"] if command == "play" else []
    refused = run(command, *STEPS, *text, "--scenario", "whole", "--options", options)
    assert refused.status == 2
    assert words in refused.sentence()
    assert refused.sentence().startswith("--options")


def test_an_option_that_the_scenario_is_without(run: Run) -> None:
    refused = run("simulate", *STEPS, "--scenario", "brief", "--options", "length=long")
    assert refused.status == 2
    assert "without the option 'length'; leave it out (it has legs)" in refused.sentence()


def test_simulate_with_options(run: Run) -> None:
    args = ["simulate", *STEPS, "--scenario", "whole", "--games", "12", "--json"]
    plain, usual, longer, jobs = (
        json.loads(run(*args, *more).out)
        for more in (
            [],
            ["--options", "length=usual, legs=plain"],
            ["--options", "length=long"],
            ["--options", "length=long", "--jobs", "2"],
        )
    )
    assert plain == usual
    assert longer == jobs
    assert plain["options"] == {"length": "usual", "legs": "plain"}
    assert longer["options"] == {"length": "long", "legs": "plain"}
    assert {result["decisions"] for result in plain["results"]} == {4}
    assert {result["decisions"] for result in longer["results"]} == {6}
    assert "Options: length=long, legs=plain" in run(*args[:-1], "--options", "length=long").out


def test_a_game_with_options_is_kept_and_replayed(run: Run) -> None:
    played = ("--scenario", "whole", "--options", "legs=springs,length=long", "--text")
    first = run("play", *STEPS, *played, "--seats", "blue=bot:random", typed="1\nquit")
    saved = re.search(r"panj play (\S+\.toml)", first.err)
    assert saved is not None
    assert "Length: Long. Three turns each." in first.out
    again = run("play", saved[1], "--text", typed="1\n" * 9)
    assert "Length: Long" in again.out
    assert "The game is over." in again.out
    told = run("replay", saved[1])
    assert "Played with length=long, legs=springs." in told.err
    assert len(entries_of(told.out)) == 6
    refused = run("play", saved[1], "--options", "legs=plain", "--text")
    assert refused.status == 2
    assert "has its own rules, scenario, options, seed and questions" in refused.sentence()


def test_check(run: Run) -> None:
    document = json.loads(run("check", NIM, "--games", "5", "--json").out)
    assert document["ok"] is True
    assert document["findings"] == []
    assert len(document["rules_sha256"]) == 64
    assert set(document["stages"]["random_games"]) >= {"three-four-five"}
    assert run("check", NIM, "--games", "2").out.rstrip().endswith("All is well.")


def test_a_cluster_without_dask_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "game.bridge.cluster", raising=False)
    refused = run("simulate", *RULES, "--cluster", "127.0.0.1:8786")
    assert refused.status == 2
    assert "python -m pip install distributed" in refused.sentence()
    refused = run("simulate", *RULES, "--jobs", "2", "--cluster", "127.0.0.1:8786")
    assert refused.status == 2
    assert "give one of them" in refused.sentence()


def test_simulate(run: Run, tmp_path: Path) -> None:
    args = ["simulate", *RULES, "--games", "12", "--seed", "5", "--json"]
    alone = run(*args, "--out", str(tmp_path / "out.json"))
    document = json.loads(alone.out)
    assert {"scenario", "games", "seed", "rules_sha256", "results", "summary"} <= set(document)
    assert [result["seed"] for result in document["results"]] == list(range(5, 17))
    assert {
        "seed",
        "end",
        "winner",
        "scores",
        "verdict",
        "rounds",
        "decisions",
        "chance",
        "state_sha256",
    } == set(document["results"][0])
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == document
    assert run(*args, "--jobs", "2").out == alone.out
    assert "Wins" in run("simulate", *RULES, "--games", "2").out


def test_play_save_replay(run: Run, tmp_path: Path) -> None:
    seats = ("--seats", "replier=bot:random", "--seed", "3")
    first = run("play", *RULES, "--text", *seats, typed=f"1\nsave {tmp_path / 'a copy.toml'}\nquit")
    assert first.status == 0
    saved = re.search(r"panj play (\S+\.toml)", first.err)
    assert saved is not None
    told = run("replay", saved[1])
    assert told.status == 0
    assert len(entries_of(told.out)) >= 2
    assert len(entries_of(run("replay", saved[1], "--to", "1").out)) == 1
    again = run("play", saved[1], "--text", typed="1\n" * 40)
    assert "The game is over." in again.out
    assert again.status == 0


# Things that go wrong while it runs


def test_full_disk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Disk, "write", full)
    out = tmp_path / "out.json"
    outcome = run("simulate", *RULES, "--games", "1", "--out", str(out))
    assert outcome.status == 1
    assert "out.json" in outcome.err
    assert "Traceback" not in outcome.err
    outcome = run("play", *RULES, "--text", typed="1\n")
    assert outcome.status == 0
    told = " ".join(outcome.out.split())
    assert "(No space left on device), so this one is kept in memory only" in told


def test_a_disk_that_gives_out_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it answers; not only a full one. A closed terminal gives the same answer as one."""

    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("game.check.simulate.play_games", broken)
    outcome = run("simulate", *RULES, "--games", "1")
    assert outcome.status == 1
    assert outcome.sentence() == f"{os.strerror(errno.EIO)}."


def test_disk_fills_during_play(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Disk, "append", full)
    outcome = run("play", *RULES, "--text", "--seats", "replier=bot:random", typed="1\n1\n")
    assert "No space left" in outcome.out + outcome.err
    assert "Traceback" not in outcome.out + outcome.err


@pytest.mark.skipif(not DEVICE_FULL.exists(), reason="needs /dev/full")
def test_output_on_a_full_disk() -> None:
    with DEVICE_FULL.open("wb") as full:
        process = spawn("scenarios", *RULES, stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.decode().strip().endswith("the disk is full; nothing more could be written.")
    assert len(err.splitlines()) == 1


@posix
@pytest.mark.parametrize("closed", range(3))
def test_streams_closed_from_the_start(closed: int, tmp_path: Path) -> None:
    """A program started without one of its streams plays as if at the end of its input."""
    script = f'exec "$@" {closed}>&-'
    command = ["sh", "-c", script, "sh", sys.executable, "-m", "game"]
    told = subprocess.run(
        [*command, "play", *RULES, "--text", "--seats", "replier=bot:random"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
    assert told.returncode == 0
    assert b"Traceback" not in told.stderr
    assert b"nobody foresaw" not in told.stderr
    (_,) = (tmp_path / "data" / "panj" / "saves").iterdir()


@posix
def test_closed_pipe() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = spawn("scenarios", *RULES, "--json", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode == 1


def _break(*_: object) -> None:
    raise ZeroDivisionError("nobody thought of this")


def test_the_unforeseen_in_a_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.check.simulate.play_games", _break)
    outcome = run("simulate", *RULES, "--games", "1")
    assert outcome.status == 1
    assert "ZeroDivisionError: nobody thought of this, at test_cli.py line" in outcome.sentence()
    (report,) = (tmp_path / "data" / "panj" / "autosaves").glob("crash-*.txt")
    assert str(report) in outcome.err
    assert "Traceback" in report.read_text()


def test_the_unforeseen_in_the_terminal_loses_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.terminal.show.preview", _break)
    outcome = run(
        "play", *RULES, "--text", "--seats", "replier=bot:random", typed="1\npreview 1\n1"
    )
    assert outcome.status == 1
    saved = re.search(r"The game is saved in (\S+\.toml)\.", outcome.sentence())
    assert saved is not None
    assert len(entries_of(run("replay", saved[1]).out)) >= 2


def test_the_unforeseen_in_the_window_loses_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from game.ui.app import App

    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr(App, "frame", _break)
    outcome = run("play", *RULES, "--seats", "replier=bot:random", "--seed", "1")
    assert outcome.status == 1
    saved = re.search(r"The game is saved in (.+?\.toml)\.", outcome.sentence())
    assert saved is not None
    assert run("replay", saved[1]).status == 0


def test_details_that_cannot_be_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("game.check.simulate.play_games", _break)
    monkeypatch.setattr(Disk, "write", full)
    outcome = run("simulate", *RULES, "--games", "1")
    assert outcome.status == 1
    assert "could not be written (No space left" in outcome.sentence()


@posix
def test_ctrl_c_while_starting(tmp_path: Path) -> None:
    """However early it comes, it is no traceback."""
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")
    process = spawn(
        "scenarios",
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[1]}"},
    )
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")


def test_no_display(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    outcome = run("play", *RULES, "--seats", "replier=bot:random", typed="quit")
    assert outcome.status == 0
    assert outcome.err.splitlines()[0].startswith("There is no display")
    assert "three" in outcome.out.lower()
    assert "panj learn" not in outcome.err
    assert "panj learn" in run("play", typed="quit").err


@posix
def test_a_display_that_does_not_answer() -> None:
    env = {**os.environ, "DISPLAY": ":65000"}
    for name in ("WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XDG_RUNTIME_DIR"):
        env.pop(name, None)
    process = spawn(
        *("play", *RULES, "--seats", "replier=bot:random"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
    )
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"The game is played in the terminal." in err
    assert b"three" in out.lower()


def test_end_of_input_keeps_the_game(run: Run) -> None:
    outcome = run("play", *RULES, "--text", "--seats", "replier=bot:random", typed="1")
    assert outcome.status == 0
    assert "The game is saved" in outcome.sentence()


def _read_until(master: int, word: bytes, seconds: float = 30) -> bytes:
    seen = b""
    end = time.monotonic() + seconds
    while word not in seen and time.monotonic() < end:
        if select.select([master], [], [], 0.1)[0]:
            seen += os.read(master, 4096)
    assert word in seen, seen
    return seen


@posix
@pytest.mark.parametrize("how", ["ctrl-c", "hang-up", "closed"])
def test_terminal_goes_away(run: Run, how: str, tmp_path: Path) -> None:
    """Ctrl-C and a closed terminal lose nothing and print no traceback."""
    import pty

    master, slave = pty.openpty()
    errors = tmp_path / "errors"
    with errors.open("wb") as log:
        process = spawn(
            *("play", *RULES, "--text", "--seats", "replier=bot:random"),
            stdin=slave,
            stdout=slave,
            stderr=log,
            start_new_session=True,
        )
    os.close(slave)
    _read_until(master, b"> ")
    os.write(master, b"1\n")
    _read_until(master, b"> ")
    if how == "ctrl-c":
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    elif how == "hang-up":
        process.send_signal(signal.SIGHUP)
        process.wait(30)
    os.close(master)
    process.wait(30)
    assert "Traceback" not in errors.read_text()
    (save,) = (tmp_path / "data" / "panj" / "saves").glob("three-four-five-*.toml")
    told = run("replay", str(save))
    assert told.status == 0
    assert len(told.out.splitlines()) >= 2


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_while_simulating(jobs: str) -> None:
    process = spawn(
        *("simulate", *RULES, "--games", "1000000", "--jobs", jobs),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(2.5)
    # The whole group hears it, as at a terminal.
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert err.decode().strip() == "Stopped."
