"""What people said and did at a table, beside the game: reasons, notes, answers, time, rulings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from game.catalogue import listed, number_text, phrase
from game.engine import HIDDEN
from game.report.talk_decisions import TalkEntry, paces, played_decisions, sureness
from game.report.talk_records import Remark, Ruling, SurveyRow, TableTalk
from game.table import ChronicleEntry, survey_questions
from game.table.team_notes import codes, writer

if TYPE_CHECKING:
    from game.report.debrief_records import Debrief
    from game.table import Sitting

#: What a facilitator does that changes a game or its course, or is asked to, by kind of entry.
ACTS: Final = ("inject", "override", "branch", "order", "ruling", "pause", "seat", "table")


def talk_of(
    sitting: Sitting, told: Sequence[TalkEntry], seats: Mapping[str, str], debrief: Debrief
) -> TableTalk:
    """Read what people said and did, as the reader of a story may know it.

    Args:
        sitting: the game.
        told: what its reader was told, in order.
        seats: the seats that were played, with their names.
        debrief: what the game came to, for the same reader.
    """
    decisions = tuple(played_decisions(sitting, told, debrief))
    return TableTalk(
        decisions=decisions,
        sureness=tuple(sureness(decisions)),
        paces=tuple(paces(decisions, seats)),
        minutes=_minutes(sitting.header.started, [entry.at for entry, _, _ in told]),
        remarks=tuple(_remarks(sitting, told)),
        rulings=tuple(_rulings(told)),
        survey=tuple(_survey(sitting, [entry for entry, _, _ in told])),
    )


def _minutes(started: str | None, times: Iterable[str | None]) -> int | None:
    last = max((at for at in times if at is not None), default=None)
    if started is None or last is None:
        return None
    passed = datetime.fromisoformat(last) - datetime.fromisoformat(started)
    return round(passed.total_seconds() / 60)


def _remarks(sitting: Sitting, told: Sequence[TalkEntry]) -> Iterator[Remark]:
    by = {entry.n: (entry, round_) for entry, _, round_ in told}
    acts = {entry.n: entry.act for entry in sitting.entries}
    found = []
    for entry, _, _ in told:
        if entry.kind not in ("note", "bookmark"):
            continue
        about = entry.n - 1 if entry.about is None else entry.about
        moment, round_ = by.get(about, (None, None))
        remark = Remark(
            n=entry.n,
            about=about,
            round=round_,
            moment="" if moment is None else moment.text,
            author=_author(sitting, entry),
            text=str(getattr(acts[entry.n], "text", None) or ""),
            codes=codes(entry.tags),
            bookmark=entry.kind == "bookmark",
        )
        found.append(remark)
    yield from sorted(found, key=lambda each: (each.about, each.n))


def _author(sitting: Sitting, entry: ChronicleEntry) -> str:
    """Who wrote a note: the seat by its name, and who of it where that is said."""
    if entry.actor not in sitting.game.seats:
        return entry.actor
    name, seat = writer(entry.tags), sitting.game.title("seat", entry.actor)
    return phrase("talk.member", name=name, seat=seat) if name else seat


def _rulings(told: Sequence[TalkEntry]) -> Iterator[Ruling]:
    for entry, _, round_ in told:
        if entry.kind not in ACTS:
            continue
        changes = tuple(
            phrase(
                "talk.change",
                what=change.title,
                before="?" if change.before is HIDDEN else _value(change.before),
                after=_value(change.after),
            )
            for change in entry.changes
        )
        yield Ruling(
            n=entry.n,
            round=round_,
            kind=entry.kind,
            author=entry.actor,
            text=entry.text,
            words=capitalised(" ".join(row.words for row in entry.rows)),
            title=entry.title or "",
            reason=entry.reason or "",
            changes=changes,
            given_up=entry.given_up is not None,
        )


def _value(value: object) -> str:
    if value is None:
        return phrase("value.none")
    if isinstance(value, bool):
        return phrase("value.yes" if value else "value.no")
    return number_text(value) if isinstance(value, int) else str(value)


def _survey(sitting: Sitting, told: Sequence[ChronicleEntry]) -> Iterator[SurveyRow]:
    game = sitting.game
    given: dict[tuple[str, str], str | int] = {}
    for entry in told:
        if entry.question is not None:
            answer = entry.given if entry.scale is None else entry.scale
            given[entry.question, entry.actor] = answer or ""
    for asked in survey_questions(game):
        rows = [
            (seat, game.short("seat", seat), given[asked.id, seat])
            for seat in game.seats
            if (asked.id, seat) in given
        ]
        if rows:
            yield SurveyRow(asked.id, asked.text, asked.scale, tuple(rows))


def capitalised(words: str) -> str:
    """A sentence with a large letter at its head."""
    return words[:1].upper() + words[1:]


def minutes_text(milliseconds: float) -> str:
    """A time as people tell it: minutes and seconds."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return phrase("talk.minutes", minutes=minutes, seconds=f"{seconds:02}")


def counts_text(found: Mapping[str, int]) -> str:
    """Words with how often they are there, in one line."""
    return listed([phrase("talk.counted", word=word, count=n) for word, n in found.items()])
