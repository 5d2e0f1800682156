"""What was asked and what was answered, in words.

A question may say what the answer "none" means: "Whom do you ask? None: nobody." Rules that are
told in another language say it in that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase

if TYPE_CHECKING:
    from game.engine import Game, Move


def question(asked: str) -> tuple[str, str]:
    """A question, and what the answer "none" means where the question says so; else empty."""
    own = phrase("story.none_means")
    mark = own if f" {own} " in asked else "None:"
    words, said, meant = asked.partition(f" {mark} ")
    meant = meant.strip().rstrip(".")
    return (words, meant[:1].upper() + meant[1:]) if said else (asked, "")


def choice_name(move: Move) -> str:
    """An answer by its name; "none" by what the question says that it means."""
    if move.title.lower() != "none":
        return move.title
    return question(move.text)[1] or phrase("told.none")


def answer_name(game: Game, move: Move) -> str:
    """What was done or answered, a seat by its short name."""
    if move.kind != "action" and move.targets and move.targets[0] in game.seats:
        return game.short("seat", move.targets[0])
    return choice_name(move)


def asked_and_answered(asked: str, answer: str) -> str:
    """Both in a row: "The weather: dry", "Who goes first? Red"."""
    words = question(asked)[0].strip()
    if words.endswith("?"):
        return phrase("story.answered", question=words, answer=answer[:1].upper() + answer[1:])
    return phrase("story.asked", question=words.rstrip("."), answer=answer)
