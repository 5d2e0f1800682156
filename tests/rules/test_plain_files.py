"""Every file that somebody names is opened by one door, which takes plain files of a size only."""

from __future__ import annotations

import ast
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import game
from game.drawing.geography import MapDataError, load_geography
from game.files import NotPlain, read_json, read_plain
from game.resources import asset
from game.rules import RulesError, load_rules

TOP = Path(game.__file__).parent
#: Who opens files without the door, and why.
OWN = {
    "files.py": "the door",
    "rules/look/source.py": "our own look",
    "rules/reference/reference.py": "our own grammar",
    "ui/map/counters.py": "our own icons, asked of a list",
    "ui/theme.py": "our own icons",
    "ui/screens/common.py": "our own credits",
    "table/snapshot.py": "writes",
    "table/lock.py": "a lock, which is looked at when it is open",
    "check/workers.py": "a copy that its parent made",
    "serve/icon_sheet.py": "our own icons",
    "stick/imports.py": "our own program",
    "stick/wheels.py": "our own project",
    "terminal/exit_status.py": "the device that is nowhere",
    "cli.py": "the device that is nowhere",
}
OPENS = {"open", "read_text", "read_bytes", "fdopen", "os.open", "io.open"}
OPENING = r"open|read_text|read_bytes"
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")


def test_files_are_opened_by_one_door() -> None:
    found: dict[str, list[int]] = {}
    for path in sorted(TOP.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        # Few files hold any of the words, and only those are read by Python.
        for node in ast.walk(ast.parse(text)) if re.search(OPENING, text) else ():
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            owner, _, last = name.rpartition(".")
            # `screen.open(card)` and `Sitting.open(start)` open no file.
            if name in OPENS or (last in ("read_text", "read_bytes") and owner):
                found.setdefault(path.relative_to(TOP).as_posix(), []).append(node.lineno)
    assert {name: lines for name, lines in found.items() if name not in OWN} == {}


def ends(work: Callable[[], object]) -> list[BaseException]:
    """What a piece of work raises; it fails where the work waits for ever."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    return raised


@pipes
def test_a_pipe_in_a_maps_folder_is_no_map(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    os.mkfifo(folder / "spaces.json")
    (raised,) = ends(lambda: load_geography(folder))
    assert isinstance(raised, MapDataError)
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[game]\nname = "X"\nseats = ["red"]\nlook = "look.toml"\n'
        '[set.place]\nmembers = ["a"]\n[procedure.play]\ndo = "end()"\n',
        encoding="utf-8",
    )
    (tmp_path / "look.toml").write_text(
        'version = 1\ngeography = "map"\n[table]\nplaces = "place"\n', encoding="utf-8"
    )
    (told,) = ends(lambda: load_rules(rules))
    assert isinstance(told, RulesError)
    assert "no-map" in {f.code for f in told.findings}


@pipes
def test_what_is_put_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, pipe = tmp_path / "plain", tmp_path / "pipe"
    plain.write_bytes(b"text")
    os.mkfifo(pipe)
    said = plain.stat()
    # The test sees the file, and by the time it is opened a pipe stands there.
    monkeypatch.setattr(os, "stat", lambda path: said)
    (raised,) = ends(lambda: read_plain(pipe, 10))
    assert isinstance(raised, NotPlain)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[1" + "0" * 5_000 + "]", "{"])
def test_json_that_cannot_be_read_is_said_so(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"."):
        read_json(path, 1_000_000)
    with pytest.raises(ValueError, match="more than"):
        read_json(asset("map", "spaces.json"), 1_000)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('geography = "../map"', "wrong-shape"),
        ('geography = "/etc"', "wrong-shape"),
        ('[marks.open]\nicon = "../icons/handshake"\ncolour = "#ffffff"', "no-icon"),
    ],
)
def test_a_look_leads_to_no_file_elsewhere(line: str, code: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[game]\nname = "X"\nseats = ["red"]\nlook = "look.toml"\n'
        '[set.place]\nmembers = ["a"]\n[register.open]\nof = "place"\nrange = "bool"\n'
        '[procedure.play]\ndo = "open[a] = true\\nend()"\n',
        encoding="utf-8",
    )
    (tmp_path / "look.toml").write_text(
        f'version = 1\n{line}\n[table]\nplaces = "place"\n', encoding="utf-8"
    )
    with pytest.raises(RulesError) as caught:
        load_rules(rules)
    assert code in {f.code for f in caught.value.findings}, str(caught.value)
