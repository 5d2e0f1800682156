"""What the set-up tells of a scenario: what it teaches, the brief of a seat, what is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from game.catalogue import called, phrase
from game.ui.screens.common import fact_words, seat_name
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Text, Widget, spans
from game.ui.widgets.tabs import Tab

if TYPE_CHECKING:
    from game.rules import Rules, ScenarioInfo


def tabs_about(
    rules: Rules,
    scenario: ScenarioInfo,
    seat: str,
    brief: Mapping[str, str] | None,
    size: str,
    *,
    mine: bool,
) -> list[Tab]:
    """The pages that tell of a scenario.

    Args:
        rules: its rules.
        scenario: which.
        seat: whose brief is told.
        brief: what it says, under its headings; None where the scenario has no briefs.
        size: of what is told.
        mine: whether one person alone plays that seat.
    """
    words = phrase("setup.teaches" if scenario.teaches else "setup.about")
    tabs = [Tab("teaches", words, _page(_teaches(rules, scenario, size)), "T")]
    if brief is not None:
        words = phrase("setup.brief" if mine else "setup.brief_of")
        tabs.append(Tab("brief", words, _page(_brief(seat_name(rules, seat), brief, size)), "B"))
    if scenario.facts:
        told: list[Widget] = [
            Text(spans(fact_words(rules, fact)), size=size) for fact in scenario.facts
        ]
        tabs.append(Tab("known", phrase("setup.known"), _page(told), "K"))
    return tabs


def _teaches(rules: Rules, scenario: ScenarioInfo, size: str) -> list[Widget]:
    parts: list[Widget] = []
    if scenario.teaches:
        parts.append(Text(scenario.teaches, role="bold", tint=ACCENT))
    parts.append(Text(scenario.text or rules.text))
    if scenario.questions:
        parts.append(Text(phrase("setup.asked"), role="bold", tint=ACCENT))
        parts += [Text(words, size=size, tint=MUTED) for words in scenario.questions]
    return parts


def _brief(name: str, brief: Mapping[str, str], size: str) -> list[Widget]:
    parts: list[Widget] = [Text(name, size="lead", role="title", tint=ACCENT)]
    for heading, words in brief.items():
        parts.append(Text(called(heading), role="bold"))
        parts.append(Text(words, size=size, tint=MUTED))
    if not brief:
        parts.append(Text(phrase("setup.no_brief"), tint=MUTED))
    return parts


def _page(parts: list[Widget]) -> Widget:
    """The page of a tab."""
    return Box(*parts, gap=0.75)
