"""How seats are told apart on paper: by colour where there is one, else by lines and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from game.drawing.colours import luma, on_paper, paler
from game.drawing.patterns import hexed
from game.drawing.seats import seat_tokens
from game.drawing.silhouettes import polygon

if TYPE_CHECKING:
    from game.engine import Game

#: What is lighter than this is written on in dark ink.
_DARK_INK: Final = 120
#: The lines on what is a seat's, one for each before one comes again.
HATCHES: Final = ("none", "dots", "level", "rising", "upright", "falling")
#: How much of its colour each further part of one bar has.
_SHADES: Final = (1.0, 0.76, 0.56, 0.4)


@attrs.frozen
class SeatInk:
    """The sign and the lines of a seat on paper.

    Attributes:
        colour: as SVG writes it.
        shades: paler and paler, for the parts of its bar.
        ink: in which its letter stands.
        letter: in its sign.
        path: the outline of its sign in a box from -12 to 12.
        hatch: one of `HATCHES`.
    """

    colour: str
    shades: tuple[str, ...]
    ink: str
    letter: str
    path: str
    hatch: str

    def shade(self, n: int) -> str:
        """The colour of the part of a bar at a place; the last ones are alike."""
        return self.shades[min(n, len(self.shades) - 1)]


def seat_inks(game: Game) -> dict[str, SeatInk]:
    """The sign and the lines of each seat, by id; no two have the same lines while there are any.

    Args:
        game: the scenario that was played.
    """
    found: dict[str, SeatInk] = {}
    taken: list[str] = []
    for seat, token in seat_tokens(game, game.rules.look).items():
        free = [hatch for hatch in HATCHES if hatch not in taken] or [*HATCHES]
        hatch = token.hatch if token.hatch in free else free[0]
        taken.append(hatch)
        mark = on_paper(token.colour)
        points = polygon(token.silhouette)
        path = "M" + "L".join(f"{x * 10:.1f} {y * 10:.1f}" for x, y in points) + "Z"
        found[seat] = SeatInk(
            colour=hexed(mark),
            shades=tuple(hexed(paler(mark, share)) for share in _SHADES),
            ink="#1a222b" if luma(mark) > _DARK_INK else "#ffffff",
            letter=token.letter,
            path=path,
            hatch=hatch,
        )
    return found
