"""The lesson at the terminal: its steps between prompts, in order, and out of the way when left."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from game.bots import bots_of
from game.table import Sitting
from game.table.lesson import lesson_setup
from game.table.lessons import Lessons
from game.terminal.loop import Terminal
from tests.loaded import rules_of


def learn(name: str, *first: str, typed: str = "1", leave_at: int = 0) -> tuple[Sitting, str]:
    """Learn a game: Enter at each step to read, at prompts the first lines and then the same."""
    rules = rules_of(name)
    (guide,) = rules.guides
    sitting = Sitting.open(lesson_setup(rules, guide), bots_of)
    paper, lines, read = io.StringIO(), [*first], 0

    def ask(prompt: str) -> str:
        nonlocal read
        paper.write(f"{prompt}\n")
        if prompt.startswith("Enter goes on"):
            read += 1
            return "leave" if read == leave_at else ""
        return lines.pop(0) if lines else typed

    Terminal(sitting, Console(file=paper, width=120, highlight=False), ask, guide).run()
    return sitting, paper.getvalue()


def test_the_first_watch_is_learnt_between_prompts() -> None:
    (guide,) = rules_of("rules").guides
    sitting, shown = learn("rules", "deploy:drv", "deploy:drv")
    assert sitting.over
    places = []
    for step in guide.steps:
        if step.when == "round == 1" and "{" not in step.texts["name"]:
            places.append(shown.find(step.texts["name"]))
    told = [at for at in places if at >= 0]
    assert len(told) >= len(places) - 1, "all of the first round but what did not come"
    assert told == sorted(told)
    assert "Type `deploy:drv`." in shown
    for word, meaning in guide.words.items():
        start = " ".join(meaning.split()[:4])
        assert shown.count(f"  {word}: {start}") <= 1
    assert shown.index(guide.steps[-1].texts["name"]) > shown.index("The game is over.")
    assert "[" not in "".join(line for line in shown.splitlines() if line.startswith("North of"))


def test_a_lesson_that_is_left_says_no_more() -> None:
    sitting, shown = learn("tic-tac-toe", leave_at=1)
    assert sitting.over
    assert shown.count("step 1") == 1
    assert "step 2" not in shown


def talk(sitting: Sitting, lessons: Lessons, *typed: str) -> str:
    """Type these lines at prompts of any kind, and leave; no guide is named."""
    paper, lines = io.StringIO(), [*typed]

    def ask(prompt: str) -> str:
        paper.write(f"{prompt}\n")
        return lines.pop(0) if lines else "quit"

    console = Console(file=paper, width=120, highlight=False)
    with suppress(EOFError):
        Terminal(sitting, console, ask, None, lessons).run()
    return paper.getvalue()


def test_a_lesson_is_left_and_taken_up_where_it_was(tmp_path: Path) -> None:
    rules = rules_of("rules")
    (guide,) = rules.guides
    names = [step.texts["name"] for step in guide.steps]
    sitting = Sitting.open(lesson_setup(rules, guide), bots_of)
    file = tmp_path / "lessons.json"
    first = talk(sitting, Lessons(file), "lesson", "", "", "leave")
    assert names[2] in first
    assert names[3] not in first
    # Left, it says nothing, in another program too, until it is asked for.
    again = talk(sitting, Lessons(file), "log")
    assert not any(name in again for name in names)
    taken = talk(sitting, Lessons(file), "lesson")
    assert names[2] in taken
    assert names[0] not in taken
    assert f"step 3 of {len(names)}" in taken
    # Not left, it goes on by itself.
    assert names[2] in talk(sitting, Lessons(file))


def test_show_says_what_does_the_step() -> None:
    rules = rules_of("rules")
    (guide,) = rules.guides
    sitting = Sitting.open(lesson_setup(rules, guide), bots_of)
    shown = talk(sitting, Lessons(), "lesson", *[""] * 4, "show")
    assert "Type `deploy:drv`." in shown.rpartition("> ")[0]
    before = sitting.n
    assert "no lesson" in talk(Sitting.open(lesson_setup(rules, guide), bots_of), Lessons(), "show")
    assert sitting.n == before
