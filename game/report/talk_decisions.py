"""The decisions of a game: what was chosen, why, how sure people were and how long they took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.report.debrief_words import when_words
from game.report.talk_records import Pace, PlayedDecision, Sureness
from game.story.answers import asked_and_answered
from game.table import ChronicleEntry
from game.table.seating import played

if TYPE_CHECKING:
    from game.engine import Game
    from game.report.debrief_records import Debrief
    from game.table import Sitting

#: An entry, its step in the line that counts, and its round.
TalkEntry = tuple[ChronicleEntry, int, int | None]


def played_decisions(
    sitting: Sitting, told: Sequence[TalkEntry], debrief: Debrief
) -> Iterator[PlayedDecision]:
    """Every decision that a reader was told, in order; see `talk_of`."""
    game, held = sitting.game, played(sitting.seats)
    names = {tag.id: tag.name for tag in game.scenario.tags}
    ends: dict[int | None, int] = {}
    for _, step, round_ in told:
        ends[round_] = max(step, ends.get(round_, 0))
    moved: dict[str, list[tuple[int, int]]] = {}
    for source in debrief.sources:
        moved.setdefault(source.seat, []).append((source.step, source.change))
    for entry, step, round_ in told:
        if entry.kind != "move" or entry.actor not in held or entry.move is None:
            continue
        counts, known = entry.given_up is None, entry.actor in moved
        end = ends[round_]
        since = sum(c for s, c in moved.get(entry.actor, ()) if step <= s <= end)
        yield PlayedDecision(
            n=entry.n,
            step=step,
            round=round_,
            seat=entry.actor,
            name=game.short("seat", entry.actor),
            what=choice_words(game, entry.move),
            person=entry.bot is None,
            why=entry.rationale or entry.why or "",
            tags=tuple(names.get(tag, tag) for tag in entry.tags),
            sure=entry.confidence,
            took=entry.took,
            given_up=not counts,
            came=since if counts and known else None,
        )


def choice_words(game: Game, move: str) -> str:
    """What was chosen, in words: an answer with the question that it answers."""
    found = game.move(game.id(move))
    title = found.title or found.name
    # What stands in braces had a value only when it was asked.
    plain = found.kind == "choice" and found.text and "{" not in found.text
    return asked_and_answered(found.text, title) if plain else title


def sureness(decisions: Iterable[PlayedDecision]) -> Iterator[Sureness]:
    """What came of decisions by how sure people were, the least sure first."""
    by: dict[int, list[int]] = {}
    for each in decisions:
        if each.sure is not None and each.came is not None:
            by.setdefault(each.sure, []).append(each.came)
    for sure, came in sorted(by.items()):
        rose, fell = sum(c > 0 for c in came), sum(c < 0 for c in came)
        yield Sureness(sure, len(came), rose, fell, sum(came) / len(came))


def paces(decisions: Sequence[PlayedDecision], seats: Mapping[str, str]) -> Iterator[Pace]:
    """How long the people of each seat took, all together first."""
    of = [("", phrase("talk.together")), *seats.items()]
    for seat, name in of:
        own = [d for d in decisions if d.took is not None and seat in ("", d.seat)]
        if own:
            times = [d.took or 0 for d in own]
            longest = max(own, key=lambda d: d.took or 0)
            when = when_words(longest.round, longest.step)
            what = phrase("talk.longest", who=longest.name, what=longest.what, when=when)
            half = round(median(times))
            yield Pace(seat, name, len(own), sum(times), half, max(times), what)
