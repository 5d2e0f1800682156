"""A real window on a display without a screen, driven by real keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAY = (
    "import sys; from pathlib import Path; from game.resources import rules_path;"
    "from game.rules import load_rules; from game.ui.app import run;"
    "sys.exit(run(load_rules(rules_path()), save=Path(sys.argv[1]), seed=3))"
)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of 1366x768, and its name."""
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed here, so no real window can be driven.")
    number = f":{90 + os.getpid() % 400}"
    server = subprocess.Popen(
        ["Xvfb", number, "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1.0)
    if server.poll() is not None:
        pytest.skip("Xvfb does not start here, so no real window can be driven.")
    yield number
    server.terminate()
    server.wait(10)


def test_some_turns_in_a_real_window(display: str, tmp_path: Path) -> None:
    env = {
        **os.environ,
        "DISPLAY": display,
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "SDL_AUDIODRIVER": "dummy",
    }
    env.pop("SDL_VIDEODRIVER", None)
    save = tmp_path / "game.toml"

    def keys(*arguments: str) -> str:
        command = ["xdotool", *arguments]
        run = subprocess.run(command, env=env, check=True, timeout=20, stdout=subprocess.PIPE)
        return run.stdout.decode()

    def moves() -> int:
        return save.read_text(encoding="utf-8").count("[[entry]]") if save.exists() else 0

    window = subprocess.Popen(
        [sys.executable, "-c", PLAY, str(save)],
        env=env,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 30
        while moves() < 1 and window.poll() is None and time.monotonic() < deadline:
            time.sleep(2.0)  # the window opens, chance draws the card
            keys("keydown", "space")
            time.sleep(0.9)
            keys("keyup", "space")
            keys("key", "Return")  # the brief
            keys("key", "2")  # the second answer, or the second action
            keys("key", "Return")
        assert window.poll() is None, window.communicate()[1]
        assert moves() >= 1
        told = keys("search", "--class", "", "getwindowname", "%@")
        assert "The Panj Equation" in told
        keys("mousemove", "400", "400", "click", "1")
        keys("mousemove", "600", "300")
        time.sleep(0.5)
        size_before = save.stat().st_size
        assert window.poll() is None
    finally:
        window.terminate()
        window.communicate(timeout=20)
    assert save.stat().st_size >= size_before
