"""Commands that are told to a person: they can be pasted into a shell as they stand."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from game.catalogue import phrase


def command(words: Sequence[str | Path], windows: bool = os.name == "nt") -> str:
    """Write a command of ours for the shell of this system.

    Args:
        words: what follows `panj`; a path stands for itself, whatever letters it has.
        windows: whether it is for the shell of Windows.
    """
    told = ["panj"]
    for word in words:
        text = str(word)
        # A file must not be taken for an option.
        told.append(os.path.join(".", text) if isinstance(word, Path) and text[:1] == "-" else text)
    return subprocess.list2cmdline(told) if windows else shlex.join(told)


def in_use(save: Path) -> str:
    """Say what can be done about a save that is played elsewhere; sentences."""
    copy = save.with_name(f"{save.stem}-copy{save.suffix}")
    go_on = command(["play", save, "--save", copy])
    return phrase("terminal.in_use", read=command(["replay", save]), copy=go_on)
