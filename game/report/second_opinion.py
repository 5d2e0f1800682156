"""A second opinion on a seat's decisions: what each came to, and what another would have.

Each decision is weighed by what the seat was told up to then and by nothing that came out later,
so that it is judged as it was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from game.bots.manners import Manner
from game.bots.memory import Beliefs
from game.bots.searching import Thinking
from game.bots.words import name, worth_text
from game.catalogue import phrase
from game.engine.generator import Generator
from game.table import Recall, Sitting, Weighed
from game.table.acts import Moved
from game.table.seating import check_seat

#: How decisions are weighed afterwards.
REVIEW = Manner("review", trials=320)
#: From so many standard errors on another move is likely, or surely, better.
_LIKELY, _SURE = 2.0, 4.0


@frozen
class SecondOpinion:
    """A decision beside what would have been chosen on trials.

    Attributes:
        n: the number of its entry.
        round: the round that it fell in, where the rules count rounds.
        seat: who decided.
        chosen: what was chosen, and what it came to.
        best: what would have been chosen, and what that came to.
        chosen_title, best_title: both moves in a few words.
        apart: how much less was chosen, in returns of the game.
        sure: by how many standard errors; many for sure.
    """

    n: int
    round: int | None
    seat: str
    chosen: Weighed
    best: Weighed
    chosen_title: str
    best_title: str
    apart: float
    sure: float

    @property
    def words(self) -> str:
        """The opinion in a sentence."""
        round_ = "" if self.round is None else phrase("review.round", round=self.round)
        sure = phrase("review.sure_surely" if self.sure >= _SURE else "review.sure_likely")
        return phrase(
            "review.row",
            n=self.n,
            round=round_,
            chosen=self.chosen_title,
            worth=worth_text(self.chosen.worth),
            best=self.best_title,
            better=worth_text(self.best.worth),
            apart=worth_text(self.apart).removeprefix("+"),
            sure=sure,
        )


def second_opinions(
    sitting: Sitting,
    seat: str,
    most: int = 5,
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
    check_seat(seat, sitting.game.seats)
    places = [place for place, n in enumerate(sitting.line) if _decided(sitting, n, seat)]
    beliefs, found = Beliefs(), list[SecondOpinion]()
    for done, place in enumerate(places, 1):
        found += _opinion(sitting, seat, place, manner, beliefs)
        tell(done, len(places))
    return sorted(found, key=lambda each: (-each.apart, each.n))[:most]


def _decided(sitting: Sitting, n: int, seat: str) -> bool:
    entry = sitting.entries[n - 1]
    return isinstance(entry.act, Moved) and entry.actor == seat


def _opinion(
    sitting: Sitting, seat: str, place: int, manner: Manner, beliefs: Beliefs
) -> Iterator[SecondOpinion]:
    """What is thought of the decision of that place on the line; nothing where none is better."""
    game, n, told = sitting.game, sitting.line[place], sitting.told(seat)
    entry = sitting.entries[n - 1]
    assert isinstance(entry.act, Moved)
    chosen = game.id(entry.act.id)
    # What came later is not told.
    then = Recall(told.played, lambda: told.moves()[:place])
    rng = Generator(sitting.header.seed, "review")
    thinking = Thinking(game, seat, manner, then, rng, beliefs, chosen)
    for _ in thinking.steps():
        pass
    weighed = thinking.weighed
    mine = next((each for each in weighed if each.move == chosen), None)
    if mine is None or weighed[0] is mine:
        return
    best, sure = weighed[0], thinking.better(weighed[0].move, chosen)
    if best.worth > mine.worth and sure is not None and sure >= _LIKELY:
        round_ = game.rules.round
        at = game.value(thinking.seen, round_) if round_ is not None else None
        yield SecondOpinion(
            n,
            at if type(at) is int else None,
            seat,
            mine,
            best,
            name(game, chosen),
            name(game, best.move),
            best.worth - mine.worth,
            sure,
        )
