"""A session at the terminal: the real command, its lines piped in, while calls fail below it."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import pytest

from game.cli import main
from tests.faults.calls import in_force
from tests.faults.judge import Witness, Wrong

#: Typed at this point, the fault is over.
LIFT = "(lift)"


class _Typed(io.RawIOBase):
    """Standard input: a line whenever one is asked for, and a look at the disk before."""

    def __init__(self, lines: Sequence[str], witness: Witness, out: io.BytesIO) -> None:
        self._lines, self._witness, self._out = list(lines), witness, out
        self._heard = 0

    def readable(self) -> bool:
        return True

    def hear(self) -> None:
        """Note what was printed since."""
        text = self._out.getvalue()[self._heard :].decode()
        self._heard += len(text.encode())
        if text:
            self._witness.said.append(" ".join(text.split()))

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        self.hear()
        self._witness.look()
        if self._lines and self._lines[0] == LIFT:
            self._lines.pop(0)
            self._witness.faults.lift()
        if not self._lines:
            return 0
        line = self._lines.pop(0).encode() + b"\n"
        buffer[: len(line)] = line
        self._witness.acts += 1
        return len(line)


def command(witness: Witness, args: Sequence[str], lines: Sequence[str]) -> tuple[int, str]:
    """Run a command in this process on a home of its own.

    Args:
        witness: sees it.
        args: the command.
        lines: what is typed; LIFT among them ends the fault.

    Returns:
        Its exit status, and all that it printed.

    Raises:
        Wrong: it ended in something else than a status and a sentence, or did not tell.
    """
    out = io.BytesIO()
    typed = _Typed(lines, witness, out)
    text = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        stdin = io.TextIOWrapper(io.BufferedReader(typed), encoding="utf-8")  # type: ignore[type-var]
        patch.setattr(sys, "stdin", stdin)
        patch.setattr(sys, "stdout", text)
        patch.setattr(sys, "stderr", text)
        patch.setenv("XDG_DATA_HOME", str(witness.home.parent))
        patch.setenv("TERM", "dumb")
        try:
            with witness.watching(), in_force(witness.faults):
                main(list(args))
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 1
        else:
            status = 0
        typed.hear()
        printed = out.getvalue().decode()
    if "Traceback" in printed or "nobody foresaw" in printed:
        raise Wrong(f"it failed in a way that nobody foresaw: {printed[-300:]}")
    return status, printed
