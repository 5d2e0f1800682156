"""The language that was chosen in the window is spoken wherever a game is told of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.catalogue import SPOKEN, choose, phrase
from game.table import language
from game.ui.settings import Settings
from tests.languages import ID


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings of a person are kept."""
    monkeypatch.setattr(language, "saves_folder", lambda: tmp_path / "saves")
    return tmp_path / "settings.json"


def test_the_language_of_the_settings_is_spoken(settings: Path) -> None:
    settings.write_text(json.dumps({"language": "ru"}), encoding="utf-8")
    try:
        choose("en")
        assert phrase("value.yes") == "yes"
        language.speak_as_chosen()
        assert phrase("value.yes") == "да"
    finally:
        choose("en")


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b"3", b"\xff", b'{"language": [1]}', b'{"language": "zz"}', None]
)
def test_settings_that_say_nothing_of_it_leave_english(settings: Path, data: bytes | None) -> None:
    if data is not None:
        settings.write_bytes(data)
    language.speak_as_chosen()
    phrase("value.yes")
    assert SPOKEN.catalogue is not None
    assert SPOKEN.catalogue.id == "en"


@pytest.mark.parametrize(
    ("line", "kept", "system", "spoken"),
    [
        ("ru", "en", "en_GB.UTF-8", "ru"),
        ("", "ru", "en_GB.UTF-8", "ru"),
        ("", "", "ru_RU.UTF-8", "ru"),
        ("", "", "ru", "ru"),
        ("", "en", "ru_RU.UTF-8", "en"),
        ("", "", "C", "en"),
        ("xx", "ru", "C", "ru"),
        ("xa", "ru", "C", ID),
    ],
)
def test_the_command_line_comes_before_the_settings_and_those_before_the_system(
    settings: Path, monkeypatch: pytest.MonkeyPatch, line: str, kept: str, system: str, spoken: str
) -> None:
    monkeypatch.setenv(language.VARIABLE, line)
    monkeypatch.setenv("LC_ALL", system)
    if kept:
        settings.write_text(json.dumps({"language": kept}), encoding="utf-8")
    try:
        language.speak_as_chosen()
        assert SPOKEN.catalogue is not None
        assert SPOKEN.catalogue.id == spoken
        assert Settings(settings).language == spoken
    finally:
        choose("en")
