"""What a bot weighed, in words: the move it takes beside the doctrine's, and what each came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from game.catalogue import phrase
from game.engine import Game
from game.story.answers import answer_name
from game.table.bot import BotChoice, Weighed

#: From so many standard errors on a difference is held sure, or likely.
_SURE, _LIKELY = 3.0, 1.0
#: Of so many moves, the first, it is told what speaks for them.
BEST: Final = 3
#: So many moves are shown; of what was tried besides it is told how many.
_SHOWN: Final = 12


@frozen
class WeighedRow:
    """A move that was tried, as every client shows it.

    Attributes:
        move: its number.
        title: the move in a few words.
        told: what it came to.
        say: what speaks for it beside what doctrine advises; empty where that is not told.
    """

    move: int
    title: str
    told: Weighed
    say: str = ""

    @property
    def figures(self) -> tuple[str, str, str, str]:
        """Its average, that of the worst and of the best third, and how often it was tried."""
        told = self.told
        return worth_text(told.worth), worth_text(told.low), worth_text(told.high), f"{told.trials}"


@frozen
class Weighing:
    """What was weighed for a decision, as every client shows it.

    Attributes:
        title: the move to take, in a few words.
        why: a sentence about it.
        rows: the moves that were tried, the one to take first; nothing where none was.
    """

    title: str
    why: str
    rows: tuple[WeighedRow, ...] = ()

    @classmethod
    def of(cls, game: Game, choice: BotChoice, advised: BotChoice | None = None) -> Weighing:
        """Return what a bot weighed.

        Args:
            game: the game.
            choice: what it chose.
            advised: what the doctrine would do, to tell beside it what speaks for the first moves.
        """
        rows = [
            WeighedRow(
                told.move,
                name(game, told.move),
                told,
                _say(told, place, advised),
            )
            for place, told in enumerate(choice.weighed)
        ]
        return cls(name(game, choice.move_id), choice.why, tuple(rows))

    def shown(self, made: int | None = None) -> list[WeighedRow]:
        """Return the rows that are shown: the first, and the move that was made, if one was."""
        first, rest = self.rows[:_SHOWN], self.rows[_SHOWN:]
        return [*first, *(row for row in rest if row.move == made)]


def reason(game: Game, weighed: Sequence[Weighed], advised: int) -> str:
    """Say why the first of some moves is taken.

    Args:
        game: the game.
        weighed: the moves that were tried, the one that is taken first.
        advised: what the doctrine would do.
    """
    first, count = weighed[0], len(weighed)
    move, worth = name(game, first.move), worth_text(first.worth)
    trials = phrase("bots.trials", count=first.trials)
    beside = next((each for each in weighed if each.move == advised), None)
    if beside is None:
        return phrase("bots.weighed_alone", count=count, move=move, worth=worth, trials=trials)
    if beside is not first:
        return phrase(
            "bots.weighed_other",
            count=count,
            move=move,
            worth=worth,
            trials=trials,
            advised=name(game, advised),
            beside=worth_text(beside.worth),
            sure=sureness(first),
        )
    said = phrase("bots.weighed_advised", count=count, move=move, worth=worth, trials=trials)
    if count == 1:
        return said
    then, less = name(game, weighed[1].move), worth_text(weighed[1].worth)
    return phrase("bots.weighed_next", said=said, move=then, worth=less)


def _say(told: Weighed, place: int, advised: BotChoice | None) -> str:
    """What is said of a move: of the first ones, and of the one that the doctrine advises."""
    if advised is None or (place >= BEST and told.move != advised.move_id):
        return ""
    return counsel(told, advised)


def name(game: Game, move: int) -> str:
    """A move in a few words, its targets included."""
    return answer_name(game, game.move(move))


def worth_text(worth: float) -> str:
    """What a move came to, with one digit after the point and a sign; nought has none."""
    told = f"{worth:+.1f}".replace("-", "−")
    return told[1:] if told[1:] == "0.0" else told


def sureness(first: Weighed) -> str:
    """How sure it is that the doctrine's move comes to less than another."""
    if first.better is None:
        return phrase("bots.sure_seldom")
    if first.better >= _SURE:
        return phrase("bots.sure_much")
    if first.better >= _LIKELY:
        return phrase("bots.sure_likely")
    return phrase("bots.sure_even")


def counsel(told: Weighed, advised: BotChoice) -> str:
    """Say what speaks for a move, beside what the doctrine advises.

    Args:
        told: what it came to.
        advised: what the doctrine would do, with its row's sentence.
    """
    if told.move == advised.move_id:
        return phrase("hint.doctrine", say=advised.why)
    if told.better is None:
        return phrase("hint.seldom")
    if told.better >= _SURE:
        return phrase("hint.sure")
    if told.better >= _LIKELY:
        return phrase("hint.likely")
    return phrase("hint.same" if told.better > -_LIKELY else "hint.worse")
