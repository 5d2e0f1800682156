"""The legend of the map: each piece, mark, line and colour on it, drawn by what draws the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, pi, sin
from typing import Final

import attrs
import pygame

from game.catalogue import phrase
from game.ui.map import counters, vector
from game.ui.map.counters import CounterPicture, Form, SpacePicture
from game.ui.map.lines import strokes
from game.ui.map.names import sign
from game.ui.map.outlines import sample
from game.ui.map.scene import Scene
from game.ui.map.vector import Shape, Stroke
from game.ui.widgets.legend import LegendEntry

#: The emphases of a place, and what each means.
_SET_OFF: Final = {
    "legal": "legend.legal",
    "selected": "legend.selected",
    "hover": "legend.pointed",
    "flash": "legend.changed",
    "dimmed": "legend.dimmed",
}
#: The lines, in the order of how far they stand out.
_LINES: Final = {
    "frontier": "legend.frontier",
    "water": "legend.water",
    "road": "legend.road",
    "state": "legend.state",
    "space": "legend.space",
}
#: The signs of places that are no spaces.
_SIGNS: Final = {
    "city": "legend.city",
    "town": "legend.town",
    "peak": "legend.peak",
    "pass": "legend.pass",
}


@attrs.frozen
class LegendPart:
    """Some entries of a legend under a heading."""

    head: str
    entries: tuple[LegendEntry, ...]


class MapLegend:
    """Makes the legend of one map."""

    def __init__(
        self, scene: Scene, told: Mapping[str, str], lands: Mapping[str, str], text: float
    ) -> None:
        """Draw nothing yet.

        Args:
            scene: the map.
            told: what the rules say of each value that is shown, by its name there.
            lands: what people call the land of each family of spaces.
            text: the size of what is written, 1 for normal.
        """
        self._geo, self._look = scene.geography, scene.look
        self._told, self._lands, self._text = told, lands, text
        self._side = round(30 * text)

    def parts(self) -> list[LegendPart]:
        """All that the legend tells, heading by heading; empty ones left out."""
        found = (
            LegendPart(phrase("legend.badges"), tuple(self._badges())),
            LegendPart(phrase("legend.counters"), tuple(self._counters())),
            LegendPart(phrase("legend.marks"), tuple(self._marks())),
            LegendPart(phrase("legend.emphases"), tuple(self._emphases())),
            LegendPart(phrase("legend.lines"), tuple(self._lines())),
            LegendPart(phrase("legend.lands"), tuple(self._tints())),
        )
        return [part for part in found if part.entries]

    def _badges(self) -> Iterator[LegendEntry]:
        """The states of a place, from the best."""
        states = self._look.badge.states
        for n, state in enumerate(states):
            above = states[n - 1].least if n else None
            if state.least is None:
                value, words = (above or 0) - 1, phrase("legend.below", least=above or 0)
            elif above is None:
                value, words = state.least, phrase("legend.from", least=state.least)
            elif above - 1 == state.least:
                value, words = state.least, str(state.least)
            else:
                value = state.least
                words = phrase("legend.between", least=state.least, most=above - 1)
            drawn = counters.badge(state, value, round(self._side * 1.2))
            yield LegendEntry(drawn, state.name, words)

    def _counters(self) -> Iterator[LegendEntry]:
        look, side = self._look, self._side
        for counter in look.counters.values():
            drawn = counters.counter(counter, 2, side)
            letter = counter.letter.lower() if counter.shadow else counter.letter
            name = phrase("legend.lettered", name=counter.name, letter=letter)
            yield LegendEntry(drawn, name, self._told.get(counter.value, ""))
        if look.counters:
            first = next(iter(look.counters.values()))
            yield LegendEntry(counters.counter(first, None, side), phrase("legend.unknown"))
            if look.accent.value:
                yield LegendEntry(
                    self._accented(), look.accent.chip.capitalize(), phrase("legend.accent")
                )
            yield LegendEntry(self._collapsed(), phrase("legend.collapsed"))

    def _accented(self) -> pygame.Surface:
        """A counter that is set off, on its plate."""
        kinds = [c.id for c in self._look.counters.values() if c.seat] or list(self._look.counters)
        picture = SpacePicture("", (CounterPicture(kinds[0], 2, accented=True),))
        form = Form(round(self._side * 0.9), self._text, named=False)
        return counters.cluster(self._look, picture, "", form).surface

    def _collapsed(self) -> pygame.Surface:
        """Pieces that are told by their number alone."""
        pieces = tuple(CounterPicture(kind, 1) for kind in list(self._look.counters)[:3])
        form = Form(round(self._side * 0.9), self._text, counters=False, named=False)
        return counters.cluster(self._look, SpacePicture("", pieces), "", form).surface

    def _marks(self) -> Iterator[LegendEntry]:
        look, side = self._look, self._side
        for mark in look.marks.values():
            if mark.on == "passage":
                drawn = counters.passage_sign(look, (mark.id,), round(side * 0.8))
            else:
                drawn = counters.icon(mark.icon, round(side * 0.8), mark.colour)
            yield LegendEntry(drawn, mark.name, self._told.get(mark.value, ""))

    def _emphases(self) -> Iterator[LegendEntry]:
        for kind, key in _SET_OFF.items():
            yield LegendEntry(sample(self._look, kind, self._ring(), self._size), phrase(key))

    @property
    def _size(self) -> tuple[int, int]:
        return round(self._side * 1.5), self._side

    def _ring(self) -> tuple[tuple[float, float], ...]:
        """The outline of a small place, in pixels, y down."""
        wide, high = self._size
        turns = (n * pi / 4 + pi / 8 for n in range(8))
        return tuple(
            (wide / 2 + wide * 0.4 * cos(t), high / 2 + high * 0.38 * sin(t)) for t in turns
        )

    def _lines(self) -> Iterator[LegendEntry]:
        geo, look = self._geo, self._look
        there = {
            "frontier": bool(geo.frontier),
            "water": bool(geo.rivers),
            "road": bool(geo.roads),
            "state": any(line.kind == "state" for line in geo.borders),
            "space": True,
        }
        drawn = strokes(look, 1.0)
        called = ", ".join(name for _, name in geo.frontier_names)
        for kind, key in _LINES.items():
            if there[kind]:
                note = called if kind == "frontier" else ""
                yield LegendEntry(self._line(drawn[kind]), phrase(key), note)
        if geo.passages:
            bright = sign("passage", round(6 * self._text), look.map["passage"], look.map["halo"])
            yield LegendEntry(bright, phrase("legend.passage"))
        kinds = {place.kind for place in geo.places}
        for kind, key in _SIGNS.items():
            if kind in kinds or (kind == "city" and "town" in kinds):
                ink = look.map["town"] if kind in ("city", "town") else look.map["name"]
                drawn_sign = sign(kind, round(5 * self._text), ink, look.map["halo"])
                yield LegendEntry(drawn_sign, phrase(key))

    def _line(self, pens: list[Stroke]) -> pygame.Surface:
        wide, high = self._size
        points = tuple(
            (float(x), -(high / 2 + high * 0.2 * sin(2 * pi * x / wide)))
            for x in range(0, wide + 1, 2)
        )
        return vector.draw([Shape.of([points], pens)], 0.0, 0.0, 1.0, (wide, high))

    def _tints(self) -> Iterator[LegendEntry]:
        """The colours of the lands; those that nobody has a name for are left out."""
        for family, name in self._lands.items():
            made = pygame.Surface(self._size, pygame.SRCALPHA)
            tint = self._look.tint(family)
            pygame.draw.rect(made, tint, made.get_rect().inflate(-4, -8), 0, 5)
            yield LegendEntry(made, name)
