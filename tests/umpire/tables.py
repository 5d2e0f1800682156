"""Tables with an umpire, for the tests: our game, and small ones, a few moves on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from game.bots import bots_of
from game.rules import Rules, parse_rules
from game.table import GameSetup, Sitting
from game.umpire import UmpireDesk
from tests.loaded import OWN, rules_of
from tests.table.clocks import SetClock

if TYPE_CHECKING:
    from pathlib import Path

CODE = "4719"


@cache
def usual_at_nought() -> Rules:
    """Our game, with clocks at whose nought the usual is done: of plans, and of each turn."""
    text = OWN.read_text("utf-8")
    for head in ("Plans", "A turn"):
        row = next(line for line in text.splitlines() if f'name = "{head}"' in line)
        before, _, _ = row.partition("nought")
        text = text.replace(row, before + 'nought = "usual" },')
    return parse_rules(text, only="", look=(OWN.parent / "assets/look.toml").read_text("utf-8"))


def table(
    scenario: str = "first-watch",
    moves: int = 0,
    seed: int = 3,
    path: Path | None = None,
    clock: SetClock | None = None,
    bots: bool = False,
    rules: Rules | None = None,
) -> UmpireDesk:
    """An umpire's desk at a table that is some moves on; the doctrine chose them.

    Args:
        scenario: of our game.
        moves: how many decisions people made.
        seed: of chance.
        path: the save, or None for memory.
        clock: the table's.
        bots: whether the doctrine holds the seats, too.
        rules: ours, where none are given.
    """
    rules = rules or rules_of("rules")
    seats = {"all": "bot:doctrine"} if bots else {"all": "human"}
    setup = GameSetup(rules, scenario, seats, seed, path, umpire=CODE)
    clock = clock or SetClock()
    sitting = Sitting.open(setup, bots_of, clock=clock)
    play_on(sitting, moves)
    return UmpireDesk(sitting, clock)


def play_on(sitting: Sitting, moves: int) -> None:
    """Play some decisions of people by the doctrine, and what falls between and after them."""
    while not sitting.over:
        if sitting.step() is not None:
            continue
        if not moves:
            break
        sitting.play_usual()
        moves -= 1
