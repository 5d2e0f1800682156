"""How long people take for a game: the one reckoning of the guide, of balance and of rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.table import HandOvers

if TYPE_CHECKING:
    from game.balance.questions import Questions
    from game.engine import State

#: So many seconds a person takes for a decision that leaves a choice, and to hand the screen over.
DECISION_SECONDS: Final = 40
HAND_OVER_SECONDS: Final = 15


class TableTime:
    """Follows one game, and counts the time that people take for it.

    Attributes:
        deciding: seconds for decisions.
        hand_overs: how often one screen for all is handed over.
    """

    def __init__(self, questions: Questions) -> None:
        """Nobody was asked yet.

        Args:
            questions: what the moves of the game are.
        """
        self._questions = questions
        self._screen = HandOvers(questions.roles.open)
        self._last = ""
        self.deciding = self.hand_overs = 0

    @property
    def seconds(self) -> int:
        """How long it takes at one screen that is handed round."""
        return self.deciding + self.hand_overs * HAND_OVER_SECONDS

    def decided(self, state: State, seat: str, move: int, free: bool) -> bool:
        """A seat makes a move.

        Args:
            state: where it is made.
            seat: who makes it.
            move: the move.
            free: whether there was another one.

        Returns:
            Whether that is a decision by itself: the lines of an offer stand on one sheet.
        """
        questions = self._questions
        told = questions.of(move)
        alone = not (told.question in questions.sheet and seat == self._last)
        if alone and free:
            self.deciding += DECISION_SECONDS
        public = told.answer == questions.roles.open.public
        before_all = questions.before_all(state, move)
        self.hand_overs += self._screen.asked(seat, told.question, before_all, public)
        self._last = seat
        return alone
