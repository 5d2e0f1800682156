"""Lines from standard input, whatever comes: odd bytes, endless lines, an early end, Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from select import select

from rich.console import Console
from rich.text import Text

from game.catalogue import phrase

#: A line of more letters is no answer.
MOST = 4096


def reader(console: Console) -> Callable[[str], str]:
    """Return what asks at a console: it shows a prompt and gives the line that was typed.

    A line that cannot be used is said to be so, and asked for again. The end of the input, and an
    input that cannot be read, raise EOFError.

    Args:
        console: where to ask.
    """

    def ask(prompt: str) -> str:
        while True:
            line = _line(console, prompt)
            wrong = fault(line)
            if not wrong:
                return line
            console.print(Text(wrong))

    return ask


def hidden_reader(console: Console) -> Callable[[str], str]:
    """Return what asks for a code: at a terminal nothing of it is shown while it is typed.

    Args:
        console: where to ask; like `reader` where the input is no terminal.
    """
    plain = reader(console)

    def ask(prompt: str) -> str:
        if not sys.stdin.isatty():
            return plain(prompt)
        try:
            return console.input(Text(prompt), password=True)
        except (OSError, ValueError) as error:
            raise EOFError from error

    return ask


def fault(line: str) -> str:
    """Return what is wrong with a line as an answer, a sentence; nothing if it can be used."""
    if len(line) > MOST:
        return phrase("terminal.too_long", count=MOST)
    if any("\ud800" <= char <= "\udfff" for char in line):
        # By these Python stands for bytes that it could not read.
        return phrase("terminal.bad_coding")
    if any(ord(char) < 32 and char != "\t" for char in line):
        return phrase("terminal.control")
    return ""


def _line(console: Console, prompt: str) -> str:
    try:
        console.print(Text(prompt), end="")
        if sys.stdin.isatty():
            _await_line()
        return _bounded()
    except (OSError, ValueError) as error:
        # Nobody is there any more, or what was given as input cannot be read.
        raise EOFError from error


def _await_line() -> None:
    """Wait at a terminal until there is a line, or a signal such as Ctrl-C.

    A signal that comes just before a read begins does not end that read, and Python hears of it
    only afterwards. Here it also writes to a pipe that is waited for, so that it is never late.

    Raises:
        KeyboardInterrupt: at Ctrl-C, as anywhere.
    """
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        # Windows ends the read itself; signals come to the main thread alone.
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    before = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    try:
        while sys.stdin not in (ready := select([sys.stdin, heard], [], [])[0]):
            if heard in ready:
                os.read(heard, 64)
    finally:
        signal.set_wakeup_fd(before)
        os.close(heard)
        os.close(told)


def _bounded() -> str:
    """A line of the input; of a longer one than `MOST` the rest is skipped."""
    line = sys.stdin.readline(MOST + 2)
    if not line:
        raise EOFError
    rest = line
    while len(rest) == MOST + 2 and not rest.endswith("\n"):
        rest = sys.stdin.readline(MOST + 2)
    return line.removesuffix("\n").removesuffix("\r")
