"""Below a table that is looked back at: the scrubber, whose eyes look, and what the step did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

import pygame

from game.catalogue import phrase
from game.ui import paint, wording
from game.ui.theme import INK, LINE, MUTED
from game.ui.widgets import Box, Button, Scroll, Span, Text, Widget
from game.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from game.ui.replay_client import ReplayClient

#: So many lines of text are kept free for what a step did.
LINES = 3


class ReplayControl(Protocol):
    """What the dock asks of the screen it is on.

    Attributes:
        past: the place at the game that is looked back at.
        playing: whether the steps go on by themselves.
        pace: how many times as fast as usual they do.
    """

    past: ReplayClient
    playing: bool
    pace: int

    def move_to(self, at: int) -> None:
        """Stand at a step."""
        ...

    def toggle_playing(self) -> None:
        """Let the steps go on by themselves, or stop."""
        ...

    def hasten(self) -> None:
        """Let them go on faster, or as slowly as at first."""
        ...

    def look_as(self, reader: str | None) -> None:
        """Take the eyes of another reader."""
        ...

    def say(self, title: str, words: str) -> None:
        """Show a card with a message."""
        ...

    def weigh(self) -> None:
        """Show what the bot that made the step weighed."""
        ...

    def go_to(self, place: str) -> None:
        """Select a place."""
        ...


class ReplayDock(Box):
    """Stands at the foot of the window; nothing on it moves."""

    def __init__(self, screen: ReplayControl) -> None:
        self.screen, client = screen, screen.past
        self.slider = Slider(
            len(client.trail) - 1, client.at, screen.move_to, name="scrubber", stops=client.rounds
        )
        self._play = Button("", screen.toggle_playing, key="Space", name="play")
        self._pace = Button("", screen.hasten, key="X", size="small", name="pace")
        self._weighed = Button(
            "",
            screen.weigh,
            key="W",
            icon_name="bot",
            tip=phrase("replay.weighed"),
            size="small",
            why_not=phrase("replay.weighed_not"),
            refuse=lambda why: screen.say(phrase("replay.weighed"), why),
            name="weighed",
        )
        self._weighed.visible = client.any_tried_out
        self._where = Text("", size="small", role="bold", name="where", lines=1)
        self._words = Box()
        self._told = _Told(self._words)
        self._eyes = Box(across=True, gap=0.75, centre=True, name="eyes")
        self._eyes.stiff = True
        tools = Box(
            _tool("chevron-left", "replay.back", "back", lambda: screen.move_to(client.at - 1)),
            self._play,
            _tool("chevron-right", "replay.on", "on", lambda: screen.move_to(client.at + 1)),
            self._pace,
            self._weighed,
            across=True,
            gap=0.5,
            centre=True,
        )
        tools.stiff = True
        self.slider.grow = 1
        # What is told of the step stands where its length moves nothing.
        beside = Box(self._where, self._eyes, gap=0.5)
        beside.stiff = True
        upper = Box(tools, self.slider, across=True, gap=1.5, centre=True)
        lower = Box(self._told, beside, across=True, gap=1.5)
        super().__init__(upper, lower, gap=0.75, pad=1.25, name="dock")

    def show(self) -> None:
        """Tell of the step at which the client stands."""
        screen, client = self.screen, self.screen.past
        self.slider.stand(len(client.trail) - 1, client.at, client.rounds)
        self._play.icon_name = "pause" if screen.playing else "play"
        self._play.tip = phrase("replay.stop" if screen.playing else "replay.play")
        self._play.damage()
        self._pace.words, self._pace.tip = f"{screen.pace}×", phrase("replay.pace")
        self._pace.damage()
        step = client.step_now
        spans = [Span(phrase("end.start"), MUTED)]
        if step.line is not None:
            spans = wording.log_spans(client, step.line)
        self._words.refill(Text(spans, size="small", name="happened", follow=screen.go_to))
        self._where.set(self._stands())
        self._weighed.why_not = "" if client.tried_out else phrase("replay.weighed_not")
        self._weighed.damage()
        self._eyes.refill(Text(phrase("replay.eyes"), size="small", tint=MUTED), *self._readers())
        self._told.offset = 0
        if self.rect.width:
            self.place(self.rect)
            self.damage()

    def _stands(self) -> str:
        client = self.screen.past
        told = phrase("replay.step", step=client.at, steps=len(client.trail) - 1)
        number = client.step_now.round
        if number is None:
            return told
        return phrase("replay.round_step", round=number, step=told)

    def _readers(self) -> list[Widget]:
        client, screen = self.screen.past, self.screen
        found: list[Widget] = []
        for reader in client.readers:
            look = client.look.seats.get(reader or "")
            found.append(
                Button(
                    phrase("replay.all") if reader is None else wording.short(client, reader),
                    partial(screen.look_as, reader),
                    icon_name="eye" if reader is None else look.icon if look else "user",
                    chosen=reader == client.reader,
                    size="small",
                    name=f"eyes:{reader or 'all'}",
                )
            )
        return found

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        surface.fill(LINE, (self.rect.x, self.rect.y, self.rect.width, 1))


def _tool(sign: str, tip: str, name: str, act: Callable[[], None]) -> Button:
    return Button("", act, icon_name=sign, tip=phrase(tip), name=f"step:{name}")


class _Told(Scroll):
    """What the step did; as high whatever is told, so that nothing moves."""

    def __init__(self, words: Widget) -> None:
        super().__init__(words, name="told")

    def measure(self, width: int) -> tuple[int, int]:
        return (width, LINES * paint.line_height("text", self.theme.px("small")))
