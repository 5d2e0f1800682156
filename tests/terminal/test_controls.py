"""Nothing that a file says, and no file's name, steers a terminal or stops a window."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table
from rich.text import Text

from game.bots import bots_of
from game.cli import main
from game.rules import load_rules
from game.rules.diagnostics import Finding, RulesError
from game.rules.source.characters import control_in, visible, without_controls
from game.table import GameSetup, SavedGame, Sitting
from game.table.header import header_bytes
from game.table.save_reader import read
from game.table.words import LONGEST_TEXT, clean
from game.terminal.exit_status import CommandError, guarded
from game.terminal.printing import say, shield
from tests.loaded import path_of

ROOT = Path(__file__).parent.parent.parent
NIM = path_of("nim")
#: All that may not come out: every C0 but the line's end and the tab, DEL, C1, separators, bidi.
STEERING = "".join(
    chr(n)
    for first, last in (
        (0, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x2028, 0x202E), (0x2066, 0x2069),
        (0xD800, 0xD802), (0xDCFE, 0xDCFF),
    )
    for n in range(first, last + 1)
)  # fmt: skip
WORST = "a\x1b]52;c;eA==\x07\x1b[2J\rFORGED\x9b31m\x00\u202egnp\u2066\x7f\u2028z"
texts = st.text(st.one_of(st.sampled_from(STEERING), st.sampled_from("az \n\t\u06cc\u200c")))


def steers(said: str) -> list[str]:
    """What of a text would steer a terminal."""
    return re.findall(f"[{re.escape(STEERING)}]", said)


# The filter itself


@given(texts)
def test_what_is_shown_steers_nothing_and_means_the_same(text: str) -> None:
    shown = visible(text)
    assert not steers(shown)
    meant = json.loads(f'"{shown}"', strict=False)
    assert meant.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
    assert (shown == text) == (control_in(text) is None)
    assert "\n" not in visible(text, key=True)


@given(texts)
def test_what_a_person_writes_is_kept_without_controls(text: str) -> None:
    assert not steers(without_controls(text))
    assert not steers(clean(text))
    assert clean(clean(text)) == clean(text)
    assert len(clean(text * 100)) <= LONGEST_TEXT


def test_a_text_from_elsewhere_keeps_its_lines() -> None:
    assert without_controls("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"


# Every door


@given(texts)
def test_what_is_said_steers_nothing(text: str) -> None:
    out, err = StringIO(), StringIO()
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        say(text)
        say(text, err=True)
        guarded(lambda: fail(CommandError(text)))
        guarded(lambda: fail(OSError(5, text, text)))
        guarded(lambda: fail(RulesError([Finding("x", "error", text, 1, 1, text, text, text)])))
    finally:
        sys.stdout, sys.stderr = kept
    assert not steers(out.getvalue() + err.getvalue())


def fail(error: Exception) -> None:
    """Raise an error, as a command does."""
    raise error


@given(texts, st.booleans())
def test_what_a_console_prints_steers_nothing(text: str, live: bool) -> None:
    file = StringIO()
    console = Console(file=file, force_terminal=live, color_system=None, width=60)
    shield(console)
    table = Table(title=Text(text), box=None)
    table.add_column(Text(text))
    table.add_row(Text(text))
    for what in (Text(text), table, Text.assemble(("a", "bold"), text)):
        console.print(what)
    console.input(Text(text), stream=StringIO("\n"))
    said = re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue()) if live else file.getvalue()
    assert not steers(said)


#: What a file must hold to print at all; few are read by Python.
PRINTS = re.compile(r"\b(print|echo|secho|write)\b")


def test_only_the_door_prints() -> None:
    for path in sorted((ROOT / "game").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if PRINTS.search(text) else ():
            if not isinstance(node, ast.Call):
                continue
            name, place = ast.unparse(node.func), f"{path}:{node.lineno}"
            if name in ("click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"):
                assert path.name == "printing.py", f"{place}: print by `say`"
            if name == "print":
                assert path.name == "screenshot.py", f"{place}: print by `say`"


# Saves and names from strangers


def noted(folder: Path) -> Path:
    """A save into whose entries somebody wrote what steers a terminal, by hand."""
    path = folder / "save.toml"
    with_note = Sitting.open(GameSetup(load_rules(NIM), "three-four-five", {}, 1, path), bots_of)
    with_note.facilitator.note("a note", "Anna")
    with_note.close()
    return path


def run(*args: str | Path, typed: str = "") -> str:
    """What a command prints, on both streams."""
    runner = CliRunner()
    kept = sys.argv

    import click

    @click.command()
    def whole() -> None:
        main([str(a) for a in args])

    try:
        return runner.invoke(whole, [], input=typed).output
    finally:
        sys.argv = kept


def test_what_a_strangers_save_says_steers_nothing(tmp_path: Path) -> None:
    path = noted(tmp_path)
    escaped = json.dumps(WORST)[1:-1]
    text = path.read_text(encoding="utf-8")
    assert text.count("Anna") == text.count("a note") == 1
    path.write_text(text.replace("Anna", escaped).replace("a note", escaped), encoding="utf-8")
    assert not read(path).entries, "no program writes such an entry in this format"
    for args in (("replay", path), ("play", "--text", path)):
        assert not steers(run(*args, typed="log\nquit\n"))


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_the_name_of_a_file_steers_nothing(tmp_path: Path) -> None:
    name = WORST.replace("\0", "")
    save = tmp_path / f"{name}.toml"
    noted(tmp_path).rename(save)
    broken = tmp_path / f"{name}-broken.toml"
    broken.write_text("[game", encoding="utf-8")
    folder = tmp_path / f"{name}-folder"
    folder.mkdir()
    gone = tmp_path / f"{name}-gone"
    odd = tmp_path / os.fsdecode(b"\xff\x1b.toml")
    said = ""
    for path in (save, broken, folder, gone, odd):
        said += run("replay", path)
        said += run("check", path, "--json")
        said += run("play", path, "--text", typed=f"save {folder}\nquit\n")
    said += run("simulate", "--rules", NIM, "--games", "1", "--out", folder)
    said += run(WORST.replace("\0", ""))
    assert len(said) > 1_000
    assert not steers(said)


@pytest.mark.parametrize("field", ["scenario", "rules_name", "seats", "options"])
def test_a_head_with_a_control_character_is_refused(field: str, tmp_path: Path) -> None:
    header = read(noted(tmp_path)).header
    value: Any = {"red": "human\x1b"} if field in ("seats", "options") else "a\u202eb"
    path = tmp_path / "odd.toml"
    path.write_bytes(header_bytes(attrs.evolve(header, **{field: value})))
    said = run("replay", path)
    assert "control character U+" in said
    assert field in said
    assert not steers(said)
    assert SavedGame(path).path == path
