"""The ledger of deals: what binds whom now and until when, as one seat sees it.

It is made from that seat's view and from nothing else, so it tells of a secret deal to nobody who
may not know of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase
from game.rules.look import Bond

if TYPE_CHECKING:
    from game.engine import Game, View


@attrs.frozen
class Deal:
    """Something that binds a seat.

    Attributes:
        what: what it is, in words, without its subject.
        member: the id of what it is about, or nothing.
        subject: what it is about, in words, or nothing.
        giver: the seat that is bound; nothing where that is not kept.
        receiver: the seat to which it is bound.
        until: how long it stands, in words.
        promise: whether it may be broken, rather than being enforced.
        public: whether every seat knows of it.
    """

    what: str
    member: str
    subject: str
    giver: str
    receiver: str
    until: str
    promise: bool
    public: bool

    @property
    def terms(self) -> str:
        """How long, how firm and how open it is, in words."""
        if self.promise:
            key = "deals.public_promise" if self.public else "deals.secret_promise"
        else:
            key = "deals.public_binding" if self.public else "deals.secret_binding"
        return phrase(key, until=self.until)


def deals_in_force(game: Game, view: View, bonds: Iterable[Bond]) -> list[Deal]:
    """Return what binds a seat now, as far as a view shows it.

    Args:
        game: the game.
        view: what the reader sees.
        bonds: the registers that are the ledger; those that the rules do not have are left out.

    Returns:
        The deals, in the order of the registers and their members.
    """
    found: list[Deal] = []
    for bond in bonds:
        found += _deals(game, view, bond)
    return found


def broken_promises(game: Game, view: View, register: str) -> list[tuple[str, int]]:
    """Return the seats that have broken promises and how many, as far as a view shows it."""
    if register not in game.registers:
        return []
    counts = [(seat, view.get(register, seat)) for seat in game.seats]
    return [(seat, n) for seat, n in counts if isinstance(n, int) and n > 0]


def _deals(game: Game, view: View, bond: Bond) -> Iterator[Deal]:
    registers = game.registers
    if bond.register not in registers:
        return
    name = str(game.describe("register", bond.register)["name"])
    kind = next(iter(registers[bond.register].index), "")
    for member in game.members(kind) if kind else ("",):
        value = view.get(bond.register, *filter(None, [member]))
        if not value or (bond.members and member not in bond.members):
            continue
        own = bond.giver == "self"
        receiver = _party(game, view, bond.receiver, kind, member)
        if not receiver and bond.told and view.seat and view.get(bond.told, member, view.seat):
            receiver = view.seat
        yield Deal(
            what=name,
            member="" if own else member,
            subject=game.title(kind, member) if kind and not own else "",
            giver=_party(game, view, bond.giver, kind, member),
            receiver=receiver,
            until=bond.until or _until(game, view, value),
            promise=bond.promise,
            public=not bond.public or view.get(bond.public, member) is True,
        )


def _party(game: Game, view: View, told: str | dict[str, str], kind: str, member: str) -> str:
    """The seat that a bond names as its party, or nothing where the view does not show it."""
    if isinstance(told, dict):
        return told.get(member, "")
    if told == "self":
        return member
    if told in game.seats:
        return told
    if not kind:
        return ""
    found = (
        game.field(kind, member, told) if told in game.sets[kind].fields
        else view.get(told, member) if told in game.registers
        else None
    )  # fmt: skip
    return found if isinstance(found, str) else ""


def _until(game: Game, view: View, left: object) -> str:
    """The last round in which it holds; the present one counts."""
    counted = game.rules.round
    now = view.get(counted) if counted is not None else None
    if isinstance(left, bool) or not isinstance(left, int) or not isinstance(now, int):
        return phrase("deals.until_ended")
    if left > 1:
        return phrase("deals.through", round=now + left - 1)
    return phrase("deals.this_round")
