"""The terminal in another language: nothing that the program says is left in English."""

from __future__ import annotations

import re

import pytest

from game.table import Sitting
from tests.languages import english, spoken_all_over
from tests.terminal.test_terminal import other, sit, talk

#: What is typed, ids of moves, and conditions as the rules have them, are of no language.
STILL = re.compile(
    r"`[^`]*`|\b[a-z_]+:\w+|\b\w+: [^()]* (==|!=) [^()]*\([^()]*\)|<end>|⟦ýééš⟧ open:|--help"
)


def said(sitting: Sitting, *typed: str) -> set[str]:
    """The words of what is shown that never went through the tables of texts; ids are typed."""
    game = sitting.game
    known = [*typed, *game.seats, *(m for s in game.sets.values() for m in s.members)]
    known += [*game.names, *game.declared("action")]
    return english(STILL.sub(" ", talk(sitting, *typed).replace("\n", " ")), " ".join(known))


def test_a_game_is_played_in_it() -> None:
    with spoken_all_over():
        sitting = sit("tic-tac-toe")
        typed = ["help", "?", "view", "why", "preview", "preview 1", "why 1", "about nothing_so",
                 "log", "deals", "brief", "all", "undo", "1", "undo", "pause", "1", "resume",
                 "why 99", "frobnicate", "seat x", "seat x=y", "save", "about"]  # fmt: skip
        assert said(sitting, *typed, "quit") == set()
        against = sit("tic-tac-toe", other(sitting))
        assert said(against, *["1"] * 9) == set()
        assert against.over


@pytest.mark.parametrize("name", ["salt-roads", "leduc", "dice-race"])
def test_games_with_roads_cards_and_dice_are_played_in_it(name: str) -> None:
    with spoken_all_over():
        sitting = sit(name)
        typed = ["view", "why", "why 1", "preview 1", "rules", "about", "odds", "look", "offers"]
        typed += ["1", "log", "view"] * 12
        assert said(sitting, *typed, "quit") == set()
