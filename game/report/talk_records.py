"""What people said and did at a table, as plain records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from game.catalogue import number_text, phrase


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
        kind: of entry: inject, override, branch, order, ruling, pause, seat or table.
        author: who did it.
        text: what it was, as who knows everything was told.
        words: the same without who did it.
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
    words: str
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
