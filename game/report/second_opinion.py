"""A second opinion on a seat's decisions: what each came to, and what another would have.

Each decision is weighed by what the seat was told up to then and by nothing that came out later,
so that it is judged as it was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from attrs import frozen

from game.bots.manners import Manner
from game.bots.memory import SHARED
from game.bots.searching import Thinking
from game.bots.words import name, worth_text
from game.catalogue import phrase
from game.engine import Game
from game.engine.generator import Generator
from game.story.answers import asked_and_answered
from game.table import Sitting, Weighed
from game.table.acts import Moved
from game.table.bot import Bot, work_on
from game.table.seating import check_seat
from game.table.told import Packed, packed, recalled

#: How decisions are weighed afterwards.
REVIEW: Final = Manner("review", trials=320)
#: So many decisions of a seat are told of.
MOST: Final = 5
#: From so many standard errors on another move is likely, or surely, better.
_LIKELY, _SURE = 2.0, 4.0


@frozen
class SecondOpinion:
    """A decision beside what would have been chosen on trials.

    Attributes:
        n: the number of its entry.
        round: the round that it fell in, where the rules count rounds.
        seat: who decided.
        asked: what was asked; empty where it was what to do.
        chosen: what was chosen, and what it came to.
        best: what would have been chosen, and what that came to.
        chosen_title, best_title: both moves in a few words.
        apart: how much less was chosen, in returns of the game.
        sure: by how many standard errors; many for sure.
    """

    n: int
    round: int | None
    seat: str
    asked: str
    chosen: Weighed
    best: Weighed
    chosen_title: str
    best_title: str
    apart: float
    sure: float

    @property
    def said(self) -> str:
        """What both moves came to, after what was asked."""
        came = phrase(
            "review.said",
            chosen=self.chosen_title,
            worth=worth_text(self.chosen.worth),
            best=self.best_title,
            better=worth_text(self.best.worth),
        )
        return asked_and_answered(self.asked, came) if self.asked else came

    @property
    def less(self) -> str:
        """By how much less was chosen, and how sure that is."""
        apart = worth_text(self.apart).removeprefix("+")
        sure = phrase("review.sure_surely" if self.sure >= _SURE else "review.sure_likely")
        return phrase("review.less", apart=apart, sure=sure)

    @property
    def words(self) -> str:
        """The opinion in a line."""
        round_ = "" if self.round is None else phrase("review.round", round=self.round)
        return phrase("review.row", n=self.n, round=round_, less=self.less, said=self.said)


@frozen
class DecisionQuestion:
    """A decision of a seat, to be weighed again, as plain values; see `Query`.

    What was heard is all that the seat was told before it.

    Attributes:
        n: the number of its entry.
        seat: who decided.
        chosen: the move that was chosen.
        seed: of the game's draws.
        played: the seats that somebody plays.
        heard: what the seat was told of each move before.
        manner: how moves are weighed.
    """

    n: int
    seat: str
    chosen: int
    seed: int
    played: frozenset[str]
    heard: tuple[Packed, ...]
    manner: Manner

    def answer(
        self,
        game: Game,
        bots: Mapping[str, Bot] | None = None,
        enough: Callable[[], bool] = lambda: False,
    ) -> tuple[SecondOpinion, ...]:
        """Weigh the moves; nothing comes back where no other was likely better."""
        told = recalled(game, self.seat, self.played, self.heard)
        rng = Generator(self.seed, "review")
        thinking = Thinking(game, self.seat, self.manner, told, rng, SHARED, self.chosen)
        work_on(thinking, enough)
        weighed = thinking.weighed
        mine = next((each for each in weighed if each.move == self.chosen), None)
        if mine is None or weighed[0] is mine:
            return ()
        best, sure = weighed[0], thinking.better(weighed[0].move, self.chosen)
        if best.worth <= mine.worth or sure is None or sure < _LIKELY:
            return ()
        asked, round_ = game.pending(thinking.seen), game.rules.round
        at = game.value(thinking.seen, round_) if round_ is not None else None
        opinion = SecondOpinion(
            self.n,
            at if type(at) is int else None,
            self.seat,
            asked.question if asked.kind == "choose" else "",
            mine,
            best,
            name(game, self.chosen),
            name(game, best.move),
            best.worth - mine.worth,
            sure,
        )
        return (opinion,)


def decisions(sitting: Sitting, seat: str, manner: Manner = REVIEW) -> list[DecisionQuestion]:
    """Return the decisions of a seat on the line that counts, each to be weighed again.

    Args:
        sitting: the game; nothing is changed in it.
        seat: whose decisions, a person's or a bot's.
        manner: how moves are weighed.

    Raises:
        BadSeat: no such seat.
    """
    check_seat(seat, sitting.game.seats)
    told, seed = sitting.told(seat), sitting.header.seed
    played, heard = frozenset(told.played), packed(told.moves())
    found = []
    for place, n in enumerate(sitting.line):
        entry = sitting.entries[n - 1]
        if isinstance(entry.act, Moved) and entry.actor == seat:
            chosen = sitting.game.id(entry.act.id)
            # What came later is not told.
            before = heard[:place]
            found.append(DecisionQuestion(n, seat, chosen, seed, played, before, manner))
    return found


def foremost(found: Iterable[SecondOpinion], most: int = MOST) -> list[SecondOpinion]:
    """Return the opinions that matter most, by how much less was chosen.

    Args:
        found: opinions.
        most: so many at most.
    """
    return sorted(found, key=lambda each: (-each.apart, each.n))[:most]


def second_opinions(
    sitting: Sitting,
    seat: str,
    most: int = MOST,
    manner: Manner = REVIEW,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> list[SecondOpinion]:
    """Weigh a seat's decisions again and return those that mattered most.

    Args:
        sitting: the game; nothing is changed in it.
        seat: whose decisions, a person's or a bot's.
        most: so many at most.
        manner: how moves are weighed.
        tell: told of progress, decisions done and in all.

    Returns:
        Those where another move was likely better, by how much better, the most first.

    Raises:
        BadSeat: no such seat.
    """
    asked, found = decisions(sitting, seat, manner), list[SecondOpinion]()
    for done, question in enumerate(asked, 1):
        found += question.answer(sitting.game)
        tell(done, len(asked))
    return foremost(found, most)
