"""Messages by lot: well made, nearly well made, and anything at all."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.serve.joining import Guest
    from tests.serve.tables import Party

WORDS = (
    "join", "leave", "speak", "ping", "hurry", "play", "offer", "undo", "note", "order", "look",
    "desk", "answer", "member", "propose", "hand",
)  # fmt: skip
LOOKS = ("why", "preview", "place", "rules", "story", "offer", "brief")
FIELDS = (
    "do", "id", "n", "key", "code", "token", "seat", "name", "watch", "rationale", "draft", "text",
    "to", "at", "before", "words", "act", "given", "tags", "confidence", "partner", "gives", "asks",
    "form", "question", "chapter", "role", "__class__", "",
)  # fmt: skip
LETTERS = "abc019 _-:.[]{}\"'\\/<>\0\n\u202e\ud800\u0416\u4e2d\U0001f600"


#: What may be given to the desk, right or nearly right; `anything` stands in its place at times.
GIVEN: dict[str, tuple[Any, ...]] = {
    "inject": ("men_from_the_valleys", "drone_over_a_camp", "none"),
    "of": ([], ["sbz"], ["sho"], ["nowhere"]),
    "reason": ("", " ", "to see what comes of it"),
    "title": ("Rain", ""),
    "text": ("Words. #doubt", "", "x" * 1999),
    "script": ("", "contagion += 1", "pressure[sho] -= 1", "contagion = ", "act(ground)", "(" * 99),
    "cell": ("contagion", "pressure[sho]", "pressure[nowhere]", "round", "x"),
    "value": (0, 1, True, None, "ground", -1),
    "outcome": ("", "x"),
    "rolled": (True, False),
    "seat": ("ground", "umbrella", "nobody"),
    "to": ("human", "bot:doctrine", 0, 3, 10**6),
    "person": ("", "Heron"),
    "about": (0, 1, 5, 10**9),
    "granted": (True, False),
    "die": ("", "4"),
    "on": (True, False),
    "seconds": (60, -60),
    "shows": ("true", "claimed", "ground"),
    "find": ("", "contagion"),
    "kind": ("all", "hidden"),
    "before": (5, 0),
    "games": (1, 2),
    "anew": (True,),
    "act": ("override", "back", "pause", "x"),
}
#: By what the desk is told to do, and asked to tell, what belongs to it.
ACTS_OF_DESK = {
    "inject": "inject of reason", "spot": "title text script reason",
    "override": "cell value reason", "outcome": "outcome rolled reason", "order": "seat text",
    "ruling": "about granted text script die reason", "swap": "seat to person reason",
    "pause": "on reason", "back": "to reason", "note": "text about", "mark": "text about",
    "more": "seconds", "hold": "on", "bell": "", "usual": "", "dice": "on", "eyes": "shows",
    "nonsense": "",
}  # fmt: skip
LOOKS_OF_DESK = {
    "preview": "act given", "injects": "", "cells": "find", "story": "kind before",
    "rehearse": "games anew", "nothing": "",
}  # fmt: skip


def desk_message(rng: Random, key: str) -> dict[str, Any]:
    """A message to the umpire's desk, right or nearly right."""
    if rng.random() < 0.35:
        name = rng.choice(sorted(LOOKS_OF_DESK))
        given = _given(rng, LOOKS_OF_DESK[name])
        return {"do": "look", "at": "desk", "act": name, "given": given}
    name = rng.choice(sorted(ACTS_OF_DESK))
    return {"do": "desk", "act": name, "given": _given(rng, ACTS_OF_DESK[name]), "key": key}


def _given(rng: Random, fields: str) -> Any:
    found: dict[str, Any] = {}
    for field in fields.split():
        lot = rng.random()
        if lot < 0.1:
            found[field] = anything(rng)
        elif field == "given":
            found[field] = _given(rng, rng.choice(sorted(ACTS_OF_DESK.values())))
        elif lot < 0.95:
            found[field] = rng.choice(GIVEN[field])
    return found if rng.random() < 0.95 else anything(rng)


def anything(rng: Random, depth: int = 0) -> Any:
    """Any value that JSON has."""
    match rng.randrange(10 if depth < 4 else 7):
        case 0:
            return None
        case 1:
            return rng.random() < 0.5
        case 2:
            return rng.choice((0, 1, -1, 2**31, 2**63, -(2**70), rng.randrange(400)))
        case 3:
            return rng.choice((0.0, -0.5, 1e308, 1.5))
        case 4 | 5 | 6:
            return text(rng)
        case 7:
            return [anything(rng, depth + 1) for _ in range(rng.randrange(5))]
    return {rng.choice(FIELDS): anything(rng, depth + 1) for _ in range(rng.randrange(5))}


def text(rng: Random) -> str:
    """Any text, now and then a long one."""
    size = rng.choice((0, 1, 3, 8, 64, 65, 129, 2001)) if rng.random() < 0.3 else rng.randrange(9)
    return "".join(rng.choice(LETTERS) for _ in range(size))


def well_made(party: Party, rng: Random) -> dict[str, Any]:
    """A message of the right form about things of this table, right or wrong."""
    game, sitting, host = party.sitting.game, party.sitting, party.host
    seats = [*game.seats, "", "nobody"]
    move = rng.choice(sitting.legal()).id if sitting.legal() and rng.random() < 0.5 else None
    n = host.position if rng.random() < 0.7 else rng.randrange(200)
    members = [m for kind in game.sets for m in game.members(kind)]
    codes = host.access.codes
    draft = {
        "partner": rng.choice(seats),
        "gives": rng.sample(members, rng.randrange(4)),
        "asks": rng.sample(members, rng.randrange(4)),
    }
    tried = rng.choice((*codes.seats.values(), codes.table, codes.screen, "00000000", "12 34"))
    message: dict[str, Any] = {
        "do": rng.choice(WORDS),
        "id": rng.randrange(len(game.names) + 3) if move is None else move,
        "n": n,
        "key": f"key {rng.randrange(10**6)}",
        "at": rng.choice(LOOKS),
        "draft": draft,
        "text": text(rng) or "words",
        "to": rng.choice((*seats, "+", "1", "2", "3")),
        "before": n,
        "question": rng.choice(("clear", "surprise", "question_1", "none")),
        "chapter": rng.choice(("", "actions", "none")),
        "words": rng.choice(("balance", "", "posture", text(rng)))[:128],
        "act": "pause",
        "given": {},
    }
    if message["do"] == "join":
        message |= {"code": tried, "seat": rng.choice(seats)}
        message = {k: message[k] for k in ("do", "code", "seat")}
    if message["do"] == "answer":
        message["given"] = rng.choice((1, 3, 6, "words", ""))
    if message["do"] == "look" and message["at"] == "place":
        message["id"] = rng.choice(members)
    if rng.random() < 0.3:
        message["rationale"] = {"words": text(rng), "tags": ["one"], "confidence": rng.randrange(7)}
    return message


def message(party: Party, rng: Random) -> str | bytes:
    """One frame: well made, spoilt, or anything."""
    lot = rng.random()
    if lot < 0.12:
        return json.dumps(desk_message(rng, f"key {rng.randrange(10**6)}"))
    if lot < 0.45:
        return json.dumps(well_made(party, rng))
    if lot < 0.8:
        made = well_made(party, rng)
        for _ in range(rng.randrange(1, 3)):
            made[rng.choice(FIELDS)] = anything(rng)
        for name in rng.sample(sorted(made), rng.randrange(3)):
            del made[name]
        return json.dumps(made)
    if lot < 0.9:
        return json.dumps(anything(rng))
    if lot < 0.95:
        whole = json.dumps(well_made(party, rng))
        return whole[: rng.randrange(len(whole))]
    if lot < 0.99:
        return bytes(rng.randrange(256) for _ in range(rng.randrange(60)))
    return rng.choice(("[" * 4000, "9" * 6000, '{"do":' * 900, "x" * 9000, '{"do": NaN}'))


class Watch:
    """Says whether what a message changed is what it was allowed to change."""

    def __init__(self, party: Party) -> None:
        self._party = party

    def send(self, guest: Guest, data: str | bytes) -> list[dict[str, Any]]:
        """Send a frame, and hold that it did nothing that it must not."""
        party = self._party
        sitting, game = party.sitting, party.sitting.game
        before, entries, asked = sitting.state, len(sitting.entries), sitting.to_move
        reader, legal = guest.reader, {m.id for m in sitting.legal()}
        seats, position = sitting.seats, party.host.position
        answers = party.tell(guest, data)
        for answer in answers:
            assert len(answer) == 1, answer
            json.dumps(answer)
        done = any("done" in answer for answer in answers)
        umpires = reader is not None and reader.kind == "desk" and done
        if sitting.state != before and not umpires:
            assert done, (data, answers)
            assert reader is not None, data
            assert reader.kind == "seat", data
            sent = json.loads(data)
            if sent["do"] == "play":
                assert reader.seat == asked, data
                assert sent["id"] in legal, data
                assert sent["n"] == position, data
                game.apply(before, sent["id"])
                assert game.key(before) == game.key(sitting.state)
            else:
                assert sent["do"] in ("offer", "undo"), data
                assert sent["do"] == "undo" or reader.seat == asked, data
        if len(sitting.entries) != entries:
            joined = any("joined" in answer for answer in answers)
            # Where who commits leaves, it is noted who commits then.
            left = reader is not None and guest.reader is None
            assert done or joined or left, (data, answers)
        if sitting.seats != seats and not umpires:
            assert any("joined" in answer for answer in answers), (data, answers)
        return answers
