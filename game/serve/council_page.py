"""A council as plain data: who may be offered what, what an offer would do, what it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.catalogue import called, phrase
from game.engine import HIDDEN, CellId
from game.serve.sight import Plain, Sight, told
from game.story.answers import choice_name
from game.table import Council, Draft
from game.table.council import council_of

if TYPE_CHECKING:
    from game.engine import Prospect, SeenValue, Walk
    from game.table.offers import OfferChoice

#: So many values are named of which it cannot be told what they will be.
MOST_UNSURE = 6


def council_page(sight: Sight) -> Plain | None:
    """The council at which the reader is asked now; None where it is none."""
    council = council_of(sight.sitting, [sight.seat]) if sight.yours else None
    if council is None:
        return None
    answering = council.stage == "answer"
    lines = council.lines() if answering else Draft()
    return {
        "stage": council.stage,
        "seat": council.seat,
        "partner": council.partner,
        "private": answering and council.private,
        "partners": [_choice(sight, "seat", each) for each in council.partners()],
        "gives": [_clause(sight, council, clause) for clause in lines.gives],
        "asks": [_clause(sight, council, clause) for clause in lines.asks],
        "room": list(council.room),
        "answers": _answers(sight),
        "counter": council.may_counter,
        "effects": effects_page(sight, council.accepted()) if answering else None,
    }


def _answers(sight: Sight) -> list[Plain]:
    """What may be answered at once, without an offer of one's own."""
    legal = {move.id for move in sight.sitting.legal()}
    council = council_of(sight.sitting, [sight.seat])
    assert council is not None, "asked only where there is one"
    moves = sight.sitting.candidates()
    if council.stage == "offer":
        # Partners are those to whom one offers; what is left is to make no offer.
        partners = {each.id for each in council.partners()}
        moves = [move for move in moves if not partners.intersection(move.targets)]
    rows = []
    for move in moves:
        answer = move.name.rpartition(":")[2]
        if answer == council.asks.counter and council.stage == "answer":
            continue
        rows.append(
            {
                "id": move.id,
                "answer": answer,
                "title": choice_name(move),
                "legal": move.id in legal,
                "why": "" if move.id in legal else council.why_not(answer),
            }
        )
    return rows


def offer_page(sight: Sight, draft: Draft) -> Plain:
    """How far an offer can be made, what may still be added to it, and what it would do.

    Args:
        sight: the reader, who is asked.
        draft: the offer so far.
    """
    council = council_of(sight.sitting, [sight.seat]) if sight.yours else None
    if council is None:
        return {"refused": phrase("council.may_not"), "ready": False}
    known = sight.game.members(council.clause_set)
    draft = Draft(
        draft.partner,
        council.sorted([c for c in draft.gives if c in known]),
        council.sorted([c for c in draft.asks if c in known]),
        draft.form,
    )
    laid = council.lay(draft)
    return {
        "draft": draft_page(draft),
        "refused": laid.refused,
        "ready": laid.ready,
        "gives": [_choice(sight, council.clause_set, c) for c in council.clauses(draft, True)],
        "asks": [_choice(sight, council.clause_set, c) for c in council.clauses(draft, False)],
        "forms": [_choice(sight, "", each) for each in council.forms(draft)],
        "effects": effects_page(sight, council.agreed(laid)) if laid.ready else None,
        "wholes": [
            {"name": whole.name, "draft": draft_page(whole.draft), "why": whole.why}
            for whole in council.whole(draft.partner)
        ],
    }


def draft_page(draft: Draft) -> Plain:
    """An offer as it is sent."""
    return {
        "partner": draft.partner,
        "gives": list(draft.gives),
        "asks": list(draft.asks),
        "form": draft.form,
    }


def _choice(sight: Sight, kind: str, choice: OfferChoice) -> Plain:
    return {**_named(sight, kind, choice.id), "open": choice.open, "why": choice.why}


def _clause(sight: Sight, council: Council, clause: str) -> Plain:
    return _named(sight, council.clause_set, clause)


def _named(sight: Sight, kind: str, member: str) -> Plain:
    """A member by its name, with what the rules say of it."""
    game = sight.game
    if kind == "seat":
        return {"id": member, "title": game.short("seat", member), "text": ""}
    if kind not in game.sets:
        kind = next((k for k in game.sets if member in game.members(k)), "")
    if not kind:
        return {"id": member, "title": called(member), "text": ""}
    about = game.describe("member", f"{game.sets[kind].base}.{member}")
    return {"id": member, "title": game.title(kind, member), "text": str(about.get("text") or "")}


def effects_page(sight: Sight, walk: Walk | None) -> Plain:
    """What would come of an offer if the other side agrees, as far as the reader can know."""
    if walk is None:
        return {"lines": [], "unsure": phrase("council.cannot_tell")}
    found = walk.prospect([track.value for track in sight.look.tracks])
    lines = []
    for cell, was, now in _news(sight, found):
        line = sight.names.change(cell, was, now)
        seats = [i for i in CellId.parse(cell).index if i in sight.game.seats]
        if line:
            lines.append({"seat": seats[0] if seats else "", "words": told(line)})
    return {"lines": lines, "unsure": _unsure(sight, found)}


def _own(sight: Sight) -> set[str]:
    """The registers of which nothing is told: of the offer itself, and bookkeeping."""
    roles = sight.look.roles
    found = {*roles.quiet, *(roles.offer.registers if roles.offer is not None else ())}
    for bond in roles.bonds:
        found |= {bond.told, bond.public}
        found |= {bond.receiver} if isinstance(bond.receiver, str) else set()
    return found


def _news(sight: Sight, found: Prospect) -> Iterable[tuple[str, SeenValue, SeenValue]]:
    own = _own(sight)
    changes: list[tuple[str, SeenValue, SeenValue]] = [
        (d.cell, d.before, d.after) for d in found.changes
    ]
    changes += found.derived
    last = {
        cell: (cell, was, now)
        for cell, was, now in changes
        if CellId.parse(cell).register not in own and now is not HIDDEN
    }
    return last.values()


def _unsure(sight: Sight, found: Prospect) -> str:
    """What cannot be told beforehand, in a sentence; nothing where all can."""
    own = _own(sight)
    cells = [cell for cell in found.unsure if CellId.parse(cell).register not in own]
    names = dict.fromkeys(filter(None, (sight.names.title(_register(c)) for c in cells)))
    what = ", ".join(list(names)[:MOST_UNSURE])
    return phrase("council.not_known", what=what) if what else ""


def _register(cell: str) -> str:
    return CellId.parse(cell).register
