"""What people call the bots that sit at a table, and how each plays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.catalogue import called, phrase
from game.table.seating import BOT

if TYPE_CHECKING:
    from game.rules.look import Look

#: The bots that there are for all rules; others are called as the look or the rules call them.
_BOTS: Final = {
    "random": ("bots.random", "bots.random_text"),
    "doctrine": ("bots.doctrine", "bots.doctrine_text"),
    "beginner": ("bots.beginner", "bots.beginner_text"),
    "steady": ("bots.steady", "bots.steady_text"),
    "strong": ("bots.strong", "bots.strong_text"),
    "cautious": ("bots.cautious", "bots.cautious_text"),
    "doctrinaire": ("bots.doctrinaire", "bots.doctrinaire_text"),
    "opportunist": ("bots.opportunist", "bots.opportunist_text"),
}


def bot_name(occupant: str, look: Look | None = None) -> str:
    """What people call a bot.

    Args:
        occupant: the bot, by name or as the one who holds a seat.
        look: what the rules say of their bots; None where it is not known.
    """
    name = occupant.removeprefix(BOT)
    told = look.bots.get(name) if look is not None else None
    if told is not None and told.name:
        return told.name
    if name in _BOTS:
        return phrase(_BOTS[name][0])
    return phrase("bots.variant", name=called(name))


def bot_text(occupant: str, look: Look) -> str:
    """How a bot plays, in a few words; see `bot_name`."""
    name = occupant.removeprefix(BOT)
    if (told := look.bots.get(name)) is not None:
        return told.text
    return phrase(_BOTS[name][1] if name in _BOTS else "bots.variant_text")
