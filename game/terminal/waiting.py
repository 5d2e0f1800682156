"""Chance and bots at a terminal: while a bot thinks it is said, and Ctrl-C gives the word back."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from rich.text import Text

from game.bots.table_steps import TableSteps
from game.catalogue import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from game.bots.table_steps import Awaited
    from game.rules import Rules
    from game.table import Bot, Sitting, Step

#: Seconds between two looks at whether a bot has chosen.
PAUSE: Final = 0.05
#: A bot that thinks for fewer seconds is not told of.
PATIENCE: Final = 0.4


class Waiting:
    """Makes steps of chance and bots, and waits for bots that think.

    Attributes:
        aside: whether a person asked for the word while a bot thinks; it thinks on.
    """

    def __init__(
        self,
        sitting: Sitting,
        bots: Callable[[Rules], Mapping[str, Bot]],
        console: Console,
        title: Callable[[str], str],
    ) -> None:
        """Make no step yet.

        Args:
            sitting: the game.
            bots: gives the bots that there are; a function of a module.
            console: where it is said who thinks.
            title: what people call a seat.
        """
        self._steps = TableSteps(sitting, bots)
        self._console, self._title = console, title
        self.aside = False

    def step(self) -> Step | None:
        """Make one step, as `Sitting.step` does; None also where a person asked for the word.

        Raises:
            TableError: a bot chose a move that is not legal, or cannot think.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        step = self._steps.step()
        if step is None and self._steps.thinking is not None:
            step = self._wait()
        return step

    def _wait(self) -> Step | None:
        """Wait for the bot that thinks."""
        step, said = None, False
        # A spinner is for terminals; elsewhere a line says it once.
        status = self._console.status("") if self._console.is_terminal else None
        with status or nullcontext():
            while step is None and (thinking := self._steps.thinking) is not None:
                if status is not None:
                    status.update(self._words(thinking))
                elif thinking.seconds >= PATIENCE and not said:
                    self._console.print(self._words(thinking))
                    said = True
                try:
                    time.sleep(PAUSE)
                except KeyboardInterrupt:
                    self.aside = True
                    break
                step = self._steps.step()
        if self.aside and thinking is not None:
            self._console.print(Text(phrase("terminal.aside", seat=self._title(thinking.seat))))
        return step

    def _words(self, thinking: Awaited) -> Text:
        words = phrase("stage.seat_thinks", seat=self._title(thinking.seat))
        if seconds := int(thinking.seconds):
            words += " " + phrase("terminal.thinks_for", count=seconds)
        return Text(words, style="dim")

    def hurry(self) -> bool:
        """Let the bot that thinks move with what it has found; False where none does."""
        self._steps.hurry()
        return self._steps.thinking is not None

    def close(self) -> None:
        """Let no bot think any more."""
        self._steps.close()
