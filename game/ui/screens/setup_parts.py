"""What the set-up is made of: pictures, cards of scenarios, rows of seats."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import pygame

from game.bots import bots_of
from game.catalogue import phrase
from game.rules.look import Colour
from game.table.seating import BOT, HUMAN
from game.ui import paint
from game.ui.boards import palette
from game.ui.crops import scenario_picture
from game.ui.map.counters import icon, token
from game.ui.palettes import dressed, worn
from game.ui.screens.common import seat_name
from game.ui.theme import ACCENT, GOOD, INK, LINE, MUTED, TEXT, mix
from game.ui.thumbnail import SEATS
from game.ui.widgets import Box, Choosable, Spacer, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown
from game.ui.wording import bot_name, bot_text

if TYPE_CHECKING:
    from game.rules import Rules, ScenarioInfo
    from game.ui.map.scene import Scene


@attrs.frozen
class Room:
    """How much room the parts take: in a high window they are larger.

    Attributes:
        words: the size of what is told.
        names: the size of names.
        pad: the margin of a row.
        side: the side of a scenario's picture, in pixels at a text size of 1.
        badge: the side of a seat's sign.
        high: the height of the picture of the chosen scenario.
    """

    words: str = "small"
    names: str = "body"
    pad: float = 0.5
    side: int = 68
    badge: int = 38
    high: int = 184


LOW, HIGH = Room(), Room("body", "lead", 1.25, 104, 52, 280)

#: What stands for a seat that has no counter of its own, in the order of the seats.
_SILHOUETTES = ("shield", "disc", "tower", "pennant", "hexagon", "square")
_PAPER: Colour = (250, 248, 240)


def occupants(rules: Rules) -> list[Choice]:
    """Who may sit at any seat: a person, the bots that play by rows, and the one that has none."""
    look = rules.look
    named = sorted(bots_of(rules), key=lambda name: name == "random")
    bots = [Choice(f"{BOT}{n}", bot_name(n, look), bot_text(n, look), "bot") for n in named]
    return [Choice(HUMAN, phrase("setup.person"), phrase("setup.person_text"), "user"), *bots]


class ScenarioPicture(Widget):
    """The picture of a scenario, filling its place; words may lie over its foot."""

    def __init__(
        self,
        rules: Rules,
        scene: Scene | None,
        scenario: str,
        size: tuple[float, float],
        *children: Widget,
    ) -> None:
        """Show a scenario.

        Args:
            rules: the rules.
            scene: their map, where they have one.
            scenario: its id.
            size: in pixels at a text size of 1; a width of 0 takes all there is.
            children: what stands at the foot of the picture.
        """
        super().__init__(name=f"picture:{scenario}")
        self._of = rules, scene, scenario
        self._size = size
        self._words = Box(*children, gap=0.25, pad=1.5)
        if children:
            self.add(self._words)

    def measure(self, width: int) -> tuple[int, int]:
        wide, high = (round(self.theme.gap(side / 8)) for side in self._size)
        return (min(width, wide or width), high)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        if self.children:
            high = min(rect.height, self._words.measure(rect.width)[1])
            self._words.place(pygame.Rect(rect.x, rect.bottom - high, rect.width, high))

    def draw(self, surface: pygame.Surface) -> None:
        if min(self.rect.size) <= 0:
            return
        rules, scene, scenario = self._of
        surface.fill(INK, self.rect)
        drawn = scenario_picture(rules, scene, scenario, self.rect.size)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))
        if self.children:
            below = self._words.rect
            shade = paint.fade((below.width, below.height), INK)
            surface.blit(shade, below.topleft)


class SeatBadge(Widget):
    """The sign of a seat: its colour, its own silhouette, and its icon."""

    def __init__(self, rules: Rules, seat: str, side: int) -> None:
        super().__init__()
        self._side = side
        self.stiff = True
        look, seats = dressed(rules.look), list(rules.members("seat"))
        own = next((c for c in look.counters.values() if c.seat == seat and not c.shadow), None)
        told, place = look.seats.get(seat), seats.index(seat) if seat in seats else 0
        named = palette.seat_colour(palette.words_of(seat, seat_name(rules, seat)))
        self.colour = told.colour if told else named or worn(SEATS[place % len(SEATS)])
        taken = {c.silhouette for c in look.counters.values() if c.seat}
        free = [s for s in _SILHOUETTES if s not in taken] or [*_SILHOUETTES]
        self._silhouette = own.silhouette if own else free[place % len(free)]
        self._icon = told.icon if told else ""
        self._letter = seat_name(rules, seat)[:1].upper()

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(self._side)
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        side = min(self.rect.size)
        if side < 8:
            return
        piece = token(self._silhouette, side, self.colour)
        surface.blit(piece, piece.get_rect(center=self.rect.center))
        light = sum(self.colour) / 3 > 130
        ink = INK if light else _PAPER
        if self._icon:
            sign = icon(self._icon, round(side * 0.44), ink, 2.4)
        else:
            sign = paint.text(self._letter, "title", round(side * 0.5), ink)
        surface.blit(sign, sign.get_rect(center=self.rect.center))


class Chip(Widget):
    """A word or two in a rounded box."""

    def __init__(self, words: str, fill: Colour, ink: Colour) -> None:
        super().__init__()
        self.words, self._fill, self._ink, self.stiff = words, fill, ink, True

    def measure(self, width: int) -> tuple[int, int]:
        px = self.theme.px("tiny")
        wide = paint.width(self.words, "bold", px) + self.theme.gap(1.5)
        return (min(width, wide), round(px * 1.5))

    def draw(self, surface: pygame.Surface) -> None:
        px = self.theme.px("tiny")
        paint.box(surface, self.rect, self._fill, None, self.rect.height // 2)
        words = paint.fit(self.words, "bold", px, self.rect.width - self.theme.gap(0.5))
        drawn = paint.text(words, "bold", px, self._ink)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))


def measures(scenario: ScenarioInfo) -> str:
    """How long a scenario is and for how many, in few words, as far as the rules say."""
    found = [phrase("setup.rounds", count=scenario.rounds)] if scenario.rounds else []
    if scenario.minutes:
        found.append(phrase("setup.minutes_short", count=scenario.minutes))
    least = len(scenario.seats)
    most = least + len(scenario.optional)
    if most > least:
        found.append(phrase("setup.seats_range", least=least, count=most))
    else:
        found.append(phrase("setup.seats", count=least))
    return " · ".join(found)


class ScenarioCard(Choosable):
    """A scenario to choose: its picture, name, length, and what it teaches."""

    def __init__(
        self,
        rules: Rules,
        scene: Scene | None,
        scenario: ScenarioInfo,
        choose: Callable[[], object],
        step: Callable[[int], bool],
        *,
        chosen: bool,
        first: bool,
        room: Room,
    ) -> None:
        """Show a scenario.

        Args:
            rules: the rules.
            scene: their map, where they have one.
            scenario: which.
            choose: what a click and Enter do.
            step: chooses the one so many places on; False where there is none.
            chosen: whether it is chosen.
            first: whether a newcomer should begin with it.
            room: how much room it takes.
        """
        self._step = step
        taught = Text(scenario.teaches, size=room.words, lines=1 if room is LOW else 2)
        chip = [Chip(phrase("setup.start_here"), mix(GOOD, INK, 0.7), GOOD)] if first else []
        name = Text(scenario.name, size="lead", role="title", lines=1, grow=1)
        words = Box(
            Box(name, *chip, across=True, gap=0.75, centre=True),
            Text(measures(scenario), size="small", tint=ACCENT if chosen else MUTED, lines=1),
            *([taught] if scenario.teaches else []),
            gap=0.25,
            grow=1,
        )
        super().__init__(
            Box(
                ScenarioPicture(rules, scene, scenario.id, (room.side, room.side)),
                words,
                across=True,
                gap=1.5,
                centre=True,
            ),
            act=choose,
            chosen=chosen,
            name=f"scenario:{scenario.id}",
            tip="" if chosen else scenario.text,
            pad=0.75,
        )

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_UP, pygame.K_DOWN):
            return self._step(-1 if event.key == pygame.K_UP else 1)
        return super().handle(event)


class SeatRow(Box):
    """One seat: its badge and name, what it wants in a line, and who plays it."""

    def __init__(
        self,
        rules: Rules,
        seat: str,
        wants: str,
        sits: Dropdown,
        read: Callable[[], object],
        *,
        mine: bool,
        optional: bool,
        chosen: bool,
        tip: str,
        room: Room,
    ) -> None:
        """Show a seat.

        Args:
            rules: the rules.
            seat: its id.
            wants: what it wants; nothing where the rules do not say.
            sits: who plays it.
            read: what a click on the seat does.
            mine: whether it is the only seat that a person plays.
            optional: whether it need not be played.
            chosen: whether its brief is shown.
            tip: what a click on the seat does, in words.
            room: how much room it takes.
        """
        chips: list[Widget] = []
        if mine:
            chips.append(Chip(phrase("setup.you"), ACCENT, INK))
        if optional:
            chips.append(Chip(phrase("setup.optional"), mix(LINE, INK, 0.35), MUTED))
        name = Text(seat_name(rules, seat), size=room.names, role="bold")
        told = [Text(wants, size=room.words, tint=MUTED, lines=2)] if wants else []
        head = Box(name, *chips, Spacer(grow=1), across=True, gap=0.75, centre=True)
        about = Choosable(
            Box(
                SeatBadge(rules, seat, room.badge),
                Box(head, *told, gap=0.1, grow=1),
                across=True,
                gap=1.5,
                centre=True,
            ),
            act=read,
            chosen=chosen,
            name=f"brief:{seat}",
            tip=tip,
            grow=1.7,
            pad=room.pad,
        )
        self.sits = sits
        super().__init__(about, sits, across=True, gap=1, centre=True)


class WayCard(Choosable):
    """A way to play, which fills all seats at once."""

    def __init__(
        self,
        sign: str,
        words: str,
        note: str,
        act: Callable[[], object],
        *,
        chosen: bool,
        name: str,
        key: str,
        room: Room,
    ) -> None:
        """Offer a way.

        Args:
            sign: its icon.
            words: what it is called.
            note: who sits where then.
            act: what a click does.
            chosen: whether the seats are filled so.
            name: of the widget.
            key: its key.
            room: how much room it takes.
        """
        head = Text(words, role="bold")
        super().__init__(
            Box(_Sign(sign), Box(head, grow=1), _Cap(key), across=True, gap=1, centre=True),
            Text(note, size=room.words, tint=TEXT if chosen else MUTED),
            act=act,
            chosen=chosen,
            name=name,
            key=key,
            pad=max(1, room.pad),
            gap=0.25,
        )


class _Sign(Widget):
    """An icon beside words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._icon, self.stiff = name, True

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(20)
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        drawn = icon(self._icon, min(self.rect.size), ACCENT)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))


class _Cap(Widget):
    """A key that does the same."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key, self.stiff = key, True

    def measure(self, width: int) -> tuple[int, int]:
        px = self.theme.px("tiny")
        return (paint.width(self._key, "text", px) + 10, round(px * 1.35) + 4)

    def draw(self, surface: pygame.Surface) -> None:
        drawn = paint.text(self._key, "text", self.theme.px("tiny"), MUTED)
        paint.box(surface, self.rect, mix(INK, LINE, 0.2), LINE, 4)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))
