"""The one door to the terminal: what a file or its name says cannot steer it."""

from __future__ import annotations

from collections.abc import Iterator

import click
from attrs import frozen
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderableType, RenderHook
from rich.segment import Segment

from game.rules.source.characters import visible


def say(text: str = "", *, err: bool = False, nl: bool = True, over: bool = False) -> None:
    """Print a text, its control characters shown as escapes.

    Args:
        text: the text.
        err: whether it goes to standard error.
        nl: whether the line ends after it.
        over: whether it takes the place of the line that the cursor is on.
    """
    click.echo("\r" * over + visible(text), err=err, nl=nl)


@frozen
class _Shown:
    """Something laid out for a terminal, with the control characters of its texts as escapes."""

    what: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self.what, options):
            # What rich itself tells the terminal is no text of a file.
            yield segment if segment.control else segment._replace(text=visible(segment.text))


class _Hook(RenderHook):
    """Stands before all that a console prints."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """What is printed instead."""
        return [_Shown(what) for what in renderables]


def shield(console: Console) -> None:
    """Let a console show control characters as escapes, whatever it prints from now on."""
    console.push_render_hook(_Hook())
