"""What people said and did at a table, beside the game: reasons, notes, answers, time, rulings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import listed, number_text, phrase
from game.engine import HIDDEN
from game.report.debrief_words import when_words
from game.story.answers import asked_and_answered
from game.table import ChronicleEntry, survey_questions
from game.table.seating import played

if TYPE_CHECKING:
    from game.engine import Game
    from game.report.debrief_records import Debrief
    from game.table import Sitting

#: What a facilitator does that changes a game or its course, by kind of entry.
ACTS: Final = ("inject", "override", "branch", "pause", "seat", "table")


@attrs.frozen
class PlayedDecision:
    """A decision of a person or a bot on the line that counts, or one that was given up.

    Attributes:
        n: the number of its entry.
        step: its place in the line that counts.
        round: its round, where the rules count them.
        seat: who decided.
        name: the seat for people.
        what: what was chosen, in words.
        person: whether a person chose.
        why: the reason in words, a person's or a bot's; "" for none.
        tags: the names of what it was sorted by.
        sure: how sure the person was, 1 to 5; None where nobody said.
        took: how many milliseconds it took; None where that was not measured.
        given_up: whether it counts no more.
        came: by how much the seat's own score differed at the end of the round (of the game, where
            none are counted) from before the decision; None where that is not known.
    """

    n: int
    step: int
    round: int | None
    seat: str
    name: str
    what: str
    person: bool
    why: str
    tags: tuple[str, ...]
    sure: int | None
    took: int | None
    given_up: bool
    came: int | None

    @property
    def said(self) -> bool:
        """Whether a person said anything of it."""
        return self.person and bool(self.why or self.tags or self.sure is not None)

    @property
    def came_words(self) -> str:
        """What the score did since, in words; "" where that is not known."""
        if self.came is None:
            return ""
        key = "talk.came_round" if self.round is not None else "talk.came_end"
        return phrase(key, change=number_text(self.came, plus=True))


@attrs.frozen
class Sureness:
    """The decisions of which people were equally sure, and what came of them.

    Attributes:
        sure: how sure, 1 to 5.
        count: how many decisions.
        rose, fell: after how many of them the seat's score rose, and fell; see `came` there.
        mean: by how much it changed on the average.
    """

    sure: int
    count: int
    rose: int
    fell: int
    mean: float


@attrs.frozen
class Pace:
    """How long the people of a seat took.

    Attributes:
        seat: whose; "" for all together.
        name: the seat for people.
        count: how many of their decisions were measured.
        total: milliseconds of all of them.
        median: of half of them at most so many.
        longest: milliseconds of the longest.
        what: what that decision was, and when, in words.
    """

    seat: str
    name: str
    count: int
    total: int
    median: int
    longest: int
    what: str


@attrs.frozen
class Remark:
    """A note, a bookmark or an observer's code.

    Attributes:
        n: the number of its entry.
        about: the number of the entry that it speaks of.
        round: the round of that, where the rules count them.
        moment: what happened there, in words; "" for the start.
        author: who wrote it.
        text: what was written; "" for a plain bookmark.
        codes: what it was sorted by.
        bookmark: whether it marks a moment.
    """

    n: int
    about: int
    round: int | None
    moment: str
    author: str
    text: str
    codes: tuple[str, ...]
    bookmark: bool


@attrs.frozen
class Ruling:
    """What the facilitator did to the game.

    Attributes:
        n: the number of its entry.
        round: the round, where the rules count them.
        kind: of entry: inject, override, branch, pause, seat or table.
        author: who did it.
        text: what it was, as who knows everything was told.
        title: of an event of the facilitator's own.
        reason: why; "" where nobody said.
        changes: what it changed, a sentence for each value: before and after.
        given_up: whether it counts no more.
    """

    n: int
    round: int | None
    kind: str
    author: str
    text: str
    title: str
    reason: str
    changes: tuple[str, ...]
    given_up: bool


@attrs.frozen
class SurveyRow:
    """A question to the people after the game, and what they answered.

    Attributes:
        id: of the question.
        text: the question.
        scale: what 1 and 5 mean; None where it is answered in words.
        answers: of each seat that answered, its id, its name, and the answer.
    """

    id: str
    text: str
    scale: tuple[str, str] | None
    answers: tuple[tuple[str, str, str | int], ...]

    @property
    def marks(self) -> tuple[int, ...]:
        """The answers on the scale."""
        return tuple(given for _, _, given in self.answers if isinstance(given, int))

    @property
    def mean(self) -> float | None:
        """Their mean, or None."""
        return sum(self.marks) / len(self.marks) if self.marks else None


@attrs.frozen
class TableTalk:
    """All that people said and did beside the game.

    Attributes:
        decisions: every decision, in order.
        sureness: what came of decisions by how sure people were, the least sure first.
        paces: how long people took, seat by seat, and together first.
        minutes: from the beginning to the last entry; None where times are not known.
        remarks: notes, bookmarks and observers' codes, by the moments that they speak of.
        rulings: what the facilitator did.
        survey: the questions after the game that somebody answered.
    """

    decisions: tuple[PlayedDecision, ...] = ()
    sureness: tuple[Sureness, ...] = ()
    paces: tuple[Pace, ...] = ()
    minutes: int | None = None
    remarks: tuple[Remark, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    survey: tuple[SurveyRow, ...] = ()

    @property
    def said(self) -> tuple[PlayedDecision, ...]:
        """The decisions of which people said something."""
        return tuple(each for each in self.decisions if each.said)

    @property
    def tags(self) -> Mapping[str, int]:
        """How often each tag was given to a decision that counts, the most frequent first."""
        return counted(t for each in self.decisions if not each.given_up for t in each.tags)

    @property
    def codes(self) -> Mapping[str, int]:
        """How often each code was given, the most frequent first."""
        return counted(code for each in self.remarks for code in each.codes)


def counted(words: Iterable[str]) -> dict[str, int]:
    """How often each word is there, the most frequent first."""
    found: dict[str, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


#: An entry, its step in the line that counts, and its round.
TalkEntry = tuple[ChronicleEntry, int, int | None]


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
    decisions = tuple(_decisions(sitting, told, debrief))
    return TableTalk(
        decisions=decisions,
        sureness=tuple(_sureness(decisions)),
        paces=tuple(_paces(decisions, seats)),
        minutes=_minutes(sitting.header.started, [entry.at for entry, _, _ in told]),
        remarks=tuple(_remarks(sitting, told)),
        rulings=tuple(_rulings(told)),
        survey=tuple(_survey(sitting, [entry for entry, _, _ in told])),
    )


def _decisions(
    sitting: Sitting, told: Sequence[TalkEntry], debrief: Debrief
) -> Iterator[PlayedDecision]:
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


def _sureness(decisions: Iterable[PlayedDecision]) -> Iterator[Sureness]:
    by: dict[int, list[int]] = {}
    for each in decisions:
        if each.sure is not None and each.came is not None:
            by.setdefault(each.sure, []).append(each.came)
    for sure, came in sorted(by.items()):
        rose, fell = sum(c > 0 for c in came), sum(c < 0 for c in came)
        yield Sureness(sure, len(came), rose, fell, sum(came) / len(came))


def _paces(decisions: Sequence[PlayedDecision], seats: Mapping[str, str]) -> Iterator[Pace]:
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
            author=sitting.game.title("seat", entry.actor)
            if entry.actor in sitting.game.seats
            else entry.actor,
            text=str(getattr(acts[entry.n], "text", None) or ""),
            codes=entry.tags,
            bookmark=entry.kind == "bookmark",
        )
        found.append(remark)
    yield from sorted(found, key=lambda each: (each.about, each.n))


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


def minutes_text(milliseconds: float) -> str:
    """A time as people tell it: minutes and seconds."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return phrase("talk.minutes", minutes=minutes, seconds=f"{seconds:02}")


def counts_text(found: Mapping[str, int]) -> str:
    """Words with how often they are there, in one line."""
    return listed([phrase("talk.counted", word=word, count=n) for word, n in found.items()])
