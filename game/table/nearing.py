"""What people are told of ends that a game comes to by itself: that one is near, or why it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine import Event, Game, LineOfPlay

#: So few decisions are told of all the time.
NEAR = 10
#: The log tells of them when this many are left.
TOLD = (NEAR, 5, 1)
_NTH = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def nth(number: int) -> str:
    """A number in a row, in words where it is small: "third"."""
    return _NTH[number] if number < len(_NTH) else f"{number}th"


def nearing(game: Game, line: LineOfPlay) -> tuple[str, ...]:
    """What the table says while ends are near: how near, and what comes then.

    Args:
        game: the game.
        line: the line of play.
    """
    told = []
    if game.cap is not None and line.left is not None and 0 < line.left <= NEAR:
        told.append(f"{_left(line.left)}. Then: {_ending(game, game.cap.ending)}")
    if game.repetition is not None and line.stands > 1:
        told.append(
            f"{_stands(line)}; the {nth(game.repetition.most)} ends the game: "
            f"{_ending(game, game.repetition.ending)}"
        )
    return tuple(told)


def logged(line: LineOfPlay) -> tuple[str, ...]:
    """What the log tells of that with a move: of the cap now and then, of a position each time."""
    told = [f"{_left(line.left)}."] if line.left in TOLD else []
    return (*told, f"{_stands(line)}.") if line.stands > 1 else tuple(told)


def told_beforehand(game: Game) -> tuple[str, ...]:
    """By what the game ends by itself, a sentence each, for its rules in words."""
    told = []
    if game.repetition is not None:
        last = nth(game.repetition.most)
        told.append(
            f"Where a position stands for the {last} time: {_ending(game, game.repetition.ending)}"
        )
    if game.cap is not None:
        told.append(f"{_after(game.cap.most)} by all seats: {_ending(game, game.cap.ending)}")
    return tuple(told)


def came(game: Game, end: Event) -> str:
    """Why the game ended by itself.

    Args:
        game: the game.
        end: what `LineOfPlay.arrive` gave.
    """
    if game.repetition is not None and end.rule == "game.repetition":
        why = f"The position stands for the {nth(game.repetition.most)} time"
    else:
        why = _after(game.cap.most if game.cap is not None else 0)
    return f"{why}: {_ending(game, end.cell)}"


def _left(moves: int | None) -> str:
    return "This is the last move" if moves == 1 else f"{moves} moves are left"


def _after(moves: int) -> str:
    return "After one move" if moves == 1 else f"After {moves} moves"


def _stands(line: LineOfPlay) -> str:
    return f"This position stands for the {nth(line.stands)} time"


def _ending(game: Game, ending: str) -> str:
    """How that ends, in the words of the rules where they have some."""
    if ending not in game.declared("ending"):
        return "nobody wins."
    told = game.describe("ending", ending)
    said = str(told.get("text") or told.get("name") or ending)
    return said if said.endswith((".", "!", "?")) else f"{said}."
