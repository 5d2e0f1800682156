"""What is said of an offer: its text, how far it can be laid, what may be chosen for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from game.engine import Walk

#: What is to be done at a council: make an offer, answer one, or answer what was asked for instead.
CouncilStage = Literal["offer", "answer"]


@attrs.frozen
class Draft:
    """What an offer is to say.

    Attributes:
        partner: to whom it goes; empty for an answer, which goes to whoever made the offer.
        gives: the clauses of whoever writes.
        asks: those of the other side.
        form: the answer by which it is made known; empty for the one that all may read.
    """

    partner: str = ""
    gives: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    form: str = ""

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.gives and not self.asks

    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is given, and what is asked for."""
        return self.gives, self.asks


@attrs.frozen
class LaidOffer:
    """How far an offer can be laid on the table.

    Attributes:
        moves: the answers that make it, in order; empty where it cannot be made.
        refused: why it cannot be, in words; empty where it can.
        clause: the clause for which it cannot be, or nothing.
        walk: where the answers lead.
    """

    moves: tuple[int, ...]
    refused: str = ""
    clause: str = ""
    walk: Walk | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be made, as far as may be known."""
        return bool(self.moves) and not self.refused


@attrs.frozen
class OfferChoice:
    """Something that may be chosen: a clause, a partner, a form.

    Attributes:
        id: the member.
        open: whether it may be chosen, as far as those who look can know.
        why: why not, in words.
    """

    id: str
    open: bool
    why: str = ""


@attrs.frozen
class Whole:
    """An offer that is known by a name, as it can be made now.

    Attributes:
        name: what people call it.
        draft: what it says; empty where nobody is to make it to.
        why: why it cannot be made, in words; empty where it can.
    """

    name: str
    draft: Draft
    why: str = ""
