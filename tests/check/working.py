"""What the workers of `test_workers` do: a module of its own, quick to import in each of them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

#: More than any pipe holds.
LONG = "x" * 2_000_000


def ready(path: str) -> None:
    """Read what there is to read."""
    assert Path(path).read_text(encoding="utf-8") == LONG


def add(seeds: range) -> int:
    return sum(seeds)


def adds_slowly(seeds: range) -> int:
    time.sleep(0.005)
    return sum(seeds)


def fails(seeds: range) -> int:
    return sum(seeds) // (seeds.start != 4)


def _once(folder: str, what: str) -> bool:
    """Is it the first time that this is asked, in any process?"""
    try:
        (Path(folder) / what).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def dies_starting(folder: str, path: str) -> None:
    """The first worker dies before it is ready."""
    if _once(folder, "start"):
        os.kill(os.getpid(), signal.SIGKILL)


def dies_playing(folder: str, seeds: range) -> int:
    """Whoever plays the third batch first dies of it."""
    if seeds.start == 4 and _once(folder, "play"):
        os.kill(os.getpid(), signal.SIGKILL)
    return sum(seeds)


def always_dies(seeds: range) -> int:
    if seeds.start == 4:
        os._exit(3)
    return sum(seeds)
