"""What several people at one table share: what may be answered aloud, and what all of them read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase
from game.table.council import key_of
from game.table.errors import NotYourMove, SaveFailed
from game.table.rationale import Rationale, checked

if TYPE_CHECKING:
    from game.rules.look.roles import Roles
    from game.table.sitting import Sitting


def play_all(sitting: Sitting, moves: Sequence[int], rationale: Rationale | None = None) -> None:
    """Make several moves of one person in a row, or none.

    Args:
        sitting: the game.
        moves: the moves, in order.
        rationale: why all of them; it is kept with the last.

    Raises:
        TableError: the confidence is not 1 to 5.
        NotYourMove: one of them may not be made.
        SaveFailed: the last is made, but not all are on the disk.
    """
    if not sitting.may_play(moves):
        raise NotYourMove(phrase("council.may_not"))
    why = checked(rationale)
    failed: SaveFailed | None = None
    for n, move in enumerate(moves, 1):
        try:
            sitting.play(move, why if n == len(moves) else None)
        except SaveFailed as error:
            failed = error
    if failed is not None:
        raise failed


def common_lines(sitting: Sitting, seats: Sequence[str], most: int) -> list[str]:
    """Return what was told last to all of some seats together, oldest first.

    Args:
        sitting: the game.
        seats: the readers.
        most: so many lines at most.
    """
    lines = sitting.common_log(seats)
    said = (" ".join(s for p in n.paragraphs for s in p.sentences if s) for n in lines)
    return [words for words in said if words][-most:]


@attrs.frozen
class OpenQuestions:
    """Which questions are answered before all who are at one table, as the look says.

    Attributes:
        aloud: those that are public and judged by what all know, as SCRIPT.LOCAL.
        begin: whom somebody consults; empty where no offers are made, as are the next three.
        writing: the lines of an offer.
        form: whether an offer is made before all.
        answers: those by which an offer is answered.
        public: the answer to `form` by which all may read it.
    """

    aloud: frozenset[str] = frozenset()
    begin: str = ""
    writing: frozenset[str] = frozenset()
    form: str = ""
    answers: frozenset[str] = frozenset()
    public: str = ""

    def before_all(self, question: str, hidden: bool, private: bool | None) -> bool:
        """Whether a question may be answered before all.

        Args:
            question: as SCRIPT.LOCAL.
            hidden: whether its answer is a secret.
            private: whether the offer there is for one seat to read; None if not all know.
        """
        if question in self.aloud:
            return not hidden
        return question == self.begin or (question in self.answers and private is False)


def open_questions_of(roles: Roles) -> OpenQuestions:
    """What the look of some rules says of questions that are answered before all."""
    asks = roles.offer.asks if roles.offer else None
    if asks is None:
        return OpenQuestions(roles.aloud)
    return OpenQuestions(
        aloud=roles.aloud,
        begin=asks.begin,
        writing=frozenset(asks.writing),
        form=asks.form,
        answers=frozenset(asks.answers),
        public=asks.public,
    )


class HandOvers:
    """Follows a game at one screen, and tells when people hand it over.

    What may be answered before all is; the rest is answered behind the curtain of whoever is asked,
    who keeps the screen until another is. Who consults before all also writes before all, until the
    offer is to be a letter.
    """

    def __init__(self, questions: OpenQuestions) -> None:
        """Nobody has the screen yet."""
        self._questions = questions
        self._viewer: str | None = None
        self._all_look = False

    def asked(self, seat: str, question: str, before_all: bool, public: bool) -> bool:
        """A seat is asked; return whether it is handed the screen for that.

        Args:
            seat: who is asked.
            question: as SCRIPT.LOCAL.
            before_all: whether it may be answered before all.
            public: whether the answer is that all may read an offer.
        """
        asked = self._questions
        if self._all_look and (question in asked.writing or question == asked.form):
            if question != asked.form or public:
                return False
            self._all_look = False
        elif seat == self._viewer:
            return False
        else:
            self._all_look = before_all
        self._viewer = None if self._all_look else seat
        return not self._all_look


def aloud(sitting: Sitting) -> bool:
    """Whether what is asked now may be answered before all who are at the table."""
    roles, pending = sitting.game.rules.look.roles, sitting.pending
    if pending.kind != "choose" or pending.seat is None:
        return False
    key, questions = key_of(pending), open_questions_of(roles)
    private = None
    if roles.offer is not None and key in questions.answers:
        private = sitting.common(_people(sitting)).get(roles.offer.private)
    return questions.before_all(key, pending.hidden, None if private is None else bool(private))


def _people(sitting: Sitting) -> list[str]:
    return [seat for seat, occupant in sitting.seats.items() if occupant == "human"]
