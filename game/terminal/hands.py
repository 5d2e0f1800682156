"""One terminal in several hands: what one person saw and typed is gone before the next one sits."""

from __future__ import annotations

import os
import select
import shutil
import sys
import time

from rich.console import Console

if sys.platform == "win32":
    import msvcrt
else:
    import termios

#: At least so many blank lines push away what cannot be cleared.
LEAST = 100
#: Whoever leans on a key repeats it faster than this, in seconds, even the first time.
QUIET = 0.7


def clears(console: Console) -> bool:
    """Whether the terminal behind a console can be cleared: not a file, nor one that does less."""
    if not console.is_terminal or console.is_dumb_terminal:
        return False
    # Only Windows tells by no variable what its terminals can do; all of them can be cleared.
    return sys.platform == "win32" or bool(os.environ.get("TERM"))


def push_lines(console: Console) -> int:
    """How many blank lines push everything off the screen behind a console."""
    return max(LEAST, console.height, shutil.get_terminal_size().lines)


def blank(console: Console) -> None:
    """Let nothing be read that was shown: clear the terminal, or push all of it away."""
    if not clears(console):
        # The line on which something was asked may not have ended yet.
        console.print("\n" * push_lines(console))
        return
    console.clear()
    # What has scrolled off the top must go too, or the next person could scroll back.
    console.file.write("\x1b[3J")
    console.file.flush()


def discard_typed() -> None:
    """Forget what was typed ahead at a terminal, and wait until no key is held any more.

    What comes from a file or another program was not typed, and stays.
    """
    try:
        if sys.stdin.isatty():
            _drain(sys.stdin.fileno())
    except (OSError, ValueError):
        return  # nothing can be read from there any more, and the next question says so


if sys.platform == "win32":

    def _drain(_: int) -> None:
        end = time.monotonic() + QUIET
        while time.monotonic() < end:
            while msvcrt.kbhit():
                msvcrt.getwch()
                end = time.monotonic() + QUIET
            time.sleep(0.02)

else:

    def _drain(terminal: int) -> None:
        typed = True
        while typed:
            try:
                termios.tcflush(terminal, termios.TCIFLUSH)
            except termios.error:
                return
            typed = bool(select.select([terminal], [], [], QUIET)[0])
