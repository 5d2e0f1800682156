"""The after-action report as one page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from game.catalogue import number_text, phrase
from game.drawing.colours import luma, on_paper, paler
from game.drawing.patterns import hexed
from game.report.after_action import AfterAction, SeatResult
from game.report.board_map import PlacesMap, places_map
from game.report.debrief_records import QuestionAnswer
from game.report.debrief_words import (
    claim_words,
    falling_words,
    promise_words,
    when_words,
)
from game.report.first_values import first_values
from game.report.plots import steps_path
from game.report.talk import counts_text, minutes_text
from game.report.templating import filled
from game.report.tracks import TrackCurve
from game.report.waterfall import Waterfall, by_rounds, by_terms
from game.rules.look import Colour, Look
from game.table import ChronicleEntry, Sitting
from game.table.occupants import bot_name
from game.table.outcome import headline
from game.table.seating import played

#: The size of a curve, in units of its drawing.
_WIDE, _HIGH = 240, 76
#: So far towards white are the colours of land.
_PALE: Final = 0.55
#: What is lighter than this is as light as paper.
_PAPER: Final = 200

#: A story of no more entries is told without being asked for.
_SHORT: Final = 40


def page(sitting: Sitting, report: AfterAction) -> str:
    """The report as HTML.

    Args:
        sitting: the game.
        report: what is to be said of it.
    """
    game, look = sitting.game, sitting.game.rules.look
    return filled(
        "after_action.html.j2",
        report=report,
        words=_words(),
        colour=_colour,
        under=_under(sitting, report),
        headline=_headline(sitting, report),
        ending_words=report.ending,
        deals=[*_deals(sitting, report)],
        broke=[phrase("report.broke", seat=name, count=n) for name, n in report.broken],
        begins=[*_begins(report)],
        foot=_foot(sitting, report),
        told=report.debrief,
        falls=[*_waterfalls(report)],
        along=partial(_along, *_span(report)),
        map=_map(sitting, report),
        ground=partial(_ground, look),
        falling=falling_words,
        claim=claim_words,
        promise=promise_words,
        talk=report.talk,
        worded=[each for each in report.talk.said if each.why],
        wordless=_wordless(report),
        asked=[row for row in report.talk.survey if row.text not in _answered(report)],
        said_of=partial(_said_of, report),
        time=minutes_text,
        counts=counts_text,
        when=when_words,
        change=partial(number_text, plus=True),
        shows=_shows,
        bot=partial(_bot, look),
        path=_path,
        ledger_count=_ledger_count(report),
        short=sum(len(round_.entries) for round_ in report.rounds) <= _SHORT,
        story_count=_story_count(report),
        **first_values(game, report, {seat.seat: _held(seat, look) for seat in report.seats}),
    )


def _words() -> dict[str, str]:
    """The words that stand on every page."""
    return {
        "language": phrase("report.language"),
        "title": phrase("report.title"),
        "seats": phrase("report.seats"),
        "step": phrase("report.step"),
        "ledger": phrase("report.ledger"),
        "questions": phrase("first.questions"),
        "lines": phrase("first.lines"),
        "went": phrase("first.went"),
        "needed_note": phrase("first.needed_note"),
        "nobody": phrase("first.nobody"),
        "first_decisions": phrase("first.decisions"),
        "first_deals": phrase("first.deals"),
        "broken_mark": phrase("debrief.broken"),
        "decisions": phrase("report.decisions"),
        "story": phrase("report.story"),
        "round": phrase("report.round"),
        "before": phrase("report.before"),
        "sure": phrase("report.sure"),
        "sources": phrase("debrief.sources"),
        "claims": phrase("debrief.claims"),
        "patrons": phrase("debrief.patrons"),
        "score": phrase("debrief.score"),
        "promises": phrase("debrief.promises"),
        "answers": phrase("debrief.answers"),
        "came": phrase("talk.came"),
        "sureness": phrase("talk.sureness"),
        "sureness_note": phrase("talk.sureness_note"),
        "sureness_count": phrase("talk.sureness_count"),
        "sureness_rose": phrase("talk.sureness_rose"),
        "sureness_fell": phrase("talk.sureness_fell"),
        "sureness_mean": phrase("talk.sureness_mean"),
        "pace": phrase("talk.pace"),
        "pace_count": phrase("talk.pace_count"),
        "pace_total": phrase("talk.pace_total"),
        "pace_median": phrase("talk.pace_median"),
        "pace_longest": phrase("talk.pace_longest"),
        "remarks": phrase("talk.remarks"),
        "rulings": phrase("talk.rulings"),
        "reason": phrase("talk.reason"),
        "survey": phrase("talk.survey"),
        "tags": phrase("talk.tags"),
        "codes": phrase("talk.codes"),
        "mean": phrase("talk.mean"),
    }


def _waterfalls(report: AfterAction) -> Iterator[tuple[str, str, Waterfall]]:
    """The score of each seat by its rounds, or else by its terms: its name, the seat, the bars."""
    for seat in report.seats:
        target = None if seat.outcome is None else seat.outcome.target
        args = (report.debrief, seat.seat, target)
        made = by_rounds(*args) or by_terms(*args)
        if made is not None:
            yield seat.name, seat.seat, made


def _span(report: AfterAction) -> tuple[int, int]:
    """The ends of all waterfalls, so that one can be held to another."""
    found = [drawn for _, _, drawn in _waterfalls(report)]
    low = min([0, *(drawn.low for drawn in found)])
    return low, max([low + 1, *(drawn.high for drawn in found)])


def _along(low: int, high: int, value: int) -> float:
    """How far along a waterfall a number stands, in percent."""
    return round(100 * (value - low) / (high - low), 2)


def _map(sitting: Sitting, report: AfterAction) -> PlacesMap | None:
    """The map of what would hold without each seat."""
    rows = report.debrief.without
    places = [each.place for each in rows[0].values] if rows else []
    return places_map(sitting.game.rules.look, places)


def _ground(look: Look, value: int) -> str:
    """The colour of the land where the badge shows a value, light enough to write on."""
    state = look.state(value)
    # Of a badge that is light itself the rim is what tells it apart.
    mark = state.rim if luma(state.colour) > _PAPER else state.colour
    return hexed(paler(mark, 1 - _PALE))


def _path(track: TrackCurve, close: bool) -> str:
    return steps_path(track.values, track.low, track.high, _WIDE, _HIGH, close)


def _colour(colour: Colour | None) -> str:
    """A colour of the look, which is made for dark ground, as it can be told on paper."""
    return hexed(on_paper(colour))


def _held(seat: SeatResult, look: Look) -> str:
    """Who played a seat, where anybody said."""
    return bot_name(seat.bot, look) if seat.bot else seat.person


def _under(sitting: Sitting, report: AfterAction) -> list[str]:
    """What is said of a game beside the title of its report."""
    whose = phrase("report.reader_all")
    if report.reader is not None:
        whose = phrase("report.reader", seat=sitting.game.title("seat", report.reader))
    return [
        part for part in (report.game, report.scenario, report.table, report.date, whose) if part
    ]


def _headline(sitting: Sitting, report: AfterAction) -> str:
    if not report.over:
        return phrase("report.going_on")
    assert sitting.result is not None, "what is over has a result"
    return headline(sitting.game, sitting.result, played(sitting.seats))


def _wordless(report: AfterAction) -> str:
    """How many decisions have a tag or a mark alone; they stand in the tables."""
    count = sum(not each.why for each in report.talk.said)
    return phrase("talk.wordless", count=count) if count else ""


def _answered(report: AfterAction) -> frozenset[str]:
    """The questions under which it stands what happened, and what people said to them."""
    return frozenset(answer.question for answer in report.debrief.answers)


def _said_of(report: AfterAction, question: str) -> tuple[tuple[str, str, str | int], ...]:
    """What people answered to a question of the scenario."""
    return next((row.answers for row in report.talk.survey if row.text == question), ())


def _ledger_count(report: AfterAction) -> str:
    """How many deals, and how many places that were not as they were counted."""
    deals, claims = len(report.debrief.promises), len(report.debrief.claims)
    told = [phrase("first.deal_count", count=deals)] if deals else []
    return " ".join([*told, *([phrase("report.claim_count", count=claims)] if claims else [])])


def _story_count(report: AfterAction) -> str:
    entries = sum(not e.told.silent for round_ in report.rounds for e in round_.entries)
    return phrase("report.entries", count=entries)


def _deals(sitting: Sitting, report: AfterAction) -> Iterator[str]:
    """What binds at the end, a sentence each."""
    for deal in report.deals:
        names = [sitting.game.title("seat", s) for s in (deal.giver, deal.receiver) if s]
        about = f" ({deal.subject})" if deal.subject else ""
        parties = f"{' → '.join(names)}: " if names else ""
        yield f"{parties}{deal.what}{about}; {deal.terms}"


def _begins(report: AfterAction) -> Iterator[float]:
    """Where on a curve each round but the first begins."""
    for round_ in report.rounds[1:]:
        if report.steps and round_.entries:
            yield round(_WIDE * (round_.entries[0].step - 1) / report.steps, 1)


def _bot(look: Look, told: ChronicleEntry) -> str:
    """Why a bot chose."""
    return phrase("report.bot", bot=bot_name(told.bot or "", look), why=told.why or "")


def _shows(answer: QuestionAnswer) -> str:
    """What leads to the step that an answer is about; "" where it is about none."""
    return "" if answer.round is None else phrase("debrief.shows", round=answer.round)


def _foot(sitting: Sitting, report: AfterAction) -> list[str]:
    """How the game can be told from others, and what it is not."""
    parts = [phrase("report.rules", hash=sitting.header.rules_sha256[:12])]
    if report.reader is None:
        # Who knows the seed can work out what is hidden.
        parts.append(phrase("report.seed", seed=sitting.header.seed))
    return [*parts, *([sitting.game.rules.disclaimer] if sitting.game.rules.disclaimer else [])]
