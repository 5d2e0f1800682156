"""The debrief at a terminal says what the debrief says, whoever sat there."""

from __future__ import annotations

from game.bots import bots_of
from game.report.debrief import debrief
from game.report.debrief_words import claim_words, falling_words, promise_words, term_rows
from game.table import GameSetup, Sitting
from tests.loaded import rules_of
from tests.terminal.test_terminal import talk


def ended(name: str, bot: str, scenario: str = "") -> Sitting:
    """A game that bots play as soon as somebody looks."""
    rules = rules_of(name)
    at = scenario or rules.scenarios[0].id
    return Sitting.open(GameSetup(rules, at, {"all": f"bot:{bot}"}, 6), bots_of)


def one_line(words: str) -> str:
    """A text without breaks and gaps, as a narrow terminal and a wide one show it alike."""
    return "".join(words.split())


def test_the_end_tells_the_debrief() -> None:
    sitting = ended("rules", "doctrine", "shamsiddin-shohin")
    shown = one_line(talk(sitting))
    told = debrief(sitting, None)
    assert sitting.over
    for seat in sitting.game.seats:
        for row in term_rows(told, seat):
            for words, _ in row.changes:
                assert one_line(words) in shown
    wanted = [
        *(falling_words(row) for row in told.without if row.seats),
        *(claim_words(claim) for claim in told.claims),
        *(promise_words(promise) for promise in told.promises),
        *(answer.text for answer in told.answers),
        *(point.text[:100] for point in told.points),
    ]
    assert len(wanted) > 15
    for words in wanted:
        assert one_line(words) in shown


def test_a_game_without_scores_has_no_debrief() -> None:
    sitting = ended("tic-tac-toe", "random")
    before = talk(sitting)
    assert sitting.over
    assert "█" not in before
