"""What people are told of ends that a game comes to by itself: that one is near, or why it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase

if TYPE_CHECKING:
    from game.engine import Event, Game, LineOfPlay

#: So few decisions are told of all the time.
NEAR = 10
#: The log tells of them when this many are left.
TOLD = (NEAR, 5, 1)
_NTH = (
    "",
    "nth.first",
    "nth.second",
    "nth.third",
    "nth.fourth",
    "nth.fifth",
    "nth.sixth",
    "nth.seventh",
    "nth.eighth",
    "nth.ninth",
)


def nth(number: int) -> str:
    """A number in a row, in words where it is small: "third"."""
    if 0 < number < len(_NTH):
        return phrase(_NTH[number])
    return phrase("nth.other", number=number)


def nearing(game: Game, line: LineOfPlay) -> tuple[str, ...]:
    """What the table says while ends are near: how near, and what comes then.

    Args:
        game: the game.
        line: the line of play.
    """
    told = []
    if game.cap is not None and line.left is not None and 0 < line.left <= NEAR:
        ending = _ending(game, game.cap.ending)
        told.append(phrase("nearing.left_then", count=line.left, ending=ending))
    if game.repetition is not None and line.stands > 1:
        stands, last = nth(line.stands), nth(game.repetition.most)
        ending = _ending(game, game.repetition.ending)
        told.append(phrase("nearing.stands_then", nth=stands, last=last, ending=ending))
    return tuple(told)


def logged(line: LineOfPlay) -> tuple[str, ...]:
    """What the log tells of that with a move: of the cap now and then, of a position each time."""
    told = [phrase("nearing.left", count=line.left)] if line.left in TOLD else []
    if line.stands > 1:
        told.append(phrase("nearing.stands", nth=nth(line.stands)))
    return tuple(told)


def told_beforehand(game: Game) -> tuple[str, ...]:
    """By what the game ends by itself, a sentence each, for its rules in words."""
    told = []
    if game.repetition is not None:
        last, ending = nth(game.repetition.most), _ending(game, game.repetition.ending)
        told.append(phrase("nearing.where_stands", nth=last, ending=ending))
    if game.cap is not None:
        ending = _ending(game, game.cap.ending)
        told.append(phrase("nearing.after_all", count=game.cap.most, ending=ending))
    return tuple(told)


def came(game: Game, end: Event) -> str:
    """Why the game ended by itself.

    Args:
        game: the game.
        end: what `LineOfPlay.arrive` gave.
    """
    ending = _ending(game, end.cell)
    if game.repetition is not None and end.rule == "game.repetition":
        return phrase("nearing.stood", nth=nth(game.repetition.most), ending=ending)
    moves = game.cap.most if game.cap is not None else 0
    return phrase("nearing.after", count=moves, ending=ending)


def _ending(game: Game, ending: str) -> str:
    """How that ends, in the words of the rules where they have some."""
    if ending not in game.declared("ending"):
        return phrase("nearing.nobody")
    told = game.describe("ending", ending)
    said = str(told.get("text") or told.get("name") or ending)
    return said if said.endswith((".", "!", "?")) else f"{said}."
