"""At a terminal people are asked why, and after the game how it was, where the sitting asks."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from game.bots import bots_of
from game.rules import parse_rules
from game.table import GameSetup, Sitting
from game.table.acts import Moved
from game.terminal.loop import Terminal
from tests.table.conftest import MARKS
from tests.table.test_survey import ASKED

RULES = parse_rules(MARKS + ASKED)


def talk(ask_why: bool, answers: dict[str, list[str]]) -> tuple[Sitting, str]:
    """Play a whole game, always the first choice; the answers to each kind of prompt in order."""
    seats = {"chalk": "bot:random"}
    sitting = Sitting.open(GameSetup(RULES, "whole", seats, 3, ask_why=ask_why), bots_of)
    paper = io.StringIO()

    def ask(prompt: str) -> str:
        paper.write(f"{prompt}\n")
        kind = "why" if prompt.startswith("why") else "end" if sitting.over else "move"
        left = answers.get(kind, [])
        if kind == "end" and not left:
            raise EOFError
        return left.pop(0) if left else "" if kind == "why" else "1"

    Terminal(sitting, Console(file=paper, width=100, highlight=False), ask).run()
    return sitting, paper.getvalue()


def test_one_line_is_kept_and_enter_passes_over_it() -> None:
    sitting, shown = talk(True, {"why": ["", "to lead #show =3"], "end": []})
    own = [e.act for e in sitting.entries if e.actor == "ink" and isinstance(e.act, Moved)]
    assert [(m.rationale, m.tags, m.confidence) for m in own[:3]] == [
        (None, (), None),
        ("to lead", ("show",), 3),
        (None, (), None),
    ]
    assert shown.count("why>") == len(own)
    assert shown.count("#show #safe") == 1


def test_a_sitting_that_asks_nothing_has_no_more_prompts() -> None:
    sitting, shown = talk(False, {})
    assert sitting.over
    assert "why>" not in shown
    assert "to 5 (always)" not in shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["Ink did.", "5", "All."], [("question_1", "Ink did."), ("clear", 5), ("again", "All.")]),
        (["", "7", "no", "2", ""], [("clear", 2)]),
        (["Ink.", "quit"], [("question_1", "Ink.")]),
    ],
)
def test_questions_after_the_game(typed: list[str], kept: list[tuple[str, object]]) -> None:
    sitting, shown = talk(True, {"end": typed})
    assert [(a.question, a.scale or a.words) for a in sitting.survey_answers] == kept
    assert "1 (never) to 5 (always)" in shown
