"""The parts that every page has: round, turn, tracks, story, seats, how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from game.catalogue import phrase
from game.serve.sight import Plain, Sight
from game.story.alarms import end_of
from game.story.answers import question
from game.story.telling import script_title
from game.table import outcomes
from game.table.outcome import headline
from game.table.seating import played

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A part of a page: its name, and what it says.
PagePart = tuple[str, Any]
#: So many rows of the story are sent with a page.
MOST_ROWS: Final = 60


def round_page(sight: Sight) -> Plain:
    """The round that is played, of how many, and what part of it."""
    game, pending = sight.game, sight.sitting.pending
    counted = game.rules.round
    now = sight.number(counted) if counted is not None else None
    last = game.scenario.rounds or end_of(game, counted or "")
    if pending.kind == "over":
        phase = phrase("bar.over")
    elif pending.kind == "act":
        phase = phrase("bar.actions")
    else:
        phase = script_title(game, pending.script)
    return {"now": now, "of": last if now is not None else None, "phase": phase}


def turn_page(sight: Sight, thinking: bool) -> Plain:
    """Whose turn it is, in words.

    Args:
        sight: the reader.
        thinking: whether a bot thinks about its move.
    """
    pending, game = sight.sitting.pending, sight.game
    asked = question(pending.question)[0]
    who, note = pending.seat, ""
    if pending.kind == "over":
        title = phrase("bar.over")
    elif who is None:
        title = asked or phrase("told.draw")
    elif who == sight.seat:
        title, note = phrase("serve.your_turn"), asked
    else:
        seat = game.short("seat", who)
        title = phrase("serve.acts" if pending.kind == "act" else "serve.decides", seat=seat)
        note = asked
    return {
        "yours": sight.yours,
        "who": who,
        "title": title,
        "note": note,
        "thinking": thinking,
    }


def tracks_page(sight: Sight) -> list[Plain]:
    """The numbers that all look at."""
    out = []
    for track in sight.look.tracks:
        value = sight.number(track.value)
        if value is None:
            continue
        end = end_of(sight.game, track.value, track.limit)
        near = track.near is not None and end is not None and end - value <= track.near
        out.append({"id": track.value, "name": track.name, "value": value, "of": end, "near": near})
    return out


def story_page(sight: Sight, before: int | None = None) -> list[Plain]:
    """What happened, the last rows of it, oldest first.

    Args:
        sight: the reader.
        before: only rows of entries before this one; None for all.
    """
    rows = [row for row in sight.rows() if before is None or row[0].n < before]
    seats = sight.game.seats
    return [
        {
            "n": line.n,
            "round": row.round if row.round is not None else line.round,
            "who": line.actor if line.actor in seats else "",
            "head": row.head,
            "text": _words(row.words, row.who, times),
        }
        for line, row, times in rows[-MOST_ROWS:]
    ]


def _words(words: str, who: str, times: int) -> str:
    said = phrase("story.did", who=who, deed=words) if who else words
    return f"{said} {phrase('story.times', count=times)}" if times > 1 else said


def result_page(sight: Sight) -> Plain | None:
    """How the game ended, or None while it goes on."""
    game, result = sight.game, sight.sitting.result
    if result is None:
        return None
    seats = played(sight.sitting.seats)
    scores = {seat: n for seat, n in result.scores.items() if n is not None}
    found = outcomes(game, sight.view, scores, sight.look.roles.outcome, seats)
    known = result.ending is not None and result.ending in game.declared("ending")
    ending = game.describe("ending", result.ending) if known and result.ending else {}
    return {
        "headline": headline(game, result, seats),
        "verdict": game.verdict_title(result.verdict) if result.verdict else "",
        "text": ": ".join(filter(None, (str(ending.get(k) or "") for k in ("name", "text")))),
        "scores": [{"seat": o.seat, "score": o.score, "words": o.words} for o in found],
    }


def common_parts(
    sight: Sight, seats: Sequence[Plain], thinking: bool, notices: Sequence[str]
) -> Iterator[PagePart]:
    """What stands on the page of a seat and on that for all alike, part by part.

    Args:
        sight: the reader.
        seats: who holds each seat.
        thinking: whether a bot thinks about its move.
        notices: sentences for the people at the table.
    """
    sitting = sight.sitting
    yield "round", round_page(sight)
    yield "turn", turn_page(sight, thinking)
    yield "paused", sitting.paused
    yield "over", sitting.over
    yield "notices", list(notices)
    yield "seats", list(seats)
    yield "tracks", tracks_page(sight)
    yield "story", story_page(sight)
    yield "nearing", list(sitting.nearing)
    yield "result", result_page(sight)
