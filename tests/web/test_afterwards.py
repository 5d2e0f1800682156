"""After the game, and in the rules: what is asked card by card, and chapters without typing."""

from __future__ import annotations

from typing import Any

from tests.web.browser import PHONE, joined, served
from tests.web.test_play import HUMANS


def test_questions_come_one_a_card_and_may_be_skipped(browser: Any) -> None:
    """What is answered is in the journal; what is skipped is not; a page loaded anew goes on."""
    with served("first-watch", HUMANS, seed=5, played=200) as table:
        assert table.sitting.over
        mine = joined(browser, table, "umbrella", PHONE)
        mine.see('[data-key="survey"]')
        asked = mine.page.evaluate("document.querySelector('#survey-head .small').textContent")
        assert asked.startswith("1 ")
        mine.press("survey-skip")
        mine.page.fill("#asked", "We waited too long")
        mine.press("survey-send")
        table.wait(lambda: len(table.sitting.survey_answers) == 1)
        mine.page.reload()
        mine.see('[data-key="survey"]')
        while mine.page.query_selector('[data-key="survey-skip"]'):
            mark = mine.page.query_selector('[data-key="mark-4"]')
            if mark is None:
                mine.press("survey-skip")
                continue
            assert mine.wrong() == []
            n = len(table.sitting.survey_answers)
            mine.page.check('[data-key="mark-in-4"]', force=True)
            mine.press("survey-send")
            table.wait(lambda n=n: len(table.sitting.survey_answers) == n + 1)  # type: ignore[misc]
        mine.see('[data-key="survey-again"]')
        told = table.sitting.survey_answers
        assert [each.words for each in told if each.words] == ["We waited too long"]
        marks = [each.scale for each in told if each.scale]
        assert marks
        assert set(marks) == {4}
        assert mine.failed == []


def test_a_chapter_of_the_rules_opens_without_typing(browser: Any) -> None:
    """The index leads into a chapter and back; words still find."""
    with served("first-watch", HUMANS) as table:
        mine = joined(browser, table, "umbrella", PHONE)
        mine.press("tab-rules")
        mine.see('[data-key="open-actions"]')
        assert mine.wrong() == []
        mine.press("open-actions")
        mine.see('[data-key="chapter"]')
        mine.see(".folding")
        assert mine.wrong() == []
        mine.press("all-chapters")
        mine.see('[data-key="open-actions"]')
        mine.page.fill("#rules", "balance")
        mine.see(".folding")
        assert mine.failed == []
