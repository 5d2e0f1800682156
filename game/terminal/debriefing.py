"""What a game came to and why, for a terminal: the debrief that the window and the report show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from game.catalogue import number_text, phrase
from game.report.debrief_records import Debrief
from game.report.debrief_words import (
    claim_words,
    falling_words,
    moved_words,
    promise_words,
    shortened,
    term_rows,
    when_words,
)
from game.report.waterfall import Waterfall, WaterfallBar, by_rounds, by_terms
from game.table import Outcome, Sitting

#: The columns that a waterfall has for its bars.
_WIDE: Final = 36
#: What bars are made of: what is added, what is taken off, what all comes to.
_ADDED, _TAKEN, _SUM = "█", "▒", "░"


def told(sitting: Sitting, debrief: Debrief, outcomes: Sequence[Outcome]) -> RenderableType:
    """The debrief under its heads; nothing of what there is nothing to tell.

    Args:
        sitting: the game.
        debrief: what it came to, as who reads may know it.
        outcomes: how the seats came out, the best first.
    """
    parts = [
        (phrase("debrief.sources"), _scores(sitting, debrief, outcomes)),
        (phrase("debrief.points"), _points(debrief)),
        (phrase("debrief.patrons"), _without(debrief)),
        (phrase("debrief.claims"), _claims(debrief)),
        (phrase("debrief.promises"), (Text(promise_words(each)) for each in debrief.promises)),
        (phrase("debrief.answers"), _answers(sitting, debrief)),
    ]
    found = [(head, [Padding(line, (0, 0, 0, 2)) for line in lines]) for head, lines in parts]
    return Group(*(_under(head, lines) for head, lines in found if lines))


def _under(head: str, lines: Sequence[RenderableType]) -> Group:
    return Group(Text(), Text(head, style="bold"), *lines)


def _scores(
    sitting: Sitting, debrief: Debrief, outcomes: Sequence[Outcome]
) -> Iterator[RenderableType]:
    """Each seat's score as a waterfall, and of a sum what each term came to round by round."""
    found = []
    for outcome in outcomes:
        terms = by_terms(debrief, outcome.seat, outcome.target)
        drawn = terms or by_rounds(debrief, outcome.seat, outcome.target)
        if drawn is not None:
            found.append((drawn, terms is not None))
    low = min((drawn.low for drawn, _ in found), default=0)
    high = max((drawn.high for drawn, _ in found), default=1)
    for drawn, summed in found:
        name = sitting.game.title("seat", drawn.seat)
        target = ""
        if drawn.target is not None:
            target = "  " + phrase("debrief.target", target=number_text(drawn.target))
        yield Text.assemble((name, "bold"), (target, "yellow"))
        yield _waterfall(drawn, low, high)
        if summed:
            for row in term_rows(debrief, drawn.seat):
                changes = ", ".join(words for words, _ in row.changes)
                yield Text.assemble((f"{row.term}: ", "dim"), (changes, "dim"))
        else:
            yield from (Text(bar.words, style="dim") for bar in drawn.bars if bar.words)


def _waterfall(drawn: Waterfall, low: int, high: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(justify="right")

    def bar(each: WaterfallBar, sign: str) -> str:
        start, end = sorted(
            round(_WIDE * (value - low) / (high - low)) for value in (each.start, each.end)
        )
        return " " * start + sign * max(1, end - start)

    for each in drawn.bars:
        sign = _TAKEN if each.change < 0 else _ADDED
        table.add_row(Text(each.name), Text(bar(each, sign)), each.number)
    whole = WaterfallBar("", drawn.total, 0)
    total = number_text(drawn.total)
    table.add_row(
        Text(phrase("debrief.score"), style="bold"), Text(bar(whole, _SUM)), Text(total, "bold")
    )
    return table


def _points(debrief: Debrief) -> Iterator[RenderableType]:
    for point in debrief.points:
        when = when_words(point.round, point.step).capitalize()
        yield Text.assemble((f"{when}: ", "bold"), moved_words(point))
        yield Padding(Text(shortened(point.text), style="dim"), (0, 0, 0, 2))


def _without(debrief: Debrief) -> Iterator[RenderableType]:
    for row in debrief.without:
        name = row.name[:1].upper() + row.name[1:]
        held = phrase("debrief.held", name=name, count=row.holding, places=row.places)
        yield Text.assemble((f"{held} ", "bold"), falling_words(row) if row.seats else "")


def _claims(debrief: Debrief) -> Iterator[RenderableType]:
    for claim in debrief.claims:
        when = when_words(claim.round, claim.first).capitalize()
        yield Text.assemble((f"{when}: ", "bold"), claim_words(claim))


def _answers(sitting: Sitting, debrief: Debrief) -> Iterator[RenderableType]:
    answers = {answer.question: answer.text for answer in debrief.answers}
    for question in sitting.game.scenario.questions:
        yield Text(question, style="bold")
        if answers.get(question):
            yield Padding(Text(answers[question]), (0, 0, 0, 2))
