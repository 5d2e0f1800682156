"""The terminal in another language: nothing that the program says is left in English."""

from __future__ import annotations

from pathlib import Path

from tests.languages import bracketed, english
from tests.loaded import rules_of
from tests.terminal.test_terminal import other, sit, talk

#: The id of a scenario as a title.
STILL = frozenset({"Standard"})


def test_a_game_is_played_in_it(tmp_path: Path) -> None:
    sitting = sit("tic-tac-toe")
    with bracketed(tmp_path):
        typed = ["help", "?", "view", "why", "preview", "preview 1", "why 1", "about nothing_so",
                 "log", "deals", "brief", "all", "undo", "1", "undo", "pause", "1", "resume",
                 "why 99", "frobnicate", "seat x", "seat x=y", "save", "about"]  # fmt: skip
        shown = talk(sitting, *typed, "quit")
        source = rules_of("tic-tac-toe").source
        known = f"{source} {' '.join(typed)} {sitting.seats}"
        assert english(shown, known) - STILL == set()
        against = sit("tic-tac-toe", other(sitting))
        assert english(talk(against, *["1"] * 9), known) - STILL == set()
        assert against.over
