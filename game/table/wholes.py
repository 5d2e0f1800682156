"""Offers that are known by a name ("patrols for arms"), and how they can be made now.

A look says what they are of; which of them are open only the questions of the rules can tell. To
ask all of these takes longer than a window has between two frames, so it is done in steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from game.catalogue import phrase
from game.table.offers import Draft, Whole

if TYPE_CHECKING:
    from game.engine import Game
    from game.rules.look import OfferRole, WholeOffer
    from game.table.offers import CouncilStage, LaidOffer, OfferChoice


class Offering(Protocol):
    """The council, as far as it is asked here.

    Attributes:
        game: the game.
        role: the registers of an offer.
        stage: whether an offer is to be made or answered.
    """

    game: Game
    role: OfferRole
    stage: CouncilStage

    @property
    def clause_set(self) -> str:
        """The set of all clauses."""
        ...

    def partners(self) -> list[OfferChoice]:
        """To whom an offer may be made."""
        ...

    def with_clause(self, draft: Draft, clause: str, giving: bool) -> Draft:
        """The offer with a clause more."""
        ...

    def reach(
        self, draft: Draft, giving: bool | None, stop: bool = False, tell: bool = True
    ) -> LaidOffer:
        """Follow the questions of an offer."""
        ...

    def lay(self, draft: Draft) -> LaidOffer:
        """Answer the questions so that this offer is made."""
        ...


def finding(council: Offering, partner: str = "") -> Iterator[Whole | None]:
    """Look for the offers by a name that whoever is asked could make.

    Args:
        council: what may be offered.
        partner: to whom; anybody to whom one can be made, if empty.

    Yields:
        Each offer once it is found, in the order of the look, those that cannot be made with the
        reason; None after each step before it.
    """
    for known in council.role.whole:
        best: Whole | None = None
        for name in _names(council, partner):
            for way in _ways(council, known, name):
                if way is None:
                    yield None
                elif best is None or (best.why and not way.why):
                    best = way
            if best is not None and not best.why:
                break
        if best is not None:
            yield best


def likely_partner(council: Offering) -> Iterator[str | None]:
    """Look for whom an offer would be made to first: by a name that is open, else anybody.

    Args:
        council: what may be offered.

    Yields:
        None after each step, and last who it is; nothing where there is nobody.
    """
    for found in finding(council):
        if found is not None and not found.why:
            yield found.draft.partner
            return
        yield None
    yield next((c.id for c in council.partners() if c.open), "")


def _names(council: Offering, partner: str) -> list[str]:
    """Who the other side may be."""
    if council.stage == "answer":
        return [""]
    return [c.id for c in council.partners() if c.open and partner in ("", c.id)]


def _ways(council: Offering, known: WholeOffer, partner: str) -> Iterator[Whole | None]:
    """An offer by name, made to somebody, either way round."""
    for gives, asks in dict.fromkeys(((known.gives, known.asks), (known.asks, known.gives))):
        draft, why = Draft(partner), ""
        for giving, named in ((True, gives), (False, asks)):
            for word in named:
                tried = [council.with_clause(draft, c, giving) for c in _meant(council, word)]
                for each in tried:
                    good = not council.reach(each, giving, tell=False).refused
                    yield None
                    if good:
                        draft = each
                        break
                else:
                    draft = tried[0] if tried else draft
                    refused = council.reach(draft, giving).refused if tried else ""
                    why = why or refused or phrase("council.closed")
                    yield None
        yield Whole(known.name, draft, why or council.lay(draft).refused)


def _meant(council: Offering, word: str) -> list[str]:
    """The clauses that a word of a whole offer stands for: itself, or those of a group."""
    game, kind = council.game, council.clause_set
    members = game.members(kind)
    if word in members:
        return [word]
    fields = game.sets[kind].fields
    return [m for m in members if any(game.field(kind, m, f) == word for f in fields)]
