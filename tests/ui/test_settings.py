"""Settings that are damaged or odd: the window starts, says so, and keeps them aside."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from game.ui.screens.title import TitleScreen
from game.ui.settings import Settings
from game.ui.theme import Theme
from tests.loaded import rules_of
from tests.ui.conftest import Driver

DAMAGED = [
    b"",
    b"[" * 100_000,
    b"{}" * 9,
    b"[1]",
    b'{"text": []}',
    b"\xff",
    b'{"speed": 1e999'[:-3],
]


@pytest.mark.parametrize("data", DAMAGED)
def test_damaged_settings_are_said_and_kept_aside(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(data)
    settings = Settings(file)
    usual = Theme()
    assert (settings.theme.text, settings.theme.speed) == (usual.text, usual.speed)
    words = settings.take_problem()
    assert str(file) in words
    assert "kept as it is beside" in words
    assert settings.take_problem() == ""
    assert file.read_bytes() == data, "nothing is written before something is changed"
    settings.full = True
    settings.save()
    settings.save()
    assert settings.refused == ""
    assert (tmp_path / "settings.json.damaged").read_bytes() == data
    assert json.loads(file.read_bytes())["full"] is True
    assert len(list(tmp_path.iterdir())) == 2
    again = Settings(file)
    assert again.full
    assert again.problem == ""


def test_no_settings_are_no_problem(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none" / "settings.json")
    assert settings.problem == ""
    settings.save()
    assert Settings(tmp_path / "none" / "settings.json").problem == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_left_alone(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "settings.json"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.mkdir()
    settings = Settings(file)
    assert str(file) in settings.problem
    settings.save()
    assert "cannot be kept" in settings.refused
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_the_title_says_it(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"[" * 100_000)
    driver = Driver(rules_of("tic-tac-toe"), tmp_path)
    driver.app.go("title")
    assert isinstance(driver.app.screen, TitleScreen)
    assert driver.app.screen.in_dialog


ODD = {
    "text": ("Size of text", ["large", 0, 31, None, True, [], 10**400, float("inf")]),
    "motion": ("Motion", [1, "yes", None, {}]),
    "speed": ("Speed", ["", -1, 0.0, 9, False, float("nan")]),
    "full": ("Full screen", [0, "no"]),
    "sound": ("Sound", [-1, 101, 60.5, True, "loud", None, [60]]),
    "language": ("Language", ["zz", 3, None, ["en"], {"en": 1}]),
}


@pytest.mark.parametrize(
    ("name", "title", "value"),
    [(name, title, value) for name, (title, values) in ODD.items() for value in values],
)
def test_a_value_that_cannot_be_is_told_and_the_rest_is_used(
    tmp_path: Path, name: str, title: str, value: object
) -> None:
    good = {"text": 1.5, "motion": False, "speed": 2.0, "full": True, "sound": 0, "language": "en"}
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({**good, name: value}), encoding="utf-8")
    settings, usual = Settings(file), Settings(tmp_path / "none.json")
    if settings.problem.startswith(f"{file}: the settings cannot be used"):
        assert value in (float("inf"), 10**400) or value != value, "no number of JSON at all"
        return
    assert title in settings.problem
    for held, words in _held(settings).items():
        assert words == (_held(usual)[held] if held == name else good[held])
    settings.save()
    assert Settings(file).problem == ""
    assert (tmp_path / "settings.json.damaged").exists()


def _held(settings: Settings) -> dict[str, object]:
    """What the window uses, by the name that the file has for it."""
    return {
        "text": settings.theme.text,
        "motion": settings.theme.motion,
        "speed": settings.theme.speed,
        "full": settings.full,
        "sound": settings.sound,
        "language": settings.language,
    }


def test_what_another_version_keeps_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"sound": 10, "from_tomorrow": {"a": [1, 2]}}', encoding="utf-8")
    settings = Settings(file)
    assert (settings.sound, settings.problem) == (10, "")
    settings.sound = 0
    settings.save()
    kept = json.loads(file.read_bytes())
    assert kept["from_tomorrow"] == {"a": [1, 2]}
    assert kept["sound"] == 0
