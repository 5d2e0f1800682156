"""The sounds of the table: short, made by us, and silent where nothing can be heard."""

from __future__ import annotations

import wave
from pathlib import Path

import pygame
import pytest

from game.resources import asset
from game.ui.settings import Settings
from game.ui.sounds import Sounds
from game.ui.tones import RATE, SOUNDS, samples


@pytest.mark.parametrize("name", sorted(SOUNDS))
def test_each_file_is_what_the_notes_make(name: str) -> None:
    with wave.open(str(asset("sounds", f"{name}.wav")), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        kept = file.readframes(file.getnframes())
    made = samples(name)  # type: ignore[arg-type]
    assert len(kept) == len(made)
    there, here = memoryview(kept).cast("h"), memoryview(made).cast("h")
    # Another machine may round a sine otherwise.
    assert all(abs(a - b) <= 1 for a, b in zip(there, here, strict=True))
    assert len(made) / 2 / RATE < 1.2


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def test_a_table_is_heard_unless_it_is_muted_or_set_to_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    sounds, heard = Sounds(settings), list[str]()

    def asked(_: Sounds) -> bool:
        heard.append("asked")
        return False

    monkeypatch.setattr(Sounds, "ready", asked)
    sounds.play("step")
    assert heard == ["asked"]
    sounds.muted = True
    sounds.play("step")
    sounds.muted, settings.sound = False, 0
    assert sounds.silent
    sounds.play("step")
    assert heard == ["asked"]


def test_without_a_device_it_is_silent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise pygame.error("no device")

    pygame.mixer.quit()
    monkeypatch.setattr(pygame.mixer, "init", fails)
    sounds = Sounds(settings)
    sounds.play("alarm")
    sounds.play("end")
    assert not sounds.ready()


def test_with_a_device_all_are_played(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    sounds = Sounds(settings)
    assert sounds.ready()
    for name in SOUNDS:
        sounds.play(name)
    assert pygame.mixer.get_busy()
    pygame.mixer.quit()
