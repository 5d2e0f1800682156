"""The head of the side panel: one place, its equation drawn, and what else is on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pygame
from attrs import evolve

from game.catalogue import number_text, phrase
from game.rules.look import CounterLook, Look
from game.story.previews import Odds, ValueAt
from game.story.telling import words_of
from game.ui import board, wording
from game.ui.boards.seats import readable
from game.ui.seat_client import SeatClient
from game.ui.theme import MUTED
from game.ui.widgets import Box, Span, Text
from game.ui.widgets.equation import Equation

#: What a card told of last: the place, what will be there, and what may be.
_Told = tuple[str | None, Mapping[ValueAt, object], Mapping[ValueAt, Sequence[Odds]]]


class PlaceCard(Box):
    """A place's name, state, equation and stakes, in a room that keeps its height."""

    def __init__(self, client: SeatClient, look: Look) -> None:
        self.client, self.look = client, look
        self.title = Text("", size="head", role="title", lines=1, name="space.title", grow=1)
        self.badge = Text("", size="body", role="bold", align="right", name="space.state", lines=1)
        self.equation = Equation()
        self.stakes = Text("", size="small", tint=MUTED, lines=1, name="space.stakes")
        #: Whether there is room to tell what stands against what.
        self._tall = False
        self._told: _Told = (None, {}, {})
        head = Box(self.title, self.badge, across=True, gap=1, centre=True)
        self._room = _Fixed(self.equation, self.stakes, self._longest())
        super().__init__(head, self._room, gap=0.75)

    def _longest(self) -> int:
        """How many parts an equation can have at most."""
        read = (
            sum(board.number(self.client.value(c.value, place)) is not None for c in self._sides())
            for place in self.client.places
        )
        return max(read, default=0)

    def _sides(self) -> list[CounterLook]:
        """The counters that stand in an equation."""
        return [c for c in self.look.counters.values() if c.addend]

    def shorten(self, short: bool, bare: bool = False, tall: bool = False) -> None:
        """Leave the equation's legend to its tip, or write it below again.

        Args:
            short: leave it.
            bare: leave the equation, too.
            tall: there is room for a second line below it.
        """
        if tall != self._tall:
            self._tall = tall
            self.show(*self._told)
        self.equation.legend = not short
        self._room.visible = not bare
        self.title.tip = self.equation.tooltip() if bare else ""

    def show(
        self,
        place: str | None,
        later: Mapping[ValueAt, object],
        odds: Mapping[ValueAt, Sequence[Odds]],
    ) -> None:
        """Tell of a place, or that none is chosen.

        Args:
            place: it.
            later: by value and place, what will be or would be by what is chosen.
            odds: by value and place, what it may come to by what falls in what is chosen.
        """
        self._told = place, later, odds
        if place is None:
            self.title.set(phrase("table.no_place"))
            return
        value = board.equation(self.client, self.look, place, later, odds)
        self.title.set(self.client.words.place_name(place))
        if value.total is not None:
            state = self.look.state(value.total)
            tint = readable(state.colour)
            total = number_text(value.total, plus=True)
            self.badge.set([Span(f"{total}  {state.name}", tint, "bold")])
        self.equation.show(value)
        self.equation.visible = bool(value.plus or value.minus)
        self.stakes.lines = (2 if self._tall else 1) if self.equation.visible else 0
        parts = [f"{n} {v}".strip() for n, v in board.facts(self.client, place)]
        parts += [f"{n} {v}".strip() for n, v in board.stakes(self.client, self.look, place)]
        if not self.equation.visible:
            parts += [f"{n} {v}" for n, v in board.lying(self.client, place)]
        why = self.client.outlook.why(place)
        beside = "  ·  ".join(parts)
        head = list(wording.spans(self.client, why[0])) if why else []
        if head and not self._tall:
            head = [evolve(head[0], words=head[0].words.removesuffix(":") + ".")]
        self.stakes.set([*head, Span(f" {beside}" if head else beside, MUTED)])
        self.stakes.tip = "\n".join([*(words_of(line) for line in why), beside])


class _Fixed(Box):
    """An equation and what stands below it, in a place that keeps its height whatever they show."""

    def __init__(self, equation: Equation, below: Text, parts: int) -> None:
        super().__init__(equation, below, gap=0.75)
        self._equation, self._below, self._parts = equation, below, parts

    def measure(self, width: int) -> tuple[int, int]:
        if not self._equation.visible:
            return super().measure(width)
        below = self.theme.gap(self.gap) + self._foot(width)
        return (width, self._equation.room(self._parts) + below)

    def _foot(self, width: int) -> int:
        """The height of what stands below, as if all its lines were written."""
        lines = max(1, self._below.lines)
        return max(self._below.measure(width)[1], lines * self._below.measure(10**6)[1])

    def place(self, rect: pygame.Rect) -> None:
        # The equation takes all the room, so that a short one leaves no hole above what follows.
        below = self._foot(rect.width)
        gap = self.theme.gap(self.gap)
        high = max(0, rect.height - below - gap) if self._equation.visible else 0
        self.rect = pygame.Rect(rect)
        self._equation.place(pygame.Rect(rect.x, rect.y, rect.width, high))
        self._below.place(pygame.Rect(rect.x, rect.bottom - below, rect.width, below))
