"""An offer between two seats as one thing: what may be in it, what it would do, how it is made.

Rules ask for an offer question by question; a look says which questions those are
(`game.rules.look.OfferAsks`). Here they are answered ahead of play, on what those who look see
and on nothing else, so that a client may show the whole of it at once. There is no second
account of what is legal: a clause is open where the question it answers offers it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase
from game.rules.look import OfferAsks, OfferRole
from game.table.offers import CouncilStage, Draft, LaidOffer, OfferChoice, Whole
from game.table.wholes import finding, likely_partner

if TYPE_CHECKING:
    from game.engine import Game, Pending, Prospect, Walk
    from game.table.sitting import Sitting

#: The answer by which nothing is chosen.
NOTHING = "none"


class Council:
    """What may be offered and answered now, for those who look.

    Attributes:
        game: the game.
        asks: the questions of the rules.
        role: the registers of an offer.
        seat: who is asked.
        stage: whether an offer is to be made or answered.
    """

    def __init__(self, sitting: Sitting, role: OfferRole, asks: OfferAsks, eyes: Collection[str]):
        """Look at the present question; make one with `council_of`.

        Args:
            sitting: the game.
            role: the registers of an offer.
            asks: its questions.
            eyes: the seats that look: one alone, or all who are at the table.
        """
        self._sitting, self.role, self.asks = sitting, role, asks
        self.eyes = tuple(eyes)
        self.game: Game = sitting.game
        pending = sitting.pending
        assert pending.seat is not None
        self.seat: str = pending.seat
        self._key = key_of(pending)
        self.stage: CouncilStage = "offer" if self._key == asks.begin else "answer"
        self._begun = sitting.walk(self.eyes)
        self._walks: dict[tuple[int, ...], Walk | None] = {(): self._begun}
        self._answers: dict[tuple[int, ...], Mapping[int, bool | None]] = {}

    # Walking --------------------------------------------------------------------------------

    def _walk(self, moves: tuple[int, ...]) -> Walk | None:
        """Where these answers lead, or None where that cannot be told."""
        if moves not in self._walks:
            before = self._walk(moves[:-1])
            after = None
            if before is not None:
                after = before.branch()
                if not after.answer(moves[-1]):
                    after = None
            self._walks[moves] = after
        return self._walks[moves]

    def _legal(self, moves: tuple[int, ...]) -> Mapping[int, bool | None]:
        """The answers to the question to which these lead."""
        if moves not in self._answers:
            walk = self._walk(moves)
            self._answers[moves] = {} if walk is None else walk.answers()
        return self._answers[moves]

    def _move(self, key: str, member: str) -> int | None:
        """The answer to a question that names a member."""
        name = f"{key}:{member or NOTHING}"
        return self.game.id(name) if name in self.game.names else None

    def _why(self, moves: tuple[int, ...], move: int | None, tell: bool = True) -> str:
        """Why an answer is not open, in words; empty where it is, as far as may be known."""
        if move is not None and self._legal(moves).get(move, False) is not False:
            return ""
        if not tell:
            return phrase("council.not_offered")
        walk = self._walk(moves)
        if move is None or walk is None or move not in walk.candidates():
            return phrase("council.not_offered")
        return walk.why_not(move) or phrase("council.not_offered")

    def _root(self, draft: Draft) -> tuple[tuple[int, ...], str]:
        """The answers before writing begins, and why it cannot begin."""
        key = self._key
        member = draft.partner if self.stage == "offer" else self.asks.counter
        move = self._move(key, member)
        if not member or move is None:
            return (), phrase("council.nobody")
        why = self._why((), move)
        return ((), why) if why else ((move,), "")

    # What an offer may say ------------------------------------------------------------------

    def partners(self) -> list[OfferChoice]:
        """To whom an offer may be made."""
        if self.stage != "offer":
            return []
        found = []
        for move in self._begun.candidates():
            member = self.game.name(move).rpartition(":")[2]
            if member not in (NOTHING, self.seat):
                why = self._why((), move)
                found.append(OfferChoice(member, not why, why))
        return found

    def likely_partner(self) -> str:
        """To whom an offer would be made first: by a name that is open, else to anybody."""
        return next(filter(None, likely_partner(self)), "")

    def whole(self, partner: str = "") -> list[Whole]:
        """The offers known by a name that this seat could make, the open ones first.

        Args:
            partner: to whom; anybody to whom one can be made, if empty.
        """
        return sorted(filter(None, finding(self, partner)), key=lambda w: bool(w.why))

    @property
    def partner(self) -> str:
        """Who made the offer that is answered; nothing where one is to be made."""
        if self.stage == "offer":
            return ""
        view = self._begun.view
        sides = [view.get(self.role.maker), view.get(self.role.receiver)]
        return next((s for s in sides if isinstance(s, str) and s != self.seat), "")

    @property
    def may_counter(self) -> bool:
        """Whether the answer may be other terms."""
        move = self._move(self._key, self.asks.counter) if self.asks.counter else None
        return self.stage == "answer" and move is not None and not self._why((), move)

    @property
    def private(self) -> bool:
        """Whether only the two may read the offer that is answered."""
        return self._begun.view.get(self.role.private) is True

    def lines(self) -> Draft:
        """The offer that lies on the table, as whoever answers would turn it round."""
        view, lines = self._begun.view, self.role.lines
        given, asked = list[str](), list[str]()
        for slot in self.game.members(self.game.registers[lines].index[0]):
            found = view.get(lines, slot)
            if isinstance(found, str):
                (asked if slot in self.role.given else given).append(found)
        return Draft("", tuple(given), tuple(asked))

    @cached_property
    def clause_set(self) -> str:
        """The set of all clauses."""
        return str(self.game.registers[self.role.lines].of)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {m: n for n, m in enumerate(self.game.members(self.clause_set))}

    def sorted(self, clauses: Collection[str]) -> tuple[str, ...]:
        """Clauses in the order in which rules ask for them."""
        return tuple(sorted(dict.fromkeys(clauses), key=lambda c: self._order.get(c, -1)))

    @property
    def room(self) -> tuple[int, int]:
        """How many clauses a side may have at most: given, and asked for."""
        return len(self.asks.give), len(self.asks.take)

    def clauses(self, draft: Draft, giving: bool) -> list[OfferChoice]:
        """The clauses that one side could ever give to the other, open or not.

        Args:
            draft: the offer so far.
            giving: whether those are meant that whoever writes gives.
        """
        found = []
        mine = draft.gives if giving else draft.asks
        for clause in self._could(draft, giving):
            if clause in mine:
                found.append(OfferChoice(clause, True))
                continue
            laid = self.reach(self.with_clause(draft, clause, giving), giving)
            found.append(OfferChoice(clause, not laid.refused, laid.refused))
        return found

    def _could(self, draft: Draft, giving: bool) -> Iterator[str]:
        """The clauses that are open to this side at first, or already in the offer.

        Others are never this side's to give, or nothing that can be meant now.
        """
        empty = attrs.evolve(draft, gives=(), asks=())
        laid = self.reach(empty, giving, stop=True)
        walk = laid.walk
        mine = draft.gives if giving else draft.asks
        if walk is None:
            return
        for move, open_ in self._legal(walk.moves).items():
            member = self.game.name(move).rpartition(":")[2]
            if member != NOTHING and (open_ is not False or member in mine):
                yield member

    def with_clause(self, draft: Draft, clause: str, giving: bool) -> Draft:
        """The offer with a clause more."""
        if giving:
            return attrs.evolve(draft, gives=self.sorted((*draft.gives, clause)))
        return attrs.evolve(draft, asks=self.sorted((*draft.asks, clause)))

    def without(self, draft: Draft, clause: str, giving: bool) -> Draft:
        """The offer with a clause less."""
        if giving:
            return attrs.evolve(draft, gives=tuple(c for c in draft.gives if c != clause))
        return attrs.evolve(draft, asks=tuple(c for c in draft.asks if c != clause))

    def lay(self, draft: Draft) -> LaidOffer:
        """Answer the questions so that this offer is made, as far as they offer it."""
        if draft.empty:
            return LaidOffer((), phrase("council.empty"))
        return self.reach(draft, None)

    def reach(
        self, draft: Draft, giving: bool | None, stop: bool = False, tell: bool = True
    ) -> LaidOffer:
        """Follow the questions of an offer.

        Args:
            draft: what it says.
            giving: the side at whose end it is enough; None for both, and the form.
            stop: whether the first question of that side is enough.
            tell: whether it is worked out why a clause is refused; without, any words say that
                it is.
        """
        moves, why = self._root(draft)
        if why:
            return LaidOffer((), why)
        left = {True: list(draft.gives), False: list(draft.asks)}
        while (walk := self._walk(moves)) is not None:
            pending = walk.pending
            key = key_of(pending) if pending is not None else ""
            side = key in self.asks.give if key in self.asks.writing else None
            if side is None and key != self.asks.form:
                break
            if giving is not None and (
                (side is None) or (stop and side is giving) or (side is False and giving)
            ):
                break
            if side is None:
                want = draft.form or self.asks.public
            else:
                want = left[side].pop(0) if left[side] else ""
            move = self._move(key, want)
            why = self._why(moves, move, tell)
            if why or move is None:
                return LaidOffer((), why, want)
            moves = (*moves, move)
        if walk is None:
            return LaidOffer((), phrase("council.cannot_tell"))
        over = left[True] if giving is True else left[False] if giving is False else None
        over = [*left[True], *left[False]] if over is None else over
        if over and not stop:
            return LaidOffer((), phrase("council.no_room"), over[0])
        return LaidOffer(moves, walk=walk)

    def forms(self, draft: Draft) -> list[OfferChoice]:
        """The ways to make this offer known, where that is asked; else none."""
        if not self.asks.form or draft.empty:
            return []
        probe = attrs.evolve(draft, form=draft.form or self.asks.public)
        moves, why = self._root(probe)
        laid = self.lay(probe)
        if why or not laid.ready:
            return []
        for n in range(len(moves), len(laid.moves) + 1):
            walk = self._walk(laid.moves[:n])
            if walk is None or walk.pending is None or key_of(walk.pending) != self.asks.form:
                continue
            at = laid.moves[:n]
            return [
                OfferChoice(self.game.name(m).rpartition(":")[2], not (w := self._why(at, m)), w)
                for m in walk.candidates()
            ]
        return []

    # What it would do -----------------------------------------------------------------------

    def agreed(self, laid: LaidOffer) -> Walk | None:
        """Where an offer leads if the other side accepts it; None where that cannot be told."""
        walk = laid.walk
        if walk is None:
            return None
        pending = walk.pending
        if pending is None or key_of(pending) not in self.asks.answers:
            return walk
        move = self._move(key_of(pending), self.asks.accept)
        then = walk.branch()
        return then if move is not None and then.answer(move) else None

    def accepted(self) -> Walk | None:
        """Where the offer leads that lies on the table, if it is accepted now."""
        move = self._move(self._key, self.asks.accept)
        return None if move is None else self._walk((move,))

    def prospect(self, walk: Walk, derived: Collection[str]) -> Prospect:
        """What has changed where a walk leads."""
        return walk.prospect(derived)

    # Doing ----------------------------------------------------------------------------------

    def answer_move(self, answer: str) -> int | None:
        """The move that answers what is asked now; of nothing, the one that declines."""
        return self._move(self._key, answer)

    def why_not(self, answer: str) -> str:
        """Why that cannot be answered; empty where it can, as far as may be known."""
        return self._why((), self._move(self._key, answer))


def key_of(pending: Pending) -> str:
    """What a look calls a question."""
    return f"{pending.script}.{pending.local}"


def council_of(sitting: Sitting, eyes: Sequence[str]) -> Council | None:
    """The council at which the present question is asked, or None where it is none.

    Args:
        sitting: the game.
        eyes: the seats that look.
    """
    role, pending = sitting.game.rules.look.roles.offer, sitting.pending
    if role is None or role.asks is None or pending.kind != "choose" or pending.seat is None:
        return None
    asks = role.asks
    if key_of(pending) not in (asks.begin, *asks.answers):
        return None
    return Council(sitting, role, asks, eyes)
