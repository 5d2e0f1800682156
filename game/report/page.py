"""The after-action report as one page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from game.catalogue import phrase
from game.report.after_action import AfterAction, SeatResult, TrackCurve
from game.report.board_map import PlacesMap, places_map
from game.report.debrief_records import QuestionAnswer
from game.report.debrief_words import (
    claim_words,
    falling_words,
    moved_words,
    promise_words,
    term_rows,
    when_words,
)
from game.report.plots import steps_path
from game.report.talk import counts_text, minutes_text
from game.report.templating import filled
from game.report.waterfall import Waterfall, waterfalls
from game.rules.look import Colour, Look
from game.table import ChronicleEntry, Sitting
from game.table.occupants import bot_name
from game.table.outcome import headline, tie_words
from game.table.seating import played

#: The size of a curve, in units of its drawing.
_WIDE, _HIGH = 240, 76
#: No colour is lighter on paper than this, as a luma from 0 to 255.
_LIGHTEST: Final = 150
#: So far towards white are the colours of land.
_PALE: Final = 0.55
#: What is lighter than this is as light as paper.
_PAPER: Final = 200
#: The colour of a seat that has none.
_GREY: Final = (110, 118, 128)


def page(sitting: Sitting, report: AfterAction) -> str:
    """The report as HTML.

    Args:
        sitting: the game.
        report: what is to be said of it.
    """
    scores = [seat.outcome for seat in report.seats if seat.outcome is not None]
    look = sitting.game.rules.look
    most = max([1, *(o.score for o in scores), *(o.target or 0 for o in scores)])
    return filled(
        "after_action.html.j2",
        report=report,
        words=_words(),
        colours={seat.seat: _colour(seat.colour) for seat in report.seats},
        colour=_colour,
        held={seat.seat: _held(seat, look) for seat in report.seats},
        under=_under(sitting, report),
        headline=_headline(sitting, report),
        lead_lines=[
            line for line in (_tie(sitting, report), report.ending, _verdict(report)) if line
        ],
        deals=[*_deals(sitting, report)],
        begins=[*_begins(report)],
        foot=_foot(sitting, report),
        told=report.debrief,
        terms={seat.seat: [*term_rows(report.debrief, seat.seat)] for seat in report.seats},
        falls={seat.seat: [*_waterfalls(report, seat)] for seat in report.seats},
        along=partial(_along, *_span(report)),
        map=_map(sitting, report),
        ground=partial(_ground, sitting.game.rules.look),
        falling=falling_words,
        most_holding=max([1, *(row.holding for row in report.debrief.without)]),
        moved=moved_words,
        claim=claim_words,
        promise=promise_words,
        talk=report.talk,
        time=minutes_text,
        counts=counts_text,
        when=when_words,
        shows=_shows,
        bot=partial(_bot, look),
        share=partial(_share, most),
        path=_path,
    )


def _words() -> dict[str, str]:
    """The words that stand on every page."""
    return {
        "language": phrase("report.language"),
        "title": phrase("report.title"),
        "seats": phrase("report.seats"),
        "won": phrase("report.won"),
        "other": phrase("report.other"),
        "tracks": phrase("report.tracks"),
        "step": phrase("report.step"),
        "deals": phrase("report.deals"),
        "questions": phrase("report.questions"),
        "decisions": phrase("report.decisions"),
        "story": phrase("report.story"),
        "round": phrase("report.round"),
        "before": phrase("report.before"),
        "sure": phrase("report.sure"),
        "points": phrase("debrief.points"),
        "points_note": phrase("debrief.points_note"),
        "sources": phrase("debrief.sources"),
        "claims": phrase("debrief.claims"),
        "patrons": phrase("debrief.patrons"),
        "score": phrase("debrief.score"),
        "target": phrase("report.target"),
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
        "given_up": phrase("talk.given_up"),
    }


def _waterfalls(report: AfterAction, seat: SeatResult) -> Iterator[Waterfall]:
    """The score of a seat, by its terms and by its rounds."""
    target = None if seat.outcome is None else seat.outcome.target
    return waterfalls(report.debrief, seat.seat, target)


def _span(report: AfterAction) -> tuple[int, int]:
    """The ends of all waterfalls, so that one can be held to another."""
    found = [drawn for seat in report.seats for drawn in _waterfalls(report, seat)]
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
    mark = state.rim if _luma(state.colour) > _PAPER else state.colour
    return _rgb(tuple(round(part + (255 - part) * _PALE) for part in mark))


def _share(most: int, value: int) -> int:
    """How far along a bar a score stands, in percent."""
    return round(100 * max(0, value) / most)


def _path(track: TrackCurve, close: bool) -> str:
    return steps_path(track.values, track.low, track.high, _WIDE, _HIGH, close)


def _colour(colour: Colour | None) -> str:
    """A colour of the look, which is made for dark ground, as it can be told on paper."""
    mark = colour or _GREY
    darker = min(1.0, _LIGHTEST / max(1.0, _luma(mark)))
    return _rgb(tuple(round(part * darker) for part in mark))


def _luma(colour: Colour) -> float:
    """How light a colour is: the luma of ITU-R BT.601, from 0 to 255."""
    red, green, blue = colour
    return (299 * red + 587 * green + 114 * blue) / 1000


def _rgb(parts: tuple[int, ...]) -> str:
    return "rgb({}, {}, {})".format(*parts)


def _held(seat: SeatResult, look: Look) -> str:
    """Who played a seat."""
    if seat.bot:
        return phrase("report.by_bot", bot=bot_name(seat.bot, look))
    return seat.person or phrase("report.by_person")


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


def _tie(sitting: Sitting, report: AfterAction) -> str:
    """That the winner was level with others, or "" where it was not."""
    found = [seat.outcome for seat in report.seats if seat.outcome is not None]
    return tie_words(sitting.game, sitting.result, found) if sitting.result is not None else ""


def _verdict(report: AfterAction) -> str:
    return phrase("report.verdict", verdict=report.verdict) if report.verdict else ""


def _deals(sitting: Sitting, report: AfterAction) -> Iterator[str]:
    """What binds at the end, and whose word was broken, a sentence each."""
    for deal in report.deals:
        names = [sitting.game.title("seat", s) for s in (deal.giver, deal.receiver) if s]
        about = f" ({deal.subject})" if deal.subject else ""
        parties = f"{' → '.join(names)}: " if names else ""
        yield f"{parties}{deal.what}{about}; {deal.terms}"
    for name, count in report.broken:
        yield phrase("report.broke", seat=name, count=count)


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
