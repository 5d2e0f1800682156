"""What widgets know of whoever explains the words that they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class NamedWords(Protocol):
    """A name in a sentence: from which letter to which, and the key of what it names."""

    @property
    def begin(self) -> int:
        """The place of its first letter."""
        ...

    @property
    def end(self) -> int:
        """The place behind its last one."""
        ...

    @property
    def key(self) -> str:
        """What it names."""
        ...


class Explains(Protocol):
    """Who knows what the words mean that a window shows."""

    def named(self, words: str) -> Sequence[NamedWords]:
        """The names that stand in a sentence, in order."""
        ...

    def whole(self, words: str) -> str:
        """The key of what words name that are a name and nothing else; empty for others."""
        ...

    def explain(self, key: str) -> str:
        """What a thing is, in marked-up words."""
        ...

    def open(self, key: str) -> None:
        """Show all that is told of a thing."""
        ...
