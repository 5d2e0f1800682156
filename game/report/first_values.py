"""What the template of a report's first page speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from game.catalogue import number_text, phrase
from game.report.first_page import MOST_DEALS, MOST_RULINGS
from game.report.inks import seat_inks
from game.report.need_map import NAME_SIZE
from game.report.sheet import (
    CURVE,
    SCORES,
    SMALL,
    large_curve,
    need_map,
    score_curves,
    seat_bars,
    small_curve,
)

if TYPE_CHECKING:
    from game.engine import Game
    from game.report.after_action import AfterAction
    from game.report.first_page import FirstPage

#: Of what a facilitator does this stands on the first page.
_TOLD: Final = ("inject", "override", "branch", "order", "ruling")


def first_values(game: Game, report: AfterAction, held: Mapping[str, str]) -> dict[str, Any]:
    """The values by the names that the template has for them.

    Args:
        game: the scenario that was played.
        report: what is told.
        held: who played each seat.
    """
    first, inks = report.first, seat_inks(game)
    role = game.rules.look.roles.outcome
    counting = str(game.describe("procedure", role.count)["name"]).lower() if role.count else ""
    beside = first.track is not None and not first.counted
    left = len(report.questions) - len(first.questions)
    return {
        "first": first,
        "inks": inks,
        "names": {seat: game.title("seat", seat) for seat in game.seats},
        "bars": [*seat_bars(game, report, held)],
        "curve": large_curve(first, inks, counting),
        "curve_frame": CURVE,
        "curve_title": _curve_title(first),
        "limit_words": _limit_words(first),
        "scores": score_curves(first, inks, counting) if beside else None,
        "whole": bool(first.track or first.needed),
        "scores_frame": SCORES,
        "lines": [small_curve(line, first.axis) for line in first.lines],
        "small_size": SMALL,
        "need": need_map(game, first, inks),
        "name_size": NAME_SIZE,
        "needed_title": _needed_title(first),
        "rulings": [
            each for each in report.talk.rulings if each.kind in _TOLD and not each.given_up
        ],
        "dealing": bool(game.rules.look.roles.bonds) and report.over,
        "deals_words": _deals_words(report),
        "most_deals": MOST_DEALS,
        "most_rulings": MOST_RULINGS,
        "questions_left": phrase("first.all_questions", count=left) if left > 0 else "",
        "times": lambda count: phrase("first.times", count=count),
        "more": lambda count: phrase("first.more", count=count),
    }


def _curve_title(first: FirstPage) -> str:
    if first.track is None:
        if first.counted:
            return phrase("first.counted", what=first.counted)
        return phrase("first.score_turns" if first.turns else "first.went")
    return phrase("first.turns", track=first.track.name)


def _limit_words(first: FirstPage) -> str:
    if first.track is None:
        return ""
    return phrase("first.limit", limit=number_text(first.track.end))


def _needed_title(first: FirstPage) -> str:
    if first.needed is None or first.needed.round is None:
        return phrase("first.needed")
    found = first.needed
    return phrase("first.needed_at", counting=found.counting, round=found.round)


def _deals_words(report: AfterAction) -> str:
    """How many deals were made, and whether a word was broken."""
    promises = report.debrief.promises
    if not promises:
        return phrase("first.no_deals")
    broken = sum(each.broken for each in promises)
    made = phrase("first.deal_count", count=len(promises))
    kept = phrase("first.broken", count=broken) if broken else phrase("first.none_broken")
    return f"{made} {kept}"
