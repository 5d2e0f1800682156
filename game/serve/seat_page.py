"""The page of one seat as plain data: all that it may see and do, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import called
from game.serve.board_page import board_page, value_tables
from game.serve.council_page import council_page
from game.serve.parts import PagePart, common_parts
from game.serve.question_page import question_page
from game.serve.sight import MadeBefore, Plain, Sight, told
from game.serve.survey_page import survey_page
from game.story.standing import StandingTeller
from game.table import broken_promises, deals_in_force
from game.table.acts import Noted, Ordered
from game.table.seating import played
from game.table.team_notes import is_team, writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.table import Sitting

#: The tag of a note that is meant for another seat.
TO = "to:"
#: Whom an order is given to.
UMPIRE = "*"
#: The people of one's own seat.
TEAM = "+"
#: So many notes, and words from seat to seat, are sent with a page.
MOST_NOTES = 40


def seat_parts(
    sitting: Sitting,
    seat: str,
    seats: Sequence[Plain],
    thinking: bool,
    notices: Sequence[str],
    kept: MadeBefore | None = None,
) -> Iterator[PagePart]:
    """Make the page of a seat, part by part.

    Args:
        sitting: the game.
        seat: the seat.
        seats: who holds each seat.
        thinking: whether a bot thinks about its move.
        notices: sentences for the people at the table.
        kept: what was made for this seat before.
    """
    sight = Sight(sitting, seat, kept)
    why = sitting.undo_reason(seat)
    yield from common_parts(sight, seats, thinking, notices)
    yield "means", sight.once("means", lambda: means_page(sight))
    yield "question", question_page(sight)
    yield "board", sight.once("board", lambda: board_page(sight))
    me: Plain = {"seat": seat, "brief": brief_page(sight), "notes": _notes(sitting, seat)}
    me["scores"] = sight.once("scores", lambda: scores_page(sight))
    yield "me", me
    me["tables"] = sight.once("tables", lambda: value_tables(sight))
    yield "talk", _talk(sitting, seat)
    yield "deals", sight.once("deals", lambda: deals_page(sight))
    yield "council", council_page(sight)
    yield "survey", survey_page(sitting, seat)
    yield "undo", {"can": why is None, "why": why or ""}


def means_page(sight: Sight) -> list[Plain]:
    """The registers by which the seat pays for its actions."""
    game, out = sight.game, list[Plain]()
    paid = dict.fromkeys(r for a in game.actions if sight.seat in a.seats for r in a.cost)
    for register in paid:
        value = sight.number(register, sight.seat)
        value = sight.number(register) if value is None else value
        if value is not None:
            out.append({"id": register, "name": sight.names.title(register), "value": value})
    return out


def scores_page(sight: Sight) -> list[list[Plain]]:
    """How the seats stand, as far as this one may know."""
    teller = StandingTeller(sight.game, sight.seat)
    now = teller.now(sight.view)
    if not now:
        return []
    lines = teller.scores(sight.view, now, (), played(sight.sitting.seats))
    return [told(line) for line in lines]


def brief_page(sight: Sight) -> list[Plain]:
    """What the scenario tells the seat, by heading; that it was read is not counted here."""
    scenario = sight.game.scenario
    out = [{"title": scenario.name or scenario.id, "text": scenario.text}] if scenario.text else []
    for heading, words in (scenario.briefs or {}).get(sight.seat, {}).items():
        out.append({"title": called(heading), "text": words})
    return out


def deals_page(sight: Sight) -> Plain:
    """What binds whom, and who broke promises, as the reader knows it."""
    roles = sight.look.roles
    lines = []
    for deal in deals_in_force(sight.game, sight.view, roles.bonds):
        about = f" ({deal.subject})" if deal.subject else ""
        parties = [seat for seat in (deal.giver, deal.receiver) if seat]
        lines.append({"parties": parties, "what": f"{deal.what}{about}", "terms": deal.terms})
    broken = broken_promises(sight.game, sight.view, roles.broken)
    return {"lines": lines, "broken": [{"seat": seat, "count": count} for seat, count in broken]}


def _notes(sitting: Sitting, seat: str) -> list[Plain]:
    """The seat's own notes."""
    own = [
        {"n": entry.n, "text": entry.act.text}
        for entry in sitting.entries
        if isinstance(entry.act, Noted) and entry.actor == seat and not entry.act.tags
    ]
    return own[-MOST_NOTES:]


def _talk(sitting: Sitting, seat: str) -> list[Plain]:
    """The words from this seat to others, to the umpire, to its own, and from others to it."""
    said = list[Plain]()
    for entry in sitting.entries:
        act = entry.act
        if isinstance(act, Ordered) and act.seat == seat:
            said.append({"n": entry.n, "from": seat, "to": UMPIRE, "text": act.text})
        elif isinstance(act, Noted) and is_team(act) and entry.actor == seat:
            by = writer(act.tags)
            said.append({"n": entry.n, "from": seat, "to": TEAM, "by": by, "text": act.text})
        elif isinstance(act, Noted) and (to := _to(act)) and seat in (entry.actor, to):
            said.append({"n": entry.n, "from": entry.actor, "to": to, "text": act.text})
    return said[-MOST_NOTES:]


def _to(note: Noted) -> str:
    """The seat that a note is meant for; empty for one of its writer's own."""
    named = (tag.removeprefix(TO) for tag in note.tags if tag.startswith(TO))
    return next(named, "")
