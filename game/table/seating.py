"""Who may sit at a table, and how a seat is filled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from game.catalogue import phrase
from game.table.bot import Bot
from game.table.errors import BadSeat

HUMAN: Final = "human"
AUTO: Final = "auto"
"""What fills an optional seat that nobody plays: the rules act for it."""
BOT: Final = "bot:"
FACILITATOR: Final = "facilitator"
ALL: Final = "all"
"""Stands for every seat that is played unless it is said otherwise, and is not named itself."""


def listed(names: Sequence[str]) -> str:
    """Return what there is, for the end of a sentence about what there is not."""
    return phrase("seating.there_are", names=", ".join(names)) if names else phrase("seating.none")


def no_seat(seat: str, seats: Sequence[str]) -> str:
    """Say that a game has no such seat, and which it has."""
    return phrase("seating.no_seat", seat=seat, there=listed(seats))


def check_seat(seat: str, seats: Sequence[str]) -> None:
    """Refuse a seat that the game has not.

    Raises:
        BadSeat: no such seat.
    """
    if seat not in seats:
        raise BadSeat(no_seat(seat, seats))


def fill_seats(
    seats: Sequence[str], spare: Collection[str], named: Mapping[str, str], usual: str = HUMAN
) -> dict[str, str]:
    """Say who sits at each seat of a game.

    Args:
        seats: all seats, the optional ones included.
        spare: the optional seats that the rules act for where one is not named.
        named: who was named, by seat; `ALL` stands for the rest, without the spare ones.
        usual: who sits where nobody was named.

    Returns:
        Who sits where, for every seat and in their order.
    """
    rest = named.get(ALL, usual)
    return {s: named.get(s, AUTO if s in spare else rest) for s in seats}


def played(seats: Mapping[str, str]) -> frozenset[str]:
    """Return the seats that a person or a bot plays."""
    return frozenset(seat for seat, occupant in seats.items() if occupant != AUTO)


def check_auto(seat: str, occupant: str, optional: Sequence[str]) -> None:
    """Refuse to leave a seat to the rules that they cannot act for.

    Raises:
        BadSeat: the seat is not optional.
    """
    if occupant == AUTO and seat not in optional:
        there = ", ".join(optional) or phrase("seating.no_auto")
        raise BadSeat(phrase("seating.auto", seat=seat, seats=there))


def check_occupant(seat: str, occupant: str, bots: Mapping[str, Bot]) -> None:
    """Refuse what cannot fill a seat.

    Args:
        seat: the seat.
        occupant: "human", "auto" or "bot:NAME".
        bots: the bots there are, by name.

    Raises:
        BadSeat: no such bot, or no such way to fill a seat.
    """
    if occupant in (HUMAN, AUTO):
        return
    if not occupant.startswith(BOT):
        raise BadSeat(phrase("seating.occupant", occupant=occupant, seat=seat))
    name = occupant.removeprefix(BOT)
    if name not in bots:
        there = listed(sorted(bots))
        raise BadSeat(phrase("seating.no_bot", bot=name, seat=seat, there=there))
