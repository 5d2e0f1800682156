"""The command `hint` at a terminal: the best moves for who is asked, by what they may know."""

from __future__ import annotations

from game.bots.hints import Hint
from game.bots.memory import Beliefs
from game.bots.words import worth_text
from game.catalogue import phrase
from game.table import Sitting


class Hints:
    """Tells hints at one table; beliefs are kept from one hint to the next."""

    def __init__(self, sitting: Sitting) -> None:
        """Weigh nothing yet.

        Args:
            sitting: the game.
        """
        self._sitting, self._beliefs = sitting, Beliefs()

    def lines(self, seat: str | None) -> list[str]:
        """Return a hint in lines.

        Args:
            seat: the seat whose eyes the screen has; what another may know is not for it.
        """
        if seat is None or seat != self._sitting.to_move or self._sitting.paused:
            return [phrase("hint.none")]
        hint = Hint(self._sitting, self._beliefs)
        for _ in hint.steps():
            pass
        found = hint.best()
        if found[0].weighed is None:
            return [phrase("hint.one", move=found[0].title)]
        rows = [
            phrase(
                "hint.row",
                place=place,
                move=each.title,
                worth=worth_text(each.weighed.worth),
                trials=each.weighed.trials,
                low=worth_text(each.weighed.low),
                high=worth_text(each.weighed.high),
                why=each.why,
            )
            for place, each in enumerate(found, 1)
            if each.weighed is not None
        ]
        return [phrase("hint.head"), *rows]
