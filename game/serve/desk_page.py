"""The umpire's page as plain data: the board by whose eyes one likes, the story, clocks, seats.

What is long, or asked for now and then, is told on request: `DeskLooks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.bots import bots_of
from game.catalogue import phrase
from game.serve.board_page import board_page, place_page
from game.serve.parts import result_page, round_page, tracks_page, turn_page
from game.serve.sight import MadeBefore, Plain, Sight
from game.table.acts import Bookmarked
from game.table.occupants import bot_name
from game.table.seating import AUTO, HUMAN

if TYPE_CHECKING:
    from game.umpire import SeatHolding, StoryRow, UmpireDesk

#: Whose eyes the board may have besides a seat's.
TRUE: Final = "true"
CLAIMED: Final = "claimed"
#: So many lines of the story are sent with a page, and so many moments to go back to.
MOST_LINES: Final = 80
MOST_MOMENTS: Final = 48
#: Letters of a moment.
MOMENT_LETTERS: Final = 110
#: The kinds of lines that one may look at alone.
KINDS: Final = ("all", "hidden", "reasons", "notes", "acts")
_NOTES: Final = ("note", "bookmark")
_ACTS: Final = ("inject", "override", "ruling", "order", "seat", "pause", "branch", "table")


class DeskPage:
    """Makes the page of one desk.

    Attributes:
        shows: whose eyes the board has: `TRUE`, `CLAIMED`, or a seat's.
    """

    def __init__(self, desk: UmpireDesk) -> None:
        """Show what is true.

        Args:
            desk: what is told of.
        """
        self._desk = desk
        self._kept = MadeBefore()
        self.shows = TRUE

    def page(self) -> Plain:
        """All of it, as things are now."""
        desk, sitting = self._desk, self._desk.sitting
        truth = Sight(sitting, "", self._kept, desk.truth)
        rows = desk.story
        return {
            "round": round_page(truth),
            "turn": turn_page(truth, False),
            "tracks": tracks_page(truth),
            "result": result_page(truth),
            "paused": sitting.paused,
            "over": sitting.over,
            "saved": {"n": sitting.n, "disk": not sitting.unsaved and sitting.path is not None},
            "board": self._board(truth),
            "apart": self._apart(),
            "dials": [
                {
                    "name": dial.name,
                    "spent": dial.spent,
                    "limit": dial.limit,
                    "running": dial.running,
                    "over": dial.over,
                    "each": dial.each,
                }
                for dial in desk.clocks.dials
            ],
            "held": desk.clocks.held,
            "waiting": desk.clocks.waiting,
            "dice": sitting.real_dice,
            "holders": [self._holder(row) for row in desk.seats],
            "bots": [
                {"id": f"bot:{name}", "name": bot_name(name, sitting.game.rules.look)}
                for name in bots_of(sitting.game.rules)
            ],
            "counts": {kind: sum(fits(row, kind) for row in rows) for kind in KINDS},
            "story": [line_page(row) for row in rows[-MOST_LINES:]],
            "orders": [
                {"n": order.n, "seat": order.seat, "text": order.text} for order in desk.orders
            ],
            "outcomes": [
                {"id": move.name, "title": move.title or move.name, "weight": weight}
                for move, weight in desk.outcomes
            ],
            "codes_used": list(desk.codes[:12]),
            "moments": self._moments(),
        }

    def _board(self, truth: Sight) -> Plain:
        """The places by the eyes that were chosen; as they truly are, by what is so."""
        desk, shows = self._desk, self.shows
        if shows == TRUE and truth.places:
            badge = truth.look.badge.value
            instead = {(badge, row.place): row.value for row in desk.places}
            places = [place_page(truth, place, instead) for place in truth.places]
            return {"shows": shows, "places": places}
        if shows == TRUE:
            return {"shows": shows, **board_page(truth)}
        view = desk.claimed if shows == CLAIMED else desk.sitting.sight(shows)
        return {"shows": shows, **board_page(Sight(desk.sitting, "", view=view))}

    def _apart(self) -> Plain | None:
        """The places that are not as claimed; None where nothing is ever claimed."""
        if not self._desk.sitting.game.rules.look.debrief.claims:
            return None
        found = self._desk.apart
        told = [
            phrase("umpire.one_apart", place=a.title, claimed=a.claimed, true=a.true) for a in found
        ]
        words = phrase("umpire.apart", count=len(found), places=", ".join(told))
        return {
            "places": [row.place for row in found],
            "words": words if found else phrase("umpire.as_claimed"),
        }

    def _holder(self, row: SeatHolding) -> Plain:
        look = self._desk.sitting.game.rules.look
        if row.occupant == AUTO:
            who = phrase("umpire.acting")
        elif row.occupant == HUMAN:
            who = row.person or phrase("umpire.person")
        else:
            who = bot_name(row.occupant, look)
        return {
            "id": row.seat,
            "occupant": row.occupant,
            "who": who,
            "to_move": row.to_move,
            "settled": row.settled,
        }

    def _moments(self) -> list[Plain]:
        """The moments that one may go back to, oldest first; the last one is now."""
        sitting = self._desk.sitting
        marked = {e.act.about for e in sitting.entries if isinstance(e.act, Bookmarked)}
        counted = set(sitting.line)
        rows = [row for row in self._desk.story if row.n in counted][-MOST_MOMENTS:]
        return [
            {
                "n": row.n,
                "at": row.at,
                "round": row.round,
                "actor": row.actor,
                "who": row.who,
                "text": shortened(row.text),
                "mark": row.n in marked,
            }
            for row in rows
        ]


def fits(row: StoryRow, kind: str) -> bool:
    """Whether a line of the story is of a kind of `KINDS`."""
    match kind:
        case "hidden":
            return row.hidden
        case "reasons":
            return bool(row.reason) and row.kind == "move"
        case "notes":
            return row.kind in _NOTES
        case "acts":
            return row.kind in _ACTS
    return True


def line_page(row: StoryRow) -> Plain:
    """One line of the story."""
    return {
        "n": row.n,
        "at": row.at,
        "round": row.round,
        "kind": row.kind,
        "actor": row.actor,
        "who": row.who,
        "text": row.text,
        "out": row.out,
        "hidden": row.hidden,
        "reason": row.reason,
        "tags": list(row.tags),
        "sure": row.confidence,
        "about": row.about,
        "gone": row.given_up is not None,
        "is": [kind for kind in KINDS[1:] if fits(row, kind)],
    }


def shortened(words: str) -> str:
    """The first line of some words, no longer than a moment has room."""
    line = words.partition("\n")[0]
    if len(line) <= MOMENT_LETTERS:
        return line
    return f"{line[: MOMENT_LETTERS - 1]}\N{HORIZONTAL ELLIPSIS}"
