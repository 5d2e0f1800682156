"""What everybody is told who connects: words, looks and seats. Nothing of it is a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.catalogue import SPOKEN, languages, spoken
from game.drawing.seats import seat_tokens
from game.serve.sight import Plain, colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine import Game
    from game.table import Sitting

#: The texts of pages, by the table that holds them.
TEXTS: Final = "phone."
#: For counts up to this one it is sent which form they take; others take that of their remainder.
FORMS: Final = 200


def hello_page(sitting: Sitting, seats: Sequence[Plain]) -> Plain:
    """Tell what a page needs before anybody has joined.

    Args:
        sitting: the game.
        seats: who holds each seat.
    """
    game = sitting.game
    scenario = game.scenario
    return {
        "words": words_page(),
        "languages": [{"id": ident, "name": name} for ident, name in languages().items()],
        "table": {
            "title": game.rules.name,
            "note": scenario.name or scenario.id,
            "name": sitting.table,
        },
        "look": look_page(game),
        "seats": list(seats),
        "rationale": {
            "on": sitting.asks_why,
            "tags": [{"id": t.id, "name": t.name, "text": t.text} for t in scenario.tags],
        },
    }


def words_page() -> Plain:
    """The texts of pages in the language that is spoken, and how it counts."""
    language, texts = spoken(), texts_of(TEXTS)
    catalogue = SPOKEN.catalogue
    assert catalogue is not None, "a language is spoken"
    many = next((e for e in catalogue.entries.values() if len(e.forms) > 1), None)
    plurals = [0 if many is None else many.plural(n) for n in range(FORMS)]
    way = "rtl" if catalogue.leftwards else "ltr"
    return {
        "lang": language,
        "name": catalogue.name,
        "dir": way,
        "texts": texts,
        "plurals": plurals,
    }


def texts_of(head: str) -> Plain:
    """The texts whose keys begin so, by what follows: a text, or a list of its plural forms."""
    catalogue = SPOKEN.catalogue
    assert catalogue is not None, "a language is spoken"
    return {
        key.removeprefix(head): entry.forms[0] if len(entry.forms) == 1 else list(entry.forms)
        for key, entry in catalogue.entries.items()
        if key.startswith(head)
    }


def look_page(game: Game) -> Plain:
    """How seats, counters and badges look: by colour and without it."""
    look = game.rules.look
    seats = {}
    for seat, token in seat_tokens(game, look).items():
        own = look.seats.get(seat)
        seats[seat] = {
            "name": game.title("seat", seat),
            "short": game.short("seat", seat),
            "letter": token.letter,
            "colour": colour(token.colour),
            "ink": colour(token.ink),
            "silhouette": token.silhouette,
            "hatch": token.hatch,
            "icon": own.icon if own is not None else "user",
        }
    counters = {
        c.id: {
            "name": c.name,
            "letter": c.letter,
            "colour": colour(c.colour),
            "ink": colour(c.ink),
            "silhouette": c.silhouette,
            "hatch": c.hatch,
            "side": c.addend,
            "hollow": c.shadow,
            "seat": c.seat,
        }
        for c in look.counters.values()
    }
    badges = [
        {
            "id": state.id,
            "name": state.name,
            "least": state.least,
            "colour": colour(state.colour),
            "ink": colour(state.ink),
            "rim": colour(state.rim),
            "silhouette": state.silhouette,
        }
        for state in look.badge.states
    ]
    return {"seats": seats, "counters": counters, "badges": badges}
