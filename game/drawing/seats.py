"""How what each seat has is told apart: by colour, and without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from game.drawing import palette
from game.drawing.palettes import worn
from game.rules.look import Colour, Look

if TYPE_CHECKING:
    from game.engine import Game


@attrs.frozen
class SeatStyle:
    """How what a seat has is told apart: by colour, and without it."""

    colour: Colour
    shape: str
    outline: str
    hatch: str
    mark: int


@attrs.frozen
class SeatToken:
    """The sign of a seat: an outline with a letter in it, told apart by more than its colour.

    Attributes:
        letter: what stands in it.
        colour: of it.
        ink: of the letter.
        silhouette: its outline.
        hatch: the lines on what is the seat's.
    """

    letter: str
    colour: Colour
    ink: Colour
    silhouette: str
    hatch: str


#: In what is written on the colour of a seat for which no look says it.
_INK: Final = (16, 21, 28)


def seat_tokens(game: Game, look: Look) -> dict[str, SeatToken]:
    """The sign of each seat, by id: that of its counter, else one by its name.

    Args:
        game: the scenario that is played.
        look: what the rules say of looks.
    """
    found = {}
    for seat, style in seat_styles(game, look).items():
        counter = next((c for c in look.counters.values() if c.seat == seat), None)
        if counter is None:
            letter = game.short("seat", seat)[:1].upper()
            found[seat] = SeatToken(letter, style.colour, _INK, style.outline, style.hatch)
        else:
            found[seat] = SeatToken(
                counter.letter, style.colour, counter.ink, counter.silhouette, counter.hatch
            )
    return found


def seat_styles(game: Game, look: Look) -> dict[str, SeatStyle]:
    """The style of each seat, by id: as the look says, else by words in its name, else in turn.

    Args:
        game: the scenario that is played.
        look: what the rules say of looks.
    """
    words = {seat: palette.words_of(seat, game.title("seat", seat)) for seat in game.seats}
    colours: dict[str, Colour] = {}
    for seat in game.seats:
        told = look.seats.get(seat)
        colour = told.colour if told is not None else palette.seat_colour(words[seat])
        if colour is not None and colour not in colours.values():
            colours[seat] = colour
    # Only then the others, or one of them would take the colour that another is called by.
    for n, seat in enumerate(game.seats):
        free = [c for c in map(worn, palette.SEATS) if c not in colours.values()]
        colours.setdefault(seat, free[0] if free else palette.in_turn(n))
    found: dict[str, SeatStyle] = {}
    for n, seat in enumerate(game.seats):
        told = look.seats.get(seat)
        outline, hatch = palette.COUNTERS[n % len(palette.COUNTERS)]
        found[seat] = SeatStyle(
            colour=colours[seat],
            shape=(told.shape if told else "") or palette.seat_shape(words[seat]),
            outline=(told.outline if told else "") or outline,
            hatch=(told.hatch if told else "") or hatch,
            mark=n,
        )
    return found
