"""Moments that are shown as scenes: a roll line by line, and a count of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from game.catalogue import number_text
from game.story.rolls import Roll, roll_of
from game.ui import wording
from game.ui.stage.rail import Stop
from game.ui.stage.rollcard import RollCard
from game.ui.stage.words import places_of
from game.ui.theme import CARD, MUTED
from game.ui.widgets import Box, Span, Text, Widget
from game.ui.widgets.log import linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.ui.seat_client import SeatClient
    from game.ui.stage.playback import Cue


@attrs.frozen(eq=False)
class Count:
    """A rule that counts place by place, as far as it is told.

    Attributes:
        stops: the places in the order in which they are counted.
        now: the place of the one that is told of, or that was told of last; -1 before the first.
        told: whether the moment tells of that place, and not of all of them.
    """

    stops: tuple[Stop, ...] = ()
    now: int = -1
    told: bool = False


def roll_in(client: SeatClient, cue: Cue) -> Roll | None:
    """The roll that a moment tells, where its rule has one."""
    for look in client.look.rolls:
        if f"procedure.{look.rule}" == cue.moment.rule:
            found = (roll_of(client.game, look, words) for words in cue.moment.sentences)
            return next((roll for roll in found if roll is not None), None)
    return None


def count_in(client: SeatClient, cues: Sequence[Cue], at: int, total: str) -> Count:
    """The count of places that the moment at `at` belongs to.

    Args:
        client: whose eyes.
        cues: what is told.
        at: the place of the moment that is shown.
        total: the register of seats that is counted up; empty where none is.
    """
    here = cues[at]
    if not total:
        return Count()
    stops, now, told = list[Stop](), -1, False
    counted = seats_of(client, total)
    for n, cue in enumerate(cues):
        if cue.line is not here.line or cue.moment.rule != here.moment.rule:
            continue
        gains = [(s, g) for s in counted if (g := _gained(client, cue, total, s))]
        places = places_of(client, cue.moment, cue.line, cue.first)
        if not gains or not places:
            continue
        signs = tuple((_icon(client, seat), client.tint(seat)) for seat, _ in gains)
        name = _named(client, places[0])
        words = " ".join(cue.moment.sentences)
        stops.append(Stop(places[0], name, signs, words, tuple(gains)))
        if n <= at:
            now, told = len(stops) - 1, n == at
    return Count(tuple(stops), now, told)


def _named(client: SeatClient, place: str) -> str:
    """What people call a place of the map or of a board."""
    if place in client.places:
        return client.words.place_name(place)
    names, _ = client.board_names
    return next((name for name, known in names.items() if known == place and name), place)


def seats_of(client: SeatClient, total: str) -> Sequence[str]:
    """The seats that have a register of seats: it may be of some of them alone."""
    return client.game.members(client.game.registers[total].index[0])


def _icon(client: SeatClient, seat: str) -> str:
    look = client.look.seats.get(seat)
    return look.icon if look else "user"


def _gained(client: SeatClient, cue: Cue, total: str, seat: str) -> int:
    was, now = (client.game.value(view, total, seat) for view in (cue.before, cue.after))
    return now - was if isinstance(was, int) and isinstance(now, int) else 0


def count_aside(client: SeatClient, count: Count, follow: Callable[[str], None]) -> list[Widget]:
    """What stands beside the board in a count: why the place pays, then those before it.

    Args:
        client: whose eyes.
        count: the count.
        follow: is told the place of a name that is clicked.
    """
    told = count.stops[: count.now + 1]
    rows: list[Widget] = []
    if count.told:
        without = client.outlook.why(told[-1].place)[1:]
        rows += [Text(wording.spans(client, line), size="small") for line in without]
    for stop in reversed(told):
        lit = count.told and stop is told[-1]
        gains = list[Span]()
        for seat, more in stop.gains:
            gains += [Span("  ", MUTED)] if gains else []
            gains.append(Span(number_text(more, plus=True), client.tint(seat), "bold"))
        words = linked(stop.words, client.by_name) if lit else stop.words
        gained = Text(gains, size="body" if lit else "small", name=f"count:{stop.place}")
        gained.stiff = True
        rows.append(
            Box(
                Text(words, size="body" if lit else "small", tint=MUTED, follow=follow, grow=1),
                gained,
                across=True,
                gap=1,
                pad=1 if lit else 0.25,
                fill=CARD if lit else None,
            )
        )
    return rows


def roll_aside(roll: Roll, motion: bool) -> tuple[RollCard, list[Widget]]:
    """A roll line by line, and what stands beside the board of it."""
    card = RollCard(roll, motion)
    head = Text(roll.head, role="bold", name="roll.head")
    return card, [head, card]
