"""What the set-up is made of: pictures, cards of scenarios, rows of seats."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import pygame

from game.bots import bots_of
from game.catalogue import phrase
from game.table.occupants import bot_name, bot_text
from game.table.seating import BOT, HUMAN
from game.ui import paint
from game.ui.crops import scenario_picture
from game.ui.screens.common import seat_name
from game.ui.screens.signs import Cap, Chip, SeatBadge, Sign
from game.ui.theme import ACCENT, GOOD, INK, LINE, MUTED, TEXT, mix
from game.ui.widgets import Box, Choosable, Spacer, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown

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
    pad: float = 0.15
    side: int = 68
    badge: int = 38
    high: int = 184


LOW, HIGH = Room(), Room("body", "lead", 1.25, 104, 52, 280)


def occupants(rules: Rules) -> list[Choice]:
    """Who may sit at any seat: a person, bots that search, those that play by rows, and by lot."""
    look = rules.look
    named = sorted(bots_of(rules), key=lambda name: (name == "random", name in rules.doctrines))
    bots = [Choice(f"{BOT}{n}", bot_name(n, look), bot_text(n, look), "bot") for n in named]
    return [Choice(HUMAN, phrase("setup.person"), phrase("setup.person_text"), "user"), *bots]


class ScenarioPicture(Widget):
    """The picture of a scenario, filling its place; words may lie over its foot."""

    upright = True

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
            Box(Sign(sign), Box(head, grow=1), Cap(key), across=True, gap=1, centre=True),
            Text(note, size=room.words, tint=TEXT if chosen else MUTED),
            act=act,
            chosen=chosen,
            name=name,
            key=key,
            pad=max(1, room.pad),
            gap=0.25,
        )
