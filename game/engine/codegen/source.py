"""The source of one function while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class FunctionSource:
    """Lines of Python, and the variables that were made up for them.

    Attributes:
        lines: the lines of the body so far.
        depth: how deep the next line is indented.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.depth = 1
        self._temps = 0

    def line(self, text: str) -> None:
        """Add a line at the present depth."""
        self.lines.append("    " * self.depth + text)

    def fresh(self, prefix: str) -> str:
        """The name of one more variable."""
        self._temps += 1
        return f"{prefix}{self._temps - 1}"

    def temp(self, text: str) -> str:
        """Keep a value in a variable of its own; returns its name."""
        name = self.fresh("t")
        self.line(f"{name} = {text}")
        return name

    @contextmanager
    def indented(self, head: str = "") -> Iterator[None]:
        """Write what follows one deeper, below a head; what is not given a line is `pass`."""
        if head:
            self.line(head)
        self.depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def text(self, name: str, params: str) -> str:
        """The whole function."""
        return f"def {name}({params}):\n" + "\n".join(self.lines or ["    pass"]) + "\n"


def read(place: str, size: int) -> str:
    """Source of the number in a cell of one byte, or of two with the lower first.

    Args:
        place: source of its first byte.
        size: its bytes.
    """
    if size == 1:
        return f"s[{place}]"
    if place.isdigit():
        return f"(s[{place}] | s[{int(place) + 1}] << 8)"
    # The place is worked out once, whatever stands in it.
    return f"wide(s, {place})"


def write(place: str, size: int, number: str) -> list[str]:
    """The lines that set the number in a cell; see `read`.

    Args:
        place: source of its first byte; worked out twice where it has two bytes.
        size: its bytes.
        number: source of the number, worked out as often.
    """
    if size == 1:
        return [f"s[{place}] = {number}"]
    after = str(int(place) + 1) if place.isdigit() else f"{place} + 1"
    if number.isdigit():
        return [f"s[{place}] = {int(number) & 255}; s[{after}] = {int(number) >> 8}"]
    return [f"s[{place}] = {number} & 255; s[{after}] = {number} >> 8"]


def wide(s: bytearray, at: int) -> int:
    """The number in a cell of two bytes, the lower first; generated code calls it."""
    return s[at] | s[at + 1] << 8


def shift(text: str, lo: int) -> str:
    """Source of a value plus a constant."""
    if text.isdigit():
        return str(int(text) + lo)
    return f"({text} {'+' if lo > 0 else '-'} {abs(lo)})" if lo else text
